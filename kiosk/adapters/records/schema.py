"""The tables, as a series of steps that bring any older file up to this program.

A step that has been released is never changed; the next change is a step of its own. Every
column and its reason are in docs/data.md.
"""

import sqlite3
from collections.abc import Mapping
from typing import Final

from sqlite_utils import Database, Migrations

from kiosk.adapters.records.connection import APPLICATION_ID, printable, transaction

steps: Final = Migrations("askfirst store")

_BEFORE: Final = "askfirst records"
"""The steps of a store of before there were blocks."""

OF_BEFORE: Final = (
    "a version of before the first release made the file, and this one cannot read it:"
    " keep that folder as it is, and begin in an empty one"
)

_DAY: Final = (
    "TEXT NOT NULL CHECK("
    "day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(day) IS day)"
)
_HOUR: Final = "INTEGER NOT NULL CHECK(hour BETWEEN 0 AND 23)"
_COUNT: Final = "INTEGER NOT NULL DEFAULT 0 CHECK({0} >= 0)"
_BYTES_32: Final = "BLOB NOT NULL CHECK(length({0}) = 32)"
_GENDERS: Final = "('woman', 'man', 'not_sure', 'unsaid')"
# Every band that any minimum age from 14 to 18 gives.
_BANDS: Final = (
    "('14-17', '15-17', '16-17', '17-17', '18-24', '25-34', '35-44', '45-54', '55-64', '65+',"
    " 'unsaid')"
)

IS_CONSENT: Final = """instr(leaf, '"type":"consent given"') > 0"""
IS_CAMERA_OPENED: Final = """instr(leaf, '"type":"camera opened"') > 0"""
IS_KEY_MADE: Final = """instr(leaf, '"type":"key made"') > 0"""
"""What rows of the ledger are, as SQL; the same words in a query let it use the index."""

_TABLES: Final = (
    # What is published about visits, and how carefully; the file itself knows, so that no
    # command can be talked into showing a shop's records as if they were the demo's.
    """CREATE TABLE publication(
        only INTEGER PRIMARY KEY CHECK(only = 1),
        epsilon REAL NOT NULL CHECK(epsilon BETWEEN 0.1 AND 4),
        demo INTEGER NOT NULL CHECK(demo IN (0, 1)),
        minimum_age INTEGER NOT NULL CHECK(minimum_age BETWEEN 14 AND 18)
    ) STRICT""",
    """CREATE TABLE notice(
        hash TEXT PRIMARY KEY CHECK(length(hash) = 64),
        language TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE model(
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE
    ) STRICT""",
    # The ledger: only ever added to.
    f"""CREATE TABLE consent_ledger(
        seq INTEGER PRIMARY KEY CHECK(seq > 0),
        leaf TEXT NOT NULL,
        leaf_hash {_BYTES_32.format("leaf_hash")}
    ) STRICT""",
    # No JSON function: with trusted_schema off, SQLite before 3.42 lets no schema call one.
    f"CREATE INDEX consent_ledger_given ON consent_ledger(seq) WHERE {IS_CONSENT}",
    f"CREATE INDEX consent_ledger_key ON consent_ledger(seq) WHERE {IS_KEY_MADE}",
    f"CREATE INDEX consent_ledger_opened ON consent_ledger(seq) WHERE {IS_CAMERA_OPENED}",
    f"""CREATE TABLE ledger_opening(
        seq INTEGER PRIMARY KEY REFERENCES consent_ledger(seq),
        salt {_BYTES_32.format("salt")},
        payload TEXT NOT NULL,
        tag BLOB CHECK(length(tag) = 32),
        tag_day TEXT CHECK(date(tag_day) IS tag_day),
        CHECK((tag IS NULL) = (tag_day IS NULL))
    ) STRICT""",
    "CREATE UNIQUE INDEX ledger_opening_tag ON ledger_opening(tag) WHERE tag IS NOT NULL",
    "CREATE INDEX ledger_opening_tag_day ON ledger_opening(tag_day) WHERE tag_day IS NOT NULL",
    # The subtrees are the roots of the full trees that the head's tree is made of, larger ones
    # first: enough to go on from, without reading the rows before.
    f"""CREATE TABLE signed_tree_head(
        tree_size INTEGER PRIMARY KEY CHECK(tree_size > 0),
        root_hash {_BYTES_32.format("root_hash")},
        timestamp TEXT NOT NULL,
        prev_root_hash BLOB CHECK(length(prev_root_hash) = 32),
        public_key {_BYTES_32.format("public_key")},
        signature BLOB NOT NULL CHECK(length(signature) = 64),
        subtrees BLOB NOT NULL CHECK(length(subtrees) BETWEEN 32 AND 2048)
    ) STRICT""",
    """CREATE TRIGGER consent_ledger_insert BEFORE INSERT ON consent_ledger
        WHEN new.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM consent_ledger)
        BEGIN SELECT RAISE(ABORT, 'the ledger is added to at its end'); END""",
    """CREATE TRIGGER consent_ledger_update BEFORE UPDATE ON consent_ledger
        BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END""",
    """CREATE TRIGGER consent_ledger_delete BEFORE DELETE ON consent_ledger
        BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END""",
    """CREATE TRIGGER signed_tree_head_insert BEFORE INSERT ON signed_tree_head
        WHEN new.tree_size <= (SELECT max(tree_size) FROM signed_tree_head)
        BEGIN SELECT RAISE(ABORT, 'a head is signed for a longer ledger than the last'); END""",
    """CREATE TRIGGER signed_tree_head_update BEFORE UPDATE ON signed_tree_head
        BEGIN SELECT RAISE(ABORT, 'a signed head is never changed'); END""",
    """CREATE TRIGGER signed_tree_head_delete BEFORE DELETE ON signed_tree_head
        BEGIN SELECT RAISE(ABORT, 'a signed head is never changed'); END""",
    # The visit that is going on, if one is.
    f"""CREATE TABLE open_visit(
        only INTEGER PRIMARY KEY CHECK(only = 1),
        day {_DAY},
        hour {_HOUR},
        consent_seq INTEGER REFERENCES consent_ledger(seq)
    ) STRICT""",
    # The visits of the withdrawal window, in no order, and the keys that find them.
    f"""CREATE TABLE visit(
        id INTEGER PRIMARY KEY CHECK(id >= 0),
        day {_DAY},
        hour {_HOUR},
        gender TEXT NOT NULL CHECK(gender IN {_GENDERS}),
        age_band TEXT NOT NULL CHECK(age_band IN {_BANDS}),
        way TEXT NOT NULL CHECK(way IN ('camera', 'corrected', 'told')),
        shown_gender TEXT CHECK(shown_gender IN {_GENDERS}),
        shown_band TEXT CHECK(shown_band IN {_BANDS}),
        model INTEGER REFERENCES model(id),
        tag BLOB CHECK(length(tag) = 32),
        block INTEGER REFERENCES block(id),
        CHECK((shown_gender IS NULL) = (shown_band IS NULL)),
        CHECK(way <> 'camera' OR shown_gender IS NOT NULL),
        CHECK(way <> 'told' OR shown_gender IS NULL)
    ) STRICT, WITHOUT ROWID""",
    "CREATE UNIQUE INDEX visit_tag ON visit(tag) WHERE tag IS NOT NULL",
    "CREATE INDEX visit_day ON visit(day)",
    "CREATE INDEX visit_in_no_block ON visit(day) WHERE block IS NULL",
    f"""CREATE TABLE day_key(
        day {_DAY} PRIMARY KEY,
        key {_BYTES_32.format("key")}
    ) STRICT, WITHOUT ROWID""",
    # The counts.
    f"""CREATE TABLE day_hour(
        day {_DAY},
        hour {_HOUR},
        asked {_COUNT.format("asked")},
        agreed {_COUNT.format("agreed")},
        told {_COUNT.format("told")},
        declined {_COUNT.format("declined")},
        walked_away {_COUNT.format("walked_away")},
        counted {_COUNT.format("counted")},
        PRIMARY KEY(day, hour)
    ) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE day(
        day {_DAY} PRIMARY KEY,
        not_counted {_COUNT.format("not_counted")},
        withdrawn {_COUNT.format("withdrawn")}
    ) STRICT, WITHOUT ROWID""",
    # By month: told of its own day, it would be told apart by the files of that day.
    """CREATE TABLE withdrawn_later(
        month TEXT PRIMARY KEY CHECK(date(month) IS month AND month GLOB '*-01'),
        visits INTEGER NOT NULL CHECK(visits > 0)
    ) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE door_hour(
        day {_DAY},
        hour {_HOUR},
        entered INTEGER NOT NULL CHECK(entered >= 0),
        PRIMARY KEY(day, hour)
    ) STRICT, WITHOUT ROWID""",
    # What was released. Noise is in the cells: they may be under nought.
    """CREATE TABLE block(
        id INTEGER PRIMARY KEY,
        first_day TEXT NOT NULL CHECK(date(first_day) IS first_day),
        last_day TEXT NOT NULL CHECK(date(last_day) IS last_day AND last_day >= first_day),
        closed_on TEXT NOT NULL CHECK(date(closed_on) IS closed_on AND closed_on >= last_day),
        closed_at TEXT NOT NULL CHECK(closed_at = 'close' OR closed_at GLOB '[0-2]?:[0-5]?'),
        visits INTEGER NOT NULL CHECK(visits > 0),
        epsilon REAL NOT NULL CHECK(epsilon BETWEEN 0.1 AND 4),
        models TEXT NOT NULL CHECK(models NOT GLOB '*[^0-9,]*')
    ) STRICT""",
    "CREATE INDEX block_closed ON block(closed_on)",
    """CREATE TABLE block_cell(
        block INTEGER NOT NULL REFERENCES block(id),
        cell TEXT NOT NULL,
        visits INTEGER NOT NULL,
        PRIMARY KEY(block, cell)
    ) STRICT, WITHOUT ROWID""",
    *(
        f"""CREATE TRIGGER {table}_update BEFORE UPDATE ON {table}
        BEGIN SELECT RAISE(ABORT, 'a block is released once and never changed'); END"""
        for table in ("block", "block_cell")
    ),
    """CREATE TRIGGER visit_released BEFORE UPDATE OF block ON visit WHEN old.block IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'a visit is in one block, once'); END""",
    # The last time of day at which a block could close that was dealt with.
    f"""CREATE TABLE block_time(
        only INTEGER PRIMARY KEY CHECK(only = 1),
        day {_DAY},
        at TEXT NOT NULL CHECK(at GLOB '[0-2][0-9]:[0-5][0-9]')
    ) STRICT""",
    # What the visitors of a day were promised: what is set later does not change it.
    f"""CREATE TABLE terms(
        day {_DAY} PRIMARY KEY,
        window_hours INTEGER NOT NULL CHECK(window_hours > 0),
        counts_months INTEGER NOT NULL CHECK(counts_months > 0),
        epsilon REAL NOT NULL CHECK(epsilon > 0)
    ) STRICT, WITHOUT ROWID""",
    # The last business day whose end was dealt with; empty before the first.
    f"""CREATE TABLE close_of_day(
        only INTEGER PRIMARY KEY CHECK(only = 1),
        day {_DAY}
    ) STRICT""",
    # What visitors corrected of what they were shown, by month; no gender, no age, no direction.
    """CREATE TABLE corrected_month(
        month TEXT NOT NULL CHECK(date(month) IS month AND month GLOB '*-01'),
        model INTEGER NOT NULL REFERENCES model(id),
        genders INTEGER NOT NULL,
        genders_corrected INTEGER NOT NULL CHECK(genders_corrected BETWEEN 0 AND genders),
        ages INTEGER NOT NULL,
        ages_corrected INTEGER NOT NULL CHECK(ages_corrected BETWEEN 0 AND ages),
        told_with TEXT CHECK(date(told_with) IS told_with AND told_with >= month),
        PRIMARY KEY(month, model)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TRIGGER corrected_month_update BEFORE UPDATE ON corrected_month
        WHEN old.told_with IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'what was told of a month is never changed'); END""",
    # Always empty: written and emptied in one transaction to see whether there is room.
    "CREATE TABLE room(bytes BLOB NOT NULL) STRICT",
)


@steps(name="0001 tables")
def tables(db: Database) -> None:
    for statement in _TABLES:
        db.conn.execute(statement)
    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def apply_steps(db: Database) -> None:
    """Afterwards the file has every table of this program; an interrupted call changes nothing."""
    with transaction(db):
        steps.apply(db)


def planned_columns() -> Mapping[str, tuple[str, ...]]:
    """The columns of each table that this program makes, by the table's name."""
    with Database(memory=True, execute_plugins=False) as planned:
        apply_steps(planned)
        return {
            table: tuple(planned.table(table).columns_dict)
            for table in planned.table_names()
            if not table.startswith("_sqlite")
        }


def refusal(connection: sqlite3.Connection) -> str | None:
    """Why this program neither reads nor changes the file, as the beginning of a sentence.

    A newer version's steps are named, for people: in a damaged file there may be anything in
    them. A store of before there were blocks is refused for good: what was told of its visits was
    told by other rules, beside which the noise would promise nothing.
    """
    with Database(memory=True, execute_plugins=False) as nothing_yet:
        known = {migration.name for migration in steps.pending(nothing_yet)}
    if is_of_before(connection):
        return OF_BEFORE
    for (name,) in connection.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id", [steps.name]
    ):
        if name not in known:
            return f"a newer version of this program changed the file: {printable(str(name))}"
    return None


def is_of_before(connection: sqlite3.Connection) -> bool:
    """True for a store of before there were blocks."""
    (found,) = connection.execute(
        "SELECT EXISTS(SELECT 1 FROM _sqlite_migrations WHERE migration_set = ?)", [_BEFORE]
    ).fetchone()
    return bool(found)

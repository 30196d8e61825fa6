"""The tables, as a series of steps that bring any older file up to this program.

A step that has been released is never changed; the next change is a step of its own. Every
column and its reason are in docs/records.md.
"""

import sqlite3
from collections.abc import Mapping
from typing import Final

from sqlite_utils import Database, Migrations

from kiosk.adapters.records.connection import APPLICATION_ID, printable, transaction

steps: Final = Migrations("askfirst records")

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

_FIRST: Final = (
    # What is published about visits, and how carefully; the file itself knows, so that no
    # command can be talked into showing a shop's records as if they were the demo's.
    """CREATE TABLE publication(
        only INTEGER PRIMARY KEY CHECK(only = 1),
        k INTEGER NOT NULL CHECK(k >= 1),
        demo INTEGER NOT NULL CHECK(demo IN (0, 1)),
        minimum_age INTEGER NOT NULL CHECK(minimum_age BETWEEN 14 AND 18),
        CHECK(demo = 1 OR k >= 5)
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
    f"""CREATE TABLE signed_tree_head(
        tree_size INTEGER PRIMARY KEY CHECK(tree_size > 0),
        root_hash {_BYTES_32.format("root_hash")},
        timestamp TEXT NOT NULL,
        prev_root_hash BLOB CHECK(length(prev_root_hash) = 32),
        signature BLOB NOT NULL CHECK(length(signature) = 64)
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
        CHECK((shown_gender IS NULL) = (shown_band IS NULL)),
        CHECK(way <> 'camera' OR shown_gender IS NOT NULL),
        CHECK(way <> 'told' OR shown_gender IS NULL)
    ) STRICT, WITHOUT ROWID""",
    "CREATE UNIQUE INDEX visit_tag ON visit(tag) WHERE tag IS NOT NULL",
    "CREATE INDEX visit_day ON visit(day)",
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
    # Made anew by the second step, which was the first to write them.
    """CREATE TABLE batch(
        id INTEGER PRIMARY KEY,
        first_day TEXT NOT NULL CHECK(date(first_day) IS first_day),
        last_day TEXT NOT NULL CHECK(date(last_day) IS last_day),
        visits INTEGER NOT NULL CHECK(visits > 0)
    ) STRICT""",
    """CREATE TABLE batch_cell(
        batch INTEGER NOT NULL REFERENCES batch(id),
        gender TEXT NOT NULL,
        age_band TEXT NOT NULL,
        visits INTEGER NOT NULL CHECK(visits > 0),
        PRIMARY KEY(batch, gender, age_band)
    ) STRICT, WITHOUT ROWID""",
    # Always empty: written and emptied in one transaction to see whether there is room.
    "CREATE TABLE room(bytes BLOB NOT NULL) STRICT",
)


# Published sets of visits, the ledger's signed heads, each day's terms, and how far the books are
# closed. The tables of the first step that are made anew here were never written to by it.
_SECOND: Final = (
    "DROP TABLE batch_cell",
    "DROP TABLE batch",
    """CREATE TABLE batch(
        id INTEGER PRIMARY KEY,
        source TEXT NOT NULL CHECK(source IN ('camera', 'said')),
        first_day TEXT NOT NULL CHECK(date(first_day) IS first_day),
        last_day TEXT NOT NULL CHECK(date(last_day) IS last_day AND last_day >= first_day),
        form TEXT NOT NULL CHECK(form IN ('table', 'margins', 'total')),
        visits INTEGER NOT NULL CHECK(visits > 0)
    ) STRICT""",
    # A cell without a gender, or without an age band, is one of a margin.
    """CREATE TABLE batch_cell(
        batch INTEGER NOT NULL REFERENCES batch(id),
        gender TEXT NOT NULL,
        age_band TEXT NOT NULL,
        visits INTEGER NOT NULL CHECK(visits > 0),
        PRIMARY KEY(batch, gender, age_band),
        CHECK(gender <> '' OR age_band <> '')
    ) STRICT, WITHOUT ROWID""",
    *(
        f"""CREATE TRIGGER {table}_update BEFORE UPDATE ON {table}
        BEGIN SELECT RAISE(ABORT, 'a batch is drawn once and never drawn anew'); END"""
        for table in ("batch", "batch_cell")
    ),
    # Empty while the visit is not part of any batch yet.
    "ALTER TABLE visit ADD COLUMN batch INTEGER REFERENCES batch(id)",
    "CREATE INDEX visit_unbatched ON visit(day) WHERE batch IS NULL",
    "DROP TABLE signed_tree_head",
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
    """CREATE TRIGGER signed_tree_head_insert BEFORE INSERT ON signed_tree_head
        WHEN new.tree_size <= (SELECT max(tree_size) FROM signed_tree_head)
        BEGIN SELECT RAISE(ABORT, 'a head is signed for a longer ledger than the last'); END""",
    """CREATE TRIGGER signed_tree_head_update BEFORE UPDATE ON signed_tree_head
        BEGIN SELECT RAISE(ABORT, 'a signed head is never changed'); END""",
    """CREATE TRIGGER signed_tree_head_delete BEFORE DELETE ON signed_tree_head
        BEGIN SELECT RAISE(ABORT, 'a signed head is never changed'); END""",
    f"CREATE INDEX consent_ledger_key ON consent_ledger(seq) WHERE {IS_KEY_MADE}",
    # What the visitors of a day were promised: what is set later does not change it.
    f"""CREATE TABLE terms(
        day {_DAY} PRIMARY KEY,
        window_hours INTEGER NOT NULL CHECK(window_hours > 0),
        counts_months INTEGER NOT NULL CHECK(counts_months > 0),
        k INTEGER NOT NULL CHECK(k > 0)
    ) STRICT, WITHOUT ROWID""",
    # The last business day whose end was dealt with; empty before the first.
    f"""CREATE TABLE close_of_day(
        only INTEGER PRIMARY KEY CHECK(only = 1),
        day {_DAY}
    ) STRICT""",
)


# What the door counter saw, and a way to the batches of a few days among those of years.
_THIRD: Final = (
    f"""CREATE TABLE door_hour(
        day {_DAY},
        hour {_HOUR},
        entered INTEGER NOT NULL CHECK(entered >= 0),
        PRIMARY KEY(day, hour)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX batch_days ON batch(last_day, first_day)",
)


# What visitors corrected of what they were shown, by month; no gender, no age, no direction.
_FOURTH: Final = (
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
)


# The business day whose file for a chain a batch is in, and what estimated its visits: an older
# batch is in the file of its last day, and what had estimated it is not known any more.
_FIFTH: Final = (
    "DROP TRIGGER batch_update",
    "ALTER TABLE batch ADD COLUMN closed_on TEXT"
    " CHECK(date(closed_on) IS closed_on AND closed_on >= last_day)",
    "ALTER TABLE batch ADD COLUMN models TEXT NOT NULL DEFAULT ''"
    " CHECK(models NOT GLOB '*[^0-9,]*')",
    "UPDATE batch SET closed_on = last_day",
    """CREATE TRIGGER batch_update BEFORE UPDATE ON batch
        BEGIN SELECT RAISE(ABORT, 'a batch is drawn once and never drawn anew'); END""",
    # A column that is added later cannot be NOT NULL.
    """CREATE TRIGGER batch_insert BEFORE INSERT ON batch WHEN new.closed_on IS NULL
        BEGIN SELECT RAISE(ABORT, 'a batch closes on a day'); END""",
)


@steps(name="0001 first tables")
def first_tables(db: Database) -> None:
    for statement in _FIRST:
        db.conn.execute(statement)
    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")


@steps(name="0002 batches, signed heads, close of day")
def batches_and_heads(db: Database) -> None:
    for statement in _SECOND:
        db.conn.execute(statement)


@steps(name="0003 door counter")
def door_counter(db: Database) -> None:
    for statement in _THIRD:
        db.conn.execute(statement)


@steps(name="0004 corrections by month")
def corrections_by_month(db: Database) -> None:
    for statement in _FOURTH:
        db.conn.execute(statement)


@steps(name="0005 the day a batch closed on")
def day_closed_on(db: Database) -> None:
    for statement in _FIFTH:
        db.conn.execute(statement)


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


def unknown_steps(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The steps in this file that this program does not know: a newer one was here before.

    Their names are for people: in a damaged file there may be anything in them.
    """
    with Database(memory=True, execute_plugins=False) as nothing_yet:
        known = {migration.name for migration in steps.pending(nothing_yet)}
    taken = connection.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id", [steps.name]
    )
    return tuple(printable(str(name)) for (name,) in taken if name not in known)

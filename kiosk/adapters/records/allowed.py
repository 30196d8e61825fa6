"""Every table, column and file there may be. What is not on this list does not belong here.

Written down a second time on purpose: the self-check compares the real file with this list and
not with ``schema``, so that a column that slips into the schema is found by it.
"""

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

TEXT_BYTES: Final = 4096
"""No text is longer, except a notice's."""

_NOTICE_BYTES: Final = 256 * 1024
_HASH: Final = 32


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds at most. ``random``: every value is a key, a hash or a signature."""

    type: str
    most: int = 8
    random: bool = False


_NUMBER: Final = Column("INTEGER")
_REAL: Final = Column("REAL")
_TEXT: Final = Column("TEXT", TEXT_BYTES)
_WORD: Final = Column("TEXT", 32)
_DAY: Final = Column("TEXT", 10)
_RANDOM: Final = Column("BLOB", _HASH, random=True)

TABLES: Final[dict[str, dict[str, Column]]] = {
    "_sqlite_migrations": {
        "id": _NUMBER,
        "migration_set": _TEXT,
        "name": _TEXT,
        "applied_at": _WORD,
    },
    "publication": {"only": _NUMBER, "epsilon": _REAL, "demo": _NUMBER, "minimum_age": _NUMBER},
    "notice": {
        "hash": Column("TEXT", 64),
        "language": _WORD,
        "text": Column("TEXT", _NOTICE_BYTES),
    },
    "model": {"id": _NUMBER, "name": Column("TEXT", 256)},
    "consent_ledger": {"seq": _NUMBER, "leaf": _TEXT, "leaf_hash": _RANDOM},
    "ledger_opening": {
        "seq": _NUMBER,
        "salt": _RANDOM,
        "payload": _TEXT,
        "tag": _RANDOM,
        "tag_day": _DAY,
    },
    "signed_tree_head": {
        "tree_size": _NUMBER,
        "root_hash": _RANDOM,
        "timestamp": _WORD,
        "prev_root_hash": _RANDOM,
        "public_key": _RANDOM,
        "signature": Column("BLOB", 64, random=True),
        "subtrees": Column("BLOB", 2048),
    },
    "open_visit": {"only": _NUMBER, "day": _DAY, "hour": _NUMBER, "consent_seq": _NUMBER},
    "visit": {
        "id": _NUMBER,
        "day": _DAY,
        "hour": _NUMBER,
        "gender": _WORD,
        "age_band": _WORD,
        "way": _WORD,
        "shown_gender": _WORD,
        "shown_band": _WORD,
        "model": _NUMBER,
        "tag": _RANDOM,
        "block": _NUMBER,
    },
    "day_key": {"day": _DAY, "key": _RANDOM},
    "day_hour": {
        "day": _DAY,
        "hour": _NUMBER,
        "asked": _NUMBER,
        "agreed": _NUMBER,
        "told": _NUMBER,
        "declined": _NUMBER,
        "walked_away": _NUMBER,
        "counted": _NUMBER,
    },
    "door_hour": {"day": _DAY, "hour": _NUMBER, "entered": _NUMBER},
    "corrected_month": {
        "month": _DAY,
        "model": _NUMBER,
        "genders": _NUMBER,
        "genders_corrected": _NUMBER,
        "ages": _NUMBER,
        "ages_corrected": _NUMBER,
        "told_with": _DAY,
    },
    "day": {"day": _DAY, "not_counted": _NUMBER, "withdrawn": _NUMBER},
    "withdrawn_later": {"month": _DAY, "visits": _NUMBER},
    "block": {
        "id": _NUMBER,
        "first_day": _DAY,
        "last_day": _DAY,
        "closed_on": _DAY,
        "closed_at": _WORD,
        "visits": _NUMBER,
        "epsilon": _REAL,
        "models": _WORD,
    },
    "block_cell": {"block": _NUMBER, "cell": _WORD, "visits": _NUMBER},
    "block_time": {"only": _NUMBER, "day": _DAY, "at": _WORD},
    "terms": {"day": _DAY, "window_hours": _NUMBER, "counts_months": _NUMBER, "epsilon": _REAL},
    "close_of_day": {"only": _NUMBER, "day": _DAY},
    "room": {"bytes": Column("BLOB", 0)},
}

TABLES_OF_BACKUP: Final = TABLES | {
    "backup": {
        "only": _NUMBER,
        "day": _DAY,
        "ledger_rows": _NUMBER,
        "first_left_out": _NUMBER,
        "last_left_out": _NUMBER,
    },
}

_BALLAST: Final = "ballast"
_STORE: Final = r"(?:askfirst\.sqlite3|{store})"
_BESIDE: Final = (
    _STORE + r"(?:\.new|\.restored)?(?:-wal|-shm|-journal)?",
    _STORE + r"-flaw(?:\.new)?",
    _BALLAST,
    r"instance\.lock(?:\.rmlock)?",
    r"running(?:\.new)?",
    r"starts(?:\.new)?",
    r"log/askfirst\.log(?:\.[1-9])?",
    r"signing\.key(?:\.new)?",
    r"staff\.sqlite3(?:-journal)?",
    r"askfirst\.toml",
    r"assessment/\d{4}-\d\d-\d\d-\d{3}-[0-9a-f]{12}\.(?:json|en\.md|zh_CN\.md)(?:\.new)?",
    r"backups/askfirst-(?:\d{4}-\d\d-\d\d-)?[0-9a-f]{8}\.(?:sqlite3|part)(?:-wal|-shm|-journal)?",
    r"door-counter/(?:token|status\.json)(?:\.new)?",
    r"reports/askfirst-[\w-]{1,36}-\d{4}-\d\d-\d\d-(?:day|week|28-days|month)(?:-so-far)?"
    r"(?:\.(?:en|zh_CN))?\.(?:pdf|csv|json)(?:\.new)?",
    r"fleet/told-since(?:\.new)?",
    r"fleet/kiosk=[a-z0-9-]{1,40}/day=\d{4}-\d\d-\d\d\.jsonl(?:\.waits)?(?:\.new)?",
    r"closing-statement\.json(?:\.new)?",
    # The doctor's, where it tries whether a confined child can read what it must not.
    r"askfirst-proof-\w{8}/database",
    r"quarantine/\d{8}T\d{6}Z-[0-9a-f]{16}(?:\.part)?/" + _STORE + r"(?:-wal)?",
)
_OF_THE_DEMO: Final = ("demo-history", "demo")


def is_known_file(place: PurePath, store: str) -> bool:
    """True for a file that this program itself puts there; ``place`` is within a data folder.

    ``store`` is the name of the store's file. A shop's folder may have the demo's in it, and the
    demo's with a history.
    """
    parts = place.parts
    for folder in _OF_THE_DEMO:
        parts = parts[1:] if parts[:1] == (folder,) else parts
    pattern = "|".join(_BESIDE).replace("{store}", re.escape(store))
    return re.fullmatch(pattern, "/".join(parts)) is not None


def is_page(place: PurePath) -> bool:
    """True for a printed report, by its name and folder; not for any other PDF."""
    return place.suffix == ".pdf" and place.parent.name == "reports"


def is_ballast(place: PurePath) -> bool:
    """True for the file of random bytes that keeps room free."""
    return place.name == _BALLAST

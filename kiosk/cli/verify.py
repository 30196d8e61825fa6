"""``askfirst verify``: whether the ledger is whole, for a person and for a script."""

import argparse
import json
import sqlite3
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kiosk.cli.adding import Commands, as_json
from kiosk.cli.codes import OK, REFUSED, WRONG
from kiosk.cli.place import folder_of
from kiosk.cli.saying import NOTHING_YET, complain, counting_up, many, say

if TYPE_CHECKING:
    # Loaded only by a command that reads the records, for they take their time.
    from kiosk.adapters.records.heads import SignedHead
    from kiosk.adapters.records.verification import Verdict

STANDARD_OUTPUT: Final = "-"

_LONGEST_CHECKPOINT: Final = 64 * 1024
_FINGERPRINT: Final = 16

_WHAT_TO_DO: Final = (
    "Keep a copy of the data folder as it is now, for whoever looks into it. Records from before\n"
    "the fault are in the backups: “askfirst restore FILE” puts one in the place of these."
)
_NO_ANCHOR: Final = (
    "No anchor was given: a ledger that was cut back, or written anew as a whole, would look the\n"
    "same. Keep a head elsewhere (--save-head) and give it next time (--anchor)."
)


def add_to(commands: Commands) -> None:
    says = "check every row and signed head of the consent ledger"
    command = commands.add("verify", says, verify)
    command.add_argument(
        "--anchor",
        metavar="FILE",
        type=Path,
        help="a signed head that was kept elsewhere, which the ledger must go on from",
    )
    command.add_argument(
        "--save-head",
        metavar="FILE",
        help="write the last signed head of a whole ledger there, to be kept (- for standard "
        "output)",
    )
    as_json(command)
    command.add_argument("--demo", action="store_true", help="the demo's ledger")


def verify(chosen: argparse.Namespace) -> int:
    from kiosk import bootstrap
    from kiosk.adapters.records.checkpoint import NotACheckpoint
    from kiosk.adapters.records.connection import StoreUnavailable, reason_of
    from kiosk.bootstrap import verify as joined

    folder = folder_of(chosen)
    # Never the demo's in the place of a shop's that are gone.
    of_demo: bool = chosen.demo
    if not bootstrap.has_records(folder, demo=of_demo):
        complain(NOTHING_YET)
        return WRONG
    try:
        anchor = None if chosen.anchor is None else _untrusted_text(chosen.anchor)
        progress = partial(counting_up(), "rows")
        verdict = joined.ledger(folder, demo=of_demo, anchor=anchor, progress=progress)
    except NotACheckpoint as why:
        complain(f"{chosen.anchor}: this is no signed head: {why}.")
        return REFUSED
    except (StoreUnavailable, sqlite3.Error) as why:
        complain(f"The ledger cannot be read: {reason_of(why)}. askfirst doctor says what to do.")
        return WRONG
    told = _as_json(verdict, demo=of_demo) if chosen.json else _as_text(verdict, demo=of_demo)
    try:
        # Before anything is printed, for whoever reads that may stop reading.
        to: str | None = chosen.save_head if verdict.is_whole else None
        saved = OK if to is None else _save(verdict.head, to)
    finally:
        # A head on standard output is alone there, so that it can be sent on.
        (complain if chosen.save_head == STANDARD_OUTPUT else say)(told)
    return saved if verdict.is_whole else WRONG


def _untrusted_text(path: Path) -> str:
    from kiosk.adapters.records.checkpoint import NotACheckpoint

    try:
        with path.open("rb") as file:
            found = file.read(_LONGEST_CHECKPOINT + 1)
    except OSError as why:
        # No word on the ledger: it was not looked at without the anchor that was asked for.
        raise NotACheckpoint(why.strerror or str(why)) from why
    if len(found) > _LONGEST_CHECKPOINT:
        raise NotACheckpoint("it is too long")
    try:
        return found.decode()
    except UnicodeDecodeError as why:
        raise NotACheckpoint("it is no text") from why


def _save(head: "SignedHead | None", to: str) -> int:
    if head is None:
        complain("There is no signed head to save yet.")
        return WRONG
    if to == STANDARD_OUTPUT:
        sys.stdout.write(head.checkpoint)
        return OK
    Path(to).write_text(head.checkpoint, encoding="utf-8", newline="\n")
    return OK


def _as_json(verdict: "Verdict", *, demo: bool) -> str:
    head = verdict.head
    told: dict[str, Any] = {
        "whole": verdict.is_whole,
        "broken": verdict.broken,
        "rows": verdict.rows,
        "heads": verdict.heads,
        "openings": verdict.openings,
        "withdrawn": verdict.withdrawn,
        "expired": verdict.expired,
        "left_out": verdict.left_out,
        "keys": [{"row": row, "public": public.hex()} for row, public in verdict.keys],
        "head": None
        if head is None
        else {"rows": head.tree_size, "root": head.root_hash.hex(), "checkpoint": head.checkpoint},
        "anchored": verdict.anchored,
        "demo": demo,
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _as_text(verdict: "Verdict", *, demo: bool) -> str:
    lines = ["DEMO: the ledger of an invented shop", ""] if demo else []
    if verdict.broken is not None:
        lines += [f"The ledger is broken: {verdict.broken}.", *_how_far(verdict), _WHAT_TO_DO]
        return "\n".join(lines)
    rows, signed = many(verdict.rows, "row"), many(verdict.heads, "signed head")
    lines += [f"The ledger is whole: {rows}, {signed}."]
    lines += [f"{many(verdict.openings, 'opening')} there, and each fits its row."]
    lines += [
        f"{many(number, 'consent')} {why}."
        for number, why in (
            (verdict.withdrawn, "withdrawn, and the proof with it"),
            (verdict.expired, "without proof, for the years of proof are over"),
            (verdict.left_out, "without proof, for a restored backup came without it"),
        )
        if number
    ]
    lines += [
        f"Key {public.hex()[:_FINGERPRINT]}… is announced by row {row:,}."
        for row, public in verdict.keys
    ]
    lines += _signed_so_far(verdict)
    if verdict.anchored is None:
        return "\n".join([*lines, _NO_ANCHOR])
    return "\n".join([*lines, "It goes on from the anchor."])


def _how_far(verdict: "Verdict") -> list[str]:
    if verdict.head is None:
        return []
    return [f"The last signed head that holds is over {many(verdict.head.tree_size, 'row')}."]


def _signed_so_far(verdict: "Verdict") -> list[str]:
    if verdict.head is None:
        return ["No head has been signed yet."]
    hour = f"{verdict.head.timestamp:%Y-%m-%d, %H}:00"
    since = verdict.rows - verdict.head.tree_size
    return [
        f"The last head is over {many(verdict.head.tree_size, 'row')}, signed in the hour from"
        f" {hour}; {many(since, 'row')} since."
    ]

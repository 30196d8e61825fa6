"""``askfirst erase-due``: what is due is erased now, and named without telling what was in it."""

import argparse
import json
from datetime import datetime
from typing import TYPE_CHECKING, Final

from kiosk.adapters.settings.reading import SettingsMissing, SettingsRefused
from kiosk.cli.adding import Commands, as_json
from kiosk.cli.codes import ANOTHER_RUNS, OK, WRONG
from kiosk.cli.place import folder_of, refuse
from kiosk.cli.saying import NOTHING_YET, complain, many, say

if TYPE_CHECKING:
    # Loaded only by the command itself, for the records take their time.
    from kiosk.bootstrap.erasing import Erasing

_WHILE_IT_RUNS: Final = (
    "The kiosk is running, and closes its days by itself: what is due is erased when it is due."
)


def add_to(commands: Commands) -> None:
    says = "close the days that have ended and erase what is due, as the kiosk does by itself"
    command = commands.add("erase-due", says, erase_due)
    as_json(command)
    command.add_argument("--demo", action="store_true", help="the demo's records")


def erase_due(chosen: argparse.Namespace) -> int:
    from kiosk import bootstrap
    from kiosk.adapters.records.connection import StoreUnavailable
    from kiosk.adapters.system.instance import AlreadyRunning, FolderUnusable
    from kiosk.bootstrap import erasing

    folder = folder_of(chosen)
    try:
        settings = bootstrap.load_settings(folder, demo=chosen.demo)
    except SettingsRefused as why:
        return refuse(folder, why, is_missing=isinstance(why, SettingsMissing))
    if not bootstrap.has_records(folder, demo=chosen.demo):
        complain(NOTHING_YET)
        return WRONG
    try:
        done = erasing.erase_due(folder, settings, complain)
    except AlreadyRunning:
        complain(_WHILE_IT_RUNS)
        return ANOTHER_RUNS
    except FolderUnusable as why:
        complain(str(why))
        return WRONG
    except StoreUnavailable as why:
        complain(f"What is due may not all be erased: {why}. askfirst doctor says more.")
        return WRONG
    say(_as_json(done, demo=chosen.demo) if chosen.json else _as_text(done, demo=chosen.demo))
    return OK


def _as_json(done: "Erasing", *, demo: bool) -> str:
    return json.dumps(
        {
            "now": done.now.isoformat(timespec="seconds"),
            "closed": done.closed and done.closed.isoformat(),
            "erased": [{"day": day.isoformat(), "visits": n} for day, n in done.erased],
            "counts_from": done.counts_from and done.counts_from.isoformat(),
            "proofs_from": done.proofs_from and done.proofs_from.isoformat(),
            "proofs": done.proofs,
            "records": done.records,
            "next": done.next_due and done.next_due.isoformat(timespec="minutes"),
            "demo": demo,
        }
    )


def _as_text(done: "Erasing", *, demo: bool) -> str:
    lines = ["DEMO: the records of an invented shop", ""] if demo else []
    lines += [f"By this machine's clock it is {_instant(done.now)}."]
    if done.closed is not None:
        lines += [f"Closed: every day up to {done.closed.isoformat()}."]
    erased = [
        f"Erased: {many(visits, 'record')} of {day.isoformat()}, and what a receipt finds them by."
        for day, visits in done.erased
    ]
    if done.counts_from is not None:
        erased += [f"Erased: all totals of the days before {done.counts_from.isoformat()}."]
    if done.proofs_from is not None:
        before = done.proofs_from.isoformat()
        erased += [f"Erased: {many(done.proofs, 'proof')} of consents given before {before}."]
    lines += erased or ["Nothing was due."]
    lines += [f"Kept for now: {many(done.records, 'record')}."]
    if done.next_due is not None:
        lines += [f"Due next: the oldest day's, on {_instant(done.next_due)}."]
    return "\n".join(lines)


def _instant(when: datetime) -> str:
    return f"{when:%Y-%m-%d, %H:%M}"

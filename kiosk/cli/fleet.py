"""``askfirst fleet …``: what a head office does with the day files of many kiosks."""

import argparse
import json
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.cli import fleet_report
from kiosk.cli.adding import Commands, Work, as_json
from kiosk.cli.codes import ANOTHER_RUNS, OK, REFUSED, WRONG
from kiosk.cli.saying import complain, many, say, words_of

if TYPE_CHECKING:
    # Loaded only when a command of this group is given: no kiosk has it.
    from kiosk.fleet.compact import Compacted, Progress

_NEEDED: Final = ("kiosk.fleet", "pyarrow", "ibis", "duckdb")

_SHOWN: Final = 10
"""Of more files set aside than that, the file of reasons says why."""


def add_to(commands: Commands) -> None:
    group = commands.group("fleet", "collect the day files of many kiosks, and report on them")
    says = "take the day files of an inbox into a lake"
    taken = group.add("compact", says, where_installed(_compact))
    taken.add_argument("inbox", metavar="INBOX", type=Path, help="the folder they come into")
    taken.add_argument(
        "lake", metavar="LAKE", type=Path, help="the lake's folder; made if it is not there"
    )
    taken.add_argument(
        "--invented",
        action="store_true",
        help="make a lake of invented figures: of demos, or simulated (else of shops)",
    )
    taken.add_argument(
        "--replace",
        action="store_true",
        help="let another file for a day that is there count instead (else it is set aside)",
    )
    taken.add_argument(
        "--remove",
        action="store_true",
        help="take files out of the inbox once they are safely in the lake",
    )
    as_json(taken)
    fleet_report.add_to(group, where_installed)


def where_installed(work: Work) -> Work:
    """The command, or one sentence on what to install where the fleet's libraries are not."""

    def carry_out(chosen: argparse.Namespace) -> int:
        if not is_installed():
            complain(
                "This AskFirst has no part for many kiosks; a head office's has, installed with "
                "make fleet or pip install 'askfirst-kiosk[fleet]'."
            )
            return REFUSED
        return work(chosen)

    return carry_out


def is_installed() -> bool:
    """Whether everything is here that a kiosk does without."""
    return all(find_spec(name) is not None for name in _NEEDED)


def _compact(chosen: argparse.Namespace) -> int:
    from kiosk.fleet.compact import compact
    from kiosk.fleet.lake_folder import LakeBusy, NoLake, compacting
    from kiosk.fleet.month_writer import LakeDamaged

    inbox: Path = chosen.inbox
    lake: Path = chosen.lake
    if not inbox.is_dir():
        complain(f"{inbox} is no folder.")
        return REFUSED
    if _is_in(lake, inbox) or _is_in(inbox, lake):
        complain("The inbox and the lake are to be two folders, neither in the other.")
        return REFUSED
    try:
        with compacting(lake, invented=chosen.invented) as opened:
            done = compact(
                inbox,
                opened,
                time.time(),
                replace=chosen.replace,
                remove=chosen.remove,
                progress=_showing(),
            )
    except NoLake as why:
        complain(str(why))
        return REFUSED
    except LakeBusy as why:
        complain(str(why))
        return ANOTHER_RUNS
    except LakeDamaged as why:
        complain(f"{why} To go on, {fleet_report.ANEW}")
        return WRONG
    except OSError as why:
        if why.filename:
            raise
        # What is written to has no name of its own to the system: a full disk is the lake's.
        complain(f"{lake}: {words_of(why)}. Nothing is lost: run it again when that is mended.")
        return WRONG
    say(_as_object(done) if chosen.json else _as_text(done))
    _say_why(done, lake)
    return OK if _is_well(done) else WRONG


def _is_well(done: "Compacted") -> bool:
    return not done.set_aside and not done.not_removed


def _is_in(path: Path, other: Path) -> bool:
    return path.resolve().is_relative_to(other.resolve())


def _showing() -> "Progress":
    """How far it is, on one line, to somebody who waits."""
    if not sys.stderr.isatty():
        return lambda so_far, refused: None

    def show(so_far: "Compacted", refused: int) -> None:
        line = (
            f"{so_far.read:,} of {many(so_far.files, 'file')} read: "
            f"{so_far.taken + so_far.replaced:,} taken, {so_far.already_there:,} already there, "
            f"{refused:,} to be set aside"
        )
        # Numbers only grow, so no line is shorter than the one it is written over.
        end = f"\r{' ' * len(line)}\r" if so_far.read == so_far.files else ""
        print(f"\r{line}{end}", end="", file=sys.stderr, flush=True)

    return show


def _as_text(done: "Compacted") -> str:
    parts = [f"{many(done.taken, 'file')} taken", f"{done.already_there:,} already there"]
    if done.replaced:
        parts.append(f"{done.replaced:,} taken instead of the one before")
    parts.append(f"{len(done.set_aside):,} set aside")
    if done.arriving:
        parts.append(f"{done.arriving:,} still arriving")
    if done.removed:
        parts.append(f"{done.removed:,} removed from the inbox")
    return f"{', '.join(parts)}."


def _say_why(done: "Compacted", lake: Path) -> None:
    from kiosk.fleet.lake_folder import REASONS, SET_ASIDE

    for each in done.set_aside[:_SHOWN]:
        told = each.as_object()
        path = json.dumps(told["path"])
        stays = "" if each.file else " (it stays where it is)"
        complain(f"✗ {path}: {each.why}{stays}")
    if done.not_removed:
        stay = f"{many(done.not_removed, 'file')} could not be removed from the inbox"
        complain(f"{stay}: let this account delete there, or leave out --remove.")
    if done.set_aside:
        complain(f"Everything that is set aside, and why: {lake / SET_ASIDE / REASONS}")


def _as_object(done: "Compacted") -> str:
    whole = {
        "ok": _is_well(done),
        "files": done.files,
        "taken": done.taken,
        "replaced": done.replaced,
        "already_there": done.already_there,
        "arriving": done.arriving,
        "removed": done.removed,
        "not_removed": done.not_removed,
        "set_aside": [each.as_object() for each in done.set_aside],
    }
    return json.dumps(whole, ensure_ascii=False)

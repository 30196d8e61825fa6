"""Every command and option there is; docs/command-line.md is written from it."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kiosk.adapters.system.version import version_and_commit
from kiosk.cli import (
    assessment,
    door,
    erasing,
    evidence,
    export,
    export_day,
    figures,
    fleet,
    model,
    notices,
    receipt,
    report,
    setup,
    staff,
    upkeep,
    verify,
)
from kiosk.cli import commands as do
from kiosk.cli.adding import Commands, as_json
from kiosk.cli.codes import MEANINGS

ASKS_FOR_CODE: Final = (do.withdraw, receipt.receipt, staff.set_pin)


def parser() -> argparse.ArgumentParser:
    """``--data-dir`` may stand before the command or after it; the last one given counts."""
    everywhere = argparse.ArgumentParser(add_help=False)
    # Suppressed, so that a command without it does not undo the one given before the command.
    everywhere.add_argument(
        "--data-dir",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="the folder with settings and records (else $ASKFIRST_DATA_DIR, "
        "else the system's place for this user)",
    )
    codes = "\n".join(f"  {code:3}  {meaning}" for code, meaning in MEANINGS.items())
    whole = argparse.ArgumentParser(
        prog="askfirst",
        description="An entrance kiosk that asks a visitor first, and looks only after a yes.",
        epilog=f"exit codes:\n{codes}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[everywhere],
        allow_abbrev=False,
    )
    whole.add_argument("--version", action="version", version=f"AskFirst {version_and_commit()}")
    commands = Commands(whole.add_subparsers(metavar="COMMAND", required=True), everywhere)

    run = commands.add("run", "run the kiosk on this machine's screen", do.run)
    run.add_argument(
        "--or-demo",
        action="store_true",
        help="run the demo if there is no settings file at all; a wrong one is refused",
    )

    says = "run the demo: an invented shop, a photograph as its camera"
    demo = commands.add("demo", says, do.demo)
    demo.add_argument(
        "--with-history",
        action="store_true",
        help="with two invented years of figures up to yesterday, in records of their own",
    )
    _screen_options(demo)

    setup.add_to(commands)

    doctor = commands.add(
        "doctor", "say what is wrong with this machine, and what to do", do.doctor
    )
    doctor.add_argument("--demo", action="store_true", help="of the demo, with its own settings")
    as_json(doctor)

    figures.add_to(commands)
    export.add_to(commands)
    export_day.add_to(commands)
    report.add_to(commands)

    says = "erase the record that a receipt code finds; asks for the code"
    withdraw = commands.add("withdraw", says, do.withdraw)
    withdraw.add_argument("--demo", action="store_true", help="the demo's records")
    receipt.add_to(commands)
    erasing.add_to(commands)
    notices.add_to(commands)
    verify.add_to(commands)
    evidence.add_to(commands)
    assessment.add_to(commands)
    model.add_to(commands)
    upkeep.add_to(commands)
    staff.add_to(commands)
    door.add_to(commands)
    fleet.add_to(commands)
    return whole


def understood(arguments: Sequence[str]) -> argparse.Namespace:
    """The command with its options. Raises SystemExit for wrong usage, --help and --version."""
    whole = parser()
    chosen, left = whole.parse_known_args(arguments)
    if left and chosen.carry_out in ASKS_FOR_CODE:
        # It may be a code, which must not be repeated on any screen or in any log.
        whole.error("this command takes no code on its line; it asks for it")
    if left:
        whole.error(f"unrecognized arguments: {' '.join(left)}")
    return chosen


def _screen_options(demo: argparse.ArgumentParser) -> None:
    demo.add_argument(
        "--play", action="store_true", help="play one whole visit by itself, then end"
    )
    demo.add_argument(
        "--pictures",
        metavar="DIR",
        type=Path,
        default=None,
        help="save a picture of every screen that is shown",
    )
    demo.add_argument("--windowed", action="store_true", help="in a window, not the whole screen")

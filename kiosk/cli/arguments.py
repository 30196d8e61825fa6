"""Every command and option there is; docs/command-line.md is tested against it."""

import argparse
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Final

from kiosk.cli.codes import MEANINGS

WORDS_FOR_DAYS: Final = ("today", "yesterday")


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
    whole.add_argument("--version", action="version", version=f"AskFirst {_version()}")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(name: str, says: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name,
            help=says,
            description=f"{says[0].upper()}{says[1:]}.",
            parents=[everywhere],
            allow_abbrev=False,
        )

    run = command("run", "run the kiosk on this machine's screen")
    run.add_argument(
        "--or-demo",
        action="store_true",
        help="if no shop has been set up here, run the demo instead",
    )

    _screen_options(command("demo", "run the demo: an invented shop, a photograph as its camera"))

    doctor = command("doctor", "say what is wrong with this machine, and what to do")
    _as_json(doctor)

    stats = command("stats", "show the figures of one day")
    stats.add_argument(
        "--day",
        type=_day,
        default="today",
        help="today, yesterday or a date such as 2026-01-31 (else today)",
    )
    _as_json(stats)
    stats.add_argument("--demo", action="store_true", help="the demo's figures")

    command("withdraw", "erase the record that a receipt code finds; asks for the code")
    return whole


def _version() -> str:
    try:
        return metadata.version("askfirst-kiosk")
    except metadata.PackageNotFoundError:
        return "of this checkout (not installed)"


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


def _as_json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="one JSON object, for a script")


def _day(text: str) -> str:
    if text in WORDS_FOR_DAYS:
        return text
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as why:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no day; allowed is today, yesterday or a date such as 2026-01-31"
        ) from why

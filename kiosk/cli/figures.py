"""``askfirst stats``: the figures of one period, for a person and for a script."""

import argparse
from datetime import date
from pathlib import Path
from typing import Final

from kiosk.adapters.settings.reading import SettingsMissing, SettingsRefused
from kiosk.application.figures import NoRecords, PeriodFigures
from kiosk.application.figures_json import as_json as figures_as_json
from kiosk.application.figures_text import as_text
from kiosk.cli.adding import Commands, as_json
from kiosk.cli.codes import OK, WRONG
from kiosk.cli.place import folder_of, is_set_up, refuse
from kiosk.cli.saying import NOTHING_YET, complain, say
from kiosk.domain.periods import Span

WORDS_FOR_DAYS: Final = ("today", "yesterday")

_YEARS: Final = range(1000, 9000)
"""Near the calendar's ends there is no week, and nothing to compare a day with."""


def add_to(commands: Commands) -> None:
    command = commands.add("stats", "show the figures of a day, a week, 28 days or a month", stats)
    add_period(command)
    as_json(command)


def add_period(command: argparse.ArgumentParser) -> None:
    """Give a command the options that say of which period, and of which records."""
    says = "today, yesterday or a date such as 2026-01-31 (else today)"
    either = command.add_mutually_exclusive_group()
    either.add_argument("named", metavar="DAY", nargs="?", type=day_given, help=says)
    either.add_argument("--day", metavar="DAY", type=day_given, help="the same by name")
    command.add_argument(
        "--span",
        choices=[span.value for span in Span],
        default=Span.DAY.value,
        help="the day, the week or the month that holds it, or the 28 days that end with it",
    )
    of_which = command.add_mutually_exclusive_group()
    of_which.add_argument("--demo", action="store_true", help="the demo's figures, marked as such")
    of_which.add_argument(
        "--history", action="store_true", help="those of the demo that has a history"
    )


def stats(chosen: argparse.Namespace) -> int:
    found = read(folder_of(chosen), chosen)
    if not isinstance(found, PeriodFigures):
        return found
    say(figures_as_json(found) if chosen.json else as_text(found))
    return OK


def read(folder: Path, chosen: argparse.Namespace) -> PeriodFigures | int:
    """The figures that the options ask for, or the exit code once it is said why there are none."""
    from kiosk import bootstrap

    found = records_of(folder, chosen)
    if isinstance(found, int):
        return found
    folder, of_demo = found
    day = chosen.day or chosen.named or "today"
    try:
        return bootstrap.period_figures(folder, day, Span(chosen.span), demo=of_demo)
    except NoRecords as why:
        complain(str(why))
        return WRONG
    except SettingsRefused as why:
        return refuse(folder, why, is_missing=isinstance(why, SettingsMissing))


def records_of(folder: Path, chosen: argparse.Namespace) -> tuple[Path, bool] | int:
    """The data folder that ``--demo`` and ``--history`` mean, and whether it is the demo's.

    Or the exit code, once it is said that there are no records.
    """
    from kiosk import bootstrap

    if chosen.history:
        from kiosk.bootstrap import history

        folder = history.folder_of(folder)
    is_shop = is_set_up(folder) or bootstrap.has_records(folder, demo=False)
    of_demo: bool = chosen.demo or chosen.history or not is_shop
    if not bootstrap.has_records(folder, demo=of_demo):
        complain(NOTHING_YET)
        return WRONG
    return folder, of_demo


def day_given(text: str) -> str:
    """A day as an option has it: one of the words, or a date."""
    if text in WORDS_FOR_DAYS:
        return text
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.year not in _YEARS:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no day; allowed is today, yesterday or a date such as 2026-01-31"
        )
    return day.isoformat()

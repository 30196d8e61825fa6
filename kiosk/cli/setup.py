"""``askfirst setup``: a shop set up at a terminal, or from a file of answers for many."""

import argparse
import os
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kiosk.adapters.settings.reading import SettingsMissing, SettingsRefused
from kiosk.adapters.system.checks import has_screen
from kiosk.application.doctor import Check, is_well
from kiosk.cli import examination
from kiosk.cli.adding import Commands
from kiosk.cli.codes import INTERRUPTED, OK, REFUSED, WRONG
from kiosk.cli.place import folder_of, no_new_file, refuse
from kiosk.cli.saying import complain, say, words_of
from kiosk.cli.setup_shop import filled, no_such_device
from kiosk.cli.setup_terminal import Terminal, language_of

if TYPE_CHECKING:
    from kiosk.adapters.settings.answers import Answers
    from kiosk.bootstrap.setup import Here, Plan
    from kiosk.bootstrap.setup_writing import Done

LANGUAGES: Final = ("en", "zh_CN")

_NO_TERMINAL: Final = (
    "There is no terminal to ask at: give the answers with --answers FILE, or some with --set."
)
_HEAD: Final = """\
Answers for "askfirst setup --answers", written by askfirst setup.
The same file is for every kiosk of the shop; what differs goes on the command's line, such as
  askfirst setup --answers FILE --set kiosk.name.en="South Door"
Keep it as safe as the PINs: whoever has the hashes can try all eight digits in time.
docs/operations/setup.md explains every line."""


def add_to(commands: Commands) -> None:
    made = commands.add("setup", "set up this shop: ask the few questions, and write it all", setup)
    made.add_argument(
        "--answers",
        metavar="FILE",
        type=Path,
        help="ask nothing: take the answers from this file, which may be for many kiosks",
    )
    made.add_argument(
        "--set",
        metavar="SETTING=VALUE",
        action="append",
        default=[],
        help='one answer, such as kiosk.name.en="South Door"; an empty value takes the setting '
        "out; may be given more than once, and counts before the file",
    )
    made.add_argument(
        "--check",
        action="store_true",
        help="ask and write nothing: say what is wrong with the answers, or with what is set up",
    )
    made.add_argument(
        "--write-answers",
        metavar="FILE",
        type=Path,
        help="also write a new file of answers for other machines, outside the data folder",
    )
    visit = made.add_mutually_exclusive_group()
    visit.add_argument(
        "--skip-visit",
        action="store_true",
        help="do not play the visit; without a screen it is left out by itself",
    )
    visit.add_argument(
        "--only-visit", action="store_true", help="only play the visit, with what is set up here"
    )
    made.add_argument(
        "--language", choices=LANGUAGES, help="ask in this language (else the session's)"
    )


def setup(chosen: argparse.Namespace) -> int:
    from kiosk.adapters.analysis.models import BadModel
    from kiosk.adapters.keys.signing import KeyUnusable
    from kiosk.adapters.staff.faults import FileUnusable
    from kiosk.bootstrap import setup_texts

    folder = folder_of(chosen, may_be_missing=True)
    language = language_of(chosen.language)
    words = setup_texts.words_in(language)
    if chosen.only_visit:
        return _only_visit(folder, words)
    try:
        refused = _set_up(chosen, folder, words)
    except SettingsRefused as why:
        for problem in why.problems:
            complain(problem)
        complain(_said(words, "nothing_changed"))
        return REFUSED
    except (KeyboardInterrupt, EOFError):
        complain(f"\n{_said(words, 'nothing_changed')}")
        return INTERRUPTED
    except (BadModel, KeyUnusable, FileUnusable) as why:
        complain(f"{str(why).removesuffix('.')}. {_said(words, 'nothing_changed')}")
        return WRONG
    except OSError as why:
        complain(f"{words_of(why)}. {_said(words, 'nothing_changed')}")
        return WRONG
    if refused is not None:
        complain(refused)
        return REFUSED
    if not chosen.check:
        _tell_what_is_next(folder, words, language)
    return OK


def _set_up(chosen: argparse.Namespace, folder: Path, words: Mapping[str, Any]) -> str | None:
    """Ask, check and write; why it is not even begun, or None. What it raises, it undid."""
    from kiosk.bootstrap import setup as parts

    to = chosen.write_answers
    wrong = no_new_file(to, folder) if to is not None else None
    if wrong is not None:
        return wrong
    here = parts.look(folder)
    if chosen.answers or chosen.set or chosen.check:
        plan = parts.plan(folder, here, _given(chosen, here))
        missing = parts.device_missing(plan.settings.camera.source)
        if missing is not None:
            complain(no_such_device(words, missing))
    elif sys.stdin.isatty():
        plan = _interviewed(chosen, folder, here, words)
    else:
        return _NO_TERMINAL
    with ExitStack() as undo:
        if to is not None:
            _write_answers(folder, plan, to)
            undo.callback(to.unlink)
        if chosen.check:
            say(_said(words, "all_well"))
        else:
            _carry_out(folder, plan, words)
        undo.pop_all()
    if to is not None:
        complain(_said(words, "saved", path=to))
    return None


def _interviewed(
    chosen: argparse.Namespace, folder: Path, here: "Here", words: Mapping[str, Any]
) -> "Plan":
    from kiosk.cli.setup_interview import Interview, shop_of

    language = language_of(chosen.language)
    shop = shop_of(folder, words)
    return Interview(folder, here, shop, language, chosen.skip_visit, Terminal()).hold()


def _given(chosen: argparse.Namespace, here: "Here") -> "Answers":
    """What is here, under what the file says, under what the line says."""
    from kiosk.adapters.settings.answers import Answers, load_answers, with_overrides

    from_file = load_answers(chosen.answers) if chosen.answers is not None else Answers()
    before = dict(here.values)
    if from_file.camera_name is not None:
        before.pop("camera.source", None)
    merged = replace(from_file, settings={**before, **from_file.settings})
    return with_overrides(merged, chosen.set)


def _carry_out(folder: Path, plan: "Plan", words: Mapping[str, Any]) -> None:
    from kiosk.bootstrap import setup_writing

    if plan.changes_nothing:
        complain(_said(words, "unchanged"))
        return
    done = setup_writing.carry_out(folder, plan)
    _report(plan, done, words)


def _report(plan: "Plan", done: "Done", words: Mapping[str, Any]) -> None:
    complain(_said(words, "written", path=plan.here.path))
    if done.made_key:
        complain(_said(words, "made_key"))
    if done.signed is not None:
        complain(_said(words, "signed", path=done.signed))
    if plan.pins.roles:
        roles = ", ".join(_said(words, f"role_{role}") for role in plan.pins.roles)
        complain(_said(words, "pins_set", roles=roles))
    if done.recovery_code:
        complain(_said(words, "recovery"))
        say(done.recovery_code)


def _write_answers(folder: Path, plan: "Plan", to: Path) -> None:
    from kiosk.adapters.settings.answers import file_of_answers
    from kiosk.application.whole_file import write_whole
    from kiosk.bootstrap import setup as parts

    write_whole(to, file_of_answers(parts.answers_of(folder, plan), _HEAD).encode())


def _tell_what_is_next(folder: Path, words: Mapping[str, Any], language: str) -> None:
    """The doctor's findings that need somebody, and what to do, in the order to do it."""
    from kiosk import bootstrap
    from kiosk.bootstrap import setup_findings

    settings = bootstrap.load_settings(folder, demo=False)
    checks = bootstrap.doctor_report(folder, settings)
    wrong = [check for check in checks if not check.ok]
    complain(f"\n{_said(words, 'doctor')}")
    in_words = [setup_findings.in_language(check, language) for check in wrong]
    # Its last line counts the checks, and these are only those that found something.
    found = examination.as_text(in_words).rpartition("\n\n")[0]
    complain(_said(words, "all_well") if is_well(checks) else found)
    steps = _steps(folder, wrong)
    complain(f"\n{_said(words, 'next')}")
    for number, step in enumerate(steps, start=1):
        complain(f"  {number}  {_said(words, step)}")


def _steps(folder: Path, wrong: list[Check]) -> list[str]:
    from kiosk import bootstrap

    names = {check.name for check in wrong}
    steps = ["next_doctor"] if names - {"assessment", "kiosk"} else []
    if "assessment" in names:
        steps.append("next_sign")
    steps.append("next_print")
    steps.append("next_restart" if bootstrap.kiosk_runs(folder, demo=False) else "next_start")
    return steps


def _only_visit(folder: Path, words: Mapping[str, Any]) -> int:
    from kiosk import bootstrap
    from kiosk.bootstrap import setup_visit

    try:
        settings = bootstrap.load_settings(folder, demo=False)
    except SettingsRefused as why:
        return refuse(folder, why, is_missing=isinstance(why, SettingsMissing))
    if not has_screen(os.environ):
        complain(_said(words, "no_screen"))
        return WRONG
    seen = setup_visit.play(settings)
    outcome, went_well = _outcome_of(seen)
    fault = seen.rested.value if seen.rested is not None else ""
    say(filled(words["visit"][outcome], {"fault": fault}))
    return OK if went_well else WRONG


def _outcome_of(seen: Any) -> tuple[str, bool]:
    if seen.rested is not None:
        return "rested", False
    if seen.estimated:
        return "estimated", True
    if seen.camera_opened:
        return "camera_without", False
    return ("told", True) if seen.told and seen.receipt else ("no_camera", False)


def _said(words: Mapping[str, Any], name: str, **facts: object) -> str:
    return filled(words["says"][name], facts)

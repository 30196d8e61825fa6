"""``askfirst pia …``: the impact assessment, written down, signed off, and looked at."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kiosk.adapters.settings.keys import LANGUAGES
from kiosk.adapters.settings.reading import SettingsMissing, SettingsRefused
from kiosk.adapters.settings.settings import Settings
from kiosk.cli.adding import Commands, as_json
from kiosk.cli.codes import OK, REFUSED, WRONG
from kiosk.cli.place import folder_of, refuse, warn_of_older_settings
from kiosk.cli.saying import complain, say, words_of

if TYPE_CHECKING:
    from kiosk.application.assessment import Standing
    from kiosk.domain.assessment import Assessment

THE_WORD: Final = "sign"
"""What somebody at a terminal types to sign."""

_SHOWN: Final = 12

_HEARD: Final = {
    "advice": "What the data protection officer advised, and what was done with it",
    "views": "What visitors or their representatives said, and how they were asked",
    "staff": "What staff said, and the works council if there is one",
    "place": "Where the kiosk stands, and what its camera sees there",
}
"""What section 13 asks of whoever signs at a terminal; no answer is printed as not said."""


def add_to(commands: Commands) -> None:
    group = commands.group("pia", "write, sign and look at the impact assessment")

    says = "write the impact assessment and the records of processing"
    written = group.add("write", says, _with_settings(_write))
    written.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        required=True,
        help="the folder to put them in; what it wrote there before is replaced",
    )
    written.add_argument(
        "--language",
        metavar="TAG",
        action="append",
        choices=LANGUAGES,
        help=f"only in this language: {' or '.join(LANGUAGES)} (else in each)",
    )

    signed = group.add("sign", "sign it off for this kiosk as it is set up now", _sign)
    signed.add_argument("--name", metavar="NAME", help="who signs: a person's name")
    signed.add_argument(
        "--date", metavar="DAY", type=_day, help="the day of the signature (else today)"
    )
    signed.add_argument(
        "--counsel",
        metavar="TEXT",
        help="counsel's answer; where a law pack asks for it (eu), nothing is signed without",
    )
    signed.add_argument(
        "--answers",
        metavar="FILE",
        type=Path,
        help="take all of it from a filled-in sign-off.toml, for this kiosk among others",
    )

    looked = group.add(
        "status", "say whether it is signed, and what changed", _with_settings(_status)
    )
    as_json(looked)
    for command in (written, looked):
        command.add_argument("--demo", action="store_true", help="the demo's assessment")


def _with_settings(
    work: Callable[[argparse.Namespace, Path, Settings], int],
) -> Callable[[argparse.Namespace], int]:
    """A command that needs the settings, the shop's or the demo's."""

    def carry_out(chosen: argparse.Namespace) -> int:
        from kiosk import bootstrap
        from kiosk.adapters.analysis.models import BadModel

        folder = folder_of(chosen)
        try:
            settings = bootstrap.load_settings(folder, demo=getattr(chosen, "demo", False))
        except SettingsRefused as why:
            return refuse(folder, why, is_missing=isinstance(why, SettingsMissing))
        try:
            return work(chosen, folder, settings)
        except BadModel as why:
            complain(str(why))
            return WRONG

    return carry_out


def _write(chosen: argparse.Namespace, folder: Path, settings: Settings) -> int:
    from kiosk.bootstrap import assessment

    try:
        written, unprinted = assessment.write(
            folder, settings, chosen.out, chosen.language or LANGUAGES
        )
    except OSError as why:
        complain(f"It could not be written: {words_of(why)}.")
        return WRONG
    for path in written:
        say(str(path))
    for line in unprinted:
        complain(f"{line}.")
    return WRONG if unprinted else OK


def _sign(chosen: argparse.Namespace) -> int:
    return _with_settings(_sign_with)(chosen)


def _sign_with(chosen: argparse.Namespace, folder: Path, settings: Settings) -> int:
    from kiosk.adapters.assessment.answers import AnswersRefused
    from kiosk.bootstrap import assessment

    standing = assessment.standing(folder, settings)
    try:
        signed = _signed(chosen, settings, standing)
    except AnswersRefused as why:
        whose = f"{chosen.answers}: " if chosen.answers is not None else ""
        complain(f"Not signed: {whose}{why}.")
        return REFUSED
    if signed is None:
        complain("Not signed.")
        return REFUSED
    if signed.signed_on > assessment.today(settings):
        complain(f"Not signed: {signed.signed_on.isoformat()} is in the future.")
        return REFUSED
    if standing.counsel_is_asked and signed.counsel is None:
        how = (
            f"Fill in counsel in {chosen.answers}." if chosen.answers else "Give it with --counsel."
        )
        complain(f"Not signed: counsel's answer is missing, {_asked_of_counsel(settings)}. {how}")
        return REFUSED
    try:
        kept = assessment.sign(folder, settings, signed)
    except OSError as why:
        complain(f"It could not be kept: {words_of(why)}.")
        return WRONG
    say(f"Signed by {signed.signed_by} for the configuration {signed.configuration[:_SHOWN]}.")
    say(f"It is kept in {kept}, with a copy of what was signed.")
    warn_of_older_settings(folder, settings)
    return OK


def _signed(
    chosen: argparse.Namespace, settings: Settings, standing: "Standing"
) -> "Assessment | None":
    """What was signed, or None if it was not meant. Raises AnswersRefused."""
    from kiosk.adapters.assessment.answers import AnswersRefused, answer_of, heard_of, name_of
    from kiosk.bootstrap import assessment
    from kiosk.domain.assessment import Assessment

    if chosen.answers is not None:
        told = [name for name in ("name", "date", "counsel") if getattr(chosen, name) is not None]
        if told:
            left_out = " and ".join(f"--{name}" for name in told)
            raise AnswersRefused(f"it has name, date and counsel's answer; leave out {left_out}")
        return assessment.answered(chosen.answers, settings)
    name, counsel, is_asked = chosen.name, chosen.counsel, sys.stdin.isatty()
    if is_asked and name is None:
        name = input("Your name: ")
    heard = {each: input(f"{asks}: ") for each, asks in _HEARD.items()} if is_asked else {}
    if is_asked and counsel is None and standing.counsel_is_asked:
        counsel = input(f"Counsel's answer, {_asked_of_counsel(settings)}: ")
    if name is None:
        raise AnswersRefused("say with --name who signs")
    signed = Assessment(
        configuration=standing.configuration,
        signed_by=name_of(name),
        signed_on=chosen.date or assessment.today(settings),
        counsel=answer_of(counsel or "", "counsel"),
        heard=heard_of(heard),
    )
    return signed if not is_asked or _means_it(signed) else None


def _asked_of_counsel(settings: Settings) -> str:
    from kiosk.bootstrap import assessment

    return f"whether the system is high-risk ({assessment.question(settings)}; section 14)"


def _means_it(signed: "Assessment") -> bool:
    complain(
        "By signing you say that you have read the assessment, that it is true of this shop,\n"
        "and that the remaining risk is accepted.\n"
        f"Configuration: {signed.configuration}"
    )
    return input(f"Type “{THE_WORD}” to sign: ").strip().lower() == THE_WORD


def _status(chosen: argparse.Namespace, folder: Path, settings: Settings) -> int:
    from kiosk.application.assessment import check
    from kiosk.bootstrap import assessment

    standing = assessment.standing(folder, settings)
    day = assessment.today(settings)
    for line in assessment.broken(folder, settings):
        complain(f"{line}.")
    warn_of_older_settings(folder, settings)
    if chosen.json:
        say(json.dumps(_as_object(standing, day, demo=settings.demo), ensure_ascii=False))
        return OK if standing.is_signed else WRONG
    found = check(standing, day)
    if settings.demo:
        say("DEMO: the sign-off of an invented shop")
    say(f"Configuration: {standing.configuration}")
    say(f"{found.says[0].upper()}{found.says[1:]}.")
    if found.cure:
        say(found.cure)
    if standing.in_force is not None and standing.in_force.counsel is not None:
        say(f"Counsel's answer: {standing.in_force.counsel}")
    return OK if standing.is_signed else WRONG


def _as_object(standing: "Standing", day: date, *, demo: bool) -> dict[str, Any]:
    signed = standing.in_force
    last = standing.last
    return {
        "signed": standing.is_signed,
        "configuration": standing.configuration,
        "signed_by": signed and signed.signed_by,
        "signed_on": signed and signed.signed_on.isoformat(),
        "counsel": signed and signed.counsel,
        "counsel_is_asked": standing.counsel_is_asked,
        "review_due": signed and signed.review_due.isoformat(),
        "review_is_due": signed is not None and signed.review_due < day,
        "last": last
        and {
            "configuration": last.configuration,
            "signed_by": last.signed_by,
            "signed_on": last.signed_on.isoformat(),
        },
        "changed": list(standing.changed),
        "unreadable": standing.unreadable,
        "demo": demo,
    }


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as why:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no day; allowed is a date such as 2026-01-31"
        ) from why

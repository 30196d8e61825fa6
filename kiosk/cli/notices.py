"""``askfirst notice …``: the notice checked, shown and printed, and the papers beside it."""

import argparse
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kiosk.adapters.settings.reading import SettingsMissing, SettingsRefused
from kiosk.adapters.settings.settings import Settings
from kiosk.cli.adding import Commands, as_json
from kiosk.cli.codes import OK, WRONG
from kiosk.cli.place import folder_of, refuse, warn_of_older_settings
from kiosk.cli.saying import complain, say

if TYPE_CHECKING:
    # Loaded only when a command of this group is given.
    from kiosk.bootstrap.papers import Looked
    from kiosk.domain.notice import Notice

_HASH: Final = re.compile(r"[0-9a-f]{4,64}")

_NO_KEY: Final = (
    "This machine has no signing key yet: noughts stand in its place, and the number will be "
    "another one once the kiosk has run."
)


def add_to(commands: Commands) -> None:
    group = commands.group("notice", "check, show and print what visitors are asked with")
    checked = group.add("check", "name everything that the notices lack", _asking(_check))
    as_json(checked)

    shown = group.add("show", "print the notice, as it is now or as it was", _asking(_show))
    which = shown.add_mutually_exclusive_group()
    _language(which, "the first of the settings")
    which.add_argument(
        "--hash",
        type=_hash,
        metavar="HASH",
        help="the exact text that was shown under this number, or its first four digits or more",
    )
    shown.add_argument("--pdf", type=Path, metavar="FILE", help="print it on A4 into this file")
    as_json(shown)

    signed = group.add("sign", "print a sign for the door, on A4", _asking(_sign))
    _out(signed, required=True)
    _language(signed, "the first two of the settings, side by side")

    slipped = group.add("slips", "print receipt slips to be filled in with a pen", _asking(_slips))
    _out(slipped, required=True)
    _language(slipped, "a sheet for each of the settings")

    says = "show what staff do when somebody asks about their data"
    asked = group.add("requests", says, _asking(_requests))
    _out(asked, required=False)
    _language(asked, "the first of the settings")

    says = "write the notice as pages for phones, for the shop's own web site"
    published = group.add("site", says, _asking(_site))
    published.add_argument(
        "--out", type=Path, metavar="DIR", required=True, help="the folder to write the pages into"
    )

    for command in (checked, shown, signed, slipped, asked, published):
        command.add_argument("--demo", action="store_true", help="the demo's notices")


def _out(command: argparse.ArgumentParser, *, required: bool) -> None:
    command.add_argument(
        "--out", type=Path, metavar="FILE", required=required, help="the PDF file to write"
    )


def _language(
    command: "argparse.ArgumentParser | argparse._MutuallyExclusiveGroup", default: str
) -> None:
    command.add_argument(
        "--language",
        metavar="TAG",
        type=lambda tag: tag.replace("-", "_"),
        help=f"a language, such as en or zh_CN (else {default})",
    )


def _hash(text: str) -> str:
    if _HASH.fullmatch(text.lower()):
        return text.lower()
    raise argparse.ArgumentTypeError(
        f"{text!r} is no number of a notice; it has 4 to 64 digits from 0 to 9 and a to f"
    )


def _asking(
    work: Callable[[argparse.Namespace, Path, Settings], int],
) -> Callable[[argparse.Namespace], int]:
    """A command over the shop's settings, with one clear sentence for whatever stops it."""

    def carry_out(chosen: argparse.Namespace) -> int:
        from kiosk import bootstrap
        from kiosk.adapters.keys.signing import KeyUnusable
        from kiosk.adapters.notices.law import LawPackBroken
        from kiosk.adapters.notices.papers import PapersBroken
        from kiosk.adapters.records.notices import NoticeChanged
        from kiosk.adapters.records.reading import NoRecords
        from kiosk.bootstrap.papers import NoSuchNotice

        folder = folder_of(chosen)
        try:
            return work(chosen, folder, bootstrap.load_settings(folder, demo=chosen.demo))
        except SettingsRefused as why:
            return refuse(folder, why, is_missing=isinstance(why, SettingsMissing))
        except NoticeChanged as why:
            complain(
                f"The text kept under {why} is not the one that was shown: the records have been "
                "changed. askfirst verify says more."
            )
        except KeyUnusable as why:
            complain(f"{why} askfirst doctor says what to do.")
        except (NoSuchNotice, NoRecords, LawPackBroken, PapersBroken) as why:
            complain(str(why))
        return WRONG

    return carry_out


def _check(chosen: argparse.Namespace, folder: Path, settings: Settings) -> int:
    from kiosk.bootstrap import papers

    looked = papers.check(folder, settings)
    say(_checked_json(looked, settings) if chosen.json else _checked_text(looked))
    return OK if _is_well(looked) else WRONG


def _is_well(looked: "Sequence[Looked]") -> bool:
    return not any(each.examined.findings for each in looked)


def _checked_text(looked: "Sequence[Looked]") -> str:
    """One line a finding, one line a language that is well, and one line for all."""
    lines: list[str] = []
    for each in looked:
        tag = each.examined.language
        lines += [f"✗ {tag}: {found.says}" for found in each.examined.findings]
        if not each.examined.findings:
            lines.append(f"✓ {tag}: {_well(each)}")
    wrong = [each.examined.language for each in looked if each.examined.findings]
    if not wrong:
        return "\n".join([*lines, "", "All is well."])
    left = [each for each in looked if each.is_offered and not each.examined.findings]
    ending = f"Not offered until this is mended: {', '.join(wrong)}."
    if not left:
        ending += " No language is left, so the kiosk asks nobody."
    return "\n".join([*lines, "", ending])


def _well(looked: "Looked") -> str:
    length = looked.examined.measure
    said = f"{length.mean:.1f} {length.unit} a sentence" if length else ""
    notice = looked.examined.notice
    if not looked.is_offered or notice is None:
        return f"all is well with its text, which the settings do not offer; {said}"
    return f"all is well; version {notice.version.short}, {said}"


def _checked_json(looked: "Sequence[Looked]", settings: Settings) -> str:
    languages: list[dict[str, Any]] = []
    for each in looked:
        examined, length = each.examined, each.examined.measure
        version = examined.notice.version.content_hash if examined.notice else None
        languages.append(
            {
                "language": examined.language,
                "offered": each.is_offered and not examined.findings,
                "hash": version if each.is_offered else None,
                "mean": round(length.mean, 2) if length else None,
                "limit": length.limit if length else None,
                "unit": length.unit if length else None,
                "findings": [
                    {
                        "fault": found.fault.name.lower(),
                        "item": found.item or None,
                        "part": found.part or None,
                        "article": found.article or None,
                        "says": found.says,
                    }
                    for found in examined.findings
                ],
            }
        )
    whole = {"ok": _is_well(looked), "packs": settings.kiosk.packs, "languages": languages}
    return json.dumps(whole, ensure_ascii=False)


def _show(chosen: argparse.Namespace, folder: Path, settings: Settings) -> int:
    from kiosk.bootstrap import papers

    if chosen.hash is None:
        warn_of_older_settings(folder, settings)
        notice = papers.notice_now(folder, settings, chosen.language)
        is_draft = not papers.has_key(folder, demo=settings.demo)
        if is_draft:
            complain(_NO_KEY)
    else:
        notice = papers.notice_by_hash(folder, settings, chosen.hash)
        is_draft = False
    if chosen.pdf is not None:
        from kiosk.ui.paper.writer import pdf_of

        printed = papers.notice_document(notice, is_draft=is_draft)
        return _write(chosen.pdf, "notice", lambda: pdf_of(printed))
    say(_shown_json(notice) if chosen.json else _shown_text(notice))
    return OK


def _shown_text(notice: "Notice") -> str:
    version = notice.version
    return f"{notice.text}\n\n{version.short}  ({notice.language}, SHA-256 {version.content_hash})"


def _shown_json(notice: "Notice") -> str:
    from kiosk.domain.notice import exact_text

    whole = {
        "hash": notice.version.content_hash,
        "language": notice.language,
        "title": notice.title,
        "cards": [{"title": card.title, "text": card.text} for card in notice.cards],
        "sections": [
            {"title": each.title, "items": each.items, "paragraphs": each.paragraphs}
            for each in notice.sections
        ],
        "exact": exact_text(notice),
    }
    return json.dumps(whole, ensure_ascii=False)


def _sign(chosen: argparse.Namespace, folder: Path, settings: Settings) -> int:
    from kiosk.bootstrap import papers

    return _write(chosen.out, "sign", lambda: papers.sign(settings, chosen.language))


def _slips(chosen: argparse.Namespace, folder: Path, settings: Settings) -> int:
    from kiosk.bootstrap import papers

    return _write(chosen.out, "slips", lambda: papers.slips(settings, chosen.language))


def _requests(chosen: argparse.Namespace, folder: Path, settings: Settings) -> int:
    from kiosk.application.plain_text import as_text
    from kiosk.bootstrap import papers

    document = papers.requests_document(settings, chosen.language)
    if chosen.out is None:
        say(as_text(document))
        return OK
    from kiosk.ui.paper.writer import pdf_of

    return _write(chosen.out, "text for staff", lambda: pdf_of(document))


def _site(chosen: argparse.Namespace, folder: Path, settings: Settings) -> int:
    from kiosk.cli.notice_site import publish

    warn_of_older_settings(folder, settings)
    return publish(chosen.out, folder, settings)


def _write(path: Path, what: str, make: Callable[[], bytes]) -> int:
    """Print into a file, and say where it is; one sentence for what cannot be printed."""
    from kiosk.ui.paper.letters import NoGlyph
    from kiosk.ui.paper.sheet import keep
    from kiosk.ui.paper.sign import SignTooLong
    from kiosk.ui.paper.slips import SlipTooLong

    try:
        keep(make(), path)
    except (NoGlyph, SignTooLong, SlipTooLong) as why:
        complain(f"The {what} cannot be printed: {why}.")
        return WRONG
    except OSError as why:
        complain(f"{path} cannot be written: {why.strerror or why}.")
        return WRONG
    say(f"{what[0].upper()}{what[1:]}: {path}")
    return OK

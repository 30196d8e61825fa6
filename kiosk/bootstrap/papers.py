"""Notices looked at, shown and printed, for the shop of some settings or for the demo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.adapters.notices.notices import (
    Examined,
    FilledNotices,
    examine_text,
    shipped_languages,
)
from kiosk.adapters.notices.papers import Papers, load_papers, printed
from kiosk.adapters.records.beside import ReadingRecords
from kiosk.adapters.settings.settings import Settings
from kiosk.application.document import Document
from kiosk.application.shipped import shipped
from kiosk.bootstrap import parts
from kiosk.domain.notice import Notice


class NoSuchNotice(Exception):
    """No notice goes by that language or hash; the text says what there is."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What the check found in one language, and whether the shop's settings offer it."""

    examined: Examined
    is_offered: bool


def check(data: Path, settings: Settings) -> tuple[Looked, ...]:
    """The check of every language of the settings, then of every other one that is shipped.

    What the settings do not offer is looked at for its text alone. Raises LawPackBroken,
    KeyUnusable.
    """
    folder = parts.notices_folder()
    public_key = parts.public_key_of(data, demo=settings.demo)
    facts, law = parts.facts_of(settings, public_key), parts.law_of(settings)
    offered = [Looked(each, True) for each in _notices(data, settings).examined]
    others = [
        Looked(examine_text(folder, tag, facts, law), False)
        for tag in shipped_languages(folder)
        if tag not in settings.kiosk.languages
    ]
    return (*offered, *others)


def has_key(data: Path, *, demo: bool) -> bool:
    """True where the machine has made the key whose public half its notices name."""
    return parts.public_key_of(data, demo=demo) != parts.NO_KEY


def notice_now(data: Path, settings: Settings, language: str | None) -> Notice:
    """The notice as it is offered now, in this language or in the settings' first.

    Raises NoSuchNotice, LawPackBroken, KeyUnusable.
    """
    notices = _notices(data, settings)
    offered = notices.offered()
    wanted = language or settings.kiosk.languages[0]
    if wanted in offered:
        return offered[wanted]
    problems = [line for line in notices.problems() if line.startswith(f"{wanted} ")]
    if problems:
        raise NoSuchNotice(f"{problems[0]}. askfirst notice check says all.")
    there = ", ".join(settings.kiosk.languages)
    raise NoSuchNotice(f"{wanted} is not a language of the settings; they have {there}.")


def notices_now(data: Path, settings: Settings) -> tuple[Mapping[str, Notice], tuple[str, ...]]:
    """The notices as they are offered now, by language, and why a language is not.

    Raises LawPackBroken, KeyUnusable.
    """
    notices = _notices(data, settings)
    return notices.offered(), notices.problems()


def notice_by_hash(data: Path, settings: Settings, beginning: str) -> Notice:
    """The one notice whose hash begins so, among those shown here ever and those offered now.

    Raises NoSuchNotice, NoRecords, NoticeChanged, LawPackBroken, KeyUnusable.
    """
    found: dict[str, Notice] = {}
    if has_key(data, demo=settings.demo):
        # Without its key a machine has not yet offered anything.
        found = {
            notice.version.content_hash: notice
            for notice in _notices(data, settings).offered().values()
            if notice.version.content_hash.startswith(beginning)
        }
    file = parts.records_file(data, demo=settings.demo)
    if file.exists():
        for notice in ReadingRecords(file).notices(beginning):
            found[notice.version.content_hash] = notice
    match list(found.values()):
        case [notice]:
            return notice
        case []:
            raise NoSuchNotice(f"No notice was ever shown here whose number begins {beginning}.")
        case several:
            named = ", ".join(
                f"{each.version.content_hash[:16]} ({each.language})" for each in several
            )
            raise NoSuchNotice(
                f"{len(several)} notices begin so: {named}. Give more of the number."
            )


def notice_document(notice: Notice, *, is_draft: bool) -> Document:
    """A notice as a document to be printed, with its number. Raises PapersBroken."""
    return printed(papers_folder(), notice, is_draft=is_draft)


def requests_document(settings: Settings, language: str | None) -> Document:
    """What staff need when somebody asks about their data. Raises as ``sign``."""
    return _papers(settings, language or settings.kiosk.languages[0]).requests


def sign(settings: Settings, language: str | None) -> bytes:
    """The sign for the door as a PDF: in one language, or in the settings' first two.

    Raises NoSuchNotice, PapersBroken, LawPackBroken, and what ``sign_pdf`` raises.
    """
    from kiosk.ui.paper.sign import SignText, sign_pdf

    texts = [SignText(tag, _papers(settings, tag).sign) for tag in _languages(settings, language)]
    return sign_pdf(texts[:2], settings.controller.notice_url)


def slips(settings: Settings, language: str | None) -> bytes:
    """Receipt slips as a PDF, a page for each language. Raises as ``sign``, and SlipTooLong."""
    from kiosk.ui.paper.slips import SlipText, slips_pdf

    tags = _languages(settings, language)
    return slips_pdf([SlipText(tag, _papers(settings, tag).slips) for tag in tags])


def papers_folder() -> Path:
    return shipped("assets") / "papers"


def _languages(settings: Settings, language: str | None) -> Sequence[str]:
    return (language,) if language else settings.kiosk.languages


def _notices(data: Path, settings: Settings) -> FilledNotices:
    return parts.notices_of(settings, parts.public_key_of(data, demo=settings.demo))


def _papers(settings: Settings, language: str) -> Papers:
    there = shipped_languages(papers_folder())
    if language not in there:
        raise NoSuchNotice(f"Nothing can be printed in {language}; there is {', '.join(there)}.")
    # No paper but the notice names the machine's key, and the notice comes here filled.
    facts = parts.facts_of(settings, parts.NO_KEY)
    law = parts.law_of(settings)
    return load_papers(papers_folder(), parts.notices_folder(), language, facts, law)

"""The notices of this kiosk: templates filled with the shop's facts, or a reason why not."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from kiosk.adapters.notices.facts import NoticeFacts
from kiosk.adapters.notices.template import Template, TemplateBroken, load_template
from kiosk.domain.law import LawPack
from kiosk.domain.notice import Conditions, Notice, NoticeCard, NoticeSection

CARDS = 5
"""How many cards the first layer has: as many as fit a screen without scrolling."""


class FilledNotices:
    """Implements ``ports.Notices`` from a folder of templates, one a language.

    A language is left out, never mended, if its file is missing or broken, if a word in braces
    has nothing to fill it, or if an item that the law pack asks for has no text: a yes to half
    a notice is no yes. What was left out and why is in ``problems()``.
    """

    def __init__(
        self, folder: Path, facts: NoticeFacts, pack: LawPack, languages: Sequence[str]
    ) -> None:
        """Raises ValueError if the facts' minimum age is under the one that the law asks for."""
        if facts.minimum_age < pack.minimum_age:
            raise ValueError(f"{pack.name} allows nobody under {pack.minimum_age}")
        self._offered: dict[str, Notice] = {}
        self._problems: list[str] = []
        for language in languages:
            try:
                notice = _filled(load_template(folder / f"{language}.toml", language), facts, pack)
            except TemplateBroken as why:
                self._problems.append(f"{language} is not offered: {why}")
                continue
            lacking = _lacking(notice, pack)
            if lacking:
                self._problems.extend(f"{language} is not offered: {text}" for text in lacking)
            else:
                self._offered[language] = notice

    def offered(self) -> Mapping[str, Notice]:
        return dict(self._offered)

    def problems(self) -> tuple[str, ...]:
        """One line a reason why a language is not offered; empty if all are."""
        return tuple(self._problems)


def _lacking(notice: Notice, pack: LawPack) -> list[str]:
    articles = dict(pack.articles)
    return [
        f"nothing answers {item}, which {articles[item]} asks for"
        for item in notice.missing(pack.required)
    ]


def _filled(template: Template, facts: NoticeFacts, pack: LawPack) -> Notice:
    """Fill a template; raises TemplateBroken if a word or a card is missing."""
    words = facts.words(template.language, template.units)

    def fill(text: str) -> str:
        return template.fill(text, words)

    if len(template.cards) != CARDS:
        raise TemplateBroken(f"it has {len(template.cards)} cards, not {CARDS}")
    return Notice(
        language=template.language,
        title=fill(template.title),
        cards=tuple(
            NoticeCard(card.icon, fill(card.title), fill(card.text)) for card in template.cards
        ),
        sections=tuple(
            NoticeSection(
                fill(section.title),
                tuple(fill(part.text) for part in section.paragraphs if part.applies(words)),
                section.items,
            )
            for section in template.sections
        ),
        controller=words["controller"],
        contact=words["contact"],
        minimum_age=facts.minimum_age,
        layout=template.layout,
        conditions=Conditions(
            packs=pack.names,
            purpose=words["purpose"],
            address=words["address"],
            authority=words["authority"],
            camera_seconds=facts.camera_seconds,
            day_ends=words["day_ends"],
            window_hours=facts.window_hours,
            counts_months=facts.counts_months,
            proof_years=facts.proof_years,
            dpo=facts.dpo,
            notice_url=facts.notice_url,
        ),
    )

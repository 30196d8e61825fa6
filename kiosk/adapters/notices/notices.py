"""The notices of this kiosk: templates filled with the shop's facts, or a reason why not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kiosk.adapters.notices.check import Fault, Finding, findings, given_under
from kiosk.adapters.notices.facts import NoticeFacts
from kiosk.adapters.notices.sentences import Measure
from kiosk.adapters.notices.template import Template, TemplateBroken, fill, load_template
from kiosk.domain.law import LawPack
from kiosk.domain.notice import Conditions, Notice, NoticeCard, NoticeSection

STAND_IN: Final = "—"
"""What stands for a shop's word that it does not have, where only the text is looked at."""


Undrawable = Callable[[str], str]
"""Tells which characters of a text the program's letters cannot draw, each once."""

OF_THE_SHOP: Final = (Fault.UNSAID, Fault.UNDRAWN)
"""What is found in the settings and not in the text itself."""


def all_drawn(text: str) -> str:
    """What ``Undrawable`` says of a text whose every character can be drawn."""
    return ""


@dataclass(frozen=True, slots=True)
class Examined:
    """One language's text, looked at: ``notice`` is there only if nothing was found."""

    language: str
    findings: tuple[Finding, ...]
    notice: Notice | None = None
    measure: Measure | None = None


def examine(
    folder: Path,
    language: str,
    facts: NoticeFacts,
    pack: LawPack,
    undrawable: Undrawable = all_drawn,
) -> Examined:
    """Check one language of a folder of templates for this shop, and fill it if all is well."""
    try:
        template = load_template(folder / f"{language}.toml", language)
    except TemplateBroken as why:
        return Examined(language, (Finding(Fault.BROKEN, str(why)),))
    unsaid = facts.unsaid(language)
    words = facts.words(language, template.units)
    found, length = findings(
        template, {**dict.fromkeys(unsaid, STAND_IN), **words}, facts.marks, pack
    )
    if unsaid:
        says = f"the settings have no {' and no '.join(unsaid)} in it"
        found = (Finding(Fault.UNSAID, says), *found)
    found = (*_undrawn(facts, language, undrawable), *found)
    if found:
        return Examined(language, found, measure=length)
    return Examined(language, (), _filled(template, words, facts, pack), length)


def examine_text(folder: Path, language: str, facts: NoticeFacts, pack: LawPack) -> Examined:
    """The same for a language that this shop does not offer, whatever words it has in it."""
    looked = examine(folder, language, facts, pack)
    found = tuple(each for each in looked.findings if each.fault not in OF_THE_SHOP)
    return replace(looked, findings=found)


def shipped_languages(folder: Path) -> tuple[str, ...]:
    """The languages that there is a template for."""
    return tuple(path.stem for path in sorted(folder.glob("*.toml")))


class FilledNotices:
    """Implements ``ports.Notices`` from a folder of templates, one a language.

    A language is left out, never mended, for whatever the check finds in it: a yes to half a
    notice is no yes. What was left out and why is in ``problems()``.
    """

    def __init__(
        self,
        folder: Path,
        facts: NoticeFacts,
        pack: LawPack,
        languages: Sequence[str],
        undrawable: Undrawable = all_drawn,
    ) -> None:
        """Raises ValueError if the facts' minimum age is under the one that the law asks for."""
        if facts.minimum_age < pack.minimum_age:
            raise ValueError(f"{pack.name} allows nobody under {pack.minimum_age}")
        self.examined: Final = tuple(
            examine(folder, tag, facts, pack, undrawable) for tag in languages
        )

    def offered(self) -> Mapping[str, Notice]:
        return {each.language: each.notice for each in self.examined if each.notice is not None}

    def problems(self) -> tuple[str, ...]:
        """One line a reason why a language is not offered; empty if all are."""
        return tuple(
            f"{each.language} is not offered: {found.says}"
            for each in self.examined
            for found in each.findings
        )


def _undrawn(facts: NoticeFacts, language: str, undrawable: Undrawable) -> Iterator[Finding]:
    for name, text in facts.settings(language).items():
        for letter in undrawable(text):
            says = (
                f"{name} has “{letter}” (U+{ord(letter):04X}), which the program has no letter "
                "for: it would be an empty box, so write it in another way"
            )
            yield Finding(Fault.UNDRAWN, says)


def _filled(
    template: Template, words: Mapping[str, str], facts: NoticeFacts, pack: LawPack
) -> Notice:
    """The notice of a template in which the check found nothing."""
    given = given_under(words, facts.marks, pack)

    return Notice(
        language=template.language,
        title=fill(template.title, words),
        cards=tuple(
            NoticeCard(card.icon, fill(card.title, words), fill(card.text, words))
            for card in template.cards
            if card.applies(given)
        ),
        sections=tuple(
            NoticeSection(
                fill(section.title, words),
                tuple(fill(part.text, words) for part in section.paragraphs if part.applies(given)),
                section.items(given),
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

"""Everything an assessment says of one kiosk, and the words that say it."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from kiosk.adapters.assessment.accuracy import MEASURED_FROM, accuracy_words
from kiosk.adapters.assessment.duties import Duties
from kiosk.adapters.assessment.template import Words
from kiosk.domain.assessment import REVIEW_MONTHS, Assessment, Configuration
from kiosk.domain.inside import SelfCheck

_HOURS_A_DAY: Final = 24

CITED: Final = ("breach", "anew", "views", "proof")
"""Where a text cites what the packs in force have on it, and nothing where they have none."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Numbers of the program that no setting changes."""

    countdown_seconds: int
    grant_seconds: int
    wrong_codes: int
    backups: int
    code_bits: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found on this machine just now.

    ``visit_columns`` are those of a visit's row; ``tables`` and ``all_columns`` count the whole
    file's. ``landlock`` is the ABI, ``confinable`` whether the camera's process can be confined.
    ``checked`` is None where nothing has been recorded.
    """

    visit_columns: tuple[str, ...]
    tables: int
    all_columns: int
    landlock: int
    confinable: bool
    checked: SelfCheck | None


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """The facts of one document; mappings of texts are by language tag.

    ``card`` is the model card as it lies with the models. ``duties`` are those of the packs in
    force. ``signed`` is None in a document that is still to be signed.
    """

    configuration: Configuration
    kiosk: Mapping[str, str]
    authority: Mapping[str, str]
    dpo: str | None
    demo: bool
    version: str
    written_on: date
    card: Mapping[str, Any]
    duties: Mapping[str, Duties]
    limits: Limits
    measured: Measured
    signed: Assessment | None = None

    @property
    def conditions(self) -> frozenset[str]:
        """What is so here, by the names that texts depend on."""
        confinable, signed = self.measured.confinable, self.signed
        unconfined = self.configuration.unconfined
        named = {
            "dpo": self.dpo is not None,
            "demo": self.demo,
            "signed": signed is not None,
            "counsel": signed is not None and signed.counsel is not None,
            "recorded": self.measured.checked is not None,
            "unconfined": unconfined,
            "confined": confinable and not unconfined,
            "unconfinable": not confinable and not unconfined,
            "asked": any(each.asked for each in self.duties.values()),
            "as_measured": self.configuration.minimum_age == MEASURED_FROM,
            "phone_network": self.configuration.phone == "network",
            "phone_site": self.configuration.phone == "site",
            "chain": self.configuration.chain,
        }
        return frozenset(self.duties) | {name for name, is_so in named.items() if is_so}

    def words(self, words: Words) -> Mapping[str, str]:
        """The word that each name in braces stands for; what is not so here has none."""
        own, measured, limits = self.configuration, self.measured, self.limits
        said = {
            "controller": in_language(own.controller, words.language),
            "contact": own.contact,
            "address": in_language(own.address, words.language),
            "authority": in_language(self.authority, words.language),
            "kiosk": in_language(self.kiosk, words.language),
            "purpose": in_language(own.purpose, words.language),
            "packs": words.words["list_comma"].join(words.packs[pack] for pack in own.packs),
            "minimum_age": str(own.minimum_age),
            "camera_seconds": str(own.camera_seconds),
            "window": _span(own.window_hours, words),
            "counts_months": words.counted(own.counts_months, "month"),
            "proof_years": words.counted(own.proof_years, "year"),
            "epsilon": str(own.facts["records.epsilon"]),
            "odds": _times(math.exp(own.epsilon)),
            # One answer in the place of another is one visit less and another one more.
            "odds_of_answer": _times(math.exp(2 * own.epsilon)),
            "phone": words.words[own.phone],
            "model": own.model,
            "model_files": str(len(own.weights)),
            "hash": own.hash,
            "version": self.version,
            "written_on": self.written_on.isoformat(),
            "review_months": words.counted(REVIEW_MONTHS, "month"),
            "countdown_seconds": str(limits.countdown_seconds),
            "grant_seconds": str(limits.grant_seconds),
            "wrong_codes": str(limits.wrong_codes),
            "backups": str(limits.backups),
            "code_bits": str(limits.code_bits),
            "visit_columns": str(len(measured.visit_columns)),
            "tables": str(measured.tables),
            "all_columns": str(measured.all_columns),
            "landlock": str(measured.landlock),
            **accuracy_words(self.card, words),
            **self._cited(words),
        }
        return {**said, **self._of_some(words)}

    def _cited(self, words: Words) -> Mapping[str, str]:
        """For each of CITED the articles of the packs in force, in brackets, or nothing."""
        named = {name: list[str]() for name in CITED}
        for each in self.duties.values():
            for name, articles in each.cites.items():
                named[name].append(articles[words.language])
        said = words.words
        return {
            f"by_{name}": said["in_brackets"].format(articles=said["article_comma"].join(articles))
            if articles
            else ""
            for name, articles in named.items()
        }

    def _of_some(self, words: Words) -> Mapping[str, str]:
        found: dict[str, str] = {}
        if self.dpo is not None:
            found["dpo"] = self.dpo
        thresholds = [each.files_at for each in self.duties.values() if each.files_at]
        if thresholds:
            found["files_at"] = f"{min(thresholds):,}"
        checked = self.measured.checked
        if checked is not None:
            found |= {
                "checked_files": f"{checked.files:,}",
                "checked_values": f"{checked.values:,}",
                "checked_pictures": f"{checked.pictures:,}",
                "checked_vectors": f"{checked.vectors:,}",
                "checked_findings": f"{len(checked.findings):,}",
            }
        if self.signed is not None:
            found |= {
                "signed_by": self.signed.signed_by,
                "signed_on": self.signed.signed_on.isoformat(),
                "review_due": self.signed.review_due.isoformat(),
                **{
                    f"heard_{name}": text or words.words["not_said"]
                    for name, text in asdict(self.signed.heard).items()
                },
            }
            if self.signed.counsel is not None:
                found["counsel"] = self.signed.counsel
        return found


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in this language, or the shop's own words in the one that it gave."""
    return texts.get(language) or next(iter(texts.values()))


def _times(odds: float) -> str:
    return f"{odds:,.1f}" if odds < 10 else f"{odds:,.0f}"


def _span(hours: int, words: Words) -> str:
    """Whole days as days, anything else as hours."""
    days, rest = divmod(hours, _HOURS_A_DAY)
    return words.counted(hours, "hour") if rest else words.counted(days, "day")

"""What a notice says about this shop and this machine, and the words that say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kiosk.domain.retention import PROOF_YEARS

COUNTDOWN_SECONDS: Final = 15
"""How long the result counts down before it is kept for a visitor who walked away."""


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """The facts of one shop, ready to stand in a text.

    The mappings give the text for each language tag; ``kiosk`` is what this machine is called
    in the shop. ``day_begins`` is an hour of the clock, ``window_hours`` counts from the end of the
    business day, ``backups`` is how many daily backups are kept, ``public_key`` are the 32 bytes
    that check what this machine signs, and what is optional is None.
    ``phone`` is where the page is that one may agree on: "network", "site", or "off" for nowhere.
    """

    controller: Mapping[str, str]
    kiosk: Mapping[str, str]
    contact: str
    address: Mapping[str, str]
    authority: Mapping[str, str]
    purpose: Mapping[str, str]
    minimum_age: int
    camera_seconds: int
    window_hours: int
    counts_months: int
    backups: int
    day_begins: int
    public_key: bytes
    dpo: str | None = None
    notice_url: str | None = None
    phone: str = "off"
    # Whether a head office collects the totals of each day.
    chain: bool = False
    proof_years: int = PROOF_YEARS
    countdown_seconds: int = COUNTDOWN_SECONDS

    def unsaid(self, language: str) -> tuple[str, ...]:
        """What the shop has no text for in this language, such as ``purpose``."""
        return tuple(name for name, texts in self._by_language().items() if not texts.get(language))

    def words(self, language: str, units: Mapping[str, str]) -> Mapping[str, str]:
        """The word that each name in braces stands for, without those that are not given.

        What the shop has no text for in this language is left out as well: see ``unsaid``.
        """
        by_language = {name: texts.get(language) for name, texts in self._by_language().items()}
        given = {
            "contact": self.contact,
            "minimum_age": str(self.minimum_age),
            "camera_seconds": str(self.camera_seconds),
            "countdown_seconds": str(self.countdown_seconds),
            "window": _span(self.window_hours, units),
            "counts_months": _counted(self.counts_months, "month", units),
            "proof_years": _counted(self.proof_years, "year", units),
            "backups": str(self.backups),
            "day_ends": f"{self.day_begins:02}:00",
            "public_key": in_fours(self.public_key),
        }
        # A machine's name is a name in every language.
        by_language["kiosk"] = self.kiosk.get(language) or next(iter(self.kiosk.values()), None)
        optional = {**by_language, "dpo": self.dpo, "notice_url": self.notice_url}
        given.update({name: word for name, word in optional.items() if word})
        return MappingProxyType(given)

    @property
    def marks(self) -> frozenset[str]:
        """What is so at this shop and has no word: ``phone``, ``phone_network``, ``chain``."""
        of_phone = frozenset() if self.phone == "off" else {"phone", f"phone_{self.phone}"}
        return frozenset(of_phone | ({"chain"} if self.chain else set()))

    def settings(self, language: str) -> Mapping[str, str]:
        """Every text of the shop's own that a visitor reads in this language, by its setting."""
        texts = {
            "controller.name": self.controller.get(language),
            "controller.contact": self.contact,
            "controller.address": self.address.get(language),
            "controller.authority": self.authority.get(language),
            "controller.dpo": self.dpo,
            "controller.notice_url": self.notice_url,
            "kiosk.name": self.kiosk.get(language),
            f"purpose.{language}": self.purpose.get(language),
        }
        return {name: text for name, text in texts.items() if text}

    def _by_language(self) -> Mapping[str, Mapping[str, str]]:
        return {
            "controller": self.controller,
            "address": self.address,
            "authority": self.authority,
            "purpose": self.purpose,
        }


def in_fours(key: bytes) -> str:
    """A key's hexadecimal digits in groups of four, to be compared by eye."""
    return key.hex(" ", 2)


def _span(hours: int, units: Mapping[str, str]) -> str:
    """Whole days as days, anything else as hours: "3 days", "36 hours"."""
    days, rest = divmod(hours, 24)
    return _counted(hours, "hour", units) if rest else _counted(days, "day", units)


def _counted(number: int, unit: str, units: Mapping[str, str]) -> str:
    name = unit if number == 1 else f"{unit}s"
    return units[name].format(n=number)

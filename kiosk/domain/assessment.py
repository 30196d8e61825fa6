"""What an impact assessment states of a kiosk, and the sign-off that is good for just that."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

Fact = str | int | tuple[str, ...]
"""What a statement can be: a text, a whole number, or texts in a fixed order."""

PHONE_OFF: Final = "off"
"""Nobody can agree on a phone; any other mode has to be assessed and signed for."""

NEVER: Final = "never"
ALLOWED: Final = "allowed"
"""Whether a camera may look where its process cannot be confined."""

COLLECTED: Final = "collected"
"""That a head office gets the totals of each day."""

WEIGHTS: Final = "model.sha256."
"""What the facts about the model's files begin with, before each file's name."""

REVIEW_MONTHS: Final = 12
"""After how many months an assessment is to be looked at again, even if nothing changed."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything an assessment rests on; nothing else about a kiosk changes its hash.

    The texts are by language tag. ``window_hours`` counts from the end of the business day,
    ``epsilon`` is how much all that is released may tell of one visit, ``weights`` gives the
    SHA-256 of each file of the model, in hex. ``unconfined`` is whether the camera's process may
    do without its confinement, ``chain`` whether a head office collects the totals of each day:
    under which name of the kiosk is the same to everybody.
    """

    controller: Mapping[str, str]
    contact: str
    address: Mapping[str, str]
    purpose: Mapping[str, str]
    packs: tuple[str, ...]
    minimum_age: int
    camera_seconds: int
    unconfined: bool
    window_hours: int
    counts_months: int
    proof_years: int
    epsilon: float
    model: str
    weights: Mapping[str, str]
    phone: str = PHONE_OFF
    chain: bool = False

    @property
    def facts(self) -> dict[str, Fact]:
        """Each statement by its name, which is the setting's where one decides it."""
        return {
            **{f"controller.name.{tag}": text for tag, text in self.controller.items()},
            "controller.contact": self.contact,
            **{f"controller.address.{tag}": text for tag, text in self.address.items()},
            **{f"purpose.{tag}": text for tag, text in self.purpose.items()},
            # The law is a set: it binds the same in whatever order a shop names it.
            "kiosk.packs": tuple(sorted(self.packs)),
            "kiosk.minimum_age": self.minimum_age,
            "camera.seconds": self.camera_seconds,
            "camera.unconfined": ALLOWED if self.unconfined else NEVER,
            "records.window_hours": self.window_hours,
            "records.counts_months": self.counts_months,
            "records.proof_years": self.proof_years,
            # As a text: RFC 8785 writes a number with decimals in another way than Python does.
            "records.epsilon": str(self.epsilon).removesuffix(".0"),
            "phone.mode": self.phone,
            # Left out where it is not so: as in what was signed before there were chains.
            **({"fleet.kiosk": COLLECTED} if self.chain else {}),
            "model.name": self.model,
            **{f"{WEIGHTS}{file}": value for file, value in self.weights.items()},
        }

    @property
    def hash(self) -> str:
        """SHA-256 in hex over the facts as canonical JSON (RFC 8785)."""
        # Sorted keys of ASCII, texts and whole numbers: for these the standard library writes
        # what the RFC asks for.
        exact = json.dumps(self.facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(exact.encode()).hexdigest()


def differences(signed: Mapping[str, Fact], present: Mapping[str, Fact]) -> tuple[str, ...]:
    """The names of the facts that are not the same in both, in alphabetical order."""
    names = signed.keys() | present.keys()
    return tuple(sorted(name for name in names if signed.get(name) != present.get(name)))


@dataclass(frozen=True, slots=True)
class Heard:
    """What only the controller can say of an assessment; None is what was not said.

    ``advice`` is the data protection officer's and what was done with it, ``views`` are those of
    visitors or their representatives, ``staff`` is what staff and their council said, and
    ``place`` is where the kiosk stands, with what its camera sees there.
    """

    advice: str | None = None
    views: str | None = None
    staff: str | None = None
    place: str | None = None


NOTHING_HEARD: Final = Heard()


@dataclass(frozen=True, slots=True)
class Assessment:
    """A sign-off: whose, of which day, and of which configuration (its hash).

    ``counsel`` is counsel's answer to the question that a law pack may ask, or None.
    """

    configuration: str
    signed_by: str
    signed_on: date
    counsel: str | None = None
    heard: Heard = NOTHING_HEARD

    @property
    def review_due(self) -> date:
        """The day by which it is to be looked at again, even if nothing changed."""
        years, month = divmod(self.signed_on.month - 1 + REVIEW_MONTHS, 12)
        # The 28th is in every month.
        return date(self.signed_on.year + years, month + 1, min(self.signed_on.day, 28))

    def is_good_for(self, configuration: str, *, counsel_is_asked: bool) -> bool:
        """True if it is of this configuration, and counsel has answered where that is asked."""
        answered = self.counsel is not None or not counsel_is_asked
        return self.configuration == configuration and answered

"""Whether the impact assessment of this configuration is signed off, and if not, what lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kiosk.application.doctor import Check
from kiosk.domain.assessment import Assessment, Configuration, Fact, differences


@dataclass(frozen=True, slots=True)
class SignOff:
    """A sign-off as it is kept: with the facts that it covers, and a copy of what was signed.

    ``recorded_on`` is the day it was kept, by this machine's clock. ``documents`` gives the
    SHA-256 of the kept copy by language tag.
    """

    assessment: Assessment
    recorded_on: date
    facts: Mapping[str, Fact]
    documents: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the assessment of this kiosk stands.

    ``in_force`` is the sign-off that the kiosk may ask under, or None. ``last`` is the newest
    one of any configuration; ``changed`` names the facts that are other than it covers.
    ``lacks_counsel`` is True where only counsel's answer is missing. ``unreadable`` says why
    what is signed cannot be read from here, where it cannot; nothing is then known of it.
    """

    configuration: str
    counsel_is_asked: bool
    in_force: Assessment | None
    last: Assessment | None
    changed: tuple[str, ...]
    lacks_counsel: bool
    unreadable: str | None = None

    @property
    def is_signed(self) -> bool:
        return self.in_force is not None


def standing(
    configuration: Configuration,
    sign_offs: Sequence[SignOff],
    *,
    counsel_is_asked: bool,
    unreadable: str | None = None,
) -> Standing:
    """Compare what is signed with what is configured; ``sign_offs`` are oldest first."""
    present = configuration.hash
    good = [
        kept.assessment
        for kept in sign_offs
        if kept.assessment.is_good_for(present, counsel_is_asked=counsel_is_asked)
    ]
    last = sign_offs[-1] if sign_offs else None
    return Standing(
        configuration=present,
        counsel_is_asked=counsel_is_asked,
        in_force=good[-1] if good else None,
        last=last.assessment if last else None,
        changed=differences(last.facts, configuration.facts) if last else (),
        lacks_counsel=not good
        and any(kept.assessment.configuration == present for kept in sign_offs),
        unreadable=unreadable,
    )


def check(found: Standing, today: date) -> Check:
    """The doctor's line on it."""
    signed = found.in_force
    if signed is None:
        says, cure = _what_lacks(found)
        return Check("assessment", False, says, cure)
    says = f"signed by {signed.signed_by} on {signed.signed_on.isoformat()}"
    if signed.review_due < today:
        says += f", and to be looked at again since {signed.review_due.isoformat()}"
    return Check("assessment", True, says)


def _what_lacks(found: Standing) -> tuple[str, str]:
    if found.unreadable is not None:
        return (
            f"whether the impact assessment is signed cannot be told: {found.unreadable}",
            "Ask with the account that the kiosk runs with.",
        )
    if found.lacks_counsel:
        return (
            "the impact assessment is signed, but counsel's answer is missing",
            'Get counsel\'s answer, and give it to "askfirst pia sign" with --counsel.',
        )
    if found.changed:
        return (
            f"the impact assessment is signed for other settings: {', '.join(found.changed)}",
            'Change them back, or write the assessment with "askfirst pia write", read it, and '
            'sign it with "askfirst pia sign".',
        )
    return (
        "the impact assessment is not signed, so nobody is asked",
        'Write the assessment with "askfirst pia write", read it, and sign it with "askfirst pia '
        'sign".',
    )


def due_to_go(sign_offs: Sequence[SignOff], kept_from: date, present: str) -> tuple[SignOff, ...]:
    """Those that need not be kept any longer as proof; ``sign_offs`` are oldest first.

    One was in use until the next was recorded, and its time runs from then. The newest stays,
    and so does any of the ``present`` configuration.
    """
    return tuple(
        kept
        for kept, following in pairwise(sign_offs)
        if following.recorded_on < kept_from and kept.assessment.configuration != present
    )

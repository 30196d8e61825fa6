"""Whether this machine can run the kiosk, asked of many small checks and told in one answer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. ``says`` is one line that names what was found.

    ``cure`` says what to do where it is not well. Where it is, ``cure`` is empty, or an advice that
    the kiosk can do without.
    """

    name: str
    ok: bool
    says: str
    cure: str = ""


Probe = Callable[[], Iterable[Check]]
"""Looks at one part of the machine without changing it, and never at a visitor."""


def examine(probes: Iterable[Probe]) -> list[Check]:
    """What every probe found, in the order asked; a bad finding stops none of the others."""
    return [check for probe in probes for check in probe()]


def is_well(checks: Sequence[Check]) -> bool:
    """True only if something was looked at and nothing was found wrong."""
    return bool(checks) and all(check.ok for check in checks)

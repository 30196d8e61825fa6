"""Whether this machine can run the kiosk, asked of many small checks and told in one answer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. ``cure`` says what to do, and is empty where all is well.

    ``says`` is one line that names what was found, the good as well as the bad.
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

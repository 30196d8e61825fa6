"""How the phone page does, for Health and the doctor: about the machine, never about a visitor."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PhoneHealth:
    """``where`` is the address it is reached at, or None; then ``trouble`` says why, in a clause.

    ``unconfined`` is None, or says what of its confinement this machine cannot do. ``restarts``
    counts processes that ended by themselves, ``opened`` the offers whose page was fetched.
    """

    where: str | None = None
    trouble: str | None = None
    unconfined: str | None = None
    is_secret: bool = False
    restarts: int = 0
    opened: int = 0

"""Setting a PIN: at the screen by a manager, or from the command line."""

import secrets
from datetime import datetime
from typing import Final

from kiosk.adapters.staff.file import FORGIVEN_WITH, Secret, StaffFile
from kiosk.adapters.staff.hashing import Hashing
from kiosk.application.staff import Role
from kiosk.domain.consent import ALPHABET
from kiosk.domain.sign_in import RECOVERY_NUMBERS, Noted, RecoveryCode, weakness_of

_NOTED: Final = {Role.STAFF: Noted.STAFF_PIN_SET, Role.MANAGER: Noted.MANAGER_PIN_SET}


class PinRefused(Exception):
    """It is too easy, or the other role's; the text goes behind "it" and holds no digit of it."""


def choose_pin(
    file: StaffFile, hashing: Hashing, role: Role, pin: str, at: datetime, by: Role | None
) -> RecoveryCode | None:
    """Set a role's PIN; with a manager's, a new recovery code takes the old one's place.

    Nothing is counted against it any more; a manager's ends all waits. ``by`` is who was in at
    the screen, None for the command line. The code is in no file: whoever does not write it
    down has none. Raises PinRefused, FileUnusable.
    """
    weakness = weakness_of(pin)
    if weakness is not None:
        raise PinRefused(weakness.value)
    other = Secret.STAFF if role is Role.MANAGER else Secret.MANAGER
    kept = file.secrets().get(other)
    if kept is not None and hashing.matches(pin, kept.hash):
        raise PinRefused("is the other role's, and would not tell who is in")
    code = new_code() if role is Role.MANAGER else None
    own = Secret(role.value)
    hashes = {own: hashing.hash(pin)}
    if code is not None:
        hashes[Secret.RECOVERY] = hashing.hash(code.symbols)
    file.put(hashes, FORGIVEN_WITH[own], at, by, _NOTED[role])
    return code


def new_code() -> RecoveryCode:
    """A recovery code that nobody has: 95 random bits."""
    return RecoveryCode.from_random(
        [secrets.randbelow(len(ALPHABET)) for _ in range(RECOVERY_NUMBERS)]
    )

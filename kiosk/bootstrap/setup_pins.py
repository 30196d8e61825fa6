"""The PINs of a set-up: checked with what is kept already, and kept in one step."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import Final

from kiosk.adapters.settings.answers import Answers
from kiosk.adapters.staff.choosing import new_code
from kiosk.adapters.staff.faults import FileUnusable
from kiosk.adapters.staff.file import FILES, FORGIVEN_WITH, STAFF_FILE, Secret, StaffFile
from kiosk.adapters.staff.hashing import Hashing
from kiosk.adapters.system.clock import SystemClock
from kiosk.application.staff import Role
from kiosk.application.whole_file import write_whole
from kiosk.bootstrap import parts
from kiosk.domain.retention import BusinessDay
from kiosk.domain.sign_in import Noted, Weakness, weakness_of

_ROLES: Final = (Role.STAFF, Role.MANAGER)
_NOTED: Final = {Role.STAFF: Noted.STAFF_PIN_SET, Role.MANAGER: Noted.MANAGER_PIN_SET}
_OTHER: Final = {Role.STAFF: Role.MANAGER, Role.MANAGER: Role.STAFF}
OTHERS: Final = "other"
"""It is the other role's PIN, which is no weakness of its own."""

_ALIKE: Final = "is the other role's, and would not tell who is in"


def why_not(data: Path, role: Role, pin: str, other: str | None) -> str | None:
    """Why this PIN is not taken: the name of a Weakness, or OTHERS; None where it is.

    ``other`` is the other role's, where it is being set as well. Raises FileUnusable.
    """
    weakness = weakness_of(pin)
    if weakness is not None:
        return weakness.name
    if other is not None:
        return OTHERS if pin == other else None
    kept = _kept(data).get(_OTHER[role].value)
    return OTHERS if kept is not None and Hashing().matches(pin, kept) else None


def wrong_pins(data: Path, answers: Answers) -> Iterator[str]:
    """One line for each PIN in a file of answers that cannot be taken, without a digit of it."""
    try:
        for role in _ROLES:
            pin, other = answers.pins.get(role.value), answers.pins.get(_OTHER[role].value)
            made = answers.hashes.get(_OTHER[role].value)
            if pin is None:
                continue
            why = why_not(data, role, pin, other)
            if why is None and made is not None and Hashing().matches(pin, made):
                why = OTHERS
            if why is not None:
                says = _ALIKE if why == OTHERS else Weakness[why].value
                yield f"pins.{role.value}: this PIN is not taken, for it {says}"
    except FileUnusable as why:
        yield f"the PINs cannot be set: {why}. askfirst doctor says what to do."


def roles_set(data: Path) -> frozenset[str]:
    """The roles that have a PIN. Raises FileUnusable."""
    return frozenset(_kept(data))


@dataclass(frozen=True, slots=True)
class PinsKept:
    """What is to be kept of PINs that differ from those that are set: hashes, by role."""

    hashes: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(self.hashes)

    @staticmethod
    def of(data: Path, answers: Answers) -> "PinsKept":
        """Leaves out what is set already: else each set-up would void the recovery code.

        Raises FileUnusable.
        """
        hashing, kept = Hashing(), _kept(data)
        new: dict[str, str] = {}
        for role, pin in answers.pins.items():
            if role not in kept or not hashing.matches(pin, kept[role]):
                new[role] = hashing.hash(pin)
        new.update({role: made for role, made in answers.hashes.items() if kept.get(role) != made})
        return PinsKept(new)

    def with_those_kept(self, data: Path) -> Mapping[str, str]:
        """What would be kept of each role's PIN if these were set."""
        kept = _kept(data)
        return {
            role.value: made for role in Role if (made := {**kept, **self.hashes}.get(role.value))
        }

    def keep(self, data: Path) -> "Setting":
        """Set all of them at once. Raises FileUnusable, and then nothing was set."""
        return Setting(data, self.hashes)


class Setting:
    """PINs that were set, until it is sure that they stay. ``code`` is a new recovery code."""

    def __init__(self, data: Path, hashes: Mapping[str, str]) -> None:
        self.code = ""
        files = (_path(data).with_name(name) for name in FILES)
        self._before = {path: path.read_bytes() if path.exists() else None for path in files}
        roles = [Role(role) for role in hashes]
        put = {Secret(role): made for role, made in hashes.items()}
        if Role.MANAGER in roles:
            code = new_code()
            self.code = code.grouped
            put[Secret.RECOVERY] = Hashing().hash(code.symbols)
        forgiven = {each for role in roles for each in FORGIVEN_WITH[Secret(role.value)]}
        now = SystemClock(BusinessDay(UTC)).now()
        file = StaffFile(_path(data))
        try:
            for role in roles[:1]:
                file.put(put, tuple(forgiven), now, None, _NOTED[role])
            for role in roles[1:]:
                file.note(now, None, _NOTED[role])
        except FileUnusable:
            self.undo()
            raise

    def undo(self) -> None:
        """Have the very file that was there before, or none. Raises OSError."""
        for path, content in self._before.items():
            if content is None:
                path.unlink(missing_ok=True)
            elif path.read_bytes() != content:
                write_whole(path, content)


def _kept(data: Path) -> dict[str, str]:
    """The hash of each role's PIN that is set. Raises FileUnusable."""
    roles = {role.value for role in Role}
    found = StaffFile(_path(data)).secrets()
    return {secret.value: kept.hash for secret, kept in found.items() if secret.value in roles}


def _path(data: Path) -> Path:
    return parts.records_folder(data, demo=False) / STAFF_FILE

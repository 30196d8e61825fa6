"""Who may sign in at this kiosk: the pages' side of it, the command line's, and the doctor's."""

from collections.abc import Iterable, Sequence
from datetime import UTC, tzinfo
from pathlib import Path

from kiosk.adapters.settings.reading import SettingsRefused
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.staff import choosing
from kiosk.adapters.staff.faults import FileUnusable, HalfWritten
from kiosk.adapters.staff.file import STAFF_FILE, Entry, Secret, StaffFile
from kiosk.adapters.staff.hashing import Hashing
from kiosk.adapters.staff.sign_in import Deliver, StaffSignIn, demo_sign_in
from kiosk.adapters.system.clock import SystemClock
from kiosk.application.doctor import Check
from kiosk.application.staff import Role
from kiosk.bootstrap import parts
from kiosk.domain.retention import BusinessDay


def sign_in_of(data: Path, settings: Settings, deliver: Deliver) -> StaffSignIn:
    """Signing in at this shop's screen, or at the demo's, whose PINs are no secret.

    ``deliver`` brings a call to the window's thread. To be closed before the program ends.
    """
    clock = parts.clock_of(settings)
    if settings.demo:
        return demo_sign_in(clock, deliver)
    return StaffSignIn(StaffFile(_path(data)), clock, deliver)


def choose_pin(data: Path, role: Role, pin: str) -> str:
    """Set a role's PIN; the new recovery code, grouped, if it is the manager's, else empty.

    The kiosk may be running, and needs no settings for it. Raises PinRefused, FileUnusable.
    """
    # Not the shop's zone: what is written down has its own.
    now = SystemClock(BusinessDay(UTC)).now()
    code = choosing.choose_pin(StaffFile(_path(data)), Hashing(), role, pin, now, None)
    return code.grouped if code else ""


def audit(data: Path) -> Sequence[Entry]:
    """All that is written down of the staff pages, oldest first. Raises FileUnusable."""
    # As a writer: what a power cut left half written is undone by whoever reads next.
    return StaffFile(_path(data)).audit()


def zone_of(data: Path) -> tzinfo:
    """The shop's time zone, or UTC where its settings cannot say."""
    try:
        return parts.load_settings(data, demo=False).kiosk.time_zone
    except SettingsRefused:
        return UTC


def check(data: Path) -> Iterable[Check]:
    """Whether somebody can sign in. Nobody has to: a kiosk counts without it."""
    path = _path(data)
    try:
        kept = StaffFile(path, may_write=False).secrets()
    except HalfWritten:
        says = "a power cut left a try half counted; whoever next comes to the pad undoes that"
        yield Check("staff PIN", True, says)
        return
    except FileUnusable as why:
        cure = f"Move {path} away, then set the PINs anew: askfirst staff pin"
        yield Check("staff PIN", False, str(why), cure)
        return
    if Secret.MANAGER in kept:
        staff = "and staff's are" if Secret.STAFF in kept else "is, staff's is not"
        yield Check("staff PIN", True, f"the manager's {staff} set")
    elif Secret.STAFF in kept:
        says = "staff's is set; the manager's is not, until “askfirst staff pin” sets it"
        yield Check("staff PIN", True, says)
    else:
        says = "none is set: the staff pages stay closed until “askfirst staff pin” sets one"
        yield Check("staff PIN", True, says)


def _path(data: Path) -> Path:
    return parts.records_folder(data, demo=False) / STAFF_FILE

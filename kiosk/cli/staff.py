"""``askfirst staff``: setting a PIN, and reading what was done behind it."""

import argparse
import getpass
import json
import sys
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING, Final

from kiosk.application.staff import Role
from kiosk.cli.adding import Commands, as_json
from kiosk.cli.codes import OK, WRONG
from kiosk.cli.place import folder_of
from kiosk.cli.saying import complain, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.adapters.staff.file import Entry

_LONGEST: Final = 64

_ONCE: Final = (
    "This is the recovery code. Write it down and lock it away: it is shown only now, and lets in "
    "whoever forgot the manager's PIN."
)


def add_to(commands: Commands) -> None:
    group = commands.group("staff", "set the PINs of the staff pages, and read their audit")
    says = "set a PIN, eight digits, in the place of a forgotten one or of none; asks for it"
    pin = group.add("pin", says, set_pin)
    pin.add_argument(
        "--role",
        choices=[role.value for role in Role],
        default=Role.MANAGER.value,
        help="whose: a manager's (else), or that of staff, who cannot change settings",
    )
    audit = group.add("audit", "show who signed in, and what was done then", show_audit)
    as_json(audit)


def set_pin(chosen: argparse.Namespace) -> int:
    from kiosk.adapters.staff.choosing import PinRefused
    from kiosk.adapters.staff.faults import FileUnusable
    from kiosk.bootstrap import staff_sign_in

    folder, role = folder_of(chosen), Role(chosen.role)
    if not folder.is_dir():
        complain(f"{folder} does not exist: copy your settings there first.")
        return WRONG
    pin = _untrusted_pin(role)
    if pin is None:
        complain("The two are not the same, and nothing was set.")
        return WRONG
    try:
        code = staff_sign_in.choose_pin(folder, role, pin)
    except PinRefused as why:
        complain(f"This PIN is not taken, for it {why}. Nothing was set.")
        return WRONG
    except FileUnusable as why:
        complain(f"The PIN could not be set: {why}. askfirst doctor says what to do.")
        return WRONG
    if code:
        complain(f"The manager's PIN is set. {_ONCE}")
        say(code)
    else:
        complain("Staff's PIN is set.")
    return OK


def show_audit(chosen: argparse.Namespace) -> int:
    from kiosk.adapters.staff.faults import FileUnusable
    from kiosk.bootstrap import staff_sign_in

    folder = folder_of(chosen)
    try:
        entries = staff_sign_in.audit(folder)
    except FileUnusable as why:
        complain(f"The audit cannot be read: {why}. askfirst doctor says what to do.")
        return WRONG
    if chosen.json:
        say(_as_json(entries))
    elif entries:
        say(_as_text(entries, staff_sign_in.zone_of(folder)))
    else:
        complain("No PIN was ever set here.")
        return WRONG
    return OK


def _untrusted_pin(role: Role) -> str | None:
    """Typed twice without echo, or one line of standard input; None if the two are not alike."""
    if not sys.stdin.isatty():
        return sys.stdin.readline(_LONGEST).rstrip("\r\n")
    whose = "the manager" if role is Role.MANAGER else "staff"
    first = getpass.getpass(f"New PIN for {whose}, eight digits (not shown as you type): ")
    return first if getpass.getpass("The same again: ") == first else None


def _as_json(entries: "Sequence[Entry]") -> str:
    rows = [
        {
            "at": entry.at.astimezone(UTC).isoformat(timespec="seconds"),
            "role": entry.role and entry.role.value,
            "what": entry.what.value,
        }
        for entry in entries
    ]
    return json.dumps({"entries": rows})


def _as_text(entries: "Sequence[Entry]", zone: tzinfo) -> str:
    width = max(len(role.value) for role in Role)
    return "\n".join(
        f"{entry.at.astimezone(zone):%Y-%m-%d %H:%M:%S %Z}"
        f"  {entry.role.value if entry.role else '–':<{width}}  {entry.what.value}"
        for entry in entries
    )

"""What the installed service lets the kiosk reach, by systemd's own files, which are only read.

The package's unit has no network and no line; an administrator adds what a shop needs. Whoever runs
the doctor at the console is not bound by the unit, so trying it out would say nothing of the kiosk.
"""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from kiosk.adapters.system.checks_of_machine import UNIT, UNIT_FOLDERS

NETWORK: Final = "network.conf"
LINE: Final = "serial.conf"
"""What the package has ready for a unit that needs more; docs/operations/linux.md explains both."""

_READY: Final = "/usr/share/askfirst"
_CLOSED: Final = ("closed", "strict")

Unit = dict[str, list[str]]
"""The words behind each of the unit's names, with everything that was added to it."""


def cure(name: str) -> str:
    """The commands that add ``name``, one of those above, to the unit."""
    return (
        f"As root: install -D -m 644 -t /etc/systemd/system/{UNIT}.d {_READY}/{name}"
        f" && systemctl daemon-reload && systemctl restart {UNIT.removesuffix('.service')}"
    )


def reaches_network(version: int = 4, folders: Sequence[str] = UNIT_FOLDERS) -> bool | None:
    """Whether the service may have connections by IPv4, or 6; None where it is not installed."""
    unit = _unit(folders)
    if unit is None:
        return None
    family = "AF_INET6" if version == 6 else "AF_INET"
    families = unit.get("RestrictAddressFamilies", [])
    # With a ~ before the first, those named are the ones that are taken away.
    if families and families[0].startswith("~"):
        may = family not in (families[0][1:], *families[1:])
    else:
        may = not families or family in families
    is_dropped = "any" in unit.get("IPAddressDeny", []) and not unit.get("IPAddressAllow")
    return may and not is_dropped


def reaches_device(device: str, folders: Sequence[str] = UNIT_FOLDERS) -> bool | None:
    """Whether the service may open this character device; None where it is not installed."""
    unit = _unit(folders)
    if unit is None:
        return None
    if not set(_CLOSED) & set(unit.get("DevicePolicy", [])[-1:]):
        return True
    real = Path(device).resolve()
    names = (device, str(real), f"char-{real.name.rstrip('0123456789')}")
    return any(fnmatchcase(name, word) for word in unit.get("DeviceAllow", []) for name in names)


def _unit(folders: Sequence[str]) -> Unit | None:
    """None also where this account may not read it: then nothing is known."""
    first = next((path for each in folders if (path := Path(each) / UNIT).is_file()), None)
    if first is None:
        return None
    # Of two additions with one name the folder that comes first has the word.
    added = {
        path.name: path
        for each in reversed(folders)
        for path in Path(each, f"{UNIT}.d").glob("*.conf")
    }
    unit: Unit = {}
    try:
        for path in (first, *(added[name] for name in sorted(added))):
            _add(path.read_text("utf-8"), unit)
    except OSError:
        return None
    return unit


def _add(text: str, unit: Unit) -> None:
    for line in text.splitlines():
        name, is_set, value = line.partition("=")
        if not is_set or line.startswith(("#", ";")):
            continue
        words = unit.setdefault(name.strip(), [])
        # An empty value takes back what was said before.
        words[:] = [*words, *value.split()] if value.strip() else []

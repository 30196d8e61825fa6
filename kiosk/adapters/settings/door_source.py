"""How the door counter's counts come in, as one text of the settings says it."""

import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.adapters.settings.kinds import NotAllowed

NONE: Final = "none"
DEFAULT_SPEED: Final = 9600

_PORTS: Final = range(1024, 65536)
_SPEEDS: Final = range(300, 4_000_001)
_SERIAL: Final = re.compile(r"(?P<device>.+?)(?:@(?P<speed>[0-9]{1,7}))?")
# This machine, and what no router passes on. Neither "every address there is" nor a public one.
_NEAR: Final = tuple(
    ipaddress.ip_network(each)
    for each in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1", "fc00::/7")
)


@dataclass(frozen=True, slots=True)
class CsvFolder:
    """Files are dropped into this folder."""

    folder: Path


@dataclass(frozen=True, slots=True)
class HttpPush:
    """Counts are sent to this address of this machine."""

    address: str
    port: int


@dataclass(frozen=True, slots=True)
class SerialLine:
    """A counter at the end of a line speaks, with so many bits a second."""

    device: str
    speed: int


DoorWay = CsvFolder | HttpPush | SerialLine


@dataclass(frozen=True, slots=True)
class DoorSource:
    """A kind of setting: none, or a way, a colon and what belongs to it."""

    @property
    def allowed(self) -> str:
        return (
            '"none", or "csv:" and the whole path of a folder, or "http:" and an address of this '
            'machine in the shop\'s own network with a port, such as "http:192.168.1.10:8470", or '
            '"serial:" and a device, such as "serial:/dev/ttyUSB0@9600"'
        )

    def check(self, untrusted_value: object) -> str:
        if not isinstance(untrusted_value, str) or not untrusted_value.isprintable():
            raise NotAllowed
        way_of(untrusted_value)
        return untrusted_value


def way_of(source: str) -> DoorWay | None:
    """What the text says, or None where there is no door counter. Raises NotAllowed."""
    if source == NONE:
        return None
    way, _, which = source.partition(":")
    match way:
        case "csv":
            return CsvFolder(_folder(which))
        case "http":
            return _http(which)
        case "serial":
            return _serial(which)
        case _:
            raise NotAllowed


def _folder(which: str) -> Path:
    folder = Path(which)
    if not folder.is_absolute():
        raise NotAllowed
    return folder


def _http(which: str) -> HttpPush:
    host, _, port = which.rpartition(":")
    if not re.fullmatch(r"[0-9]{4,5}", port) or int(port) not in _PORTS:
        raise NotAllowed
    try:
        address = ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError as why:
        raise NotAllowed from why
    if host.startswith("[") != (address.version == 6):
        raise NotAllowed
    if not any(address in near for near in _NEAR if near.version == address.version):
        raise NotAllowed
    return HttpPush(str(address), int(port))


def _serial(which: str) -> SerialLine:
    found = _SERIAL.fullmatch(which.strip())
    if not found:
        raise NotAllowed
    speed = int(found["speed"] or DEFAULT_SPEED)
    if speed not in _SPEEDS:
        raise NotAllowed
    return SerialLine(found["device"], speed)

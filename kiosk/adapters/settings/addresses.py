"""Kinds of settings: where in a shop's own network something is, and by which name."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final

from kiosk.adapters.settings.kinds import NotAllowed

# This machine, and what no router passes on. Neither "every address there is" nor a public one.
_NEAR: Final = tuple(
    ipaddress.ip_network(each)
    for each in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
)
_LONGEST_NAME: Final = 120
_NAME: Final = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])")


@dataclass(frozen=True, slots=True)
class NearAddress:
    """An IPv4 address that means something only within the shop."""

    @property
    def allowed(self) -> str:
        return "an address of this machine in the shop's own network, such as 192.168.1.10"

    def check(self, untrusted_value: object) -> str:
        if not isinstance(untrusted_value, str):
            raise NotAllowed
        try:
            found = ipaddress.IPv4Address(untrusted_value)
        except ValueError as why:
            raise NotAllowed from why
        if not any(found in near for near in _NEAR):
            raise NotAllowed
        return str(found)


@dataclass(frozen=True, slots=True)
class HostName:
    """A name in the domain name system, in small letters and without a port."""

    @property
    def allowed(self) -> str:
        return "a host name in small letters, such as kiosk.lakeside.example"

    def check(self, untrusted_value: object) -> str:
        if not isinstance(untrusted_value, str) or len(untrusted_value) > _LONGEST_NAME:
            raise NotAllowed
        if not _NAME.fullmatch(untrusted_value):
            raise NotAllowed
        return untrusted_value

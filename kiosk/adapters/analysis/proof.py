"""The proof that a child on this very machine cannot do what it must not, for doctor and tests."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kiosk.adapters.analysis import forbidden, protocol, spawn
from kiosk.adapters.analysis.orders import Orders, WatchSettings
from kiosk.application.own_program import own_program

MOST_TELLING: Final = ("socket inet stream", "socket unix", "fork", "exec")
"""Of the acts that end a child, those that doctor has time for."""

ENDED: Final = "SIGSYS"
"""What an act met that ended the child."""

_LIMIT_SECONDS: Final = 60.0
_SIGSYS: Final = 31


class NotProved(Exception):
    """No child got as far as being confined; says why."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What each forbidden act met: the error's name, SIGSYS, or "ALLOWED"."""

    met: Mapping[str, str]

    @property
    def allowed(self) -> tuple[str, ...]:
        """The acts that went through: empty on a machine that confines."""
        return tuple(name for name, met in self.met.items() if met == forbidden.ALLOWED)


def prove(settings: WatchSettings, deadly: Sequence[str] = MOST_TELLING) -> Proof:
    """Have real children, confined as the settings say, try every act that is forbidden.

    One tries all those that leave it alive, and one each those in ``deadly``: half a second a
    child. No camera is opened. Raises NotProved.
    """
    met = tried(settings, "all")
    for act in deadly:
        met |= tried(settings, act)
    return Proof(met)


def tried(settings: WatchSettings, act: str) -> dict[str, str]:
    """Have one child try this act, or "all" that leave it alive. Raises NotProved."""
    with tempfile.TemporaryDirectory(prefix="askfirst-proof-") as folder:
        (Path(folder) / forbidden.VICTIM).write_bytes(b"nobody's data")
        hiding = replace(settings, unreadable=(Path(folder), *settings.unreadable))
        return _met_by_child(replace(hiding.orders(None), prove=(act,)), act)


def _met_by_child(orders: Orders, act: str) -> dict[str, str]:
    with spawn.ChildProcess(own_program(), orders) as child:
        told, _ = child.communicate(timeout=_LIMIT_SECONDS)
    if child.returncode == -_SIGSYS:
        return {act: ENDED}
    if told.startswith(b"{"):
        return json.loads(told)
    raise NotProved(_reason(told, child.returncode))


def _reason(told: bytes, code: int) -> str:
    for body in protocol.Inbox().bodies(told):
        said = protocol.from_child(body)
        if isinstance(said, protocol.Unready):
            return said.detail
    return f"the child ended with code {code}"

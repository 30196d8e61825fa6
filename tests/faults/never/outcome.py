"""Many visits in a process of its own, and what was seen of them: begun and heard from outside."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.adapters.settings.settings import SETTINGS_FILE
from tests.faults.never import cut_off, film
from tests.faults.never.cut_off import Packet
from tests.faults.never.traces import Marks
from tests.faults.running import EXAMPLE, PROJECT

_FOLDERS = ("data", "home", "tmp", "shm", "run", "cache", "config", "here")
_SECONDS_A_VISIT = 30.0
_SECONDS_TO_BEGIN = 120.0


@dataclass(frozen=True)
class Outcome:
    """``house`` is all that the kiosk had to write into, ``seen`` what ``run`` printed."""

    house: Path
    seen: Mapping[str, Any]
    marks: Marks
    began: float
    seed: int

    @property
    def data(self) -> Path:
        return self.house / "data"

    @property
    def packets(self) -> list[Packet]:
        return [_packet(each) for each in self.seen["packets"]]

    @property
    def planted(self) -> list[Packet]:
        return [_packet(each) for each in self.seen["planted"]]


def _packet(told: Mapping[str, Any]) -> Packet:
    return Packet(**{**told, "ports": tuple(told["ports"])})


def make_place(place: Path) -> Path:
    """The film and the house, whose data folder is a shop's that was set up; the house."""
    film.write(place / "film.avi")
    house = place / "house"
    for name in _FOLDERS:
        (house / name).mkdir(mode=0o700, parents=True)
    shutil.copy(EXAMPLE, house / "data" / SETTINGS_FILE)
    return house


def environment(house: Path) -> dict[str, str]:
    """Nothing of the account that tests are run by: every folder of one's own is in the house."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(PROJECT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(house / "home"),
        "TMPDIR": str(house / "tmp"),
        "XDG_RUNTIME_DIR": str(house / "run"),
        "XDG_CACHE_HOME": str(house / "cache"),
        "XDG_CONFIG_HOME": str(house / "config"),
        "XDG_DATA_HOME": str(house / "home"),
        "XDG_STATE_HOME": str(house / "home"),
        "QT_QPA_PLATFORM": "offscreen",
        "LC_ALL": "C.UTF-8",
        # What a bug says may be told here: nobody is.
        "ASKFIRST_DEBUG": "1",
    }


def visited(place: Path, visits: int, seen_by: Sequence[str | Path] = ()) -> Outcome:
    """So many random visits, seen by ``seen_by``, a command that begins another one."""
    house = make_place(place)
    began, number = time.time(), secrets.randbits(32)
    command = [sys.executable, "-m", "tests.faults.never.run", place, str(visits), str(number)]
    ended = subprocess.run(
        [*cut_off.ALONE, *seen_by, *command],
        env=environment(house),
        cwd=house / "here",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=_SECONDS_TO_BEGIN + visits * _SECONDS_A_VISIT,
    )
    assert ended.returncode == 0, f"seed {number}: {ended.stdout[-3000:]}\n{ended.stderr[-6000:]}"
    seen = json.loads(ended.stdout.splitlines()[-1])
    wrong = "\n".join(seen["wrong"])
    assert not wrong, f"seed {number}, after {seen['visits']} visits: {wrong}\n{ended.stderr}"
    return Outcome(house, seen, Marks(film.frames_of(place / "film.avi")), began, number)

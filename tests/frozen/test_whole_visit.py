"""A whole visit in the built program: on a screen, with no network, its child locked away."""

import json
import os
import subprocess
import time
from pathlib import Path

import pytest

from kiosk.adapters.records.connection import open_for_reading
from kiosk.bootstrap import parts
from tests.adapters.camera.opened import Openers, Openings
from tests.frozen.built import PATIENCE, Built, bare
from tests.processes import children

pytestmark = [pytest.mark.timeout(1200)]

BOTH_FILTERS = 2


def test_a_visit_on_a_screen_opens_the_camera_once_for_a_child_that_is_confined(
    built: Built, display: str, tmp_path: Path
) -> None:
    photograph = built.inside / "assets" / "demo" / "astronaut.png"
    pictures, data = tmp_path / "pictures", tmp_path / "data"
    said = tmp_path / "said"
    with (
        Openings(photograph) as openings,
        Openers(photograph) as openers,
        said.open("wb") as output,
    ):
        command = built.command("demo", "--play", "--pictures", str(pictures), data=data)
        environment = {**bare(), "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        kiosk = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, env=environment, cwd="/"
        )
        locked = watch_for_a_confined_child(kiosk)
        ended = kiosk.wait(PATIENCE)
        told = said.read_text(encoding="utf-8")
        assert ended == 0, told
        opened = openings.count
        # By the kiosk's own process, which became of the command, and by no child of it; nobody
        # but root is told which other process it was.
        assert openers.pids == {kiosk.pid if os.geteuid() == 0 else 0}

    assert locked, "no child of the program had given up its calls"
    grants, looks = consents_and_looks(data)
    assert (grants, looks, opened) == (1, 1, 1)
    taken = {file.stem.partition("-")[2] for file in pictures.iterdir()}
    assert {"idle", "reading", "askingage", "looking", "showingresult", "showingreceipt"} <= taken
    assert "DEMO" in told


def test_a_visit_in_the_session_that_a_kiosk_has(built: Built, tmp_path: Path) -> None:
    pictures, data, runtime = (tmp_path / name for name in ("pictures", "data", "runtime"))
    runtime.mkdir(mode=0o700)
    without_hardware = {
        "WLR_BACKENDS": "headless",
        "WLR_RENDERER": "pixman",
        "WLR_LIBINPUT_NO_DEVICES": "1",
        "XDG_RUNTIME_DIR": str(runtime),
    }
    play = built.command("demo", "--play", "--pictures", str(pictures), data=data)
    done = subprocess.run(
        ["cage", "--", *play],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
        env={**bare(), **without_hardware, "QT_QPA_PLATFORM": "wayland"},
    )
    assert "DEMO" in done.stdout, done.stderr
    assert consents_and_looks(data) == (1, 1)
    assert len([*pictures.iterdir()]) > 5


def watch_for_a_confined_child(kiosk: subprocess.Popen[bytes]) -> bool:
    """True once a child of the kiosk's is under both filters of its calls; False if none is."""
    end = time.monotonic() + PATIENCE
    while kiosk.poll() is None and time.monotonic() < end:
        for number in children(kiosk.pid):
            facts = dict(
                line.split(":\t", 1)
                for line in text_of(Path(f"/proc/{number}/status")).splitlines()
                if ":\t" in line
            )
            filters = int(facts.get("Seccomp_filters", 0))
            if filters >= BOTH_FILTERS and facts.get("NoNewPrivs") == "1":
                return True
    return False


def text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        return ""


def consents_and_looks(data: Path) -> tuple[int, int]:
    """How many consents to the camera, and openings of it, stand in the ledger."""
    db = open_for_reading(parts.records_file(data, demo=True))
    try:
        leaves = [
            json.loads(leaf)["type"]
            for (leaf,) in db.conn.execute("SELECT leaf FROM consent_ledger ORDER BY seq")
        ]
    finally:
        db.close()
    return leaves.count("consent given"), leaves.count("camera opened")

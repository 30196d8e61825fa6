"""The program as it is started: by its own command, in a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kiosk.adapters.system.instance import InstanceLock
from kiosk.bootstrap import parts
from tests import stored
from tests.journeys.kiosk import PATIENCE
from tests.processes import children


def askfirst(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": tempfile.gettempdir()}
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
        env=environment,
        cwd=cwd,
    )


def test_without_a_screen_one_visit_plays_itself(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    data = ("--data-dir", str(tmp_path / "data"))

    played = askfirst("demo", "--pictures", str(pictures), *data)

    assert played.returncode == 0, played.stderr
    assert str(pictures) in played.stdout
    assert "DEMO" in played.stdout
    taken = [file.stem.partition("-")[2] for file in sorted(pictures.iterdir())]
    assert taken[0] == "idle"
    assert {"reading", "askingage", "looking", "showingresult", "showingreceipt"} <= set(taken)
    kept = stored.answers(parts.records_file(tmp_path / "data", demo=True))
    assert [(gender, way) for gender, _, way in kept] == [("woman", "camera")]
    figures = json.loads(askfirst("stats", "--day", "today", "--json", *data).stdout)
    assert (figures["demo"], figures["blocks"], figures["counts"]["counted"]) == (True, 0, 0)
    assert figures["genders"]["by_gender"]["woman"] is None


def test_a_second_instance_leaves_with_a_sentence_and_a_code(tmp_path: Path) -> None:
    folder = parts.records_folder(tmp_path, demo=True)
    folder.mkdir(parents=True)
    lock = InstanceLock(folder)

    began = time.monotonic()
    second = askfirst("demo", "--data-dir", str(tmp_path))

    assert second.returncode == 3
    assert "running already" in second.stderr
    assert "Traceback" not in second.stderr
    assert time.monotonic() - began < PATIENCE
    lock.release()


def test_asked_to_end_it_ends_and_leaves_no_child(tmp_path: Path) -> None:
    program = [sys.executable, "-m", "kiosk", "demo", "--play", "--data-dir", str(tmp_path)]
    process = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + PATIENCE
    found: list[int] = []
    while not found:
        assert time.monotonic() < end
        found = children(process.pid)
    process.terminate()

    assert process.wait(PATIENCE) in (0, 1)
    while any(Path(f"/proc/{child}").exists() for child in found):
        assert time.monotonic() < end

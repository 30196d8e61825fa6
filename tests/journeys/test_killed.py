"""kill -9: of the child while it looks, and of the whole program after the yes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from pytestqt.qtbot import QtBot

from kiosk.adapters.analysis.orders import CHILD_ARGUMENT
from kiosk.adapters.records.connection import open_for_reading
from kiosk.bootstrap import parts
from kiosk.domain import events, states
from kiosk.domain.states import FarewellReason, WatchFault
from tests.journeys.kiosk import PATIENCE, Kiosk, running
from tests.processes import children


def _yes(kiosk: Kiosk) -> None:
    kiosk.wait_for_camera_door()
    kiosk.post(events.ChoseCamera())
    kiosk.joined.runner.say_old_enough()


def _looking_children() -> list[int]:
    """The process numbers of our children that look, by the kernel's word.

    The tests before this one may have left a process of another kind that is just ending.
    """
    return [number for number in children(os.getpid()) if _argument(CHILD_ARGUMENT, number)]


def _argument(named: str, number: int) -> bool:
    try:
        return named.encode() in Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False


def test_a_child_killed_while_looking_ends_kindly_and_the_next_visit_works(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with running(tmp_path) as kiosk:
        _yes(kiosk)
        kiosk.wait_until(lambda: getattr(kiosk.visit, "opened", False), "open camera")
        (child,) = _looking_children()
        os.kill(child, signal.SIGKILL)

        farewell = kiosk.wait_for(states.Farewell)
        assert farewell == states.Farewell(FarewellReason.NOT_ESTIMATED)
        assert kiosk.visit_rows() == 0
        kiosk.post(events.Finished())

        _yes(kiosk)
        kiosk.wait_for(states.ShowingResult)
        kiosk.post(events.ChoseKeeping())
        kiosk.wait_for(states.ShowingReceipt)
        outcomes = kiosk.outcomes()

    assert outcomes == {"asked": 2, "agreed": 2, "counted": 1, "not_counted": 1}
    assert WatchFault.CHILD_ENDED.value in _payloads(tmp_path)


def test_a_program_killed_after_the_yes_starts_again_with_that_visit_closed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with running(tmp_path) as kiosk:
        _yes(kiosk)
        kiosk.wait_for(states.ShowingResult)
        kiosk.post(events.ChoseKeeping())
        kiosk.wait_for(states.ShowingReceipt)

    _run_until_killed_after_the_yes(tmp_path)

    with running(tmp_path) as kiosk:
        kiosk.wait_for(states.Idle)
        outcomes = kiosk.outcomes()
        assert kiosk.seen[0] == states.Starting()
        assert kiosk.visit_rows() == 1

    assert outcomes == {"asked": 2, "agreed": 2, "counted": 1, "not_counted": 1}
    assert "restarted" in _payloads(tmp_path)


def _run_until_killed_after_the_yes(data: Path) -> None:
    """The real program, in a process of its own, killed the moment its consent is on disk."""
    program = [sys.executable, "-m", "kiosk", "demo", "--play", "--data-dir", str(data)]
    process = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + PATIENCE
    try:
        while _consents_open(data) == 0:
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.002)
    finally:
        process.kill()
        process.wait()


def _consents_open(data: Path) -> int:
    db = open_for_reading(parts.records_file(data, demo=True))
    try:
        query = "SELECT count(*) FROM open_visit WHERE consent_seq IS NOT NULL"
        return db.conn.execute(query).fetchone()[0]
    finally:
        db.close()


def _payloads(data: Path) -> str:
    """All that the ledger's openings say, as one text."""
    db = open_for_reading(parts.records_file(data, demo=True))
    try:
        rows = db.conn.execute("SELECT payload FROM ledger_opening ORDER BY seq").fetchall()
        return " ".join(str(payload) for (payload,) in rows)
    finally:
        db.close()

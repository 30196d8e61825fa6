"""While a kiosk runs, what it has let go of ends on the window's thread, and afterwards as ever."""

import gc
from pathlib import Path

from pytestqt.qtbot import QtBot

from kiosk.domain import states
from tests.journeys.kiosk import running


def test_a_running_kiosk_collects_by_itself(qtbot: QtBot, tmp_path: Path) -> None:
    assert gc.isenabled()
    with running(tmp_path) as kiosk:
        assert not gc.isenabled()
        kiosk.wait_for(states.Idle)
        gc.collect()
        before = gc.get_stats()[0]["collections"]
        # Screens, with all that is on them, come and go.
        for _ in range(3):
            kiosk.press("Read and choose")
            kiosk.press("No, thanks")
            kiosk.press("Done")
            kiosk.wait_for(states.Idle)
        kiosk.wait_until(lambda: gc.get_stats()[0]["collections"] > before, "collection")
    assert gc.isenabled()

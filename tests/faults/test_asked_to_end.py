"""Asked to end: by the service manager it does, from a keyboard only the demo; the camera first."""

import signal
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.adapters.system.service_manager import ServiceManager
from kiosk.adapters.system.starts import Starts
from kiosk.bootstrap import load_settings, safe_start
from kiosk.bootstrap.place import bare_place_of
from kiosk.cli.codes import RESTED
from tests.faults.running import PATIENCE, Service, make_shop, service
from tests.faults.x_server import x_server
from tests.processes import children


def _children(kiosk: Service) -> set[int]:
    return set(children(kiosk.process.pid))


def test_a_shops_kiosk_goes_on_after_ctrl_c_and_ends_when_its_manager_says(tmp_path: Path) -> None:
    with service(make_shop(tmp_path / "shop")) as kiosk:
        kiosk.wait_for(b"STATUS=in service")
        for _ in range(3):
            kiosk.process.send_signal(signal.SIGINT)
            kiosk.wait_until_fed()
        assert kiosk.end() == 0
        assert "ended with code 0" in kiosk.log()


@pytest.mark.parametrize("asked", ["SIGINT", "SIGTERM", "ctrl+c", "ctrl+q"])
def test_the_demo_ends_either_way_and_takes_its_child_along(tmp_path: Path, asked: str) -> None:
    with x_server(tmp_path / "home") as display:
        kiosk = Service(tmp_path / "data", ("demo",), display.environment)
        try:
            kiosk.wait_for(b"STATUS=in service")
            kiosk.wait_until(lambda: bool(_children(kiosk)), "child")
            children = _children(kiosk)
            if asked.startswith("SIG"):
                kiosk.process.send_signal(signal.Signals[asked])
            else:
                # A new screen is deaf for a moment: whoever meant it presses again.
                end = time.monotonic() + PATIENCE
                while kiosk.process.poll() is None:
                    assert time.monotonic() < end
                    display.hands("key", "--delay", "100", asked)
            assert kiosk.process.wait(PATIENCE) == 0
            assert not [each for each in children if Path(f"/proc/{each}").exists()]
        finally:
            kiosk.close()


def test_when_its_rest_is_over_a_safe_start_asks_to_be_started_again(
    qapp: QApplication, tmp_path: Path
) -> None:
    shop = make_shop(tmp_path / "shop", signed=False)
    settings = load_settings(shop, demo=False)
    starts = Starts(shop)
    starts.begin()
    place = bare_place_of(settings)
    code = safe_start.run(settings, place, starts, ServiceManager({}), rest_seconds=0.5)
    assert code == RESTED == safe_start.TRY_AGAIN
    assert starts.unfinished() == 1

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import kiosk
from tests.cli.fake_bootstrap import FakeBootstrap


@pytest.fixture(autouse=True)
def bootstrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeBootstrap:
    fake = FakeBootstrap()
    monkeypatch.setitem(sys.modules, "kiosk.bootstrap", fake)
    monkeypatch.setattr(kiosk, "bootstrap", fake, raising=False)
    monkeypatch.setenv("ASKFIRST_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("ASKFIRST_DEBUG", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    return fake


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return lambda text: monkeypatch.setattr(sys, "stdin", io.StringIO(text))

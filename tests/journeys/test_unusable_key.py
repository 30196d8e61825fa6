"""A machine whose key cannot be used asks nobody; a record can still be deleted."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.adapters.keys.signing import KEY_FILE
from kiosk.bootstrap import parts
from kiosk.cli import main
from kiosk.cli.codes import OK
from kiosk.domain import events, states
from kiosk.domain.states import FarewellReason, StoreFault
from kiosk.ui.screens.resting import RestingScreen
from kiosk.ui.widgets.press import Press
from tests.commands.evidence_shop import EvidenceShop
from tests.journeys.kiosk import Kiosk, demo_settings, running


def test_it_rests_and_a_record_can_still_be_deleted(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = EvidenceShop(tmp_path / "data", demo=True, runs_now=True)
    given = shop.keep(1)
    shop.recorder.close()
    key = parts.records_folder(shop.data, demo=True) / KEY_FILE
    whole = key.read_bytes()
    key.write_bytes(b"damaged")
    with running(shop.data) as kiosk:
        assert kiosk.wait_for(states.Resting) == states.Resting(StoreFault.NO_NOTICE)
        screen = kiosk.joined.window.shown
        assert isinstance(screen, RestingScreen)
        assert [press.text() for press in screen.findChildren(Press)] == ["Delete my record"]
        kiosk.joined.runner.open_notice()
        assert isinstance(kiosk.visit, states.Resting)
        for event in (events.MyRecordOpened(), events.CodeEntered(given.code)):
            kiosk.post(event)
        kiosk.wait_for(states.ShowingRecord)
        kiosk.post(events.Withdrew())
        assert kiosk.wait_for(states.Farewell) == states.Farewell(FarewellReason.ERASED)
        assert kiosk.visit_rows() == 0
    assert key.read_bytes() == b"damaged"
    assert main(["--data-dir", str(shop.data), "notice", "check", "--demo"]) != OK
    said = capsys.readouterr()
    assert f"{key}: this is no signing key of 32 bytes. askfirst doctor says" in said.err
    key.write_bytes(whole)
    assert main(["--data-dir", str(shop.data), "verify", "--demo"]) == OK


def test_it_rests_in_the_shops_first_language(qtbot: QtBot, tmp_path: Path) -> None:
    folder = parts.records_folder(tmp_path, demo=True)
    folder.mkdir()
    (folder / KEY_FILE).write_bytes(b"damaged")
    settings = demo_settings()
    chinese_first = replace(settings.kiosk, languages=("zh_CN", "en"))
    kiosk = Kiosk(replace(settings, kiosk=chinese_first), tmp_path)
    try:
        assert kiosk.wait_for(states.Resting) == states.Resting(StoreFault.NO_NOTICE)
        assert kiosk.joined.window.language == "zh_CN"
        screen = kiosk.joined.window.shown
        assert [press.text() for press in screen.findChildren(Press)] == ["删除我的记录"]
    finally:
        # The words stay with the application, which the next test has too.
        kiosk.joined.window.show_language("en")
        kiosk.close()

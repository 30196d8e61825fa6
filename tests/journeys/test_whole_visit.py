"""A whole visit in a real window, with real frames, a real child and a real file of records."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.domain import states
from kiosk.domain.estimate import Gender
from tests.journeys.kiosk import running

pytestmark = pytest.mark.slow


def test_read_yes_age_look_keep_receipt(qtbot: QtBot, tmp_path: Path) -> None:
    with running(tmp_path) as kiosk:
        kiosk.wait_for(states.Idle)
        kiosk.wait_until(lambda: kiosk.joined.runner.camera_offered, "warm child")
        kiosk.press("Read and choose")
        kiosk.press("Yes, use the camera")
        kiosk.press("Yes")
        result = kiosk.wait_for(states.ShowingResult)
        assert isinstance(result, states.ShowingResult)
        assert result.estimate.gender is Gender.WOMAN
        assert result.estimate.frames >= 8
        assert kiosk.visit_rows() == 0
        kiosk.press("Keep it")
        kiosk.wait_for(states.ShowingReceipt)
        kiosk.press("Done")
        kiosk.wait_for(states.Idle)

        outcomes, answers = kiosk.outcomes(), kiosk.answers()

    band = result.estimate.answer(14).age_band
    assert band is not None
    assert outcomes == {"asked": 1, "agreed": 1, "counted": 1}
    assert answers == [("woman", band.name, "camera")]


def test_telling_never_opens_anything(qtbot: QtBot, tmp_path: Path) -> None:
    with running(tmp_path) as kiosk:
        kiosk.read_notice()
        kiosk.tell()
        kiosk.take_receipt()

        outcomes, answers = kiosk.outcomes(), kiosk.answers()

    assert outcomes == {"asked": 1, "told": 1, "counted": 1}
    assert answers == [("man", "45-54", "told")]
    assert not any(isinstance(visit, states.Looking) for visit in kiosk.seen)


def test_correct_then_delete_with_the_code(qtbot: QtBot, tmp_path: Path) -> None:
    with running(tmp_path) as kiosk:
        kiosk.wait_for_camera_door()
        kiosk.press("Yes, use the camera")
        kiosk.press("Yes")
        kiosk.wait_for(states.ShowingResult)
        kiosk.press("Correct it")
        kiosk.press("Rather not say", of=2)
        kiosk.press("25–34")
        kiosk.press("Save")
        code = kiosk.take_receipt()
        assert kiosk.answers() == [("unsaid", "25-34", "corrected")]

        kiosk.press("Delete my record")
        for symbol in code:
            kiosk.press(symbol)
        kiosk.wait_for(states.ShowingRecord)
        kiosk.press("Delete it")
        farewell = kiosk.wait_for(states.Farewell)
        assert farewell == states.Farewell(states.FarewellReason.ERASED)
        kiosk.press("Done")

        outcomes = kiosk.outcomes()

    assert outcomes == {"asked": 1, "agreed": 1, "withdrawn": 1}
    assert code.encode() not in kiosk.records_file.read_bytes()


def test_a_second_visitor_sees_nothing_of_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    with running(tmp_path) as kiosk:
        codes: list[str] = []
        for _ in range(2):
            kiosk.wait_for_camera_door()
            kiosk.press("Yes, use the camera")
            kiosk.press("Yes")
            kiosk.wait_for(states.ShowingResult)
            kiosk.press("Keep it")
            codes.append(kiosk.take_receipt())
            assert kiosk.joined.watch.latest() is None

        assert codes[0] != codes[1]
        assert kiosk.outcomes() == {"asked": 2, "agreed": 2, "counted": 2}


def test_another_language_and_a_friendly_no(qtbot: QtBot, tmp_path: Path) -> None:
    with running(tmp_path) as kiosk:
        kiosk.wait_for(states.Idle)
        kiosk.press("中文")
        kiosk.press("阅读并选择")
        reading = kiosk.visit
        assert isinstance(reading, states.Reading)
        assert reading.ask.notice.language == "zh_CN"
        kiosk.press("不，谢谢")
        kiosk.wait_for(states.Farewell)
        kiosk.press("完成")
        kiosk.read_notice()
        kiosk.press("No, thanks")

        outcomes = kiosk.outcomes()

    assert outcomes == {"asked": 2, "declined": 2}

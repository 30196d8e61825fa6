"""Phones beside the screen, on the whole machine: a real window, a real process, a real child."""

import json
import os
import signal
import socket
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.adapters.phone import network
from kiosk.application import phone_desk
from kiosk.application.doctor import Check
from kiosk.application.phone_desk import digits_of
from kiosk.domain import events, states
from kiosk.domain.states import FarewellReason
from kiosk.domain.waits import ARMED_SECONDS
from kiosk.ui.screens.notice import NoticeScreen
from tests.adapters.camera import films
from tests.adapters.camera.opened import Openings
from tests.journeys.kiosk import Kiosk
from tests.journeys.phone import (
    NOTICE_URL,
    OFF,
    Phone,
    arm,
    code_on,
    is_served,
    running,
    served_here,
    serving,
    words_on,
)
from tests.journeys.test_door import children, listening_sockets

pytestmark = [pytest.mark.usefixtures("signed")]


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return films.write_film(tmp_path / "film.avi", films.astronaut(120))


class Cable:
    """The network's, which a test may pull out."""

    def __init__(self) -> None:
        self.is_in = True

    def holds(self, _address: str) -> bool:
        return self.is_in


@pytest.fixture
def cable(monkeypatch: pytest.MonkeyPatch) -> Cable:
    made = Cable()
    monkeypatch.setattr(network, "_is_held", made.holds)
    return made


def pages() -> list[str]:
    return [line for line in children() if "phone-server" in line]


def media_in_the_ledger(kiosk: Kiosk) -> list[str]:
    """How each yes in it was given."""
    with sqlite3.connect(f"file:{kiosk.records_file}?mode=ro", uri=True) as connection:
        rows = connection.execute("SELECT payload FROM ledger_opening ORDER BY seq").fetchall()
    payloads = [json.loads(payload) for (payload,) in rows]
    return [payload["medium"] for payload in payloads if "medium" in payload]


def silence(kiosk: Kiosk) -> None:
    """As though the present wait were over."""
    kiosk.post(events.TimedOut())


# From the code on the screen to the record -----------------------------------------------------


def test_agree_on_the_phone_yes_at_the_screen_look_result(qtbot: QtBot, tmp_path: Path) -> None:
    with serving(tmp_path / "data") as kiosk:
        phone, armed = arm(kiosk)
        assert "Does your phone show this number?" in words_on(kiosk)
        assert str(armed.number) in words_on(kiosk)
        kiosk.press("Yes")
        kiosk.wait_for(states.Looking)
        kiosk.wait_for(states.ShowingResult)
        phone.wait_for(story="done")
        kiosk.press("Keep it")
        receipt = kiosk.receipt()
        outcomes = kiosk.outcomes()
        assert media_in_the_ledger(kiosk) == ["phone"]

        # The receipt's code leads to its page, and the record goes from there.
        at = kiosk.joined.phone
        assert at is not None
        held = at.codes.receipts()
        assert held is not None
        reader = Phone(kiosk, held)
        assert reader.erase(receipt.code.symbols).said["outcome"] == "erased"
        assert reader.erase(receipt.code.symbols).status == 404
        assert isinstance(kiosk.visit, states.ShowingReceipt), "nobody at the screen is disturbed"
        assert kiosk.visit_rows() == 0
    assert outcomes == {"asked": 1, "agreed": 1, "counted": 1}
    assert pages() == []


def test_a_phone_arms_an_idle_kiosk_with_the_notice_it_has_read(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with serving(tmp_path / "data") as kiosk:
        kiosk.wait_for_camera_door()
        phone = Phone.at(kiosk)
        assert phone.open("zh_CN").status == 200
        silence(kiosk)
        kiosk.wait_for(states.Idle)

        assert phone.agree().said["story"] == "armed"
        armed = kiosk.wait_for(states.Armed)
        assert isinstance(armed, states.Armed)
        assert armed.ask.notice.language == "zh_CN"
        assert kiosk.joined.window.language == "zh_CN"
        kiosk.press("不是我")
        phone.wait_for(story="ended", reason="not_me")


# What opens nothing ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "ends_as", "told"),
    [
        ("No", states.Farewell(FarewellReason.TOO_YOUNG), "too_young"),
        ("This is not me", states.Reading, "not_me"),
        ("silence", states.Idle, "expired"),
    ],
)
def test_without_a_yes_at_the_screen_no_camera_opens(
    qtbot: QtBot,
    tmp_path: Path,
    film: Path,
    way: str,
    ends_as: states.Visit | type[states.Visit],
    told: str,
) -> None:
    with Openings(film) as openings, serving(tmp_path / "data", f"video:{film}") as kiosk:
        phone, _ = arm(kiosk)
        before = openings.count
        assert kiosk.joined.runner.wait_left() is not None
        if way == "silence":
            silence(kiosk)
        else:
            kiosk.press(way)
        kiosk.wait_until(lambda: kiosk.visit == ends_as or _is(kiosk, ends_as), "end")
        phone.wait_for(story="ended", reason=told)
        assert openings.count == before
        assert not any(isinstance(visit, states.Looking) for visit in kiosk.seen)
        assert kiosk.visit_rows() == 0


def _is(kiosk: Kiosk, kind: states.Visit | type[states.Visit]) -> bool:
    return isinstance(kind, type) and isinstance(kiosk.visit, kind)


def test_an_armed_screen_waits_so_long_whoever_touches_it(qtbot: QtBot, tmp_path: Path) -> None:
    with serving(tmp_path / "data") as kiosk:
        _, armed = arm(kiosk)
        kiosk.joined.runner.touched()
        left = kiosk.joined.runner.wait_left()
        assert left is not None
        assert left[0] < ARMED_SECONDS
        assert kiosk.visit == armed


def test_a_yes_counts_once_and_only_for_who_is_there(qtbot: QtBot, tmp_path: Path) -> None:
    with serving(tmp_path / "data") as kiosk:
        phone, _ = arm(kiosk)
        kiosk.press("This is not me")
        kiosk.wait_for(states.Reading)
        again = phone.press("agree")
        assert (again.status, again.said["reason"]) == (409, "used")
        assert isinstance(kiosk.visit, states.Reading)

        # Another offer is on the screen. While somebody tells about themselves, it arms nothing.
        other = Phone.at(kiosk)
        assert other.path != phone.path
        kiosk.press("I’ll tell you myself")
        kiosk.wait_for(states.AskingAge)
        assert other.agree().said["story"] == "busy"
        assert isinstance(kiosk.visit, states.AskingAge)


def test_a_no_on_the_phone_is_a_no_at_the_screen(qtbot: QtBot, tmp_path: Path) -> None:
    with serving(tmp_path / "data") as kiosk:
        kiosk.wait_for_camera_door()
        phone = Phone.at(kiosk)
        assert phone.press("refuse").said["story"] == "refused"
        assert kiosk.wait_for(states.Farewell) == states.Farewell(FarewellReason.REFUSED)
        assert kiosk.outcomes() == {"asked": 1, "declined": 1}


def test_an_old_offer_is_good_no_more(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(tmp_path / "data") as kiosk:
        kiosk.wait_for_camera_door()
        phone = Phone.at(kiosk)
        # As though its ten minutes were over here, and the process had not noticed.
        monkeypatch.setattr(phone_desk, "OFFER_SECONDS", 0.0)
        kiosk.wait_until(lambda: code_on(kiosk) is None, "screen without a code")
        assert phone.agree().said["reason"] == "expired"
        assert isinstance(kiosk.visit, states.Reading)


def test_a_language_chosen_at_the_screen_makes_another_offer(qtbot: QtBot, tmp_path: Path) -> None:
    with serving(tmp_path / "data") as kiosk:
        kiosk.wait_for_camera_door()
        phone = Phone.at(kiosk)
        kiosk.press("中文")
        kiosk.wait_until(lambda: code_on(kiosk) not in (None, phone.url), "other code")
        assert phone.press("agree").status == 410
        assert isinstance(kiosk.visit, states.Reading)


# The network goes, the process goes: touch goes on ---------------------------------------------


def test_the_code_goes_with_the_network_and_touch_goes_on(
    qtbot: QtBot, tmp_path: Path, cable: Cable
) -> None:
    with serving(tmp_path / "data") as kiosk:
        kiosk.wait_for_camera_door()
        kiosk.wait_until(lambda: code_on(kiosk) is not None, "code")
        cable.is_in = False
        kiosk.wait_until(lambda: code_on(kiosk) is None, "screen without a code")
        kiosk.wait_until(lambda: pages() == [], "end of the process")
        kiosk.tell()
        kiosk.receipt()
        assert "phone" not in words_on(kiosk)
        cable.is_in = True
        kiosk.wait_until(lambda: is_served(kiosk), "page that is back")
        kiosk.wait_until(lambda: "on your phone" in words_on(kiosk), "word of the phone")


def test_a_process_that_is_killed_comes_back_and_touch_never_notices(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with serving(tmp_path / "data") as kiosk:
        kiosk.wait_for_camera_door()
        phone = Phone.at(kiosk)
        joined = kiosk.joined.phone
        assert joined is not None
        assert joined.server is not None
        first = joined.server.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        kiosk.wait_until(lambda: code_on(kiosk) is None, "screen without a code")
        assert isinstance(kiosk.visit, states.Reading)
        kiosk.press("Yes, use the camera")
        kiosk.wait_for(states.AskingAge)
        kiosk.press("Back")
        kiosk.wait_until(lambda: code_on(kiosk) is not None, "code that is back")
        assert joined.server.pid not in (None, first)
        # What was on the screen before is still good: it is the kiosk that knows it.
        assert code_on(kiosk) == phone.url
        phone.come_up()
        assert phone.agree().said["story"] == "armed"


def test_a_port_that_is_taken_keeps_nobody_from_the_screen(qtbot: QtBot, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with running(tmp_path / "data", served_here(port)) as kiosk:
            kiosk.wait_for_camera_door()
            joined = kiosk.joined.phone
            assert joined is not None
            kiosk.wait_until(
                lambda: not _check(kiosk).ok and "listen" in _check(kiosk).says, "word"
            )
            assert code_on(kiosk) is None
            kiosk.press("No, thanks")
            kiosk.wait_for(states.Farewell)


def _check(kiosk: Kiosk) -> Check:
    joined = kiosk.joined.phone
    assert joined is not None
    found = joined.check()
    assert found is not None
    return found


# The page on the shop's own site ---------------------------------------------------------------


def test_digits_typed_at_the_screen_arm_it_and_nothing_listens(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with running(tmp_path / "data", replace(OFF, mode="site")) as kiosk:
        kiosk.wait_for_camera_door()
        url = code_on(kiosk)
        assert url is not None
        page, _, nonce = url.partition("#")
        assert page == NOTICE_URL
        kiosk.press("My phone shows four digits")
        kiosk.wait_for(states.EnteringPhoneCode)
        right = _right_digits(kiosk, nonce)
        wrong = f"{(int(right) + 1) % 10_000:04}"
        window = kiosk.joined.window
        kiosk.wait_until(lambda: window.takes_presses, "screen that listens")
        QTest.keyClicks(window, wrong)
        kiosk.wait_until(lambda: kiosk.visit == _entering(kiosk, wrong=1), "word that it is wrong")
        for digit in right:
            kiosk.press(digit)
        armed = kiosk.wait_for(states.Armed)
        assert isinstance(armed, states.Armed)
        assert armed.number is None
        assert pages() == []
        assert listening_sockets() == 0
        kiosk.press("Yes")
        kiosk.wait_for(states.ShowingResult)


def _right_digits(kiosk: Kiosk, nonce: str) -> str:
    """What a phone shows after a yes to the notice that is on the screen."""
    here = kiosk.visit
    assert isinstance(here, states.Reading | states.EnteringPhoneCode)
    return digits_of(nonce, here.ask.notice.content_hash)


def _entering(kiosk: Kiosk, *, wrong: int) -> states.Visit | None:
    here = kiosk.visit
    return replace(here, wrong=wrong) if isinstance(here, states.EnteringPhoneCode) else None


def test_three_wrong_series_of_digits_burn_the_offer(qtbot: QtBot, tmp_path: Path) -> None:
    with running(tmp_path / "data", replace(OFF, mode="site")) as kiosk:
        kiosk.wait_for_camera_door()
        url = code_on(kiosk)
        assert url is not None
        right = _right_digits(kiosk, url.partition("#")[2])
        kiosk.press("My phone shows four digits")
        for tried in range(1, 4):
            kiosk.joined.runner.enter_phone_code(f"{(int(right) + tried) % 10_000:04}")
        kiosk.wait_for(states.Reading)
        kiosk.wait_until(lambda: code_on(kiosk) not in (None, url), "other code")
        kiosk.press("My phone shows four digits")
        kiosk.wait_for(states.EnteringPhoneCode)
        kiosk.joined.runner.enter_phone_code(right)
        assert not isinstance(kiosk.visit, states.Armed)


# Nothing without the setting -------------------------------------------------------------------


def test_where_it_is_off_nothing_is_started_and_nothing_offered(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with running(tmp_path / "data", OFF) as kiosk:
        kiosk.wait_for_camera_door()
        assert kiosk.joined.phone is None
        assert pages() == []
        assert listening_sockets() == 0
        shown = kiosk.joined.window.shown
        assert isinstance(shown, NoticeScreen)
        assert shown.phone is not None
        assert shown.phone.choices == ()
        assert code_on(kiosk) == NOTICE_URL


def test_a_receipt_held_under_a_scanner_is_looked_up(qtbot: QtBot, tmp_path: Path) -> None:
    with running(tmp_path / "data", OFF) as kiosk:
        kiosk.read_notice()
        kiosk.tell()
        code = kiosk.take_receipt()
        window = kiosk.joined.window
        kiosk.wait_until(lambda: window.takes_presses, "screen that listens")
        QTest.keyClicks(window, f"ASKFIRST:{code}")
        QTest.keyClick(window, Qt.Key.Key_Return)
        kiosk.wait_for(states.ShowingRecord)
        kiosk.press("Delete it")
        kiosk.wait_for(states.Farewell)
        assert kiosk.visit_rows() == 0

"""A real page in a headless Chromium beside the running window: both tell one story, to its end."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.bootstrap import kiosk as joining
from kiosk.bootstrap import parts
from kiosk.domain import states
from kiosk.domain.states import FarewellReason
from kiosk.domain.waits import ARMED_SECONDS
from tests.adapters.camera import films
from tests.browser.chromium import Tab
from tests.fakes.time import FakeAlarm, FakeClock
from tests.journeys.both import (
    arm,
    assert_one_story,
    is_notice,
    lamp_is_on,
    open_by_scan,
    stories,
    told,
)
from tests.journeys.kiosk import Kiosk
from tests.journeys.phone import code_on, scan, serving, words_on

pytestmark = [
    pytest.mark.usefixtures("signed"),
]


def read_on(kiosk: Kiosk, phone: Tab) -> str:
    """Open the notice on the screen, scan its code, and read on there."""
    kiosk.wait_for_camera_door()
    return open_by_scan(kiosk, phone)


# A yes -----------------------------------------------------------------------------------------


def test_agree_number_age_look_result_receipt_deleted(
    qtbot: QtBot, tmp_path: Path, phone: Tab, other_phone: Tab
) -> None:
    with serving(tmp_path / "data") as kiosk:
        read_on(kiosk, phone)
        assert "Notice" in phone.text("footer")
        armed = arm(kiosk, phone)
        # The number that says which text was agreed to stands at the foot of both.
        assert armed.ask.notice.content_hash in phone.text("footer")
        kiosk.press("Yes")
        kiosk.wait_for(states.ShowingResult)
        phone.until(told("done"))
        assert not lamp_is_on(phone)
        assert_one_story(kiosk, phone, "waiting", "armed", "(looking)", "done")

        kiosk.press("Keep it")
        receipt = kiosk.receipt()
        # Read by whoever photographs the screen, and opened on a phone that knows nothing yet.
        url = scan(kiosk)
        assert url.endswith(f"/r#{receipt.code.symbols}")
        assert kiosk.visit_rows() == 1
        other_phone.open(url)
        assert receipt.code.symbols not in other_phone.address()
        other_phone.tap("[value=erase]")
        other_phone.until(told("erased"))
        assert kiosk.visit_rows() == 0

        # What is gone is gone, for whoever photographed it as well.
        phone.open(url)
        phone.tap("[value=erase]")
        phone.until(told("not-found"))


def test_while_the_camera_is_on_the_phone_says_so_and_stop_ends_it_for_both(
    qtbot: QtBot, tmp_path: Path, phone: Tab
) -> None:
    # An empty room: it is looked at until somebody ends it.
    film = films.write_film(tmp_path / "film.avi", films.wall(900))
    with serving(tmp_path / "data", f"video:{film}") as kiosk:
        read_on(kiosk, phone)
        arm(kiosk, phone)
        kiosk.press("Yes")
        kiosk.wait_for(states.Looking)
        phone.until(told("looking"))
        assert lamp_is_on(phone)
        kiosk.press("Stop and forget")
        kiosk.wait_for(states.Farewell)
        phone.until(told("done"))
        assert not lamp_is_on(phone)
        assert_one_story(kiosk, phone, "waiting", "armed", "looking", "done")
        assert kiosk.visit_rows() == 0


def test_in_chinese_on_both(qtbot: QtBot, tmp_path: Path, phone: Tab) -> None:
    phone.prefer("zh-CN,zh")
    with serving(tmp_path / "data") as kiosk:
        read_on(kiosk, phone)
        assert phone.value("document.documentElement.lang") == "zh-CN"
        phone.tap("#agree")
        armed = kiosk.wait_for(states.Armed)
        assert isinstance(armed, states.Armed)
        phone.until(told("armed"))
        assert phone.text("#story .number").strip() == str(armed.number)
        # Somebody had the notice open in English here, and answers in English.
        assert armed.ask.notice.language == "zh_CN"
        assert "Does your phone show this number?" in words_on(kiosk)
        kiosk.press("This is not me")
        kiosk.wait_for(states.Reading)
        phone.until(told("not-me"))

        # With the screen in Chinese as well, all of it is.
        kiosk.press("中文")
        kiosk.wait_until(lambda: kiosk.joined.window.language == "zh_CN", "Chinese screen")
        open_by_scan(kiosk, phone)
        armed = arm(kiosk, phone)
        assert "您的手机上是这个数字吗" in words_on(kiosk)
        assert "您的号码是" in phone.text("#story")
        kiosk.press("是")
        kiosk.wait_for(states.ShowingResult)
        phone.until(told("done"))
        assert "摄像头关" in phone.text("#story")
        assert_one_story(kiosk, phone, "waiting", "armed", "(looking)", "done")


# What opens nothing ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("door", "ends_as", "story", "words"),
    [
        ("This is not me", states.Reading, "not-me", "not their phone"),
        ("No", states.Farewell, "too-young", "We ask nobody under"),
    ],
)
def test_an_answer_at_the_screen_that_is_no_yes_is_told_on_the_phone(
    qtbot: QtBot,
    tmp_path: Path,
    phone: Tab,
    door: str,
    ends_as: type[states.Visit],
    story: str,
    words: str,
) -> None:
    with serving(tmp_path / "data") as kiosk:
        read_on(kiosk, phone)
        arm(kiosk, phone)
        kiosk.press(door)
        kiosk.wait_for(ends_as)
        phone.until(told(story))
        assert words in phone.text("#story")
        assert "Camera off" in phone.text("#story")
        assert_one_story(kiosk, phone, "waiting", "armed", story)
        assert not any(isinstance(visit, states.Looking) for visit in kiosk.seen)
        assert kiosk.visit_rows() == 0


def test_a_no_on_the_phone_is_thanked_for_on_both(qtbot: QtBot, tmp_path: Path, phone: Tab) -> None:
    with serving(tmp_path / "data") as kiosk:
        read_on(kiosk, phone)
        phone.tap("#refuse")
        assert kiosk.wait_for(states.Farewell) == states.Farewell(FarewellReason.REFUSED)
        phone.until(told("refused"))
        assert "We serve you just the same" in phone.text("#story")
        assert_one_story(kiosk, phone, "waiting", "refused")
        assert kiosk.outcomes() == {"asked": 1, "declined": 1}


def test_after_thirty_seconds_nobody_is_asked_any_more(
    qtbot: QtBot, tmp_path: Path, phone: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = FakeClock()
    alarm = FakeAlarm(clock)
    monkeypatch.setattr(parts, "clock_of", lambda _settings: clock)
    monkeypatch.setattr(joining, "QtAlarm", lambda: alarm)
    with serving(tmp_path / "data") as kiosk:
        read_on(kiosk, phone)
        arm(kiosk, phone)
        assert alarm.left == ARMED_SECONDS == 30
        alarm.pass_time(29)
        kiosk.wait_until(lambda: "goes away in 1 second" in words_on(kiosk), "word of the end")
        assert isinstance(kiosk.visit, states.Armed)
        assert stories(phone)[-1] == "armed"
        alarm.pass_time(1)
        assert isinstance(kiosk.visit, states.Idle)
        phone.until(told("expired"))
        assert "Nobody answered at the screen" in phone.text("#story")
        assert_one_story(kiosk, phone, "waiting", "armed", "expired")


# The same once more ----------------------------------------------------------------------------


def test_loading_the_page_anew_and_going_back_to_it_say_yes_no_second_time(
    qtbot: QtBot, tmp_path: Path, phone: Tab
) -> None:
    with serving(tmp_path / "data") as kiosk:
        read_on(kiosk, phone)
        armed = arm(kiosk, phone)
        phone.load_anew()
        phone.until(told("armed"))
        assert phone.text("#story .number").strip() == str(armed.number)
        phone.open("about:blank")
        phone.go_back()
        phone.until(told("armed"))
        assert phone.text("#story .number").strip() == str(armed.number)
        assert kiosk.visit == armed

        kiosk.press("This is not me")
        kiosk.wait_for(states.Reading)
        phone.until(told("not-me"))
        phone.load_anew()
        phone.until(told("not-me"))
        phone.open("about:blank")
        phone.go_back()
        phone.until(told("not-me"))
        assert not phone.value("document.querySelector('#offer').checkVisibility()")
        assert isinstance(kiosk.visit, states.Reading)
        assert sum(isinstance(visit, states.Armed) for visit in kiosk.seen) == 1


def test_an_address_that_is_spent_arms_nothing_on_another_phone(
    qtbot: QtBot, tmp_path: Path, phone: Tab, other_phone: Tab
) -> None:
    with serving(tmp_path / "data") as kiosk:
        url = read_on(kiosk, phone)
        # Both have scanned the same code; only one of them can use it.
        other_phone.open(url)
        assert is_notice(other_phone)
        armed = arm(kiosk, phone)
        other_phone.tap("#agree")
        other_phone.until(told("used"))
        assert str(armed.number) not in other_phone.text("#story").split()
        assert kiosk.visit == armed

        kiosk.press("This is not me")
        kiosk.wait_for(states.Reading)
        phone.until(told("not-me"))
        # The next visitor's code is another one, and what was shared is too old by then.
        kiosk.wait_until(lambda: code_on(kiosk) not in (None, url), "other code")
        open_by_scan(kiosk, phone)
        arm(kiosk, phone)
        kiosk.press("This is not me")
        kiosk.wait_for(states.Reading)
        other_phone.open(url)
        assert not is_notice(other_phone)
        assert "too old" in other_phone.text()
        assert isinstance(kiosk.visit, states.Reading)
        assert sum(isinstance(visit, states.Armed) for visit in kiosk.seen) == 2

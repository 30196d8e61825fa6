"""Health: one sentence, what needs somebody with what to do, and the facts of the machine."""

import ast
import functools
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.adapters.analysis.health import Door
from kiosk.application.doctor import Check
from kiosk.application.staff import CorrectionsSeen, Health
from kiosk.ui.gallery import LANGUAGES
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.languages import Tongue
from kiosk.ui.staff import findings, health_words
from kiosk.ui.staff.asides import Aside, breakable
from kiosk.ui.staff.findings import Finding
from kiosk.ui.staff.health import HealthPage
from kiosk.ui.staff.sample_desk import STAFF_PIN, SampleDesk
from kiosk.ui.staff.tabs import Tab
from tests.fakes.waiting_desk import WaitingDesk
from tests.saying import numbers
from tests.ui.conftest import StoppedClock
from tests.ui.staff.looking import listen, open_page, press_named, staff_of, words_of
from tests.wording import a_line_has

LEFT = Qt.MouseButton.LeftButton
KIOSK = Path(findings.__file__).parents[2]


def of(desk: SampleDesk) -> Health:
    seen: list[Health] = []
    desk.health(seen.append)
    return seen[0]


WELL = of(SampleDesk())
FAILED = Check("disk", ok=False, says="12 MiB are free", cure="Make room on the disk.")


def amiss(*checks: Check, camera: Door = Door.WARM) -> Health:
    return replace(WELL, checks=(*checks, *WELL.checks), camera=camera.value)


@pytest.fixture
def desk() -> WaitingDesk:
    return WaitingDesk()


@pytest.fixture
def page(window: KioskWindow, desk: WaitingDesk) -> HealthPage:
    page = open_page(window, desk, Tab.HEALTH, STAFF_PIN)
    assert isinstance(page, HealthPage)
    return page


def settle(page: HealthPage) -> str:
    QApplication.processEvents()
    return words_of(page).replace("\u200b", "")


def of_ledger(said: str) -> list[str]:
    """The lines that say when it was last checked, and what came of it."""
    lines = said.splitlines()
    return lines[lines.index("Ledger last checked") + 1 : lines.index("Free on the disk")]


# What is found --------------------------------------------------------------------------------


def test_where_all_is_well_nothing_needs_somebody() -> None:
    assert findings.needing_somebody(WELL) == []
    assert list(findings.well(WELL)) == [check.name for check in WELL.checks]


def test_several_lines_of_one_check_are_one_thing() -> None:
    twice = (
        Check("settings", ok=False, says="kiosk.name is missing.", cure="Mend it."),
        Check("settings", ok=False, says="camera.second is unknown", cure="Mend it."),
    )
    found = amiss(*twice, FAILED)

    lines = ("kiosk.name is missing. Mend it.", "camera.second is unknown. Mend it.")
    assert findings.needing_somebody(found) == [
        Finding("settings", lines),
        Finding("disk", (f"{FAILED.says}. {FAILED.cure}",)),
    ]
    assert "settings" not in findings.well(found)


def test_a_backup_that_failed_needs_somebody() -> None:
    found = findings.needing_somebody(replace(WELL, backup_fault="no room"))
    assert found == [Finding("backup", ("no room",))]


@pytest.mark.parametrize("errs", [True, False])
def test_an_estimate_that_errs_more_here_needs_somebody(errs: bool) -> None:
    seen = CorrectionsSeen(months=5, gender_one_in=4, age_one_in=3, gender_errs_more=errs)
    found = [each.check for each in findings.needing_somebody(replace(WELL, corrections=seen))]
    assert found == (["estimate"] if errs else [])


@pytest.mark.parametrize(
    ("door", "check"),
    [
        (Door.RESTING, "camera door"),
        (Door.NO_MODEL, "models"),
        (Door.NOT_CONFINED, "confinement"),
    ],
)
def test_a_door_that_rests_can_be_tried_again_once(door: Door, check: str) -> None:
    (alone,) = findings.needing_somebody(amiss(camera=door))
    assert (alone.check, alone.can_try) == (check, True)
    failed = Check(check, ok=False, says="as the doctor says", cure="so")
    (together,) = findings.needing_somebody(amiss(failed, camera=door))
    assert (together.check, together.can_try) == (check, True)
    assert together.lines[0] == "as the doctor says. so"


@pytest.mark.parametrize(
    "door", [Door.WARM, Door.WARMING, Door.IN_USE, Door.NO_CAMERA, Door.NOT_WANTED]
)
def test_any_other_door_is_nobodys_business(door: Door) -> None:
    assert findings.needing_somebody(amiss(camera=door)) == []


# What it is called ----------------------------------------------------------------------------


@functools.cache
def names_of_checks() -> frozenset[str]:
    """The names of all checks that are made anywhere in the program."""
    found: set[str] = set()
    for path in KIOSK.rglob("*.py"):
        if "ui" in path.relative_to(KIOSK).parts:
            continue
        source = path.read_text(encoding="utf-8")
        if "Check(" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Check"):
                name = node.args[0] if node.args else None
                if isinstance(name, ast.Constant):
                    found.add(str(name.value))
    return frozenset(found)


def test_every_check_that_the_doctor_makes_has_a_name_and_a_cure() -> None:
    made = names_of_checks()
    assert {"settings", "camera", "staff PIN", "door counter", "doctor"} <= made
    unknown = health_words.cure("never heard of")
    for name in made:
        assert health_words.name(name) != name, f"{name!r} has no name for staff"
        assert health_words.cure(name) != unknown, f"{name!r} has no cure for staff"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_and_every_cure_is_said_in_the_screens_language(
    qapp: QApplication, language: str
) -> None:
    tongue = Tongue()
    tongue.speak(language)
    cures = {name: health_words.cure(name) for name in (*names_of_checks(), "notice ar")}
    try:
        for name, cure in cures.items():
            assert has_chinese(cure) == has_chinese(health_words.name(name)) == (language != "en")
    finally:
        tongue.rest()


def has_chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text.replace("العربية", ""))


def test_a_check_that_is_new_keeps_its_name_and_has_a_cure() -> None:
    assert health_words.name("moon phase") == "moon phase"
    assert health_words.cure("moon phase")


def test_a_notice_is_called_by_its_language() -> None:
    assert health_words.name("notice en") == "The notice in English"
    assert health_words.cure("notice en") == health_words.cure("notice xx")


def test_every_state_of_the_cameras_door_is_said_in_words() -> None:
    said = {health_words.camera(door.value) for door in Door}
    assert len(said) == len(Door)
    assert not said & {door.value for door in Door}
    assert health_words.camera("on the moon") == "on the moon"
    assert set(health_words.CLOSED_FOR) <= {door.value for door in Door}


# The page -------------------------------------------------------------------------------------


def test_before_the_first_answer_it_says_that_it_looks(
    window: KioskWindow, page: HealthPage
) -> None:
    assert page.heading() == staff_of(window).heading() == "One moment"
    assert words_of(page).startswith("Everything is being looked at.")
    assert not page.again.isEnabled()


def test_what_is_known_without_looking_is_there_at_once(
    page: HealthPage, desk: WaitingDesk
) -> None:
    desk.foretell(replace(WELL, checks=(), checked=None, is_looking=True))
    said = settle(page)

    assert page.heading() == "One moment"
    assert said.startswith("Everything is being looked at.")
    assert "Running since\n21 November, 08:55" in said
    assert "All right\nOne moment" in said
    assert not page.again.isEnabled()
    desk.answer()
    assert page.heading() == "All is well."
    assert "Impact assessment" in settle(page) and page.again.isEnabled()


def test_what_was_found_before_is_there_at_once_with_its_time(
    page: HealthPage, desk: WaitingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = listen(monkeypatch)
    desk.answer()
    page.again.click()
    desk.foretell(replace(amiss(FAILED), is_looking=True))
    said = settle(page)

    line = "Being looked at again; below is what was found before (24 November, 16:20)."
    assert said.startswith(line)
    assert page.heading() == "1 thing needs somebody." and "Disk" in said
    assert not page.again.isEnabled() and heard == []
    desk.answer()
    assert page.heading() == "All is well." and heard == ["All is well."]


def test_nothing_is_made_anew_where_the_second_answer_is_the_first(
    page: HealthPage, desk: WaitingDesk
) -> None:
    desk.foretell(replace(WELL, is_looking=True))
    shown = page.body.findChildren(QWidget)
    desk.answer(replace(WELL, checked=None))

    assert page.body.findChildren(QWidget) == shown
    assert words_of(page).startswith("Looked at just now.")


def test_a_machine_that_is_well_says_so_first(
    window: KioskWindow, page: HealthPage, desk: WaitingDesk
) -> None:
    desk.answer()
    said = settle(page)

    assert staff_of(window).heading() == "All is well."
    assert "Needs somebody" not in said
    assert "All right" in said and "Impact assessment" in said
    assert "For the installer" not in said


def test_the_facts_are_in_words(page: HealthPage, desk: WaitingDesk) -> None:
    desk.answer()
    said = settle(page)

    for fact in (
        "Camera\nReady, and off",
        "Estimates are made by\nage-v1+gender-v1",
        "Last backup\n24 November, 04:00",
        "Ledger last checked\n24 November, 04:00\n12,400 lines were looked at.",
        "Free on the disk\n41.2 GB",
        "Running since\n21 November, 08:55",
        "Version\n0.1.0",
        "The gender in about 1 of 14 estimates, the age in about 1 of 9",
    ):
        assert fact in said


def test_what_is_not_known_yet_is_said_to_be_so(page: HealthPage, desk: WaitingDesk) -> None:
    unknown = replace(
        WELL, last_backup=None, ledger_checked=None, ledger_rows=None, corrections=None
    )
    desk.answer(unknown)
    said = settle(page)

    assert "Last backup\nNone yet" in said
    (never,) = of_ledger(said)
    assert never and numbers(never) == []
    assert "What visitors corrected" not in said


def test_a_ledger_that_could_not_be_read_is_not_called_checked(
    page: HealthPage, desk: WaitingDesk
) -> None:
    desk.answer(replace(WELL, ledger_rows=None))

    when, unread = of_ledger(settle(page))
    assert "04:00" in when
    assert "not be read" in unread and numbers(unread) == []


def test_what_needs_somebody_comes_first_with_its_cure_and_the_doctors_line(
    window: KioskWindow, page: HealthPage, desk: WaitingDesk
) -> None:
    desk.answer(amiss(FAILED, camera=Door.RESTING))
    said = settle(page)

    assert staff_of(window).heading() == "2 things need somebody."
    card = f"Needs somebody\n{health_words.name('disk')}\n{health_words.cure('disk')}"
    assert said.index(card) < said.index("All right")
    assert f"{FAILED.says}. {FAILED.cure}" in said
    assert health_words.camera(Door.RESTING.value) in said


def test_one_thing_is_one(page: HealthPage, desk: WaitingDesk) -> None:
    desk.answer(amiss(FAILED))

    assert page.heading() == "1 thing needs somebody."


def test_nothing_looked_at_is_not_well(page: HealthPage, desk: WaitingDesk) -> None:
    desk.answer(replace(WELL, checks=()))

    assert page.heading() == "Nothing was looked at."


def test_the_camera_is_tried_again_from_its_own_line(
    page: HealthPage, desk: WaitingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = listen(monkeypatch)
    desk.answer(amiss(camera=Door.RESTING))
    settle(page)
    press_named(page, "Try the camera again").click()
    assert desk.asked == ["health", "camera"]
    assert a_line_has(settle(page), "24 November", "16:20"), "when it was found"
    assert page.heading() == "1 thing needs somebody."
    desk.answer()

    assert page.heading() == "All is well."
    assert heard == ["All is well."]


def test_looking_again_keeps_what_was_found_until_there_is_news(
    page: HealthPage, desk: WaitingDesk, qtbot: QtBot
) -> None:
    desk.answer(amiss(FAILED))
    qtbot.mouseClick(page.again, LEFT)
    said = settle(page)
    assert a_line_has(said, "24 November", "16:20"), "when it was found"
    assert health_words.cure("disk") in said
    assert not page.again.isEnabled()
    desk.answer()

    assert desk.asked == ["health", "health"]
    assert page.again.isEnabled()
    said = settle(page)
    assert "16:20" not in said and health_words.cure("disk") not in said


def test_it_says_how_old_it_is(page: HealthPage, desk: WaitingDesk, clock: StoppedClock) -> None:
    page.tick()
    assert "Looked at" not in words_of(page)
    desk.answer()
    for seconds, words in ((0, "just now"), (70, "1 minute ago"), (60, "2 minutes ago")):
        clock.now += seconds
        page.tick()
        assert words_of(page).startswith(f"Looked at {words}.")


def test_coming_back_to_the_page_looks_again(
    window: KioskWindow, page: HealthPage, desk: WaitingDesk
) -> None:
    desk.answer()
    staff_of(window).open_tab(Tab.RECORDS)
    staff_of(window).open_tab(Tab.HEALTH)

    assert desk.asked == ["health", "records", "health"]


# The small print ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "/var/lib/askfirst/records.sqlite3: database disk image is malformed",
        "C:\\ProgramData\\AskFirst\\askfirst.toml is missing",
        "averyverylongwordthatnobodywouldeverwriteinoneline",
        "short words stay as they are",
    ],
)
def test_a_long_path_may_go_on_in_the_next_line_and_loses_nothing(text: str) -> None:
    broken = breakable(text)
    assert broken.replace("\u200b", "") == text
    assert max(len(part) for part in broken.replace("\u200b", " ").split()) <= 16


def test_the_small_print_is_read_out_whole_and_is_gone_where_there_is_none(
    window: KioskWindow,
) -> None:
    aside = Aside(window.theme, ("/var/lib/askfirst: no\nsuch file", "disk I/O error", " "))
    assert not aside.isVisible(), "it would be a window"
    aside.setParent(window)
    aside.show()
    first, second = aside.accessibleName().splitlines()
    assert first.endswith(" /var/lib/askfirst: no such file")
    assert second.endswith(" disk I/O error")
    assert len(aside.text().splitlines()) == 2
    aside.tell(())
    assert aside.isHidden()
    aside.tell(("again",))
    assert aside.isVisible()

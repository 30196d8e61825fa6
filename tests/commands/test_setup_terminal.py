"""``askfirst setup`` at a real terminal: asked, gone back on, broken off, and written."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import time
from pathlib import Path

import pytest

from kiosk.adapters.settings.settings import SETTINGS_FILE
from kiosk.adapters.staff.file import Secret, StaffFile
from kiosk.adapters.staff.hashing import Hashing
from kiosk.bootstrap import load_settings, setup_texts
from kiosk.cli.codes import INTERRUPTED, OK
from kiosk.domain.sign_in import RecoveryCode
from tests.adapters.staff.house import MANAGER_PIN, STAFF_PIN
from tests.commands.terminal import AtATerminal

CTRL_C = "\x03"
CTRL_D = "\x04"

WORDS = setup_texts.words_in("en")
PLAIN = (
    ("Which languages", "1,2"),
    ("Which law", "1"),
    ("Who answers for the counting? The legal entity, as on its business licence, in English", "A"),
    (
        "Who answers for the counting? The legal entity, as on its business licence, in Chinese",
        "甲",
    ),
    ("Where does a visitor reach it?", "privacy@lakeside.example"),
    ("What is its postal address, in English?", "1 Lakeside Road"),
    ("What is its postal address, in Chinese?", "湖畔路1号"),
    ("To which authority can a visitor complain? In English", "the authority"),
    ("To which authority can a visitor complain? In Chinese", "网信办"),
    ("Is there a data protection officer?", "-"),
    ("What are the figures for? In English", "plan staff"),
    ("What are the figures for? In Chinese", "安排人手"),
    ("What is this machine called, in English?", "South Door"),
    ("What is this machine called, in Chinese?", "南门"),
    ("In which time zone", "Asia/Shanghai"),
    ("At which hour", "5"),
    ("When is the shop open", "9:00-21:30"),
    ("Which camera looks", "webcam:/dev/video7"),
    ("May visitors read the notice", "1"),
    ("Is there a door counter", "none"),
)
"""Every question that is answered in sight, by how it begins, and an answer to it."""

Start = Callable[..., AtATerminal]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def start(data: Path) -> Iterator[Start]:
    """A set-up of the shop in this folder, in English, without a screen unless one is named."""
    begun: list[AtATerminal] = []

    def begin(*options: str, language: str = "en") -> AtATerminal:
        arguments = ("--data-dir", str(data), "setup", "--language", language, *options)
        begun.append(AtATerminal(*arguments, environment={"QT_QPA_PLATFORM": "offscreen"}))
        return begun[-1]

    yield begin
    for each in begun:
        each.give_up()


def type_pin(session: AtATerminal, question: str, pin: str, again: str | None = None) -> None:
    session.answer(question, pin)
    session.expect("The same again: ")
    session.type(pin if again is None else again)


def answer_all(session: AtATerminal) -> None:
    for question, answer in PLAIN:
        session.answer(question, answer)
    type_pin(session, "The manager's PIN", MANAGER_PIN)
    type_pin(session, "The staff's PIN", STAFF_PIN)


def confirm(session: AtATerminal) -> int:
    """Take the summary as it is, and have it written; the exit code."""
    session.expect("a number changes that answer: ")
    session.type("")
    session.answer("Write all of this now?", "")
    return session.end()


def test_every_question_is_asked_and_all_of_it_is_written(start: Start, data: Path) -> None:
    session = start()
    answer_all(session)
    assert confirm(session) == OK

    settings = load_settings(data, demo=False)
    assert settings.controller.name == {"en": "A", "zh_CN": "甲"}
    assert settings.controller.contact == "privacy@lakeside.example"
    assert settings.controller.authority["zh_CN"] == "网信办"
    assert settings.controller.dpo is None
    assert settings.purpose == {"en": "plan staff", "zh_CN": "安排人手"}
    assert settings.kiosk.name["zh_CN"] == "南门"
    assert (settings.kiosk.packs, settings.kiosk.day_begins) == (("cn",), 5)
    dark = settings.screen.dark_hours
    assert dark is not None
    assert (dark.first, dark.last) == (time(21, 30), time(9))
    assert settings.camera.source == "webcam:/dev/video7"
    assert {path.name for path in data.iterdir()} == {
        SETTINGS_FILE,
        "signing.key",
        "staff.sqlite3",
        "staff.sqlite3-journal",
    }
    assert all(path.stat().st_mode & 0o077 == 0 for path in (data, *data.iterdir()))
    text = (data / SETTINGS_FILE).read_text("utf-8")
    assert "# epsilon = 2.0" in text, "every setting is explained"

    kept = StaffFile(data / "staff.sqlite3").secrets()
    for secret, pin in ((Secret.MANAGER, MANAGER_PIN), (Secret.STAFF, STAFF_PIN)):
        assert Hashing().matches(pin, kept[secret].hash)
        assert pin not in session.shown
    (code,) = [line for line in session.shown.splitlines() if _is_recovery_code(line)]
    assert Hashing().matches(RecoveryCode.parse(code).symbols, kept[Secret.RECOVERY].hash)
    assert "The notice will say: “You can reach us at privacy@lakeside.example.”" in session.shown
    assert "There is no /dev/video7 on this machine now." in session.shown
    assert "This session has no screen" in session.shown
    assert "askfirst pia write" in session.shown


def _is_recovery_code(line: str) -> bool:
    try:
        RecoveryCode.parse(line)
    except ValueError:
        return False
    return True


def test_it_speaks_chinese(start: Start) -> None:
    session = start(language="zh_CN")
    session.expect("向访客提供哪些语言")
    session.type("?")
    session.expect("输入一个编号")
    session.expect("]: ")
    session.press_when_asked(CTRL_C)
    assert session.end() == INTERRUPTED
    assert "没有做任何改动。" in session.shown


# Two dozen starts of the program, one after the other.
@pytest.mark.timeout(900)
@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["ctrl-c", "ctrl-d"])
def test_broken_off_at_any_question_it_leaves_nothing(start: Start, data: Path, key: str) -> None:
    # Each question by itself, the PINs, the summary and the last yes.
    for stop in range(0, len(PLAIN) + 4, 1 if key == CTRL_C else 6):
        session = start("--skip-visit")
        for question, answer in PLAIN[:stop]:
            session.answer(question, answer)
        if stop > len(PLAIN):
            type_pin(session, "The manager's PIN", MANAGER_PIN)
            session.answer("The staff's PIN", "")
        if stop > len(PLAIN) + 1:
            session.expect("a number changes that answer: ")
            session.type("")
            session.expect("Write all of this now?")
        session.expect("]: ", "> ", "answer: ")
        session.press_when_asked(key)
        assert session.end() == INTERRUPTED, session.shown
        assert session.shown.rstrip().endswith("Nothing was changed."), session.shown
        assert not data.exists()


def test_what_cannot_be_is_refused_in_one_sentence_and_asked_again(
    start: Start, data: Path
) -> None:
    nonsense = {
        "Which languages": ("3", "1,1", "klingon", ","),
        "Which law": ("0", "de", "1,2,1"),
        "Who answers for the counting? The legal entity, as on its business licence, in English": (
            "",
            "x" * 61,
            "\t\x1b[31mred",
            "Lakeside 🚗",
        ),
        "Where does a visitor reach it?": ("ring us",),
        "In which time zone": ("EST", "Mars/Base", "../../etc/passwd"),
        "At which hour": ("13", "-1", "four", "4.5"),
        "When is the shop open": ("24h", "9-17", "09:00-09:00", "25:00-26:00", "09:00"),
        "Which camera looks": ("1", "photograph:/a.png", "webcam:camera"),
        "May visitors read the notice": ("4", "1,2", "phone"),
        "Is there a door counter": ("beam", "csv:relative", "http:8.8.8.8:80"),
    }
    session = start("--skip-visit")
    for question, answer in PLAIN:
        session.expect(question)
        for wrong in nonsense.get(question, ()):
            session.expect("]: ", "> ")
            session.type(wrong)
        session.expect("]: ", "> ")
        session.type(answer)
    for easy, why in (("12345678", "equal steps"), ("1234", "exactly eight"), ("25112026", "date")):
        session.expect("]: ")
        session.type(easy)
        session.expect(why)
    session.expect("]: ")
    session.type(MANAGER_PIN)
    session.expect("The same again: ")
    session.type(STAFF_PIN)
    session.expect("The two are not the same.")
    session.expect("]: ")
    session.type(MANAGER_PIN)
    session.expect("The same again: ")
    session.type(MANAGER_PIN)
    session.answer("The staff's PIN", MANAGER_PIN)
    session.expect("the other role's")
    session.expect("]: ")
    session.type("")
    assert confirm(session) == OK
    assert "This has 8 characters. Allowed are at most 60 on one line" in session.shown
    assert load_settings(data, demo=False).camera.source == "webcam:/dev/video7"


def test_there_is_a_way_back_to_every_answer(start: Start, data: Path) -> None:
    session = start("--skip-visit")
    session.expect("Which languages")
    session.expect("]: ")
    session.type("<")
    session.expect("This is the first question.")
    session.expect("]: ")
    session.type("1")
    session.answer("Which law", "<")
    session.answer("Which languages", "")
    session.expect("[1]: ")
    session.type("1")
    session.answer("in English", "Lakeside")
    session.answer("Where does a visitor reach it?", "<")
    session.expect("[Lakeside]: ")
    session.type("Seaside")
    for question, answer in PLAIN[4:]:
        if "Chinese" not in question:
            session.answer(question, answer)
    session.answer("The manager's PIN", "")
    session.answer("The staff's PIN", "")

    session.expect("a number changes that answer: ")
    session.type("0")
    session.expect("Please type a number from 1 to")
    session.expect("a number changes that answer: ")
    session.type("2")
    session.answer("Which law", "2")
    session.expect("kiosk.packs: eu")
    assert confirm(session) == OK
    settings = load_settings(data, demo=False)
    assert settings.kiosk.languages == ("en",)
    assert settings.controller.name["en"] == "Seaside"
    assert settings.kiosk.packs == ("eu",)
    assert "PIN" not in {path.stem for path in data.iterdir()}
    assert not (data / "staff.sqlite3").exists()


def test_once_more_with_nothing_typed_it_changes_nothing(start: Start, data: Path) -> None:
    session = start("--skip-visit")
    answer_all(session)
    assert confirm(session) == OK
    before = {path: path.read_bytes() for path in data.iterdir()}

    again = start("--skip-visit")
    for question, _ in PLAIN:
        again.answer(question, "")
    for question in ("The manager's PIN", "The staff's PIN"):
        again.expect(question)
        again.expect("[leave the one that is set]: ")
        again.type("")
    assert confirm(again) == OK
    assert "nothing was changed" in again.shown
    assert {path: path.read_bytes() for path in data.iterdir()} == before


def test_a_shop_with_pages_on_its_web_site_is_asked_where(start: Start, data: Path) -> None:
    session = start("--skip-visit")
    for question, answer in PLAIN[:-2]:
        session.answer(question, answer)
    session.answer("May visitors read the notice", "3")
    session.answer("At which address are those pages?", "http://lakeside.example")
    session.expect("begins with https://")
    session.expect("> ")
    session.type("https://lakeside.example/notice/")
    session.answer("Is there a door counter", "")
    session.answer("The manager's PIN", "")
    session.answer("The staff's PIN", "")
    assert confirm(session) == OK
    written = tomllib.loads((data / SETTINGS_FILE).read_text("utf-8"))
    assert written["phone"]["mode"] == "site"
    assert written["controller"]["notice_url"] == "https://lakeside.example/notice/"

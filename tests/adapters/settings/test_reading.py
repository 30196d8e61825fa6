"""Fault 29: whatever is wrong with the settings file is said in one clear line each."""

import errno
import os
from collections.abc import Callable, Iterator
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.adapters.settings.documentation import example_file
from kiosk.adapters.settings.reading import (
    SettingsMissing,
    SettingsRefused,
    load_settings,
    settings_in,
)
from kiosk.adapters.settings.settings import Settings
from tests.saying import numbers
from tests.wording import a_line_has

ROOT = Path(__file__).parents[3]
AGES = {"cn": 14, "eu": 16, "us-il": 18}

WHOLE = """
[controller]
name = "Lakeside Motors Ltd."
contact = "privacy@lakeside.example"
address = { en = "1 Lakeside Road", zh_CN = "湖畔路1号" }
authority = "the authority"

[kiosk]
name = { en = "North Door", zh_CN = "北门" }
packs = ["cn"]
time_zone = "Asia/Shanghai"

[purpose]
en = "plan staff"
zh_CN = "安排人手"
"""

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        path = tmp_path / "askfirst.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def problems(path: Path, *, demo: bool = False) -> tuple[str, ...]:
    with pytest.raises(SettingsRefused) as refused:
        load_settings(path, AGES, demo=demo)
    assert all(problem.startswith(f"{path}: ") for problem in refused.value.problems)
    assert all("\n" not in problem for problem in refused.value.problems)
    return tuple(problem.removeprefix(f"{path}: ") for problem in refused.value.problems)


def with_line(line: str, *, table: str) -> str:
    """The whole file with one line more in a table, or with the table if it has none."""
    if f"[{table}]\n" in WHOLE:
        return WHOLE.replace(f"[{table}]\n", f"[{table}]\n{line}\n")
    return WHOLE.replace("[purpose]\n", f"[{table}]\n{line}\n\n[purpose]\n")


def test_a_whole_file_says_what_it_says_and_defaults_say_the_rest(write: Write) -> None:
    settings = load_settings(write(WHOLE), AGES)

    assert settings.controller.name == {
        "en": "Lakeside Motors Ltd.",
        "zh_CN": "Lakeside Motors Ltd.",
    }
    assert settings.controller.address["zh_CN"] == "湖畔路1号"
    assert settings.controller.dpo is None
    assert settings.kiosk.languages == ("en", "zh_CN")
    assert settings.kiosk.minimum_age == 14
    assert settings.kiosk.time_zone == ZoneInfo("Asia/Shanghai")
    assert settings.kiosk.day_begins == 4
    assert settings.camera.source == "webcam:/dev/video0"
    assert settings.camera.seconds == 8
    assert not settings.camera.may_be_unconfined
    assert settings.records.window_hours == 72
    assert settings.records.counts_months == 25
    assert settings.records.epsilon == 2
    assert settings.screen.theme == "light"
    assert settings.screen.full_screen
    assert settings.purpose == {"en": "plan staff", "zh_CN": "安排人手"}
    assert not settings.demo


def test_a_missing_file_is_known_from_a_wrong_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsMissing):
        load_settings(tmp_path / "askfirst.toml", AGES)


def test_a_folder_in_its_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "askfirst.toml").mkdir()
    (problem,) = problems(tmp_path / "askfirst.toml")
    assert os.strerror(errno.EISDIR) in problem


@pytest.fixture
def nobody() -> Iterator[None]:
    """An account that may not read everything: root, if that is who runs the tests, is not."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    yield
    os.seteuid(was)


def test_an_unreadable_file_is_said(write: Write, request: pytest.FixtureRequest) -> None:
    path = write(WHOLE)
    path.chmod(0)
    request.getfixturevalue("nobody")
    assert problems(path) == ("cannot be read (Permission denied)",)


def test_bytes_that_are_no_text_are_said(tmp_path: Path) -> None:
    path = tmp_path / "askfirst.toml"
    path.write_bytes(WHOLE.encode("gb18030"))
    (problem,) = problems(path)
    assert problem.startswith("is not UTF-8 text")


def test_a_huge_file_is_not_read(write: Write) -> None:
    (problem,) = problems(write("#" * 70_000))
    assert "64 KiB" in problem


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_an_empty_file_is_said(write: Write, text: str) -> None:
    assert problems(write(text)) == ("the settings file is empty",)


def test_broken_toml_names_the_line(write: Write) -> None:
    (problem,) = problems(write("[kiosk]\nname = North Door\n"))
    assert "line 2" in problem


def test_a_file_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "askfirst.toml"
    whole = example_file().encode().rstrip()
    # In a comment one place is as good as another: so at the end of each line, and anywhere in
    # what is left without them.
    lines = whole.splitlines(keepends=True)
    bare = b"".join(line for line in lines if not line.startswith(b"#"))
    cut = [b"".join(lines[:number]) for number in range(len(lines))]
    cut += [bare[:length] for length in range(len(bare))]
    for content in cut:
        with pytest.raises(SettingsRefused):
            settings_in(content, path, AGES)
    path.write_bytes(cut[-1])
    with pytest.raises(SettingsRefused):
        load_settings(path, AGES)
    path.write_bytes(whole)
    assert isinstance(load_settings(path, AGES), Settings)


@pytest.mark.parametrize(
    ("table", "line", "problem"),
    [
        (
            "camera",
            "second = 8",
            "camera.second = 8 is not a setting; did you mean camera.seconds?",
        ),
        (
            "kiosk",
            "seconds = 8",
            "kiosk.seconds = 8 is not a setting; did you mean camera.seconds?",
        ),
        ("kiosk", "colour = 'red'", 'kiosk.colour = "red" is not a setting'),
        (
            "camera",
            "seconds = 80",
            "camera.seconds = 80 is not allowed; allowed is a whole number from 3 to 20 seconds",
        ),
        (
            "camera",
            "seconds = '8'",
            'camera.seconds = "8" is not allowed; allowed is a whole number from 3 to 20 seconds',
        ),
        (
            "camera",
            "seconds = true",
            "camera.seconds = true is not allowed; allowed is a whole number from 3 to 20 seconds",
        ),
        (
            "screen",
            "theme = 'blue'",
            'screen.theme = "blue" is not allowed; allowed is "light" or "dark"',
        ),
        (
            "screen",
            "full_screen = 1",
            "screen.full_screen = 1 is not allowed; allowed is true or false",
        ),
        (
            "camera",
            "unconfined = 'yes'",
            'camera.unconfined = "yes" is not allowed; allowed is "" or "i accept"',
        ),
        (
            "camera",
            "source = 'photograph:a.png'",
            'camera.source = "photograph:a.png" is not allowed; allowed is "webcam:" and a device, '
            'such as "webcam:/dev/video0"',
        ),
        ("records", "k = 5", "records.k = 5 is not a setting"),
        (
            "records",
            "epsilon = 'high'",
            'records.epsilon = "high" is not allowed; allowed is a number from 0.1 to 4',
        ),
        (
            "records",
            "blocks_close = ['25:00']",
            'records.blocks_close = ["25:00"] is not allowed; allowed is a list of at most 8 '
            'different times of day, such as ["13:00", "17:00"], or an empty one: []',
        ),
        (
            "kiosk",
            "languages = ['en', 'fr']",
            'kiosk.languages = ["en", "fr"] is not allowed; allowed is a list of "en", "zh_CN", '
            "each once",
        ),
        (
            "kiosk",
            "languages = ['en', 'en']",
            'kiosk.languages = ["en", "en"] is not allowed; allowed is a list of "en", "zh_CN", '
            "each once",
        ),
        (
            "kiosk",
            "languages = []",
            'kiosk.languages = [] is not allowed; allowed is a list of "en", "zh_CN", each once',
        ),
        (
            "kiosk",
            "day_begins = 2026-01-01",
            'kiosk.day_begins = "2026-01-01" is not allowed; allowed is a whole number from 0 to '
            "12 o'clock",
        ),
        (
            "controller",
            "notice_url = 'http://lakeside.example'",
            'controller.notice_url = "http://lakeside.example" is not allowed; allowed is an '
            "address that begins with https://, of at most 120 characters",
        ),
        (
            "controller",
            'dpo = "two\\nlines"',
            'controller.dpo = "two\\nlines" is not allowed; allowed is a text of 1 to 80 '
            "characters on one line",
        ),
        ("camara", "seconds = 8", "[camara] is no table of settings; did you mean camera?"),
    ],
)
def test_each_wrong_line_is_named_with_its_cure(
    write: Write, table: str, line: str, problem: str
) -> None:
    assert problems(write(with_line(line, table=table))) == (problem,)


def test_a_missing_key_says_what_it_holds(write: Write) -> None:
    text = WHOLE.replace('time_zone = "Asia/Shanghai"\n', "")
    (problem,) = problems(write(text))
    assert problem.startswith("kiosk.time_zone ")


def test_an_invented_time_zone_is_refused(write: Write) -> None:
    (problem,) = problems(write(WHOLE.replace("Asia/Shanghai", "Asia/Shangai")))
    assert problem.startswith('kiosk.time_zone = "Asia/Shangai" ')


def test_all_problems_are_said_at_once(write: Write) -> None:
    text = with_line("seconds = 80\nsorce = 'x'", table="camera").replace(
        'contact = "privacy@lakeside.example"\n', ""
    )
    found = problems(write(text))
    assert len(found) == 3
    assert any("controller.contact" in problem for problem in found)
    assert any("camera.seconds" in problem for problem in found)
    assert any("camera.source?" in problem for problem in found)


def test_a_very_long_value_stays_one_short_line(write: Write) -> None:
    (problem,) = problems(write(WHOLE.replace("the authority", "x" * 500)))
    assert len(problem) < 240


def test_an_offered_language_needs_all_its_words(write: Write) -> None:
    text = WHOLE.replace(', zh_CN = "北门"', "").replace('zh_CN = "安排人手"\n', "")
    name, purpose = problems(write(text))
    assert name.startswith("kiosk.name ") and "zh_CN" in name
    assert purpose.startswith("purpose.zh_CN ") and "kiosk.languages" in purpose


def test_a_language_not_offered_needs_no_words(write: Write) -> None:
    text = with_line('languages = ["en"]', table="kiosk")
    text = text.replace(', zh_CN = "北门"', "").replace('zh_CN = "安排人手"\n', "")
    settings = load_settings(write(text), AGES)
    assert settings.purpose == {"en": "plan staff"}
    assert settings.kiosk.name == {"en": "North Door"}


def test_a_text_in_an_unknown_language_is_said(write: Write) -> None:
    (problem,) = problems(write(WHOLE.replace('zh_CN = "北门"', 'zh_CN = "北门", zh = "北门"')))
    assert problem.startswith("kiosk.name ") and problem.endswith("en, zh_CN")


def test_several_packs_take_the_highest_age(write: Write) -> None:
    text = WHOLE.replace('packs = ["cn"]', 'packs = ["cn", "us-il"]')
    assert load_settings(write(text), AGES).kiosk.minimum_age == 18


def test_counsel_may_raise_the_age_but_never_lower_it(write: Write) -> None:
    raised = WHOLE.replace('packs = ["cn"]', 'packs = ["cn"]\nminimum_age = 16')
    assert load_settings(write(raised), AGES).kiosk.minimum_age == 16

    lowered = WHOLE.replace('packs = ["cn"]', 'packs = ["eu"]\nminimum_age = 14')
    (problem,) = problems(write(lowered))
    assert problem.startswith("kiosk.minimum_age = 14 ")
    assert numbers(problem) == ["14", "16", "18"]
    assert "kiosk.packs (eu)" in problem


def test_width_and_resolution_do_not_contradict_each_other(write: Write) -> None:
    (problem,) = problems(write(with_line("width_mm = 600\ndpi = 90", table="screen")))
    assert "screen.width_mm and screen.dpi" in problem


def test_a_camera_is_where_it_is_whatever_folder_the_settings_lie_in(write: Write) -> None:
    camera = load_settings(write(WHOLE), AGES).camera
    assert camera.source_beside(Path("/etc")) == "webcam:/dev/video0"


def test_only_the_demo_has_a_photograph_for_a_camera() -> None:
    path = ROOT / "assets" / "demo" / "askfirst.toml"
    settings = load_settings(path, AGES, demo=True)
    assert settings.demo
    photograph = settings.camera.source_beside(path.parent)
    assert photograph.startswith(f"photograph:{path.parent / 'astronaut.png'}@")
    assert (path.parent / "astronaut.png").is_file()

    (problem,) = problems(path)
    assert problem.startswith("camera.source ")


def test_a_list_that_may_be_empty_is_no_fault(write: Write) -> None:
    assert load_settings(write(WHOLE), AGES).reports.at_close == ()
    path = write(with_line("at_close = []", table="reports"))
    assert load_settings(path, AGES).reports.at_close == ()
    (problem,) = problems(write(with_line('at_close = ["doc"]', table="reports")))
    assert '"pdf", "csv", "json"' in problem and problem.endswith(" []")


def test_nothing_is_served_to_phones_unless_a_shop_says_so(write: Write) -> None:
    phone = load_settings(write(WHOLE), AGES).phone
    assert (phone.mode, phone.is_served) == ("off", False)
    served = load_settings(write(with_line('mode = "network"', table="phone")), AGES).phone
    assert served.is_served
    assert (served.address, served.port, served.certificate) == (None, 8471, None)


def test_a_certificate_needs_its_name_and_its_key(write: Write) -> None:
    lines = 'certificate = "/etc/askfirst/certificate.pem"\nname = "kiosk.lakeside.example"'
    (problem,) = problems(write(with_line(lines, table="phone")))
    assert problem.startswith("phone.key ")
    assert a_line_has(problem, "phone.name", "phone.certificate")
    whole = f'{lines}\nkey = "/etc/askfirst/key.pem"'
    settings = load_settings(write(with_line(whole, table="phone")), AGES)
    assert settings.phone.key == "/etc/askfirst/key.pem"


def test_a_password_needs_its_network(write: Write) -> None:
    path = write(with_line('wifi_password = "welcome-to-lakeside"', table="phone"))
    assert [each.startswith("phone.wifi ") for each in problems(path)] == [True]


def test_a_page_on_a_web_site_needs_its_address(write: Write) -> None:
    path = write(with_line('mode = "site"', table="phone"))
    (problem,) = problems(path)
    assert problem.startswith("controller.notice_url ") and 'phone.mode = "site"' in problem


@pytest.mark.parametrize("epsilon", ["0.1", "0.5", "2", "2.0", "4"])
def test_epsilon_is_a_number_with_or_without_decimals(write: Write, epsilon: str) -> None:
    records = load_settings(write(with_line(f"epsilon = {epsilon}", table="records")), AGES).records
    assert records.epsilon == float(epsilon)
    assert type(records.epsilon) is float


@pytest.mark.parametrize("epsilon", ["0", "0.09", "-1", "5", "4.01", "true", "nan", "inf", "[2]"])
def test_an_epsilon_that_tells_too_much_or_is_no_number_is_refused(
    write: Write, epsilon: str
) -> None:
    (problem,) = problems(write(with_line(f"epsilon = {epsilon}", table="records")))
    assert problem.startswith("records.epsilon = ")
    assert numbers(problem)[-2:] == ["0.1", "4"]


def test_blocks_close_at_times_of_the_clock(write: Write) -> None:
    assert load_settings(write(WHOLE), AGES).records.blocks_close == (time(13), time(17))
    path = write(with_line('blocks_close = ["17:00", "01:30", "12:05"]', table="records"))
    closing = load_settings(path, AGES).records.blocks_close
    assert closing == (time(1, 30), time(12, 5), time(17))
    path = write(with_line("blocks_close = []", table="records"))
    assert load_settings(path, AGES).records.blocks_close == ()


@pytest.mark.parametrize(
    "times",
    [
        "13",
        "'13:00'",
        "[13]",
        "[13:00:00]",
        "['13:00', '13:00']",
        "['13:60']",
        "['1:00']",
        "['13.00']",
        "['１３:00']",
        "['13:00', true]",
        "['00:01','00:02','00:03','00:04','00:05','00:06','00:07','00:08','00:09']",
    ],
)
def test_what_are_no_times_of_day_is_refused(write: Write, times: str) -> None:
    (problem,) = problems(write(with_line(f"blocks_close = {times}", table="records")))
    assert problem.startswith("records.blocks_close = ")
    assert problem.endswith(" []")


def test_no_block_closes_when_the_day_begins(write: Write) -> None:
    text = with_line('blocks_close = ["06:00", "12:00"]', table="records")
    (problem,) = problems(write(text.replace("[kiosk]\n", "[kiosk]\nday_begins = 6\n")))
    assert problem.startswith('records.blocks_close = ["06:00", "12:00"] ')
    assert a_line_has(problem, "kiosk.day_begins")
    assert load_settings(write(text), AGES).records.blocks_close == (time(6), time(12))

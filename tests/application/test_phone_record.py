"""A record in words, as a phone shows it: as the screen does, in every language."""

import re
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.adapters.phone.protocol import RecordAnswer, packed
from kiosk.application.phone_record import RecordWords
from kiosk.domain.consent import Medium, Moment, Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from kiosk.domain.notice import NoticeVersion
from kiosk.domain.states import KeptRecord, Proof

FOLDER = Path(__file__).parents[2] / "assets" / "phone" / "record"
NAMES = {"en": "English", "zh_CN": "中文"}
LANGUAGES = ("en", "zh_CN")
MOMENT = Moment(date(2026, 11, 25), 23)
PROOF = Proof(
    NoticeVersion("4f2a" + "0" * 60, "zh_CN"), Medium.PHONE, Way.CAMERA, MOMENT, date(2029, 11, 30)
)
RECORD = KeptRecord(
    Answer(Gender.WOMAN, AgeBand(25, 34)),
    Way.CAMERA,
    MOMENT,
    datetime(2026, 11, 28, 20, 0, tzinfo=UTC),
    Answer(Gender.WOMAN, AgeBand(25, 34)),
    PROOF,
)


def texts(language: str) -> dict[str, str]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def words(language: str = "en") -> RecordWords:
    return RecordWords(texts(language), NAMES, ZoneInfo("Asia/Shanghai"))


def test_everything_that_is_held_is_said() -> None:
    assert words().lines(RECORD) == (
        ("What was counted", "woman, 25–34"),
        ("How", "estimated by the camera"),
        ("When", "2026-11-25, between 23 and 24 o’clock"),
        ("Can be found until", "2026-11-29, 04:00"),
        ("Proof of your yes", "notice 4f2a, 中文, by phone; kept until 2029-11"),
    )


def test_what_the_machine_had_estimated_is_said_where_it_was_corrected() -> None:
    corrected = replace(RECORD, answer=Answer(Gender.UNSAID, AgeBand(65, None)), way=Way.CORRECTED)
    said = dict(words().lines(corrected))
    assert said["What was counted"] == "gender not said, 65 or older"
    assert "woman, 25–34" in said["How"]


def test_a_yes_of_another_hour_says_which() -> None:
    later = replace(RECORD, proof=replace(PROOF, moment=Moment(date(2026, 11, 26), 0)))
    assert "by phone between 0 and 1 o’clock" in dict(words().lines(later))["Proof of your yes"]


def test_every_language_has_the_same_texts_with_the_same_values() -> None:
    english = texts("en")
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(LANGUAGES)
    for language in LANGUAGES:
        other = texts(language)
        assert list(other) == list(english)
        for name, text in other.items():
            found, wanted = (sorted(re.findall(r"\{(\w+)\}", t)) for t in (text, english[name]))
            assert found == wanted, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_record_has_its_words_and_fits_into_a_line(language: str) -> None:
    said = words(language)
    bands = (None, AgeBand(14, 17), AgeBand(65, None))
    for gender, way, medium, band in product(Gender, Way, Medium, bands):
        record = replace(
            RECORD,
            answer=Answer(gender, band),
            way=way,
            proof=replace(PROOF, medium=medium, moment=Moment(date(2026, 11, 26), 0)),
        )
        lines = said.lines(record)
        assert all(label and value and "{" not in value for label, value in lines), record
        assert packed(RecordAnswer(1, "shown", [list(line) for line in lines])), record


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_in_the_words_of_the_screen(language: str) -> None:
    root = Path(__file__).parents[2]
    if language == "en":
        ours = root / "kiosk" / "ui"
        screens = "".join(
            (ours / name).read_text(encoding="utf-8")
            for name in ("wording.py", "screens/my_record.py")
        )
    else:
        screens = (root / "i18n" / f"askfirst_{language}.ts").read_text(encoding="utf-8")
    for name, text in texts(language).items():
        assert text in screens, name

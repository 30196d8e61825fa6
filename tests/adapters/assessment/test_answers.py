"""A file of answers: filled in, it signs; anything else is refused in words."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kiosk.adapters.assessment.answers import (
    AnsweredInAFile,
    AnswersRefused,
    answer_of,
    form,
    heard_of,
    load_answers,
    name_of,
)
from kiosk.domain.assessment import Assessment, Heard
from tests.domain.test_assessment import OTHER, SHOP

FORM = form(SHOP.facts, SHOP.hash, ("To be filled in.",))
FILLED = FORM.replace('name = ""', 'name = "Wang Min"').replace('date = ""', 'date = "2026-01-31"')


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sign-off.toml"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_the_form_is_toml_and_holds_the_facts(path: Path) -> None:
    found = tomllib.loads(FORM)
    (only,) = found["configurations"]
    assert only["hash"] == SHOP.hash
    facts = {name: tuple(v) if isinstance(v, list) else v for name, v in only["facts"].items()}
    assert facts == SHOP.facts
    assert FORM.startswith("# To be filled in.\n")


def test_a_form_that_nobody_filled_in_signs_nothing(path: Path) -> None:
    with pytest.raises(AnswersRefused, match=r"^.*name"):
        load_answers(write(path, FORM))


def test_a_filled_in_form_signs(path: Path) -> None:
    found = load_answers(write(path, FILLED)).for_configuration(SHOP.hash, SHOP.facts)
    assert found == Assessment(SHOP.hash, "Wang Min", date(2026, 1, 31), None)
    dated = FILLED.replace('"2026-01-31"', "2026-01-31").replace('counsel = ""', 'counsel = "No."')
    found = load_answers(write(path, dated)).for_configuration(SHOP.hash, SHOP.facts)
    assert found == Assessment(SHOP.hash, "Wang Min", date(2026, 1, 31), "No.")


def test_one_file_signs_for_many(path: Path) -> None:
    other = replace(SHOP, contact=OTHER["contact"])
    more = form(other.facts, other.hash, ()).partition("[[configurations]]")
    answers = load_answers(write(path, FILLED + "\n" + more[1] + more[2]))
    for each in (SHOP, other):
        assert answers.for_configuration(each.hash, each.facts).configuration == each.hash


def test_for_another_configuration_it_names_what_differs(path: Path) -> None:
    answers = load_answers(write(path, FILLED))
    other = replace(SHOP, camera_seconds=9, epsilon=1.0)
    with pytest.raises(AnswersRefused, match=r"camera.seconds, records.epsilon$"):
        answers.for_configuration(other.hash, other.facts)


def test_without_facts_it_says_only_that_it_is_not_for_this_one(path: Path) -> None:
    short = FILLED.partition("[configurations.facts]")[0]
    answers = load_answers(write(path, short))
    other = replace(SHOP, epsilon=1.0)
    with pytest.raises(AnswersRefused, match=f"configuration is {other.hash}$"):
        answers.for_configuration(other.hash, other.facts)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name = ", "no TOML"),
        (FILLED.replace('"2026-01-31"', '"31.1.2026"'), "date must be the day"),
        (FILLED.replace('"2026-01-31"', "2026-01-31T10:00:00"), "date must be the day"),
        (FILLED.replace('counsel = ""', "counsel = true"), "counsel must be a text"),
        (FILLED.replace("hash =", "hashes ="), "must have a hash"),
        (FILLED.partition("[[")[0], "names no configuration"),
        ('configurations = ["x"]\nname = "A"\ndate = "2026-01-31"', "must have a hash"),
        (FILLED + '\n[[configurations]]\nhash = "a"\nfacts = 5\n', "must be a table"),
        ('signed = "yes"\n' + FILLED, "signed, which means nothing here"),
        ("# " + "x" * 1_100_000, "over 1 MiB"),
    ],
)
def test_anything_else_is_refused_in_words(path: Path, text: str, says: str) -> None:
    with pytest.raises(AnswersRefused, match=says):
        load_answers(write(path, text))


def test_a_file_that_is_not_there_or_no_text(path: Path) -> None:
    with pytest.raises(AnswersRefused, match="cannot be read"):
        load_answers(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(AnswersRefused, match="no TOML"):
        load_answers(path)


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "\x1b[31m", "x" * 121, None, 5])
def test_what_is_no_name(name: object) -> None:
    with pytest.raises(AnswersRefused):
        name_of(name)


def test_an_answer_is_kept_on_one_line_and_an_empty_one_is_none() -> None:
    assert answer_of(" Not high-risk:\n only counted. ", "it") == "Not high-risk: only counted."
    assert answer_of(" \n ", "it") is None
    for wrong in ("\x07", "x" * 4001, None):
        with pytest.raises(AnswersRefused, match=r"^it must be a text"):
            answer_of(wrong, "it")


def test_what_was_heard_is_in_the_form_and_comes_with_the_signature(path: Path) -> None:
    assert tomllib.loads(FORM)["heard"] == {"advice": "", "views": "", "staff": "", "place": ""}
    filled = FILLED.replace('advice = ""', 'advice = "Li Na: a larger sign."')
    filled = filled.replace('place = ""', 'place = """By the\ndoor"""')
    found = load_answers(write(path, filled)).for_configuration(SHOP.hash, SHOP.facts)
    assert found.heard == Heard(advice="Li Na: a larger sign.", place="By the door")
    assert heard_of({}) == Heard()
    for wrong in ({"veiws": "x"}, {"views": 5}, {"views": "\x07"}, "x", None):
        with pytest.raises(AnswersRefused, match="heard"):
            heard_of(wrong)


def test_the_demos_own_is_good_for_its_own_settings_only(path: Path) -> None:
    signed = write(path, FILLED)

    def in_force(configuration: str, *, counsel_is_asked: bool = False) -> Assessment | None:
        own = AnsweredInAFile(signed, configuration, counsel_is_asked=counsel_is_asked)
        return own.in_force()

    assert in_force(SHOP.hash) is not None
    assert in_force(SHOP.hash, counsel_is_asked=True) is None
    assert in_force("00" * 32) is None
    signed.unlink()
    assert in_force(SHOP.hash) is None

"""The manuals for whoever runs kiosks: what they name is there, and what is there they name."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from kiosk.adapters.settings.answers import load_answers
from kiosk.adapters.settings.keys import KEYS, LANGUAGES
from kiosk.bootstrap import setup_texts
from kiosk.domain.sign_in import Weakness
from tests.docs.test_docs import commands

ROOT = Path(__file__).parents[2]
OPERATIONS = ROOT / "docs" / "operations"


def names_of_checks() -> Iterator[str]:
    """The names that stand in the program's code, outside its screens."""
    for path in (ROOT / "kiosk").rglob("*.py"):
        if "ui" in path.relative_to(ROOT / "kiosk").parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Check"):
                name = node.args[0] if node.args else None
                if isinstance(name, ast.Constant):
                    yield str(name.value)


def test_every_check_has_a_row_by_its_name() -> None:
    manual = (OPERATIONS / "doctor.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in manual.splitlines() if line.startswith("| `")]
    listed = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    made = set(names_of_checks()) | {f"notice {tag}" for tag in LANGUAGES}
    # The staff page makes one of its own, where this command gave no answer.
    assert made - listed == {"doctor"}
    # Some are made with a name that is kept elsewhere, and are in the code all the same.
    code = "".join(path.read_text("utf-8") for path in (ROOT / "kiosk").rglob("*.py"))
    assert {name for name in listed - made if f'"{name}"' not in code} == set()


def test_commands_that_the_manuals_name_exist() -> None:
    known = commands()
    for path in sorted(OPERATIONS.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for words in re.findall(r"(?:`|^ *)askfirst ([a-z][a-z -]*)", text, re.MULTILINE):
            assert any(f"{words.strip()} ".startswith(f"{name} ") for name in known), (
                f"{path.name} names askfirst {words}"
            )


def test_settings_that_the_manuals_name_exist() -> None:
    known = {key.name for key in KEYS}
    tables = "|".join(sorted({key.table for key in KEYS}))
    for path in sorted(OPERATIONS.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for name in re.findall(rf"`((?:{tables})\.[a-zA-Z_]+)`", text):
            assert name in known, f"{path.name} names the setting {name}"


def test_the_example_answers_are_right() -> None:
    example = ROOT / "packaging" / "setup-answers.example.toml"
    assert load_answers(example).settings["kiosk.packs"] == ["cn"]


def test_what_stands_in_the_example_as_a_comment_is_right_as_well(tmp_path: Path) -> None:
    text = (ROOT / "packaging" / "setup-answers.example.toml").read_text("utf-8")
    lines = (re.sub(r"^# (?=\[|\w+ = )", "", line) for line in text.splitlines())
    whole = tmp_path / "answers.toml"
    made = "\n".join(lines).replace("$…", f"${'a' * 22}${'a' * 43}")
    whole.write_text(made, encoding="utf-8")
    answers = load_answers(whole)
    assert answers.camera_name
    assert set(answers.hashes) == {"manager", "staff"}
    assert answers.sign_off is not None


def test_the_set_up_says_everything_in_each_of_its_languages() -> None:
    said = {tag: dict(_flat(setup_texts.words_in(tag))) for tag in setup_texts.LANGUAGES}
    english = said["en"]
    for tag, words in said.items():
        assert words.keys() == english.keys(), tag
        for name, text in words.items():
            facts = [sorted(re.findall(r"{\w+}", str(each))) for each in (text, english[name])]
            assert facts[0] == facts[1], f"{tag}: {name}"
    assert {each.name for each in Weakness} <= tomllib.loads(
        (ROOT / "assets" / "setup" / "en.toml").read_text("utf-8")
    )["weakness"].keys()


def _flat(table: object, name: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(table, dict):
        for key, value in table.items():
            yield from _flat(value, f"{name}/{key}")
    else:
        yield name, table

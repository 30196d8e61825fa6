"""The doctor's findings in Chinese: each translated line is one that the program has."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from kiosk.adapters.system import checks, checks_of_running
from kiosk.application.doctor import Check
from kiosk.bootstrap.setup_findings import ANYTHING, findings_in, in_language

KIOSK = Path(__file__).parents[2] / "kiosk"
FINDINGS = findings_in("zh_CN")


def texts_in(source: str) -> Iterator[str]:
    """Every text of a module, with ``{}`` for what is put into it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else ANYTHING
                for part in node.values
            )


TEXTS = {text for path in KIOSK.rglob("*.py") for text in texts_in(path.read_text("utf-8"))}


def test_each_line_is_one_of_the_programs() -> None:
    for line in FINDINGS["lines"]:
        assert line["of"] in TEXTS, line
        assert line["of"].count(ANYTHING) == line["is"].count(ANYTHING), line
        assert not line["is"].isascii(), line


def test_names_are_those_of_checks() -> None:
    assert set(FINDINGS["names"]) <= TEXTS
    ofs = [line["of"] for line in FINDINGS["lines"]]
    assert len(set(ofs)) == len(ofs)


def test_what_differs_stands_in_its_place() -> None:
    (check,) = checks.camera("webcam:/dev/video7", is_present=False, others=["webcam:/dev/video0"])
    assert in_language(check, "zh_CN") == Check(
        "摄像头",
        False,
        "没有找到 webcam:/dev/video7",
        "请接上它，或将 camera.source 改为现有的：webcam:/dev/video0。",
    )


def test_a_clock_that_is_wrong_is_said_with_its_time() -> None:
    (check,) = checks.clock(datetime(1970, 1, 1, tzinfo=UTC), UTC, None)
    said = in_language(check, "zh_CN")
    assert (said.name, said.says) == ("时钟", "时钟显示 1970-01-01 00:00 (UTC)，早已过去")


def test_a_folder_with_braces_in_its_name_is_shown_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "a {} folder"
    found = checks_of_running.folder_elsewhere("health", "kiosk.health_folder", folder, tmp_path)
    (check,) = found
    assert str(folder) in in_language(check, "zh_CN").says


def test_what_nobody_translated_stays_as_it_is() -> None:
    check = Check("something new", False, "it is broken in a new way", "Mend it.")
    assert in_language(check, "zh_CN") == check


def test_in_english_it_is_the_doctors_own() -> None:
    (check,) = checks.camera("webcam:/dev/video7", is_present=False, others=[])
    assert in_language(check, "en") is check

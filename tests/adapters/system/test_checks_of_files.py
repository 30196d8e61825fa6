import os
import re
import shutil
from collections import namedtuple
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.adapters.system import checks_of_files as checks
from kiosk.application.doctor import Check

Usage = namedtuple("Usage", "total used free")


def only(found: object) -> Check:
    (check,) = found  # pyright: ignore[reportGeneralTypeIssues]
    assert check.says
    assert bool(check.cure) != check.ok, "a cure where something is wrong, and only there"
    return check


def test_settings_that_are_missing_say_how_to_make_them(tmp_path: Path) -> None:
    path = tmp_path / "askfirst.toml"
    check = only(checks.settings_file(path, (), is_missing=True))
    assert not check.ok
    # Where the package puts it, which its own test looks at, and where it is in the source.
    assert "/etc/askfirst/askfirst.example.toml" in check.cure
    assert "packaging/askfirst.example.toml" in check.cure
    assert (Path(__file__).parents[3] / "packaging/askfirst.example.toml").is_file()
    assert "askfirst setup" in check.cure
    assert str(path) in check.cure


def test_every_problem_of_the_settings_is_a_check(tmp_path: Path) -> None:
    path = tmp_path / "askfirst.toml"
    found = list(checks.settings_file(path, ("one", "two"), is_missing=False))
    assert [(check.ok, check.says) for check in found] == [(False, "one"), (False, "two")]
    assert only(checks.settings_file(path, (), is_missing=False)).ok


def test_each_language_is_a_check() -> None:
    problems = ("zh_CN is not offered: nothing answers N6", "zh_CN is not offered: nor N7")
    found = list(checks.notices(("en", "zh_CN"), {"en": "7f3a"}, problems))
    assert [(check.name, check.ok) for check in found] == [
        ("notice en", True),
        ("notice zh_CN", False),
        ("notice zh_CN", False),
    ]
    assert "7f3a" in found[0].says
    assert "N6" in found[1].says


def test_law_packs_are_named_with_their_ages() -> None:
    check = only(checks.law({"cn": 14, "eu": 16}, None))
    assert check.ok
    assert "eu (from 16 years)" in check.says
    assert not only(checks.law({}, "cn.toml: cannot be read")).ok


def test_a_folder_for_its_owner_alone_is_well(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    assert all(check.ok for check in checks.data_folder(tmp_path))


def test_a_folder_that_others_can_look_into_is_not(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    wrong = [check for check in checks.data_folder(tmp_path) if not check.ok]
    assert "755" in only(wrong).says
    assert f"chmod 700 {tmp_path}" in only(wrong).cure


def test_a_folder_that_does_not_exist_yet_can_be_made(tmp_path: Path) -> None:
    assert only(checks.data_folder(tmp_path / "a" / "b")).ok


def test_a_file_in_the_folders_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert "no folder" in only(checks.data_folder(tmp_path / "data")).says


def test_a_disk_that_is_nearly_full_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9 - 2**20, 2**20))
    wrong = [check for check in checks.data_folder(tmp_path) if not check.ok]
    assert only(wrong).says == "1 MiB are free"


def test_when_anything_was_last_written(tmp_path: Path) -> None:
    assert checks.newest_write(tmp_path) is None
    assert checks.newest_write(tmp_path / "nowhere") is None
    file, then = tmp_path / "file", datetime(2026, 11, 24, 14, tzinfo=UTC)
    file.write_text("")
    os.utime(file, (then.timestamp(), then.timestamp()))
    assert checks.newest_write(tmp_path) == then


def test_records_are_sound_damaged_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    assert only(checks.records(path, None, "")).ok
    path.write_bytes(b"x" * 4096)
    sound = only(checks.records(path, None, ""))
    assert sound.ok
    assert "4 KiB" in sound.says
    damaged = only(checks.records(path, "the file's pages are damaged", "mend it"))
    assert (damaged.ok, damaged.cure) == (False, "mend it")
    assert "pages are damaged" in damaged.says


def test_each_thing_that_does_not_belong_is_named() -> None:
    found = list(checks.contents(("a file that does not belong here: x", "more"), (), 10, 2))
    assert [check.ok for check in found] == [False, False]
    assert found[0].says.endswith(" x")
    assert found[0].cure
    clean = only(checks.contents((), (), 12345, 9))
    assert clean.ok
    assert re.findall(r"[\d,]+", clean.says) == ["12,345", "9"]


def test_what_cannot_be_read_is_to_be_made_readable_and_not_taken_away() -> None:
    unread = only(checks.contents((), ("the records cannot be read: disk I/O error",), 10, 2))
    assert not unread.ok
    assert unread.cure.startswith("Make it readable")


def test_each_altered_model_is_named() -> None:
    assert only(checks.models([])).ok
    found = list(checks.models(["age-v1.onnx is missing", "gender-v1.onnx is altered"]))
    assert [check.ok for check in found] == [False, False]
    assert "age-v1.onnx" in found[0].says


def test_typefaces_and_words_of_every_language(tmp_path: Path) -> None:
    lacking = list(checks.fonts_and_words(tmp_path, tmp_path, ["en", "zh_CN"]))
    assert len(lacking) == 3
    assert not any(check.ok for check in lacking)
    for name in ("a.ttf", "askfirst_en.qm", "askfirst_zh_CN.qm"):
        (tmp_path / name).write_text("")
    assert only(checks.fonts_and_words(tmp_path, tmp_path, ["en", "zh_CN"])).ok


@pytest.mark.parametrize("runs", [True, False])
def test_another_kiosk_is_no_fault(runs: bool) -> None:
    assert only(checks.other_kiosk(runs=runs, older_settings=False)).ok


def test_a_kiosk_with_older_settings_is_to_be_restarted() -> None:
    found = only(checks.other_kiosk(runs=True, older_settings=True))
    assert not found.ok
    assert (found.says.partition(":")[0], found.cure) == (
        "the kiosk is running with older settings",
        "Restart it.",
    )

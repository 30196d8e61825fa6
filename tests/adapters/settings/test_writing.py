"""A setting is changed, and everything else that somebody wrote stays as it was."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.adapters.settings.documentation import example_file
from kiosk.adapters.settings.drafting import new_file
from kiosk.adapters.settings.reading import SettingsMissing, SettingsRefused, load_settings
from kiosk.adapters.settings.writing import change_settings
from tests.adapters.settings.test_reading import AGES, WHOLE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "askfirst.toml"
    made.write_text(f"# Ours.\n{WHOLE}\n[screen]\ntheme = 'light' # for now\n", encoding="utf-8")
    made.chmod(0o640)
    return made


def test_one_value_changes_and_comments_stay(path: Path) -> None:
    before = path.read_text(encoding="utf-8")
    settings = change_settings(path, {"screen.theme": "dark"}, AGES)
    after = path.read_text(encoding="utf-8")
    assert settings.screen.theme == "dark"
    assert load_settings(path, AGES) == settings
    assert "# for now" in after
    changed = [
        (a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b
    ]
    assert len(changed) == 1
    assert path.stat().st_mode & 0o777 == 0o640


def test_lines_that_windows_ended_stay_so(path: Path) -> None:
    before = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    change_settings(path, {"screen.theme": "dark"}, AGES)
    assert path.read_bytes() == before.replace(b"theme = 'light'", b'theme = "dark"')


def test_what_a_link_leads_to_is_changed(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    settings = change_settings(link, {"screen.theme": "dark"}, AGES)
    assert link.is_symlink()
    assert load_settings(path, AGES) == settings
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_table_that_was_not_there_is_added(path: Path) -> None:
    settings = change_settings(
        path, {"camera.seconds": 6, "kiosk.languages": ("zh_CN", "en")}, AGES
    )
    assert (settings.camera.seconds, settings.kiosk.languages) == (6, ("zh_CN", "en"))
    assert load_settings(path, AGES) == settings


@pytest.mark.parametrize(
    "changed", [{"screen.theme": "pink"}, {"screen.colour": "dark"}, {"records.epsilon": 5}]
)
def test_what_would_not_be_right_is_not_written(path: Path, changed: dict[str, object]) -> None:
    before = path.read_bytes()
    with pytest.raises(SettingsRefused) as refused:
        change_settings(path, changed, AGES)
    assert all(problem.startswith(f"{path}: ") for problem in refused.value.problems)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_is_wrong_already_is_left_alone(path: Path) -> None:
    path.write_text("[screen]\ntheme = 'dark'\n", encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(SettingsRefused):
        change_settings(path, {"screen.theme": "light"}, AGES)
    assert path.read_bytes() == before


def test_without_a_file_there_is_nothing_to_change(tmp_path: Path) -> None:
    with pytest.raises(SettingsMissing):
        change_settings(tmp_path / "askfirst.toml", {"screen.theme": "dark"}, AGES)


def test_a_disk_that_takes_nothing_leaves_the_old_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        change_settings(path, {"screen.theme": "dark"}, AGES)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_the_example_file_can_be_changed(tmp_path: Path) -> None:
    path = tmp_path / "askfirst.toml"
    path.write_text(example_file(), encoding="utf-8")
    assert change_settings(path, {"screen.theme": "dark"}, AGES).screen.theme == "dark"


def test_a_setting_that_is_shown_as_a_comment_is_set_in_its_line(tmp_path: Path) -> None:
    path = tmp_path / "askfirst.toml"
    path.write_text(example_file(), encoding="utf-8")
    change_settings(path, {"phone.port": 9000, "controller.dpo": "Li Na"}, AGES)
    before, after = (text.splitlines() for text in (example_file(), path.read_text("utf-8")))
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert changed == [
        ('# dpo = "Wang Min, dpo@lakeside.example"', 'dpo = "Li Na"'),
        ("# port = 8471", "port = 9000"),
    ]


def test_a_table_that_was_not_there_stands_before_the_last(path: Path) -> None:
    text = f"{WHOLE}\n"
    path.write_text(text, encoding="utf-8")
    change_settings(path, {"phone.port": 9000}, AGES)
    assert path.read_text("utf-8").rstrip().splitlines()[-1] == text.rstrip().splitlines()[-1]


def test_none_takes_a_setting_out(path: Path) -> None:
    change_settings(path, {"controller.dpo": "Li Na"}, AGES)
    settings = change_settings(path, {"controller.dpo": None, "phone.wifi": None}, AGES)
    assert settings.controller.dpo is None
    assert "Li Na" not in path.read_text("utf-8")


def test_a_new_file_with_everything_in_it_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "askfirst.toml"
    values = tomllib.loads(WHOLE)
    named = {f"{table}.{own}": value for table, all in values.items() for own, value in all.items()}
    path.write_text(new_file({**named, "phone.port": 9000}), encoding="utf-8")
    settings = load_settings(path, AGES)
    assert settings.phone.port == 9000
    assert replace(settings, phone=load_settings(_whole(tmp_path), AGES).phone) == load_settings(
        _whole(tmp_path), AGES
    )


def _whole(folder: Path) -> Path:
    path = folder / "whole.toml"
    path.write_text(WHOLE, encoding="utf-8")
    return path

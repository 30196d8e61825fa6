from pathlib import Path

from kiosk.adapters.settings.place import data_dir


def test_the_folder_named_on_the_command_line_wins(tmp_path: Path) -> None:
    assert data_dir(str(tmp_path), {"ASKFIRST_DATA_DIR": "/elsewhere"}) == tmp_path


def test_then_the_environment(tmp_path: Path) -> None:
    assert data_dir(None, {"ASKFIRST_DATA_DIR": str(tmp_path)}) == tmp_path


def test_an_empty_variable_counts_as_none() -> None:
    assert data_dir(None, {"ASKFIRST_DATA_DIR": ""}) == data_dir(None, {})


def test_else_the_system_has_a_place_for_it() -> None:
    assert data_dir(None, {}).name == "askfirst"


def test_a_relative_folder_is_fixed_at_once() -> None:
    assert data_dir("data", {}) == Path.cwd() / "data"

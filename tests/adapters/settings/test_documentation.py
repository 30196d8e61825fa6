from pathlib import Path

from kiosk.adapters.settings.documentation import example_file, settings_table
from kiosk.adapters.settings.keys import KEYS
from kiosk.adapters.settings.reading import load_settings

ROOT = Path(__file__).parents[3]


def test_the_example_file_is_the_one_that_comes_with_the_package() -> None:
    shipped = ROOT / "packaging" / "askfirst.example.toml"
    assert shipped.read_text(encoding="utf-8") == example_file()


def test_the_example_file_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "askfirst.toml"
    path.write_text(example_file(), encoding="utf-8")
    settings = load_settings(path, {"cn": 14, "eu": 16, "us-il": 18})
    assert settings.records.epsilon == 2.0


def test_the_example_file_shows_every_setting() -> None:
    text = example_file()
    for key in KEYS:
        assert f"{key.own} = " in text


def test_the_manual_has_the_table_of_settings() -> None:
    manual = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert settings_table() in manual

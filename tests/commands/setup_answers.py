"""Files of answers for tests, made from the one that comes with the program."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kiosk.adapters.settings.drafting import as_toml, new_file
from kiosk.adapters.settings.reading import flat, settings_in
from kiosk.bootstrap import assessment

EXAMPLE = Path(__file__).parents[2] / "packaging" / "setup-answers.example.toml"
AGES = {"cn": 14, "eu": 16, "us-il": 18}


def with_lines(path: Path, *lines: str) -> Path:
    """The example's answers, and these lines behind them."""
    path.write_text("\n".join([EXAMPLE.read_text("utf-8"), *lines, ""]), encoding="utf-8")
    return path


def sign_off_lines(other: Mapping[str, Any] | None = None) -> list[str]:
    """A sign-off of what the example's answers configure, or the same with other settings."""
    values = {**flat(tomllib.loads(EXAMPLE.read_text("utf-8"))), **(other or {})}
    settings = settings_in(new_file(values).encode(), Path("askfirst.toml"), AGES)
    configuration = assessment.configuration_of(settings)
    lines = ["[sign_off]", 'name = "Wang Min"', 'date = "2026-01-31"', "[sign_off.heard]"]
    lines += ['place = "At the north door"', "[[sign_off.configurations]]"]
    lines += [f'hash = "{configuration.hash}"', "[sign_off.configurations.facts]"]
    return lines + [
        f"{as_toml(name)} = {as_toml(fact)}" for name, fact in configuration.facts.items()
    ]

"""The manuals that ``make manuals`` writes are the ones on disk, and it leaves nothing out."""

from pathlib import Path

import pytest

from tests.docs.test_docs import commands, options
from tools.write_manuals import TEXTS, manuals

WRITTEN = manuals()


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_the_file_is_just_what_is_written(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == WRITTEN[path], "make manuals writes it anew"


def test_every_command_that_a_text_is_for_exists() -> None:
    assert TEXTS["notes"].keys() <= commands().keys()
    with_json = {name for name, made in commands().items() if "--json" in options(made)}
    assert TEXTS["json"].keys() == with_json

"""Where the program looks for what comes with it."""

import pytest

from kiosk.application.shipped import NotShipped, shipped


def test_what_comes_with_the_program_is_found() -> None:
    assert (shipped("assets") / "models").is_dir()
    assert (shipped("i18n") / "askfirst_zh_CN.qm").is_file()


def test_a_missing_folder_is_named() -> None:
    with pytest.raises(NotShipped, match="treasure"):
        shipped("treasure")

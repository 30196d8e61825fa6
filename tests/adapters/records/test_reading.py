from pathlib import Path

import pytest

from kiosk.adapters.records.reading import NoRecords, reading


def test_a_disk_that_does_not_answer_is_no_records_and_no_bug(tmp_path: Path) -> None:
    # A name that no file system has: whoever only asks for the file is refused already.
    path = tmp_path / ("x" * 5000) / "askfirst.sqlite3"
    with pytest.raises(NoRecords, match="askfirst doctor"), reading(path):
        raise AssertionError("there is nothing to read")

"""docs/performance.md: what was promised of a figure is what was measured."""

import re
from pathlib import Path

PERFORMANCE = (Path(__file__).parents[2] / "docs" / "performance.md").read_text(encoding="utf-8")


def test_the_measured_time_of_a_million_rows_is_within_its_limit() -> None:
    row = re.search(
        r"^\| `askfirst verify` on 1,000,000 rows \| ([\d.]+) s \| ([\d.]+) s \| (\d+) \|",
        PERFORMANCE,
        re.MULTILINE,
    )
    assert row is not None
    assert float(row[1]) <= float(row[2]) <= 15
    assert int(row[3]) >= 5

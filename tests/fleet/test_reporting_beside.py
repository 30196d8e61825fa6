"""What a report says beside its sums, and what it has to look for elsewhere."""

from pathlib import Path

from kiosk.fleet.engines import DuckDB
from kiosk.fleet.lake_folder import reading
from kiosk.fleet.reporting import Wish, report
from tests.fleet.conftest import Invented
from tests.fleet.day_files import DAY, day_file, put, take
from tests.fleet.test_reporting import made


def test_it_says_which_part_of_the_chain_it_is_of_and_with_which_epsilon(
    invented: Invented,
) -> None:
    """One region has set a smaller one; of the whole it says the largest."""
    found: set[float | None] = set()
    for region in sorted({each.region for each in invented.listed}):
        told = made(invented, Wish(region=region))
        assert told.total.released is not None
        assert (told.store, told.region) == (None, region)
        found.add(told.total.released.epsilon)
    assert found == {1.0, 2.0}
    whole = made(invented, Wish())
    assert whole.total.released is not None
    assert (whole.store, whole.region, whole.total.released.epsilon) == (None, None, 2.0)


def test_it_says_how_many_files_lie_set_aside(tmp_path: Path) -> None:
    inbox, lake = tmp_path / "inbox", tmp_path / "lake"
    put(inbox, day_file())
    for name in ("x", "y"):
        put(inbox, day_file(name), b"{}\n")
    take(inbox, lake)
    with DuckDB() as engine, reading(lake) as opened:
        told = report(opened, Wish(DAY, DAY), [], engine)
    assert (told.total.kiosks, told.set_aside) == (1, 2)

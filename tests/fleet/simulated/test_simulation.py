"""The lake that is written straight away is the one that its day files give."""

from pathlib import Path

import pytest

from kiosk.fleet.compact import compact
from kiosk.fleet.kiosk_list import NAME
from kiosk.fleet.lake_folder import compacting, reading
from kiosk.fleet.simulated.simulation import NotEmpty, Simulation
from tests.fleet.conftest import DAYS, KIOSKS, Invented

NOW = 2_000_000_000.0


def parts(lake: Path) -> dict[str, bytes]:
    return {
        path.relative_to(lake).as_posix(): path.read_bytes() for path in lake.rglob("*.parquet")
    }


def test_compacting_the_day_files_gives_the_same_lake_byte_for_byte(
    invented: Invented, tmp_path: Path
) -> None:
    with compacting(tmp_path / "lake", invented=True) as lake:
        done = compact(invented.inbox, lake, NOW)
    assert not done.set_aside
    assert done.taken == len(list(invented.inbox.rglob("*.jsonl"))) > KIOSKS * DAYS * 0.9
    made = parts(invented.lake)
    del made["truth.parquet"]
    assert len(made) == 9
    assert parts(tmp_path / "lake") == made


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        Simulation(tmp_path / name, kiosks=9, days=40, seed=seed).run()
    one, again, other = (parts(tmp_path / name) for name in ("one", "again", "other"))
    assert one == again
    assert all(one[name] != other[name] for name in one)
    lists = [(tmp_path / name / NAME).read_bytes() for name in ("one", "again")]
    assert lists[0] == lists[1]


def test_it_is_marked_as_invented(invented: Invented) -> None:
    with reading(invented.lake) as lake:
        assert lake.invented


def test_nothing_is_put_among_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "lake").mkdir()
    (tmp_path / "lake" / "other").touch()
    with pytest.raises(NotEmpty, match="lake is not empty"):
        Simulation(tmp_path / "lake", kiosks=1, days=1).run()
    with pytest.raises(NotEmpty, match="lake is not empty"):
        Simulation(tmp_path / "new", kiosks=1, days=1, inbox=tmp_path / "lake").run()
    assert [each.name for each in (tmp_path / "lake").iterdir()] == ["other"]


def test_progress_is_told_by_the_month(tmp_path: Path) -> None:
    told: list[int] = []
    Simulation(tmp_path, kiosks=2, days=45).run(told.append)
    assert told == [31, 45]

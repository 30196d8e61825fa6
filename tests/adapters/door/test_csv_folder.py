"""The folder that files are dropped into: when one is taken, and where it goes."""

import os
from datetime import date
from pathlib import Path

import pytest

from kiosk.adapters.door import status_file
from kiosk.adapters.door.csv_folder import HOURS_AT_ONCE, CsvDoor
from kiosk.domain.consent import Moment
from tests.adapters.door.intakes import SHOP, Intake

TODAY = date(2026, 11, 24)
HEADER = "day,hour,entered\n"


class Folder:
    """A folder, the door that looks into it, and what came of it."""

    def __init__(self, path: Path) -> None:
        self.path = path / "drop"
        self.path.mkdir()
        self.data = path / "data"
        self.intake = Intake("csv")
        self.door = CsvDoor(self.path, self.data, self.intake.door, SHOP)

    def drop(self, text: str, name: str = "a.csv") -> Path:
        file = self.path / name
        file.write_text(text, encoding="utf-8")
        return file

    def look(self, times: int = 1) -> None:
        """So many looks, a minute apart each."""
        for _ in range(times):
            while self.door.step() != 60.0:
                pass

    def names(self) -> set[str]:
        return {str(file.relative_to(self.path)) for file in self.path.rglob("*") if file.is_file()}

    @property
    def entered(self) -> dict[int, int]:
        return {moment.hour: n for moment, n in self.intake.records.entered.items()}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_file_is_counted_and_put_away(folder: Folder) -> None:
    folder.drop(f"{HEADER}2026-11-24,10,41\n2026-11-24,11,57\n")
    folder.look(2)
    assert folder.entered == {10: 41, 11: 57}
    assert folder.names() == {"done/a.csv"}
    assert folder.intake.door.status.trouble is None
    assert folder.intake.door.status.refused == 0


def test_a_file_that_is_still_written_waits(folder: Folder) -> None:
    file = folder.drop(f"{HEADER}2026-11-24,10,4")
    folder.look()
    with file.open("a") as more:
        more.write("1\n2026-11-24,11,57\n")
    folder.look()
    assert folder.entered == {}
    folder.look()
    assert folder.entered == {10: 41, 11: 57}
    assert folder.names() == {"done/a.csv"}


def test_a_file_is_done_only_when_the_records_show_it(folder: Folder) -> None:
    folder.intake.records.is_slow = True
    folder.drop(f"{HEADER}2026-11-24,10,41\n")
    folder.look(4)
    # It was handed over once, and the store will write it when it can.
    assert folder.intake.records.calls == 1
    assert folder.names() == {"a.csv"}
    folder.intake.records.entered = {Moment(TODAY, 10): 41}
    folder.look()
    assert folder.names() == {"done/a.csv"}


def test_a_file_that_is_changed_before_it_is_done_is_read_anew(folder: Folder) -> None:
    folder.intake.records.is_slow = True
    folder.drop(f"{HEADER}2026-11-24,10,41\n")
    folder.look(2)
    folder.intake.records.is_slow = False
    folder.drop(f"{HEADER}2026-11-24,10,410\n")
    folder.look(2)
    assert folder.entered == {10: 410}
    assert folder.names() == {"done/a.csv"}


def test_a_file_writes_over_what_its_hours_had(folder: Folder) -> None:
    for number in (41, 41, 40):
        folder.drop(f"{HEADER}2026-11-24,10,{number}\n")
        folder.look(2)
        assert folder.entered == {10: number}
    assert folder.names() == {"done/a.csv", "done/a-2.csv", "done/a-3.csv"}


def test_a_file_that_is_no_counts_is_refused_with_the_reason(folder: Folder) -> None:
    folder.drop("date,persons\n2026-11-24,41\n")
    folder.look(2)
    assert folder.names() == {"refused/a.csv", "refused/a.csv.txt"}
    said = (folder.path / "refused" / "a.csv.txt").read_text(encoding="utf-8")
    assert said == (
        "Nothing of this file was counted:\n"
        "line 1: the header has to name day, hour and entered, or timestamp and entered, each "
        "once\n"
    )
    assert folder.entered == {}
    assert folder.intake.door.status.refused == 1
    assert folder.intake.door.status.last_reason is not None
    assert folder.intake.door.status.last_reason.startswith("a.csv: line 1: ")


def test_wrong_lines_are_left_out_and_named(folder: Folder) -> None:
    folder.drop(f"{HEADER}2026-11-24,10,41\n2026-11-24,99,1\n2026-11-24,20,3\n2026-11-24,9,3001\n")
    folder.look(2)
    assert folder.entered == {10: 41}
    said = (folder.path / "refused" / "a.csv.txt").read_text(encoding="utf-8")
    assert said == (
        "One hour of it was counted, and these lines were not:\n"
        "line 3: that is no hour: they go from 0 to 23\n"
        "line 4: 2026-11-24 from 20:00 has not come yet\n"
        "line 5: 3,001 in one hour are more than the 3,000 that door.most_an_hour allows\n"
    )
    assert folder.intake.door.status.refused == 3


def test_a_second_refused_file_of_that_name_keeps_the_first(folder: Folder) -> None:
    for _ in range(2):
        folder.drop("nothing\n")
        folder.look(2)
    assert folder.names() == {
        *("refused/a.csv", "refused/a.csv.txt"),
        *("refused/a-2.csv", "refused/a-2.csv.txt"),
    }


def test_other_files_are_left_alone(folder: Folder) -> None:
    folder.drop("letter", "letter.txt")
    folder.drop("half", ".a.csv")
    folder.drop("half", "a.csv.part")
    (folder.path / "folder.csv").mkdir()
    elsewhere = folder.path.parent / "elsewhere.txt"
    elsewhere.write_text(f"{HEADER}2026-11-24,10,41\n")
    (folder.path / "link.csv").symlink_to(elsewhere)
    os.mkfifo(folder.path / "pipe.csv")
    folder.look(3)
    assert folder.entered == {}
    assert {file.name for file in folder.path.iterdir()} == {
        *("letter.txt", ".a.csv", "a.csv.part"),
        *("folder.csv", "link.csv", "pipe.csv"),
    }


def test_a_long_file_is_handed_over_little_by_little(folder: Folder) -> None:
    days = [f"2026-11-{day:02},{hour},{day}\n" for day in range(2, 24) for hour in range(24)]
    folder.drop(HEADER + "".join(days) + "2026-11-24,99,1\n")
    folder.look()
    steps = 0
    while folder.door.step() != 60.0:
        steps += 1
        assert folder.intake.records.calls == min(steps * HOURS_AT_ONCE, 22 * 24)
    assert steps == -(-22 * 24 // HOURS_AT_ONCE)
    said = (folder.path / "refused" / "a.csv.txt").read_text(encoding="utf-8")
    assert said.splitlines() == [
        "528 hours of it were counted, and these lines were not:",
        "line 530: that is no hour: they go from 0 to 23",
    ]


def test_a_file_that_a_later_one_writes_over_is_done_as_well(folder: Folder) -> None:
    folder.intake.records.is_slow = True
    folder.drop(f"{HEADER}2026-11-24,10,41\n2026-11-24,11,57\n", "a.csv")
    folder.drop(f"{HEADER}2026-11-24,10,42\n", "b.csv")
    folder.look(2)
    folder.intake.records.entered = {Moment(TODAY, 10): 42, Moment(TODAY, 11): 57}
    folder.look()
    assert folder.names() == {"done/a.csv", "done/b.csv"}


def test_a_file_that_says_nothing_is_done(folder: Folder) -> None:
    folder.drop(HEADER)
    folder.look(2)
    assert folder.names() == {"done/a.csv"}


def test_hours_that_are_known_already_are_not_written_again(folder: Folder) -> None:
    for _ in range(3):
        folder.drop(f"{HEADER}2026-11-24,10,41\n")
        folder.look(2)
    assert folder.intake.records.calls == 1


def test_names_may_end_in_capitals(folder: Folder) -> None:
    folder.drop(f"{HEADER}2026-11-24,10,41\n", "EXPORT.CSV")
    folder.look(2)
    assert folder.names() == {"done/EXPORT.CSV"}


def test_a_folder_that_goes_away_and_comes_back(folder: Folder) -> None:
    folder.path.rename(folder.path.with_name("gone"))
    folder.look()
    assert str(folder.path) in str(folder.intake.door.status.trouble)
    folder.path.with_name("gone").rename(folder.path)
    folder.drop(f"{HEADER}2026-11-24,10,41\n")
    folder.look(2)
    assert folder.intake.door.status.trouble is None
    assert folder.names() == {"done/a.csv"}


def test_what_cannot_be_put_away_is_counted_and_said(folder: Folder) -> None:
    # A file where the folder should be, as root may write anywhere.
    (folder.path / "done").write_text("")
    folder.drop(f"{HEADER}2026-11-24,10,41\n")
    folder.look(3)
    assert folder.entered == {10: 41}
    assert folder.intake.door.status.trouble is not None
    assert "done" in str(folder.intake.door.status.trouble)
    assert folder.names() == {"a.csv", "done"}


def test_among_our_own_files_nothing_is_looked_for(folder: Folder) -> None:
    folder.data.mkdir()
    inside = folder.data / "drop"
    inside.mkdir()
    (inside / "a.csv").write_text(f"{HEADER}2026-11-24,10,41\n")
    door = CsvDoor(inside, folder.data, folder.intake.door, SHOP)
    for _ in range(3):
        door.step()
    assert folder.entered == {}
    assert str(inside) in str(folder.intake.door.status.trouble)


def test_a_name_that_is_no_text_is_refused_like_any_other(folder: Folder) -> None:
    name = os.fsdecode(b"z\xe4hler.csv")
    try:
        folder.drop("nothing of ours\n", name)
    except OSError:
        # This file system has no such names, and then nobody can drop one.
        return
    folder.look(2)
    assert folder.names() == {f"refused/{name}", f"refused/{name}.txt"}
    path = folder.data / "status" / "status.json"
    folder.data.mkdir()
    status_file.keep(path, folder.intake.door.status)
    kept = status_file.load(path)
    assert kept is not None
    assert (kept.refused, (kept.last_reason or "")[:10]) == (1, "z·hler.csv")

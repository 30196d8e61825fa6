"""Starts that end badly, one after the other, are told from those that somebody ended."""

from pathlib import Path

import pytest

from kiosk.adapters.system.starts import MOST, STARTS_FILE, WITHIN_SECONDS, Starts


class Machine:
    """A clock since it was switched on, and which switching-on that was."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seconds = 50.0
        self.boot = "first"

    def start(self, later: float = 2.0) -> bool:
        """Start the kiosk; whether it is to be a safe start."""
        self.seconds += later
        return self._starts().begin()

    def end_well(self) -> None:
        self._starts().ended_well()

    def unfinished(self) -> int:
        return self._starts().unfinished()

    def _starts(self) -> Starts:
        return Starts(self.folder, lambda: self.seconds, lambda: self.boot)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_after_so_many_the_next_is_a_safe_one(machine: Machine) -> None:
    assert [machine.start() for _ in range(MOST + 1)] == [False] * MOST + [True]
    assert machine.start() is True


def test_one_that_was_ended_makes_up_for_those_before(machine: Machine) -> None:
    for _ in range(MOST):
        machine.start()
    machine.end_well()
    assert machine.unfinished() == 0
    assert machine.start() is False


def test_what_is_long_ago_does_not_count(machine: Machine) -> None:
    assert not any(machine.start(WITHIN_SECONDS / (MOST - 1)) for _ in range(20))


def test_switching_the_machine_off_and_on_is_no_fault(machine: Machine) -> None:
    for boot in "abcdefgh":
        machine.boot, machine.seconds = boot, 10.0
        assert machine.start() is False


def test_after_the_rest_it_has_all_its_tries_again(machine: Machine) -> None:
    while not machine.start():
        pass
    assert machine.start(WITHIN_SECONDS + 1) is False


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"boot": "first"}', b"\xff", b'{"boot": "first", "began": [null]}'],
)
def test_a_file_that_cannot_be_read_is_none(machine: Machine, content: bytes) -> None:
    (machine.folder / STARTS_FILE).write_bytes(content)
    assert machine.start() is False
    assert machine.unfinished() == 1


def test_a_folder_that_cannot_be_written_keeps_nobody_from_starting(tmp_path: Path) -> None:
    starts = Starts(tmp_path / "gone")
    assert starts.begin() is False
    starts.ended_well()


def test_the_real_clock_and_switching_on_are_the_same_for_two(tmp_path: Path) -> None:
    Starts(tmp_path).begin()
    assert Starts(tmp_path).unfinished() == 1

"""A mirror of Debian's that is slow for once, and one that is not there."""

import subprocess

import pytest

from tests.packaging.linux.debian_root import fetched

MIRROR = "http://mirror.example/debian"


class Mirror:
    """Answers as often as it is told to that it cannot."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.asked = 0

    def ask(self) -> subprocess.CompletedProcess[str]:
        self.asked += 1
        refuses = self.asked <= self.refusals
        return subprocess.CompletedProcess("apt", int(refuses), "", "E: timed out\n")


def test_one_that_answers_at_last_is_no_fault() -> None:
    mirror = Mirror(refusals=2)
    fetched(MIRROR, mirror.ask, waits=(0, 0, 0))
    assert mirror.asked == 3


def test_one_that_never_answers_is_named_with_what_it_said() -> None:
    # In CI that is a failure (tests/left_out.py).
    with pytest.raises(pytest.skip.Exception) as left_out:
        fetched(MIRROR, Mirror(refusals=9).ask, waits=(0, 0))
    said = str(left_out.value)
    assert f"could be fetched from {MIRROR}, in 2 tries (is the network up?)" in said
    assert said.endswith("E: timed out\n")

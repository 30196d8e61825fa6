"""The administrator's page, followed to the letter: each command, in its order, by one shell."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.packaging.linux.booted_root import HEADLESS, BootedRoot, booted, write_drop_in
from tests.packaging.linux.debian_root import ROOT, DebianRoot, layered

pytestmark = [pytest.mark.timeout(1800)]

MANUAL = (ROOT / "docs" / "operations" / "linux.md").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Step:
    """One of the ten: its number, and its commands, one block after the other."""

    number: int
    blocks: tuple[str, ...]


def steps() -> list[Step]:
    chapter = MANUAL.split("\n## The ten steps\n")[1].split("\n## ")[0]
    parts = re.split(r"(?m)^\*\*(\d+)\. ", chapter)[1:]
    return [
        Step(int(number), tuple(re.findall(r"(?ms)^```sh\n(.*?)^```$", text)))
        for number, text in zip(parts[::2], parts[1::2], strict=True)
    ]


@pytest.fixture
def bare(debian: Path, deb: Path, tmp_path: Path) -> Iterator[DebianRoot]:
    """A machine with a system and nothing of ours but the package's file."""
    with layered([debian], tmp_path) as root:
        root.take(deb)
        # The one thing that is not the manual's: where there is no screen, cage is told so.
        write_drop_in(root, "headless", HEADLESS)
        yield root


def test_there_are_ten_and_what_has_no_commands_says_that_it_was_not_tried() -> None:
    assert [step.number for step in steps()] == list(range(1, 11))
    assert [step.number for step in steps() if not step.blocks] == [1]
    assert "*Not tried: it needs the machine.*" in MANUAL


def test_each_works_as_it_is_written(bare: DebianRoot) -> None:
    before, after = _around_the_restart([block for step in steps() for block in step.blocks])
    with booted(bare) as machine:
        for block in before:
            _type(machine, block)
        machine.run("systemctl", "--no-block", "reboot")
        machine.wait_for_end()
    with booted(bare) as machine:
        for block in after:
            if "askfirst doctor" in block:
                _type(machine, block.replace("askfirst doctor\n", ""))
                _is_well_but_for_the_camera(machine)
            else:
                _type(machine, block)
        assert list((bare.folder / "srv/askfirst").glob("askfirst-*.sqlite3"))
        # What the page says of phones, too, on the machine that it made.
        phones = MANUAL.split("\n## Phones and door counters\n")[1].split("\n## ")[0]
        for block in re.findall(r"(?ms)^```sh\n(.*?)^```$", phones):
            _type(machine, block)
        assert "AF_INET" in machine.of_unit("RestrictAddressFamilies")
        assert machine.of_unit("ActiveState") == "active"


def _around_the_restart(blocks: list[str]) -> tuple[list[str], list[str]]:
    restart = blocks.index("systemctl reboot\n")
    return blocks[:restart], blocks[restart + 1 :]


def _type(machine: BootedRoot, block: str) -> None:
    """As root, in the folder into which the package was copied; the first fault ends it."""
    machine.run("sh", "-ec", f"cd /root\n{block}")


def _is_well_but_for_the_camera(machine: BootedRoot) -> None:
    done = machine.run("askfirst", "doctor", "--json", check=False)
    checks = json.loads(done.stdout)["checks"]
    assert [check for check in checks if not check["ok"] and check["name"] != "camera"] == []

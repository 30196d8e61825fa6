"""More machines of a shop, set up from one computer by the lines of the administrator's page."""

import json
import re
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from kiosk.domain.sign_in import RecoveryCode
from tests.packaging.linux.booted_root import HEADLESS, BootedRoot, booted, write_drop_in
from tests.packaging.linux.debian_root import ROOT, DebianRoot, layered

pytestmark = [pytest.mark.timeout(1800)]

MANUAL = (ROOT / "docs" / "operations" / "linux.md").read_text(encoding="utf-8")
CHAPTER = MANUAL.split("\n## The other thirty-nine\n")[1].split("\n## ")[0]
WRITES, SETS_UP, ASKS = re.findall(r"(?ms)^```sh\n(.*?)^```$", CHAPTER)
(LIST,) = re.findall(r"(?ms)^```text\n(.*?)^```$", CHAPTER)
NAMES = {line.split("|")[0]: line.split("|")[1:] for line in LIST.splitlines()}

# In the place of SSH: the same lines, carried out in a machine that "door" leads into.
_SSH = """\
#!/bin/sh
set -e
[ "$1" != -n ] || { shift; exec </dev/null; }
machine=${1#root@}
. "doors/$machine"
door sh -c "cd /root; $2"
"""
_SCP = """\
#!/bin/sh
set -e
machine=${3#root@}
. "doors/${machine%:/root/}"
cp "$1" "$2" "$folder/root/"
"""


@pytest.fixture
def computer(fresh: DebianRoot, deb: Path, tmp_path: Path) -> Path:
    """A folder with what the page wants in it, the answers written by a first machine."""
    folder = tmp_path / "computer"
    (folder / "doors").mkdir(parents=True)
    example = fresh.folder / "etc/askfirst/setup-answers.example.toml"
    answers = fresh.folder / "etc/askfirst/answers.toml"
    pins = '\n[pins]\nmanager = "58203914"\nstaff = "20741963"\n'
    answers.write_text(example.read_text(encoding="utf-8") + pins, encoding="utf-8")
    fresh.run("askfirst", "setup", "--answers", "/etc/askfirst/answers.toml", "--skip-visit")
    fresh.run("askfirst", "pia", "sign", "--name", "Wang Min")
    fresh.run("install", "-d", "-o", "askfirst", "-g", "askfirst", "-m", "700", "/srv/askfirst")
    fresh.run("sh", "-ec", WRITES)
    (folder / "answers.toml").write_bytes((fresh.folder / "srv/askfirst/answers.toml").read_bytes())
    (folder / deb.name).symlink_to(deb)
    (folder / "kiosks.txt").write_text(LIST, encoding="utf-8")
    for name, text in (("ssh", _SSH), ("scp", _SCP)):
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture
def roots(debian: Path, tmp_path: Path) -> Iterator[Mapping[str, DebianRoot]]:
    """A machine with a system, and nothing else, for each line of the list."""
    with ExitStack() as stack:
        made = {name: stack.enter_context(layered([debian], tmp_path / name)) for name in NAMES}
        for root in made.values():
            write_drop_in(root, "headless", HEADLESS)
        yield made


def test_each_is_set_up_and_in_service(computer: Path, roots: Mapping[str, DebianRoot]) -> None:
    with ExitStack() as stack:
        machines = {name: stack.enter_context(booted(root)) for name, root in roots.items()}
        done = "".join(f"{name} starts anew\n" for name in NAMES)
        assert _do(computer, SETS_UP, machines) == done, _logs(computer)
        for machine in machines.values():
            machine.wait_for_end()
    said = [(computer / f"{name}.code").read_text(encoding="utf-8") for name in NAMES]
    codes = {RecoveryCode.parse(each).grouped for each in said}
    keys = {(root.folder / "var/lib/askfirst/signing.key").read_bytes() for root in roots.values()}
    assert len(codes) == len(keys) == len(NAMES)

    with ExitStack() as stack:
        machines = {name: stack.enter_context(booted(root)) for name, root in roots.items()}
        # A machine in a test has no camera, and the page's doctor says so.
        ill = "".join(f"{name} is not well: see {name}.txt\n" for name in NAMES)
        assert _do(computer, ASKS, machines) == ill
        for name, machine in machines.items():
            assert (computer / f"{name}.txt").read_text("utf-8").startswith("active\n")
            done = machine.run("askfirst", "doctor", "--json", check=False)
            checks = json.loads(done.stdout)["checks"]
            assert [check["name"] for check in checks if not check["ok"]] == ["camera"]
            written = machine.run("cat", "/var/lib/askfirst/askfirst.toml").stdout
            assert all(each in written for each in NAMES[name])
            left = machine.run("find", "/root", "/etc/askfirst", "-name", "answers.toml")
            assert left.stdout == ""


def test_one_that_cannot_be_reached_is_named_and_the_next_is_tried(computer: Path) -> None:
    for name in NAMES:
        (computer / "doors" / name).write_text("exit 255\n", encoding="utf-8")
    said = _do(computer, SETS_UP, {})
    assert said == "".join(f"{name} is not done: see {name}.log\n" for name in NAMES)


def _logs(computer: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8") for log in computer.glob("*.log"))


def _do(computer: Path, lines: str, machines: Mapping[str, BootedRoot]) -> str:
    """What lines of the page say at that computer's terminal."""
    for name, machine in machines.items():
        enter = shlex.join(machine.door)
        text = f'folder={shlex.quote(str(machine.root.folder))}\ndoor() {{ {enter} "$@"; }}\n'
        (computer / "doors" / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["sh", "-c", lines],
        capture_output=True,
        text=True,
        check=False,
        cwd=computer,
        env={"PATH": f"{computer}:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"},
    )
    assert done.stderr == ""
    return done.stdout

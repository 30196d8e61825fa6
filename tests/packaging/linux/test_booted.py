"""The kiosk as the unit runs it, in a Debian that is up: in cage, without a screen."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaging.linux.booted_root import HEADLESS, BootedRoot, booted, write_drop_in
from tests.packaging.linux.debian_root import DebianRoot, layered
from tests.stored import outcomes

pytestmark = [pytest.mark.timeout(1800)]

ANSWERS = "/etc/askfirst/setup-answers.example.toml"

# Says on the line what a process in the unit may do, by trying it.
_TRIES = r"""
use Socket;
sub says { print "$_[0] ", ($_[1] ? "yes" : "no"), "\n" }
says("internet", socket(my $a, PF_INET, SOCK_STREAM, 0));
says("packets", socket(my $b, PF_PACKET, SOCK_RAW, 0));
says("local", socket(my $c, PF_UNIX, SOCK_STREAM, 0));
says("own", open(my $d, ">", "/var/lib/askfirst/tried") && unlink("/var/lib/askfirst/tried"));
says("program", open(my $e, ">", "/usr/lib/askfirst/tried"));
says("settings", open(my $f, ">", "/etc/tried"));
says("homes", opendir(my $g, "/root"));
says("kernel", open(my $h, ">", "/proc/sys/kernel/core_pattern"));
open(my $i, "<", "/proc/self/limits");
says("core", !grep { /^Max core file size\s+0\s+0\s/ } <$i>);
says("others", -e "/proc/1/status");
says("input", open(my $k, "<", "/dev/tty0"));
"""

_CGROUP = "/sys/fs/cgroup/system.slice/askfirst.service"

# The processes of the first child's cgroup, as soon as there is one.
_FIRST_CHILD = (
    'until cat "$1"/askfirst-child-*/cgroup.procs 2>/dev/null | grep .; do sleep 0.1; done'
)


@pytest.fixture(scope="module")
def up(
    installed_once: DebianRoot, debian: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BootedRoot]:
    """A machine that was set up and signed for, and started anew."""
    place = tmp_path_factory.mktemp("up")
    with layered([installed_once.written, debian], place) as root:
        root.run("askfirst", "setup", "--answers", ANSWERS, "--skip-visit")
        root.run("askfirst", "pia", "sign", "--name", "Wang Min")
        write_drop_in(root, "headless", HEADLESS)
        with booted(root) as machine:
            yield machine


@pytest.fixture(autouse=True)
def as_it_was(up: BootedRoot) -> Iterator[None]:
    """Each test finds the unit as the package has it."""
    yield
    folder = up.root.folder / "etc/systemd/system/askfirst.service.d"
    changed = [path for path in folder.iterdir() if path.name != "headless.conf"]
    for path in changed:
        path.unlink()
    if changed:
        up.run("systemctl", "stop", "askfirst")
        up.run("systemctl", "daemon-reload")


@pytest.fixture
def running(up: BootedRoot) -> BootedRoot:
    """The machine with the kiosk in service."""
    up.run("systemctl", "start", "askfirst")
    return up


def test_it_comes_up_with_the_machine_and_says_so(up: BootedRoot) -> None:
    assert up.of_unit("ActiveState") == "active"
    assert up.of_unit("StatusText") != ""
    assert up.run("systemctl", "list-units", "--failed", "--no-legend").stdout == ""


def test_it_runs_within_its_unit_with_no_powers(running: BootedRoot) -> None:
    named = _named(running)
    for process in named:
        status = running.run("cat", f"/proc/{process}/status").stdout
        facts = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        assert int(facts["CapBnd"], 16) == 0
        assert facts["NoNewPrivs"] == "1"
        assert facts["Seccomp"] == "2"
    assert {"cage", "askfirst"} <= set(named.values())


def test_a_kiosk_that_hangs_is_started_again(running: BootedRoot) -> None:
    running.run("mkfifo", "/started")
    # What comes after the start is said into the pipe; reading it is waiting for it.
    running.drop_in("watched", '[Service]\nExecStartPost=+/bin/sh -c "echo again >/started"\n')
    kiosk = next(each for each, name in _named(running).items() if name == "askfirst")
    running.run("sh", "-c", f"kill -STOP {kiosk}")
    assert running.run("timeout", "180", "cat", "/started").stdout == "again\n"
    assert running.of_unit("NRestarts") == "1"
    assert running.of_unit("Result") == "success"


def test_a_whole_visit_with_a_confined_look_works_in_the_unit(up: BootedRoot) -> None:
    up.run("systemctl", "stop", "askfirst")
    up.drop_in(
        "play",
        "[Service]\nType=oneshot\nRestart=no\nExecStart=\nExecStart=/usr/bin/cage -d -- "
        "/usr/bin/askfirst demo --play\n",
    )
    up.run("systemctl", "start", "askfirst")
    counts = outcomes(up.root.folder / "var/lib/askfirst/demo/askfirst.sqlite3")
    assert counts["agreed"] >= 1
    assert counts["counted"] >= 1


def test_each_child_has_a_cgroup_of_its_own(up: BootedRoot) -> None:
    up.run("systemctl", "stop", "askfirst")
    demo = "[Service]\nType=exec\nWatchdogSec=0\nExecStart=\nExecStart=/usr/bin/cage -d -- "
    up.drop_in("demo", f"{demo}/usr/bin/askfirst demo\n")
    up.run("systemctl", "start", "askfirst")
    found = up.run("timeout", "60", "sh", "-c", _FIRST_CHILD, "sh", _CGROUP).stdout.split()
    assert len(found) == 1
    assert up.run("cat", f"/proc/{found[0]}/comm").stdout == "askfirst\n"
    up.run("systemctl", "stop", "askfirst")
    assert up.run("test", "-e", _CGROUP, check=False).returncode == 1


def test_what_a_process_in_the_unit_may_do(up: BootedRoot) -> None:
    assert _tries(up) == {
        "internet": "no",
        "packets": "no",
        "local": "yes",
        "own": "yes",
        "program": "no",
        "settings": "no",
        "homes": "no",
        "kernel": "no",
        "core": "no",
        "others": "no",
        "input": "no",
    }


def test_with_the_shops_network_it_may_have_sockets(up: BootedRoot) -> None:
    example = up.root.folder / "usr/share/askfirst/network.conf"
    up.drop_in("network", example.read_text(encoding="utf-8"))
    tried = _tries(up)
    assert (tried["internet"], tried["packets"]) == ("yes", "no")
    assert set(up.of_unit("IPAddressDeny").split()) == {"0.0.0.0/0", "::/0"}
    allowed = up.of_unit("IPAddressAllow").split()
    assert {"192.168.0.0/16", "10.0.0.0/8", "fe80::/64", "127.0.0.0/8"} <= set(allowed)


def test_a_shop_that_wants_phones_is_told_how_to_give_the_service_a_network(
    running: BootedRoot,
) -> None:
    _want_phones(running, "network")
    try:
        running.run("systemctl", "restart", "askfirst")
        before = _of_the_page(running)
        assert not before["ok"]
        assert "askfirst.service" in before["says"]
        # The page is missing, and nothing else is.
        assert running.of_unit("ActiveState") == "active"
        assert running.of_unit("NRestarts") == "0"
        running.run("sh", "-ec", before["cure"].removeprefix("As root: "))
        after = _of_the_page(running)
        # This machine has no network at all; that of the shop would be seen by now.
        assert "askfirst.service" not in after["says"]
        assert running.of_unit("ActiveState") == "active"
    finally:
        _want_phones(running, "off")


def test_the_console_is_given_up_only_once_it_has_been_set_up(up: BootedRoot) -> None:
    settings = up.root.folder / "var/lib/askfirst/askfirst.toml"
    up.run("systemctl", "stop", "askfirst")
    settings.rename(settings.with_name("away"))
    up.run("systemctl", "start", "askfirst")
    settings.with_name("away").rename(settings)
    assert up.of_unit("ConditionResult") == "no"
    assert up.of_unit("ActiveState") == "inactive"


def test_an_upgrade_ends_it_and_starts_the_newer_one(running: BootedRoot, newer: Path) -> None:
    before = running.of_unit("MainPID")
    running.root.take(newer)
    running.run("apt-get", "install", "-y", f"/root/{newer.name}")
    assert running.of_unit("ActiveState") == "active"
    assert running.of_unit("MainPID") not in ("0", before)
    assert "whole" in running.run("askfirst", "verify").stdout


def _want_phones(machine: BootedRoot, mode: str) -> None:
    machine.run("systemctl", "stop", "askfirst")
    machine.run("askfirst", "setup", "--set", f"phone.mode={mode}", "--skip-visit")


def _of_the_page(machine: BootedRoot) -> dict[str, str]:
    """The doctor's line for the phone page."""
    said = machine.run("askfirst", "doctor", "--json", check=False).stdout
    (found,) = (each for each in json.loads(said)["checks"] if each["name"] == "phone page")
    return found


def _named(machine: BootedRoot) -> dict[str, str]:
    """The names of the unit's processes, the oldest first."""
    group = machine.of_unit("ControlGroup")
    processes = machine.run("cat", f"/sys/fs/cgroup{group}/cgroup.procs").stdout.split()
    return {
        process: machine.run("cat", f"/proc/{process}/comm").stdout.strip() for process in processes
    }


def _tries(up: BootedRoot) -> dict[str, str]:
    """What the unit lets a program do that stands in the kiosk's place."""
    up.run("systemctl", "stop", "askfirst")
    script = up.root.folder / "usr/local/bin/tries"
    script.write_text(_TRIES, encoding="utf-8")
    up.drop_in(
        "tries",
        "[Service]\nType=oneshot\nRestart=no\nStandardOutput=truncate:/run/tried\n"
        "ExecStart=\nExecStart=/usr/bin/perl /usr/local/bin/tries\n",
    )
    up.run("systemctl", "start", "askfirst")
    lines = up.run("cat", "/run/tried").stdout.splitlines()
    return dict(line.split(" ") for line in lines)

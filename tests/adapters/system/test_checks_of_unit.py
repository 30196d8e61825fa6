"""What the package's own unit lets the kiosk reach, and what an administrator adds to it."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.adapters.system import checks_of_unit as checks
from kiosk.adapters.system.checks_of_unit import LINE, NETWORK, UNIT

ROOT = Path(__file__).parents[3]
PACKAGED = ROOT / "packaging" / "linux" / "root"
READY = PACKAGED / "usr" / "share" / "askfirst"
SHIPPED = PACKAGED / "usr" / "lib" / "systemd" / "system" / UNIT


class Machine:
    """Two of systemd's folders: the administrator's, which has the word, and the system's."""

    def __init__(self, folder: Path) -> None:
        self.etc, self.lib = folder / "etc", folder / "lib"
        self.lib.mkdir()
        self.folders = (str(self.etc), str(self.lib))

    def install(self) -> None:
        shutil.copy(SHIPPED, self.lib)

    def has(self, unit: str) -> None:
        (self.lib / UNIT).write_text(f"[Service]\n{unit}\n", encoding="utf-8")

    def add(self, name: str, text: str, folder: Path | None = None) -> None:
        place = (folder or self.etc) / f"{UNIT}.d"
        place.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")

    def add_ready(self, name: str) -> None:
        self.add(name, (READY / name).read_text(encoding="utf-8"))

    def reaches_network(self, version: int = 4) -> bool | None:
        return checks.reaches_network(version, self.folders)

    def reaches(self, device: str) -> bool | None:
        return checks.reaches_device(device, self.folders)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_where_no_service_is_installed_nothing_is_known_of_it(machine: Machine) -> None:
    assert machine.reaches_network() is None
    assert machine.reaches("/dev/ttyUSB0") is None
    machine.add_ready(NETWORK)
    assert machine.reaches_network() is None


def test_the_service_of_the_package_has_neither_network_nor_lines(machine: Machine) -> None:
    machine.install()
    assert machine.reaches_network() is False
    assert machine.reaches_network(6) is False
    for device in ("/dev/ttyUSB0", "/dev/ttyACM1", "/dev/ttyS0"):
        assert machine.reaches(device) is False


def test_what_the_package_has_ready_gives_it_the_network_or_a_line(machine: Machine) -> None:
    machine.install()
    machine.add_ready(NETWORK)
    assert machine.reaches_network() is True
    assert machine.reaches_network(6) is True
    assert machine.reaches("/dev/ttyUSB0") is False
    machine.add_ready(LINE)
    for device in ("/dev/ttyUSB0", "/dev/ttyACM1", "/dev/ttyS0"):
        assert machine.reaches(device) is True
    assert machine.reaches("/dev/sda") is False


@pytest.mark.parametrize(
    ("unit", "by_4", "by_6"),
    [
        ("User=askfirst", True, True),
        ("RestrictAddressFamilies=AF_UNIX AF_INET", True, False),
        ("RestrictAddressFamilies=none", False, False),
        ("RestrictAddressFamilies=~AF_INET AF_PACKET", False, True),
        ("RestrictAddressFamilies=AF_UNIX\n# RestrictAddressFamilies=AF_INET", False, False),
        ("RestrictAddressFamilies=AF_UNIX\nRestrictAddressFamilies=", True, True),
        ("IPAddressDeny=any", False, False),
        ("IPAddressDeny=any\nIPAddressAllow=10.0.0.0/8", True, True),
    ],
)
def test_a_unit_of_the_administrators_own_is_read_as_systemd_reads_it(
    machine: Machine, unit: str, by_4: bool, by_6: bool
) -> None:
    machine.has(unit)
    assert (machine.reaches_network(4), machine.reaches_network(6)) == (by_4, by_6)


def test_of_two_additions_with_one_name_the_administrators_counts(machine: Machine) -> None:
    machine.install()
    families = "[Service]\nRestrictAddressFamilies=AF_INET\nIPAddressAllow=any\n"
    machine.add("more.conf", families, machine.lib)
    assert machine.reaches_network() is True
    machine.add("more.conf", "[Service]\n")
    assert machine.reaches_network() is False


def test_a_unit_that_keeps_no_devices_away_reaches_all(machine: Machine) -> None:
    machine.has("User=askfirst")
    assert machine.reaches("/dev/ttyUSB0") is True


def test_a_line_by_its_lasting_name_is_the_one_that_it_leads_to(
    machine: Machine, tmp_path: Path
) -> None:
    (tmp_path / "ttyUSB0").write_text("")
    (tmp_path / "by-id").symlink_to(tmp_path / "ttyUSB0")
    machine.install()
    machine.add_ready(LINE)
    assert machine.reaches(f"{tmp_path}/by-id") is True


def manual_commands() -> list[str]:
    text = (ROOT / "docs" / "operations" / "linux.md").read_text(encoding="utf-8")
    chapter = text.split("\n## Phones and door counters\n")[1].split("\n## ")[0]
    return re.findall(r"(?ms)^```sh\n(.*?)^```$", chapter)[0].splitlines()


@pytest.mark.parametrize("name", [NETWORK, LINE])
def test_the_cure_is_what_the_manual_says_and_the_package_brings(name: str) -> None:
    commands = checks.cure(name).removeprefix("As root: ").split(" && ")
    assert commands == [each.replace(NETWORK, name) for each in manual_commands()]
    assert (READY / name).is_file()


def test_what_may_not_be_read_is_not_known(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object) -> str:
        raise PermissionError(13, "Permission denied")

    machine.install()
    read: Callable[..., str] = refuse
    monkeypatch.setattr(Path, "read_text", read)
    assert machine.reaches_network() is None

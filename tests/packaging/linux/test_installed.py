"""The package in a Debian of its own: what it makes, what works, and what is left of it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaging.linux.conftest import field, install
from tests.packaging.linux.debian_root import DebianRoot, layered
from tests.stored import outcomes

pytestmark = [pytest.mark.timeout(1800)]

DATA = "/var/lib/askfirst"
ANSWERS = "/etc/askfirst/setup-answers.example.toml"
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture
def shop(fresh: DebianRoot) -> Iterator[DebianRoot]:
    """A kiosk that is set up."""
    fresh.run("askfirst", "setup", "--answers", ANSWERS, "--skip-visit")
    yield fresh


def test_each_dependency_is_debians(installed_once: DebianRoot, deb: Path) -> None:
    # It was installed with nothing else at hand; what it asks for is what is there.
    said = installed_once.run("dpkg", "--audit").stdout
    assert said == ""
    for wanted in field(deb, "Depends").split(", "):
        names = [each.split(" ")[0] for each in wanted.split(" | ")]
        assert any(
            "ok installed" in installed_once.run("dpkg", "--status", name, check=False).stdout
            for name in names
        ), wanted


def test_the_account_and_its_folders_are_made(installed_once: DebianRoot) -> None:
    account = installed_once.run("getent", "passwd", "askfirst").stdout.strip().split(":")
    assert account[5:] == ["/var/cache/askfirst", "/usr/sbin/nologin"]
    assert installed_once.run("passwd", "--status", "askfirst").stdout.split()[1] == "L"
    groups = installed_once.run("id", "-nG", "askfirst").stdout.split()
    assert sorted(groups) == ["askfirst", "render", "video"]
    folders = (DATA, "/var/cache/askfirst", "/etc/askfirst")
    told = installed_once.run("stat", "--format=%a %U %G", *folders).stdout.splitlines()
    assert told == ["700 askfirst askfirst", "700 askfirst askfirst", "750 root askfirst"]


def test_systemd_has_nothing_against_its_files(installed_once: DebianRoot) -> None:
    unit = "askfirst.service"
    for names in ([], ["network.conf"], ["serial.conf"], ["network.conf", "serial.conf"]):
        folder = installed_once.folder / "etc/systemd/system/askfirst.service.d"
        folder.mkdir(exist_ok=True)
        for name in names:
            example = installed_once.folder / "usr/share/askfirst" / name
            (folder / name).write_bytes(example.read_bytes())
        done = installed_once.run("systemd-analyze", "verify", unit, check=False)
        for name in names:
            (folder / name).unlink()
        folder.rmdir()
        assert (done.returncode, done.stderr) == (0, ""), names
    for tool in ("systemd-sysusers", "systemd-tmpfiles"):
        more = ["--create"] if tool == "systemd-tmpfiles" else []
        done = installed_once.run(tool, "--dry-run", *more, "askfirst.conf")
        assert "askfirst.conf:" not in done.stderr
    rules = "/usr/lib/udev/rules.d/71-askfirst-camera.rules"
    installed_once.run("udevadm", "verify", "--resolve-names=late", rules)


def test_it_is_enabled_and_can_be_run(installed_once: DebianRoot) -> None:
    state = installed_once.run("systemctl", "is-enabled", "askfirst.service").stdout
    assert state.strip() == "enabled"
    project = Path(__file__).parents[3] / "pyproject.toml"
    version = re.search(r'^version = "(.+)"$', project.read_text("utf-8"), re.MULTILINE)
    assert version is not None
    said = installed_once.run("askfirst", "--version", user="askfirst").stdout
    assert said.startswith(f"AskFirst {version[1]}")


def test_the_doctor_misses_the_settings_and_nothing_else(fresh: DebianRoot) -> None:
    done = fresh.run("askfirst", "doctor", "--json", user="askfirst", check=False)
    wrong = [check["name"] for check in json.loads(done.stdout)["checks"] if not check["ok"]]
    assert wrong == ["settings"]


def test_a_visit_of_the_demo_is_counted(fresh: DebianRoot) -> None:
    fresh.run("askfirst", "demo", "--play", user="askfirst", environment=OFFSCREEN)
    records = fresh.folder / DATA.lstrip("/")
    assert outcomes(records / "demo" / "askfirst.sqlite3")["counted"] >= 1
    said = fresh.run("askfirst", "stats", "--demo", "--json", user="askfirst").stdout
    figures = json.loads(said)
    assert figures["demo"] is True
    # What still grows is shown in steps of five: one visit is not told apart from none.
    assert figures["counts"]["counted"] == 0
    # Nothing of libraries' lies among the records.
    assert [path.name for path in records.iterdir()] == ["demo"]


def test_the_doctor_finds_nothing_that_does_not_belong(shop: DebianRoot) -> None:
    done = shop.run("askfirst", "doctor", "--json", check=False)
    wrong = {check["name"] for check in json.loads(done.stdout)["checks"] if not check["ok"]}
    assert wrong == {"assessment", "camera"}


def test_an_upgrade_keeps_records_and_what_the_administrator_decided(
    shop: DebianRoot, newer: Path
) -> None:
    shop.run("systemctl", "disable", "askfirst.service")
    example = shop.folder / "etc/askfirst/askfirst.example.toml"
    example.write_text("# ours\n", encoding="utf-8")
    before = _of_the_kiosk(shop)
    install(shop, newer)
    assert field(newer, "Version") in shop.run("dpkg", "--status", "askfirst").stdout
    assert _of_the_kiosk(shop) == before
    assert example.read_text(encoding="utf-8") == "# ours\n"
    state = shop.run("systemctl", "is-enabled", "askfirst.service", check=False).stdout
    assert state.strip() == "disabled"


def test_a_removal_leaves_the_records_and_a_later_purge_says_what_is_missing(
    shop: DebianRoot,
) -> None:
    before = _of_the_kiosk(shop)
    shop.run("apt-get", "remove", "-y", "askfirst")
    assert _of_the_kiosk(shop) == before
    assert not (shop.folder / "usr/lib/askfirst").exists()
    (shop.folder / DATA.lstrip("/") / "askfirst.sqlite3").write_bytes(b"records")
    said = shop.run("dpkg", "--purge", "askfirst")
    assert "without a signed closing statement" in said.stderr
    assert not (shop.folder / DATA.lstrip("/")).exists()


def test_a_purge_erases_the_records_and_leaves_nothing_but_the_signed_statement(
    debian: Path, deb: Path, tmp_path: Path
) -> None:
    with layered([debian], tmp_path) as root:
        before = root.files()
        install(root, deb)
        root.run("askfirst", "setup", "--answers", ANSWERS, "--skip-visit")
        # Its pictures, too, shall lie where they go with the package.
        aside = {**OFFSCREEN, "TMPDIR": "/var/cache/askfirst"}
        root.run("askfirst", "demo", "--play", environment=aside)
        drop_in = root.folder / "etc/systemd/system/askfirst.service.d/network.conf"
        drop_in.parent.mkdir()
        drop_in.write_text("[Service]\n", encoding="utf-8")
        root.run("apt-get", "purge", "-y", "askfirst")
        after = root.files()
        (statement,) = _statements(root)
        assert statement.stat().st_mode & 0o777 == 0o600
        assert json.loads(statement.read_text("utf-8"))["demo"] is False
        expected = str(statement.relative_to(root.folder))
    new = sorted(set(after) - set(before))
    assert [place for place in new if not _is_aside(place)] == [expected]
    assert sorted(set(before) - set(after)) == []


def test_a_purge_by_dpkg_alone_signs_as_well(shop: DebianRoot) -> None:
    shop.run("dpkg", "--purge", "askfirst")
    (statement,) = _statements(shop)
    assert json.loads(statement.read_text("utf-8"))["type"] == "askfirst closing statement"


def test_what_cannot_be_erased_keeps_the_package(shop: DebianRoot) -> None:
    stuck = shop.folder / DATA.lstrip("/") / "backups" / "stuck"
    stuck.parent.mkdir(exist_ok=True)
    stuck.mkdir()
    (stuck / "askfirst-2026-01-01-00000000.sqlite3").write_bytes(b"records")
    stuck.parent.chmod(0o700)
    done = shop.run("apt-get", "purge", "-y", "askfirst", check=False)
    assert done.returncode != 0
    assert "the package stays" in done.stderr + done.stdout
    assert (shop.folder / DATA.lstrip("/")).is_dir()
    assert (shop.folder / "usr/lib/askfirst/askfirst").is_file()


def _of_the_kiosk(root: DebianRoot) -> dict[str, bytes]:
    """Every file of the kiosk's data, by its place."""
    folder = root.folder / DATA.lstrip("/")
    files = {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert files
    return files


def _is_aside(place: str) -> bool:
    """What the system itself keeps of any installation: its logs, and copies of its accounts."""
    aside = r"etc/(passwd|group|shadow|gshadow)-|var/log/|var/lib/(dpkg|apt)/|var/cache/"
    return re.match(aside, place) is not None


def _statements(root: DebianRoot) -> list[Path]:
    return list((root.folder / "var/backups").glob("askfirst-closing-statement-*.json"))

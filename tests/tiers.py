"""The tiers of tests: which test is in which, and what holds each to its purpose.

fast      ``make test``: everything a change can break, on any machine, in minutes
check     ``make check``: the documents and the tests themselves
system    ``make test-system``: disks, networks, windows, a browser, floods, the built program
machine   ``make test-machine``: Debians made anew and booted, and everything with ``FULL=1``

A file is in the tier of its longest path in ``TIERS``; ``@pytest.mark.system`` and
``@pytest.mark.machine`` put single tests of a file into a later tier. In the fast tier a test that
takes more than two seconds fails, unless it is marked ``slow`` or the run says ``--any-time``.
Without ``--tier`` whatever is named on the command line runs.
"""

import enum
import fcntl
import json
import os
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Final, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

ROOT: Final = Path(__file__).parents[1]
DURATIONS: Final = ROOT / "build" / "tests"
"""A file a tier: how long each of its tests took the last time."""

LIMIT: Final = 2.0
"""Seconds for a test of the fast tier, without those for which the machine was too busy."""


class Tier(enum.IntEnum):
    FAST = 1
    CHECK = 2
    SYSTEM = 3
    MACHINE = 4


TIERS: Final = {
    "tests/adapters": Tier.FAST,
    "tests/adapters/analysis/test_watch_door.py": Tier.SYSTEM,
    "tests/adapters/analysis/test_watch_leaves_nothing.py": Tier.SYSTEM,
    "tests/adapters/phone/test_bytes.py": Tier.SYSTEM,
    "tests/adapters/phone/test_encrypted.py": Tier.SYSTEM,
    "tests/adapters/phone/test_openapi.py": Tier.SYSTEM,
    "tests/adapters/phone/test_page_server.py": Tier.SYSTEM,
    "tests/adapters/phone/test_receipt_page.py": Tier.SYSTEM,
    "tests/adapters/phone/test_slow_clients.py": Tier.SYSTEM,
    "tests/adapters/records/test_history.py": Tier.SYSTEM,
    "tests/application": Tier.FAST,
    "tests/attacks": Tier.SYSTEM,
    "tests/benchmarks": Tier.SYSTEM,
    "tests/bootstrap": Tier.FAST,
    "tests/bootstrap/test_staff_desk.py": Tier.SYSTEM,
    "tests/browser": Tier.SYSTEM,
    "tests/cli": Tier.FAST,
    "tests/commands": Tier.FAST,
    "tests/commands/test_demo_history.py": Tier.SYSTEM,
    "tests/commands/test_evidence_checker.py": Tier.SYSTEM,
    "tests/commands/test_fleet_compact.py": Tier.SYSTEM,
    "tests/commands/test_fleet_report.py": Tier.SYSTEM,
    "tests/commands/test_other_accounts.py": Tier.SYSTEM,
    "tests/commands/test_setup.py": Tier.SYSTEM,
    "tests/commands/test_setup_terminal.py": Tier.SYSTEM,
    "tests/commands/test_staff.py": Tier.SYSTEM,
    "tests/commands/test_upkeep.py": Tier.SYSTEM,
    "tests/contracts": Tier.FAST,
    "tests/docs": Tier.CHECK,
    "tests/domain": Tier.FAST,
    "tests/faults": Tier.SYSTEM,
    "tests/faults/test_soak.py": Tier.MACHINE,
    "tests/fleet": Tier.SYSTEM,
    "tests/frozen": Tier.SYSTEM,
    "tests/journeys": Tier.SYSTEM,
    "tests/journeys/test_whole_visit.py": Tier.FAST,
    "tests/packaging/linux": Tier.MACHINE,
    "tests/packaging/linux/test_build_deb.py": Tier.SYSTEM,
    "tests/packaging/linux/test_mirror.py": Tier.CHECK,
    "tests/packaging/linux/test_scripts.py": Tier.SYSTEM,
    "tests/packaging/linux/test_system_libraries.py": Tier.FAST,
    "tests/packaging/windows": Tier.FAST,
    "tests/simulations": Tier.SYSTEM,
    "tests/spark": Tier.MACHINE,
    "tests/test_left_out.py": Tier.CHECK,
    "tests/test_tiers.py": Tier.CHECK,
    "tests/ui": Tier.FAST,
    "tests/ui/test_drawable.py": Tier.CHECK,
}
"""The folder or file nearest to a test says which tier it is in."""

GROUPS: Final = {
    "tests/browser": "browser",
    "tests/faults/never": "random visits",
    "tests/frozen": "built program",
    "tests/packaging/linux": "built program",
}
"""Folders whose tests share what takes long to make; elsewhere a file's tests share a process."""

# What examples cost differs a hundredfold between a rule and a store on a disk; how many there are
# is one decision a tier, and none of each test's.
_COMMON: Final = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fast", _COMMON, max_examples=25)
settings.register_profile("full", _COMMON, max_examples=150)

_Entry = TypeVar("_Entry")

_TIME: Final = pytest.StashKey[float]()
_WAITED: Final = pytest.StashKey[float]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--tier",
        choices=[tier.name.lower() for tier in Tier],
        help="run only the tests of this tier (tests/tiers.py)",
    )
    parser.addoption(
        "--any-time",
        action="store_true",
        help="let a test of the fast tier take longer than two seconds",
    )


def pytest_configure(config: pytest.Config) -> None:
    tier = _chosen(config)
    full = os.environ.get("FULL") == "1" or (tier or Tier.FAST) > Tier.FAST
    settings.load_profile("full" if full else "fast")
    if tier is not None and not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Durations(tier))
    if hasattr(config, "workerinput"):
        config.pluginmanager.register(_Turns())


def tier_of(path: Path) -> Tier | None:
    """The tier of a file, or None where nobody said."""
    return _nearest(TIERS, path)


def group_of(path: Path) -> str:
    """The tests that one process runs, in tiers that run file by file."""
    return _nearest(GROUPS, path) or path.relative_to(ROOT).as_posix()


def _nearest(table: Mapping[str, _Entry], path: Path) -> _Entry | None:
    name = path.relative_to(ROOT).as_posix()
    fitting = [each for each in table if name == each or name.startswith(f"{each}/")]
    return table[max(fitting, key=len)] if fitting else None


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A file of a later tier is not even imported: it may need what is not installed."""
    chosen = _chosen(config)
    if chosen is None or not collection_path.is_relative_to(ROOT / "tests"):
        return None
    tiers = {tier_of(collection_path)}
    if collection_path.is_dir():
        below = f"{collection_path.relative_to(ROOT).as_posix()}/"
        tiers |= {tier for name, tier in TIERS.items() if name.startswith(below)}
    # No mark puts a single test into one of the first two.
    wanted = (chosen,) if chosen <= Tier.CHECK else tuple(t for t in Tier if t <= chosen)
    return None if tiers.intersection((None, *wanted)) else True


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling | None:
    """With ``--dist loadscope``, by our groups. Marks of xdist's own do nothing with pytest 9.2."""
    return _ByGroup(config, log) if config.getoption("dist") == "loadscope" else None


class _ByGroup(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return group_of(ROOT / nodeid.partition("::")[0])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    chosen = _chosen(config)
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        tier = _tier(item)
        (kept if chosen is None or tier is chosen else left).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


def pytest_collection_finish(session: pytest.Session) -> None:
    """The first examples of a process list all characters and read every module loaded.

    That takes more than a second where nothing is kept in .hypothesis yet, and is no test's.
    """
    if session.items and _chosen(session.config) is Tier.FAST:
        _first_examples()


@settings(max_examples=3, phases=[Phase.generate], database=None)
@given(st.text(), st.lists(st.integers(), min_size=200, max_size=200))
def _first_examples(_: str, numbers: list[int]) -> None:
    """A text, and so many numbers that one of them is a constant out of those modules."""


def _chosen(config: pytest.Config) -> Tier | None:
    name = config.getoption("--tier")
    return None if name is None else Tier[name.upper()]


def _tier(item: pytest.Item) -> Tier:
    tier = tier_of(item.path)
    if tier is None:
        raise pytest.UsageError(
            f"{item.path.relative_to(ROOT)} is in no tier: name it or its folder in tests/tiers.py"
        )
    marked = [each for each in Tier if item.get_closest_marker(each.name.lower())]
    return max([tier, *marked])


# How long a test takes ----------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    item.stash[_WAITED] = _waited()
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "setup":
        item.stash[_TIME] = call.duration
    elif call.when == "call" and _chosen(item.config) is Tier.FAST and report.passed:
        took = item.stash[_TIME] + call.duration - (_waited() - item.stash[_WAITED])
        is_free = item.config.getoption("--any-time") or item.get_closest_marker("slow")
        if took > LIMIT and not is_free:
            report.outcome = "failed"
            report.longrepr = (
                f"took {took:.1f} s, and {LIMIT:.0f} are the most in the fast tier: make it faster,"
                " mark it slow where it is worth the time, or put it into a later tier"
            )
    return report


def _waited() -> float:
    """Seconds for which somebody on this machine waited for a processor, or for the disk.

    Linux's pressure stall information; a test is slow by what it does, not by what runs beside it.
    """
    return sum(map(_pressure, ("cpu", "io")))


def _pressure(kind: str) -> float:
    # By calls that no test replaces.
    try:
        descriptor = os.open(f"/proc/pressure/{kind}", os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return 0.0
    try:
        some = os.read(descriptor, 200).split(b"\n")[0]
    finally:
        os.close(descriptor)
    return int(some.rpartition(b"total=")[2]) / 1e6


class _Durations:
    """Writes down how long each test of a tier took; ``make check`` names the slowest."""

    def __init__(self, tier: Tier) -> None:
        self._path = DURATIONS / f"{tier.name.lower()}.json"
        self._seconds: dict[str, float] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        name = report.nodeid.partition("@")[0]
        self._seconds[name] = self._seconds.get(name, 0.0) + report.duration

    def pytest_sessionfinish(self) -> None:
        if not self._seconds:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        whole = {name: round(seconds, 3) for name, seconds in self._seconds.items()}
        self._path.write_text(json.dumps(whole, indent=0), encoding="utf-8")


# Tests that want the machine for themselves -------------------------------------------------------


class _Turns:
    """Lets tests that are marked ``alone`` run while no other process runs a test.

    Two locks: whoever waits for the machine keeps the way in closed meanwhile, so that
    it is not passed by others for ever.
    """

    def __init__(self) -> None:
        DURATIONS.mkdir(parents=True, exist_ok=True)
        self._way_in = (DURATIONS / "way-in.lock").open("w")
        self._machine = (DURATIONS / "machine.lock").open("w")

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        alone = item.get_closest_marker("alone") is not None
        fcntl.flock(self._way_in, fcntl.LOCK_EX)
        fcntl.flock(self._machine, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        fcntl.flock(self._way_in, fcntl.LOCK_UN)
        try:
            return (yield)
        finally:
            fcntl.flock(self._machine, fcntl.LOCK_UN)

"""A shorter run whose every call is seen (strace, all processes): opens, writes, and words sent."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.never.conftest import FULL
from tests.faults.never.cut_off import NOBODY
from tests.faults.never.outcome import Outcome, visited
from tests.faults.never.run import PORT

VISITS = 60 if FULL else 30

pytestmark = [
    pytest.mark.timeout(VISITS * 60 + 600),
]

_OPENS = ("open", "openat", "openat2", "creat")
_SENDS = ("connect", "sendto", "sendmsg", "sendmmsg")
_TO_WRITE = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|O_TMPFILE|^creat\(")
_PAGE = f'sin_port=htons({PORT}), sin_addr=inet_addr("127.0.0.1")'


@dataclass(frozen=True)
class Traced:
    """``calls`` are one line each, in their order; of one whose process was ended in the middle of
    it nobody was told whether it had succeeded.
    """

    outcome: Outcome
    calls: list[str]


def joined(lines: list[str]) -> list[str]:
    """Whole calls: another process may have come between the beginning and the end of one."""
    begun: dict[str, str] = {}
    calls: list[str] = []
    for line in lines:
        pid, _, call = line.partition(" ")
        call = call.strip()
        if call.endswith("<unfinished ...>"):
            begun[pid] = call.removesuffix("<unfinished ...>")
        elif resumed := re.match(r"<\.\.\. \w+ resumed>(.*)", call):
            calls.append(begun.pop(pid, "") + resumed[1])
        else:
            calls.append(call)
    return [*calls, *begun.values()]


def path_in(call: str) -> Path:
    """The first path that is named in it, whole or not."""
    named = re.search(r'"((?:[^"\\]|\\.)*)"', call)
    assert named, call
    return Path(named[1])


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> Traced:
    place = tmp_path_factory.mktemp("traced")
    told = place / "calls"
    strace = ("strace", "-f", "--seccomp-bpf", "-qq", "-s", "300", "-o", told)
    which = ("-e", f"trace={','.join((*_OPENS, *_SENDS))}")
    _have_fonts_listed()
    outcome = visited(place, VISITS, (*strace, *which))
    return Traced(outcome, joined(told.read_text(errors="replace").splitlines()))


def _have_fonts_listed() -> None:
    """Whichever program of root's asks for fonts first writes the system's list of them."""
    lists = "from PySide6.QtGui import QFontDatabase, QGuiApplication; QGuiApplication([]); "
    subprocess.run(
        [sys.executable, "-c", f"{lists}QFontDatabase.families()"],
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


def opened(calls: list[str]) -> list[str]:
    """Openings that succeeded or may have. O_PATH looks a path up and opens nothing."""
    return [
        call
        for call in calls
        if call.startswith(_OPENS) and "O_PATH" not in call and " = -1 " not in call
    ]


def has_succeeded(opening: str) -> bool:
    """Whether it came to a handle; one that was ended in the middle of it may have, too."""
    return re.search(r" = \d+$", opening) is not None


def test_the_film_was_opened_as_often_as_inotify_counted(traced: Traced) -> None:
    film = traced.outcome.house.parent / "film.avi"
    # The last opening is the test's own, after the kiosk has ended: to know what the marks are.
    *ours, last = [call for call in opened(traced.calls) if path_in(call) == film]
    surely = sum(map(has_succeeded, ours))
    assert surely <= traced.outcome.seen["opened"] <= len(ours), "\n".join(ours)
    assert surely > 0
    assert all("O_RDONLY" in call for call in (*ours, last))


def test_nothing_outside_was_opened_to_be_written(traced: Traced) -> None:
    house = traced.outcome.house
    written = {path_in(call) for call in opened(traced.calls) if _TO_WRITE.search(call)}
    inside = {path for path in written if path.is_relative_to(house)}
    assert {"askfirst.sqlite3", "askfirst.log"} <= {path.name for path in inside}
    assert {path for path in written - inside if not _is_no_file(path)} == set()


def _is_no_file(path: Path) -> bool:
    """Devices, the kernel's own, and /dev/shm, which was a folder of the house."""
    kernels = path.is_relative_to("/proc") and "mem" not in path.parts
    return kernels or path == Path("/dev/null") or path.is_relative_to("/dev/shm")


def test_nobody_tried_to_speak_to_anybody_but_the_phone_page(traced: Traced) -> None:
    tried = [
        call
        for call in traced.calls
        if call.startswith(_SENDS)
        and re.search(r"sa_family=AF_INET6?\b", call)
        and _PAGE not in call
    ]
    # The one that was planted, when all visits were over.
    assert len(tried) == 1, "\n".join(tried)
    (planted,) = tried
    assert planted.startswith("sendto(")
    assert f'inet_addr("{NOBODY}")' in planted


def test_an_opening_that_was_ended_in_the_middle_may_have_been_one() -> None:
    calls = [
        'openat(AT_FDCWD, "/a", O_RDONLY|O_CLOEXEC) = 4',
        'openat(AT_FDCWD, "/a", O_RDONLY) = -1 ENOENT (No such file or directory)',
        'openat(AT_FDCWD, "/a", O_RDONLY',
        'openat(AT_FDCWD, "/a", O_RDONLY) = ?',
        'openat(AT_FDCWD, "/a", O_RDONLY|O_PATH) = 5',
    ]
    assert [has_succeeded(call) for call in opened(calls)] == [True, False, False]


def test_calls_are_seen_whole() -> None:
    assert joined(
        [
            '11 openat(AT_FDCWD, "/a", O_RDONLY <unfinished ...>',
            '12 openat(AT_FDCWD, "/b", O_RDONLY) = 4',
            "11 <... openat resumed>) = 3",
            "12 connect(5, {sa_family=AF_INET <unfinished ...>",
        ]
    ) == [
        'openat(AT_FDCWD, "/b", O_RDONLY) = 4',
        'openat(AT_FDCWD, "/a", O_RDONLY ) = 3',
        "connect(5, {sa_family=AF_INET ",
    ]

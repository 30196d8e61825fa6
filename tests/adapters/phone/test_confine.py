"""What the process that serves can still reach: its connections, its code, and nothing else."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.adapters.phone.serving import Shop

by_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="nobody but root can look into a process that is not dumpable"
)

_GIVE_UP = """
import os, socket, sys, ctypes
from pathlib import Path
from kiosk.adapters.processes import confine, policies
listener = socket.create_server(("127.0.0.1", 0))
near = socket.create_connection(listener.getsockname())
far, _ = listener.accept()
confine.limit(192, nice=10)
confine.give_up_files(confine.program_files())
confine.give_up_calls(policies.serving())
"""


def confined(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the script in a process that has given everything up."""
    return subprocess.run(
        [sys.executable, "-c", _GIVE_UP + script, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_is_confined_and_says_so(shop: Shop) -> None:
    assert shop.server.health.unconfined is None
    status = Path(f"/proc/{shop.server.pid}/status").read_text()
    assert "NoNewPrivs:\t1" in status
    # Every thread's, for each has a filter of its own.
    for task in Path(f"/proc/{shop.server.pid}/task").iterdir():
        assert "Seccomp:\t2" in (task / "status").read_text()


def test_the_screen_comes_first(shop: Shop) -> None:
    assert shop.server.pid is not None
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, shop.server.pid) == min(ours + 10, 19)


def test_it_writes_no_file_and_leaves_no_core(shop: Shop) -> None:
    limits = Path(f"/proc/{shop.server.pid}/limits").read_text().splitlines()
    found = {line[:25].strip(): line[25:].split()[:2] for line in limits[1:]}
    assert found["Max core file size"] == found["Max file size"] == ["0", "0"]
    assert int(found["Max open files"][1]) <= 192


@by_root
def test_it_has_nothing_open_but_pipes_and_connections(shop: Shop) -> None:
    leads = [str(each.readlink()) for each in Path(f"/proc/{shop.server.pid}/fd").iterdir()]
    kinds = {lead.partition(":")[0] for lead in leads}
    assert kinds <= {"pipe", "socket", "anon_inode", "/dev/null"}


@by_root
def test_it_knows_nothing_of_its_surroundings(shop: Shop) -> None:
    environment = Path(f"/proc/{shop.server.pid}/environ").read_bytes().split(b"\0")
    names = {each.partition(b"=")[0] for each in environment if each}
    assert names <= {b"PYTHONPATH", b"PYTHONUTF8", b"TZ", b"LD_LIBRARY_PATH"}
    command = Path(f"/proc/{shop.server.pid}/cmdline").read_bytes()
    assert command.endswith(b"kiosk\0phone-server\0")


@by_root
@pytest.mark.parametrize(
    "name", ["PySide6", "cv2", "mediapipe", "litert", "numpy", "sqlite", "libcrypto3"]
)
def test_no_camera_screen_or_database_is_loaded(shop: Shop, name: str) -> None:
    assert name not in Path(f"/proc/{shop.server.pid}/maps").read_text()


def test_what_is_open_goes_on() -> None:
    found = confined("near.sendall(b'a'); print(far.recv(1))")
    assert (found.stdout, found.returncode) == ("b'a'\n", 0), found.stderr


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
        "socket.socket(socket.AF_UNIX)",
        "socket.socketpair()",
        "near.connect(('127.0.0.1', 9))",
        "near.bind(('127.0.0.1', 0))",
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "ctypes.CDLL(None).ptrace(0, 0, 0, 0)",
        "ctypes.CDLL(None).syscall(425, 1, 0)",
        "ctypes.CDLL(None).unshare(0)",
        "ctypes.CDLL(None).syscall(0x40000000 | 39)",
    ],
)
def test_a_new_connection_or_program_ends_it(attempt: str) -> None:
    found = confined(f"{attempt}\nprint('still here')")
    assert found.returncode == -signal.SIGSYS, found.stderr
    assert found.stdout == ""


def test_threads_can_still_be_made() -> None:
    script = "import threading; t = threading.Thread(target=print, args=('here',)); t.start()"
    assert confined(script).stdout == "here\n"


@pytest.mark.parametrize("write", [False, True])
def test_no_file_of_the_shop_can_be_reached(tmp_path: Path, write: bool) -> None:
    file = tmp_path / "askfirst.sqlite3"
    file.write_text("records")
    call = "write_text('x')" if write else "read_text()"
    found = confined(
        f"try:\n    Path(sys.argv[1]).{call}\nexcept OSError as why:\n    print(why.errno)",
        str(file),
    )
    assert found.stdout == f"{errno.EACCES}\n", found.stderr
    assert file.read_text() == "records"


@pytest.mark.parametrize("path", ["/etc/passwd", "/proc/self/environ", "/dev/video0", "/root"])
def test_nothing_of_the_system_can_be_reached(path: str) -> None:
    found = confined(
        "try:\n    os.open(sys.argv[1], os.O_RDONLY)\nexcept OSError as why:\n    print(why.errno)",
        path,
    )
    assert found.stdout in (f"{errno.EACCES}\n", f"{errno.ENOENT}\n"), found.stderr


def test_its_own_code_can_still_be_loaded() -> None:
    found = confined("import wave; print(wave.__name__)")
    assert found.stdout == "wave\n", found.stderr


def test_the_kiosk_cannot_be_signalled() -> None:
    found = confined(
        "try:\n    os.kill(os.getppid(), 0)\nexcept OSError as why:\n    print(why.errno)"
    )
    assert found.stdout == f"{errno.EPERM}\n", found.stderr

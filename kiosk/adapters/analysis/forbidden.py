"""What a confined child must not be able to do, each as an act that it tries.

The child tries them itself, after stage 3, when it is ordered to (tests, ``doctor``); what it
tries to read and spoil is a folder made for the purpose. The deadly ones end it, so that each
is tried by a child of its own.
"""

import ctypes
import errno
import json
import mmap
import os
import socket
import subprocess
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from kiosk.adapters.analysis.orders import Orders

VICTIM: Final = "database"
"""The file in the folder that stands for the kiosk's own data."""

ALLOWED: Final = "ALLOWED"
"""What an act met that should not have been possible."""

LIMIT_SECONDS: Final = 5.0

_PR_SET_DUMPABLE: Final = 4
_SYSCALLS: Final = {"ptrace": 101, "vfork": 58, "process_vm_readv": 310, "bpf": 321}
_NEW_SYSCALLS: Final = {"userfaultfd": 323, "io_uring_setup": 425, "unshare": 272}

Acts = Mapping[str, Callable[[], object]]


def acts(orders: Orders) -> Acts:
    """The acts ordered by name, or all that are not deadly for the name "all".

    To be called before stage 3. The first unreadable path of the orders is the folder.
    """
    folder = Path(orders.unreadable[0])
    harmless = _on_files(folder, Path(orders.models)) | _on_the_process()
    if orders.prove == ("all",):
        return harmless | {f"{name}, another thread": act for name, act in _threaded(harmless)}
    known = harmless | deadly()
    return {name: known[name] for name in orders.prove}


def tried(trials: Acts) -> bytes:
    """Try them in turn: a JSON object of each one's name and the error it met, or "ALLOWED"."""
    return json.dumps({name: _met(act) for name, act in trials.items()}).encode("ascii")


def deadly() -> dict[str, Callable[[], object]]:
    """The acts that end the process, by name."""
    calls = {name: _call(number) for name, number in (_SYSCALLS | _NEW_SYSCALLS).items()}
    return calls | {
        "socket inet stream": lambda: socket.socket(socket.AF_INET),
        "socket inet datagram": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
        "socket inet6": lambda: socket.socket(socket.AF_INET6),
        "socket unix": lambda: socket.socket(socket.AF_UNIX),
        "socket netlink": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
        "socketpair": socket.socketpair,
        "fork": os.fork,
        "posix_spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
        "os.system": lambda: os.system("true"),
        "exec": lambda: os.execv("/bin/true", ["true"]),
    }


def _on_files(folder: Path, readable: Path) -> dict[str, Callable[[], object]]:
    victim, parent = folder / VICTIM, os.getppid()
    some_model = next(path for path in readable.iterdir() if path.is_file())
    return {
        "read the kiosk's data": victim.read_bytes,
        "list the kiosk's folder": lambda: [*folder.iterdir()],
        "read /etc/passwd": lambda: Path("/etc/passwd").read_bytes(),
        "read the parent's memory": lambda: Path(f"/proc/{parent}/mem").open("rb"),
        "list /proc": lambda: [*Path("/proc").iterdir()],
        "write the kiosk's data": lambda: victim.open("r+b"),
        "append to the kiosk's data": lambda: victim.open("ab"),
        "create in the kiosk's folder": lambda: (folder / "new").open("xb"),
        "create in /tmp": lambda: Path(f"/tmp/forbidden-{os.getpid()}").open("xb"),
        "create in /dev/shm": lambda: Path(f"/dev/shm/forbidden-{os.getpid()}").open("xb"),
        "create without a name": lambda: os.open("/tmp", os.O_TMPFILE | os.O_RDWR),
        "create among the models": lambda: (readable / "new").open("xb"),
        "write a model": lambda: some_model.open("r+b"),
        "truncate": lambda: os.truncate(victim, 0),
        "unlink": victim.unlink,
        "rename": lambda: victim.rename(folder / "renamed"),
        "link": lambda: os.link(victim, folder / "linked"),
        "symlink": lambda: (folder / "symlinked").symlink_to(victim),
        "mkdir": (folder / "inner").mkdir,
        "mkfifo": lambda: os.mkfifo(folder / "fifo"),
        "chmod": lambda: victim.chmod(0o777),
        "set an extended attribute": lambda: os.setxattr(victim, "user.face", b"1"),
        "change the times": lambda: os.utime(victim),
    }


def _on_the_process() -> dict[str, Callable[[], object]]:
    parent = os.getppid()
    page = mmap.mmap(-1, mmap.PAGESIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    executable = mmap.PROT_READ | mmap.PROT_EXEC
    unloaded = _unloaded_library()
    return {
        "subprocess": lambda: subprocess.run(["/bin/true"], check=False),
        "memfd_create": lambda: os.memfd_create("x"),
        "signal the parent": lambda: os.kill(parent, 0),
        "load a library": lambda: ctypes.CDLL(unloaded),
        "map an executable page": lambda: mmap.mmap(-1, mmap.PAGESIZE, prot=executable),
        "make a page executable": _call(10, address, mmap.PAGESIZE, executable),
        "become dumpable again": _call(157, _PR_SET_DUMPABLE, 1, 0, 0, 0),
        "change a limit": _call(160, 4, 0),
        "become somebody else": lambda: os.setuid(65534),
        "shared memory": _call(29, 0, mmap.PAGESIZE, 0o1600),
        "a message queue": _call(68, 0, 0o1600),
        "a key in the kernel": _call(248, b"user", b"askfirst", b"1", 1, -3),
        "control a terminal": os.openpty,
        "own a descriptor's signals": _call(72, 0, 8, parent),
    }


def _threaded(harmless: Acts) -> list[tuple[str, Callable[[], object]]]:
    """Some acts again, by a thread that is there before stage 3: it must be bound by it too."""
    begin = threading.Event()
    wanted = ("read the kiosk's data", "create in /tmp", "memfd_create", "signal the parent")
    met: dict[str, str] = {}

    def try_all() -> None:
        if begin.wait(LIMIT_SECONDS):
            met.update({name: _met(harmless[name]) for name in wanted})

    thread = threading.Thread(target=try_all, daemon=True)
    thread.start()

    def report(name: str) -> None:
        begin.set()
        thread.join(LIMIT_SECONDS)
        if met[name] != ALLOWED:
            raise OSError(getattr(errno, met[name]), "met by the other thread")

    return [(name, lambda name=name: report(name)) for name in wanted]


def _met(act: Callable[[], object]) -> str:
    try:
        made = act()
    except OSError as error:
        # The loader of libraries gives no number.
        return errno.errorcode.get(error.errno or 0, "EACCES" if error.errno is None else "?")
    close = getattr(made, "close", None)
    if close is not None:
        close()
    return ALLOWED


def _call(number: int, *arguments: object) -> Callable[[], object]:
    libc = ctypes.CDLL(None, use_errno=True)

    def call() -> None:
        padded = [*arguments, *(0 for _ in range(6 - len(arguments)))]
        wide = [ctypes.c_long(part) if isinstance(part, int) else part for part in padded]
        if libc.syscall(number, *wide) < 0:
            raise OSError(ctypes.get_errno(), "refused")

    return call


def _unloaded_library() -> str:
    """A library of the system that nothing here has loaded."""
    for library in sorted(Path("/usr/lib").glob("*-linux-*/lib*.so.*")):
        # Others by such names are no libraries: a program's list of symbols, for one.
        if not library.suffix[1:].isdigit():
            continue
        try:
            ctypes.CDLL(str(library), mode=os.RTLD_NOLOAD)
        except OSError:
            return str(library)
    return "/usr/lib/libnothing.so"

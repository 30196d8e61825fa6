"""One act in a process of its own that has given up its calls by one of the policies."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[3]
POLICIES: Final = ("loading", "serving", "counting")
NONE: Final = "none"
"""In the place of a policy: nothing is given up."""

_BEGIN: Final = """
import ctypes, errno, fcntl, json, mmap, os, resource, signal, socket, sys, threading
from kiosk.adapters.processes import confine, policies
parent, own = os.getppid(), os.getpid()
libc = ctypes.CDLL(None, use_errno=True)

def call(number, *arguments):
    wide = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    if libc.syscall(number, *wide) < 0:
        raise OSError(ctypes.get_errno(), "refused")
"""

_TRY: Final = """
def met(act):
    try:
        exec(act)
    except OSError as why:
        return errno.errorcode[why.errno]
    return "ALLOWED"
print(json.dumps({act: met(act) for act in json.load(sys.stdin)}))
"""


@dataclass(frozen=True)
class Met:
    """What each act met: an error's name, or ALLOWED; none of them if one ended the process."""

    acts: Mapping[str, str]
    code: int


def tried(policy: str, *acts: str, before: str = "") -> Met:
    """Try these in turn; ``before`` is done while everything is still allowed."""
    give_up = f"confine.limit(64)\nconfine.give_up_calls(policies.{policy}())\n"
    ended = subprocess.run(
        [sys.executable, "-c", _BEGIN + before + "\n" + ("" if policy == NONE else give_up) + _TRY],
        input=json.dumps(acts),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return Met(json.loads(ended.stdout) if ended.stdout else {}, ended.returncode)

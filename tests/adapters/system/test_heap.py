"""What is free in this process is the system's again."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.adapters.system import heap
from kiosk.adapters.system.qt_collecting import CollectingHere

_BLOCKS = 800
_BLOCK = 64 * 1024
"""Bytes; so little that the C library cuts it from its heap."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="GNU's C library is asked")


def _weight() -> int:
    """Bytes of this process that are no file's, as the kernel counts them."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon"))


def _freed_below_what_is_used() -> tuple[bytearray, int]:
    """What keeps the heap's end in use, and the weight after all below it was freed."""
    heap.give_back()
    before = _weight()
    blocks = [bytearray(b"x" * _BLOCK) for _ in range(_BLOCKS)]
    last = blocks.pop()
    blocks.clear()
    kept = _weight()
    # Or there would be nothing to give back, and this no test.
    assert kept > before + _BLOCKS * _BLOCK // 2
    return last, kept


def test_pages_between_two_that_are_used_are_given_back() -> None:
    last, kept = _freed_below_what_is_used()
    heap.give_back()
    assert _weight() < kept - _BLOCKS * _BLOCK // 2
    assert last == b"x" * _BLOCK


def test_a_running_kiosk_gives_back_when_more_than_the_youngest_was_collected(qtbot: QtBot) -> None:
    collecting = CollectingHere()
    try:
        gc.collect()
        last, kept = _freed_below_what_is_used()
        for _ in range(gc.get_threshold()[1] + 1):
            gc.collect(0)
        qtbot.waitUntil(lambda: _weight() < kept - _BLOCKS * _BLOCK // 2, timeout=30_000)
    finally:
        collecting.close()
    assert last


def test_where_the_c_library_knows_no_such_call_nothing_is_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(heap, "_library", None)
    heap.give_back()
    heap.keep_no_large_pieces()


_PICTURES = """
import sys, threading
from pathlib import Path
from kiosk.adapters.system import heap

def weight():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon"))

def draw():
    # The first one is what the library learns from; this thread's heap stays, as it does.
    for _ in range(3):
        bytearray(b"x" * 16_000_000)
    drawn.set()
    ended.wait()

if sys.argv[1] == "keep none":
    heap.keep_no_large_pieces()
drawn, ended = threading.Event(), threading.Event()
thread = threading.Thread(target=draw)
before = weight()
thread.start()
drawn.wait()
print(weight() - before)
ended.set()
thread.join()
"""


def _kept_of_pictures(how: str) -> int:
    """Bytes that a new process still has after a thread of it has freed three large pieces."""
    command = [sys.executable, "-c", _PICTURES, how]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def test_of_large_pieces_nothing_is_kept() -> None:
    # Or the library would need no word.
    assert _kept_of_pictures("as it is") > 12_000_000
    assert _kept_of_pictures("keep none") < 4_000_000

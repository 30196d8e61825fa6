"""Faults that happen in the middle of a soak, each with what the kiosk must make of it."""

import os
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from kiosk.domain import events, states
from kiosk.domain.states import StoreFault, WatchFault
from tests.soak.shop import Shop
from tests.soak.visits import Unplanned, say_yes, unplanned_end

_MOST_ASKED: Final = 3000


def _child_killed(shop: Shop) -> None:
    _ends_by(shop, WatchFault.CHILD_ENDED, lambda: os.kill(shop.child(), signal.SIGKILL))


def _child_stopped(shop: Shop) -> None:
    _ends_by(shop, WatchFault.CHILD_SILENT, lambda: os.kill(shop.child(), signal.SIGSTOP))


def _warm_child_killed(shop: Shop) -> None:
    """Nobody notices: the next is warm before the next yes."""
    shop.wait_for_warm_child()
    gone = shop.child()
    os.kill(gone, signal.SIGKILL)
    shop.kiosk.wait_until(lambda: not Path(f"/proc/{gone}").exists(), "burial")
    shop.wait_for_warm_child()


def _camera_gone(shop: Shop) -> None:
    try:
        _ends_by(shop, WatchFault.CAMERA_LOST, shop.films.unplug)
    finally:
        shop.films.plug_in()
        shop.kiosk.joined.watch.prepare()


def _black_frames(shop: Shop) -> None:
    _another_camera(shop, shop.films.black, WatchFault.BLACK_FRAMES)


def _frozen_frames(shop: Shop) -> None:
    _another_camera(shop, shop.films.frozen, WatchFault.FROZEN_FRAMES)


def _disk_full(shop: Shop) -> None:
    """Filled while nobody is there: the log's own room is used up, then nobody is asked."""
    assert shop.disk is not None
    kiosk = shop.kiosk
    kiosk.wait_for(states.Idle)
    filler = shop.disk / "filler"
    try:
        _fill(filler)
        for _ in range(_MOST_ASKED):
            kiosk.joined.runner.open_notice()
            kiosk.post(events.Refused())
            kiosk.settle_store()
            kiosk.post(events.Finished())
            if isinstance(kiosk.visit, states.Resting):
                break
        assert kiosk.visit == states.Resting(StoreFault.FULL)
    finally:
        filler.unlink()
    kiosk.wait_for(states.Idle)


def _store_locked(shop: Shop) -> None:
    kiosk = shop.kiosk
    kiosk.wait_for(states.Idle)
    with closing(sqlite3.connect(kiosk.records_file, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        kiosk.press("Read and choose")
        assert kiosk.wait_for(states.Resting) == states.Resting(StoreFault.SLOW)
    kiosk.wait_for(states.Idle)


def _ends_by(shop: Shop, fault: WatchFault, harm: Callable[[], None]) -> None:
    """A yes, an open camera, the harm, and an apology within what the fault's time allows."""
    kiosk = shop.kiosk
    say_yes(shop)
    kiosk.wait_until(
        lambda: getattr(kiosk.visit, "opened", False) or isinstance(kiosk.visit, states.Farewell),
        "open camera",
        every_ms=1,
    )
    if isinstance(kiosk.visit, states.Farewell):
        raise Unplanned(unplanned_end(shop))
    assert isinstance(kiosk.visit, states.Looking)
    began = time.perf_counter()
    harm()
    kiosk.wait_until(
        lambda: isinstance(kiosk.visit, states.Farewell | states.ShowingResult), "end", every_ms=1
    )
    milliseconds = 1000 * (time.perf_counter() - began)
    assert isinstance(kiosk.visit, states.Farewell), kiosk.visit
    ended = unplanned_end(shop)
    if ended != fault.value:
        raise Unplanned(ended)
    shop.ended_ms.append((fault.value, round(milliseconds, 1)))


def _another_camera(shop: Shop, film: Path, fault: WatchFault) -> None:
    shop.wait_for_warm_child()
    before = shop.child()
    shop.films.put(film)
    try:
        shop.kiosk.joined.watch.prepare()
        shop.kiosk.wait_until(lambda: not Path(f"/proc/{before}").exists(), "burial")
        _ends_by(shop, fault, lambda: None)
    finally:
        shop.films.plug_in()
        shop.kiosk.joined.watch.prepare()


def _fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file:
        for size in (64 * 1024, 4096, 512):
            with suppress(OSError):
                while file.write(bytes(size)) == size:
                    pass


FAULTS: Final[dict[str, Callable[[Shop], None]]] = {
    "child killed while looking": _child_killed,
    "child stopped while looking": _child_stopped,
    "warm child killed": _warm_child_killed,
    "camera gone while looking": _camera_gone,
    "black frames": _black_frames,
    "frozen frames": _frozen_frames,
    "disk full": _disk_full,
    "records locked": _store_locked,
}

NEEDS_A_DISK: Final = "disk full"

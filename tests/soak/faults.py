"""Faults that happen in the middle of a soak, each with what the kiosk must make of it."""

import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from kiosk.domain import events, states
from kiosk.domain.states import FarewellReason, StoreFault, WatchFault
from tests.soak.shop import Shop
from tests.soak.visits import say_yes

_MOST_ASKED: Final = 3000


def _child_killed(shop: Shop) -> None:
    _ends_without_estimate(shop, lambda: os.kill(shop.child(), signal.SIGKILL))
    assert _last_fault(shop) is WatchFault.CHILD_ENDED


def _child_stopped(shop: Shop) -> None:
    _ends_without_estimate(shop, lambda: os.kill(shop.child(), signal.SIGSTOP))
    assert _last_fault(shop) is WatchFault.CHILD_SILENT


def _warm_child_killed(shop: Shop) -> None:
    """Nobody notices: the next is warm before the next yes."""
    shop.wait_for_warm_child()
    gone = shop.child()
    os.kill(gone, signal.SIGKILL)
    shop.kiosk.wait_until(lambda: not Path(f"/proc/{gone}").exists(), "burial")
    shop.wait_for_warm_child()


def _camera_gone(shop: Shop) -> None:
    _ends_without_estimate(shop, shop.films.unplug)
    assert _last_fault(shop) is WatchFault.CAMERA_LOST
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


def _ends_without_estimate(shop: Shop, harm: Callable[[], None]) -> None:
    kiosk = shop.kiosk
    say_yes(shop)
    kiosk.wait_until(_camera_is_open_or_was(shop), "open camera", every_ms=1)
    assert isinstance(kiosk.visit, states.Looking)
    harm()
    ended = kiosk.wait_for(states.Farewell)
    assert ended == states.Farewell(FarewellReason.NOT_ESTIMATED), ended
    kiosk.press("Done")
    kiosk.wait_for(states.Idle)


def _camera_is_open_or_was(shop: Shop) -> Callable[[], bool]:
    return lambda: (
        getattr(shop.kiosk.visit, "opened", False)
        or not isinstance(
            shop.kiosk.visit, states.AskingAge | states.StoringConsent | states.Looking
        )
    )


def _another_camera(shop: Shop, film: Path, fault: WatchFault) -> None:
    shop.wait_for_warm_child()
    before = shop.child()
    shop.films.put(film)
    try:
        shop.kiosk.joined.watch.prepare()
        shop.kiosk.wait_until(lambda: not Path(f"/proc/{before}").exists(), "burial")
        _ends_without_estimate(shop, lambda: None)
        assert _last_fault(shop) is fault
    finally:
        shop.films.plug_in()
        shop.kiosk.joined.watch.prepare()


def _last_fault(shop: Shop) -> WatchFault | None:
    return shop.kiosk.joined.watch.health().last_fault


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

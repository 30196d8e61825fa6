"""Whole visits by taps in the real window, each of a kind, and what each must come to."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final, TypeVar

from kiosk.domain import events, states
from kiosk.domain.states import FarewellReason, StoreFault
from kiosk.ui.screens.looking import LookingScreen
from tests.journeys.kiosk import Kiosk
from tests.soak.shop import Shop

_State = TypeVar("_State", bound=states.Visit)


class Unplanned(Exception):
    """What nobody harmed, or not in this way, ended otherwise than it was meant to, and why.

    On a machine that is taken by other work a child may be silent for too long, or the disk take
    longer than visitors are let wait. The visit has ended as it should; that it did is counted by
    its fault.
    """


@dataclass(frozen=True)
class Times:
    """Milliseconds from a yes."""

    picture: float
    estimate: float


def say_yes(shop: Shop) -> float:
    """Read, yes, old enough; returns the ``perf_counter`` at the last tap."""
    kiosk = shop.kiosk
    shop.wait_for_warm_child()
    kiosk.press("Read and choose")
    kiosk.press("Yes, use the camera")
    kiosk.wait_until(lambda: kiosk.joined.window.takes_presses, "screen that listens")
    began = time.perf_counter()
    kiosk.press("Yes")
    return began


def look(shop: Shop) -> Times:
    """A yes and its estimate."""
    kiosk = shop.kiosk
    began = say_yes(shop)
    picture: list[float] = []

    def has_result() -> bool:
        screen = kiosk.joined.window.shown
        if not picture and isinstance(screen, LookingScreen) and screen.view.shows_picture:
            picture.append(time.perf_counter())
        visit = kiosk.visit
        return isinstance(visit, states.ShowingResult | states.Farewell) or is_slow(visit)

    kiosk.wait_until(has_result, "result", every_ms=1)
    ended = time.perf_counter()
    if is_slow(kiosk.visit):
        raise Unplanned(StoreFault.SLOW.value)
    if isinstance(kiosk.visit, states.Farewell):
        raise Unplanned(unplanned_end(shop))
    first = picture[0] if picture else ended
    return Times(1000 * (first - began), 1000 * (ended - began))


def is_slow(visit: states.Visit) -> bool:
    """Whether a visit ended because the disk took too long."""
    match visit:
        case states.Resting(fault) | states.Farewell(then_rests=fault):
            return fault is StoreFault.SLOW
        case _:
            return False


def unplanned_end(shop: Shop) -> str:
    """Why a look ended without an estimate, after which it is the next one's turn."""
    kiosk = shop.kiosk
    assert kiosk.visit == states.Farewell(FarewellReason.NOT_ESTIMATED), kiosk.visit
    fault = kiosk.joined.watch.health().last_fault
    assert fault is not None
    kiosk.post(events.Finished())
    kiosk.wait_for(states.Idle)
    return fault.value


def _keep(shop: Shop) -> Times:
    times = look(shop)
    shop.kiosk.press("Keep it")
    _read_receipt(shop.kiosk)
    return times


def _correct(shop: Shop) -> Times:
    times = look(shop)
    kiosk = shop.kiosk
    kiosk.press("Correct it")
    kiosk.press("Man")
    kiosk.press("45–54")
    kiosk.press("Save")
    _read_receipt(kiosk)
    return times


def _delete(shop: Shop) -> Times:
    times = look(shop)
    shop.kiosk.press("Delete it")
    _farewell(shop.kiosk, FarewellReason.WITHDRAWN)
    return times


def _walk_off(shop: Shop) -> Times:
    """From the result: the countdown is not waited for here, only its end is told."""
    times = look(shop)
    shop.kiosk.post(events.TimedOut())
    shop.kiosk.wait_for(states.Idle)
    return times


def _delete_by_code(shop: Shop) -> Times:
    times = look(shop)
    kiosk = shop.kiosk
    kiosk.press("Keep it")
    code = _read_receipt(kiosk)
    kiosk.press("Delete my record")
    for symbol in code:
        kiosk.press(symbol)
    _reach(kiosk, states.ShowingRecord)
    kiosk.press("Delete it")
    _farewell(kiosk, FarewellReason.ERASED)
    return times


def _stop(shop: Shop) -> None:
    """At once: a tap would come when the look, with nobody but a film, is over."""
    say_yes(shop)
    _reach(shop.kiosk, states.Looking)
    shop.kiosk.post(events.Withdrew())
    _farewell(shop.kiosk, FarewellReason.WITHDRAWN)


def _tell(shop: Shop) -> None:
    shop.kiosk.read_notice()
    shop.kiosk.tell("Woman", "25–34")
    _read_receipt(shop.kiosk)


def _refuse(shop: Shop) -> None:
    kiosk = shop.kiosk
    kiosk.read_notice()
    kiosk.press("No, thanks")
    _farewell(kiosk, FarewellReason.REFUSED)


def _refuse_in_chinese(shop: Shop) -> None:
    kiosk = shop.kiosk
    kiosk.wait_for(states.Idle)
    kiosk.press("中文")
    kiosk.press("阅读并选择")
    kiosk.press("不，谢谢")
    kiosk.wait_for(states.Farewell)
    kiosk.press("完成")
    kiosk.wait_for(states.Idle)


def _too_young(shop: Shop) -> None:
    kiosk = shop.kiosk
    kiosk.read_notice()
    kiosk.press("I’ll tell you myself")
    kiosk.press("No")
    _farewell(kiosk, FarewellReason.TOO_YOUNG)


def _read_receipt(kiosk: Kiosk) -> str:
    receipt = _reach(kiosk, states.ShowingReceipt)
    kiosk.press("Done")
    kiosk.wait_for(states.Idle)
    return receipt.code.symbols


def _reach(kiosk: Kiosk, kind: type[_State]) -> _State:
    """What comes next, if the disk lets it. Raises Unplanned."""
    kiosk.wait_until(lambda: isinstance(kiosk.visit, kind) or is_slow(kiosk.visit), kind.__name__)
    visit = kiosk.visit
    if is_slow(visit):
        raise Unplanned(StoreFault.SLOW.value)
    assert isinstance(visit, kind)
    return visit


def _farewell(kiosk: Kiosk, reason: FarewellReason) -> None:
    assert _reach(kiosk, states.Farewell) == states.Farewell(reason)
    kiosk.press("Done")
    kiosk.wait_for(states.Idle)


KINDS: Final[dict[str, tuple[int, Callable[[Shop], Times | None]]]] = {
    "kept": (30, _keep),
    "corrected": (8, _correct),
    "deleted": (6, _delete),
    "walked off": (6, _walk_off),
    "deleted by code": (4, _delete_by_code),
    "stopped": (6, _stop),
    "told": (18, _tell),
    "refused": (12, _refuse),
    "refused in Chinese": (6, _refuse_in_chinese),
    "too young": (4, _too_young),
}
"""Each kind of visit, with how many in a hundred are of it."""


def draw(random: Random) -> str:
    weights = [weight for weight, _ in KINDS.values()]
    return random.choices(list(KINDS), weights)[0]

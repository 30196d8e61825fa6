"""The confined child: a whole process for one visitor, and for nothing after.

It is our own executable, started with an argument that is handled before any other import. It
gives up its files, loads and warms everything, gives up its calls, says Ready, waits for one
Look and the open camera that comes with it, and ends. It never opens a camera, and could not.
Nothing is imported at the top of this file but what confining it takes.
"""

from __future__ import annotations

import functools
import os
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn, Protocol, TypeVar

from kiosk.adapters.analysis import handover
from kiosk.adapters.analysis.orders import Orders
from kiosk.adapters.analysis.preview import PreviewWriter
from kiosk.adapters.processes import confine, policies
from kiosk.adapters.processes.confine import LEAST_LANDLOCK

if TYPE_CHECKING:
    from kiosk.adapters.analysis.look import Source as LookSource
    from kiosk.adapters.analysis.protocol import Estimated, Failed, FromChild
    from kiosk.adapters.analysis.protocol import Look as LookOrder

    Outcome = Estimated | Failed

    class Source(LookSource, Protocol):
        """What reads a camera, and can be made ready without one."""

        def warm_up(self) -> None: ...


class Spec(Protocol):
    """What the child knows of a source of frames before it may load it."""

    @property
    def is_device(self) -> bool: ...


_Spec = TypeVar("_Spec", bound=Spec)

_STDIN: Final = 0
_STDOUT: Final = 1
_STDERR: Final = 2
_NOT_STARTED_BY_THE_KIOSK: Final = 2
_OPEN_FILES: Final = 64


def run(
    argument: str, parse: Callable[[str], _Spec], source_for: Callable[[_Spec], Source]
) -> NoReturn:
    """Be the child that ``argument`` (``Orders``) describes, and end the process.

    Started by anybody but the kiosk, over its socket pair, it does nothing at all. ``parse`` and
    ``source_for`` know the sources of frames; ``source_for`` is called after stage 1. A bug on
    the way ends the process with a traceback, and the parent hears nothing.
    """
    line = handover.line_to_kiosk(_STDIN)
    if line is None:
        print("only the kiosk can start this", file=sys.stderr)
        os._exit(_NOT_STARTED_BY_THE_KIOSK)
    voice = _take_stdout()
    try:
        confine.limit(_OPEN_FILES)
        orders = Orders.parse(argument)
        spec = parse(orders.source)
        # Now, for no memory can be shared any more after the first filter.
        screen = None if orders.preview is None else PreviewWriter(orders.preview, *orders.picture)
        if orders.confined:
            _give_up_files(orders)
            confine.give_up_calls(policies.loading())
        _live(orders, spec, source_for, screen, line, voice)
    except confine.NotConfined as error:
        from kiosk.adapters.analysis.protocol import Refusal, Unready

        _say(voice, Unready(Refusal.NOT_CONFINED, str(error)))
    # Nothing is tidied up: whatever could be done now should have been done by the kernel.
    os._exit(0)


def _take_stdout() -> int:
    """Keep the pipe to the parent for messages alone: no library's print ends up in it."""
    voice = os.dup(_STDOUT)
    os.dup2(_STDERR, _STDOUT)
    return voice


def _give_up_files(orders: Orders) -> None:
    # No camera among them: it comes open, or not at all.
    needed = [*confine.program_files(), Path(orders.models)]
    hidden = [Path(path) for path in orders.unreadable]
    least = max(LEAST_LANDLOCK, orders.least_landlock)
    problem = confine.obstacle(least)
    if problem is not None:
        raise confine.NotConfined(problem)
    confine.give_up_files(needed, hidden, least)


def _live(
    orders: Orders,
    spec: _Spec,
    source_for: Callable[[_Spec], Source],
    screen: PreviewWriter | None,
    line: socket.socket,
    voice: int,
) -> None:
    """Stages 2 and 3, then one look or the proof. Raises NotConfined."""
    from kiosk.adapters.analysis import models, protocol

    try:
        look = _load(orders, source_for(spec), screen, voice)
    except models.BadModel as error:
        _say(voice, protocol.Unready(protocol.Refusal.BAD_MODEL, str(error)))
        return
    if orders.prove:
        from kiosk.adapters.analysis import forbidden

        acts = forbidden.acts(orders)
        confine.give_up_calls(policies.looking(camera=spec.is_device))
        os.write(voice, forbidden.tried(acts))
        return
    if orders.confined:
        confine.give_up_calls(policies.looking(camera=spec.is_device))
    _say(voice, protocol.Ready(orders.confined))
    order = handover.receive(line)
    if order is not None:
        _say(voice, look(*order))


def _load(
    orders: Orders, source: Source, screen: PreviewWriter | None, voice: int
) -> Callable[[LookOrder, int], Outcome]:
    """Load and touch whatever a look needs, and return that look. Raises BadModel."""
    from kiosk.adapters.analysis import estimator, look, models, protocol
    from kiosk.domain.states import WatchFault

    folder = Path(orders.models)
    models.check_models(folder)
    eyes = estimator.Estimator(folder)
    error = estimator.age_error(folder)
    width, height = orders.picture
    eyes.warm_up()
    source.warm_up()
    look.rehearse(eyes, error, width, height)
    eyes.restart()

    def once(order: LookOrder, camera: int) -> Outcome:
        if screen is None or time.monotonic() > order.deadline:
            return protocol.Failed(WatchFault.CAMERA_UNAVAILABLE)
        say = functools.partial(_say, voice)
        return look.Look(source, eyes, screen, error, say, order.seconds).run(camera)

    return once


def _say(voice: int, message: FromChild) -> None:
    from kiosk.adapters.analysis.protocol import packed

    try:
        os.write(voice, packed(message))
    except BrokenPipeError:
        # The parent has stopped listening: the visit is over, and so is this life.
        os._exit(0)

"""Many visits, one after the other, at one kiosk that is cut off from the world.

``python -m tests.faults.never.run PLACE VISITS SEED``, begun as ``outcome.visited`` does. In PLACE
lie ``film.avi`` and the folder ``house``, which is all that the kiosk has to write into. What was
seen is printed as one line of JSON.
"""

import dataclasses
import json
import os
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, Phase, example, given, seed, settings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system.log import keeping_log
from kiosk.adapters.system.process import leave_no_core
from kiosk.adapters.system.version import version
from kiosk.bootstrap import assessment, parts
from kiosk.bootstrap import kiosk as joining
from kiosk.bootstrap.bugs import ending_on_any_bug
from kiosk.domain import states
from kiosk.ui.kiosk_window import KioskWindow
from tests.adapters.camera.opened import Openers
from tests.fakes.assessment import FakeAssessments
from tests.faults.never import cut_off
from tests.faults.never.accounts import Accounts
from tests.faults.never.deeds import EACH_ONCE, PLANS, Plan
from tests.faults.never.film import Openings, frames_of
from tests.faults.never.outside import Watcher
from tests.faults.never.traces import Marks
from tests.faults.never.visitor import Visitor
from tests.journeys.kiosk import Kiosk
from tests.journeys.phone import is_served, served_here

PORT = 8471
_PATIENCE = 120.0
_DEAF_SECONDS = 0.03
"""A new screen is deaf for a moment, shorter here than for visitors."""


class Shop(Kiosk):
    """A shop's kiosk with a film for a camera, which a shop's settings do not allow by themselves.

    ``codes`` are those of all receipts there could have been, shown or not. ``between`` is called
    again and again while something is waited for.
    """

    def __init__(self, data: Path, film: Path) -> None:
        self.codes: set[str] = set()
        self.between: Callable[[], None] = lambda: None
        super().__init__(_settings(data, film), data)

    @override
    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        """As long as it takes: visits go on for minutes, and others may use the machine, too."""
        end = time.monotonic() + _PATIENCE
        while not holds():
            assert time.monotonic() < end, f"no {what}, but {self.visit}"
            QTest.qWait(5)
            self.between()

    @override
    def show_visit(self, visit: states.Visit) -> None:
        super().show_visit(visit)
        consent = getattr(visit, "consent", None)
        if consent is not None:
            self.codes.add(consent.code.symbols)

    @property
    @override
    def records_file(self) -> Path:
        return parts.records_file(self.data, demo=False)


def _settings(data: Path, film: Path) -> Settings:
    shop = parts.load_settings(data, demo=False)
    camera = replace(shop.camera, source=f"video:{film}")
    return replace(shop, camera=camera, phone=served_here(PORT))


def main(place: Path, visits: int, number: int) -> None:
    house = place / "house"
    cut_off.set_up(house / "shm")
    ear = cut_off.Ear()
    leave_no_core()
    # The impact assessment signed for the shop says nothing of a film, nor of a phone page.
    assessment.assessments_of = lambda *_: FakeAssessments()
    joining.KioskWindow = partial(KioskWindow, guard_seconds=_DEAF_SECONDS)  # pyright: ignore
    application = QApplication(["askfirst"])
    began = time.monotonic()
    with ending_on_any_bug(), keeping_log(house / "data"):
        joining._log.info("started: %s", version())
        seen = _visit(house / "data", place / "film.avi", ear, visits, number)
    application.quit()
    packets = list(ear.heard())
    cut_off.send_one_away()
    with_planted = list(ear.heard())
    seen |= {
        "seconds": time.monotonic() - began,
        "packets": [asdict(each) for each in packets],
        "planted": [asdict(each) for each in with_planted[len(packets) :]],
    }
    print(json.dumps(seen))


def _with_each_once(come: Callable[[Plan], None]) -> Callable[[Plan], None]:
    for plan in EACH_ONCE:
        come = example(plan)(come)
    return come


def _visit(data: Path, film: Path, ear: cut_off.Ear, visits: int, number: int) -> dict[str, object]:
    kiosk = Shop(data, film)
    openings, openers, watcher = Openings(film), Openers(film), Watcher()
    accounts = Accounts(openings, kiosk.records_file)
    watch = kiosk.joined.watch
    watch.start = accounts.granting(watch.start)  # pyright: ignore[reportAttributeAccessIssue]
    kiosk.joined.runner.show_to(accounts)
    visitor = Visitor(kiosk, film, accounts)
    kiosk.between = visitor.settle
    aims: Counter[str] = Counter()
    with_a_yes = with_an_opening = 0

    @seed(number)
    @settings(
        max_examples=visits - len(EACH_ONCE),
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(PLANS)
    @_with_each_once
    def come(plan: Plan) -> None:
        nonlocal with_a_yes, with_an_opening
        if accounts.wrong:
            # The kiosk is as the visit that went wrong has left it: another one says nothing.
            return
        looks = len(accounts.looks)
        try:
            visitor.come(plan)
        except Exception:  # noqa: BLE001 (whatever it is, it is told)
            accounts.wrong.append(traceback.format_exc())
        if accounts.wrong:
            accounts.wrong.append(str(plan))
        aims[plan.aim.value] += 1
        new = accounts.looks[looks:]
        with_a_yes += bool(new)
        with_an_opening += any(look.opened for look in new)
        watcher.look()
        ear.heard()
        _ = openers.pids

    try:
        kiosk.wait_until(lambda: is_served(kiosk), "phone page")
        come()
        kiosk.settle_store()
    finally:
        kiosk.close()
    accounts.settle(states.Starting())
    opened, closed = openings.counted()
    openings.close()
    with openers:
        by_others = openers.pids - {os.getpid()}
    # Not before: to read the film's frames is to open it.
    marks = Marks(frames_of(film))
    return {
        "visits": aims.total(),
        "with_a_yes": with_a_yes,
        "with_an_opening": with_an_opening,
        "opened": opened,
        "closed": closed,
        "opened_by_others": sorted(by_others),
        "looks": [
            {**dataclasses.asdict(look), "record_id": str(look.record_id)}
            for look in accounts.looks
        ],
        "wrong": accounts.wrong,
        "aims": aims,
        "deeds": Counter(deed.value for deed in visitor.done),
        "states": Counter(type(visit).__name__ for visit in kiosk.seen),
        "codes": sorted(kiosk.codes),
        "marks_in_picture": marks.found_in(visitor.picture),
        "swapped": watcher.swapped,
        "written": sorted(watcher.written),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))

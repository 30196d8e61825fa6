"""For tests of faults in a whole kiosk: a yes, its end, and what the records say of it."""

import json
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

from kiosk.adapters.analysis.health import Door
from kiosk.adapters.records import verification
from kiosk.domain import states
from kiosk.domain.states import FarewellReason, WatchFault
from kiosk.ui.staff.tabs import Tab
from tests.adapters.camera import films
from tests.journeys.kiosk import Kiosk
from tests.journeys.staff import opened, says, sign_in


def say_yes(kiosk: Kiosk) -> None:
    """By the camera, with a warm child, at the screen."""
    kiosk.wait_for(states.Idle)
    kiosk.wait_until(lambda: kiosk.joined.watch.health().door is Door.WARM, "warm child")
    kiosk.wait_for_camera_door()
    kiosk.press("Yes, use the camera")
    kiosk.press("Yes")


def wait_for_open_camera(kiosk: Kiosk) -> None:
    kiosk.wait_until(lambda: getattr(kiosk.visit, "opened", False), "open camera", every_ms=1)


def child_of(kiosk: Kiosk) -> int:
    """The process id of the child there is."""
    child = kiosk.joined.watch._child
    assert child is not None
    return child.pid


def ends_with_an_apology(kiosk: Kiosk) -> None:
    assert kiosk.wait_for(states.Farewell) == states.Farewell(FarewellReason.NOT_ESTIMATED)
    assert kiosk.joined.watch.latest() is None
    kiosk.press("Done")
    kiosk.wait_for(states.Idle)


def is_aborted(kiosk: Kiosk, *faults: WatchFault) -> None:
    """As many visits agreed as there are faults; none is counted, and the ledger says why."""
    outcomes = Counter(kiosk.outcomes())
    agreed = len(faults)
    assert (outcomes["agreed"], outcomes["counted"]) == (agreed, 0)
    assert outcomes["not_counted"] == agreed
    assert kiosk.visit_rows() == 0
    assert aborted(kiosk.records_file) == [fault.value for fault in faults]
    assert verification.verify(kiosk.records_file).broken is None


def aborted(records: Path) -> list[str]:
    """Why each look ended without an estimate, as the ledger's openings have it."""
    query = """SELECT payload FROM ledger_opening JOIN consent_ledger USING (seq)
        WHERE json_extract(leaf, '$.type') = 'analysis aborted' ORDER BY seq"""
    with closing(sqlite3.connect(f"file:{records}?mode=ro", uri=True)) as connection:
        return [json.loads(payload)["fault"] for (payload,) in connection.execute(query)]


def next_visit_is_fine(kiosk: Kiosk) -> None:
    say_yes(kiosk)
    kiosk.wait_for(states.ShowingResult)
    kiosk.press("Keep it")
    kiosk.wait_for(states.ShowingReceipt)
    assert kiosk.visit_rows() == 1


def wait_for_another_child(kiosk: Kiosk, before: int) -> None:
    """Until the watch knows that this one has gone, and has made the next."""

    def is_another() -> bool:
        child = kiosk.joined.watch._child
        return child is not None and child.pid != before

    kiosk.wait_until(is_another, "other child")


def another_camera(kiosk: Kiosk, film: Path, frames: list[films.Picture]) -> None:
    """The film's place is taken by another one, and the watch has made a child for it."""
    kiosk.wait_until(lambda: kiosk.joined.watch.health().door is Door.WARM, "warm child")
    before = child_of(kiosk)
    films.write_film(film.with_name("next.avi"), frames).replace(film)
    kiosk.joined.watch.prepare()
    wait_for_another_child(kiosk, before)


def doors(kiosk: Kiosk) -> set[str]:
    """Which of the notice's three doors are there."""
    three = {"Yes, use the camera", "I’ll tell you myself", "No, thanks"}
    kiosk.wait_until(lambda: kiosk.offers("No, thanks"), "notice")
    return {name for name in three if kiosk.offers(name)}


def tell(kiosk: Kiosk) -> None:
    """The other way in, from the open notice until nobody is there."""
    kiosk.tell()
    kiosk.take_receipt()


def health_says(kiosk: Kiosk, words: str) -> None:
    """Staff sign in, and read this on Health."""
    sign_in(kiosk)
    says(kiosk, opened(kiosk, Tab.HEALTH), words)
    kiosk.press("Leave")
    kiosk.wait_for(states.Idle)

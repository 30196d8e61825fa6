"""The parts that the watchdog asks answer, from threads of their own, however they are."""

import threading
from pathlib import Path

from pytestqt.qtbot import QtBot

from kiosk.adapters.records import RecordsStore
from kiosk.domain import events, states
from tests.journeys.kiosk import running


def test_store_and_watch_answer_at_rest_in_a_visit_and_without_a_camera(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with running(tmp_path, "photograph:/nowhere/at/all.png") as kiosk:
        for begin in (
            lambda: kiosk.wait_for(states.Idle),
            kiosk.joined.runner.open_notice,
            lambda: kiosk.post(events.StoreFailed(states.StoreFault.NO_NOTICE)),
        ):
            begin()
            for part in (kiosk.joined.store, kiosk.joined.watch):
                told: list[str] = []
                part.answer(lambda heard=told: heard.append(threading.current_thread().name))
                kiosk.wait_until(lambda heard=told: bool(heard), "answer")
                expected = "records" if isinstance(part, RecordsStore) else "watch"
                assert told == [expected]
        assert kiosk.joined.store.works_long is False

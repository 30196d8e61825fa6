"""How long it takes until a process that ended is started again."""

from kiosk.adapters.phone.restarts import LONGEST_PAUSE, Restarts


def waits(restarts: Restarts, now: float, up_for: float, times: int) -> list[float]:
    found: list[float] = []
    for _ in range(times):
        restarts.started(now)
        now += up_for
        ended_at = now
        restarts.ended(now, up_for)
        while not restarts.is_due(now):
            now += 0.5
        found.append(now - ended_at)
    return found


def test_the_first_start_waits_for_nothing() -> None:
    assert Restarts(10.0).is_due(10.0)


def test_one_that_ends_at_every_start_is_started_less_and_less_often() -> None:
    found = waits(Restarts(0.0), 0.0, 0.0, 9)
    assert found == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0]


def test_one_that_did_well_is_started_soon_each_time() -> None:
    assert waits(Restarts(0.0), 0.0, LONGEST_PAUSE, 4) == [1.0] * 4


def test_one_that_was_ended_for_another_reason_need_not_wait() -> None:
    restarts = Restarts(0.0)
    waits(restarts, 0.0, 0.0, 5)
    restarts.was_ended(100.0)
    assert restarts.is_due(100.0)

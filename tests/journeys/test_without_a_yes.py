"""No, Stop, Delete, Back, silence and unplugging, in every state a visitor can be in.

Which they are is not listed here: the states and the ways to them come from ``advance()``.
The camera is a film; the kernel counts how often it is opened.
"""

import itertools
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.bootstrap import parts
from kiosk.domain import events, states
from kiosk.domain.visit import ImpossibleEvent, advance
from tests.adapters.camera import films
from tests.adapters.camera.opened import Openings
from tests.domain.paths import EVENTS, Arrival, explore
from tests.journeys.kiosk import Kiosk, demo_settings, running

UNPLUGGED = "unplugged"

NOES: dict[str, events.Event] = {
    "no": events.Refused(),
    "too young": events.SaidTooYoung(),
    "stop or delete": events.Withdrew(),
    "back": events.WentBack(),
    "not me": events.NotMe(),
    "silence": events.TimedOut(),
    UNPLUGGED: events.CameraOffered(False),
    "done": events.Finished(),
}

VISITOR = (
    "notice opened",
    "camera door",
    "telling door",
    "old enough",
    "correct",
    "keep",
    "answer",
)
"""What a visitor does on the way to a state."""

BY_PHONE = ("notice opened", "phone code", "phone agreed", "old enough")
"""What is done where the yes comes from a phone."""

PHONES_OWN = states.EnteringPhoneCode | states.Armed | states.StoringConsent | states.Looking
"""What there is before a camera has opened by that way; what follows is as by any other."""

BEFORE_A_YES = states.Reading | states.AskingAge | states.EnteringPhoneCode | states.Armed

WORLD = ("store ready", "consent stored", "camera opened", "estimated", "visit kept")
"""What the store and the watch answer by themselves."""


def _arrivals() -> Iterator[Arrival]:
    """The shortest way to each kind of state by what visitor, store and watch do alone."""
    yield from _first_of_each_kind(VISITOR)
    for arrival in _first_of_each_kind(BY_PHONE):
        if isinstance(arrival.visit, PHONES_OWN):
            yield arrival


def _first_of_each_kind(deeds: tuple[str, ...]) -> Iterator[Arrival]:
    seen: set[tuple[object, ...]] = set()
    for arrival in explore(names=(*deeds, *WORLD)):
        kind = type(arrival.visit)
        way = getattr(arrival.visit, "way", None)
        opened = getattr(arrival.visit, "opened", None)
        if (kind, way, opened) not in seen and not isinstance(arrival.visit, states.Starting):
            seen.add((kind, way, opened))
            yield arrival


def _cases() -> Iterator[tuple[Arrival, str]]:
    for arrival in _arrivals():
        for name, event in NOES.items():
            try:
                advance(arrival.visit, event)
            except ImpossibleEvent:
                continue
            yield arrival, name


CASES = list(_cases())


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return films.write_film(tmp_path_factory.mktemp("film") / "film.avi", films.astronaut(120))


@pytest.fixture(scope="module")
def kiosk(qapp: object, film: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    with running(tmp_path_factory.mktemp("data"), f"video:{film}") as started:
        yield started


def _walk(kiosk: Kiosk, arrival: Arrival, openings: Openings) -> None:
    """Go the way to a state; the store and the watch answer as they really do."""
    runner = kiosk.joined.runner
    kiosk.wait_for(states.Idle)
    kiosk.wait_until(lambda: runner.camera_offered, "warm child")
    before = openings.count
    for name in arrival.path:
        match name:
            case "notice opened":
                runner.open_notice()
            case "phone agreed":
                kiosk.post(events.PhoneAgreed(_ask(kiosk), 47))
            case "old enough":
                runner.say_old_enough()
            case "store ready":
                pass
            case "consent stored":
                assert openings.count == before
                kiosk.wait_for(states.Looking)
            case "camera opened":
                kiosk.wait_until(lambda: getattr(kiosk.visit, "opened", True), "camera that opened")
            case "estimated":
                kiosk.wait_for(states.ShowingResult)
            case "visit kept":
                kiosk.wait_for(states.ShowingReceipt)
            case _:
                kiosk.post(EVENTS[name](kiosk.visit))
    if isinstance(arrival.visit, BEFORE_A_YES | states.StoringConsent):
        assert openings.count == before


def _ask(kiosk: Kiosk) -> states.Ask:
    """What a phone's yes is about: the notice of this machine, in this hour."""
    settings = demo_settings()
    key = parts.signer_of(kiosk.data, demo=True).public
    notice = parts.notices_of(settings, key).offered()["en"]
    moment = parts.clock_of(settings).moment()
    return states.Ask(notice.version, notice.minimum_age, camera=True, moment=moment)


def _leave(kiosk: Kiosk) -> None:
    """Do nothing more until nobody is there."""
    answering = states.Withdrawing | states.Keeping | states.StoringConsent | states.Resting
    for _ in range(6):
        if isinstance(kiosk.visit, states.Idle):
            return
        if isinstance(kiosk.visit, answering):
            asked = kiosk.visit
            kiosk.wait_until(partial(_has_moved_on, kiosk, asked), "answer of the store")
        else:
            kiosk.post(events.TimedOut())
    kiosk.wait_for(states.Idle)


@pytest.mark.parametrize(
    ("arrival", "no"),
    CASES,
    ids=[f"{'>'.join(arrival.path[1:]) or 'idle'}-{no}" for arrival, no in CASES],
)
def test_leaves_nothing_and_opens_nothing(
    qtbot: QtBot, kiosk: Kiosk, film: Path, arrival: Arrival, no: str
) -> None:
    with Openings(film) as openings:
        rows = kiosk.visit_rows()
        seen_before = len(kiosk.seen)
        _walk(kiosk, arrival, openings)
        if no == UNPLUGGED:
            _unplug(kiosk, film)
        elif type(kiosk.visit) is type(arrival.visit):
            kiosk.post(NOES[no])
        _leave(kiosk)
        if no == UNPLUGGED:
            _plug_in(kiosk, film)

        seen = kiosk.seen[seen_before:]
        # A look that was stopped, or unplugged, before the child had come to open anything has
        # a grant and no opening; all others have one of each.
        assert _looks(seen, opened=True) <= openings.count <= _looks(seen)
    # Only a keep leaves a row: chosen, or, as the notice says, by walking off from the result.
    assert kiosk.visit_rows() == rows + _is_kept(seen)


def _is_kept(seen: list[states.Visit]) -> bool:
    """True if these states passed through a keep that was acknowledged and not taken back."""
    kept = False
    for before, after in itertools.pairwise(seen):
        if isinstance(before, states.Keeping):
            kept = isinstance(after, states.ShowingReceipt | states.Idle)
        if isinstance(after, states.Withdrawing):
            kept = False
    return kept


def _unplug(kiosk: Kiosk, film: Path) -> None:
    """The film is gone from its place, and the watch has seen it."""
    film.rename(film.with_suffix(".gone"))
    kiosk.joined.watch.prepare()
    kiosk.wait_until(lambda: not kiosk.joined.runner.camera_offered, "camera missing")


def _plug_in(kiosk: Kiosk, film: Path) -> None:
    film.with_suffix(".gone").rename(film)
    kiosk.joined.watch.prepare()


def _has_moved_on(kiosk: Kiosk, asked: states.Visit) -> bool:
    return kiosk.visit != asked


def _looks(seen: list[states.Visit], *, opened: bool = False) -> int:
    """How many grants there were; with ``opened``, of how many the camera was said to be open."""
    looks = [visit for visit in seen if isinstance(visit, states.Looking)]
    return len({id(visit.grant) for visit in looks if visit.opened or not opened})


def test_the_ways_by_phone_are_among_them() -> None:
    ends = {(type(arrival.visit), no) for arrival, no in CASES if "phone agreed" in arrival.path}
    assert {
        (states.Armed, "too young"),
        (states.Armed, "not me"),
        (states.Armed, "silence"),
        (states.StoringConsent, "stop or delete"),
        (states.Looking, "stop or delete"),
    } <= ends
    assert any(isinstance(arrival.visit, states.EnteringPhoneCode) for arrival, _ in CASES)


def test_the_books_balance_after_all_of_it(kiosk: Kiosk) -> None:
    found = Counter(kiosk.outcomes())
    said_yes = found["agreed"] + found["told"]

    assert found["asked"] == said_yes + found["declined"] + found["walked_away"]
    assert said_yes == found["counted"] + found["not_counted"] + found["withdrawn"]
    assert found["asked"] > 10

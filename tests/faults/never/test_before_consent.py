"""Random visits at a real window with a real child: the camera opens on a grant, or not at all.

How many of the visitors say yes is hypothesis's to draw; that enough of them do is checked, too.
"""

import json
import os
import subprocess
from collections import Counter
from pathlib import Path
from uuid import UUID

import pytest

from kiosk.adapters.records.connection import open_for_reading
from kiosk.bootstrap import parts
from kiosk.cli import main
from kiosk.cli.codes import OK
from kiosk.domain import states
from tests.adapters.camera.opened import Openers
from tests.faults.never.accounts import Accounts, Look
from tests.faults.never.conftest import TOGETHER, VISITS
from tests.faults.never.film import Openings
from tests.faults.never.outcome import Outcome

pytestmark = TOGETHER

_NUMBER = UUID(int=7)


def entries(outcome: Outcome) -> Counter[str]:
    """How often each kind of row is in the ledger."""
    db = open_for_reading(parts.records_file(outcome.data, demo=False))
    try:
        leaves = db.conn.execute("SELECT leaf FROM consent_ledger").fetchall()
    finally:
        db.close()
    return Counter(json.loads(leaf)["type"] for (leaf,) in leaves)


def test_there_were_so_many_and_enough_of_them_said_yes(outcome: Outcome) -> None:
    seen = outcome.seen
    assert seen["visits"] == VISITS
    assert seen["with_a_yes"] >= VISITS // 10
    assert seen["with_an_opening"] >= VISITS // 20
    assert VISITS - seen["with_a_yes"] >= VISITS // 10
    assert len(seen["states"]) >= 12
    assert len(seen["deeds"]) >= 10


def test_without_a_yes_nothing_was_opened_and_with_one_once_at_most(outcome: Outcome) -> None:
    """Each opening lies between its grant and the end of that visit: see ``accounts``."""
    looks = [each["opened"] for each in outcome.seen["looks"]]
    assert outcome.seen["wrong"] == []
    assert set(looks) <= {0, 1}
    assert outcome.seen["opened"] == sum(looks)


def test_nobody_but_the_kiosk_itself_opened_it(outcome: Outcome) -> None:
    """By the kernel's word (fanotify), which tells its processes apart."""
    assert outcome.seen["opened_by_others"] == []


def test_what_was_opened_was_closed_within_its_visit(outcome: Outcome) -> None:
    assert outcome.seen["closed"] == outcome.seen["opened"]
    assert all(each["closed"] == each["opened"] for each in outcome.seen["looks"])


def test_the_ledger_says_the_same(outcome: Outcome) -> None:
    """A look that is stopped before the child has opened anything has a grant and no opening; one
    that is stopped while it opens may have an opening that nobody has been told of any more.
    """
    rows = entries(outcome)
    told = sum(each["said_open"] for each in outcome.seen["looks"])
    assert rows["camera opened"] == rows["camera closed"] == told
    assert told <= outcome.seen["opened"] <= len(outcome.seen["looks"]) <= rows["consent given"]


def test_the_records_verify_afterwards(outcome: Outcome) -> None:
    """Among other things that each opening in the ledger has a consent before it, and its own."""
    assert main(["--data-dir", str(outcome.data), "verify"]) == OK


# So that the tests above can fail ----------------------------------------------------------------


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.avi"
    path.write_bytes(b"a film")
    return path


def test_an_opening_without_a_yes_does_not_balance(film: Path) -> None:
    accounts = Accounts(Openings(film), film)
    film.read_bytes()
    accounts.settle(states.Starting())
    (wrong,) = accounts.wrong
    assert wrong.startswith("opened or closed in")
    accounts.settle(states.Idle())
    assert len(accounts.wrong) == 1


def test_neither_do_two_openings_for_one_yes_nor_one_that_stays_open(film: Path) -> None:
    openings = Openings(film)
    accounts = Accounts(openings, film)
    accounts._open = look = Look(_NUMBER, [])
    film.read_bytes()
    film.read_bytes()
    accounts.settle(states.Farewell(states.FarewellReason.ERASED))
    assert accounts.wrong == ["2 openings where it was told of 0"]
    assert (look.opened, look.closed) == (2, 2)

    accounts._open = Look(_NUMBER, [])
    with film.open("rb"):
        accounts.settle(states.Farewell(states.FarewellReason.ERASED))
    assert accounts.wrong[1:] == ["opened 1 times, closed 0 times"]


def test_whoever_else_opens_it_is_known(film: Path) -> None:
    with Openers(film) as openers:
        film.read_bytes()
        assert openers.pids == {os.getpid()}
        subprocess.run(["cat", film], check=True, capture_output=True)
        assert len(openers.pids) == 2


def test_a_path_that_is_only_looked_up_is_not_opened(film: Path) -> None:
    openings = Openings(film)
    os.close(os.open(film, os.O_PATH))
    film.stat()
    assert openings.counted() == (0, 0)

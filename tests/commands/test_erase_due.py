"""``askfirst erase-due`` from end to end, on a shop's records in a real data folder."""

import json
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.adapters.keys.signing import KEY_FILE
from kiosk.adapters.records.opening import Publication
from kiosk.adapters.records.recorder import Recorder
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system.clock import SystemClock
from kiosk.adapters.system.instance import InstanceLock
from kiosk.bootstrap import parts
from kiosk.cli import main
from kiosk.cli.codes import ANOTHER_RUNS, OK, REFUSED, WRONG
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.consent import Moment, Way
from kiosk.domain.estimate import AgeBand, Answer, Gender
from tests.contracts.records.houses import code, consent

EXAMPLE = Path(__file__).parents[2] / "packaging" / "askfirst.example.toml"

Capture = pytest.CaptureFixture[str]

WOMAN = Answer(Gender.WOMAN, AgeBand(25, 34))


class Past:
    """A clock that runs some days behind the machine's."""

    def __init__(self, clock: SystemClock, days: int) -> None:
        self._clock = clock
        self._behind = timedelta(days=days)

    def monotonic(self) -> float:
        return self._clock.monotonic()

    def now(self) -> datetime:
        return self._clock.now() - self._behind

    def moment(self) -> Moment:
        moment = self._clock.moment()
        return Moment(moment.day - self._behind, moment.hour)


@dataclass
class Shop:
    """A shop's data folder, as it is when nothing has been recorded yet."""

    folder: Path
    settings: Settings

    def record(self, visits: int, *, days_ago: int, first: int = 0) -> date:
        """Let so many visitors be recorded some days ago; returns the business day."""
        clock = Past(parts.clock_of(self.settings), days_ago)
        path = parts.records_file(self.folder, demo=False)
        recorder = Recorder(
            path,
            Publication(ReleaseRules(), False, self.settings.kiosk.minimum_age),
            parts.retention_of(self.settings),
            parts.signer_of(self.folder, demo=False),
            clock,
            None,
        )
        for number in range(first, first + visits):
            told = consent(number, clock.moment(), Way.TOLD)
            recorder.count_asked(told.moment)
            recorder.keep_visit(told, WOMAN, Way.TOLD, None, receipt=True)
        recorder.close()
        return clock.moment().day

    def asked(self, question: str) -> int:
        connection = sqlite3.connect(parts.records_file(self.folder, demo=False))
        (answer,) = connection.execute(question).fetchone()
        connection.close()
        return answer


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    shutil.copyfile(EXAMPLE, tmp_path / "askfirst.toml")
    return Shop(tmp_path, parts.load_settings(tmp_path, demo=False))


def erase_due(shop: Shop, *options: str) -> int:
    return main(["--data-dir", str(shop.folder), "erase-due", *options])


def test_what_is_due_is_erased_and_named_by_its_day(shop: Shop, capsys: Capture) -> None:
    day = shop.record(3, days_ago=9)
    assert erase_due(shop) == OK
    said = capsys.readouterr()
    assert f"Erased: 3 records of {day.isoformat()}" in said.out
    assert "Kept for now: 0 records." in said.out
    assert "Due next" not in said.out
    assert said.err == ""
    assert shop.asked("SELECT count(*) FROM visit") == 0
    assert shop.asked("SELECT count(*) FROM day_key") == 0
    assert shop.asked("SELECT sum(counted) FROM day_hour") == 3


def test_what_is_not_due_is_kept_and_said_when_it_is(shop: Shop, capsys: Capture) -> None:
    day = shop.record(2, days_ago=1)
    assert erase_due(shop) == OK
    due = parts.retention_of(shop.settings).window_closes(day)
    said = capsys.readouterr().out
    assert f"Closed: every day up to {day.isoformat()}." in said
    assert "Nothing was due." in said
    assert "Kept for now: 2 records." in said
    assert f"Due next: the oldest day's, on {due:%Y-%m-%d, %H:%M}." in said


def test_nothing_of_a_record_is_shown(shop: Shop, capsys: Capture) -> None:
    shop.record(1, days_ago=9)
    shop.record(1, days_ago=1, first=1)
    erase_due(shop)
    erase_due(shop, "--json")
    said = capsys.readouterr()
    for secret in ("woman", "25-34", code(0).symbols, code(1).symbols):
        assert secret not in said.out + said.err


def test_the_second_time_there_is_nothing_to_do(shop: Shop, capsys: Capture) -> None:
    shop.record(1, days_ago=9)
    erase_due(shop)
    rows = shop.asked("SELECT count(*) FROM consent_ledger")
    capsys.readouterr()
    assert erase_due(shop) == OK
    assert "Nothing was due." in capsys.readouterr().out
    # No kiosk was started, so the ledger has nothing to say.
    assert shop.asked("SELECT count(*) FROM consent_ledger") == rows


def test_totals_and_proofs_of_years_ago_go_at_the_word_of_whoever_asks(
    shop: Shop, capsys: Capture
) -> None:
    day = shop.record(2, days_ago=4 * 366)
    assert erase_due(shop, "--json") == OK
    told = json.loads(capsys.readouterr().out)
    retention = parts.retention_of(shop.settings)
    today = parts.clock_of(shop.settings).moment().day
    assert told["erased"] == [{"day": day.isoformat(), "visits": 2}]
    assert told["counts_from"] == retention.counts_kept_from(today).isoformat()
    assert told["proofs_from"] == retention.proofs_kept_from(today).isoformat()
    assert (told["proofs"], told["records"], told["next"]) == (2, 0, None)
    assert shop.asked("SELECT count(*) FROM day_hour") == 0
    assert main(["--data-dir", str(shop.folder), "verify"]) == OK


def test_json_has_every_key_where_nothing_was_due(shop: Shop, capsys: Capture) -> None:
    day = shop.record(1, days_ago=0)
    assert erase_due(shop, "--json") == OK
    told = json.loads(capsys.readouterr().out)
    due = parts.retention_of(shop.settings).window_closes(day)
    assert datetime.fromisoformat(told.pop("now")) >= due - timedelta(days=5)
    assert told == {
        "closed": None,
        "erased": [],
        "counts_from": None,
        "proofs_from": None,
        "proofs": 0,
        "records": 1,
        "next": due.isoformat(timespec="minutes"),
        "demo": False,
    }


def test_what_is_due_goes_without_a_key_too(shop: Shop, capsys: Capture) -> None:
    day = shop.record(3, days_ago=9)
    (shop.folder / KEY_FILE).write_bytes(b"damaged")
    assert erase_due(shop) == OK
    said = capsys.readouterr()
    assert f"Erased: 3 records of {day.isoformat()}" in said.out
    assert "The ledger is not signed this time; askfirst doctor says what to do." in said.err
    assert shop.asked("SELECT count(*) FROM visit") == 0


def test_it_is_refused_while_the_kiosk_runs(shop: Shop, capsys: Capture) -> None:
    shop.record(1, days_ago=9)
    kiosk = InstanceLock(shop.folder)
    assert erase_due(shop) == ANOTHER_RUNS
    kiosk.release()
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert shop.asked("SELECT count(*) FROM visit") == 1


def test_without_records_there_is_nothing_to_erase(shop: Shop, capsys: Capture) -> None:
    assert erase_due(shop) == WRONG
    assert capsys.readouterr().err.count("\n") == 1
    assert erase_due(shop, "--demo") == WRONG


def test_without_settings_nobody_knows_what_is_due(tmp_path: Path, capsys: Capture) -> None:
    assert main(["--data-dir", str(tmp_path), "erase-due"]) == REFUSED
    assert "askfirst.toml" in capsys.readouterr().err


def test_damaged_records_are_said_to_be(shop: Shop, capsys: Capture) -> None:
    shop.record(1, days_ago=9)
    parts.records_file(shop.folder, demo=False).write_bytes(b"not a database")
    assert erase_due(shop) == WRONG
    assert "What is due may not all be erased" in capsys.readouterr().err


def test_the_demos_records_are_a_matter_of_their_own(tmp_path: Path, capsys: Capture) -> None:
    settings = parts.load_settings(tmp_path, demo=True)
    parts.records_folder(tmp_path, demo=True).mkdir()
    Recorder(
        parts.records_file(tmp_path, demo=True),
        Publication(ReleaseRules(), True, settings.kiosk.minimum_age),
        parts.retention_of(settings),
        parts.signer_of(tmp_path, demo=True),
        parts.clock_of(settings),
        None,
    ).close()
    assert main(["--data-dir", str(tmp_path), "erase-due", "--demo"]) == OK
    assert capsys.readouterr().out.startswith("DEMO")

"""``askfirst door`` from end to end, on real data folders."""

import json
import shutil
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.adapters.door import status_file
from kiosk.adapters.records.door_hours import DoorHours
from kiosk.adapters.records.opening import Publication
from kiosk.adapters.records.recorder import Recorder
from kiosk.adapters.settings.settings import SETTINGS_FILE, Settings
from kiosk.adapters.system import checks_of_unit
from kiosk.adapters.system.instance import InstanceLock
from kiosk.application.doctor import Check
from kiosk.application.door_intake import DoorStatus
from kiosk.bootstrap import door, load_settings, parts, upkeep
from kiosk.cli import main
from kiosk.cli.codes import ANOTHER_RUNS, OK, REFUSED, WRONG
from kiosk.domain.blocks import ReleaseRules
from tests.wording import a_line_has

EXAMPLE = Path(__file__).parents[2] / "packaging" / "askfirst.example.toml"


class Shop:
    """A shop with settings, and with records of one visitor, who was asked just now."""

    def __init__(self, data: Path) -> None:
        self.data = data
        data.mkdir(mode=0o700)
        shutil.copyfile(EXAMPLE, data / SETTINGS_FILE)
        self.path = parts.records_file(data, demo=False)

    def set(self, line: str) -> None:
        text = EXAMPLE.read_text(encoding="utf-8").replace("[door]\n", f"[door]\n{line}\n")
        (self.data / SETTINGS_FILE).write_text(text, encoding="utf-8")

    @property
    def settings(self) -> Settings:
        return load_settings(self.data, demo=False)

    def ask(self, times: int = 1) -> None:
        settings = self.settings
        recorder = Recorder(
            self.path,
            Publication(ReleaseRules(), settings.demo, settings.kiosk.minimum_age),
            parts.retention_of(settings),
            parts.signer_of(self.data, demo=False),
            parts.clock_of(settings),
            None,
        )
        recorder.check_room()
        for _ in range(times):
            moment = parts.clock_of(settings).moment()
            recorder.count_asked(moment)
            recorder.count_declined(moment)
        recorder.close()

    def line(self, entered: int) -> str:
        """A line of this hour."""
        now = parts.clock_of(self.settings).now()
        return f"{now:%Y-%m-%d},{now.hour},{entered}\n"

    def entered(self) -> list[int]:
        today = parts.clock_of(self.settings).moment().day
        hours = DoorHours(self.path).hours(today).values()
        return [hour.entered for hour in hours if hour.entered is not None]

    def do(self, *given: str | Path) -> int:
        return main(["--data-dir", str(self.data), "door", *map(str, given)])

    def check(self) -> Check:
        (found,) = door.check(self.data, self.settings)
        return found

    def keep(self, status: DoorStatus) -> None:
        status_file.keep(self.data / door.FOLDER / status_file.STATUS_FILE, status)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path / "data")


@pytest.fixture
def running(shop: Shop) -> Iterator[None]:
    lock = InstanceLock(shop.data)
    yield
    lock.release()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "counts.csv"


# import ---------------------------------------------------------------------------------------


def test_a_file_is_counted_over_what_there_was(
    shop: Shop, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.ask()
    for number in (41, 42):
        file.write_text(f"day,hour,entered\n{shop.line(number)}", encoding="utf-8")
        assert shop.do("import", file) == OK
        assert capsys.readouterr() == ("Counted: 1 hour.\n", "")
        assert shop.entered() == [number]
    # It is read and left where it is.
    assert file.exists()
    assert shop.do("status") == OK
    assert f"{parts.clock_of(shop.settings).moment().day}" in capsys.readouterr().out


def test_lines_that_cannot_be_right_are_named_and_left_out(
    shop: Shop, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.ask()
    file.write_text(
        f"day,hour,entered\n{shop.line(41)}2999-01-31,10,4\n2026-01-31,10,-4\n", encoding="utf-8"
    )
    assert shop.do("import", file) == WRONG
    said = capsys.readouterr()
    assert said.out == "Counted: 1 hour.\n"
    future, negative = said.err.splitlines()
    assert f"{file}: line 3: 2999-01-31 from 10:00" in future
    assert f"{file}: line 4: " in negative
    assert shop.entered() == [41]


def test_of_a_file_that_is_none_nothing_is_counted(
    shop: Shop, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.ask()
    file.write_bytes(b"day,hour,entered\n\xc4\xe3,1,1\n")
    assert shop.do("import", file) == WRONG
    said = capsys.readouterr()
    assert said.out == ""
    assert a_line_has(said.err, f"{file}: line 2: ", "UTF-8")
    assert shop.entered() == []


def test_a_file_that_is_not_there_is_said(
    shop: Shop, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.ask()
    assert shop.do("import", file) == REFUSED
    assert f"{file}: No such file" in capsys.readouterr().err


def test_before_the_kiosk_ever_ran_there_is_nothing_to_count_into(
    shop: Shop, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(f"day,hour,entered\n{shop.line(41)}", encoding="utf-8")
    assert shop.do("import", file) == WRONG
    assert "recorded" in capsys.readouterr().err
    assert not shop.path.exists()


@pytest.mark.usefixtures("running")
def test_while_the_kiosk_runs_only_it_writes(
    shop: Shop, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.ask()
    file.write_text(f"day,hour,entered\n{shop.line(41)}", encoding="utf-8")
    assert shop.do("import", file) == ANOTHER_RUNS
    assert str(tmp_path) not in capsys.readouterr().err
    shop.set(f'source = "csv:{tmp_path}"')
    assert shop.do("import", file) == ANOTHER_RUNS
    assert f"into {tmp_path}" in capsys.readouterr().err
    assert shop.entered() == []


def test_a_damaged_store_is_said(
    shop: Shop, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.path.write_bytes(b"SQLite format 3\0" + bytes(5000))
    file.write_text(f"day,hour,entered\n{shop.line(41)}", encoding="utf-8")
    assert shop.do("import", file) == WRONG
    said = capsys.readouterr()
    assert said.out == "" != said.err


# token ----------------------------------------------------------------------------------------


def test_the_token_is_made_once_and_shown(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.set('source = "http:127.0.0.1:8470"')
    assert shop.do("token") == OK
    first = capsys.readouterr()
    assert first.err == ""
    token = shop.data / door.FOLDER / "token"
    assert token.read_text() == first.out
    assert stat.S_IMODE(token.stat().st_mode) == 0o600
    assert shop.do("token") == OK
    assert capsys.readouterr() == first
    assert shop.do("token", "--new") == OK
    assert capsys.readouterr().out != first.out


def test_where_nothing_asks_for_it_that_is_said(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shop.do("token") == OK
    assert a_line_has(capsys.readouterr().err, "door.source", "HTTP")


def test_a_token_of_the_shops_own_is_shown_and_never_replaced(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "secret"
    own.write_text("a-secret-of-more-than-twenty-letters\n")
    own.chmod(0o600)
    shop.set(f'source = "http:127.0.0.1:8470"\ntoken_file = "{own}"')
    assert shop.do("token") == OK
    assert capsys.readouterr().out == own.read_text()
    assert shop.do("token", "--new") == WRONG
    assert a_line_has(capsys.readouterr().err, "door.token_file", own)
    own.chmod(0o644)
    assert shop.do("token") == WRONG
    said = capsys.readouterr()
    assert said.out == ""
    assert "chmod 600" in said.err
    assert "a-secret" not in said.err
    assert not shop.check().ok
    assert "chmod 600" in shop.check().says
    assert not (shop.data / door.FOLDER).exists()


def test_nothing_else_shows_it(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.set('source = "http:127.0.0.1:8470"')
    shop.do("token")
    token = capsys.readouterr().out.strip()
    shop.do("status")
    shop.do("status", "--json")
    main(["--data-dir", str(shop.data), "doctor"])
    said = capsys.readouterr()
    assert token not in said.out + said.err
    assert token not in (shop.data / SETTINGS_FILE).read_text(encoding="utf-8")


# status and doctor ----------------------------------------------------------------------------


def test_without_a_counter_all_is_well(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    assert shop.do("status") == OK
    assert a_line_has(capsys.readouterr().out, "door.source", "none")
    assert shop.check().ok and "door.source" in shop.check().says
    assert not (shop.data / door.FOLDER).exists()


def test_what_was_refused_and_what_is_in_the_way_is_said(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.set('source = "http:127.0.0.1:8470"')
    now = parts.clock_of(shop.settings).now()
    status = DoorStatus("http", now, 2, "the reason", "the trouble", "the warning")
    shop.keep(status)
    assert shop.do("status") == WRONG
    source, _, last, refused, trouble, warning = capsys.readouterr().out.splitlines()
    assert "http:127.0.0.1:8470" in source
    assert f"{now:%Y-%m-%d, %H:%M}" in last
    assert a_line_has(refused, 2, "the reason")
    assert ("the trouble" in trouble, "the warning" in warning) == (True, True)
    assert shop.do("status", "--json") == WRONG
    assert json.loads(capsys.readouterr().out) == {
        "source": "http:127.0.0.1:8470",
        "kiosk_runs": False,
        "last_count": now.isoformat(timespec="minutes"),
        "refused": 2,
        "last_reason": "the reason",
        "trouble": "the trouble",
        "warning": "the warning",
    }
    assert (shop.check().ok, shop.check().says) == (False, "the trouble")
    shop.keep(replace(status, trouble=None))
    assert (shop.check().ok, shop.check().says) == (False, "the warning")
    shop.keep(replace(status, trouble=None, warning=None))
    assert shop.do("status") == OK
    assert shop.check().ok
    assert a_line_has(shop.check().says, f"{now:%Y-%m-%d %H:%M}", 2, "the reason")


@pytest.mark.usefixtures("running")
def test_a_status_of_another_source_is_old_news(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop.set(f'source = "csv:{tmp_path}"')
    shop.keep(DoorStatus("http", None, 2, "the reason", "the trouble", None))
    assert shop.do("status") == OK
    said = capsys.readouterr().out
    assert f"csv:{tmp_path}" in said
    assert "the reason" not in said and "the trouble" not in said
    assert shop.check().ok


def test_the_doctor_sees_what_is_not_there(shop: Shop, tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    shop.set(f'source = "csv:{drop}"')
    assert not shop.check().ok and str(drop) in shop.check().says
    drop.mkdir()
    assert shop.check().ok
    shop.set(f'source = "csv:{shop.data}"')
    assert not shop.check().ok and str(shop.data) in shop.check().says
    shop.set(f'source = "serial:{tmp_path}/ttyUSB7"')
    assert not shop.check().ok and f"{tmp_path}/ttyUSB7" in shop.check().says
    (tmp_path / "ttyUSB7").write_text("")
    assert shop.check().ok


def test_the_doctor_sees_what_the_service_may_not_reach(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int | str] = []

    def refuse(what: int | str) -> bool:
        asked.append(what)
        return False

    monkeypatch.setattr(checks_of_unit, "reaches_network", refuse)
    monkeypatch.setattr(checks_of_unit, "reaches_device", refuse)
    for address, where in (("192.168.1.10", "192.168.1.10"), ("fd00::7", "[fd00::7]")):
        shop.set(f'source = "http:{where}:8470"')
        found = shop.check()
        assert not found.ok and a_line_has(found.says, "askfirst.service", address)
        assert found.cure == checks_of_unit.cure(checks_of_unit.NETWORK)
    line = tmp_path / "ttyUSB7"
    line.write_text("")
    shop.set(f'source = "serial:{line}"')
    found = shop.check()
    assert not found.ok and a_line_has(found.says, "askfirst.service", line)
    assert found.cure == checks_of_unit.cure(checks_of_unit.LINE)
    assert asked == [4, 6, str(line)]
    shop.set(f'source = "csv:{tmp_path}"')
    assert shop.check().ok


def test_without_settings_each_says_so(
    shop: Shop, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop.data / SETTINGS_FILE).unlink()
    for given in (("import", file), ("token",), ("status",)):
        assert shop.do(*given) == REFUSED
        assert SETTINGS_FILE in capsys.readouterr().err


def test_a_wipe_takes_the_token_with_it(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.ask()
    shop.do("token")
    shop.keep(DoorStatus("http"))
    assert upkeep.wipe(shop.data, demo=False, deliver=lambda text: None)
    assert not (shop.data / door.FOLDER).exists()

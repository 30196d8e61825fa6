"""withdraw: a code goes in, and never comes out again."""

import io
import sys
from collections.abc import Callable

import pytest

from kiosk.adapters.records.connection import StoreUnavailable
from kiosk.adapters.settings.reading import SettingsRefused
from kiosk.adapters.system.instance import AlreadyRunning, FolderUnusable
from kiosk.cli import main
from kiosk.domain.consent import ReceiptCode
from kiosk.domain.states import StoreFault
from tests.cli.fake_bootstrap import CODE, FakeBootstrap

Capture = pytest.CaptureFixture[str]


def test_withdraw_reads_the_code_from_standard_input_and_never_prints_it(
    bootstrap: FakeBootstrap, typed: Callable[[str], None], capsys: Capture
) -> None:
    typed(f"{CODE.grouped.lower()}\n")
    assert main(["withdraw"]) == 0
    assert bootstrap.asked("withdraw") == [CODE]
    said = capsys.readouterr()
    assert said.out == "The record is erased.\n"
    assert CODE.symbols[:5] not in said.out + said.err


def test_withdraw_asks_a_person_without_echo(
    bootstrap: FakeBootstrap, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal("nothing here"))
    monkeypatch.setattr("getpass.getpass", lambda prompt: CODE.grouped)
    assert main(["withdraw"]) == 0


def test_withdraw_of_an_unknown_code_says_so(
    bootstrap: FakeBootstrap, typed: Callable[[str], None], capsys: Capture
) -> None:
    bootstrap.known_code = ReceiptCode.from_random([1] * 9)
    typed(CODE.grouped)
    assert main(["withdraw"]) == 1
    said = capsys.readouterr().err
    assert "No record has this code" in said
    for reason in ("mistyped", "deleted already", "last day is over", "a backup took their place"):
        assert reason in said


@pytest.mark.parametrize("text", ["", "hello", "K7QM2 9XRT"])
def test_withdraw_of_no_code_at_all_never_repeats_it(
    bootstrap: FakeBootstrap, typed: Callable[[str], None], capsys: Capture, text: str
) -> None:
    typed(text)
    assert main(["withdraw"]) == 1
    said = capsys.readouterr().err
    assert "receipt code" in said
    assert not text or text not in said
    assert bootstrap.asked("withdraw") == []


def test_withdraw_is_refused_while_the_kiosk_runs(
    bootstrap: FakeBootstrap, typed: Callable[[str], None], capsys: Capture
) -> None:
    bootstrap.runs = True
    typed(CODE.grouped)
    assert main(["withdraw"]) == 3
    said = capsys.readouterr().err
    assert "Delete my record" in said
    assert said.count("\n") == 1
    assert bootstrap.asked("withdraw") == []


def test_withdraw_is_refused_if_the_kiosk_starts_meanwhile(
    bootstrap: FakeBootstrap, typed: Callable[[str], None], capsys: Capture
) -> None:
    bootstrap.fails = AlreadyRunning("AskFirst is running already, as process 7.")
    typed(CODE.grouped)
    assert main(["withdraw"]) == 3
    assert "Delete my record" in capsys.readouterr().err


def test_withdraw_where_nothing_was_recorded(bootstrap: FakeBootstrap, capsys: Capture) -> None:
    bootstrap.recorded = set()
    assert main(["withdraw"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_withdraw_needs_whole_settings(bootstrap: FakeBootstrap, capsys: Capture) -> None:
    bootstrap.settings = SettingsRefused(("one line",))
    assert main(["withdraw"]) == 2
    assert capsys.readouterr().err == "one line\n"


def test_a_folder_that_cannot_be_written_is_said(
    bootstrap: FakeBootstrap, typed: Callable[[str], None], capsys: Capture
) -> None:
    bootstrap.fails = FolderUnusable("AskFirst cannot write in here.")
    typed(CODE.grouped)
    assert main(["withdraw"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_store_that_cannot_erase_says_so(
    bootstrap: FakeBootstrap, typed: Callable[[str], None], capsys: Capture
) -> None:
    bootstrap.fails = StoreUnavailable(StoreFault.FULL, "the disk is full")
    typed(CODE.grouped)
    assert main(["withdraw"]) == 1
    assert "disk" in capsys.readouterr().err

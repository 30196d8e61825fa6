"""stats and export, as a person and as a script asks for them.

What is in them is tests/application/test_figures_files.py and test_figures_text.py.
"""

import json
from pathlib import Path

import pytest

from kiosk.adapters.records.reading import NoRecords
from kiosk.application.figures_csv import as_csv
from kiosk.application.figures_json import as_json
from kiosk.application.figures_text import as_text
from kiosk.cli import main
from kiosk.cli.saying import NOTHING_YET
from kiosk.domain.periods import Span
from tests.application.sample_figures import DAY, FULL
from tests.cli.fake_bootstrap import FakeBootstrap

Capture = pytest.CaptureFixture[str]


def test_stats_as_a_person_and_as_a_script_reads_them(
    bootstrap: FakeBootstrap, capsys: Capture
) -> None:
    assert main(["stats"]) == 0
    assert capsys.readouterr().out == f"{as_text(DAY)}\n"
    assert main(["stats", "--json"]) == 0
    assert capsys.readouterr().out == f"{as_json(DAY)}\n"


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ([], ("today", Span.DAY)),
        (["2026-01-31"], ("2026-01-31", Span.DAY)),
        (["--day", "2026-01-31"], ("2026-01-31", Span.DAY)),
        (["yesterday", "--span", "week"], ("yesterday", Span.WEEK)),
        (["--span", "28-days", "2026-01-31"], ("2026-01-31", Span.FOUR_WEEKS)),
        (["--span", "month"], ("today", Span.MONTH)),
    ],
)
@pytest.mark.parametrize("command", ["stats", "export"])
def test_of_which_period(
    bootstrap: FakeBootstrap,
    capsys: Capture,
    command: str,
    options: list[str],
    asked: tuple[str, Span],
) -> None:
    assert main([command, *options]) == 0
    assert bootstrap.asked("period_figures") == [(*asked, False)]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("command", ["stats", "export"])
@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["2026-02-30"], "'2026-02-30' is no day"),
        (["0001-01-01"], "'0001-01-01' is no day"),
        (["9999-12-31", "--span", "week"], "'9999-12-31' is no day"),
        (["--day", "tomorrow"], "'tomorrow' is no day"),
        (["today", "--day", "yesterday"], "not allowed with"),
        (["--span", "year"], "28-days"),
    ],
)
def test_what_is_no_period_is_refused(
    bootstrap: FakeBootstrap, capsys: Capture, command: str, options: list[str], says: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, *options])
    assert ended.value.code == 2
    assert says in capsys.readouterr().err
    assert bootstrap.asked("period_figures") == []


@pytest.mark.parametrize(
    ("recorded", "options", "of_demo"),
    [
        ({False, True}, [], False),
        ({False, True}, ["--demo"], True),
        ({True}, [], True),
        ({False}, [], False),
    ],
)
def test_whose_figures_they_are(
    bootstrap: FakeBootstrap,
    capsys: Capture,
    recorded: set[bool],
    options: list[str],
    of_demo: bool,
) -> None:
    bootstrap.recorded = recorded
    assert main(["stats", *options]) == 0
    assert ("DEMO" in capsys.readouterr().out) == of_demo
    assert bootstrap.asked("period_figures") == [("today", Span.DAY, of_demo)]


def test_a_shop_that_has_recorded_nothing_is_not_the_demo(
    bootstrap: FakeBootstrap, capsys: Capture, tmp_path: Path
) -> None:
    (tmp_path / "askfirst.toml").touch()
    bootstrap.recorded = {True}
    assert main(["stats"]) == 1
    assert capsys.readouterr() == ("", f"{NOTHING_YET}\n")


@pytest.mark.parametrize("command", ["stats", "export"])
@pytest.mark.parametrize(("recorded", "options"), [(set(), []), ({False}, ["--demo"])])
def test_nothing_recorded_is_said_beside_an_empty_output(
    bootstrap: FakeBootstrap,
    capsys: Capture,
    recorded: set[bool],
    options: list[str],
    command: str,
) -> None:
    bootstrap.recorded = recorded
    assert main([command, *options]) == 1
    assert capsys.readouterr() == ("", f"{NOTHING_YET}\n")


@pytest.mark.parametrize("command", ["stats", "export"])
def test_records_that_cannot_be_read_are_said_in_a_sentence(
    bootstrap: FakeBootstrap, capsys: Capture, command: str
) -> None:
    bootstrap.figures = NoRecords("The records cannot be read just now.")
    assert main([command]) == 1
    assert capsys.readouterr() == ("", "The records cannot be read just now.\n")


# Files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [[], ["--out", "-"], ["--format", "csv", "--out", "-"]])
def test_a_table_goes_to_standard_output_byte_for_byte(
    bootstrap: FakeBootstrap, capfdbinary: pytest.CaptureFixture[bytes], options: list[str]
) -> None:
    bootstrap.figures = FULL
    assert main(["export", *options]) == 0
    assert capfdbinary.readouterr() == (as_csv(FULL), b"")


def test_a_file_is_written_whole_and_named(
    bootstrap: FakeBootstrap, capsys: Capture, tmp_path: Path, elsewhere: Path
) -> None:
    out = elsewhere / "figures.json"
    out.write_text("an older one")
    assert main(["export", "--format", "json", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == f"{as_json(DAY)}\n"
    assert capsys.readouterr() == (f"The figures are in {out}.\n", "")
    assert [file.name for file in elsewhere.iterdir()] == ["figures.json"]


def test_a_demos_file_is_said_to_be_one(
    bootstrap: FakeBootstrap, capsys: Capture, elsewhere: Path
) -> None:
    bootstrap.recorded = {True}
    out = elsewhere / "figures.json"
    assert main(["export", "--format", "json", "--out", str(out), "--demo"]) == 0
    assert "demo’s invented figures" in capsys.readouterr().out
    assert json.loads(out.read_text(encoding="utf-8"))["demo"] is True


def test_where_no_file_can_be_is_said_before_anything_is_read(
    bootstrap: FakeBootstrap, capsys: Capture, tmp_path: Path, elsewhere: Path
) -> None:
    for out, says in (
        (elsewhere, "is a folder; name a file."),
        (elsewhere / "none" / "figures.csv", "There is no folder for"),
        (tmp_path / "figures.csv", "name a file outside the data folder."),
    ):
        assert main(["export", "--out", str(out)]) == 2
        told = capsys.readouterr()
        assert (told.out, says in told.err) == ("", True)
        assert not out.is_file()
    assert bootstrap.asked("period_figures") == []


def test_a_failed_export_leaves_the_older_file(
    bootstrap: FakeBootstrap, capsys: Capture, elsewhere: Path
) -> None:
    out = elsewhere / "figures.csv"
    out.write_text("an older one")
    bootstrap.figures = NoRecords("The records cannot be read just now.")
    assert main(["export", "--out", str(out)]) == 1
    assert out.read_text() == "an older one"
    assert capsys.readouterr().out == ""


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("elsewhere")

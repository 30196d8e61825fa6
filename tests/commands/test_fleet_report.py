"""``askfirst fleet simulate`` and ``askfirst fleet report`` as they are called."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.adapters.statistics.published import CONFUSION
from kiosk.application import shipped
from kiosk.cli import fleet_report, main
from kiosk.cli.codes import ANOTHER_RUNS, OK, REFUSED, WRONG
from kiosk.fleet import report
from kiosk.fleet.engines import EngineFailed, Spark
from kiosk.fleet.kiosk_list import NAME
from kiosk.fleet.lake import BLOCKS
from kiosk.fleet.lake_folder import UNFINISHED, compacting
from kiosk.fleet.parts import part_of
from kiosk.fleet.words import LANGUAGES
from tests.fleet.day_files import day_file, put, take

Told = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "lake"
    found = main(["fleet", "simulate", str(folder), "--kiosks", "12", "--days", "40"])
    assert found == OK
    return folder


def asked(lake: Path, *options: str) -> int:
    return main(["fleet", "report", str(lake), *options])


def test_what_lines_are_told_apart_by_is_what_the_report_can() -> None:
    assert fleet_report.BY == report.BY
    assert fleet_report._LANGUAGES == LANGUAGES


def test_a_table_says_that_it_is_invented_and_of_which_days(lake: Path, capsys: Told) -> None:
    assert asked(lake, "--by", "region") == OK
    told = capsys.readouterr().out
    assert "INVENTED FIGURES" in told
    assert "13 January 2026 to 9 February 2026" in told
    assert "Central" in told
    assert told.endswith("\n")
    assert not told.endswith("\n\n")
    assert asked(lake, "--language", "zh-CN") == OK
    assert "2026年1月13日" in capsys.readouterr().out


def test_the_same_figures_are_in_every_format(lake: Path, capsys: Told) -> None:
    options = ["--by", "store, month", "--from", "2026-01-20", "--to", "2026-02-05"]
    assert asked(lake, *options, "--format", "json") == OK
    found = json.loads(capsys.readouterr().out)
    assert (found["first"], found["last"]) == ("2026-01-20", "2026-02-05")
    number = found["total"]["counts"]["asked"]
    assert number > 1000
    assert asked(lake, *options, "--format", "csv") == OK
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    assert int(rows[0]["asked"]) == number
    lines = [row for row in rows if row["row"] == "line"]
    assert [(row["store"], row["month"], int(row["asked"])) for row in lines] == [
        (line["key"]["store"], line["key"]["month"], line["counts"]["asked"])
        for line in found["lines"]
    ]
    assert asked(lake, *options, "--format", "html", "--language", "zh-CN") == OK
    page = capsys.readouterr().out
    assert 'lang="zh-CN"' in page
    assert f"{number:,}" in page


def test_a_report_goes_into_the_file_that_is_named(
    lake: Path, tmp_path: Path, capsys: Told
) -> None:
    assert asked(lake, "--format", "csv") == OK
    told = capsys.readouterr().out
    assert asked(lake, "--format", "csv", "--out", str(tmp_path / "report.csv")) == OK
    assert capsys.readouterr().out == ""
    written = (tmp_path / "report.csv").read_bytes().decode()
    assert written.replace("\r\n", "\n") == told.replace("\r\n", "\n")
    assert [each.name for each in tmp_path.iterdir()] == ["report.csv"]


def test_one_store_alone_and_another_list_of_kiosks(
    lake: Path, tmp_path: Path, capsys: Told
) -> None:
    assert asked(lake, "--store", "Store 0001", "--format", "json", "--by", "kiosk") == OK
    found = json.loads(capsys.readouterr().out)
    kiosks = [line.split(",")[0] for line in (lake / NAME).read_text().splitlines()]
    stores = [line.split(",")[1] for line in (lake / NAME).read_text().splitlines()]
    of_store = [kiosk for kiosk, store in zip(kiosks, stores, strict=True) if store == "Store 0001"]
    assert {line["key"]["kiosk"] for line in found["lines"]} == {*of_store}
    other = tmp_path / "other.csv"
    other.write_text("kiosk,store,region\nk00003,Mine,Here\n")
    assert asked(lake, "--region", "Here", "--kiosks", str(other), "--format", "json") == OK
    found = json.loads(capsys.readouterr().out)
    assert found["total"]["kiosks"] == 1
    assert asked(lake, "--store", "Nowhere") == WRONG
    assert "'Nowhere'" in capsys.readouterr().err


def test_a_list_is_taken_as_a_spreadsheet_writes_it(
    lake: Path, tmp_path: Path, capsys: Told
) -> None:
    other = tmp_path / "other.csv"
    lines = ["store,kiosk,note,region", " Mine ,k00003 ,x,", 'Ours,k00004,"y\n", Here ']
    other.write_bytes("\ufeff".encode() + "\r\n".join(lines).encode())
    options = ["--kiosks", str(other), "--format", "json", "--by", "region,store"]
    assert asked(lake, *options) == OK
    found = json.loads(capsys.readouterr().out)["lines"]
    named = {(line["key"]["region"], line["key"]["store"]): line["kiosks"] for line in found}
    assert named == {("?", "?"): 10, ("?", "Mine"): 1, ("Here", "Ours"): 1}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("kiosk,store\nk00001,Mine\n", "column region"),
        ("kiosk,store,region\nk1,A,B\nk1,A,B\n", "line 3: k1 "),
        ("kiosk,store,region\nk\x1b[m,A,B\nk\x1b[m,A,B\n", "line 3: k\ufffd[m "),
        ("kiosk,store,region\n,A,B\n", "line 2: "),
        ("kiosk,store,region\nk1\n", "line 2: "),
        ("", "column kiosk"),
        ("kiosk,store,region\n\ufffd\n", "line 2: "),
    ],
)
def test_a_list_that_is_wrong_is_refused_with_the_place(
    lake: Path, tmp_path: Path, capsys: Told, content: str, why: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(content, encoding="utf-8")
    assert asked(lake, "--kiosks", str(path)) == REFUSED
    assert why in capsys.readouterr().err
    path.write_bytes(b"kiosk,store,region\n\xff,A,B\n")
    assert asked(lake, "--kiosks", str(path)) == REFUSED
    assert "UTF-8" in capsys.readouterr().err
    path.unlink()
    assert asked(lake, "--kiosks", str(path)) == REFUSED
    assert str(path) in capsys.readouterr().err


def test_what_is_no_lake_or_is_being_written_is_not_read(
    lake: Path, tmp_path: Path, capsys: Told
) -> None:
    assert asked(tmp_path) == REFUSED
    assert str(tmp_path) in capsys.readouterr().err
    with compacting(lake, invented=True):
        assert asked(lake) == ANOTHER_RUNS
    assert str(lake) in capsys.readouterr().err


def test_a_lake_that_was_cut_short_is_said_to_be(lake: Path, tmp_path: Path, capsys: Told) -> None:
    copy = tmp_path / "lake"
    shutil.copytree(lake, copy)
    (copy / UNFINISHED).write_bytes(b"2026-01\n")
    assert asked(copy) == WRONG
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "fleet compact" in said.err


def test_a_damaged_lake_is_no_fault_of_the_program(tmp_path: Path, capsys: Told) -> None:
    lake = tmp_path / "lake"
    assert main(["fleet", "simulate", str(lake), "--kiosks", "2", "--days", "20"]) == OK
    part_of(lake, BLOCKS, "2026-01").write_bytes(b"no Parquet at all")
    assert asked(lake) == WRONG
    said = capsys.readouterr().err
    assert "part.parquet" in said
    assert "backup" in said
    assert said.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="elsewhere no folder is called so")
@pytest.mark.parametrize("name", ["lake*", "l?ke", "[l]ake", "{lake,other}"])
def test_a_lake_whose_name_looks_like_a_pattern_is_that_lake_alone(
    lake: Path, tmp_path: Path, capsys: Told, name: str
) -> None:
    for each in (name, "lake", "lake-2"):
        shutil.copytree(lake, tmp_path / each)
    assert asked(lake, "--format", "json") == OK
    alone = capsys.readouterr().out
    assert asked(tmp_path / name, "--format", "json") == OK
    assert capsys.readouterr().out == alone


def test_spark_is_given_no_path_that_it_would_take_for_a_pattern() -> None:
    with pytest.raises(EngineFailed, match="rename"):
        Spark(None).table(BLOCKS, [Path("lake*", "part.parquet")])


@pytest.mark.skipif(os.name != "posix", reason="elsewhere every name is text")
def test_a_lake_below_a_name_that_is_no_text_is_no_fault_of_the_program(
    lake: Path, tmp_path: Path, capsys: Told
) -> None:
    folder = tmp_path / os.fsdecode(b"\xff")
    shutil.copytree(lake, folder)
    assert asked(folder) == WRONG
    assert "rename" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--by", "region,region"], "each once"),
        (["--by", "colour"], "region"),
        (["--from", "31.1.2026"], "31.1.2026"),
        (["--to", "0001-01-01"], "0001-01-01"),
        (["--engine", "abacus"], "invalid choice"),
    ],
)
def test_options_that_mean_nothing_are_refused(
    lake: Path, capsys: Told, options: list[str], why: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        asked(lake, *options)
    assert ended.value.code == REFUSED
    assert why in capsys.readouterr().err


def test_spark_that_is_not_there_is_one_sentence(
    lake: Path, capsys: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = fleet_report.find_spec
    monkeypatch.setattr(
        fleet_report, "find_spec", lambda name: None if name == "pyspark" else found(name)
    )
    assert asked(lake, "--engine", "spark") == REFUSED
    assert "fleet-spark" in capsys.readouterr().err


def test_a_simulation_goes_into_new_folders_only(lake: Path, tmp_path: Path, capsys: Told) -> None:
    assert main(["fleet", "simulate", str(lake)]) == REFUSED
    assert str(lake) in capsys.readouterr().err
    made = ["fleet", "simulate", str(tmp_path / "new"), "--kiosks", "1", "--days", "2"]
    assert main([*made, "--from", "2026-02-28", "--inbox", str(tmp_path / "inbox")]) == OK
    assert "2 invented days" in capsys.readouterr().out
    assert {each.name for each in (tmp_path / "inbox" / "kiosk=k00000").iterdir()} <= {
        "day=2026-02-28.jsonl",
        "day=2026-03-01.jsonl",
    }
    for seed in ("1", "2"):
        seeded = [*made[:2], str(tmp_path / seed), *made[3:], "--from", "2026-02-28"]
        assert main([*seeded, "--seed", seed]) == OK
    capsys.readouterr()
    of_new, of_one, of_two = (
        part_of(tmp_path / name, BLOCKS, "2026-02").read_bytes() for name in ("new", "1", "2")
    )
    assert of_new == of_one != of_two
    for wrong in (["--kiosks", "0"], ["--days", "-1"], ["--seed", "x"]):
        with pytest.raises(SystemExit):
            main(["fleet", "simulate", str(tmp_path / "other"), *wrong])
        assert "whole number" in capsys.readouterr().err


def test_a_head_offices_server_needs_no_library_of_a_screens(lake: Path) -> None:
    program = (
        "import sys; from kiosk.cli import main; assert main(sys.argv[1:]) == 0;"
        "print([name for name in sys.modules if name.split('.')[0] in ('PySide6', 'cv2')"
        " or name.startswith('kiosk.ui')])"
    )
    command = [sys.executable, "-c", program, "fleet", "report", str(lake)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n[]\n")


@pytest.mark.parametrize("table", [None, "no table"], ids=["missing", "damaged"])
def test_without_a_whole_table_of_the_models_error_it_is_as_measured(
    table: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    inbox, counted = tmp_path / "inbox", tmp_path / "lake"
    put(inbox, day_file())
    take(inbox, counted)
    assert asked(counted, "--format", "json") == OK
    genders = json.loads(capsys.readouterr().out)["total"]["genders"]
    assert genders["women"]["corrected"] and not genders["women_measured"]["corrected"]
    if table is not None:
        (tmp_path / CONFUSION).write_text(table, encoding="utf-8")
    monkeypatch.setattr(shipped, "models_folder", lambda: tmp_path)
    assert asked(counted, "--format", "json") == OK
    measured = json.loads(capsys.readouterr().out)["total"]["genders"]
    assert measured["women"] == measured["women_measured"] == genders["women_measured"]

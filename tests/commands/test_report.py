"""``askfirst report`` on real data folders, and every view of one period, number by number."""

import csv
import errno
import io
import json
import os
import re
import stat
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pytest
from PySide6.QtCore import QLocale

from kiosk.application.figures import PeriodFigures
from kiosk.bootstrap import period_figures
from kiosk.bootstrap import reports as bootstrap_reports
from kiosk.cli import main
from kiosk.cli.codes import OK, REFUSED, WRONG
from kiosk.domain.periods import Period, Span
from kiosk.ui.charts import kinds
from kiosk.ui.paper.sheet import with_paper
from tests.commands.shop_with_history import PastShop
from tests.wording import a_line_has

Capture = pytest.CaptureFixture[str]

ENGLISH: Final = QLocale("en")
COUNTS: Final = ("asked", "agreed", "told", "said_yes", "declined", "walked_away", "counted")
HOUR: Final = ("asked", "said_yes")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> PastShop:
    """Nothing in it is changed by any test here but its own folder of reports."""
    return PastShop(tmp_path_factory.mktemp("past") / "shop", days=75)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def paper(qapp: object) -> None:
    """The application that other tests of this process may go on with."""
    with_paper()


def run(shop: PastShop, *arguments: object) -> int:
    return main([*map(str, arguments), "--data-dir", str(shop.data)])


def read_back(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return squeezed("".join(page.get_textpage().get_text_range() for page in document))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


# Files in a folder --------------------------------------------------------------------------------


def test_it_writes_what_is_asked_for_and_says_where(
    shop: PastShop, out: Path, capsys: Capture
) -> None:
    day = shop.yesterday
    forms = ("--format", "json", "--format", "pdf", "--format", "csv")
    assert run(shop, "report", "yesterday", *forms, "--out", out) == OK
    names = [f"askfirst-north-door-{day}-day.{form}" for form in ("pdf", "csv", "json")]
    said = capsys.readouterr()
    assert said.out.splitlines() == [str(out / name) for name in names]
    assert said.err == ""
    assert sorted(path.name for path in out.iterdir()) == sorted(names)


def test_without_options_it_is_a_page_in_the_kiosks_first_language_in_its_own_folder(
    shop: PastShop, capsys: Capture
) -> None:
    assert run(shop, "report", "--day", shop.yesterday) == OK
    path = Path(capsys.readouterr().out.strip())
    assert path.parent == shop.data / bootstrap_reports.FOLDER
    assert path.suffixes == [".pdf"]
    assert "LakesideMotorsLtd." in read_back(path)
    if os.name == "posix":
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_both_languages(shop: PastShop, out: Path, capsys: Capture) -> None:
    both = ("--language", "en", "--language", "zh-CN", "--language", "en")
    assert run(shop, "report", "yesterday", *both, "--out", out) == OK
    english, chinese = map(Path, capsys.readouterr().out.splitlines())
    assert chinese.name == english.name.replace(".pdf", ".zh_CN.pdf")
    assert "NorthDoor" in read_back(english)
    assert "湖畔汽车销售服务有限公司" in read_back(chinese)
    assert "来访统计" in read_back(chinese)


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
@pytest.mark.parametrize(("folder", "file"), [(0o700, 0o600), (0o750, 0o640), (0o777, 0o644)])
def test_in_a_folder_of_the_shops_whoever_reads_the_folder_reads_the_report(
    shop: PastShop, out: Path, folder: int, file: int
) -> None:
    out.chmod(folder)
    assert run(shop, "report", "yesterday", "--format", "csv", "--out", out) == OK
    (path,) = out.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == file


def test_one_that_is_there_is_replaced_and_that_is_said(
    shop: PastShop, out: Path, capsys: Capture
) -> None:
    arguments = ("report", "yesterday", "--format", "csv", "--out", out)
    assert run(shop, *arguments) == OK
    (path,) = out.iterdir()
    path.write_text("older", encoding="utf-8")
    capsys.readouterr()
    assert run(shop, *arguments) == OK
    assert path.name in capsys.readouterr().err
    assert path.read_bytes().startswith(b"\xef\xbb\xbfspan,")


def test_a_day_that_goes_on_never_takes_the_place_of_the_whole(shop: PastShop, out: Path) -> None:
    assert run(shop, "report", "today", "--format", "csv", "--out", out) == OK
    (path,) = out.iterdir()
    assert path.name.endswith("-day-so-far.csv")


def test_a_script_hears_how_far_it_is(shop: PastShop, out: Path, capsys: Capture) -> None:
    forms = ("--format", "csv", "--format", "json")
    assert run(shop, "report", "yesterday", *forms, "--out", out, "--json") == OK
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    parts_done = [line["progress"] for line in lines[:-1]]
    assert parts_done == sorted(parts_done) and parts_done[-1] == 1.0
    assert {*map(Path, lines[-1]["files"])} == {*out.iterdir()}


# What is in the way -------------------------------------------------------------------------------


def test_a_folder_that_is_not_there_is_named_and_not_made(
    shop: PastShop, out: Path, capsys: Capture
) -> None:
    missing = out / "share"
    assert run(shop, "report", "yesterday", "--out", missing, "--json") == REFUSED
    said = capsys.readouterr()
    assert str(missing) in said.err
    assert json.loads(said.out)["fault"] == said.err.strip()
    assert not missing.exists()


def test_a_file_is_no_folder(shop: PastShop, out: Path, capsys: Capture) -> None:
    file = out / "file"
    file.touch()
    assert run(shop, "report", "yesterday", "--out", file) == REFUSED
    assert str(file) in capsys.readouterr().err


def test_nothing_is_written_beside_the_records(shop: PastShop, capsys: Capture) -> None:
    before = sorted(shop.data.iterdir())
    assert run(shop, "report", "yesterday", "--out", shop.data) == REFUSED
    assert "data folder" in capsys.readouterr().err
    assert sorted(shop.data.iterdir()) == before


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "full"),
        (errno.EACCES, "account"),
        (errno.EROFS, "account"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_a_disk_that_refuses_is_said_in_one_sentence(
    shop: PastShop,
    out: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    says: str,
) -> None:
    def refuse(path: Path, content: bytes) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(bootstrap_reports, "write_whole", refuse)
    arguments = ("report", "yesterday", "--format", "csv", "--out", out, "--json")
    assert run(shop, *arguments) == WRONG
    said = capsys.readouterr()
    assert a_line_has(said.err, out, says) and said.err.count("\n") == 1
    assert json.loads(said.out.splitlines()[-1]) == {"fault": said.err.strip()}


@pytest.mark.parametrize(("day", "says"), [("2999-01-01", "come"), ("2001-01-01", "gone")])
def test_a_day_without_counts_is_no_report(
    shop: PastShop, out: Path, capsys: Capture, day: str, says: str
) -> None:
    assert run(shop, "report", day, "--out", out) == WRONG
    said = capsys.readouterr()
    assert says in said.err and said.out == ""
    assert not list(out.iterdir())


def test_only_languages_that_there_are(shop: PastShop, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        run(shop, "report", "yesterday", "--language", "fr")
    assert ended.value.code == REFUSED
    assert "zh_CN" in capsys.readouterr().err


def test_the_demos_say_demo_in_name_and_page(tmp_path: Path, out: Path, capsys: Capture) -> None:
    demo = PastShop(tmp_path / "data", days=3, demo=True)
    assert run(demo, "report", "yesterday", "--demo", "--out", out) == OK
    path = Path(capsys.readouterr().out.strip())
    assert path.name.startswith("askfirst-demo-north-door-")
    assert "DEMO" in read_back(path)


# The same numbers everywhere ----------------------------------------------------------------------


@pytest.fixture(scope="module", params=list(Span), ids=lambda span: span.value)
def views(
    request: pytest.FixtureRequest, shop: PastShop, tmp_path_factory: pytest.TempPathFactory
) -> "Views":
    return Views(shop, request.param, tmp_path_factory.mktemp("views"))


class Views:
    """One period that is over, as every view gives it."""

    _NAMES = ("span", "day", "hour", "gender", "ages", "measure")

    def __init__(self, shop: PastShop, span: Span, folder: Path) -> None:
        # Closed a while ago.
        day = shop.yesterday - timedelta(days=9)
        if span is Span.MONTH:
            day = day.replace(day=1) - timedelta(days=1)
        if span is Span.WEEK:
            day -= timedelta(days=7)
        period = Period.of(span, day)
        self.figures: PeriodFigures = period_figures(shop.data, day.isoformat(), span, demo=False)
        which = [day.isoformat(), "--span", span.value, "--data-dir", str(shop.data)]
        forms = ["--format", "pdf", "--format", "csv", "--format", "json"]
        assert main(["report", *which, *forms, "--out", str(folder)]) == OK
        name = folder / f"askfirst-north-door-{period.last}-{span.value}.x"
        self.pdf = read_back(name.with_suffix(".pdf"))
        self.csv_file = name.with_suffix(".csv").read_bytes()
        self.json_file = name.with_suffix(".json").read_bytes()
        self.which = which
        self.json: dict[str, Any] = json.loads(self.json_file)
        table = csv.DictReader(io.StringIO(self.csv_file.decode("utf-8-sig")))
        self.csv = list(table)
        self._rows: dict[tuple[str, ...], list[dict[str, str]]] = {}
        for row in self.csv:
            self._rows.setdefault(tuple(row[name] for name in self._NAMES), []).append(row)

    def in_csv(self, measure: str, **which: object) -> dict[str, str]:
        """The one row of this measure, of the whole period unless said otherwise."""
        assert which.keys() <= {*self._NAMES}
        wanted = {"span": self.json["span"], "measure": measure, **which}
        (row,) = self._rows[tuple(str(wanted.get(name, "")) for name in self._NAMES)]
        return row


def test_the_period_has_something_to_compare(views: Views) -> None:
    """Else everything here would agree on nothing."""
    assert views.figures.final
    assert views.figures.counts.said_yes > 20
    assert views.figures.blocks
    assert views.figures.genders.women is not None
    assert views.figures.genders.women.corrected
    assert views.figures.ages.bands


def test_export_gives_the_very_same_files(views: Views, tmp_path: Path) -> None:
    for form, content in (("csv", views.csv_file), ("json", views.json_file)):
        path = tmp_path / f"figures.{form}"
        assert main(["export", *views.which, "--format", form, "--out", str(path)]) == OK
        assert path.read_bytes() == content


def test_stats_gives_the_very_same_object(views: Views, capsys: Capture) -> None:
    assert main(["stats", *views.which, "--json"]) == OK
    assert capsys.readouterr().out.encode() == views.json_file


def test_csv_and_json_have_the_same_counts(views: Views) -> None:
    assert _counts_of(views.json["counts"]) == {
        name: int(views.in_csv(name)["value"]) for name in COUNTS
    }
    for hour in views.json["hours"]:
        for name in HOUR:
            assert int(views.in_csv(name, hour=hour["hour"])["value"]) == hour[name]
    for day in views.json["days"]:
        for name in COUNTS:
            found = int(views.in_csv(name, day=day["day"])["value"])
            assert found == day["counts"][name]
    for name in ("not_counted", "withdrawn", "blocks"):
        assert int(views.in_csv(name)["value"]) == views.json[name]


def test_csv_and_json_have_the_same_shares(views: Views) -> None:
    genders, ages = views.json["genders"], views.json["ages"]
    shares = {("opt_in", ""): views.json["opt_in"]}
    shares |= {(name, ""): genders[name] for name in ("women", "women_measured", "women_bounds")}
    shares |= {("age_share", name): of for name, of in ages["bands"].items()}
    shares |= {("age_share_measured", name): of for name, of in ages["bands_measured"].items()}
    for (measure, name), share in shares.items():
        row = views.in_csv(measure, ages=name)
        for column in share.keys() - {"corrected"}:
            assert _number(row[column]) == share[column], (measure, name, column)
        assert bool(row["note"]) == share.get("corrected", False)
    for measure, column, part, named in (
        ("gender", "gender", genders, "by_gender"),
        ("age", "ages", ages, "by_age_band"),
    ):
        for name, number in part[named].items():
            row = views.in_csv(measure, **{column: name})
            assert int(row["value"]) == number
            assert (int(row["low"]), int(row["high"])) == (part["low"][name], part["high"][name])
            assert (float(row["noise_sd"]), float(row["epsilon"])) == (part["noise_sd"], 2.0)


def percent(value: float) -> str:
    whole = round(100 * value)
    if 0 < value < 1:
        return {0: "under 1 %", 100: "over 99 %"}.get(whole, f"{whole} %")
    return f"{whole} %"


def test_the_terminal_shows_these_counts(views: Views, capsys: Capture) -> None:
    assert main(["stats", *views.which]) == OK
    text = capsys.readouterr().out
    counts = views.json["counts"]
    for words, number in (
        ("Asked", counts["asked"]),
        ("  agreed to the camera", counts["agreed"]),
        ("  told us themselves", counts["told"]),
        ("  declined", counts["declined"]),
        ("  walked away", counts["walked_away"]),
        ("Counted", counts["counted"]),
        ("Ended without.*", views.json["not_counted"]),
        ("Withdrawn", views.json["withdrawn"]),
    ):
        assert re.search(rf"^{words} +{number:,}$", text, re.MULTILINE), words
    opt_in = views.json["opt_in"]
    of = f"({opt_in['count']:,} of {opt_in['of']:,})"
    assert a_line_has(text, "Opt-in", percent(opt_in["value"]), of)
    women = views.json["genders"]["women"]
    low, high = (f"{round(100 * women[end])} %" for end in ("low", "high"))
    assert a_line_has(text, "Women", f"{percent(women['value'])} ({low} to {high})")
    number, ends = views.json["genders"]["by_gender"]["man"], views.json["genders"]
    assert a_line_has(text, "  men ", f"{number:,} ({ends['low']['man']:,} to")
    assert a_line_has(text, f"{views.json['genders']['visits']:,} visits")


def test_the_screen_shows_these_counts(views: Views) -> None:
    figures = views.figures
    hours = {
        int(row[0].split()[0]): row[1:] for row in kinds.hour_bars(figures, ENGLISH).table.rows
    }
    for hour in views.json["hours"]:
        if hour["hour"] in hours:
            assert hours[hour["hour"]] == tuple(f"{hour[name]:,}" for name in HOUR)
        else:
            assert hour["asked"] == 0
    days = kinds.day_line(figures, ENGLISH).table.rows
    assert [row[1:] for row in days] == [_row_of(day["counts"]) for day in views.json["days"]]


def test_the_page_shows_these_counts(views: Views) -> None:
    counts = views.json["counts"]
    for number, words in (
        (counts["asked"], "were asked"),
        (counts["said_yes"], "said yes"),
        (counts["declined"], "said no"),
        (counts["walked_away"], "walked away"),
        (views.json["not_counted"], "not counted"),
        (views.json["withdrawn"], "took"),
    ):
        assert squeezed(f"{number:,}{words}") in views.pdf
    assert squeezed(f"camera {counts['agreed']:,}, told us {counts['told']:,}") in views.pdf
    figures = views.figures
    chart = kinds.hour_bars if figures.period.span is Span.DAY else kinds.day_line
    for row in chart(figures, ENGLISH).table.rows:
        assert squeezed("".join(row)) in views.pdf, row


def test_screen_and_page_show_these_shares(views: Views) -> None:
    opt_in, genders = views.json["opt_in"], views.json["genders"]
    rate, interval = squeezed(_percent(opt_in)), squeezed(_interval(opt_in))
    assert re.search(rf"{re.escape(rate)}\D*{re.escape(interval)}", views.pdf)
    table = _cells(kinds.gender_bar(views.figures, ENGLISH).table.rows)
    women, measured = genders["women"], genders["women_measured"]
    for share in (women, measured):
        assert _shown(share) in table.values()
    assert _shown(women) == next(iter(table.values()))
    assert squeezed(f"{_percent(women)} were women {_interval(women)}") in views.pdf
    low, high = (round(100 * genders["women_bounds"][end]) for end in ("low", "high"))
    assert f"{low} % to {high} %" in table.values()
    shares = views.json["ages"]["bands"]
    bands = _cells(kinds.age_bars(views.figures, ENGLISH).table.rows[: len(shares)])
    assert list(bands.values()) == [_shown(share) for share in shares.values()]
    # On a day's one page there is no room for tables.
    is_day = views.figures.period.span is Span.DAY
    for cell, share in zip(bands.values(), shares.values(), strict=True):
        assert squeezed(_percent(share) if is_day else cell) in views.pdf


def test_what_it_is_compared_with_is_the_same(views: Views) -> None:
    before = views.json["before"]
    assert before is not None
    table = {row[0]: row[1:] for row in kinds.comparison(views.figures, ENGLISH).table.rows}
    for words, name in (("asked", "asked"), ("said yes", "said_yes")):
        now, then = before["against"][name], before["counts"][name]
        assert table[words] == (f"{now:,}", f"{then:,}")
        first = str(views.figures.period.before.first)
        rows = [row for row in views.csv if row["span"] == "before" and row["first"] == first]
        (row,) = [row for row in rows if row["measure"] == name]
        assert int(row["value"]) == then
    asked = f"{before['against']['asked']:,} were asked"
    assert squeezed(asked) in views.pdf and f"{before['counts']['asked']:,}" in views.pdf


def _cells(rows: Sequence[tuple[str, ...]]) -> dict[str, str]:
    """The first number of each row, with whatever space between it and its sign."""
    return {row[0]: row[1].replace("\u00a0", " ") for row in rows}


def _counts_of(counts: Mapping[str, Any]) -> dict[str, int]:
    return {name: counts[name] for name in COUNTS}


def _row_of(counts: Mapping[str, Any]) -> tuple[str, ...]:
    names = ("asked", "said_yes", "declined", "walked_away")
    return tuple(f"{counts[name]:,}" for name in names)


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _shown(share: Mapping[str, float]) -> str:
    return f"{_percent(share)} {_interval(share)}"


def _percent(share: Mapping[str, float]) -> str:
    return percent(share["value"])


def _interval(share: Mapping[str, float]) -> str:
    return f"({round(100 * share['low'])}–{round(100 * share['high'])} %)"

"""``askfirst export-day`` on real data folders."""

import json
import re
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any, Final

import pytest

from kiosk.adapters.settings.settings import SETTINGS_FILE
from kiosk.application.day_file import FORMAT
from kiosk.bootstrap import day_files, fleet_since, parts, period_figures
from kiosk.cli import main
from kiosk.cli.codes import OK, REFUSED, WRONG
from kiosk.domain.blocks import SOURCES
from tests.commands.shop_with_history import PastShop
from tests.wording import a_line_has

Capture = pytest.CaptureFixture[str]
BinaryCapture = pytest.CaptureFixture[bytes]

NAME: Final = "lakeside-north"
ABOUT_BYTES: Final = range(1_200, 1_700)
MOST_BYTES: Final = 4_000
"""What docs/fleet.md says of a day's size, and some room."""

COUNTS: Final = ("asked", "agreed", "told", "declined", "walked_away", "entered")


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> PastShop:
    """Changed by no test here but in its own folder of such files."""
    made = PastShop(tmp_path_factory.mktemp("past") / "shop", days=40)
    in_chain(made)
    return made


@pytest.fixture
def shop(tmp_path: Path) -> PastShop:
    return PastShop(tmp_path / "shop", days=5)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def in_chain(shop: PastShop, folder: Path | None = None) -> None:
    """Give the shop's settings a name in its chain."""
    path = shop.data / SETTINGS_FILE
    text = path.read_text(encoding="utf-8")
    lines = f'[fleet]\nkiosk = "{NAME}"\n'
    if folder is not None:
        lines += f'folder = "{folder.as_posix()}"\n'
    assert text.count("[fleet]\n") == 1
    path.write_text(text.replace("[fleet]\n", lines), encoding="utf-8")


def run(shop: PastShop, *arguments: object) -> int:
    return main(["export-day", *map(str, arguments), "--data-dir", str(shop.data)])


def day_with_blocks(shop: PastShop) -> date:
    """The newest one on which a block closed."""
    with closing(sqlite3.connect(shop.path)) as connection:
        (day,) = connection.execute("SELECT max(closed_on) FROM block").fetchone()
    return date.fromisoformat(day)


def lines_of(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.splitlines()]


def test_it_writes_a_day_below_the_folder_and_says_where(
    past: PastShop, out: Path, capsys: Capture
) -> None:
    day = day_with_blocks(past)
    assert run(past, day, "--out", out) == OK
    path = out / f"kiosk={NAME}" / f"day={day}.jsonl"
    said = capsys.readouterr()
    assert (said.out, said.err) == (f"{path}\n", "")
    head, *lines, end = lines_of(path.read_bytes())
    assert head == {
        "askfirst": "day",
        "format": FORMAT,
        "kiosk": NAME,
        "day": day.isoformat(),
        "minimum_age": 14,
        "invented": False,
        "models": [parts.MODEL],
        **{each: head[each] for each in COUNTS},
    }
    assert end == {"end": 1 + len(lines)}
    # Its counts are those that every other view of the day has.
    counts = period_figures(past.data, day.isoformat(), demo=False).counts
    for what in COUNTS:
        assert head[what] == getattr(counts, what)
    assert sum(line.get("asked", 0) for line in lines) == counts.asked > 0


def test_without_options_it_is_yesterday_in_the_kiosks_own_folder(
    past: PastShop, capsys: Capture
) -> None:
    assert run(past) == OK
    path = past.data / fleet_since.FOLDER / f"kiosk={NAME}" / f"day={past.yesterday}.jsonl"
    assert capsys.readouterr().out == f"{path}\n"
    first = path.read_bytes()
    assert run(past, "yesterday") == OK
    assert path.read_bytes() == first


def test_to_standard_output(past: PastShop, out: Path, capfdbinary: BinaryCapture) -> None:
    assert run(past, "--out", out) == OK
    (path,) = out.rglob("*.jsonl")
    capfdbinary.readouterr()
    assert run(past, "--out", "-") == OK
    assert capfdbinary.readouterr().out == path.read_bytes()


def test_the_folder_of_the_settings(shop: PastShop, out: Path, capsys: Capture) -> None:
    in_chain(shop, out)
    assert run(shop) == OK
    path = out / f"kiosk={NAME}" / f"day={shop.yesterday}.jsonl"
    assert capsys.readouterr().out == f"{path}\n"
    own = shop.data / fleet_since.FOLDER / f"kiosk={NAME}"
    assert [kept.name for kept in own.iterdir()] == [path.name]


def test_a_name_may_be_given(shop: PastShop, out: Path, capsys: Capture) -> None:
    assert run(shop, "--kiosk", "a-1", "--out", out) == OK
    assert (out / "kiosk=a-1" / f"day={shop.yesterday}.jsonl").exists()
    with pytest.raises(SystemExit):
        run(shop, "--kiosk", "North Door", "--out", out)
    assert a_line_has(capsys.readouterr().err, "'North Door'", 1, 40)
    with pytest.raises(SystemExit):
        run(shop, "--kiosk", "north-", "--out", out)
    assert "'north-'" in capsys.readouterr().err


def test_the_demos_say_that_they_are_invented(tmp_path: Path, out: Path) -> None:
    demo = PastShop(tmp_path / "demo shop", days=4, demo=True)
    assert run(demo, "--demo", "--kiosk", "demo", "--out", out) == OK
    (path,) = out.rglob("*.jsonl")
    assert lines_of(path.read_bytes())[0]["invented"] is True


def test_what_is_in_the_way_is_one_sentence(shop: PastShop, out: Path, capsys: Capture) -> None:
    def said(*arguments: object) -> tuple[int, str]:
        code = run(shop, *arguments)
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err.count("\n") == 1
        return code, captured.err.strip()

    code, why = said()
    assert code == REFUSED and a_line_has(why, "fleet.kiosk", "--kiosk")
    in_chain(shop)
    today = shop.yesterday + timedelta(days=1)
    before = shop.yesterday - timedelta(days=60)
    for day, facts in ((today, (today, "over")), ("2020-01-01", (25,)), (before, (before,))):
        code, why = said(day)
        assert code == WRONG and a_line_has(why, *facts)
    shop.close(shop.yesterday - timedelta(days=1))
    code, why = said("yesterday")
    assert code == WRONG and a_line_has(why, shop.yesterday, "closed")
    missing = out / "share"
    (out / "file").touch()
    for folder in (missing, out / "file", shop.data):
        code, why = said("--out", folder)
        assert code == REFUSED and str(folder) in why
    assert not missing.exists()


def test_where_nothing_was_recorded_that_is_said(tmp_path: Path, capsys: Capture) -> None:
    assert main(["export-day", "--data-dir", str(tmp_path)]) == WRONG
    assert "recorded" in capsys.readouterr().err


def test_the_days_of_a_month_are_of_the_size_that_the_manual_says(past: PastShop) -> None:
    days = [past.yesterday - timedelta(days=back) for back in range(31)]
    content = {day: day_files.content_of(past.data, past.settings, NAME, day) for day in days}
    sizes = [len(each) for each in content.values()]
    assert int(median(sizes)) in ABOUT_BYTES
    assert max(sizes) < MOST_BYTES
    # Each block is in one of them, and every one of the month is in some.
    told = [line for each in content.values() for line in lines_of(each) if "block" in line]
    with closing(sqlite3.connect(past.path)) as connection:
        (number, visits) = connection.execute(
            "SELECT count(*), sum(visits) FROM block WHERE closed_on BETWEEN ? AND ?",
            [min(days).isoformat(), max(days).isoformat()],
        ).fetchone()
    assert (len(told), sum(line["visits"] for line in told)) == (number, visits)


def test_its_blocks_are_those_that_other_views_add_up(past: PastShop) -> None:
    day = day_with_blocks(past)
    content = day_files.content_of(past.data, past.settings, NAME, day)
    told = [line for line in lines_of(content) if "block" in line]
    assert told
    shown = period_figures(past.data, day.isoformat(), demo=False)
    for name, total in shown.genders.by_gender.items():
        cells = [line["source_gender"][source][name] for line in told for source in SOURCES]
        assert sum(cells) == total.number
    assert [line["visits"] for line in told] == [block.visits for block in shown.blocks]


def test_every_key_is_in_the_manual(past: PastShop) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "data.md").read_text(encoding="utf-8")
    _, _, manual = manual.partition("## The file of a day\n")
    sections = re.findall(r"^### (.+)$", manual, re.MULTILINE)
    content = day_files.content_of(past.data, past.settings, NAME, day_with_blocks(past))
    head, *lines, end = lines_of(content)
    kinds = {
        "Its head": head,
        "An hour": next(line for line in lines if "hour" in line),
        "A block of the day": next(line for line in lines if "block" in line),
        "Its end": end,
    }
    assert list(kinds) == sections
    for section, line in kinds.items():
        assert list(line) == explained(manual, section), section


def explained(manual: str, section: str) -> list[str]:
    """What a section's list is about, line by line."""
    _, _, text = manual.partition(f"### {section}\n")
    lines = re.findall(r"^- (`.+?`): ", text.partition("\n#")[0], re.MULTILINE)
    return [name for line in lines for name in re.findall(r"`(\w+)`", line)]

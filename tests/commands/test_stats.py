"""``askfirst stats`` from end to end: what a shop is shown of its visitors' answers, and when."""

import re
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.cli.codes import OK, WRONG
from tests.commands.figures_shop import TWENTY, Capture, Shop, shop

__all__ = ["shop"]

MANUAL = Path(__file__).parents[2] / "docs" / "command-line.md"


def test_answers_are_held_back_until_their_batch_closes(shop: Shop, capsys: Capture) -> None:
    for answer in TWENTY:
        shop.tell(answer)
    before = shop.stats(capsys)
    assert before["batches"] == []
    assert set(before["genders"]["by_gender"].values()) == {None}
    assert set(before["ages"]["by_ages"].values()) == {None}
    shop.recorder.count_asked(shop.clock.moment())
    after = shop.stats(capsys)
    assert after["genders"]["by_gender"]["man"] == 8
    assert after["genders"]["by_gender"]["woman/unsaid"] == 12
    assert after["ages"]["by_ages"]["35+/unsaid"] == 6
    assert [(batch["source"], batch["visits"]) for batch in after["batches"]] == [("said", 20)]


def test_what_was_shown_stays_when_a_visitor_withdraws(shop: Shop, capsys: Capture) -> None:
    for answer in [*TWENTY, TWENTY[0]]:
        shop.tell(answer)
    before = shop.stats(capsys)
    shop.recorder.erase_visit(shop.visitors[0].code)
    after = shop.stats(capsys)
    for key in ("batches", "genders", "ages", "pyramid"):
        assert after[key] == before[key]
        assert after[key]


def test_the_keys_are_the_documented_ones(shop: Shop, capsys: Capture) -> None:
    shop.tell(TWENTY[0])
    listed = MANUAL.read_text(encoding="utf-8").partition("## askfirst stats")[2]
    listed = listed.partition("always all of them:")[2].partition(".")[0]
    assert re.findall(r"`(\w+)`", listed) == list(shop.stats(capsys))


def test_what_still_grows_is_fewer_than_a_step_and_not_nobody(shop: Shop, capsys: Capture) -> None:
    for answer in TWENTY[:3]:
        shop.tell(answer)
    day = shop.visitors[0].moment.day.isoformat()
    assert main(["--data-dir", str(shop.folder), "stats", "--day", day]) == OK
    said = capsys.readouterr().out
    assert re.search(r"Asked +fewer than 5\n", said)
    assert re.search(r"Withdrawn +fewer than 5\n", said)
    assert max(map(len, said.splitlines())) <= 60


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("1999-01-01", "The counts of that {} are gone (25 months)."),
        ("2999-01-01", "That {} has not come yet."),
    ],
)
@pytest.mark.parametrize("options", [(), ("--json",)])
@pytest.mark.parametrize(
    ("span", "word"),
    [("day", "day"), ("week", "week"), ("month", "month"), ("28-days", "period")],
)
def test_a_period_without_counts_is_none_without_visitors(
    shop: Shop, capsys: Capture, day: str, says: str, options: tuple[str, ...], span: str, word: str
) -> None:
    asked = ["--data-dir", str(shop.folder), "stats", day, "--span", span, *options]
    assert main(asked) == WRONG
    assert capsys.readouterr() == ("", f"{says.format(word)}\n")

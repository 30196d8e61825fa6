"""``askfirst stats`` from end to end: what a shop is shown of its visitors' answers, and when."""

import re
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.cli.codes import OK, WRONG
from tests.commands.figures_shop import TWENTY, Capture, Shop, shop

__all__ = ["shop"]

MANUAL = Path(__file__).parents[2] / "docs" / "data.md"


def test_answers_are_shown_once_enough_are_in_a_block_that_closes(
    shop: Shop, capsys: Capture
) -> None:
    for answer in [*TWENTY, *TWENTY[:19]]:
        shop.tell(answer)
    waiting = shop.stats(capsys)
    assert (waiting["blocks"], waiting["next_close"][11:16]) == (0, "13:00")
    assert set(waiting["genders"]["by_gender"].values()) == {None}
    assert set(waiting["ages"]["by_age_band"].values()) == {None}
    assert waiting["genders"]["women"] is None
    shop.until(13)
    one_too_few = shop.stats(capsys)
    assert (one_too_few["blocks"], one_too_few["next_close"][11:16]) == (0, "17:00")
    shop.tell(TWENTY[19])
    shop.until(17)
    closed = shop.stats(capsys)
    assert (closed["blocks"], closed["genders"]["visits"]) == (1, 40)
    assert closed["next_close"][11:16] == "04:00"
    assert closed["released_from"] == closed["first"]
    for part, named in (("genders", "by_gender"), ("ages", "by_age_band")):
        told = closed[part]
        assert {type(number) for number in told[named].values()} == {int}
        assert told["low"].keys() == told["high"].keys() == told[named].keys()
        assert (told["epsilon"], told["noise_sd"] > 0) == (2.0, True)
    # Of 22 women and 16 men; with the noise hardly ever ten off, and here never fifty.
    assert abs(closed["genders"]["by_gender"]["woman"] - 22) < 50
    women = closed["genders"]["women"]
    assert 0 <= women["low"] <= women["value"] <= women["high"] <= 1


def test_what_is_released_stays_as_it_is(shop: Shop, capsys: Capture) -> None:
    for answer in [*TWENTY, *TWENTY]:
        shop.tell(answer)
    shop.until(13)
    before = shop.stats(capsys)
    assert before["blocks"] == 1
    shop.recorder.erase_visit(shop.visitors[0].code)
    for _ in range(2):
        after = shop.stats(capsys)
        for key in ("blocks", "released_from", "genders", "ages", "pyramid", "counts", "withdrawn"):
            assert after[key] == before[key], key
        shop.until(17)


def test_the_keys_are_the_documented_ones(shop: Shop, capsys: Capture) -> None:
    shop.tell(TWENTY[0])
    _, _, section = MANUAL.read_text(encoding="utf-8").partition("\n## The object\n")
    lines = re.findall(r"^- (`.+?`): ", section.partition("\n#")[0], re.MULTILINE)
    listed = [name for line in lines for name in re.findall(r"`(\w+)`", line)]
    assert listed == list(shop.stats(capsys))


def test_what_still_grows_is_fewer_than_a_step_and_not_nobody(shop: Shop, capsys: Capture) -> None:
    for answer in TWENTY[:3]:
        shop.tell(answer)
    day = shop.visitors[0].moment.day.isoformat()
    assert main(["--data-dir", str(shop.folder), "stats", "--day", day]) == OK
    said = capsys.readouterr().out
    assert re.search(r"Asked +fewer than 5\n", said)
    assert "Withdrawn" not in said
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

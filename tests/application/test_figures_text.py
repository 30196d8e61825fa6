"""Figures as a person reads them."""

import re
from dataclasses import replace

from kiosk.application.figures import Counts, InShares
from kiosk.application.figures_text import as_text
from kiosk.domain.statistics import share
from tests.application.sample_figures import DAY, FULL, SATURDAY, TWO_DAYS


def test_it_says_whom_its_figures_are_of() -> None:
    said = as_text(DAY)
    assert "Saturday, 2026-01-31\n" in said
    assert "Opt-in rate: 45 % (18 of 40)" in said
    assert "visitors who said yes" in said
    assert re.search(r"women +held back\n", said)
    assert "Held back: what visitors answered" in said
    assert "10:00" in said
    assert "11:00" not in said
    assert "DEMO" not in said
    assert "came in" not in said


def test_a_demo_says_so_first() -> None:
    assert as_text(replace(DAY, demo=True)).startswith("DEMO")


def test_no_line_is_longer_than_a_narrow_terminal() -> None:
    for figures in (DAY, FULL, replace(DAY, demo=True, reaching_out=(TWO_DAYS,))):
        assert max(map(len, as_text(figures).splitlines())) <= 60


def test_a_week_is_said_with_all_that_is_known_of_it() -> None:
    said = as_text(FULL)
    (told_apart,) = {share.of for share in FULL.ages.bands.values()}
    assert "Week, 2026-01-26 to 2026-02-01, going on\n" in said
    assert re.search(r"Came in +400\n", said)
    assert "Of all who came in: 28 % (110 of 400)\n" in said
    assert "Compared with 2026-01-19 to 2026-01-25\n(each up to 11:00 of Wednesday)\n" in said
    assert re.search(r"asked +90 then, 160 now\n", said)
    assert re.search(r"as counted +54 % \(44 % to 63 %\)\n", said)
    assert "  to within the few whose gender is not known\n" in said
    assert re.search(r"without the known error +55 % \(41 % to 67 %\)\n", said)
    assert re.search(r"of all asked, whatever others are +34 % to 71 %\n", said)
    assert re.search(r"women or rather not say +13\n", said)
    assert re.search(rf"Women among women and men +of {FULL.genders.women.of}\n", said)
    assert re.search(rf"Shares of ages that are told apart +of {told_apart}\n", said)
    assert re.search(r"of those estimated +95 of 100\n", said)
    assert re.search(r"of those who told it +22 of 31\n", said)
    assert re.search(r"14–34 +37 % \(28 % to 47 %\)\n", said)
    assert "  to within the few who did not say their age\n" in said
    assert "\nCounted, by day\n" in said
    assert "\nCounted, by hour\n" in said
    assert "published evaluation, n = 1,116." in said
    assert re.search(r"Wed 2026-01-28 +23\n", said)
    assert "Counts of days before 2026-01-27 are gone.\n" in said
    assert "in steps of five" in said
    assert "Held back: groups of fewer than 5,\nand what would give them away,\n" in said


def test_where_all_are_of_one_source_ages_are_said_of_no_other() -> None:
    camera_alone = replace(FULL.ages, as_said=InShares(0, 0))
    assert "of those estimated" not in as_text(replace(FULL, ages=camera_alone))


def test_where_numbers_still_grow_too_few_are_not_said_to_be_none() -> None:
    before = replace(FULL.before, against=Counts()) if FULL.before else None
    said = as_text(replace(FULL, before=before, fewer_than=5))
    assert re.search(r"asked +90 then, fewer than 5 now\n", said)
    assert re.search(
        r"asked +90 then, 0 now\n", as_text(replace(FULL, before=before, fewer_than=1))
    )


def test_a_demo_without_groups_names_none() -> None:
    said = as_text(replace(FULL, demo=True, k=1))
    assert "Held back: what would give somebody away,\nso that nobody" in said
    assert "groups of fewer than" not in said


def test_a_batch_that_reaches_out_is_said_by_itself() -> None:
    said = as_text(replace(DAY, reaching_out=(TWO_DAYS,)))
    assert "Part of a closed group of 2 days, 2026-01-30 to 2026-01-31\n" in said
    assert re.search(r"visitors, estimated +24\n", said)
    assert re.search(r"women or not sure +13\n", said)
    assert re.search(r"14–34 +12\n", said)


def test_of_few_visitors_no_share_is_said() -> None:
    assert "Opt-in rate: 6 of 12\n" in as_text(replace(DAY, opt_in=share(6, 12)))


def test_nobody_and_too_few_are_told_apart() -> None:
    empty = replace(DAY, counts=Counts(), opt_in=share(0, 0))
    assert "Opt-in rate: nobody was asked\n" in as_text(empty)
    said = as_text(replace(empty, fewer_than=10))
    assert "nobody was asked, or too few to show" in said
    assert re.search(r"Asked +fewer than 10\n", said)


def test_of_a_day_on_which_nobody_said_yes_nothing_is_held_back() -> None:
    nobody = replace(
        DAY, counts=Counts(3, declined=3), genders=replace(DAY.genders, visits=0), final=True
    )
    assert "eld back" not in as_text(nobody)
    assert "Gender\n" not in as_text(nobody)
    for unsure in (replace(nobody, final=False), replace(nobody, counts=DAY.counts)):
        assert re.search(r"women +held back\n", as_text(unsure))


def test_a_day_that_is_compared_with_another_says_which() -> None:
    before = FULL.before
    assert before is not None
    whole = replace(before, period=DAY.period.before, upto_day=None, upto_hour=None)
    assert "Compared with 2026-01-24\n  asked" in as_text(replace(DAY, before=whole))
    assert DAY.period.first == SATURDAY
    part = replace(whole, upto_day=DAY.period.before.first, upto_hour=11)
    assert "(each up to 11:00)\n" in as_text(replace(DAY, before=part))

"""What people read, place by place: the numbers of the page's tables and the terminal's lines."""

import re
from collections.abc import Sequence

import pytest

from kiosk.application.figures import Counts
from kiosk.domain.shares import Estimate
from kiosk.domain.statistics import Share
from kiosk.fleet.page import as_html
from kiosk.fleet.report import FleetReport, Group
from kiosk.fleet.report_text import as_text
from kiosk.fleet.words import FleetWords, fleet_words
from tests.fleet.reading import Reading
from tests.fleet.sample_reports import by_region

COUNTS = ("asked", "agreed", "told", "declined", "walked_away")


@pytest.fixture(scope="module")
def report() -> FleetReport:
    return by_region()


@pytest.fixture(scope="module")
def words() -> FleetWords:
    return fleet_words("en")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def column(words: FleetWords, shares: Sequence[Share | Estimate | None]) -> list[str]:
    """As they stand under each other: with the decimals that all of them can have."""
    return [plain(each) for each in words.shares(shares)]


# The page -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(report: FleetReport) -> Reading:
    return Reading(as_html(report))


def rows_of(page: Reading, title: str) -> list[dict[str, str]]:
    heads, *rows = page.tables[title]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_each_key_number_has_its_own(page: Reading, report: FleetReport, words: FleetWords) -> None:
    total = report.total
    assert total.genders is not None
    assert isinstance(total.counts, Counts)

    def share(label: str, found: Share | Estimate | None, *notes: str) -> list[str]:
        assert found is not None
        interval = words.say("interval", interval=words.interval_of(found))
        return [words.share_alone(found), words.say(label), *notes, interval]

    agreed, told = words.number(total.counts.agreed), words.number(total.counts.told)
    expected = [
        *(words.number(total.counts.asked), words.say("asked")),
        *(words.number(total.counts.said_yes), words.say("said_yes")),
        words.say("yes_by", agreed=agreed, told=told),
        *share("opt_in_of_asked", total.opt_in),
        *share("opt_in_of_entered", total.opt_in_of_door, words.say("where_counted")),
        *share("women", total.genders.women, words.say("among_yes")),
        *(words.number(total.kiosks), words.say("reported")),
        words.say("of_known", known=words.number(report.kiosks)),
        words.say("so_many_kiosk_days", number=words.number(total.kiosk_days)),
    ]
    begins = page.texts.index(words.say("key_numbers")) + 1
    assert page.texts[begins : begins + len(expected)] == [plain(each) for each in expected]


def test_each_day_has_its_numbers(page: Reading, report: FleetReport, words: FleetWords) -> None:
    opt_in = column(words, [day.opt_in for day in report.days])
    expected = [
        {
            words.say("day"): plain(words.day(day.day)),
            words.say("kiosks"): words.number(day.kiosks),
            **{words.say(name): words.number(getattr(day.counts, name)) for name in COUNTS},
            words.say("opt_in"): opt_in[place],
        }
        for place, day in enumerate(report.days)
    ]
    assert rows_of(page, words.say("by_day")) == expected


def of_lines(words: FleetWords, shares: Sequence[Share | Estimate | None]) -> list[str]:
    return [*column(words, shares[:1]), *column(words, shares[1:])]


def test_each_line_has_its_numbers(page: Reading, report: FleetReport, words: FleetWords) -> None:
    groups: list[Group] = [report.total, *report.groups]
    names = [words.say("in_all"), *(group.key[0] for group in groups[1:])]
    opt_in = of_lines(words, [group.opt_in for group in groups])
    of_door = of_lines(words, [group.opt_in_of_door for group in groups])
    women = of_lines(words, [group.genders and group.genders.women for group in groups])
    bands = [
        of_lines(words, [group.ages and group.ages.bands.get(name) for group in groups])
        for name in ("under_35", "35-54", "55+")
    ]
    by = words.by(report.by)
    told = rows_of(page, words.say("opt_in_by", by=by))
    of_women = rows_of(page, words.say("women_by", by=by))
    of_ages = rows_of(page, words.say("ages_by", by=by))
    assert len(told) == len(of_women) == len(of_ages) == len(groups)
    for place, group in enumerate(groups):
        genders = group.genders
        assert genders is not None
        assert genders.bounds is not None
        assert told[place] == {
            words.say("region"): names[place],
            words.say("kiosks"): words.number(group.kiosks),
            words.say("kiosk_days"): words.number(group.kiosk_days),
            words.say("asked"): words.number(group.counts.asked),
            words.say("said_yes"): words.number(group.counts.said_yes),
            words.say("opt_in"): opt_in[place],
            words.say("opt_in_of_door"): of_door[place],
        }
        assert of_women[place] == {
            words.say("region"): names[place],
            words.say("visits_in_blocks"): words.number(genders.visits),
            words.say("women"): women[place],
            words.say("at_least_and_most"): plain(words.range(*genders.bounds)),
        }
        assert [*of_ages[place].values()] == [names[place], *(band[place] for band in bands)]


def test_the_whole_and_what_is_missing_have_their_numbers(
    page: Reading, report: FleetReport, words: FleetWords
) -> None:
    genders, ages = report.total.genders, report.total.ages
    assert genders is not None
    assert ages is not None
    visits, of_age, of_gender = (words.say(name) for name in ("visits", "age", "gender"))
    told = rows_of(page, words.say("genders_released"))
    assert told == [
        {of_gender: words.gender(name), visits: words.released(total)}
        for name, total in genders.by_gender.items()
    ]
    released = rows_of(page, words.say("ages_released"))
    assert released == [
        {of_age: words.ages(name), visits: words.released(total)}
        for name, total in ages.by_age_band.items()
    ]
    shares = column(words, list(ages.bands.values()))
    assert rows_of(page, words.say("ages_title")) == [
        {of_age: words.ages(name), words.say("ages_shares"): share}
        for name, share in zip(ages.bands, shares, strict=True)
    ]
    lacking = [[*row.values()] for row in rows_of(page, words.say("missing"))]
    assert lacking == [missing(words, each.kiosk, report) for each in report.missing]


def missing(words: FleetWords, kiosk: str, report: FleetReport) -> list[str]:
    (found,) = (each for each in report.missing if each.kiosk == kiosk)
    last = found.last_day
    never = words.say("missing_never")
    said = never if last is None else plain(words.long_date(last))
    return [kiosk, found.store, words.number(found.days), said]


# The terminal -------------------------------------------------------------------------------------


def test_each_line_of_the_terminal_has_its_numbers(report: FleetReport, words: FleetWords) -> None:
    lines = [re.split(" {2,}", plain(line).strip()) for line in as_text(report).splitlines()]
    total, genders, ages = report.total, report.total.genders, report.total.ages
    assert total.opt_in_of_door is not None
    assert genders is not None
    assert genders.bounds is not None
    assert ages is not None
    expected = [
        [words.say(name), words.number(getattr(total.counts, name))]
        for name in ("entered", *COUNTS)
    ]
    expected += [
        [words.say("opt_in"), words.share(total.opt_in)],
        [words.say("opt_in_of_door"), words.share(total.opt_in_of_door)],
        [words.say("kiosk_days"), words.number(total.kiosk_days)],
        [words.say("visits_in_blocks"), words.number(genders.visits)],
        *([words.gender(name), words.released(n)] for name, n in genders.by_gender.items()),
        [words.say("women"), words.share(genders.women)],
        [words.say("at_least_and_most"), words.range(*genders.bounds)],
        *([words.ages(name), words.released(n)] for name, n in ages.by_age_band.items()),
        *([words.ages(name), words.share(share)] for name, share in ages.bands.items()),
        *(missing(words, each.kiosk, report) for each in report.missing),
    ]
    opt_in = column(words, [group.opt_in for group in report.groups])
    women = column(words, [group.genders and group.genders.women for group in report.groups])
    for place, group in enumerate(report.groups):
        numbers = (group.kiosks, group.counts.asked, group.counts.said_yes)
        shares = [opt_in[place], women[place]]
        expected.append([group.key[0], *map(words.number, numbers), *shares])
    for each in expected:
        assert [plain(cell) for cell in each] in lines

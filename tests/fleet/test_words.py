"""The words of a fleet's report: alike in every language, all of them used, numbers as they are."""

from datetime import date

import pytest

from kiosk.domain.block_sums import Total
from kiosk.domain.shares import Estimate
from kiosk.domain.statistics import share
from kiosk.fleet import page, report_csv, report_text
from kiosk.fleet.words import LANGUAGES, NOTHING, FleetWords, fleet_words, plain
from tests.fleet.sample_reports import ALL, by_store
from tests.noting import Noting, slots

EN, ZH = fleet_words("en"), fleet_words("zh_CN")
NB = "\u00a0"


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_say_the_same_with_the_same_values(language: str) -> None:
    words = fleet_words(language)
    assert list(words.texts) == list(EN.texts)
    for name, text in words.texts.items():
        assert text.strip(), name
        assert slots(text) == slots(EN.texts[name]), name


def test_every_text_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = Noting(EN.texts)
    words = FleetWords("en", texts)
    for module in (page, report_csv, report_text):
        monkeypatch.setattr(module, "fleet_words", lambda _language: words)
    for make in (*ALL.values(), lambda: by_store(300)):
        report = make()
        page.as_html(report)
        report_text.as_text(report)
        report_csv.as_csv(report)
    assert set(texts) - texts.asked == set()


def test_a_released_number_is_not_shown_under_nought() -> None:
    assert EN.released(Total(1234, 5_000_000)) == "1,234"
    assert EN.released(Total(-3, 5_000_000)) == "0"


def test_an_estimate_is_written_as_any_share() -> None:
    found = Estimate(0.413, 0.402, 0.424, 12)
    assert EN.share(found).replace(NB, " ") == "41 % (40–42 %)"
    assert EN.share_alone(found).replace(NB, " ") == "41 %"
    assert EN.share(None) == NOTHING


@pytest.mark.parametrize(
    ("count", "of", "english", "chinese"),
    [
        (0, 0, "–", "–"),
        (7, 19, "7 of 19", "19 人中 7 人"),
        (410, 1000, "41 % (38–44 %)", "41% (38%–44%)"),
        (41_300, 100_000, "41.3 % (41.0–41.6 %)", "41.3% (41.0%–41.6%)"),
        (1, 1000, "0.1 % (0.0–0.6 %)", "0.1% (0.0%–0.6%)"),
        (1, 200, "under 1 % (0–3 %)", "不到 1% (0%–3%)"),
        (199, 200, "over 99 % (97–100 %)", "超过 99% (97%–100%)"),
        (100_000, 100_000, "100.0 % (100.0–100.0 %)", "100.0% (100.0%–100.0%)"),
    ],
)
def test_a_share_has_the_decimals_its_interval_allows(
    count: int, of: int, english: str, chinese: str
) -> None:
    found = share(count, of)
    assert EN.share(found).replace(NB, " ") == english
    assert ZH.share(found).replace(NB, " ") == chinese


def test_a_column_has_the_decimals_of_its_widest_interval() -> None:
    column = [share(41_300, 100_000), None, share(7, 19), share(410, 1000)]
    said = [text.replace(NB, " ") for text in EN.shares(column)]
    assert said == ["41 % (41–42 %)", NOTHING, "7 of 19", "41 % (38–44 %)"]
    assert EN.shares(column[:3])[0].replace(NB, " ") == "41.3 % (41.0–41.6 %)"
    assert EN.shares([]) == []


def test_days_and_names_are_written_as_each_language_does() -> None:
    day = date(2026, 11, 3)
    assert EN.long_date(day) == "3 November 2026"
    assert ZH.long_date(day) == "2026年11月3日"
    assert EN.value("day", "2026-11-03") == f"Tue{NB}3{NB}November{NB}2026"
    assert ZH.value("day", "2026-11-03") == f"周二{NB}2026年11月3日"
    assert EN.value("month", "2026-11") == "November 2026"
    assert ZH.value("month", "2026-11") == "2026年11月"
    assert EN.value("week", "2026-W05") == "2026, week 5"
    assert EN.value("weekday", "7") == "Sunday"
    assert ZH.value("weekday", "1") == "星期一"
    assert EN.value("hour", "09") == "9:00"
    assert EN.value("region", "North") == "North"
    assert EN.value("region", "?") == "not in the list"
    assert EN.key(("region", "hour"), ("North", "09")) == "North · 9:00"
    assert EN.key((), ()) == "All kiosks"
    assert EN.by(("region", "store")) == "by region and store"
    assert ZH.by(("month", "week", "kiosk")) == "按月份、周、设备"
    assert EN.gender("not_sure") == "not sure"
    assert EN.ages("unsaid") == "not said"
    assert EN.ages("under_35") == "under 35"
    assert EN.ages("55+") == "55 or older"
    assert ZH.ages("18-34") == "18–34 岁"


def test_a_name_changes_nothing_around_it() -> None:
    assert plain("Lakeside 3") == "Lakeside 3"
    assert plain("上海南京东路") == "上海南京东路"
    assert plain("a\x1b[31mb\nc\x00") == "a\ufffd[31mb\ufffdc\ufffd"
    assert plain("\u202egnp.exe\u2066") == "gnp.exe"

"""What reports are called, and what is read back out of a name."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.application.figures_csv import as_csv
from kiosk.application.figures_json import as_json
from kiosk.application.report import FOR_PROGRAMS, ReportName, names_of, plain_name
from kiosk.domain.periods import Period, Span
from tests.application.sample_figures import DAY

LAST = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (
            ReportName("north-door", Span.DAY, LAST, "pdf"),
            "askfirst-north-door-2026-11-24-day.pdf",
        ),
        (
            ReportName("north-door", Span.MONTH, LAST, "pdf", "zh_CN"),
            "askfirst-north-door-2026-11-24-month.zh_CN.pdf",
        ),
        (
            ReportName("北门", Span.FOUR_WEEKS, LAST, "csv", so_far=True),
            "askfirst-北门-2026-11-24-28-days-so-far.csv",
        ),
        (
            ReportName("demo-2026-01-01-day", Span.WEEK, LAST, "json"),
            "askfirst-demo-2026-01-01-day-2026-11-24-week.json",
        ),
    ],
)
def test_a_name_says_all_and_is_read_back(name: ReportName, written: str) -> None:
    assert name.file_name == written
    assert ReportName.parse(written) == name


@pytest.mark.parametrize(
    "other",
    [
        "askfirst-north-door-2026-11-31-day.pdf",
        "askfirst-north-door-2026-11-24-year.pdf",
        "askfirst-north-door-2026-11-24-day.pdf.new",
        "askfirst-north-door-2026-11-24-day.txt",
        "askfirst-2026-11-24.pdf",
        "my askfirst-north-door-2026-11-24-day.pdf",
        "",
    ],
)
def test_any_other_name_is_no_reports(other: str) -> None:
    assert ReportName.parse(other) is None


@pytest.mark.parametrize(
    ("names", "plain"),
    [
        ({"zh_CN": "北门", "en": "North Door"}, "north-door"),
        ({"zh_CN": "北门（一楼）"}, "北门-一楼"),
        ({"en": "../../etc/passwd"}, "etc-passwd"),
        ({"en": "A_B  c.d"}, "a-b-c-d"),
        ({"en": "---"}, "kiosk"),
        ({"en": "x" * 29 + " yz"}, "x" * 29),
    ],
)
def test_a_kiosks_name_fits_into_a_files(names: dict[str, str], plain: str) -> None:
    assert plain_name(names, demo=False) == plain
    of_demo = plain_name(names, demo=True)
    assert of_demo == f"demo-{plain}"
    name = ReportName(of_demo, Span.DAY, LAST, "pdf")
    assert ReportName.parse(name.file_name) == name


def test_only_pages_have_a_language_and_the_kiosks_first_is_not_named() -> None:
    figures = replace(DAY, period=Period.of_day(LAST), final=True)
    found = names_of("door", figures, ("pdf", "csv", "json"), ("zh_CN", "en"), own="en")
    assert [(name.file_name, language) for name, language in found] == [
        ("askfirst-door-2026-11-24-day.zh_CN.pdf", "zh_CN"),
        ("askfirst-door-2026-11-24-day.pdf", "en"),
        ("askfirst-door-2026-11-24-day.csv", "en"),
        ("askfirst-door-2026-11-24-day.json", "en"),
    ]


def test_what_goes_on_has_another_name() -> None:
    figures = replace(DAY, period=Period.of_day(LAST), final=False)
    ((name, _),) = names_of("door", figures, ("pdf",), ("en",), own="en")
    assert name.file_name == "askfirst-door-2026-11-24-day-so-far.pdf"


def test_files_for_programs_are_those_of_the_export() -> None:
    made = {form: content(DAY) for form, content in FOR_PROGRAMS.items()}
    assert made == {"csv": as_csv(DAY), "json": f"{as_json(DAY)}\n".encode()}

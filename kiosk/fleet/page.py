"""A fleet's report as one HTML page: to open, to mail, to print; it loads nothing and runs nothing.

Why it is one file without a script is in docs/decisions/0049-a-page-of-one-file.md.
"""

import base64
import hashlib
from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element

from kiosk.application.markup import document, drawing, made
from kiosk.application.shipped import shipped
from kiosk.fleet import page_tables
from kiosk.fleet.page_parts import (
    ages_chart,
    columns_of_hours,
    day_charts,
    opt_in_chart,
    tiles,
    women_chart,
)
from kiosk.fleet.page_strip import strip
from kiosk.fleet.report import FleetReport
from kiosk.fleet.sentences import (
    about_ages,
    about_women,
    compared,
    engine,
    heading,
    how_to_read,
    of_whom,
    only,
    reported,
    set_aside,
)
from kiosk.fleet.words import FleetWords, fleet_words

_STRIP: Final = ("weekday", "hour")
_HOURS: Final = ("hour",)
_LONG: Final = 12
"""A section with more lines than this begins on a page of its own."""


def as_html(report: FleetReport, language: str = "en") -> str:
    """The whole file, in one of ``LANGUAGES``. Raises NotShipped, OSError."""
    words = fleet_words(language)
    style = (shipped("assets") / "fleet" / "page.css").read_text(encoding="utf-8")
    return document(
        made("html", _head(report, words, style), _body(report, words), lang=words.html_tag)
    )


def _head(report: FleetReport, words: FleetWords, style: str) -> Element:
    # Not as a text: those are for people, and a space of a style is no space of theirs.
    sheet = made("style")
    sheet.text = style
    mark = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    rules = f"default-src 'none'; style-src 'sha256-{mark}'; base-uri 'none'; form-action 'none'"
    title = heading(report, words)
    if part := only(report, words):
        title = f"{title} – {part}"
    if report.invented:
        title = f"{words.say('invented')} – {title}"
    return made(
        "head",
        made("meta", charset="utf-8"),
        made("meta", http_equiv="Content-Security-Policy", content=rules),
        made("meta", name="viewport", content="width=device-width, initial-scale=1"),
        made("meta", name="generator", content="AskFirst"),
        made("meta", name="referrer", content="no-referrer"),
        made("meta", name="color-scheme", content="light"),
        made("meta", name="format-detection", content="telephone=no"),
        made("title", title),
        sheet,
    )


def _body(report: FleetReport, words: FleetWords) -> Element:
    eye = drawing((shipped("assets") / "icons" / "eye-closed.svg").read_text(encoding="utf-8"))
    part = only(report, words)
    head = made(
        "header",
        *_invented(report, words),
        made("p", eye, made("span", "AskFirst"), class_="brand"),
        made("h1", heading(report, words)),
        *([made("p", made("bdi", part), class_="only")] if part else []),
        made("p", of_whom(report, words), class_="lead"),
    )
    parts = [
        _section(words.say("key_numbers"), tiles(report, words)),
        *_before(report, words),
        _days(report, words),
        *_lines(report, words),
        *_people(report, words),
        _sources(report, words),
        _reading(report, words),
    ]
    foot = made("footer", made("p", words.say("made_by", engine=engine(report))))
    return made("body", head, made("main", *parts), foot)


def _invented(report: FleetReport, words: FleetWords) -> list[Element]:
    if not report.invented:
        return []
    said = words.say("invented")
    return [
        made("p", made("strong", said), words.say("invented_why"), class_="invented"),
        # Across each page of paper, so that none of them is shown alone for a real one.
        made("div", said, class_="across", aria_hidden="true"),
    ]


def _before(report: FleetReport, words: FleetWords) -> list[Element]:
    if report.before is None:
        return []
    said = made("p", compared(report.before, words))
    return [_section(words.say("before"), said, page_tables.of_before(report.before, words))]


def _days(report: FleetReport, words: FleetWords) -> Element:
    charts = day_charts(report, words)
    return _section(words.say("by_day"), *charts, *page_tables.of_days(report, words))


def _lines(report: FleetReport, words: FleetWords) -> list[Element]:
    """How many, line by line; by the hour as a picture of the day, or of the week."""
    if not report.groups:
        return []
    tables = page_tables.of_counts(report, words)
    if report.by == _STRIP:
        inside = strip(report, words)
        return [_section(words.say("hours_title"), *inside, *tables, long=True)]
    if report.by == _HOURS:
        inside = columns_of_hours(report, words)
        return [_section(words.say("hours_title"), *inside, *tables, long=True)]
    title = words.say("opt_in_by", by=words.by(report.by))
    return [_section(title, *opt_in_chart(report, words), *tables, long=_is_long(report))]


def _people(report: FleetReport, words: FleetWords) -> list[Element]:
    """Gender and age, or why there is nothing of them."""
    genders, ages = report.total.genders, report.total.ages
    women = [made("p", said) for said in about_women(genders, words)]
    if genders is None or ages is None or not genders.visits:
        return [_section(words.say("people"), *women)]
    lines = any(group.genders is not None for group in report.groups)
    if report.groups and not lines:
        women.append(made("p", words.say("no_genders_by_hour")))
    title = words.say("women_by", by=words.by(report.by)) if lines else words.say("women_all")
    women += women_chart(report, words)
    women += page_tables.of_women(report, words) if lines else []
    old = [made("p", said) for said in about_ages(ages, words)]
    old += [*ages_chart(report, words), *page_tables.of_ages(report, words)]
    old += page_tables.of_ages_by(report, words) if lines else []
    return [
        _section(title, *women, *page_tables.of_genders(report, words), long=lines),
        _section(words.say("ages_title"), *old, long=lines),
    ]


def _sources(report: FleetReport, words: FleetWords) -> Element:
    said = [reported(report, words)]
    if not report.missing:
        said.append(words.say("sources_all_there"))
    said.append(set_aside(report, words))
    missing = page_tables.of_missing(report, words) if report.missing else []
    return _section(words.say("sources"), *(made("p", each) for each in said), *missing)


def _reading(report: FleetReport, words: FleetWords) -> Element:
    said = [made("li", each) for each in how_to_read(report, words, charts=True)]
    return _section(words.say("reading"), made("ul", *said, class_="reading"))


def _is_long(report: FleetReport) -> bool:
    return len(report.groups) > _LONG


def _section(title: str, *inside: Element, long: bool = False) -> Element:
    parts: Sequence[Element] = (made("h2", title), *inside)
    return made("section", *parts, class_="long" if long else False)

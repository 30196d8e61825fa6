"""When visitors are asked: a table of weekday by hour that is its own picture."""

from typing import Final
from xml.etree.ElementTree import Element

from kiosk.application.markup import made
from kiosk.fleet.report import FleetReport
from kiosk.fleet.words import FleetWords

_TONES: Final = 5


def strip(report: FleetReport, words: FleetWords) -> list[Element]:
    """Weekday by hour: the darker, the more were asked; each cell says how many."""
    asked = {group.key: group.counts.asked for group in report.groups}
    hours = sorted({hour for _, hour in asked})
    most = max(asked.values(), default=0)
    head = [made("th", words.say("weekday"), scope="col", class_="name short")]
    head += [made("th", str(int(hour)), scope="col") for hour in hours]
    rows: list[Element] = []
    for weekday in sorted({day for day, _ in asked}):
        cells = [asked.get((weekday, hour), 0) for hour in hours]
        name = words.weekday(int(weekday) - 1, short=True)
        rows.append(
            made(
                "tr",
                made("th", name, scope="row", class_="name short"),
                *(made("td", words.number(each), class_=_tone(each, most)) for each in cells),
            )
        )
    title = words.say("hours_title")
    caption = made("caption", title, class_="unseen")
    whole = made("table", caption, made("thead", made("tr", *head)), made("tbody", *rows))
    scroll = {"class_": "scroll strip", "role": "region", "tabindex": "0", "aria_label": title}
    return [made("p", words.say("hours_note"), class_="cut"), made("div", whole, **scroll)]


def _tone(number: int, most: int) -> str:
    """0 is the ground itself; any visit at all is the palest."""
    return f"tone-{-(-_TONES * number // most) if most else 0}"

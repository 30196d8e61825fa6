"""Charts of a fleet's page: SVG of our own, that reads in black and white and at any width.

Across everything is in per cent of the width there is, so that letters and lines stay as large as
they are; names stand beside the drawings as words, and break like words. No drawing says anything
that the table under it does not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from kiosk.application.markup import made
from kiosk.domain.shares import Estimate
from kiosk.domain.statistics import Share

_ROW: Final = 26
"""Height in pixels of a line's drawing; the lines touch, so that upright rules run through."""

_STEPS: Final = (1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8)
_LEAST_TOP: Final = 10.0
_MOST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of a chart of shares: its name, the share, and how it is written.

    ``bounds`` is drawn as a pale bar behind it. A share that has no interval is only written.
    """

    name: str
    share: Share | Estimate
    written: str
    bounds: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart of parts."""

    name: str
    share: Estimate
    written: str


@dataclass(frozen=True, slots=True)
class Column:
    """A day or an hour: how many were asked, how many said yes, and the share. "" has no label."""

    label: str
    asked: int
    said_yes: int
    opt_in: Share


def chart(label: str, *inside: Element) -> Element:
    """A picture for those who see, and one sentence for those who do not."""
    return made("div", *inside, class_="chart", role="img", aria_label=label)


def marks(
    lines: Sequence[Mark], top: float, whole: float | None, percents: Sequence[str]
) -> Element:
    """Dots with their intervals, one line under the other, from 0 to ``top``.

    ``whole`` is where the dotted rule of all kiosks stands; ``percents`` what the scale is
    labelled with, at equal distances.
    """
    return made(
        "div", *(_mark(line, top, whole, len(percents)) for line in lines), _scale(percents)
    )


def bars(lines: Sequence[Bar], top: float, percents: Sequence[str]) -> Element:
    """Bars from 0 to ``top`` with their intervals, one line under the other."""
    return made("div", *(_bar(line, top, len(percents)) for line in lines), _scale(percents))


def columns(given: Sequence[Column], height: int, most: int, ticks: Sequence[str]) -> Element:
    """Upright bars of those asked, and in them of those who said yes, from 0 to ``most``."""
    drawn: list[Element] = []
    for place, column in enumerate(given):
        for name, number in (("asked", column.asked), ("yes", column.said_yes)):
            top = height * (1 - number / most)
            drawn.append(_upright(name, place, len(given), top, height))
    return _plot(given, height, ticks, drawn)


def rates(given: Sequence[Column], height: int, top: float, ticks: Sequence[str]) -> Element:
    """The share of each day as a dot with its interval, joined where days follow each other."""
    whiskers: list[Element] = []
    joins: list[Element] = []
    dots: list[Element] = []
    before: tuple[str, str] | None = None
    for place, column in enumerate(given):
        share = column.opt_in
        if share.value is None or share.low is None or share.high is None:
            before = None
            continue
        x, y = _at((place + 0.5) / len(given)), _px(height * (1 - share.value / top))
        if before is not None:
            joins.append(made("line", x1=before[0], y1=before[1], x2=x, y2=y, class_="join"))
        low, high = (_px(height * (1 - end / top)) for end in (share.low, share.high))
        whiskers.append(made("line", x1=x, x2=x, y1=low, y2=high, class_="whisker"))
        dots.append(made("circle", cx=x, cy=y, r="3.5", class_="dot"))
        before = (x, y)
    return _plot(given, height, ticks, [*whiskers, *joins, *dots])


def round_top(most: float) -> float:
    """The next round number whose half is round, too; 10 at least."""
    power = 10.0
    if most <= _LEAST_TOP:
        return _LEAST_TOP
    while True:
        for step in _STEPS:
            if step * power >= most:
                return step * power
        power *= 10


def key(name: str, what: str) -> Element:
    """An entry of a legend: how it is drawn, and what it is."""
    samples = {
        "dot": [made("circle", cx="50%", cy="8", r="5", class_="dot")],
        "whisker": [made("line", x1="10%", x2="90%", y1="8", y2="8", class_="whisker")],
        "whole": [made("line", x1="50%", x2="50%", y1="0", y2="16", class_="whole")],
    }
    box = [made("rect", x="5%", y="2", width="90%", height="12", class_=name)]
    svg = made("svg", *samples.get(name, box), height="16", aria_hidden="true", focusable="false")
    return made("li", svg, made("span", what))


def legend(*keys: Element) -> Element:
    return made("ul", *keys, class_="legend")


def shortened(name: str) -> str:
    """A name as long as a chart has room for; the table has all of it."""
    return name if len(name) <= _MOST_NAME else f"{name[:_MOST_NAME].rstrip()}…"


def _mark(line: Mark, top: float, whole: float | None, ticks: int) -> Element:
    drawn = [*_rules(ticks)]
    if line.bounds is not None:
        low, high = line.bounds
        box = {"x": _at(low / top), "width": _at((high - low) / top)}
        drawn.append(made("rect", y="6", height=str(_ROW - 12), class_="bounds", **box))
    if whole is not None:
        x = _at(whole / top)
        drawn.append(made("line", x1=x, x2=x, y1="0", y2=str(_ROW), class_="whole"))
    drawn += _with_interval(line.share, top, dot=True)
    return _line(line.name, drawn, line.written)


def _bar(line: Bar, top: float, ticks: int) -> Element:
    width, tall = _at(line.share.value / top), str(_ROW - 10)
    drawn = [
        *_rules(ticks),
        made("rect", x="0", y="5", width=width, height=tall, class_="share"),
        *_with_interval(line.share, top, dot=False),
    ]
    return _line(line.name, drawn, line.written)


def _with_interval(share: Share | Estimate, top: float, *, dot: bool) -> Iterator[Element]:
    if share.value is None or share.low is None or share.high is None:
        return
    middle = str(_ROW // 2)
    ends = {"x1": _at(share.low / top), "x2": _at(share.high / top), "y1": middle, "y2": middle}
    yield made("line", class_="halo", **ends)
    yield made("line", class_="whisker", **ends)
    if dot:
        yield made("circle", cx=_at(share.value / top), cy=middle, r="5", class_="dot")


def _line(name: str, drawn: Sequence[Element], written: str) -> Element:
    return made(
        "div",
        made("span", made("bdi", shortened(name)), class_="name"),
        made("svg", *drawn, height=str(_ROW)),
        made("span", written, class_="amount"),
        class_="row",
    )


def _rules(ticks: int) -> Iterator[Element]:
    for place in range(ticks):
        x = _at(place / (ticks - 1))
        look = "grid" if place else "base"
        yield made("line", x1=x, x2=x, y1="0", y2=str(_ROW), class_=look)


def _scale(labels: Sequence[str]) -> Element:
    last = len(labels) - 1
    texts = [
        made("text", label, x=_at(place / last), y="14", text_anchor="middle")
        for place, label in enumerate(labels)
    ]
    return made(
        "div",
        made("span", class_="name"),
        made("svg", *texts, height="20"),
        made("span", class_="amount"),
        class_="row",
    )


def _plot(
    given: Sequence[Column], height: int, ticks: Sequence[str], drawn: Sequence[Element]
) -> Element:
    """A scale to the left, rules through the drawing, and labels under it."""
    scale: list[Element] = []
    rules: list[Element] = []
    for place, label in enumerate(ticks):
        y = _px(height * (1 - place / (len(ticks) - 1)))
        look = "grid" if place else "base"
        rules.append(made("line", x1="0", x2="100%", y1=y, y2=y, class_=look))
        low = {"dominant_baseline": "middle", "text_anchor": "end"}
        scale.append(made("text", label, x="90%", y=y, **low))
    labels = [
        made(
            "text",
            column.label,
            x=_at((place + 0.5) / len(given)),
            y=_px(height + 22),
            text_anchor="middle",
        )
        for place, column in enumerate(given)
        if column.label
    ]
    tall = str(height + 28)
    # The base line stands before the bars, or it would be lost behind them.
    return made(
        "div",
        made("svg", *scale, height=tall),
        made("svg", *rules[1:], *drawn, rules[0], *labels, height=tall),
        class_="panel",
    )


def _upright(name: str, place: int, of: int, top: float, height: int) -> Element:
    return made(
        "rect",
        x=_at((place + 0.15) / of),
        width=_at(0.7 / of),
        y=_px(top),
        height=_px(height - top),
        class_=name,
    )


def _at(part: float) -> str:
    return f"{100 * part:.3f}%"


def _px(value: float) -> str:
    return f"{value:.1f}"

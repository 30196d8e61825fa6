"""The parts of the model card after the groups: the worst, doubt, cuts, mixes, spoilt pictures."""

from collections.abc import Callable, Iterator
from typing import Final

from tests.benchmarks.card_words import age, change, optional, part, points, share, years
from tests.benchmarks.intervals import Figures
from tests.benchmarks.worst import FEWEST


def _worst(found: Figures) -> Iterator[str]:
    yield ""
    yield "### The worst groups"
    yield ""
    yield "The worst group of the tables above, and the worst cell of true band, race label and"
    yield f"gender together with {FEWEST} people or more. The worst of many small cells is partly"
    yield "bad luck: mind the intervals."
    yield ""
    yield "| Measure | worst group | worst cell |"
    yield "|---|---|---|"
    for name, key, write in _WORST:
        cells = (_named(found["worst"][key][of], write) for of in ("group", "cell"))
        yield f"| {name} | {' | '.join(cells)} |"


def _named(of: Figures | None, write: Callable[[Figures], str]) -> str:
    return "–" if of is None else f"{of['name']} (n = {of['people']}): {write(of)}"


def _sureness(found: Figures) -> Iterator[str]:
    sure = found["sureness"]
    error = sure["expected_calibration_error"]
    yield ""
    yield '### Whether "how sure" is meant'
    yield ""
    yield f"Adults, n = {sure['n']}. Expected calibration error (the mean distance between how sure"
    yield f"it is and how often it is right, over ten equal bins): {part(error)}."
    yield ""
    yield "| Gender named from | named | right where named |"
    yield "|---|---|---|"
    for row in sure["thresholds"]:
        yield f"| {row['from']:.2f} | {share(row['named'])} | {share(row['right'])} |"
    yield ""
    yield "| Probability | n | mean | right |"
    yield "|---|---|---|---|"
    for row in sure["calibration"]:
        span = f"{row['from']:.2f}–{row['to']:.2f}"
        yield f"| {span} | {row['right']['n']} | {row['confidence']:.1%} | {share(row['right'])} |"
    yield ""
    yield "| Word on the screen | said to | likelier gender is right |"
    yield "|---|---|---|"
    for word, of in sure["words"].items():
        yield f"| {_WORDS[word]} | {share(of['said'])} | {share(of['right'])} |"


def _cuts(found: Figures) -> Iterator[str]:
    gain = found["cuts"]
    yield ""
    yield "### What the cuts gain"
    yield ""
    yield "The product reads the age from ten cuts of the face, two a frame, and the gender from"
    yield "the cut that its network was trained on and its mirror image. Beside it the trained cut"
    yield f"alone, on the same {gain['n']} adults, in pairs."
    yield ""
    yield "| | trained cut | product | gain |"
    yield "|---|---|---|---|"
    one, product = gain["age_mae_of_one_cut"], gain["age_mae"]
    less = years(gain["age_mae_gain"])
    yield f"| age error, years | {one:.2f} | {product:.2f} | {less} less |"
    one, product = gain["gender_of_one_cut"], gain["gender"]
    yield f"| gender right | {one:.1%} | {product:.1%} | {points(gain['gender_gain'])} |"


def _reweighted(found: Figures) -> Iterator[str]:
    mix = found["reweighted"]
    parts = ", ".join(f"{name} {part_of:.0%}" for name, part_of in mix["mix"].items())
    yield ""
    yield "### Reweighted"
    yield ""
    yield f"**Reweighted, not measured:** the same adults as if their ages were {mix['stated']}"
    yield f"({parts})."
    yield f"Age error {years(mix['age_mae'])} years, gender right {part(mix['gender'])},"
    yield f"range holds {part(mix['range'])}."


def _robustness(found: Figures) -> Iterator[str]:
    rows = found["robustness"]
    if not rows:
        return
    yield ""
    yield "### Spoilt pictures"
    yield ""
    yield f"Stills of {rows[0]['n']} of the adults, spoilt in one way at a time. Found: a face was"
    yield "found. Error and gender are of all of these, without the gate; the change is from the"
    yield "same people's unspoilt stills, in pairs. Gate: how many it lets by; last, what those are"
    yield "off by, and what most of the others are told. Covers are drawn, and plain."
    yield ""
    yield (
        "| Spoilt | found | age error | change, years | gender right | gate | error let by | told |"
    )
    yield "|---|---|---|---|---|---|---|---|"
    for row in rows:
        name = f"{row['way']}, {row['strength']}".removesuffix(", ")
        told = (row["told"] or "–").replace("_", " ")
        yield (
            f"| {name} | {row['found']['share']:.0%} | {optional(row['age_mae'])} "
            f"| {change(row['age_mae_change'])} | {_brief(row['gender'])} | {_brief(row['gate'])} "
            f"| {optional(row['age_mae_let_by'])} | {told} |"
        )


def _brief(of: Figures) -> str:
    return "–" if of["share"] is None else f"{of['share']:.0%}"


def _gate_value(found: Figures) -> Iterator[str]:
    gate = found["gate_value"]
    if gate is None:
        return
    yield ""
    yield "### What the gate is worth"
    yield ""
    yield f"Over all {gate['pictures']} spoilt pictures of {gate['people']} people in which a face"
    without, with_it = gate["age_mae_without"], gate["age_mae_with"]
    yield f"was found, the gate lets {share(gate['let_by'])} by."
    yield f"Age error without it {years(without)} years, with it {years(with_it)}:"
    yield f"a change of {change(gate['age_mae_change'])}."
    yield f"Gender right {part(gate['gender_without'])} without, {part(gate['gender_with'])} with:"
    yield f"{points(gate['gender_change'])}. Intervals by"
    yield "bootstrap over people."


def _held_up(found: Figures) -> Iterator[str]:
    held = found["held_up"]
    if held is None:
        return
    yield ""
    yield "### A photograph held up"
    yield ""
    yield f"**Nothing here looks for life.** Of {held['print']['n']} stills held up for"
    yield f"{held['seconds']:g} seconds in composed films, moved and slanted as a flat sheet in a"
    yield f"hand, {share(held['print'])} of the prints and {share(held['screen'])} of the screens"
    yield "ended as an estimate, like a visitor. Whoever holds up a picture is counted by it."


_WORST: Final = (
    ("age error, years", "age", age),
    ("gender right", "gender", share),
    ("range holds", "range", share),
    ("exact band", "exact_band", share),
    ("within 5 years", "within_5_years", share),
    ("let by the gate", "gate", share),
)
_WORDS: Final = {
    "quite": "quite sure (from .98)",
    "fairly": "fairly sure (from .90)",
    "not": "not sure",
}

LATER_PARTS: Final = (
    _worst,
    _sureness,
    _cuts,
    _reweighted,
    _robustness,
    _gate_value,
    _held_up,
)

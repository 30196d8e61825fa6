"""The figures of an evaluation as Markdown, and their place in docs/model-card.md."""

from collections.abc import Iterator

from tests.benchmarks.card_tables import LATER_PARTS
from tests.benchmarks.card_words import age, bias, share
from tests.benchmarks.figures import ADULT, OF_AGE
from tests.benchmarks.intervals import Figures

BEGIN = "<!-- figures: written by make evaluate -->"
END = "<!-- end of figures -->"


def card(found: Figures) -> str:
    """A page of its own: what was measured where, and all tables."""
    return "# How good the estimate is\n\n" + _figures(found)


def published(page: str, found: Figures) -> str:
    """The page with the part between its two marks replaced by these figures."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{_figures(found)}\n{END}{after}"


def _figures(found: Figures) -> str:
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Figures) -> Iterator[str]:
    yield from _main_table(found)
    yield from _by_group(found)
    yield from _under_age(found)
    yield from _range(found)
    for part in LATER_PARTS:
        yield from part(found)
    frame = found["frame_ms"]
    yield ""
    yield "### Time"
    yield ""
    yield "One frame with a reading (blanking, landmarks, gate, two chips, age, gender): median"
    yield f"{frame['p50']} ms, p5 {frame['p5']}, p95 {frame['p95']} (n = {frame['n']})."


def _main_table(found: Figures) -> Iterator[str]:
    adult, passed = found["adult"], found["through_the_gate"]
    yield f"{found['source']}: {found['stills']} stills, in {found['without_a_face']} of them no"
    yield f"face was found. They are {found['pictures']}."
    yield f"Licence of the pictures: {found['licence']}."
    yield f"Measured on {found['date']}, {found['machine']}."
    yield f'"Adults" are people labelled {ADULT} or older, n = {adult["n"]}. In brackets: 95 %'
    yield "intervals, Wilson's for shares, normal for means."
    yield ""
    yield "| Adults | all | those whom the gate lets by |"
    yield "|---|---|---|"
    for name, key in _MEASURES:
        yield f"| {name} | {_cell(key, adult)} | {_cell(key, passed)} |"


def _by_group(found: Figures) -> Iterator[str]:
    yield ""
    yield "### By group"
    yield ""
    yield "Adults, without the gate. Gate: how many of the group it lets by."
    yield ""
    yield f"| Group | n | {' | '.join(name for name, _ in _COLUMNS)} |"
    yield "|---|---|" + "---|" * len(_COLUMNS)
    for part in ("by_band", "by_gender", "by_race", "by_race_and_gender"):
        for name, figures in found[part].items():
            cells = (_cell(key, figures) for _, key in _COLUMNS)
            yield f"| {name} | {figures['n']} | {' | '.join(cells)} |"
    yield ""
    hints = found["gate_hints"].items()
    told = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in hints)
    yield f"What the gate told the adults: {told}."


def _under_age(found: Figures) -> Iterator[str]:
    under = found["under_age"]
    yield ""
    yield "### Under age"
    yield ""
    yield f"Of {under['n']} people labelled under {ADULT}, the estimate is under {ADULT} too for"
    yield f"{share(under['found'])}. It wrongly is for {share(under['adults_taken_for_it'])}"
    yield "of the adults, and of those of"
    yield f"{OF_AGE} and older for {share(under['of_age_taken_for_it'])}."


def _range(found: Figures) -> Iterator[str]:
    adult, ranges = found["adult"], found["range_if_derived_here"]
    yield ""
    yield "### The range that is shown"
    yield ""
    yield f"The product's own table holds the true age of {share(adult['range'])} of these adults."
    yield f"A table derived from them: {share(ranges['in_sample'])} of the same people, and"
    yield f"{ranges['cross_validated']:.1%} where each half of them is covered by a table of the"
    yield "other half. That table:"
    yield ""
    yield "| Estimated age | years taken off | years added | n |"
    yield "|---|---|---|---|"
    for row in ranges["rows"]:
        under_age = "older" if row["under"] is None else f"under {row['under']}"
        yield f"| {under_age} | {row['take_off']:g} | {row['add']:g} | {row['n']} |"


def _cell(key: str, figures: Figures) -> str:
    if key == "age":
        return age(figures["age"])
    if key == "bias":
        return bias(figures["age"])
    if key == "n":
        return str(figures["n"])
    return share(figures[key])


_MEASURES = (
    ("n", "n"),
    ("age: mean absolute error, years", "age"),
    ("age: bias (estimate minus label), years", "bias"),
    ("age: at most 5 years off", "within_5_years"),
    ("age: at most 10 years off", "within_10_years"),
    ("age band: exact", "exact_band"),
    ("age band: exact or next to it", "within_one_band"),
    ("gender right, always answering", "gender"),
    ("gender named at all (probability .90 or more)", "sure"),
    ("gender right where named", "gender_if_sure"),
    ("shown range holds the labelled age", "range"),
)
_COLUMNS = (
    ("age error, years", "age"),
    ("bias", "bias"),
    ("within 5 years", "within_5_years"),
    ("within 10", "within_10_years"),
    ("exact band", "exact_band"),
    ("or next to it", "within_one_band"),
    ("gender right", "gender"),
    ("range holds", "range"),
    ("gate", "gate"),
)

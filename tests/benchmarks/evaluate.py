"""How well the estimate does on a folder of labelled faces.

    python -m tests.benchmarks.evaluate DATA [OUT]      (or --data DATA --out OUT)

DATA holds square face chips and labels.csv with the columns file, age, gender (female, male) and
race, as the labels call it. Writes model-card.json and model-card.md, confusion.json with who was
taken for what, evaluation.json with every cell of band, race and gender, and plots to OUT. With
``--publish`` also the table of age errors, the confusion and the card into assets/models/, and the
figures into docs/model-card.md: only figures leave the folder, never a picture or anything fitted
to one.
"""

import argparse
import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kiosk.adapters.analysis.estimator import AGE_ERROR, age_error
from kiosk.adapters.analysis.models import check_models
from kiosk.adapters.statistics.published import CONFUSION
from kiosk.domain.estimate import AgeError
from tests.benchmarks import cuts, mixing, plots
from tests.benchmarks.age_errors import derive
from tests.benchmarks.confusion import confusion
from tests.benchmarks.figures import ADULT, Person, figures
from tests.benchmarks.held_up import held_up
from tests.benchmarks.intervals import Figures
from tests.benchmarks.labelled import Still, stills
from tests.benchmarks.measuring import MODELS, Measurement, spread_out
from tests.benchmarks.model_card import card, published
from tests.benchmarks.robustness import gate_value, robustness, spoilt
from tests.benchmarks.sureness import sureness
from tests.benchmarks.worst import cells, worst

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs" / "model-card.md"
CARD: Final = "model-card.json"
TABLES: Final = "model-card.md"
NOT_STATED: Final = "not stated"
STATED_MIX: Final = "an assumed mix of a shop's visitors, counted nowhere"

ALIGNED: Final = "aligned still face chips, one a person, not frames of a camera"


def ranged(person: Person, error: AgeError) -> Person:
    """The same person with the range that this table of age errors gives."""
    low, high = error.range_around(person.estimate.age)
    return replace(person, estimate=replace(person.estimate, low=low, high=high))


def machine() -> str:
    """Cores and architecture of this machine, and whether it is a virtual one."""
    cpuinfo = Path("/proc/cpuinfo")
    virtual = cpuinfo.is_file() and "hypervisor" in cpuinfo.read_text(encoding="utf-8")
    kind = " virtual machine" if virtual else ""
    return f"{os.cpu_count()}-core {platform.machine()}{kind}"


def adults_of(people: Sequence[Person]) -> list[Person]:
    return [person for person in people if person.age >= ADULT]


def publish_age_error(people: Sequence[Person], about: Figures) -> None:
    """Write the table that the adults among these people give into assets/models/."""
    pairs = [person.pair for person in adults_of(people)]
    content = {
        "source": about["source"],
        "n": len(pairs),
        "date": about["date"],
        "rows": [vars(row) for row in derive(pairs)],
    }
    (MODELS / AGE_ERROR).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def told_of(
    people: Sequence[Person],
    without_a_face: int,
    measurement: Measurement,
    mix: tuple[str, Mapping[str, float]],
) -> Figures:
    """What the people as they are say; ``mix`` is whose ages to reweight to, and which."""
    adults = adults_of(people)
    told = figures(people, without_a_face, measurement.frame_ms)
    return told | {
        "worst": worst(told, cells(adults)),
        "sureness": sureness(adults),
        "cuts": cuts.gain(adults),
        "reweighted": mixing.reweighted(adults, mix[1], mix[0]),
    }


def spoilt_of(measurement: Measurement, grown: Sequence[Still], people: int) -> Figures:
    """What at most so many of the grown people say when their stills are spoilt or held up."""
    if people == 0:
        return {"robustness": [], "gate_value": None, "held_up": None}
    some = spread_out(grown, people)
    found = spoilt(measurement, some)
    return {
        "robustness": robustness(found),
        "gate_value": gate_value(found),
        "held_up": held_up(spread_out(some, people // 2), age_error(MODELS)),
    }


def main() -> int:
    """Measure, print and write; exit code 0."""
    chosen = _chosen()
    check_models(MODELS)
    measurement = Measurement(age_error(MODELS))
    faces = list(stills(chosen.data))
    found = [measurement.person(still) for still in faces]
    people = [person for person in found if person is not None]
    about = {
        "source": chosen.source or chosen.data.name,
        "licence": chosen.licence or NOT_STATED,
        "pictures": ALIGNED,
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
    }
    if chosen.publish:
        publish_age_error(people, about)
        people = [ranged(person, age_error(MODELS)) for person in people]
    told = about | told_of(people, len(found) - len(people), measurement, chosen.mix)
    grown = [still for still in faces if still.age >= ADULT]
    told |= spoilt_of(measurement, grown, chosen.spoilt)
    measurement.close()
    adults = adults_of(people)
    _write(told, confusion(adults, about), cells(adults), chosen.out, publish=chosen.publish)
    print(card(told))
    return 0


def _write(told: Figures, taken: Figures, by_cell: Figures, out: Path, *, publish: bool) -> None:
    out.mkdir(parents=True, exist_ok=True)
    as_card = json.dumps(told, indent=1) + "\n"
    counts = json.dumps(taken, indent=1) + "\n"
    (out / CARD).write_text(as_card, encoding="utf-8")
    (out / CONFUSION).write_text(counts, encoding="utf-8")
    whole = told | {"by_cell": by_cell}
    (out / "evaluation.json").write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    (out / TABLES).write_text(card(told), encoding="utf-8")
    for name, svg in plots.plots(told):
        (out / name).write_text(svg, encoding="utf-8")
    if publish:
        PAGE.write_text(published(PAGE.read_text(encoding="utf-8"), told), encoding="utf-8")
        (MODELS / CARD).write_text(as_card, encoding="utf-8")
        (MODELS / CONFUSION).write_text(counts, encoding="utf-8")
        (MODELS / TABLES).write_text(card(told), encoding="utf-8")


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the estimate on labelled faces.")
    parser.add_argument("folder", nargs="?", type=Path, help="the same as --data")
    parser.add_argument("results", nargs="?", type=Path, help="the same as --out")
    parser.add_argument("--data", type=Path, help="folder with labels.csv and the stills")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "evaluation")
    parser.add_argument("--source", help="what the stills are, for the card")
    parser.add_argument("--licence", help="what the stills may be used for, for the card")
    parser.add_argument(
        "--mix",
        type=_mix,
        default=(STATED_MIX, mixing.SHOP),
        help="ages to reweight to, in parts for each band: 14-17:4,18-24:16,…",
    )
    parser.add_argument(
        "--spoilt", type=int, default=60, metavar="PEOPLE", help="whose stills are spoilt, too"
    )
    parser.add_argument(
        "--publish", action="store_true", help="into assets/models and docs, as the product's own"
    )
    chosen = parser.parse_args()
    chosen.data, chosen.out = chosen.data or chosen.folder, chosen.results or chosen.out
    if chosen.data is None:
        parser.error("name the folder of labelled faces")
    return chosen


def _mix(text: str) -> tuple[str, Mapping[str, float]]:
    try:
        return "the mix given", mixing.parsed(text)
    except ValueError as why:
        raise argparse.ArgumentTypeError(str(why)) from why


if __name__ == "__main__":
    raise SystemExit(main())

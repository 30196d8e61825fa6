"""What is known of an invented chain beside what its kiosks release: everything.

``truth.parquet`` in the lake's folder has a row for each region and day; ``truth.json`` the shares
that were drawn from. A report knows neither; tests hold it to both.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import parquet

from kiosk.domain.blocks import AGES, BANDS, CELLS, GENDERS, Source, Table
from kiosk.domain.estimate import Gender
from kiosk.fleet.lake import COUNTS
from kiosk.fleet.simulated.answers import PLACES, cells_of_places
from kiosk.fleet.simulated.chain import REGIONS, Chain
from kiosk.fleet.simulated.days import Day, Days, joint, shares

Numbers = NDArray[np.int64]
Rates = NDArray[np.float64]

ROWS: Final = "truth.parquet"
SHARES: Final = "truth.json"

_NAMED: Final = tuple(
    (place, cell.name) for place, cell in enumerate(CELLS) if cell.table is not Table.GENDER_AGE
)


class Truth:
    """Gathers it, day by day."""

    def __init__(self, chain: Chain, seed: int) -> None:
        self._chain = chain
        self._seed = seed
        self._joint = joint(chain.classes)
        self._counted_in = cells_of_places()
        self._rows: list[dict[str, Any]] = []

    def add(self, day: Day) -> None:
        """Sums of all kiosks of each region, whether or not their visits are in blocks yet."""
        dice = np.random.default_rng([self._seed, day.day.toordinal(), 1])
        wrote = self._of_regions(day.wrote.astype(np.int64))
        asked = self._of_regions(day.asked.sum(axis=1))
        said = self._of_regions(day.said.sum(axis=1))
        entered = self._of_regions(np.maximum(day.entered, 0).sum(axis=1))
        answers = self._of_regions(day.answers)
        cells = answers @ self._counted_in
        for number, region in enumerate(REGIONS):
            row: dict[str, Any] = {"region": region, "day": day.day, "kiosks": int(wrote[number])}
            counts = (int(asked[number]), *said[number].tolist())
            row |= dict(zip(COUNTS, counts, strict=True)) | {"entered": int(entered[number])}
            row |= {name: int(cells[number, place]) for place, name in _NAMED}
            for place, source in enumerate(Source):
                named = answers[number, place * PLACES : (place + 1) * PLACES]
                row |= self._true(source, number, named, dice)
            self._rows.append(row)

    def write(self, lake: Path, first: date, last: date, days: Days) -> None:
        """Both files. Raises OSError."""
        parquet.write_table(pa.Table.from_pylist(self._rows), lake / ROWS, compression="zstd")
        told = {
            "invented": True,
            "seed": self._seed,
            "kiosks": self._chain.kiosks,
            "first": first.isoformat(),
            "last": last.isoformat(),
            "regions": {
                region: self._shares(number, days) for number, region in enumerate(REGIONS)
            },
        }
        (lake / SHARES).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")

    def _of_regions(self, of_kiosks: Numbers) -> Numbers:
        sums = np.zeros((len(REGIONS), *of_kiosks.shape[1:]), np.int64)
        np.add.at(sums, self._chain.region, of_kiosks)
        return sums

    def _true(
        self, source: Source, region: int, named: Numbers, dice: np.random.Generator
    ) -> dict[str, int]:
        """What those who were named so truly are.

        Given the name, and not the other way round: it comes to the same, and is drawn once for a
        region instead of once for each visitor.
        """
        both = self._joint[source][region]
        # Where a place never comes up there is nobody to be of any class.
        classes = both / np.maximum(both.sum(axis=0), 1e-300)
        classes[:, both.sum(axis=0) == 0] = 1 / len(classes)
        drawn = dice.multinomial(named, classes.T / classes.T.sum(axis=1, keepdims=True))
        true = drawn.sum(axis=0).reshape(2, len(BANDS))
        women, men = true.sum(axis=1).tolist()
        found = {
            f"{source.value}_visits": int(named.sum()),
            f"{source.value}_women": women,
            f"{source.value}_men": men,
        }
        ages = zip(BANDS, true.sum(axis=0).tolist(), strict=True)
        return found | {f"{source.value}_{band}": visits for band, visits in ages}

    def _shares(self, region: int, days: Days) -> dict[str, Any]:
        """True shares of all who are counted, and those that the kiosks' names come to."""
        true = self._chain.classes[region].reshape(2, len(BANDS))
        found: dict[str, Any] = {
            "women": float(true[0].sum()),
            "bands": dict(zip(BANDS, true.sum(axis=0).tolist(), strict=True)),
        }
        found["waiting"] = int(self._of_regions(days.waiting[:, None])[region, 0])
        for source in Source:
            named: Rates = shares(self._chain.classes)[source][region].reshape(
                len(GENDERS), len(AGES)
            )
            of_gender = dict(zip(GENDERS, named.sum(axis=1).tolist(), strict=True))
            women, men = of_gender[Gender.WOMAN.value], of_gender[Gender.MAN.value]
            of_age = named.sum(axis=0)[:-1]
            found[source.value] = {
                "women": women / (women + men),
                "bands": dict(zip(BANDS, (of_age / of_age.sum()).tolist(), strict=True)),
            }
        return found


def rows_of(lake: Path) -> Any:
    """The rows, as an Arrow table. Raises OSError."""
    return parquet.ParquetFile(lake / ROWS).read()


def shares_of(lake: Path) -> dict[str, Any]:
    """What ``truth.json`` says. Raises OSError."""
    return json.loads((lake / SHARES).read_text(encoding="utf-8"))

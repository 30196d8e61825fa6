"""The visits of the demo that shows each of them at once, as if they were closed batches.

Nothing but a demo with a k under 5 may look this far: see ``figures``.
"""

import sqlite3
from collections import Counter
from datetime import date

from kiosk.adapters.records.visits import band_named
from kiosk.domain.batches import Batch, Cell, Form, Source, wide_bands
from kiosk.domain.consent import Way
from kiosk.domain.estimate import UNSAID, AgeBand, Gender


def as_batches(
    connection: sqlite3.Connection, first: date, last: date, minimum_age: int
) -> tuple[Batch, ...]:
    """One of each source that has a visit in these days, with every cell there may be."""
    bands = wide_bands(minimum_age)
    days: dict[Source, list[date]] = {}
    cells: dict[Source, Counter[tuple[str, str]]] = {}
    for day, gender, band, way, visits in connection.execute(
        "SELECT day, gender, age_band, way, count(*) FROM visit WHERE day BETWEEN ? AND ?"
        " GROUP BY day, gender, age_band, way",
        [first.isoformat(), last.isoformat()],
    ):
        source = Source.of(Way(way))
        days.setdefault(source, []).append(date.fromisoformat(day))
        known = Gender(gender) in (Gender.WOMAN, Gender.MAN)
        cell = (gender if known else source.unknown.value, _wide(band_named(band), bands))
        cells.setdefault(source, Counter())[cell] += visits
    names = (*(band.name for band in bands), UNSAID)
    return tuple(
        Batch(
            source,
            min(days[source]),
            max(days[source]),
            Form.TABLE,
            found.total(),
            tuple(
                Cell(gender.value, name, found[gender.value, name])
                for gender in (Gender.WOMAN, Gender.MAN, source.unknown)
                for name in names
            ),
        )
        for source, found in sorted(cells.items(), key=lambda each: each[0].value)
    )


def _wide(band: AgeBand | None, bands: tuple[AgeBand, ...]) -> str:
    if band is None:
        return UNSAID
    # One that was counted from a younger age, before the settings changed, is the youngest.
    return next((wide.name for wide in bands if wide.holds(band.first)), bands[0].name)

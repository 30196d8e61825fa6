"""How often visitors corrected what they were shown: added up by month, told by whole sets.

A set is one or more whole months of a model, closed once enough corrected and enough did not, of
gender and of age (``kiosk.domain.confusion.usable``). Only closed sets are told. They are never
changed, and go as a whole: so whatever is told differs from what was told before by sets, and
never by a few visits.
Everything here but ``seen`` belongs inside the caller's transaction.
"""

import sqlite3
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from kiosk.adapters.records.reading import reading
from kiosk.adapters.records.visits import band_named
from kiosk.application.staff import CorrectionsSeen
from kiosk.domain.confusion import (
    Answered,
    OwnConfusion,
    added_up,
    errs_more,
    is_whole,
    one_in,
    usable,
)
from kiosk.domain.consent import Way
from kiosk.domain.estimate import Answer, Gender

_COUNTS: Final = ("genders", "genders_corrected", "ages", "ages_corrected")


class _Row(NamedTuple):
    """A row of the table; ``told_with`` is the newest month of its set, None while it waits."""

    own: OwnConfusion
    told_with: date | None


def add_day(connection: sqlite3.Connection, day: date) -> None:
    """Add the visits of a business day, as they are, to its month; before they are erased.

    A month that is in a closed set takes no more: only a clock that was set back brings them.
    """
    month = day.replace(day=1)
    found: dict[int, OwnConfusion] = {}
    for model, shown_gender, shown_band, gender, band, way, receipt in connection.execute(
        "SELECT model, shown_gender, shown_band, gender, age_band, way, tag IS NOT NULL"
        " FROM visit WHERE day = ? AND shown_gender IS NOT NULL AND model IS NOT NULL",
        [day.isoformat()],
    ):
        so_far = found.get(model) or OwnConfusion(month, str(model))
        found[model] = so_far.with_visit(
            Answer(Gender(shown_gender), band_named(shown_band)),
            Answer(Gender(gender), band_named(band)),
            Way(way),
            receipt=bool(receipt),
        )
    for model, own in found.items():
        _add(connection, model, own)


def close_sets(connection: sqlite3.Connection, oldest: date) -> None:
    """Close what waits of whole months into a set, for each model of which that is enough.

    ``oldest`` is the oldest business day of which a visit may still be there, or come.
    """
    waiting: dict[int, list[OwnConfusion]] = {}
    for model, row in _rows(connection):
        if row.told_with is None and is_whole(row.own.month, oldest):
            waiting.setdefault(model, []).append(row.own)
    for model, months in waiting.items():
        last = months[-1].month
        genders, ages = added_up(months, months[0].model, oldest)
        if usable(genders) and usable(ages):
            connection.execute(
                "UPDATE corrected_month SET told_with = ?"
                " WHERE model = ? AND told_with IS NULL AND month <= ?",
                [last.isoformat(), model, last.isoformat()],
            )


def expire(connection: sqlite3.Connection, days: Iterable[date]) -> None:
    """Delete the months that these days are of, with their sets: the counts of the days have gone.

    So a month is kept for no longer than any visitor of it was promised.
    """
    months = {day.replace(day=1) for day in days}
    for model, row in _rows(connection):
        if row.own.month in months:
            connection.execute(
                "DELETE FROM corrected_month WHERE model = ? AND (month = ? OR told_with = ?)",
                [
                    model,
                    row.own.month.isoformat(),
                    row.told_with and row.told_with.isoformat(),
                ],
            )


def seen(path: Path, model: str, published: Answered | None) -> CorrectionsSeen | None:
    """What staff may be told of this model; None while there is too little. Raises NoRecords.

    ``published`` is how many were wrong of the gender that the model is worst for, where that is
    known.
    """
    with reading(path) as connection:
        months = [
            row.own
            for _, row in _rows(connection)
            if row.told_with is not None and row.own.model == model
        ]
    genders, ages = added_up(months, model, date.max)
    if not (usable(genders) and usable(ages)):
        return None
    return CorrectionsSeen(
        len(months),
        one_in(genders),
        one_in(ages),
        published is not None and errs_more(genders, published),
    )


def _add(connection: sqlite3.Connection, model: int, own: OwnConfusion) -> None:
    more = ", ".join(f"{count} = {count} + excluded.{count}" for count in _COUNTS)
    connection.execute(
        f"INSERT INTO corrected_month(month, model, {', '.join(_COUNTS)})"
        " VALUES (?, ?, ?, ?, ?, ?)"
        f" ON CONFLICT(month, model) DO UPDATE SET {more} WHERE told_with IS NULL",
        [
            own.month.isoformat(),
            model,
            own.genders.of,
            own.genders.corrected,
            own.ages.of,
            own.ages.corrected,
        ],
    )


def _rows(connection: sqlite3.Connection) -> list[tuple[int, _Row]]:
    """Every row with its model's number, the oldest month first."""
    found = connection.execute(
        f"SELECT model, month, name, {', '.join(_COUNTS)}, told_with"
        " FROM corrected_month JOIN model ON model.id = model ORDER BY month"
    )
    return [
        (
            model,
            _Row(
                OwnConfusion(
                    date.fromisoformat(month),
                    name,
                    Answered(genders, genders_corrected),
                    Answered(ages, ages_corrected),
                ),
                told_with and date.fromisoformat(told_with),
            ),
        )
        for model, month, name, genders, genders_corrected, ages, ages_corrected, told_with in found
    ]

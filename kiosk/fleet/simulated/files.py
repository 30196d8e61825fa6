"""Invented days as the files that the kiosks themselves would have written."""

from hashlib import sha256
from pathlib import Path

from kiosk.application.day_file import DayFile, as_lines
from kiosk.application.figures import Counts, HourCounts
from kiosk.application.figures_counted import added_hours
from kiosk.domain.blocks import Block
from kiosk.fleet.simulated.answers import MINIMUM_AGE
from kiosk.fleet.simulated.chain import Chain
from kiosk.fleet.simulated.days import Day
from kiosk.fleet.simulated.tables import models_of


def write_file(inbox: Path, chain: Chain, kiosk: int, day: Day, blocks: tuple[Block, ...]) -> str:
    """One kiosk's file of the day; returns its SHA-256 as hexadecimal digits. Raises OSError."""
    hours = _hours(chain, kiosk, day)
    file = DayFile(
        chain.names[kiosk],
        day.day,
        MINIMUM_AGE,
        True,
        models_of(bool(blocks)),
        Counts(
            int(day.asked[kiosk].sum()),
            *day.said[kiosk].sum(axis=0).tolist(),
            entered=added_hours(hours.values()).entered,
        ),
        hours,
        blocks,
    )
    place, lines = inbox / file.path, as_lines(file)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(lines)
    return sha256(lines).hexdigest()


def _hours(chain: Chain, kiosk: int, day: Day) -> dict[int, HourCounts]:
    opens = int(chain.opens[kiosk])
    hours = zip(
        day.is_hour[kiosk].tolist(),
        day.asked[kiosk].tolist(),
        day.said[kiosk].tolist(),
        day.entered[kiosk].tolist(),
        strict=True,
    )
    return {
        opens + at: HourCounts(asked, said[0] + said[1], None if entered < 0 else entered)
        for at, (is_hour, asked, said, entered) in enumerate(hours)
        if is_hour
    }

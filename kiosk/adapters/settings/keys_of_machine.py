"""The settings of the machine itself: its camera, its records and its screen."""

from typing import Final

from kiosk.adapters.settings.dark_hours import Hours
from kiosk.adapters.settings.key import Key
from kiosk.adapters.settings.kinds import Measure, Number, OneOf, Source, Text, YesNo
from kiosk.adapters.settings.times import TimesOfDay
from kiosk.domain.blocks import (
    DEFAULT_EPSILON,
    DEFAULT_TIMES,
    LARGEST_EPSILON,
    SMALLEST_EPSILON,
)

_MOST_TIMES: Final = 8
"""More blocks a day would each hold fewer visits, and so more noise for each."""

MACHINE: Final = (
    Key(
        "camera.source",
        Source(("webcam",)),
        "Which camera looks, after a yes. Only the demo may use a photograph or a video.",
        default="webcam:/dev/video0",
        in_demo=Source(("webcam", "photograph", "video")),
    ),
    Key(
        "camera.seconds",
        Number(3, 20, "seconds"),
        "For how long the camera may be open in one visit. The notice states this number.",
        default=8,
    ),
    Key(
        "camera.unconfined",
        OneOf(("", "i accept")),
        "For development only: looks even where the analysis cannot be locked away from files "
        "and network. Every screen then says so.",
        default="",
    ),
    Key(
        "records.window_hours",
        Number(24, 168, "hours"),
        "For how long after the day's end a record can be seen, corrected or deleted. Then it "
        "is erased.",
        default=72,
    ),
    Key(
        "records.counts_months",
        Number(1, 36, "months"),
        "For how long totals are kept.",
        default=25,
    ),
    Key(
        "records.epsilon",
        Measure(SMALLEST_EPSILON, LARGEST_EPSILON),
        "How much, at most, all figures together may tell of one visit: the smaller it is, the "
        "more chance is mixed into each number. The assessment states it; see docs/figures.md.",
        default=DEFAULT_EPSILON,
    ),
    Key(
        "records.blocks_close",
        TimesOfDay(_MOST_TIMES),
        "When the visits that are not in figures of genders and ages yet become some: at these "
        "times of day if there are at least 40, and at close of day if there are at least 20.",
        default=DEFAULT_TIMES,
    ),
    Key(
        "records.backup_folder",
        Text(200),
        "A folder on another disk, by its whole path, that each day's backup is put into as well. "
        "The kiosk never makes it: a disk that is not there is told as a fault.",
        default=None,
        example='"/media/backup/askfirst"',
    ),
    Key(
        "screen.theme",
        OneOf(("light", "dark")),
        "Dark letters on light paper, or the other way round.",
        default="light",
    ),
    Key(
        "screen.full_screen",
        YesNo(),
        "Covers the whole screen. A window is for trying things out.",
        default=True,
    ),
    Key(
        "screen.reduced_motion",
        YesNo(),
        "Leaves out movement that is not needed to understand.",
        default=False,
    ),
    Key(
        "screen.width_mm",
        Number(60, 3000, "millimetres"),
        "How wide the picture on the screen is, measured. Sizes for fingers and eyes follow it.",
        default=None,
        example="600",
    ),
    Key(
        "screen.dpi",
        Number(40, 600, "pixels per inch"),
        "The screen's resolution, instead of the measured width.",
        default=None,
        example="46",
    ),
    Key(
        "screen.dark_hours",
        Hours(),
        "When the screen is black while nobody touches it, to save the panel. A touch wakes it.",
        default=None,
        example='"22:00-08:30"',
    ),
)

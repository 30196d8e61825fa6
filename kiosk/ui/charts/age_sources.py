"""Of whom shares of ages are: those as the camera saw them, those as they said, or both.

The groups of one of them may merge ages in a way by which the shares cannot count them.
"""

from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from kiosk.application.figures import AgeFigures
from kiosk.ui.charts import labels

_say = QCoreApplication

_ALIKE: Final = 0.8
"""Where so large a part of either is in the shares as of the other, they speak for both."""


def in_words(ages: AgeFigures, locale: QLocale) -> list[str]:
    """What to say where one of them is in no share, or a much smaller part of it than the other."""
    seen, said = ages.by_camera, ages.as_said
    if not seen.of or not said.of or not seen.count + said.count:
        return []
    if not said.count:
        words = _say.translate(
            "Charts",
            "Only of those whose estimate by the camera stands: the groups of the {said} who told "
            "us themselves or corrected the camera do not tell enough ages apart.",
        )
    elif not seen.count:
        words = _say.translate(
            "Charts",
            "Only of those who told us themselves or corrected the camera: the groups of the "
            "{seen} whose estimate by the camera stands do not tell enough ages apart.",
        )
    else:
        parts = seen.count / seen.of, said.count / said.of
        if min(parts) >= _ALIKE * max(parts):
            return []
        words = _say.translate(
            "Charts",
            "In this are {of_seen} of the {seen} whose estimate by the camera stands, and "
            "{of_said} of the {said} who told us themselves or corrected the camera.",
        )
    numbers = {"seen": seen.of, "said": said.of, "of_seen": seen.count, "of_said": said.count}
    return [words.format(**{name: labels.number(each, locale) for name, each in numbers.items()})]


def in_rows(ages: AgeFigures, locale: QLocale) -> list[tuple[str, str]]:
    """How many of either the shares are of, where there are both."""
    if not ages.by_camera.of or not ages.as_said.of:
        return []
    parts = (
        (_say.translate("Charts", "in these shares, by the camera"), ages.by_camera),
        (_say.translate("Charts", "in these shares, as visitors said"), ages.as_said),
    )
    return [(name, labels.of(part.count, part.of, locale)) for name, part in parts]

"""The head of a report, with its key numbers, and the notes at its end."""

from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from kiosk.application.figures import PeriodFigures
from kiosk.ui.paper import report_words as said
from kiosk.ui.paper.letters import MM, Words
from kiosk.ui.paper.report_cards import NO_ROOM
from kiosk.ui.paper.report_letters import (
    CARD_TITLE,
    KEY,
    KEY_LABEL,
    LEAD,
    NOTE,
    PLACE,
    TEXT_WIDTH,
    TITLE,
)
from kiosk.ui.paper.report_words import About, KeyNumber
from kiosk.ui.paper.sheet import COLOURS
from kiosk.ui.widgets.eye import draw_eye

_EYE: Final = 11 * MM
_ABOVE_KEYS: Final = 3 * MM
_BETWEEN_KEYS: Final = 3 * MM
_COLUMNS: Final = 2
_GUTTER: Final = 6 * MM


class Head:
    """Of what these figures are, whose, of whom; then the numbers that matter most."""

    room = NO_ROOM

    def __init__(self, figures: PeriodFigures, about: About) -> None:
        locale, language = about.locale, about.language
        beside = TEXT_WIDTH - _EYE - 4 * MM
        self._place = Words(said.place_of(about), PLACE, language, beside)
        self._title = Words(said.title_of(figures, locale), TITLE, language, beside)
        self._lead = Words(said.lead_of(figures, locale), LEAD, language, TEXT_WIDTH)
        keys = list(said.key_numbers(figures, locale))
        width = (TEXT_WIDTH - _BETWEEN_KEYS * (len(keys) - 1)) / len(keys)
        self._keys = [_Key(key, language, width) for key in keys]
        self._step = width + _BETWEEN_KEYS

    @property
    def fixed(self) -> float:
        keys = max(key.height for key in self._keys)
        above = self._place.height + self._title.height + 2.7 * MM + self._lead.height
        return above + _ABOVE_KEYS + keys

    def draw(self, painter: QPainter, box: QRectF) -> None:
        left, top = box.left(), box.top()
        ink, soft = COLOURS.of("ink"), COLOURS.of("soft_ink")
        eye = QPointF(box.right() - _EYE / 2, top + 4 * MM)
        draw_eye(painter, eye, _EYE, 0.45 * MM, ink, 0)
        self._place.draw(painter, left, top, soft)
        top += self._place.height
        self._title.draw(painter, left, top, ink)
        top += self._title.height + 1 * MM
        painter.fillRect(QRectF(left, top, 14 * MM, 0.7 * MM), COLOURS.of("terracotta"))
        top += 1.7 * MM
        self._lead.draw(painter, left, top, ink)
        top += self._lead.height + _ABOVE_KEYS
        for number, key in enumerate(self._keys):
            key.draw(painter, left + number * self._step, top)


class _Key:
    """One number, large, and under it what it is of."""

    def __init__(self, key: KeyNumber, language: str, width: float) -> None:
        self._width = width
        self._value = Words(key.value, KEY, language, width)
        self._label = Words(key.label, KEY_LABEL, language, width)
        self._under = Words(key.under, KEY_LABEL, language, width) if key.under else None

    @property
    def height(self) -> float:
        under = self._under.height if self._under else 0.0
        return 1.2 * MM + self._value.height + self._label.height + under

    def draw(self, painter: QPainter, left: float, top: float) -> None:
        painter.setPen(QPen(COLOURS.of("green"), 0.5 * MM))
        painter.drawLine(QLineF(left, top, left + self._width, top))
        top += 1.2 * MM
        self._value.draw(painter, left, top, COLOURS.of("ink"))
        top += self._value.height
        self._label.draw(painter, left, top, COLOURS.of("ink"))
        if self._under is not None:
            under = top + self._label.height
            self._under.draw(painter, left, under, COLOURS.of("soft_ink"))


class Notes:
    """What has to be known to read the numbers, in two columns of small letters."""

    room = NO_ROOM

    def __init__(self, figures: PeriodFigures, about: About) -> None:
        language = about.language
        self._column = (TEXT_WIDTH - (_COLUMNS - 1) * _GUTTER) / _COLUMNS
        self._title = Words(said.notes_title(), CARD_TITLE, language, TEXT_WIDTH)
        notes = [
            Words(note, NOTE, language, self._column)
            for note in said.notes_of(figures, about.locale)
        ]
        self._columns = _halves(notes)

    @property
    def fixed(self) -> float:
        return self._title.height + max(map(_height, self._columns))

    def draw(self, painter: QPainter, box: QRectF) -> None:
        self._title.draw(painter, box.left(), box.top(), COLOURS.of("ink"))
        for number, notes in enumerate(self._columns):
            left = box.left() + number * (self._column + _GUTTER)
            top = box.top() + self._title.height
            for note in notes:
                note.draw(painter, left, top, COLOURS.of("soft_ink"))
                top += note.height + 0.5 * MM


def _halves(notes: list[Words]) -> tuple[list[Words], list[Words]]:
    """The notes in two columns, in order, as even as they come; one alone is the first."""
    split = min(
        range(1, len(notes) + 1),
        key=lambda at: max(_height(notes[:at]), _height(notes[at:])),
    )
    return notes[:split], notes[split:]


def _height(notes: list[Words]) -> float:
    return sum(note.height + 0.5 * MM for note in notes)

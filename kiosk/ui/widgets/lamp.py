"""The camera lamp: the one place that says whether the camera is open."""

import math

from PySide6.QtCore import Property, QPointF, QPropertyAnimation, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.eye import draw_eye
from kiosk.ui.widgets.text_block import TextBlock

_HEIGHT = 72.0
_PAD = 30.0
_EYE = 40.0
_SLIT = 0.4


class Lamp(QWidget):
    """Grey with the eye asleep, or green with the eye open; as wide in both."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lit = False
        self._openness = 0.0
        self._texts = {lit: self._block(self.words(lit)) for lit in (False, True)}
        self._opening = QPropertyAnimation(self, b"openness", self)
        self._opening.setDuration(theme.motion.eye)
        self._opening.setStartValue(_SLIT)
        self._opening.setEndValue(1.0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.words(False))

    @property
    def lit(self) -> bool:
        return self._lit

    def words(self, lit: bool) -> str:
        """What the lamp says, in the language now shown."""
        return self.tr("Camera on") if lit else self.tr("Camera off")

    def light(self, lit: bool) -> None:
        """Say from now on that the camera is open, or that it is closed.

        The colour, the words and a closing eye change at once; an opening eye takes a moment,
        from a slit on, so that not even one frame shows a green lamp asleep.
        """
        if lit == self._lit:
            return
        self._lit = lit
        self.setAccessibleName(self.words(lit))
        self._opening.stop()
        self._openness = 1.0 if lit else 0.0
        if lit and self._theme.motion.eye:
            self._openness = _SLIT
            self._opening.start()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        words = max(text.natural_width() for text in self._texts.values())
        width = self._theme.px(2 * _PAD + _EYE + 20) + math.ceil(words)
        return QSize(width, max(self._theme.px(_HEIGHT), self._line_height() + self._theme.px(24)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stroke = theme.px(theme.shape.stroke)
        edge = theme.colour("lamp_on" if self._lit else "line")
        painter.setPen(QPen(edge, stroke))
        painter.setBrush(theme.colour("lamp_on_fill" if self._lit else "card"))
        half = stroke / 2
        radius = self.height() / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius
        )
        ink = theme.colour("lamp_on_ink" if self._lit else "soft_ink")
        text = self._texts[self._lit]
        pad, eye, gap = theme.px(_PAD), theme.px(_EYE), theme.px(20)
        free = self.width() - eye - gap - text.natural_width()
        left = max(float(pad), free / 2)
        right_to_left = self.layoutDirection().name == "RightToLeft"
        eye_at = self.width() - left - eye / 2 if right_to_left else left + eye / 2
        draw_eye(
            painter, QPointF(eye_at, self.height() / 2), eye, theme.px(3.4), ink, self._openness
        )
        text_left = left if right_to_left else left + eye + gap
        top = (self.height() - self._line_height()) / 2
        box = QRectF(text_left, top, text.natural_width() + 1, self._line_height())
        text.draw(painter, box, ink)

    def _block(self, text: str) -> TextBlock:
        return TextBlock(text, self._theme.font(Type.LABEL), Type.LABEL.value[2])

    def _line_height(self) -> int:
        return math.ceil(self._texts[False].size(1e6).height())

    def _get_openness(self) -> float:
        return self._openness

    def _set_openness(self, openness: float) -> None:
        self._openness = openness
        self.update()

    openness = Property(float, _get_openness, _set_openness)

"""Several sentences, each on lines of its own, that change with the figures."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.arrange import column
from kiosk.ui.widgets.words import Words


class Lines(QWidget):
    """A paragraph for each sentence, ``apart`` from the next by so many design units."""

    def __init__(self, theme: Theme, apart: float = 10) -> None:
        super().__init__()
        self._theme = theme
        self._place = column()
        self._place.setSpacing(theme.px(apart))
        self.setLayout(self._place)
        self._words: list[Words] = []

    @property
    def said(self) -> tuple[str, ...]:
        """What is shown now."""
        return tuple(words.text() for words in self._words if not words.isHidden())

    def say(self, sentences: Sequence[str]) -> None:
        """Show these, in place of any before."""
        while len(self._words) < len(sentences):
            self._words.append(Words(self._theme, Type.LABEL, colour="soft_ink"))
            self._place.addWidget(self._words[-1])
        for place, words in enumerate(self._words):
            words.say(sentences[place] if place < len(sentences) else "")
            words.setVisible(place < len(sentences))

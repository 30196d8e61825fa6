"""One number in large, with what it is of."""

from collections.abc import Sequence
from typing import Final

from kiosk.ui.staff.lines import Lines
from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.arrange import column
from kiosk.ui.widgets.panel import Panel
from kiosk.ui.widgets.words import Words

_SHORT: Final = 9
"""So many letters still stand in the size of figures: "1,234" does."""


class FigureCard(Panel):
    """Label, number, and a line about it. What is no number is written smaller."""

    def __init__(self, theme: Theme) -> None:
        self.label = Words(theme, Type.LABEL, colour="soft_ink")
        self.figure = Words(theme, Type.FIGURE)
        self.phrase = Words(theme, Type.LEAD, balanced=True)
        self.about = Lines(theme, apart=0)
        self.phrase.hide()
        pieces = (self.label, self.figure, self.phrase, theme.px(2), self.about, None)
        super().__init__(theme, column(*pieces), pad=24)

    def say(self, label: str, figure: str, about: Sequence[str]) -> None:
        """Show this number, what it is, and these lines; or a few words in a number's place."""
        is_short = len(figure) <= _SHORT
        self.label.say(label)
        self.figure.say(figure if is_short else "")
        self.phrase.say("" if is_short else figure)
        self.figure.setVisible(is_short)
        self.phrase.setVisible(not is_short)
        self.about.say(about)
        self.setAccessibleName(f"{label}: {figure}")
        self.setAccessibleDescription(" ".join(about))

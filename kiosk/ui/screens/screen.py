"""What all screens have in common: their place, their foot and their way out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QWidget

from kiosk.domain.states import Visit
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.words import Words


class Screen(QWidget):
    """One state of a visit, shown. It posts what the visitor does, and knows nothing else.

    A screen is made anew for each state, so that none ever shows anything of the last visitor.
    """

    foot_changed = Signal()

    counts_down = False
    """True where the screen itself says how long it stays, so that nothing else has to."""

    comes_unasked = False
    """True where it may take another's place while somebody is about to press something there."""

    tab_order: Sequence[QWidget] = ()
    """The order in which Tab goes through them, where it is not the one they stand in."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        self.theme = stage.theme
        self.front = stage.front
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def follow(self, visit: Visit) -> bool:
        """Show the same state's news in place; False if a new screen must be made for it."""
        return False

    def resume(self, before: "Screen") -> None:
        """Take over what the visitor had open, if ``before`` was this screen in other words."""

    def tick(self, left: float, warns: float) -> None:
        """``left`` seconds of this state's wait are left; it warns for the last ``warns``."""

    def way_out(self) -> None:
        """What Escape does: leave, recording nothing. Nothing where there is nowhere to go."""

    def closing(self) -> None:
        """The screen is about to go: whatever must not stay in sight is painted over."""

    def foot(self) -> tuple[str, str]:
        """The two texts under the screen, start and end."""
        notice = self.stage.notice
        if notice is None:
            return f"{self.stage.place.controller} · {self.stage.place.contact}", ""
        return f"{notice.controller} · {notice.contact}", self.tr("Notice {version}").format(
            version=notice.version.short
        )

    def heading(self) -> str:
        """The first thing a screen reader says of this screen."""
        words = self.findChild(Words)
        return words.text() if isinstance(words, Words) else ""

    def title(self, text: str) -> Words:
        return Words(self.theme, Type.TITLE, text)

    def typed(self, text: str) -> None:
        """A key with a letter on it was pressed, and no button took it."""

    def fill(self, layout: QLayout) -> None:
        """Put this arrangement on the screen, between the margins."""
        margin = self.theme.margin
        layout.setContentsMargins(margin, 0, margin, 0)
        self.setLayout(layout)

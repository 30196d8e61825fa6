"""What all pages of the staff area have in common: their place, their doors, and late answers."""

from collections.abc import Callable, Sequence
from typing import ParamSpec

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QLayout, QWidget

from kiosk.application.staff import Role, StaffDesk
from kiosk.ui.stage import Stage
from kiosk.ui.widgets.arrange import column, holder
from kiosk.ui.widgets.door import Door
from kiosk.ui.widgets.scroll import Scroll

P = ParamSpec("P")


class StaffPage(QWidget):
    """One page behind the PIN: made when its tab is first tapped, kept until its reader leaves.

    ``doors`` are what can be done from it; they stand at the foot, before "Leave", and are as
    large as it is. A page sets them, and what is ``aside``, once, in its ``__init__``.
    """

    heading_changed = Signal()
    wants_tab = Signal(object)
    """A Tab, where something on this page leads to another one."""
    wants_period = Signal(object, object)
    """A Tab, and the Period that is to be chosen on it."""
    wants_pin = Signal(object)
    """A Role, where a manager wants to choose a new PIN for it; this page is come back to."""

    doors: Sequence[Door] = ()
    aside: QWidget | None = None
    """Stands beside the heading; for what would take a line of its own from a broad screen."""

    def __init__(self, stage: Stage, desk: StaffDesk, role: Role) -> None:
        super().__init__()
        self.stage = stage
        self.theme = stage.theme
        self.desk = desk
        self.role = role
        self._asked: dict[str, int] = {}
        self._ended = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def heading(self) -> str:
        """One line above the tabs; also the first thing a screen reader says of this page."""
        raise NotImplementedError

    def opened(self) -> None:
        """The page has just come in sight, for the first time or again: ask for what it shows."""

    def tick(self) -> None:
        """Called about five times a second while it is in sight; for what changes with time."""

    def typed(self, text: str) -> None:
        """A key with a letter on it was pressed, and no button took it."""

    def pin_was_set(self, role: Role) -> None:
        """This page wanted a new PIN, and it counts now; the page was made anew meanwhile."""

    def ended(self) -> None:
        """Its reader has left, or it is made anew: whatever must not stay is to be let go."""

    def fill(self, layout: QLayout) -> None:
        """Put this on the page; where it is taller than its room, it can be scrolled."""
        words = (self.tr("More"), self.tr("To the top"))
        self._scroll = Scroll(self.theme, holder(layout), *words)
        self.setLayout(column(self._scroll))

    def settle(self) -> None:
        """Give everything that has just changed its place and its size, before it is painted.

        Left to itself each layout tells the one around it in the next event, and what is costly
        to draw is drawn in between at sizes that it does not keep.
        """
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def to_top(self) -> None:
        """Show the beginning again: what the page shows now is something else."""
        self._scroll.to_top()

    def awaiting(self, what: str, tell: Callable[P, None]) -> Callable[P, None]:
        """``tell``, to be handed to the desk: it is called only while this page is there, and
        only until the page waits for something newer by the same name.
        """
        self._asked[what] = number = self._asked.get(what, 0) + 1

        def told(*given: P.args, **named: P.kwargs) -> None:
            if not self._ended and self._asked[what] == number:
                tell(*given, **named)

        return told

    def end(self) -> None:
        """Called once by the screen, before the page goes."""
        self._ended = True
        self.ended()

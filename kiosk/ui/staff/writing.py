"""A report being written at the screen: how far it is, and what came of it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QWidget

from kiosk.application.staff import Kept
from kiosk.domain.periods import Span
from kiosk.ui.announce import announce
from kiosk.ui.staff.asides import Aside, breakable
from kiosk.ui.staff.facts import Place
from kiosk.ui.staff.page import StaffPage
from kiosk.ui.staff.progress import ProgressBar
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import Piece, column, holder, row
from kiosk.ui.widgets.buttons import Chip
from kiosk.ui.widgets.panel import Icon, Panel
from kiosk.ui.widgets.words import Words


class Writing(QWidget):
    """Not there until something is written. One report at a time."""

    busy_changed = Signal()
    wants_health = Signal()

    def __init__(self, page: StaffPage) -> None:
        super().__init__()
        self._page = page
        self._theme = page.theme
        self._is_busy = False
        self._what = ""
        self.bar = ProgressBar(self._theme)
        self._place = Place()
        self.setLayout(column(self._place))
        self.hide()

    @property
    def is_busy(self) -> bool:
        """True while one is being written."""
        return self._is_busy

    def write(self, span: Span, day: date, formats: Sequence[str], what: str) -> None:
        """Have the period's report written; ``what`` is what it is called in a sentence."""
        if self._is_busy:
            return
        self._is_busy = True
        self._what = what
        self._say_how_far()
        self.busy_changed.emit()
        self._page.desk.write_reports(
            span,
            day,
            formats,
            self._page.awaiting("progress", self._told_how_far),
            self._page.awaiting("report", self._told),
        )

    def _say_how_far(self) -> None:
        px = self._theme.px
        # Made anew each time: what is taken away is gone with all that was in it.
        self.bar = ProgressBar(self._theme)
        words = self.tr("Being written: {report}").format(report=self._what)
        pieces = (Words(self._theme, Type.BODY, words), px(16), self.bar)
        self._show(column(*pieces))

    def _told_how_far(self, done: float) -> None:
        if self._is_busy:
            self.bar.show_done(done)

    def _told(self, kept: Kept) -> None:
        self._is_busy = False
        said = self._say_fault(kept.fault) if kept.fault else self._say_files(kept)
        announce(self, said)
        self.busy_changed.emit()

    def _say_files(self, kept: Kept) -> str:
        theme, px = self._theme, self._theme.px
        said = self.tr("Written: {report}").format(report=self._what)
        pieces: list[Piece] = [Words(theme, Type.HEADING, said), px(10)]
        for path in kept.files:
            pieces += [Words(theme, Type.NOTE, breakable(path.name)), px(4)]
        folders = dict.fromkeys(str(path.parent) for path in kept.files)
        words = self.tr("In the folder {folder}, on this machine")
        for folder in folders:
            line = words.format(folder=breakable(folder))
            pieces += [px(6), Words(theme, Type.LABEL, line, colour="soft_ink")]
        self._show(self._beside("check", "green", pieces))
        return said

    def _say_fault(self, fault: str) -> str:
        theme, px = self._theme, self._theme.px
        said = self.tr("Not written: {report}").format(report=self._what)
        cure = self.tr(
            "The figures are all still there. Try once more; if it fails again, the page Health "
            "says more, and whoever looks after this machine can mend it."
        )
        button = Chip(theme, self.tr("Open Health"))
        button.clicked.connect(self.wants_health)
        pieces: list[Piece] = [
            Words(theme, Type.HEADING, said),
            px(8),
            Words(theme, Type.NOTE, cure),
            px(18),
            row(button, None),
            px(12),
            Aside(theme, (fault,)),
        ]
        self._show(self._beside("triangle-alert", "terracotta", pieces))
        return f"{said}. {cure}"

    def _beside(self, icon: str, colour: str, pieces: Sequence[Piece]) -> QLayout:
        drawn = Icon(self._theme, icon, 56, colour)
        line = row(drawn, self._theme.px(28), column(*pieces))
        line.setAlignment(drawn, Qt.AlignmentFlag.AlignTop)
        line.setStretch(2, 1)
        return line

    def _show(self, layout: QLayout) -> None:
        gap = self._theme.px(22)
        self._place.show_piece(holder(column(Panel(self._theme, layout, pad=36), gap)))
        self.show()

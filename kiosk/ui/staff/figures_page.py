"""What the pages of figures have in common: a period, its figures, and what to do without any."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtWidgets import QGridLayout, QLayout, QWidget
from typing_extensions import override

from kiosk.application.figures import PeriodFigures
from kiosk.application.staff import Role, StaffDesk
from kiosk.domain.periods import Period, Span
from kiosk.ui.announce import announce
from kiosk.ui.staff.asides import Aside
from kiosk.ui.staff.page import StaffPage
from kiosk.ui.staff.period_bar import PeriodBar, Way
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import column, holder
from kiosk.ui.widgets.panel import Panel
from kiosk.ui.widgets.words import Words

REFRESH_SECONDS: Final = 30.0
"""How old figures that still grow may become while somebody looks at them."""

SLOW_SECONDS: Final = 0.4
"""After so long the heading says that something is being read."""

_ALL_OF_IT: Final = 1000
"""Beside a stretch of 1."""


class FiguresPage(StaffPage):
    """Shows one period. Until its figures come, those before them stand under their own heading.

    A page that shows the latest period goes on with it when the business day ends.
    """

    def __init__(self, stage: Stage, desk: StaffDesk, role: Role, span: Span) -> None:
        super().__init__(stage, desk, role)
        self.period = Period.of(span, desk.today())
        self.figures: PeriodFigures | None = None
        self._follows = True
        self._is_chosen = False
        self._asked_at: float | None = None
        self._told_at = stage.clock()
        self._fault = ""
        self.bar = PeriodBar(self.theme, self.ways())
        self.bar.wanted.connect(self.choose)
        self.lead = Words(self.theme, Type.LEAD)
        self.cure = Words(self.theme, Type.NOTE)
        self.why = Aside(self.theme)
        px = self.theme.px
        self.nothing = Panel(self.theme, column(self.lead, px(8), self.cure, px(14), self.why))

    # What its subclasses say and have ---------------------------------------------------------

    def ways(self) -> Sequence[tuple[str, Way]]:
        """The periods that can be chosen by name; without any, the steps stand aside."""
        raise NotImplementedError

    def title(self, period: str) -> str:
        """The heading of a period that is called this."""
        raise NotImplementedError

    def show_figures(self, figures: PeriodFigures) -> None:
        """Put these on the page, in place of any before them."""
        raise NotImplementedError

    def first_sentence(self) -> str:
        """What is said of the figures, in one sentence, to whoever cannot see them."""
        raise NotImplementedError

    def name_of(self, period: Period) -> str:
        """What a period is called in the heading."""
        raise NotImplementedError

    # How it stands ----------------------------------------------------------------------------

    def arrange(self, *pieces: QLayout) -> None:
        """The bar over everything, or beside the heading where there is the room for it."""
        self.body = holder(column(*pieces))
        self.body.hide()
        shown = (self.nothing, self.body, None)
        if self.theme.portrait and self.bar.chips:
            gap = max(self.theme.px(24), self.theme.apart)
            self.fill(column(self.bar, gap, *shown))
        else:
            self.aside = self.bar
            whole = column(*shown)
            # What is left of the height is the charts'; only a fault stands at the top.
            whole.setStretchFactor(self.body, _ALL_OF_IT)
            self.fill(whole)
        self._say(self.tr("One moment"))

    def paired(self, *pieces: QWidget) -> QGridLayout:
        """Pieces one under the other, or two and two where there is the width for it."""
        whole = QGridLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(self.theme.px(22))
        for place in range(self._across):
            # Equal, whatever their words ask for.
            whole.setColumnStretch(place, 1)
        for piece in pieces:
            whole.addWidget(piece)
        self.pair(whole, *pieces)
        return whole

    def pair(self, whole: QGridLayout, *pieces: QWidget) -> None:
        """Close up the pieces that are to be seen of a layout; hide its others."""
        for place in reversed(range(whole.count())):
            item = whole.itemAt(place)
            piece = None if item is None else item.widget()
            if piece is not None and piece not in pieces:
                piece.hide()
        for place, piece in enumerate(pieces):
            whole.removeWidget(piece)
            whole.addWidget(piece, place // self._across, place % self._across)
            piece.show()

    @property
    def _across(self) -> int:
        return 1 if self.theme.portrait else 2

    # What is asked and told -------------------------------------------------------------------

    @override
    def opened(self) -> None:
        self._ask()

    def return_to_latest(self) -> None:
        """Mean the latest period again, whichever was looked at; the next question asks for it."""
        self._follows = True

    def choose(self, period: Period) -> None:
        """Show this period from now on."""
        self.period = period
        self._follows = period == Period.of(period.span, self.desk.today())
        self._is_chosen = True
        self._ask()

    def _ask(self) -> None:
        today = self.desk.today()
        if self._follows:
            self.period = Period.of(self.period.span, today)
        self._asked_at = self.stage.clock()
        self._show_bar()
        self.desk.figures(self.period, self.awaiting("figures", self._told))

    def _told(self, figures: PeriodFigures | None, fault: str) -> None:
        self._asked_at, self._told_at = None, self.stage.clock()
        is_first = self.figures is None or figures is None or self.figures.period != self.period
        self.figures, self._fault = figures, fault
        if figures is None:
            self._say_fault(fault)
        else:
            self.show_figures(figures)
            self.body.show()
            self.nothing.hide()
            self.settle()
        self._show_bar()
        self.heading_changed.emit()
        if self._is_chosen and is_first:
            # Whoever only listens hears what the step led to, once.
            self._is_chosen = False
            said = self.lead.text() if figures is None else self.first_sentence()
            announce(self, f"{self.heading()}. {said}")

    def _show_bar(self) -> None:
        # There is nothing before a time of which there is nothing.
        self.bar.show_period(self.period, self.desk.today(), goes_back=not self._fault)

    def _say_fault(self, fault: str) -> None:
        if self.period.last >= self.today():
            lead = self.tr("The figures cannot be read just now.")
            cure = self.tr("Nothing is lost. Health says what is wrong, and what to do.")
            self._say(lead, cure, fault)
        else:
            lead = self.tr("Of this time no figures can be shown.")
            cure = self.tr("It may be longer ago than counts are kept. Choose a later time.")
            self._say(lead, cure)

    def _say(self, lead: str, cure: str = "", why: str = "") -> None:
        self.lead.say(lead)
        self.cure.say(cure)
        self.cure.setVisible(bool(cure))
        self.why.tell((why,))
        self.body.hide()
        self.nothing.show()

    @override
    def tick(self) -> None:
        now = self.stage.clock()
        if self._asked_at is not None:
            if now - self._asked_at >= SLOW_SECONDS:
                self.heading_changed.emit()
            return
        grows = self.figures is None or not self.figures.final
        if grows and now - self._told_at >= REFRESH_SECONDS:
            self._ask()

    @override
    def heading(self) -> str:
        shown = self.period if self.figures is None else self.figures.period
        if shown != self.period and self._is_slow():
            return self.tr("One moment: {period}").format(period=self.name_of(self.period))
        return self.title(self.name_of(shown))

    def _is_slow(self) -> bool:
        return self._asked_at is not None and self.stage.clock() - self._asked_at >= SLOW_SECONDS

    def today(self) -> date:
        """The business day that goes on."""
        return self.desk.today()

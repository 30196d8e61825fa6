"""Reports: which period, in which form, where it went, and what is written by itself."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLayout
from typing_extensions import override

from kiosk.application.staff import Role, ScreenSettings, StaffDesk
from kiosk.domain.periods import Period, Span
from kiosk.ui.staff import period_words
from kiosk.ui.staff.facts import Place, titled
from kiosk.ui.staff.page import StaffPage
from kiosk.ui.staff.period_bar import PeriodBar, Way
from kiosk.ui.staff.picks import Picks
from kiosk.ui.staff.report_words import FORMS, by_themselves, forms_explained
from kiosk.ui.staff.tabs import Tab
from kiosk.ui.staff.writing import Writing
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import column, row
from kiosk.ui.widgets.door import Door
from kiosk.ui.widgets.panel import Panel
from kiosk.ui.widgets.words import Words


class ReportsPage(StaffPage):
    """A period that is over, or goes on; never one to come."""

    def __init__(self, stage: Stage, desk: StaffDesk, role: Role) -> None:
        super().__init__(stage, desk, role)
        self.period = Period.of_day(desk.today())
        self._is_chosen = False
        self.bar = PeriodBar(self.theme, self._ways())
        self.bar.wanted.connect(self.choose)
        self.so_far = Words(self.theme, Type.LABEL, colour="soft_ink")
        names = [form.upper() for form in self._allowed]
        self.forms = Picks(self.theme, names, self.tr("As what"))
        self.forms.wanted.connect(self._pick_form)
        self.forms.show_picked(frozenset({0}))
        self.automatic = Place()
        self.writing = Writing(self)
        self.writing.busy_changed.connect(self._follow_work)
        self.writing.wants_health.connect(lambda: self.wants_tab.emit(Tab.HEALTH))
        self.write = Door(self.theme, self.tr("Write the report"))
        self.write.clicked.connect(self._write)
        self.doors = (self.write,)
        if not self.theme.portrait:
            self.aside = self.bar
        self.fill(column(self._arrange(), None))
        self._show_period()

    @property
    def _allowed(self) -> tuple[str, ...]:
        return FORMS if self.role is Role.MANAGER else FORMS[:1]

    def _ways(self) -> Sequence[tuple[str, Way]]:
        return (
            (self.tr("Day"), _way(Span.DAY)),
            (self.tr("Week"), _way(Span.WEEK)),
            (self.tr("28 days"), _way(Span.FOUR_WEEKS)),
            (self.tr("Month"), _way(Span.MONTH)),
        )

    def _arrange(self) -> QLayout:
        px, theme = self.theme.px, self.theme
        gap = px(22)
        automatic = titled(theme, self.tr("What is written by itself"), self.automatic)
        top = column(self.so_far, gap, self.writing)
        if self.theme.portrait:
            return column(self.bar, max(gap, theme.apart), top, self._forms(), gap, automatic)
        sides = row(column(self._forms(), None), gap, column(automatic, None))
        sides.setStretch(0, 1)
        sides.setStretch(2, 1)
        return column(top, sides)

    def _forms(self) -> Panel:
        px, theme = self.theme.px, self.theme
        if self.role is Role.MANAGER:
            words = Words(theme, Type.LABEL, forms_explained(), colour="soft_ink")
            return titled(theme, self.forms.accessibleName(), self.forms, px(14), words)
        self.forms.hide()
        words = self.tr("Files for a spreadsheet or another program are written by a manager.")
        return titled(theme, self.tr("As a page to print (PDF)"), Words(theme, Type.NOTE, words))

    @override
    def heading(self) -> str:
        return self.tr("Report · {period}").format(period=self._called())

    # What is chosen ---------------------------------------------------------------------------

    @override
    def opened(self) -> None:
        if not self._is_chosen:
            self.period = Period.of(self.period.span, self.desk.today())
        self._show_period()
        self.desk.settings(self.awaiting("settings", self._told_settings))

    def choose(self, period: Period) -> None:
        """This one is meant from now on."""
        self.period = period
        self._is_chosen = period != Period.of(period.span, self.desk.today())
        self._show_period()

    def _show_period(self) -> None:
        today = self.desk.today()
        self.bar.show_period(self.period, today)
        self.heading_changed.emit()
        goes_on = self.period.last >= today
        self.so_far.say(
            self.tr("It goes on: what is written now ends with this moment, and says so.")
            if goes_on
            else self.tr("It is over.")
        )

    def _called(self) -> str:
        return period_words.plain_name(self.period, self.desk.today(), self.stage.locale)

    def _pick_form(self, place: int) -> None:
        picked = self.forms.picked ^ {place}
        # One at least is always on.
        if picked:
            self.forms.show_picked(picked)

    def _told_settings(self, settings: ScreenSettings) -> None:
        words = by_themselves(settings.reports, self.role)
        self.automatic.show_piece(Words(self.theme, Type.NOTE, words))

    # Written ----------------------------------------------------------------------------------

    def _write(self) -> None:
        allowed = self._allowed
        formats = [allowed[place] for place in sorted(self.forms.picked)]
        # The four weeks are named by the day they end with; the others by any day in them.
        day = min(self.period.last, self.desk.today())
        what = self.tr("the report of {period}").format(period=self._called())
        self.writing.write(self.period.span, day, formats, what)
        self.to_top()

    def _follow_work(self) -> None:
        self.write.setEnabled(not self.writing.is_busy)


def _way(span: Span) -> Way:
    return lambda period, today: Period.of(span, min(period.last, today))

"""How 28 days went, day by day and hour by hour, beside the 28 before."""

from typing_extensions import override

from kiosk.application.figures import PeriodFigures
from kiosk.application.staff import Role, StaffDesk
from kiosk.domain.periods import Period, Span
from kiosk.ui.charts import kinds
from kiosk.ui.staff import period_words
from kiosk.ui.staff.chart_place import ChartPlace
from kiosk.ui.staff.figures_page import FiguresPage
from kiosk.ui.staff.opt_in_weeks import opt_in_weeks
from kiosk.ui.staff.period_bar import Way
from kiosk.ui.stage import Stage


class TrendsPage(FiguresPage):
    """Four weeks hold every weekday equally often: nothing shorter shows a pattern."""

    def __init__(self, stage: Stage, desk: StaffDesk, role: Role) -> None:
        super().__init__(stage, desk, role, Span.FOUR_WEEKS)
        self.days = ChartPlace(self.theme)
        self.week = ChartPlace(self.theme)
        self.opt_in = ChartPlace(self.theme)
        self.comparison = ChartPlace(self.theme)
        self.arrange(self.paired(self.days, self.week, self.opt_in, self.comparison))

    @override
    def ways(self) -> tuple[tuple[str, Way], ...]:
        return ((self.tr("The last 28 days"), lambda _, today: Period.of_four_weeks(today)),)

    @override
    def title(self, period: str) -> str:
        return self.tr("Trends · {period}").format(period=period)

    @override
    def name_of(self, period: Period) -> str:
        return period_words.plain_name(period, self.today(), self.stage.locale)

    # What it shows ----------------------------------------------------------------------------

    @override
    def show_figures(self, figures: PeriodFigures) -> None:
        locale = self.stage.locale
        before = () if figures.before is None else figures.before.days
        self.days.show_chart(kinds.day_line(figures, locale, before))
        self.week.show_chart(kinds.week_map(figures, locale))
        self.opt_in.show_chart(opt_in_weeks(figures, before, locale))
        self.comparison.show_chart(kinds.comparison(figures, locale))

    @override
    def first_sentence(self) -> str:
        return self.days.accessibleDescription()

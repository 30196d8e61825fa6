"""How the day went, in one look: who said yes, when, and who they were."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from PySide6.QtWidgets import QLayout, QVBoxLayout
from typing_extensions import override

from kiosk.application.figures import PeriodFigures
from kiosk.application.staff import Role, StaffDesk
from kiosk.domain.periods import Period, Span
from kiosk.ui.charts import kinds, labels, people
from kiosk.ui.charts.data import Chart, Ratio
from kiosk.ui.staff import figure_words, period_words, tabs
from kiosk.ui.staff.chart_place import ChartPlace
from kiosk.ui.staff.figure_card import FigureCard
from kiosk.ui.staff.figures_page import FiguresPage
from kiosk.ui.staff.period_bar import Way
from kiosk.ui.staff.tabs import Tab
from kiosk.ui.stage import Stage
from kiosk.ui.widgets.arrange import column, row
from kiosk.ui.widgets.door import Door

_ALL_OF_IT: Final = 1000
"""Beside a stretch of 1."""


class TodayPage(FiguresPage):
    """One business day: today, until somebody looks back, and again whenever its tab is tapped.

    In portrait all of it is seen at once: how the day went is to be known in one look.
    """

    def __init__(self, stage: Stage, desk: StaffDesk, role: Role) -> None:
        super().__init__(stage, desk, role, Span.DAY)
        self.yes = FigureCard(self.theme)
        self.rate = FigureCard(self.theme)
        self.hours = ChartPlace(self.theme, low=True)
        self.genders = ChartPlace(self.theme, low=True)
        self._whole: QVBoxLayout | None = None
        self.print = Door(self.theme, self.tr("Print the day"))
        self.print.clicked.connect(lambda: self.wants_period.emit(Tab.REPORTS, self.period))
        self.close_day = Door(self.theme, self.tr("Close the day"))
        self.close_day.clicked.connect(lambda: self.wants_tab.emit(Tab.CLOSING))
        there = tabs.tabs_for(role)
        doors = ((self.print, Tab.REPORTS), (self.close_day, Tab.CLOSING))
        self.doors = tuple(door for door, tab in doors if tab in there)
        self.arrange(self._body())

    def _body(self) -> QLayout:
        gap = self.theme.px(20)
        if self.theme.portrait:
            cards = row(self.yes, gap, self.rate)
            cards.setStretch(0, 5)
            cards.setStretch(2, 7)
            # What is left of the height is the hours', or nobody's where they are not drawn.
            self._whole = column(cards, gap, self.hours, gap, self.genders, None)
            return self._whole
        cards = column(self.yes, gap, self.rate)
        whole = row(cards, gap, self.hours, gap, self.genders)
        for place, stretch in ((0, 62), (2, 80), (4, 92)):
            whole.setStretch(place, stretch)
        return whole

    # What can be chosen -----------------------------------------------------------------------

    @override
    def ways(self) -> tuple[tuple[str, Way], ...]:
        if self.theme.portrait:
            # A line less. The heading names the day, and the tab leads back to today.
            return ()
        return (
            (self.tr("Today"), lambda _, today: Period.of_day(today)),
            (self.tr("Yesterday"), lambda _, today: Period.of_day(today - timedelta(days=1))),
        )

    @override
    def opened(self) -> None:
        self.return_to_latest()
        super().opened()

    @override
    def title(self, period: str) -> str:
        return period

    @override
    def name_of(self, period: Period) -> str:
        return period_words.day_name(period.first, self.today(), self.stage.locale)

    # What it shows ----------------------------------------------------------------------------

    @override
    def show_figures(self, figures: PeriodFigures) -> None:
        locale = self.stage.locale
        self._say_yes(figures)
        rate = figure_words.of_those_asked(figures, locale)
        self.rate.say(rate.label, rate.figure, rate.lines)
        hours = _hours(kinds.hour_bars(figures, locale), figures)
        self.hours.show_chart(hours)
        if self._whole is not None:
            self._whole.setStretchFactor(self.hours, 0 if hours.data is None else _ALL_OF_IT)
        self.genders.show_chart(self._chart_of_people(figures))

    def _chart_of_people(self, figures: PeriodFigures) -> Chart:
        """Women and men as a bar, and of ages the largest group. The others are under People."""
        locale = self.stage.locale
        chart = kinds.gender_bar(figures, locale)
        if not figures.blocks:
            return figure_words.none_closed(chart)
        chart = figure_words.of_released(chart, figures, (), locale)
        women, bands = figures.genders.women, figures.ages.bands
        if women is not None and bands:
            name = people.largest(bands)
            said = self.tr(
                "{women} were women ({range}), and {part} were {ages} ({range_of_part})."
            ).format(
                women=labels.percent(women.value),
                range=labels.percents(women.low, women.high),
                part=labels.percent(bands[name].value),
                ages=labels.ages(name),
                range_of_part=labels.percents(bands[name].low, bands[name].high),
            )
            chart = figure_words.with_sentences(chart, (said, *chart.sentences[1:]), locale)
        data = chart.data
        if isinstance(data, Ratio):
            data = replace(data, low=True)
        return replace(chart, title=self.tr("Women and men, and ages"), data=data)

    def _say_yes(self, figures: PeriodFigures) -> None:
        label = self.tr("Said yes")
        if figure_words.counts_are_gone(figures):
            self.yes.say(label, figure_words.UNKNOWN, (figure_words.gone(),))
            return
        locale, counts = self.stage.locale, figures.counts
        about: tuple[str, ...] = ()
        if counts.said_yes:
            about = (
                self.tr("{number} by camera").format(
                    number=figure_words.counted(counts.agreed, figures, locale)
                ),
                self.tr("{number} told us").format(
                    number=figure_words.counted(counts.told, figures, locale)
                ),
            )
        self.yes.say(label, figure_words.counted(counts.said_yes, figures, locale), about)

    @override
    def first_sentence(self) -> str:
        return f"{self.yes.accessibleName()}. {self.rate.accessibleName()}."


def _hours(chart: Chart, figures: PeriodFigures) -> Chart:
    if figure_words.counts_are_gone(figures):
        return figure_words.without_data(chart, figure_words.gone())
    return chart

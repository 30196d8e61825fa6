"""Who the visitors were: women and men, and ages, with all that such figures do not hold."""

from typing_extensions import override

from kiosk.application.figures import PeriodFigures
from kiosk.application.staff import Role, StaffDesk
from kiosk.domain.periods import Period, Span
from kiosk.ui.charts import kinds, labels, sentences
from kiosk.ui.staff import figure_words, period_words
from kiosk.ui.staff.chart_place import ChartPlace
from kiosk.ui.staff.figure_card import FigureCard
from kiosk.ui.staff.figures_page import FiguresPage
from kiosk.ui.staff.lines import Lines
from kiosk.ui.staff.period_bar import Way
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import column, row
from kiosk.ui.widgets.panel import Panel
from kiosk.ui.widgets.words import Words


class PeoplePage(FiguresPage):
    """Any period; at first the 28 days that end today: the shares of one day are less certain."""

    def __init__(self, stage: Stage, desk: StaffDesk, role: Role) -> None:
        super().__init__(stage, desk, role, Span.FOUR_WEEKS)
        self.closed = FigureCard(self.theme)
        self.rate = FigureCard(self.theme)
        self.genders = ChartPlace(self.theme)
        self.ages = ChartPlace(self.theme)
        self.pyramid = ChartPlace(self.theme)
        self.comparison = ChartPlace(self.theme)
        title = Words(self.theme, Type.CHIP, self.tr("What these figures leave out"))
        self.left_out = Lines(self.theme)
        gap = self.theme.px(22)
        cards = row(self.closed, gap, self.rate)
        cards.setStretch(0, 5 if self.theme.portrait else 1)
        cards.setStretch(2, 7 if self.theme.portrait else 1)
        self._has_blocks = True
        self._charts = (self.genders, self.ages, self.pyramid, self.comparison)
        self._grid = self.paired(*self._charts)
        rest = Panel(self.theme, column(title, self.theme.px(14), self.left_out), 36)
        if self.theme.portrait:
            self.arrange(column(cards, gap, self._grid, gap, rest))
        else:
            # Where height is scarce the charts come first; they say of whom they are themselves.
            self.arrange(column(self._grid, gap, cards, gap, rest))

    # What can be chosen -----------------------------------------------------------------------

    @override
    def ways(self) -> tuple[tuple[str, Way], ...]:
        names = {
            Span.DAY: self.tr("Day"),
            Span.WEEK: self.tr("Week"),
            Span.FOUR_WEEKS: self.tr("28 days"),
            Span.MONTH: self.tr("Month"),
        }
        return tuple((text, _way(span)) for span, text in names.items())

    @override
    def title(self, period: str) -> str:
        return self.tr("People · {period}").format(period=period)

    @override
    def name_of(self, period: Period) -> str:
        return period_words.plain_name(period, self.today(), self.stage.locale)

    # What it shows ----------------------------------------------------------------------------

    @override
    def show_figures(self, figures: PeriodFigures) -> None:
        locale = self.stage.locale
        self._say_closed(figures)
        rate = figure_words.of_those_asked(figures, locale)
        self.rate.say(rate.label, rate.figure, rate.lines)
        self._draw_people(figures)
        self.comparison.show_chart(kinds.comparison(figures, locale))
        self.left_out.say(figure_words.left_out(figures, self.today(), locale))

    def _draw_people(self, figures: PeriodFigures) -> None:
        locale = self.stage.locale
        has_blocks = bool(figures.blocks)
        if has_blocks != self._has_blocks:
            self._has_blocks = has_blocks
            shown = self._charts if has_blocks else (self.genders, self.comparison)
            self.pair(self._grid, *shown)
        if not has_blocks:
            self.genders.show_chart(figure_words.none_closed(kinds.gender_bar(figures, locale)))
            return
        yes = sentences.of_opt_in(figures, locale)[:1] if figures.opt_in.of else ()
        bounds = figure_words.bounds_of_ages(figures)
        for place, chart, more in (
            (self.genders, kinds.gender_bar(figures, locale), ()),
            (self.ages, kinds.age_bars(figures, locale), (*yes, *bounds)),
            (self.pyramid, kinds.age_pyramid(figures, locale), yes),
        ):
            place.show_chart(figure_words.of_released(chart, figures, more, locale))

    def _say_closed(self, figures: PeriodFigures) -> None:
        label = self.tr("Gender and age of")
        if not figures.blocks:
            self.closed.say(label, figure_words.UNKNOWN, (self.tr("nothing has closed"),))
            return
        number = labels.number(figures.released.visits, self.stage.locale)
        self.closed.say(label, number, (self.tr("visits closed in this time"),))

    @override
    def first_sentence(self) -> str:
        return self.genders.accessibleDescription()


def _way(span: Span) -> Way:
    return lambda period, today: Period.of(span, min(period.last, today))

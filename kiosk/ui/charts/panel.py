"""A card with a chart in it, what it says in words, and the same numbers as a table."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from kiosk.ui.charts.data import Chart, ChartData, Ratio
from kiosk.ui.charts.table_view import TableView
from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.arrange import column, row
from kiosk.ui.widgets.buttons import Chip
from kiosk.ui.widgets.panel import Panel
from kiosk.ui.widgets.scroll import Scroll
from kiosk.ui.widgets.words import Words

_say = QCoreApplication

_CHIP: Final = 76.0
_PAD: Final = 36.0
_PAD_LOW: Final = 28.0


class _Turn(Chip):
    """No higher than a hand needs, for every panel has one."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.theme.tap(_CHIP))


class ChartPanel(Panel):
    """Title, chart or table, and the sentences beneath: all of them, for they say what is known.

    Where there is nothing to draw only the sentences are there, and no chip. A long table has
    a scroll of its own, or with ``whole_table`` the height that it asks for. ``low``: the chip
    stands beside the sentences, where it takes no height of its own.
    """

    def __init__(
        self, theme: Theme, chart: Chart, *, whole_table: bool = False, low: bool = False
    ) -> None:
        self.chart = chart
        self.title = Words(theme, Type.CHIP, chart.title)
        self.words = Words(theme, Type.LABEL, chart.words, colour="soft_ink")
        self.chip: Chip | None = None
        self._theme = theme
        self._whole_table = whole_table
        self._view: QWidget | None = None
        self._rows: QWidget | None = None
        if chart.data is None:
            whole = column(self.title, theme.px(18), self.words, None)
        else:
            self.chip = _Turn(theme, "")
            self.chip.clicked.connect(self._turn)
            self._view = self._make_view(theme, chart.data)
            self._faces = column(self._view)
            if low:
                foot = _beside(theme, self.words, self.chip, Qt.AlignmentFlag.AlignBottom)
                whole = column(self.title, theme.px(10), self._faces, theme.px(12), foot)
            else:
                head = _beside(theme, self.title, self.chip, Qt.AlignmentFlag.AlignTop)
                whole = column(head, theme.px(14), self._faces, theme.px(18), self.words)
            whole.setStretch(2, 1)
        super().__init__(theme, whole, _PAD_LOW if low else _PAD)
        policy = QSizePolicy.Policy
        tall = chart.data is not None and not isinstance(chart.data, Ratio)
        self.setSizePolicy(policy.Preferred, policy.Expanding if tall else policy.Preferred)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.words)
        self._name_chip()

    def _make_view(self, theme: Theme, data: ChartData) -> QWidget:
        # pyqtgraph takes a third of a second the first time, and visitors never need it.
        from kiosk.ui.charts.view import ChartView

        view = ChartView(theme, data)
        view.setAccessibleName(self.chart.title)
        view.setAccessibleDescription(self.chart.words)
        return view

    def _make_table(self) -> QWidget:
        table = TableView(self._theme, self.chart.table, self.chart.title)
        if self._whole_table:
            return table
        return Scroll(
            self._theme,
            table,
            _say.translate("Charts", "More"),
            _say.translate("Charts", "To the top"),
        )

    @property
    def view(self) -> QWidget | None:
        """The drawing; None where there is nothing to draw."""
        return self._view

    @property
    def as_table(self) -> bool:
        """True while the table is shown in place of the chart."""
        return self._rows is not None and not self._rows.isHidden()

    def show_table(self, on: bool) -> None:
        """Show the numbers in rows, or the chart again."""
        if self._view is None or on == self.as_table:
            return
        if self._rows is None:
            # Few ever ask for it, and nobody waits for its hundreds of cells meanwhile.
            self._rows = self._make_table()
            self._faces.addWidget(self._rows)
        self._view.setVisible(not on)
        self._rows.setVisible(on)
        self._name_chip()

    def _turn(self) -> None:
        self.show_table(not self.as_table)

    def _name_chip(self) -> None:
        if self.chip is not None:
            table, chart = _say.translate("Charts", "Table"), _say.translate("Charts", "Chart")
            self.chip.say(chart if self.as_table else table)
            words = _say.translate("Charts", "{chip}: {title}", "read out for the chip")
            self.chip.setAccessibleName(words.format(chip=self.chip.text(), title=self.chart.title))


def _beside(theme: Theme, words: QWidget, chip: QWidget, at: Qt.AlignmentFlag) -> QHBoxLayout:
    """Words, and the chip after them."""
    line = row(words, theme.px(20), chip)
    line.setStretch(0, 1)
    line.setAlignment(chip, at)
    return line

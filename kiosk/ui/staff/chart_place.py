"""Where a chart stands while its figures change."""

from typing import Final

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from kiosk.ui.charts.data import Bars, Chart
from kiosk.ui.charts.look import on_screen
from kiosk.ui.charts.panel import ChartPanel
from kiosk.ui.theme import Theme

_LINES: Final = 5.25
_LINES_BROAD: Final = 4.5
"""So many lines of labels are still a chart: fewer where it is as broad as the screen."""


class ChartPlace(QWidget):
    """Holds one chart's panel and changes it for another in one frame, if anything changed.

    Who was reading the table goes on reading the table; who had the chip keeps it. ``low``: the
    chart asks for no more than the least height it can be read at, and takes what there is.
    """

    def __init__(self, theme: Theme, *, low: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._low = low
        self.panel: ChartPanel | None = None
        self._take_policy(QSizePolicy.Policy.Preferred)

    def show_chart(self, chart: Chart) -> None:
        """Show this from now on."""
        before = self.panel
        if before is not None and before.chart == chart:
            return
        low = self._low and self._theme.portrait
        panel = self.panel = ChartPanel(self._theme, chart, whole_table=True, low=low)
        self._lower(panel)
        panel.setParent(self)
        # At once as large as it will be: nothing is ever painted at a size of its own.
        panel.setGeometry(self.rect())
        self._take_policy(panel.sizePolicy().verticalPolicy())
        if before is not None:
            panel.show_table(before.as_table)
            if before.chip is not None and panel.chip is not None and before.chip.hasFocus():
                panel.chip.setFocus()
            before.hide()
            before.deleteLater()
        panel.show()
        self.updateGeometry()

    def _lower(self, panel: ChartPanel) -> None:
        data = panel.chart.data
        if not (self._low and panel.view is not None and isinstance(data, Bars)):
            return
        lines = _LINES_BROAD if self._theme.portrait else _LINES
        panel.view.setMinimumHeight(round(lines * on_screen(self._theme).line))

    def _take_policy(self, upright: QSizePolicy.Policy) -> None:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, upright)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        layout = None if self.panel is None else self.panel.layout()
        if self.panel is None or layout is None:
            return 0
        height = layout.totalHeightForWidth(width)
        view = self.panel.view
        if self._low and view is not None and not self.panel.as_table:
            least = view.minimumHeight() or view.minimumSizeHint().height()
            height -= view.sizeHint().height() - least
        return height

    @override
    def sizeHint(self) -> QSize:
        if self.panel is None:
            return QSize(0, 0)
        width = self.panel.sizeHint().width()
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0 if self.panel is None else self.panel.minimumSizeHint().width(), 0)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            # Chart or table: another height is asked for.
            self.updateGeometry()
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.panel is not None:
            self.panel.setGeometry(self.rect())

"""Charts on paper: the same drawing, in the dots of a sheet, as lines and letters."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from kiosk.ui.charts.data import Chart
from kiosk.ui.charts.look import on_paper
from kiosk.ui.languages import direction


def paint_on(painter: QPainter, rect: QRectF, chart: Chart, language: str) -> None:
    """Draw the chart into ``rect``, in units of ``letters.MM``: no title, no words beneath.

    Nothing is drawn where there is nothing to draw. Imports pyqtgraph the first time.
    """
    if chart.data is None:
        return
    from kiosk.ui.charts.canvas import Canvas
    from kiosk.ui.charts.drawing import draw
    from kiosk.ui.charts.plot import render

    ground = QRectF(0, 0, rect.width(), rect.height())
    mirrored = direction(language) == Qt.LayoutDirection.RightToLeft
    canvas = Canvas(ground, on_paper(), mirrored)
    draw(canvas, chart.data)
    painter.save()
    render(painter, rect, canvas.root, ground)
    painter.restore()

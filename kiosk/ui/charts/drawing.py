"""Which drawing belongs to which data."""

from typing import assert_never

from kiosk.ui.charts.canvas import Canvas
from kiosk.ui.charts.data import (
    Bars,
    ChartData,
    Comparison,
    HeatMap,
    Line,
    PyramidData,
    Ratio,
)
from kiosk.ui.charts.drawings.bars import draw_bars
from kiosk.ui.charts.drawings.comparison import draw_comparison
from kiosk.ui.charts.drawings.heat_map import draw_heat_map
from kiosk.ui.charts.drawings.line import draw_line
from kiosk.ui.charts.drawings.pyramid import draw_pyramid
from kiosk.ui.charts.drawings.ratio import draw_ratio


def draw(canvas: Canvas, data: ChartData) -> None:
    """Draw one chart into all the room that the canvas has."""
    match data:
        case Bars():
            draw_bars(canvas, data)
        case Ratio():
            draw_ratio(canvas, data)
        case PyramidData():
            draw_pyramid(canvas, data)
        case Line():
            draw_line(canvas, data)
        case HeatMap():
            draw_heat_map(canvas, data)
        case Comparison():
            draw_comparison(canvas, data)
        case _:
            assert_never(data)

"""The face oval: what is looked at, and what the visitor is shown as being looked at.

The part that blanks a frame and the part that draws the outline both take it from here: were
they two ovals, the screen would lie about what the camera uses.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Oval:
    """An upright ellipse in fractions of a picture's width (x) and height (y)."""

    centre_x: float
    centre_y: float
    half_width: float
    half_height: float

    def holds(self, x: float, y: float) -> bool:
        """True if a point, in fractions of the picture, lies inside or on the outline."""
        across = (x - self.centre_x) / self.half_width
        down = (y - self.centre_y) / self.half_height
        return across * across + down * down <= 1

    def box(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Left, top, width and height in pixels of the smallest box around it."""
        left = round((self.centre_x - self.half_width) * width)
        top = round((self.centre_y - self.half_height) * height)
        right = round((self.centre_x + self.half_width) * width)
        bottom = round((self.centre_y + self.half_height) * height)
        return left, top, right - left, bottom - top


OVAL: Final = Oval(centre_x=0.5, centre_y=0.47, half_width=0.32, half_height=0.37)

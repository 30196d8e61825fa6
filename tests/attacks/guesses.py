"""The best guess at one visitor's answer for somebody who knows all others' answers of a block."""

import math
from collections.abc import Sequence
from itertools import product

from kiosk.domain.blocks import CELLS, Counted, count, epsilon_of

Visits = Sequence[tuple[Counted, int]]


def odds(
    released: Sequence[int], known: Visits, one: Counted, other: Counted, epsilon: float
) -> float:
    """The logarithm of how much likelier these numbers are if the visitor answered ``one``.

    Nobody can do better than to guess by its sign (J. Neyman, E. Pearson, 1933).
    """
    ifs = [count([*known, (answer, 1)]) for answer in (one, other)]
    found = 0.0
    for cell, number, if_one, if_other in zip(CELLS, released, *ifs, strict=True):
        part = float(epsilon_of(cell.table, epsilon))
        found += part * (abs(number - if_other) - abs(number - if_one))
    return found


def best_accuracy(one: Counted, other: Counted, epsilon: float) -> float:
    """How often that guess is right where both answers are as likely beforehand.

    Of each number in which the answers differ, discrete Laplace noise speaks for the truth by its
    epsilon with probability 1 / (1 + e^-epsilon), and else against it by as much.
    """
    cells = zip(CELLS, count([(one, 1)]), count([(other, 1)]), strict=True)
    parts = [float(epsilon_of(cell.table, epsilon)) for cell, a, b in cells if a != b]
    right = 0.0
    for signs in product((1, -1), repeat=len(parts)):
        voices = zip(signs, parts, strict=True)
        chance = math.prod(1 / (1 + math.exp(-sign * part)) for sign, part in voices)
        summed = round(sum(sign * part for sign, part in zip(signs, parts, strict=True)), 9)
        right += chance * (1.0 if summed > 0 else 0.5 if summed == 0 else 0.0)
    return right


def bound(one: Counted, other: Counted, epsilon: float) -> float:
    """What no reader of any kind can exceed: e^x / (1 + e^x), x being what all cells tell."""
    cells = zip(CELLS, count([(one, 1)]), count([(other, 1)]), strict=True)
    told = sum(float(epsilon_of(cell.table, epsilon)) for cell, a, b in cells if a != b)
    return 1 / (1 + math.exp(-told))

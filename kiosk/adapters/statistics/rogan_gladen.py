"""The share of women with both genders' mistakes taken out (Rogan & Gladen, 1978)."""

from typing import Final

import numpy as np

from kiosk.adapters.statistics.sampling import Counts, Shares, sampled

_LEAST: Final = 1e-3


def true_shares(labelled: Shares, measured: Counts, dice: np.random.Generator) -> Shares:
    """The shares of true women and men behind sampled shares of named ones.

    ``measured`` holds, by true gender, how many were named women and men where it was known: its
    own uncertainty is drawn anew for every draw.
    """
    right = sampled(measured, dice, labelled.shape[0])
    return women_behind(labelled, np.diagonal(right, axis1=-2, axis2=-1))


def women_behind(labelled: Shares, right: Shares) -> Shares:
    """Women and men, given how often either is named right.

    If a of the women and b of the men are, and q of all are named women, then
    (q + b - 1) / (a + b - 1) of all are women; what chance puts outside 0 to 1 is 0 or 1.
    """
    women_right, men_right = right[..., 0], right[..., 1]
    better_than_chance = np.maximum(women_right + men_right - 1, _LEAST)
    women = np.clip((labelled[..., 0] + men_right - 1) / better_than_chance, 0, 1)
    return np.stack([women, 1 - women], axis=-1)

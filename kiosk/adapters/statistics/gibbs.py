"""Shares of age bands with the camera's mistakes taken out: a Gibbs sampler."""

from typing import Final

import numpy as np

from kiosk.adapters.statistics.sampling import JEFFREYS, Counts, Shares, dirichlet

_ALPHA: Final = 1.0
"""Before anything is counted, every mix of ages is held to be as likely as any other."""

_CLIMB: Final = 100
_SETTLE: Final = 60
_KEPT: Final = 10

_LEAST: Final = 1e-12


def true_shares(
    counted: Counts, measured: Counts, dice: np.random.Generator, chains: int
) -> Shares:
    """Draws of the mix of true ages that ``counted`` may have come from: 40 of every chain.

    ``counted`` is how many were estimated to be of each band (axes before are cases apart);
    ``measured`` how many people of known age were put where, true bands by estimated ones.

    In turn are drawn: whose true band each estimate was of, given mix and mistakes; the mix,
    given these; the mistakes, given these and what was measured. Every chain begins at mistakes
    of its own and at the likeliest mix for them, so that few steps are left to go.
    """
    known = np.broadcast_to(measured, (chains, *measured.shape)) + JEFFREYS
    mistakes = dirichlet(known, dice)
    mix = _likeliest(counted, mistakes)
    kept = np.empty((_KEPT, *mix.shape))
    for step in range(-_SETTLE, _KEPT):
        whose = mix[..., :, None] * mistakes + _LEAST
        whose /= whose.sum(axis=-2, keepdims=True)
        told_apart = dice.multinomial(counted, whose.swapaxes(-1, -2)).swapaxes(-1, -2)
        mix = dirichlet(told_apart.sum(axis=-1) + _ALPHA, dice)
        mistakes = dirichlet(told_apart + known, dice)
        if step >= 0:
            kept[step] = mix
    return kept.reshape(-1, *mix.shape[1:])


def _likeliest(counted: Counts, mistakes: Shares) -> Shares:
    """The mix under which these counts are likeliest, nearly (expectation-maximisation)."""
    found = counted / counted.sum(axis=-1, keepdims=True)
    bands = counted.shape[-1]
    mix = np.full((*mistakes.shape[:-2], bands), 1 / bands)
    for _ in range(_CLIMB):
        expected = np.einsum("...t,...te->...e", mix, mistakes)
        mix = mix * np.einsum("...e,...te->...t", found / expected, mistakes)
    return mix

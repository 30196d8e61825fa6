"""How a figure of the evaluation is written."""

from tests.benchmarks.intervals import Figures

NOTHING = "–"


def age(of: Figures) -> str:
    """A mean absolute error with its interval, in years."""
    if of["mae"] is None:
        return NOTHING
    return f"{of['mae']:.2f} ({of['low']:.2f}–{of['high']:.2f})"


def bias(of: Figures) -> str:
    return NOTHING if of["bias"] is None else f"{of['bias']:+.2f}"


def share(of: Figures) -> str:
    if of["share"] is None:
        return NOTHING
    return f"{of['share']:.1%} ({of['low']:.1%}–{of['high']:.1%})"


def years(of: Figures | None) -> str:
    """A bootstrapped figure in years."""
    if of is None:
        return NOTHING
    return f"{of['value']:.2f} ({of['low']:.2f}–{of['high']:.2f})"


def change(of: Figures | None) -> str:
    """A bootstrapped difference in years, always with its sign."""
    if of is None:
        return NOTHING
    return f"{of['value']:+.2f} ({of['low']:+.2f} to {of['high']:+.2f})"


def part(of: Figures) -> str:
    """A bootstrapped share."""
    return f"{of['value']:.1%} ({of['low']:.1%}–{of['high']:.1%})"


def points(of: Figures) -> str:
    """A bootstrapped difference of shares, in percentage points."""
    value, low, high = (100 * of[key] for key in ("value", "low", "high"))
    return f"{value:+.1f} points ({low:+.1f} to {high:+.1f})"


def optional(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.2f}"

"""What the model card says of the estimate, for a document: in the whole, by group, at worst."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from kiosk.adapters.assessment.template import Words

MEASURED_FROM: Final = 14
"""The minimum age that the card's figures were measured with."""

_YOUNGEST: Final = "14-17"
_TABLES: Final = ("by_band", "by_gender", "by_race", "by_race_and_gender")

Group = Mapping[str, Any]


def accuracy_words(card: Mapping[str, Any], words: Words) -> Mapping[str, str]:
    """The words that stand for the card's figures. Raises KeyError for a card without them."""
    adult, under = card["adult"], card["under_age"]
    bands, both = card["by_band"], card["by_race_and_gender"]
    worst_age = _worst(bands, lambda group: group["age"]["mae"])
    worst_range = _worst(bands, lambda group: -group["range"]["share"])
    worst_gender = _worst(both, lambda group: -group["gender"]["share"])
    best_gender = _worst(both, lambda group: group["gender"]["share"])
    return {
        "stills": f"{card['stills']:,}",
        "card_source": words.sources.get(card["source"], card["source"]),
        "card_date": card["date"],
        "adults": f"{adult['n']:,}",
        "age_error": _years(adult["age"]["mae"]),
        "exact_band": _share(adult["exact_band"]),
        "near_band": _share(adult["within_one_band"]),
        "range_holds": _share(adult["range"]),
        "gender_right": _share(adult["gender"]),
        "gender_named": _share(adult["sure"]),
        "gender_right_named": _share(adult["gender_if_sure"]),
        "worst_age_group": group_name(worst_age, words),
        "worst_age_error": _years(bands[worst_age]["age"]["mae"]),
        "worst_range_group": group_name(worst_range, words),
        "worst_range_holds": _share(bands[worst_range]["range"]),
        "worst_gender_group": group_name(worst_gender, words),
        "worst_gender_right": _share(both[worst_gender]["gender"]),
        "best_gender_group": group_name(best_gender, words),
        "best_gender_right": _share(both[best_gender]["gender"]),
        "measured_from": str(MEASURED_FROM),
        "youngest_group": group_name(_YOUNGEST, words),
        "youngest_leaning": f"{bands[_YOUNGEST]['age']['bias']:+.1f}",
        "under_found": _share(under["found"]),
        "adults_taken": _share(under["adults_taken_for_it"]),
        "of_age_taken": _share(under["of_age_taken_for_it"]),
    }


def accuracy_rows(card: Mapping[str, Any], words: Words) -> Iterator[tuple[str, ...]]:
    """A row for all of age, then one a group, as the card has them."""
    yield _row(words.words["all_of_age"].format(age=MEASURED_FROM), card["adult"])
    for table in _TABLES:
        for name, group in card[table].items():
            yield _row(group_name(name, words), group)


def group_name(name: str, words: Words) -> str:
    """An age band as it is; any other group by the names of what it is made of."""
    first, *second = (words.groups.get(part, part) for part in name.split(" "))
    if not second:
        return first
    return words.words["both_groups"].format(first=first, second=" ".join(second))


def _row(name: str, group: Group) -> tuple[str, ...]:
    return (
        name,
        f"{group['n']:,}",
        _years(group["age"]["mae"]),
        f"{group['age']['bias']:+.1f}",
        _share(group["gender"]),
        _share(group["range"]),
    )


def _worst(groups: Mapping[str, Group], badness: Callable[[Group], float]) -> str:
    return max(groups, key=lambda name: badness(groups[name]))


def _years(value: float) -> str:
    return f"{value:.1f}"


def _share(found: Mapping[str, float]) -> str:
    return f"{100 * found['share']:.1f} %"

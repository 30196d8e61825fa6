"""A shop's own name in the middle of a sentence: where it meets Chinese, or the full stop."""

from collections.abc import Iterable


def joined(parts: Iterable[str]) -> str:
    """The parts in a row, with a space where Chinese and Latin meet: “Ltd. 把”, not “Ltd.把”.

    A name that ends in a full stop ends its sentence as well: “Ltd.”, not “Ltd..”. What is
    inside a part stays as it was written.
    """
    whole = ""
    for part in parts:
        if whole.endswith(".") and part.startswith(".") and not part.startswith(".."):
            part = part[1:]
        meet = bool(whole and part) and _need_a_space(whole[-1], part[0])
        whole += f" {part}" if meet else part
    return whole


def _need_a_space(left: str, right: str) -> bool:
    return (_is_chinese(right) and _is_latin(left) and left not in "([<“‘") or (
        _is_chinese(left) and _is_latin(right) and (right.isalnum() or right in "([<")
    )


def _is_chinese(letter: str) -> bool:
    """True for a character; Chinese punctuation brings its own room along."""
    return "\u3400" <= letter <= "\u9fff" or letter >= "\U00020000"


def _is_latin(letter: str) -> bool:
    return letter < "\u0250" and letter.isprintable() and not letter.isspace()

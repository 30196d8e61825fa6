"""Facts that a text states by itself, and so would go on stating when the settings change."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

_DIGITS: Final = r"\d+(?:[.,:]\d+)*"
_TENS: Final = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES: Final = "two|three|four|five|six|seven|eight|nine"
_ENGLISH: Final = (
    rf"(?:{_TENS})(?:-(?:one|{_ONES}))?|{_ONES}|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen"
)
_CHINESE: Final = "[两二三四五六七八九十百]+"
_NUMBER: Final = rf"(?:{_DIGITS}|\b(?:{_ENGLISH})\b|{_CHINESE})"

# Each unit with the facts that are counted in it. A day or a year by itself ("the day ends") is
# no number, and so "one" is none here either.
_UNITS: Final = (
    (r"seconds?|秒钟?", ("camera_seconds", "countdown_seconds")),
    (r"minutes?|分钟", ("camera_seconds",)),
    (r"hours?|个?小时|个?钟头", ("window",)),
    (r"days?|weeks?|天|日|周(?!岁)|个?星期", ("window",)),
    (r"months?|个月", ("counts_months",)),
    (r"years? old|周?岁", ("minimum_age",)),
    (r"years?|年", ("proof_years",)),
)
_COUNTED: Final = tuple(
    (re.compile(rf"{_NUMBER}[\s\u00a0-]*(?:{unit})", re.IGNORECASE), facts)
    for unit, facts in _UNITS
)
_ANY_NUMBER: Final = re.compile(_NUMBER, re.IGNORECASE)

# Numbers that no setting changes: which article of which law. They are blanked before looking.
_CITATIONS: Final = re.compile(
    r"(?:\b(?:Articles?|Art\.|Sections?|Sec\.|Recitals?|No\.)|§+)\s*\d+[\d()a-z.–-]*"
    r"(?:(?:,| and| to)\s+[\d(]+[\d()a-z.–-]*)*"
    r"|\(E[UC]\)\s*(?:No\s*)?\d+/\d+|\b\d+ ILCS \d+(?:/\d+)?"
    r"|第\s*[〇零一二三四五六七八九十百千\d]+\s*[条款项号章]|〔\d+〕\d+号"
)
_NAMES: Final = ("controller", "contact", "address", "authority", "dpo", "notice_url", "purpose")
_SHORTEST: Final = 6
_SHORTEST_CHINESE: Final = 4
_WORDS_OF_A_PURPOSE: Final = 4
_CHINESE_OF_A_PURPOSE: Final = 8


def stale_facts(text: str, words: Mapping[str, str]) -> Iterator[str]:
    """A line for each fact that a text, not yet filled, has in so many words; each ends in a cure.

    Any number in digits is one, a number in words where it counts time or people, and the
    shop's own names.
    """
    bare = _CITATIONS.sub(" ", re.sub(r"{[^{}]*}", " ", text))
    # Most texts have no number at all; looking for each unit is most of what a check costs.
    for pattern, facts in _COUNTED if _ANY_NUMBER.search(bare) else ():
        for found in pattern.finditer(bare):
            yield _said(found[0].strip(), facts, words)
        bare = pattern.sub(" ", bare)
    for found in re.finditer(_DIGITS, bare):
        same = tuple(name for name, word in words.items() if word == found[0])
        yield _said(found[0], same, words)
    for name in _NAMES:
        word = words.get(name, "")
        if _is_telling(name, word) and word in text:
            yield f"“{word}” stands in the text itself; write {{{name}}} instead"


def _said(number: str, facts: tuple[str, ...], words: Mapping[str, str]) -> str:
    named = " or ".join(f"{{{name}}}, which is “{words[name]}” here" for name in facts)
    cure = f"write {named}" if named else "write the name of the fact in braces"
    return f"“{number}” stands in the text itself; {cure}"


def _is_telling(name: str, word: str) -> bool:
    """False for a word so short or so common that a text may have it by chance."""
    chinese = not word.isascii()
    if name == "purpose":
        return (
            len(word) >= _CHINESE_OF_A_PURPOSE
            if chinese
            else (len(word.split()) >= _WORDS_OF_A_PURPOSE)
        )
    return len(word) >= (_SHORTEST_CHINESE if chinese else _SHORTEST)

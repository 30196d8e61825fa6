"""Reports as files: what they are called, and what stands in those for other programs.

The name says all that tells one report from another, so the files that are there are the only
memory of what was written.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kiosk.application.figures import PeriodFigures
from kiosk.application.figures_csv import as_csv
from kiosk.application.figures_json import as_json
from kiosk.domain.periods import Span

FORMATS: Final = ("pdf", "csv", "json")

FOR_PROGRAMS: Final[Mapping[str, Callable[[PeriodFigures], bytes]]] = {
    "csv": as_csv,
    "json": lambda figures: f"{as_json(figures)}\n".encode(),
}
"""Byte for byte what ``askfirst export`` writes."""

_LONGEST_KIOSK: Final = 30
_SO_FAR: Final = "-so-far"
_NAME: Final = re.compile(
    r"askfirst-(?P<kiosk>[\w-]{1,36})-(?P<last>\d{4}-\d\d-\d\d)"
    r"-(?P<span>day|week|28-days|month)(?P<so_far>-so-far)?"
    r"(?:\.(?P<language>[a-z]{2,3}(?:_[A-Za-z]{2,4})?))?\.(?P<form>pdf|csv|json)"
)


@dataclass(frozen=True, slots=True)
class ReportName:
    """One report of one kiosk. ``kiosk`` is the machine's name as ``plain_name`` makes it.

    ``language`` is empty for the kiosk's first language, and for what has no words. What is
    ``so_far`` has another name than the report of the same period once it is over.
    """

    kiosk: str
    span: Span
    last: date
    form: str
    language: str = ""
    so_far: bool = False

    @property
    def file_name(self) -> str:
        so_far = _SO_FAR if self.so_far else ""
        language = f".{self.language}" if self.language else ""
        period = f"{self.last}-{self.span.value}{so_far}"
        return f"askfirst-{self.kiosk}-{period}{language}.{self.form}"

    @staticmethod
    def parse(file_name: str) -> "ReportName | None":
        """None for a file of any other name; whatever this gives has just this name again."""
        found = _NAME.fullmatch(file_name)
        if found is None:
            return None
        try:
            last = date.fromisoformat(found["last"])
        except ValueError:
            return None
        return ReportName(
            found["kiosk"],
            Span(found["span"]),
            last,
            found["form"],
            found["language"] or "",
            found["so_far"] is not None,
        )


def plain_name(names: Mapping[str, str], *, demo: bool) -> str:
    """A kiosk's name as it may stand in a file's: the English one, else the first there is.

    Letters and digits of any script stay; everything else becomes one hyphen.
    """
    name = names.get("en") or next(iter(names.values()))
    letters = unicodedata.normalize("NFKC", name).lower()
    words = re.findall(r"[^\W_]+", letters)
    plain = "-".join(words)[:_LONGEST_KIOSK].strip("-") or "kiosk"
    return f"demo-{plain}" if demo else plain


def names_of(
    kiosk: str, figures: PeriodFigures, formats: Sequence[str], languages: Sequence[str], own: str
) -> tuple[tuple[ReportName, str], ...]:
    """Each report of these figures, with the language it is in.

    ``own`` is the kiosk's first language, which no name has. Files for other programs have no
    words.
    """
    period, so_far = figures.period, not figures.final
    found: list[tuple[ReportName, str]] = []
    for form in formats:
        for tag in languages if form not in FOR_PROGRAMS else (own,):
            language = "" if tag == own else tag
            name = ReportName(kiosk, period.span, period.last, form, language, so_far=so_far)
            found.append((name, tag))
    return tuple(found)

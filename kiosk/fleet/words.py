"""The words of a fleet's report in one language, and how it writes numbers, days and names."""

import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, cast

from kiosk.application.shipped import shipped
from kiosk.domain.block_sums import Total
from kiosk.domain.estimate import UNSAID
from kiosk.domain.shares import Estimate
from kiosk.domain.statistics import Share
from kiosk.fleet.report import NOT_LISTED

LANGUAGES: Final = ("en", "zh_CN")

NOTHING: Final = "–"
"""Where there is no number, or no share of so few."""

_CLOSE: Final = 0.02
"""An interval this narrow, or narrower, is of a share whose first decimal says something."""

_UNBROKEN: Final = "\u00a0"
_REPLACED: Final = "\ufffd"
_NOT_FOR_SHOW: Final = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_TURNING: Final = frozenset(
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Marks that let a name turn round what stands beside it."""

_UNDER: Final = "under_"


@dataclass(frozen=True)
class FleetWords:
    """Everything that is written in words is written by one of these."""

    language: str
    texts: Mapping[str, str]

    @property
    def html_tag(self) -> str:
        """The language as HTML names it: ``zh-CN``."""
        return self.language.replace("_", "-")

    def say(self, name: str, /, **values: object) -> str:
        """The text of this name, with what stands in braces filled. Raises KeyError."""
        return self.texts[name].format(**values)

    # Numbers -------------------------------------------------------------------------------------

    def number(self, value: int | None) -> str:
        """A count with its thousands set off; a sign where there is none."""
        return NOTHING if value is None else f"{value:,}"

    def released(self, total: Total) -> str:
        """A released number as it is read: noise may have brought it under nought."""
        return self.number(max(0, total.number))

    def of(self, count: int, of: int) -> str:
        return self.say("of", count=self.number(count), of=self.number(of))

    def percent(self, value: float, decimals: int = 0) -> str:
        """A share of 0 to 1; what is there is never called nought, nor what is not all, all."""
        least = 10.0 ** -(decimals + 2)
        shown = f"{100 * value:.{decimals}f}"
        if 0 < value < least:
            text = self.say("under", number=f"{100 * least:g}")
        elif 1 - least < value < 1:
            text = self.say("over", number=f"{100 * (1 - least):g}")
        else:
            text = self.say("percent", number=shown)
        return _unbroken(text)

    def range(self, low: float, high: float, decimals: int = 0) -> str:
        ends = {"low": f"{100 * low:.{decimals}f}", "high": f"{100 * high:.{decimals}f}"}
        return _unbroken(self.say("range", **ends))

    def share(self, share: Share | Estimate | None, decimals: int | None = None) -> str:
        """With its interval; two counts where there are few, and a sign where there is nobody.

        Without ``decimals`` as many as its interval allows.
        """
        if share is None:
            return NOTHING
        if share.value is None or share.low is None or share.high is None:
            return self._counts(share)
        decimals = _decimals_of(share) if decimals is None else decimals
        value, ends = self.percent(share.value, decimals), (share.low, share.high)
        return f"{value} ({self.range(*ends, decimals)})"

    def shares(self, shares: Sequence[Share | Estimate | None]) -> list[str]:
        """A column of them, each with as many decimals as the widest interval in it allows."""
        decimals = min((_decimals_of(each) for each in shares if each is not None), default=0)
        return [self.share(each, decimals) for each in shares]

    def share_alone(self, share: Share | Estimate) -> str:
        """The same without the interval."""
        if share.value is None:
            return self._counts(share)
        return self.percent(share.value, _decimals_of(share))

    def interval_of(self, share: Share | Estimate) -> str:
        """Only the interval; a sign where there is none."""
        if share.low is None or share.high is None:
            return NOTHING
        return self.range(share.low, share.high, _decimals_of(share))

    def _counts(self, share: Share | Estimate) -> str:
        if isinstance(share, Share) and share.of:
            return self.of(share.count, share.of)
        return NOTHING

    # Days ----------------------------------------------------------------------------------------

    def long_date(self, day: date) -> str:
        months = self.texts["months"].split()
        return self.say("long_date", day=day.day, month=months[day.month - 1], year=day.year)

    def short_date(self, day: date) -> str:
        months = self.texts["short_months"].split()
        return self.say("short_date", day=day.day, month=months[day.month - 1])

    def day(self, day: date) -> str:
        """A day of a list, with its weekday, never broken."""
        return _unbroken(f"{self.weekday(day.weekday(), short=True)} {self.short_date(day)}")

    def weekday(self, number: int, *, short: bool = False) -> str:
        """0 is Monday."""
        return self.texts["short_weekdays" if short else "weekdays"].split()[number]

    # Names ---------------------------------------------------------------------------------------

    def by(self, names: Sequence[str]) -> str:
        """ "by region and store" """
        listed = self.say("and").join(self.say(name).lower() for name in names)
        return self.say("by", names=listed)

    def value(self, by: str, value: str) -> str:
        """One part of a line's key, as it is read."""
        if value == NOT_LISTED or not plain(value).strip():
            return self.say("not_listed")
        return _VALUES.get(by, _as_it_is)(self, value)

    def key(self, by: Sequence[str], key: Sequence[str]) -> str:
        """All of a line's key in one; what everything is called where it has none."""
        parts = [self.value(name, value) for name, value in zip(by, key, strict=True)]
        return " · ".join(parts) if parts else self.say("in_all")

    def gender(self, name: str) -> str:
        """The people of this gender, as blocks name it."""
        return self.texts[name]

    def ages(self, name: str) -> str:
        """A band or a group of them, as ``kiosk.domain.blocks`` names it."""
        if name == UNSAID:
            return self.say("unsaid")
        if name.startswith(_UNDER):
            return self.say("band_under", first=name.removeprefix(_UNDER))
        if name.endswith("+"):
            return self.say("band_open", first=name.removesuffix("+"))
        first, _, last = name.partition("-")
        return self.say("band", first=first, last=last)


def plain(name: str) -> str:
    """A name from outside as one line that changes nothing around it, neither screen nor page."""
    return "".join(
        "" if letter in _TURNING else _REPLACED if _is_not_for_show(letter) else letter
        for letter in name
    )


@cache
def fleet_words(language: str) -> FleetWords:
    """The shipped words of one of ``LANGUAGES``. Raises NotShipped, OSError."""
    path = shipped("assets") / "fleet" / f"{language}.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return FleetWords(language, cast(Mapping[str, str], found["words"]))


def _is_not_for_show(letter: str) -> bool:
    return unicodedata.category(letter) in _NOT_FOR_SHOW


def _decimals_of(share: Share | Estimate) -> int:
    """As many as the interval allows: "41.3 % (40.9–41.7 %)", but "41 % (38–44 %)".

    Where it has no interval, no others need to go without for it.
    """
    if share.low is None or share.high is None:
        return 1
    return 1 if share.high - share.low < _CLOSE else 0


def _unbroken(words: str) -> str:
    """No line ends between a number and its sign."""
    return words.replace(" ", _UNBROKEN)


def _as_it_is(words: FleetWords, value: str) -> str:
    return plain(value)


def _month(words: FleetWords, value: str) -> str:
    year, _, month = value.partition("-")
    return words.say("month_name", year=year, month=words.texts["months"].split()[int(month) - 1])


def _week(words: FleetWords, value: str) -> str:
    year, _, week = value.partition("-W")
    return words.say("week_name", year=year, week=int(week))


def _day(words: FleetWords, value: str) -> str:
    # With its year: a report's lines may be of several.
    day = date.fromisoformat(value)
    return _unbroken(f"{words.weekday(day.weekday(), short=True)} {words.long_date(day)}")


def _weekday(words: FleetWords, value: str) -> str:
    return words.weekday(int(value) - 1)


def _hour(words: FleetWords, value: str) -> str:
    return f"{int(value)}:00"


_VALUES: Final[Mapping[str, Callable[[FleetWords, str], str]]] = {
    "month": _month,
    "week": _week,
    "day": _day,
    "weekday": _weekday,
    "hour": _hour,
}

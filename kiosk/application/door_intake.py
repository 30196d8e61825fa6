"""Taking in what the door counter saw: checked, added up, handed to the records."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol

from kiosk.domain.door_count import CountRefused, DoorRules, ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from kiosk.application.ports import Clock
    from kiosk.domain.consent import Moment
    from kiosk.domain.retention import Retention

IDS_KEPT: Final = 500
"""So many of the last counts that came with an id are known again when they are sent again."""

_HOURS_KEPT: Final = 48


@dataclass(frozen=True, slots=True)
class HourSoFar:
    """One hour as the records have it; ``entered`` is None where the door has no count."""

    asked: int
    entered: int | None


class HoursUnread(Exception):
    """The records cannot be read just now."""


class HoursSoFar(Protocol):
    """What the records already know. Both raise HoursUnread."""

    def first_day(self) -> date | None:
        """The first day on which anybody was asked, of those whose counts are kept."""
        ...

    def hours(self, day: date) -> Mapping[int, HourSoFar]:
        """The hours of a business day that have any count."""
        ...


class EnteredRecords(Protocol):
    """The part of the Records port that takes counts."""

    def record_entered(
        self, day: date, hour: int, entered: int, *, replace: bool = False
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class DoorStatus:
    """How the door counter does, for whoever looks after the machine; of this run of the kiosk.

    ``source`` is ``none``, ``csv``, ``http`` or ``serial``. ``trouble`` says why nothing can
    come in just now, ``warning`` that the counter seems to miss people; both are sentences
    without a full stop. ``ids`` are the fingerprints of counts that came with an id.
    """

    source: str
    last_count: datetime | None = None
    refused: int = 0
    last_reason: str | None = None
    trouble: str | None = None
    warning: str | None = None
    ids: tuple[str, ...] = ()


class DoorIntake:
    """The one who takes counts in; not for two threads at a time, but ``status`` is for any."""

    def __init__(
        self,
        records: EnteredRecords,
        so_far: HoursSoFar,
        clock: Clock,
        retention: Retention,
        most_an_hour: int,
        status: DoorStatus,
    ) -> None:
        self._records = records
        self._so_far = so_far
        self._clock = clock
        self._retention = retention
        self._most_an_hour = most_an_hour
        self._status = replace(status, ids=())
        self._ids = OrderedDict.fromkeys(status.ids)
        # What each hour has, as this run knows it: nobody else writes while it lasts.
        self._totals: OrderedDict[Moment, int] = OrderedDict()
        self._to_compare: set[Moment] = set()

    @property
    def status(self) -> DoorStatus:
        return replace(self._status, ids=tuple(self._ids))

    def add(self, moment: Moment, entered: int, id_: str | None = None) -> bool:
        """Add to an hour's count; False if a count with this id was taken before.

        Raises CountRefused, which is remembered for ``status``.
        """
        fingerprint = None if id_ is None else hashlib.sha256(id_.encode()).hexdigest()[:16]
        if fingerprint in self._ids:
            return False
        total = self._total(moment) + entered
        try:
            self._rules().check(moment, total, self._clock.now())
        except CountRefused as why:
            self.note_refused(str(why))
            raise
        self._records.record_entered(moment.day, moment.hour, entered)
        self._keep_total(moment, total)
        self._to_compare.add(moment)
        if fingerprint is not None:
            self._ids[fingerprint] = None
            while len(self._ids) > IDS_KEPT:
                self._ids.popitem(last=False)
        self._note_taken()
        return True

    def put(self, hours: Mapping[Moment, int]) -> dict[Moment, str]:
        """Write whole hours over what they had; those that were refused, each with its reason.

        An hour that has this count already is not written again.
        """
        rules, now = self._rules(), self._clock.now()
        known = {day: self._hours(day) for day in {moment.day for moment in hours}}
        refused: dict[Moment, str] = {}
        for moment, entered in hours.items():
            found = known[moment.day].get(moment.hour)
            try:
                rules.check(moment, entered, now)
                warning = _compared(rules, moment, entered, found, now)
            except CountRefused as why:
                refused[moment] = str(why)
                self.note_refused(str(why))
                continue
            if found is None or found.entered != entered:
                self._records.record_entered(moment.day, moment.hour, entered, replace=True)
            self._keep_total(moment, entered)
            self._status = replace(self._status, warning=warning or self._status.warning)
            self._note_taken()
        return refused

    def has_written(self, hours: Mapping[Moment, int]) -> bool:
        """True once the records show exactly this of every one of these hours."""
        try:
            known = {day: self._so_far.hours(day) for day in {moment.day for moment in hours}}
        except HoursUnread:
            return False
        return all(
            (found := known[moment.day].get(moment.hour)) is not None and found.entered == entered
            for moment, entered in hours.items()
        )

    def look_back(self) -> None:
        """Compare the hours that were added to and are over with those who were asked in them."""
        rules, now = self._rules(), self._clock.now()
        shop = self._retention.business_day
        for moment in [each for each in self._to_compare if ends(each, shop) <= now]:
            self._to_compare.discard(moment)
            try:
                found = self._hours(moment.day).get(moment.hour)
                warning = _compared(rules, moment, self._total(moment), found, now)
            except CountRefused as why:
                warning = str(why)
            # An hour in which it saw everybody ends the warning.
            self._status = replace(self._status, warning=warning)

    def note_refused(self, reason: str) -> None:
        """Remember that something was refused that never came as far as a count."""
        refused = self._status.refused + 1
        self._status = replace(self._status, refused=refused, last_reason=_printable(reason))

    def note_trouble(self, trouble: str | None) -> None:
        """Remember why nothing can come in, or None that it can."""
        self._status = replace(self._status, trouble=trouble and _printable(trouble))

    def _note_taken(self) -> None:
        self._status = replace(self._status, last_count=self._clock.now())

    def _rules(self) -> DoorRules:
        today = self._clock.moment().day
        try:
            first_day = self._so_far.first_day()
        except HoursUnread:
            # Nobody knows, and what is right must not be refused for that.
            first_day = date.min
        return DoorRules(
            self._retention.business_day,
            self._most_an_hour,
            first_day or today,
            self._retention.counts_kept_from(today),
        )

    def _total(self, moment: Moment) -> int:
        if moment not in self._totals:
            found = self._hours(moment.day).get(moment.hour)
            self._keep_total(moment, (found and found.entered) or 0)
        return self._totals[moment]

    def _keep_total(self, moment: Moment, total: int) -> None:
        self._totals[moment] = total
        self._totals.move_to_end(moment)
        while len(self._totals) > _HOURS_KEPT:
            self._totals.popitem(last=False)

    def _hours(self, day: date) -> Mapping[int, HourSoFar]:
        try:
            return self._so_far.hours(day)
        except HoursUnread:
            return {}


def _compared(
    rules: DoorRules, moment: Moment, entered: int, found: HourSoFar | None, now: datetime
) -> str | None:
    if found is None or ends(moment, rules.shop) > now:
        # The running hour's count is behind those who are being asked in it.
        return None
    return rules.compare(moment, entered, found.asked)


def _printable(text: str) -> str:
    """As a terminal and a file bear it: a name may hold anything, even what is no text at all."""
    return "".join(letter if letter.isprintable() else "·" for letter in text)


def reasons_in_words(refused: Iterable[tuple[int, str]]) -> list[str]:
    """One line for each line of a file that was refused, in the file's order."""
    return [f"line {line}: {reason}" for line, reason in sorted(refused)]

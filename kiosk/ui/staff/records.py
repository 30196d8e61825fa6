"""What is held of which day and until when, what the store keeps besides, and Delete by code."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLayout, QSizePolicy
from typing_extensions import override

from kiosk.application.staff import EarlierDays, Erasing, HeldDay, RecordsOverview, Role, StaffDesk
from kiosk.domain.consent import ReceiptCode
from kiosk.ui import wording
from kiosk.ui.announce import announce
from kiosk.ui.staff import period_words
from kiosk.ui.staff.asides import Aside
from kiosk.ui.staff.erase_record import EraseRecord
from kiosk.ui.staff.facts import Place, fact, grid, titled
from kiosk.ui.staff.moments import short_instant
from kiosk.ui.staff.page import StaffPage
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import Piece, column, holder, row
from kiosk.ui.widgets.door import Door
from kiosk.ui.widgets.panel import Panel, Rule
from kiosk.ui.widgets.words import Words

REFRESH_SECONDS: Final = 30.0
"""How old what is shown may become while somebody looks at it."""

_JOINER: Final = "\u2060"


class RecordsPage(StaffPage):
    """Numbers of days, never a record. Its door turns it over to Delete by code, and back."""

    def __init__(self, stage: Stage, desk: StaffDesk, role: Role) -> None:
        super().__init__(stage, desk, role)
        self._told_at: float | None = None
        self._proofs: int | None = None
        self.overview = Place()
        self.erase = EraseRecord(self.theme, self._erase)
        self.erase.hide()
        self.turn = Door(self.theme, self.tr("Delete by code"))
        self.turn.clicked.connect(self._turn_over)
        self.doors = (self.turn,)
        self._say(self.tr("One moment"))
        self.fill(column(self.overview, self.erase, None))

    @property
    def erases(self) -> bool:
        """True while a code can be typed."""
        return not self.erase.isHidden()

    @override
    def heading(self) -> str:
        if self.erases:
            return self.tr("Delete a record by its code")
        return self.tr("What is held, and until when")

    # Over and back ----------------------------------------------------------------------------

    def _turn_over(self) -> None:
        if self.erases:
            self._close_erasing()
            self._ask()
        else:
            self.erase.open()
            self.overview.hide()
            self.erase.show()
            self.turn.say(self.tr("Back"))
            self.to_top()
        self.settle()
        self.heading_changed.emit()
        announce(self, self.heading())

    def _close_erasing(self) -> None:
        self.erase.wipe()
        self.erase.hide()
        self.overview.show()
        self.turn.say(self.tr("Delete by code"))
        self.to_top()

    def _erase(self, code: ReceiptCode, tell: Callable[[Erasing], None]) -> None:
        self.desk.erase(code, self.awaiting("erase", tell))

    @override
    def typed(self, text: str) -> None:
        if self.erases:
            self.erase.typed(text)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        # Whoever comes back to this page, or comes after, finds no code and no answer to one.
        if self.erases:
            self._close_erasing()
        super().hideEvent(event)

    @override
    def ended(self) -> None:
        self.erase.wipe()

    # What is held -----------------------------------------------------------------------------

    @override
    def opened(self) -> None:
        self._ask()

    @override
    def tick(self) -> None:
        if self._told_at is None or self.erases:
            return
        if self.stage.clock() - self._told_at >= REFRESH_SECONDS:
            self._ask()

    def _ask(self) -> None:
        self._told_at = None
        self.desk.records(self.awaiting("records", self._told))

    def _told(self, found: RecordsOverview | None, fault: str) -> None:
        self._told_at = self.stage.clock()
        if found is not None and found.proofs is None:
            # Until they are counted: how many there were a moment ago.
            found = replace(found, proofs=self._proofs)
        self._proofs = None if found is None else found.proofs
        if found is None:
            self._say(
                self.tr("There is nothing to show of the records just now."),
                self.tr("The page Health says whether something is wrong with them."),
                fault,
            )
        else:
            self.overview.show_piece(holder(self._arrange(found)))
        self.settle()

    def _say(self, lead: str, why: str = "", line: str = "") -> None:
        px = self.theme.px
        pieces: list[Piece] = [Words(self.theme, Type.LEAD, lead)]
        if why:
            pieces += [px(8), Words(self.theme, Type.NOTE, why)]
        if line:
            pieces += [px(12), Aside(self.theme, (line,))]
        self.overview.show_piece(Panel(self.theme, column(*pieces)))

    def _arrange(self, found: RecordsOverview) -> QLayout:
        gap = self.theme.px(22)
        held = titled(self.theme, self._title(found), *self._held(found))
        besides = titled(self.theme, self.tr("What is kept besides"), self._besides(found))
        if self.theme.portrait:
            return column(held, gap, besides)
        whole = grid(self.theme, (column(held, None), column(besides, None)), 2)
        whole.setHorizontalSpacing(gap)
        return whole

    def _title(self, found: RecordsOverview) -> str:
        if not found.held:
            return self.tr("No record can be found by a code any more")
        days = len(found.held) + (0 if found.earlier is None else found.earlier.days)
        return self.tr("Records of %n days can still be found by their code", "", days)

    def _held(self, found: RecordsOverview) -> Sequence[Piece]:
        px = self.theme.px
        if not found.held:
            words = self.tr("Only counts of closed days are kept, and nobody can be found in them.")
            return (Words(self.theme, Type.NOTE, words),)
        pieces: list[Piece] = [Words(self.theme, Type.NOTE, self._next(found))]
        for day in found.held:
            pieces += [px(14), Rule(self.theme), px(14), self._day(day)]
        if found.earlier is not None:
            pieces += [px(14), Rule(self.theme), px(14), self._earlier(found.earlier)]
        return pieces

    def _next(self, found: RecordsOverview) -> str:
        oldest = min(found.held, key=lambda day: day.until)
        day = oldest.day if found.earlier is None else found.earlier.next
        until = found.next_erasure or oldest.until
        return self.tr(
            "Next come those of {day}: from {time} on nobody can find them, and none can be "
            "deleted one by one."
        ).format(day=wording.day(day, self.stage.locale), time=self._instant(until))

    def _day(self, held: HeldDay) -> QLayout:
        """Its records, and until when."""
        until = self.tr("can be found until {time}").format(time=self._short_instant(held.until))
        number = self.stage.locale.toString(held.records)
        if held.growing:
            # In steps: what moves with every visit would tell what the visitor just did.
            number = self.tr("{number} or more").format(number=number)
        return self._line(wording.day(held.day, self.stage.locale), until, number)

    def _earlier(self, earlier: EarlierDays) -> QLayout:
        """All days before these in one line: no shop's window is as long."""
        until = self.tr("the last of them can be found until {time}").format(
            time=self._short_instant(earlier.until)
        )
        days = self.tr("%n days before these", "", earlier.days)
        return self._line(days, until, self.stage.locale.toString(earlier.records))

    def _line(self, what: str, until: str, number: str) -> QLayout:
        theme = self.theme
        day = column(
            Words(theme, Type.NOTE, what), Words(theme, Type.LABEL, until, colour="soft_ink")
        )
        shown = Words(theme, Type.NOTE, number)
        shown.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        line = row(day, theme.px(24), shown)
        line.setStretch(0, 1)
        line.setAlignment(shown, Qt.AlignmentFlag.AlignTop)
        return line

    def _besides(self, found: RecordsOverview) -> QLayout:
        locale, theme = self.stage.locale, self.theme
        ledger = self.tr("{number} lines; nothing wrong with it is known")
        about = self.tr("Health says when it was last looked at from end to end.")
        if found.ledger_flaw is not None:
            ledger = self.tr("{number} lines, and it is not whole any more")
            about = self.tr("Change nothing, and tell whoever looks after this machine today.")
        whole = column(
            fact(theme, self.tr("Taken back in the last 28 days"), *self._withdrawn(found)),
            theme.px(24),
            fact(
                theme,
                self.tr("Visits still to be added up"),
                locale.toString(found.waiting),
                self.tr(
                    "Gender and age are shown in totals only, with a little chance mixed in; no "
                    "visit is ever shown alone."
                ),
            ),
            theme.px(24),
            fact(
                theme,
                self.tr("Proofs of a yes"),
                self.tr("Being counted") if found.proofs is None else locale.toString(found.proofs),
                self.tr("Each says which notice was agreed to and when; none says by whom."),
            ),
            theme.px(24),
            fact(
                theme,
                self.tr("Ledger of consents"),
                ledger.format(number=locale.toString(found.ledger_rows)),
                about,
            ),
        )
        if found.ledger_flaw is not None:
            whole.addSpacing(theme.px(6))
            whole.addWidget(Aside(theme, (found.ledger_flaw,)))
        return whole

    def _withdrawn(self, found: RecordsOverview) -> tuple[str, str]:
        """How many in all, and of which days."""
        locale = self.stage.locale
        days = [(day, number) for day, number in found.withdrawn if number]
        total = locale.toString(sum(number for _, number in days))
        if not days:
            return total, self.tr("Days that go on are not in it yet.")
        today = self.desk.today()
        each = self.tr("{day}: {number}")
        parts = (
            each.format(
                day=period_words.short_day(day, today, locale), number=locale.toString(number)
            )
            for day, number in days
        )
        return total, "\u00a0· ".join(_in_one_line(part) for part in parts)

    def _short_instant(self, moment: datetime) -> str:
        return short_instant(moment, self.stage.place.zone, self.desk.today(), self.stage.locale)

    def _instant(self, moment: datetime) -> str:
        return wording.instant(moment, self.stage.place.zone, self.stage.locale)


def _in_one_line(text: str) -> str:
    """The same, never broken: Chinese could be between any two letters."""
    return _JOINER.join(text.replace(" ", "\u00a0"))

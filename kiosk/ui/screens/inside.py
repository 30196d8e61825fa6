"""What is in this machine: live, public, and about nobody."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from kiosk.domain.events import Finished
from kiosk.domain.states import Inside, ReadingInside, Visit
from kiosk.ui import wording
from kiosk.ui.screens.screen import Screen
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import column, holder, row
from kiosk.ui.widgets.door import Door, DoorRow
from kiosk.ui.widgets.panel import Panel
from kiosk.ui.widgets.scroll import Scroll
from kiosk.ui.widgets.words import Words


class InsideScreen(Screen):
    """Counted from the real tables when somebody asks, and shown as soon as that is done."""

    def __init__(self, stage: Stage, reading: ReadingInside) -> None:
        super().__init__(stage)
        px = self.theme.px
        self.name = self.title(self.tr("What is in this machine?"))
        self._facts = self._make_facts()
        body = Scroll(self.theme, self._arrange(), self.tr("More"), self.tr("To the top"))
        self.back = Door(self.theme, self.tr("Back"))
        self.back.clicked.connect(self.way_out)
        doors = DoorRow(self.theme, (self.back,), 130)
        gap = max(px(36), self.theme.apart)
        if self.theme.portrait:
            self.fill(column(self.name, px(28), body, gap, doors))
        else:
            head = row(self.name, gap, doors)
            head.setStretch(0, 3)
            head.setStretch(2, 1)
            head.setAlignment(self.name, Qt.AlignmentFlag.AlignVCenter)
            self.fill(column(head, px(28), body))
        self.follow(reading)

    def _make_facts(self) -> dict[str, Words]:
        """The texts that change while one looks."""
        figure, body, label = Type.FIGURE, Type.NOTE, Type.LABEL
        return {
            "pictures": Words(self.theme, figure),
            "records": Words(self.theme, figure),
            "openings": Words(self.theme, figure),
            "next": Words(self.theme, label, colour="soft_ink"),
            "columns": Words(self.theme, body),
            "opened": Words(self.theme, body),
            "ledger": Words(self.theme, body),
        }

    def _arrange(self) -> QWidget:
        facts = self._facts
        none_ever = Words(self.theme, Type.LABEL, self.tr("none is ever stored"), colour="soft_ink")
        proofs = Words(
            self.theme, Type.LABEL, self.tr("that somebody said yes, no more"), colour="soft_ink"
        )
        figures = (
            self._figure(self.tr("Pictures"), facts["pictures"], none_ever),
            self._figure(self.tr("Lines on visits"), facts["records"], facts["next"]),
            self._figure(self.tr("Proofs"), facts["openings"], proofs),
        )
        accuracy = self._accuracy()
        cards = (
            self._card(self.tr("Everything a line holds"), facts["columns"]),
            self._card(self.tr("When the camera was last open"), facts["opened"]),
            self._card(self.tr("How good the estimate is"), Words(self.theme, Type.NOTE, accuracy)),
            self._card(self.tr("The sealed book of this machine"), facts["ledger"]),
        )
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(self.theme.px(18))
        for place, figure in enumerate(figures):
            grid.addWidget(figure, 0, 2 * place, 1, 2)
        for place, card in enumerate(cards):
            if self.theme.portrait:
                grid.addWidget(card, place + 1, 0, 1, 6)
            else:
                grid.addWidget(card, place // 2 + 1, place % 2 * 3, 1, 3)
        for place in range(6):
            grid.setColumnStretch(place, 1)
        whole = column()
        whole.addLayout(grid)
        whole.addStretch(1)
        return holder(whole)

    def _accuracy(self) -> str:
        found = self.stage.place.accuracy
        if found is None:
            return self.tr("The figures of the model card are missing here.")
        people = self.stage.locale.toString(found.people)
        return self.tr(
            "Measured on pictures of {people} people: gender right for {right} in 100, age off by "
            "{years} years on average, by {old} for people of 65 and older. Gender is wrong most "
            "often for Black women."
        ).format(
            people=people,
            right=found.gender_right,
            years=found.years_off,
            old=found.years_off_old,
        )

    def _figure(self, what: str, figure: Words, about: Words) -> Panel:
        words = column(Words(self.theme, Type.LABEL, what, colour="soft_ink"), figure, about, None)
        return Panel(self.theme, words, pad=26)

    def _card(self, what: str, text: Words) -> Panel:
        words = column(Words(self.theme, Type.BODY, what), self.theme.px(8), text, None)
        return Panel(self.theme, words, pad=28)

    @override
    def follow(self, visit: Visit) -> bool:
        if not isinstance(visit, ReadingInside):
            return False
        if visit.inside is not None:
            self._show(visit.inside)
        return True

    def _show(self, inside: Inside) -> None:
        locale, facts = self.stage.locale, self._facts
        facts["pictures"].say(locale.toString(inside.pictures))
        facts["records"].say(locale.toString(inside.records))
        facts["openings"].say(locale.toString(inside.openings))
        facts["columns"].say(" · ".join(wording.column(name) for name in inside.columns))
        facts["ledger"].say(
            self.tr(
                "{count} entries, each fixed to the one before it: change one, and none after it "
                "fits.",
                "",
                inside.ledger_rows,
            ).format(count=locale.toString(inside.ledger_rows))
        )
        if inside.next_erasure is None:
            facts["next"].say(self.tr("nothing is due"))
        else:
            when = wording.weekday(inside.next_erasure, self.stage.place.zone, locale)
            facts["next"].say(self.tr("the oldest go on {day}").format(day=when))
        if inside.camera_last_opened is None:
            facts["opened"].say(self.tr("It has not been open yet."))
        else:
            moment = wording.moment(inside.camera_last_opened, locale)
            facts["opened"].say(
                self.tr("{moment}, after a yes. It opens for nothing else.").format(moment=moment)
            )

    @override
    def way_out(self) -> None:
        self.front.post(Finished())

    @override
    def heading(self) -> str:
        return self.name.text()

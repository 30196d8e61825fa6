"""My record: type the code of a receipt, see what it finds, correct or delete it."""

from typing_extensions import override

from kiosk.domain.consent import ReceiptCode
from kiosk.domain.events import ChoseCorrecting, CodeEntered, Finished, Withdrew
from kiosk.domain.states import EnteringCode, KeptRecord, ShowingRecord
from kiosk.ui import wording
from kiosk.ui.languages import own_name
from kiosk.ui.screens.screen import Screen
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import column, row
from kiosk.ui.widgets.code_typing import CodeTyping
from kiosk.ui.widgets.door import Door, DoorRow
from kiosk.ui.widgets.panel import Panel, Rule
from kiosk.ui.widgets.words import Words


class CodeScreen(Screen):
    """Ten characters, by finger, keyboard or scanner; the tenth is the last thing to do.

    No button asks to confirm them: taking a yes back may not take more choices than giving it.
    """

    def __init__(self, stage: Stage, entering: EnteringCode) -> None:
        super().__init__(stage)
        px = self.theme.px
        self.name = self.title(self.tr("Your record"))
        self.ask = self.tr(
            "Type the ten characters of your receipt. After the tenth, your record is looked up."
        )
        missed = self.tr(
            "This code finds nothing. Its record was deleted, or its last day is over, or the "
            "records of that day were lost and a backup took their place, or it is from another "
            "machine."
        )
        self.words = Words(self.theme, Type.BODY, missed if entering.wrong else self.ask)
        room = self.theme.size.width() - 2 * self.theme.margin
        self._typing = CodeTyping(self.theme, room, self.tr("Take back"), self)
        self._typing.complete.connect(self._post)
        self._typing.mistyped.connect(self._mistyped)
        self._typing.went_on.connect(lambda: self.words.say(self.ask))
        self.field, self.keypad = self._typing.field, self._typing.keypad
        self.back = Door(self.theme, self.tr("Back"))
        self.back.clicked.connect(self.way_out)
        doors = DoorRow(self.theme, (self.back,), 150)
        gap = max(px(36), self.theme.apart)
        if self.theme.portrait:
            self.fill(
                column(
                    None,
                    self.name,
                    px(20),
                    self.words,
                    px(56),
                    self.field,
                    px(56),
                    None,
                    self.keypad,
                    gap,
                    doors,
                )
            )
        else:
            start = column(self.name, px(10), self.words, px(16), None, self.field)
            top = row(start, px(64), column(None, doors))
            top.setStretch(0, 5)
            top.setStretch(2, 4)
            self.fill(column(None, top, gap, None, self.keypad))

    def _mistyped(self) -> None:
        self.words.say(
            self.tr("At least one character is wrong. Take it back with ←, or type the code again.")
        )

    def _post(self, code: ReceiptCode) -> None:
        self.front.post(CodeEntered(code))

    @override
    def typed(self, text: str) -> None:
        self._typing.typed(text)

    @override
    def closing(self) -> None:
        self._typing.stop()

    @override
    def way_out(self) -> None:
        self.front.post(Finished())

    @override
    def heading(self) -> str:
        return self.name.text()


class RecordScreen(Screen):
    """What is held of one visit, for whoever has its code: the record, and the proof of the yes."""

    def __init__(self, stage: Stage, showing: ShowingRecord) -> None:
        super().__init__(stage)
        px = self.theme.px
        self.name = self.title(self.tr("This is what we hold about your visit."))
        panel = self._panel(showing)
        self.correct = Door(self.theme, self.tr("Correct it"), "pencil")
        self.correct.clicked.connect(lambda: self.front.post(ChoseCorrecting()))
        self.delete = Door(self.theme, self.tr("Delete it"), "trash-2")
        self.delete.clicked.connect(lambda: self.front.post(Withdrew()))
        self.done = Door(self.theme, self.tr("Done"), "check")
        self.done.clicked.connect(self.way_out)
        doors = DoorRow(self.theme, (self.correct, self.delete, self.done), 280)
        if self.theme.portrait:
            self.fill(column(None, self.name, px(40), panel, px(40), None, doors))
        else:
            sides = row(
                column(None, panel, None), px(96), column(None, self.name, px(40), None, doors)
            )
            sides.setStretch(0, 1)
            sides.setStretch(2, 1)
            self.fill(sides)

    def _panel(self, showing: ShowingRecord) -> Panel:
        record, locale = showing.record, self.stage.locale
        until = wording.instant(record.until, self.stage.place.zone, locale)
        facts = (
            (self.tr("What was counted"), wording.answer(record.answer)),
            (self.tr("How"), self._how(record)),
            (self.tr("When"), wording.moment(record.moment, locale)),
            (self.tr("Can be found until"), until),
            (self.tr("Proof of your yes"), self._proof(record)),
        )
        whole, apart = column(), self.theme.px(6 if self.theme.larger else 20)
        for place, (what, value) in enumerate(facts):
            if place:
                whole.addSpacing(apart)
                whole.addWidget(Rule(self.theme))
                whole.addSpacing(apart)
            whole.addWidget(Words(self.theme, Type.LABEL, what, colour="soft_ink"))
            whole.addSpacing(self.theme.px(4))
            whole.addWidget(Words(self.theme, Type.BODY, value))
        return Panel(self.theme, whole, pad=28 if self.theme.larger else None)

    def _how(self, record: KeptRecord) -> str:
        how = wording.way(record.way)
        if record.shown is None or record.shown == record.answer:
            return how
        return self.tr("{how}; the estimate was: {answer}").format(
            how=how, answer=wording.answer(record.shown)
        )

    def _proof(self, record: KeptRecord) -> str:
        proof = record.proof
        medium = wording.medium(proof.medium)
        if proof.moment != record.moment:
            # Its visitor was asked shortly before the hour, and said yes after it.
            medium = self.tr("{medium} {hour}").format(
                medium=medium, hour=wording.hour(proof.moment.hour)
            )
        return self.tr("notice {version}, {language}, {medium}; kept until {month}").format(
            version=proof.notice.short,
            language=own_name(proof.notice.language),
            medium=medium,
            month=wording.month(proof.until, self.stage.locale),
        )

    @override
    def way_out(self) -> None:
        self.front.post(Finished())

    @override
    def heading(self) -> str:
        return self.name.text()

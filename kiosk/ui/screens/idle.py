"""Idle, and the moment before it: one question, and the way to everything else."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from kiosk.domain.events import CodeEntered, InsideOpened, MyRecordOpened
from kiosk.ui.scan import Scan
from kiosk.ui.screens.language_chips import language_chips
from kiosk.ui.screens.screen import Screen
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import column, row
from kiosk.ui.widgets.buttons import Action, Chip, Link
from kiosk.ui.widgets.doorway import Doorway
from kiosk.ui.widgets.flow import Flow
from kiosk.ui.widgets.words import Words


class IdleScreen(Screen):
    """The question in large, three short facts, and one button that commits to nothing.

    While the machine is ``starting`` the same screen stands with its doors closed.
    """

    def __init__(self, stage: Stage, *, starting: bool = False) -> None:
        super().__init__(stage)
        px = self.theme.px
        self._scan = None if starting else Scan(stage.clock)
        self.question = Words(self.theme, Type.QUESTION, self.tr("May we count you?"))
        self.facts = Words(self.theme, Type.LEAD)
        self._say_facts()
        stage.phone.changed.connect(self._say_facts)
        self.action = Action(self.theme, self.tr("Read and choose"))
        self.action.clicked.connect(lambda: self.front.open_notice())
        if starting:
            self.action.say(self.tr("One moment"))
        self.languages = language_chips(stage)
        self.aids = (self._larger(), self._contrast())
        self.record = Link(self.theme, self.tr("Delete my record"))
        self.record.clicked.connect(lambda: self.front.post(MyRecordOpened()))
        self.inside = Link(self.theme, self.tr("What is in this machine?"))
        self.inside.clicked.connect(lambda: self.front.post(InsideOpened()))
        for button in (self.action, self.record, self.inside):
            button.setEnabled(not starting)
        picture = Doorway(self.theme, grand=True)
        words = column(self.question, px(30), self.facts)
        if self.theme.portrait:
            self.fill(self._portrait(picture, words))
        else:
            self.fill(self._landscape(picture, words))
        # Wherever the links stand, the keyboard comes to them last.
        self.tab_order = (self.action, *self.languages, *self.aids, self.record, self.inside)

    def _say_facts(self) -> None:
        """What we do, and that a phone will do to choose with, while it will."""
        if self.stage.phone.may_choose:
            facts = self.tr(
                "We count visitors by age range and gender. Only after your yes, here or on your "
                "phone, does a camera look at you, for a few seconds, or you tell us yourself. "
                "No picture is kept. A no is just as welcome."
            )
        else:
            facts = self.tr(
                "We count visitors by age range and gender. Only after your yes does a camera "
                "look at you, for a few seconds, or you tell us yourself. No picture is kept. "
                "A no is just as welcome."
            )
        self.facts.say(facts)

    def _portrait(self, picture: Doorway, words: QVBoxLayout) -> QVBoxLayout:
        px, gap = self.theme.px, self.theme.apart
        buttons = (self.action, gap, self._choices(), gap, self._links())
        whole = column(px(20), picture, px(64), words, px(48), *buttons)
        whole.setStretchFactor(picture, 1)
        return whole

    def _landscape(self, picture: Doorway, words: QVBoxLayout) -> QVBoxLayout:
        px, gap = self.theme.px, self.theme.apart
        start = column(None, picture, None, gap, self._links())
        end = column(None, words, px(24), None, self.action, gap, self._choices())
        sides = row(start, px(96), end)
        sides.setStretch(0, 9)
        sides.setStretch(2, 14)
        return column(sides)

    def _choices(self) -> Flow:
        return Flow(self.theme, self.languages, self.aids)

    def _links(self) -> Flow:
        return Flow(self.theme, (self.record,), (self.inside,))

    def _larger(self) -> Chip:
        aids = self.stage.aids
        return self._aid(self.tr("Larger text"), "a-large-small", aids.larger, aids.set_larger)

    def _contrast(self) -> Chip:
        aids = self.stage.aids
        return self._aid(self.tr("High contrast"), "contrast", aids.contrast, aids.set_contrast)

    def _aid(self, text: str, icon: str, on: bool, turn: Callable[[bool], None]) -> Chip:
        chip = Chip(self.theme, text, icon, shown=False)
        chip.setCheckable(True)
        chip.setChecked(on)
        chip.clicked.connect(lambda: turn(chip.isChecked()))
        return chip

    @override
    def typed(self, text: str) -> None:
        code = None if self._scan is None else self._scan.take(text)
        if code is not None:
            # Held under a scanner: looked up as if My record had been opened and the code typed.
            self.front.post(MyRecordOpened())
            self.front.post(CodeEntered(code))

    @override
    def heading(self) -> str:
        return self.question.text()

"""The notice: five short cards, the full text behind them, and under both the equal doors."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from kiosk.domain.events import ChoseCamera, ChoseTelling, Refused
from kiosk.domain.notice import Notice, NoticeCard
from kiosk.domain.states import Reading
from kiosk.ui.languages import own_name
from kiosk.ui.screens.phone_offer import PhoneOffer
from kiosk.ui.screens.screen import Screen
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import Piece, column, holder, row
from kiosk.ui.widgets.buttons import Chip, Link
from kiosk.ui.widgets.door import Door, DoorRow
from kiosk.ui.widgets.flow import Flow
from kiosk.ui.widgets.panel import Icon, Rule
from kiosk.ui.widgets.scroll import Scroll
from kiosk.ui.widgets.words import Words

_HEADING_GAP: Final = 40.0


class NoticeScreen(Screen):
    """Two layers of one text. The doors stand under either, and nothing else is offered."""

    def __init__(self, stage: Stage, reading: Reading) -> None:
        super().__init__(stage)
        px = self.theme.px
        self.notice = stage.notice_of(reading.ask.notice)
        self.name = self.title(self.notice.title)
        self.cards = self._scroll(self._cards(self.notice))
        # The long text is set when somebody wants to read it: most want the cards.
        self.full: Scroll | None = None
        self._layers = QStackedLayout()
        self._layers.addWidget(self.cards)
        self.switch = Link(self.theme, "")
        self.switch.clicked.connect(lambda: self.show_in_full(not self.in_full))
        self.languages = tuple(self._language(tag) for tag in self._others())
        self.doors = self._doors(camera=reading.ask.camera)
        self.show_in_full(False)
        self.phone = self._offer(camera=reading.ask.camera)
        tools = self._tools()
        gap = max(px(28), self.theme.apart)
        doors = column(*self._why(camera=reading.ask.camera), self.doors)
        if self.theme.portrait:
            # The button under the text keeps a hand's distance to what stands below it.
            under = max(px(18), self.theme.apart - self.cards.sill)
            self.fill(column(self.name, px(20), self._layers, under, tools, gap, doors))
        else:
            top = row(self.name, px(_HEADING_GAP), tools)
            top.setStretch(0, 1)
            top.setAlignment(self.name, Qt.AlignmentFlag.AlignVCenter)
            top.setAlignment(tools, Qt.AlignmentFlag.AlignVCenter)
            self.fill(column(top, px(20), self._layers, gap, doors))

    @property
    def in_full(self) -> bool:
        """True while the full text is shown instead of the cards."""
        return self._layers.currentWidget() is not self.cards

    def show_in_full(self, in_full: bool) -> None:
        """Show the full text, or the cards again."""
        if in_full and self.full is None:
            self.full = self._scroll(self._sections(self.notice))
            self._layers.addWidget(self.full)
        self._layers.setCurrentWidget(self.full if in_full and self.full else self.cards)
        self.switch.say(
            self.tr("Back to the short one") if in_full else self.tr("Read the full notice")
        )

    def _tools(self) -> QWidget:
        """What to read it by: in full, in another language, on a phone."""
        choices = (self.switch, *self.languages)
        if self.phone is None:
            return Flow(self.theme, choices)
        if not self.phone.choices:
            return Flow(self.theme, choices, (self.phone,))
        lines = Flow(self.theme, (*choices, *self.phone.choices))
        # What belongs to the phone stands on lines of its own, unless there is room beside it all.
        here = Flow.width_of(self.theme, choices)
        lines.setMaximumWidth(max(here, self.phone.widest, self._room_beside(self.phone)))
        both = row(lines, self.theme.apart, None, self.phone)
        both.setAlignment(lines, Qt.AlignmentFlag.AlignVCenter)
        return holder(both)

    def _room_beside(self, phone: PhoneOffer) -> int:
        """What is left between the heading and the phone's code; nothing where they have a line
        each."""
        if self.theme.portrait:
            return 0
        taken = self.name.sizeHint().width() + phone.sizeHint().width()
        gaps = 2 * self.theme.margin + self.theme.px(_HEADING_GAP) + self.theme.apart
        return self.theme.size.width() - taken - gaps

    def _why(self, *, camera: bool) -> tuple[Piece, ...]:
        """Why there are two doors where the notice speaks of a camera."""
        if camera:
            return ()
        words = self.tr("The camera is not available just now.")
        return Words(self.theme, Type.NOTE, words), self.theme.px(16)

    def _doors(self, *, camera: bool) -> DoorRow:
        beside = not self.theme.portrait
        doors: list[Door] = []
        self.camera_door: Door | None = None
        if camera:
            door = Door(self.theme, self.tr("Yes, use the camera"), "eye", beside=beside)
            door.clicked.connect(lambda: self.front.post(ChoseCamera()))
            doors.append(door)
            self.camera_door = door
        telling = Door(self.theme, self.tr("I’ll tell you myself"), "pointer", beside=beside)
        telling.clicked.connect(lambda: self.front.post(ChoseTelling()))
        no = Door(self.theme, self.tr("No, thanks"), "arrow-right", beside=beside)
        no.clicked.connect(lambda: self.front.post(Refused()))
        return DoorRow(self.theme, (*doors, telling, no), 244 if self.theme.portrait else 150)

    def _others(self) -> tuple[str, ...]:
        return tuple(tag for tag in self.stage.notices if tag != self.stage.language)

    def _language(self, tag: str) -> Chip:
        chip = Chip(self.theme, own_name(tag))
        chip.clicked.connect(lambda: self.front.choose_language(tag))
        return chip

    def _offer(self, *, camera: bool) -> PhoneOffer | None:
        """The code that phones read the notice by, where there can be one."""
        phone = self.stage.phone
        if not phone.may_come:
            return None
        return PhoneOffer(self, self.theme, self.front, phone, camera=camera)

    def _scroll(self, piece: QWidget) -> Scroll:
        return Scroll(self.theme, piece, self.tr("More"), self.tr("To the top"))

    def _cards(self, notice: Notice) -> QWidget:
        return self._list(notice) if self.theme.portrait else self._grid(notice)

    def _list(self, notice: Notice) -> QWidget:
        px = self.theme.px
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for card in notice.cards:
            whole.addWidget(Rule(self.theme))
            words = column(*self._card_words(card))
            icon = Icon(self.theme, card.icon)
            line = row(icon, px(36), words)
            line.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
            line.setContentsMargins(0, px(13), 0, px(13))
            whole.addLayout(line)
        whole.addWidget(Rule(self.theme))
        whole.addStretch(1)
        return holder(whole)

    def _grid(self, notice: Notice) -> QWidget:
        px = self.theme.px
        whole = QGridLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setHorizontalSpacing(px(48))
        whole.setVerticalSpacing(px(16))
        for place, card in enumerate(notice.cards):
            title, gap, text = self._card_words(card)
            head = row(Icon(self.theme, card.icon, 52), px(20), title)
            cell = column(Rule(self.theme), px(18), head, gap, text, None)
            whole.addLayout(cell, place // 3, place % 3)
        for place in range(3):
            whole.setColumnStretch(place, 1)
        for line in range((len(notice.cards) + 2) // 3):
            whole.setRowStretch(line, 1)
        return holder(whole)

    def _card_words(self, card: NoticeCard) -> tuple[Words, int, Words]:
        return (
            Words(self.theme, Type.HEADING, card.title),
            self.theme.px(6),
            Words(self.theme, Type.NOTE, card.text),
        )

    def _sections(self, notice: Notice) -> QWidget:
        px = self.theme.px
        whole = column(Rule(self.theme), px(28))
        for section in notice.sections:
            whole.addWidget(Words(self.theme, Type.HEADING, section.title))
            whole.addSpacing(px(10))
            for paragraph in section.paragraphs:
                whole.addWidget(Words(self.theme, Type.NOTE, paragraph))
                whole.addSpacing(px(16))
            whole.addSpacing(px(26))
        whole.addStretch(1)
        return holder(whole)

    @override
    def tick(self, left: float, warns: float) -> None:
        if self.phone is not None:
            # What a code holds grows old while somebody reads.
            self.phone.refresh()

    @override
    def resume(self, before: Screen) -> None:
        if isinstance(before, NoticeScreen):
            self.show_in_full(before.in_full)

    @override
    def way_out(self) -> None:
        self.front.post(Refused())

    @override
    def heading(self) -> str:
        return self.name.text()

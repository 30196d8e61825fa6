"""What is in this machine: live, public, and about nobody."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QVBoxLayout, QWidget
from typing_extensions import override

from kiosk.domain.events import Finished, InsideOutdated
from kiosk.domain.inside import Inside
from kiosk.domain.states import ReadingInside, Visit
from kiosk.ui.inside_words import InsideWords
from kiosk.ui.screens.screen import Screen
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Theme, Type
from kiosk.ui.widgets.arrange import column, holder, row
from kiosk.ui.widgets.door import Door, DoorRow
from kiosk.ui.widgets.panel import Icon, Panel, Rule
from kiosk.ui.widgets.qr import QrCode
from kiosk.ui.widgets.scroll import Scroll
from kiosk.ui.widgets.words import Words

REFRESH_SECONDS: Final = 5.0
"""How old what is shown may become."""


class InsideScreen(Screen):
    """Counted from the real tables as soon as somebody asks, and again while it is read."""

    def __init__(self, stage: Stage, reading: ReadingInside) -> None:
        super().__init__(stage)
        px = self.theme.px
        self._words = InsideWords(stage)
        self._told_at = stage.clock()
        self._awaits = reading.inside is None
        self.name = self.title(self.tr("What is in this machine?"))
        self._make_facts()
        self.seal = SealPlace(stage)
        self.body = Scroll(self.theme, self._arrange(), self.tr("More"), self.tr("To the top"))
        self.back = Door(self.theme, self.tr("Back"))
        self.back.clicked.connect(self.way_out)
        doors = DoorRow(self.theme, (self.back,), 130)
        gap = max(px(36), self.theme.apart)
        if self.theme.portrait:
            self.fill(column(self.name, px(28), self.body, gap, doors))
        else:
            head = row(self.name, gap, doors)
            head.setStretch(0, 3)
            head.setStretch(2, 1)
            head.setAlignment(self.name, Qt.AlignmentFlag.AlignVCenter)
            self.fill(column(head, px(28), self.body))
        self.follow(reading)

    def _make_facts(self) -> None:
        """The texts that change while one looks."""
        theme, figure, note = self.theme, Type.TITLE, Type.NOTE
        self.pictures = Words(theme, figure)
        self.records = Words(theme, figure)
        self.openings = Words(theme, figure)
        self.holds = Words(theme, note)
        self.becomes = Words(theme, note)
        self.opened = Words(theme, note)
        self.looked = Words(theme, note)
        self.book = Words(theme, note)
        self.about_pictures = self._soft()
        self.key = self._soft()

    # How it stands ----------------------------------------------------------------------------

    def _arrange(self) -> QWidget:
        px, words = self.theme.px, self._words
        figures = row(
            self._figure(self.tr("Pictures"), self.pictures, self.about_pictures),
            px(18),
            self._figure(
                self.tr("Lines on visits"), self.records, self._soft(words.about_records())
            ),
            px(18),
            self._figure(self.tr("Proofs"), self.openings, self._soft(words.about_openings())),
        )
        for place in (0, 2, 4):
            figures.setStretch(place, 1)
        accuracy = Words(self.theme, Type.NOTE, words.accuracy())
        notice = Words(self.theme, Type.NOTE, words.notice())
        sections = (
            self._section("pencil", self.tr("Everything a line holds"), self.holds),
            self._section("clock", self.tr("What becomes of the lines"), self.becomes),
            self._section("eye", self.tr("When the camera was last open"), self.opened),
            self._section("info", self.tr("How good the estimate is"), accuracy),
            self._section("shield-check", self.tr("It looks through itself"), self.looked),
            self._section("languages", self.tr("The notice it asks with"), notice),
        )
        whole = column(figures, px(28))
        whole.addLayout(self._listed(sections) if self.theme.portrait else self._paired(sections))
        whole.addWidget(Rule(self.theme))
        whole.addLayout(self._book())
        whole.addStretch(1)
        return holder(whole)

    def _listed(self, sections: tuple[QLayout, ...]) -> QLayout:
        whole = column()
        for section in sections:
            whole.addWidget(Rule(self.theme))
            whole.addLayout(section)
        return whole

    def _paired(self, sections: tuple[QLayout, ...]) -> QLayout:
        whole = QGridLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setHorizontalSpacing(self.theme.px(64))
        whole.setVerticalSpacing(0)
        for place, section in enumerate(sections):
            cell = column(Rule(self.theme), section, None)
            whole.addLayout(cell, place // 2, place % 2)
        for place in (0, 1):
            whole.setColumnStretch(place, 1)
        return whole

    def _figure(self, what: str, figure: Words, about: Words) -> Panel:
        words = column(Words(self.theme, Type.LABEL, what), figure, about, None)
        return Panel(self.theme, words, pad=26)

    def _soft(self, text: str = "") -> Words:
        return Words(self.theme, Type.LABEL, text, colour="soft_ink")

    def _section(self, icon: str, what: str, text: Words) -> QLayout:
        px = self.theme.px
        title = Words(self.theme, Type.HEADING, what)
        return self._beside(Icon(self.theme, icon, 52), column(title, px(4), text, None))

    def _book(self) -> QLayout:
        px = self.theme.px
        title = Words(self.theme, Type.HEADING, self.tr("The sealed book of this machine"))
        words = column(title, px(4), self.book, px(16), self.key, None)
        return self._beside(self.seal, words)

    def _beside(self, piece: QWidget, words: QVBoxLayout) -> QLayout:
        px = self.theme.px
        line = row(piece, px(32), words)
        line.setAlignment(piece, Qt.AlignmentFlag.AlignTop)
        line.setStretch(2, 1)
        line.setContentsMargins(0, px(20), 0, px(20))
        return line

    # What it says -----------------------------------------------------------------------------

    @override
    def follow(self, visit: Visit) -> bool:
        if not isinstance(visit, ReadingInside):
            return False
        if visit.inside is not None:
            self._show(visit.inside)
            self._told_at = self.stage.clock()
            self._awaits = False
        return True

    def _show(self, inside: Inside) -> None:
        words = self._words
        self.pictures.say(words.number(inside.pictures))
        self.about_pictures.say(words.about_pictures(inside))
        self.records.say(words.live(inside.records))
        self.openings.say(words.live(inside.openings))
        self.holds.say(words.holds(inside))
        self.becomes.say(words.becomes(inside))
        self.opened.say(words.opened(inside))
        self.looked.say(words.looked(inside))
        self.book.say(words.book(inside.head))
        self.key.say(words.key(inside))
        self.seal.show_seal(inside.head and inside.head.checkpoint)

    @override
    def tick(self, left: float, warns: float) -> None:
        # One question at a time: a store that is busy is not asked again meanwhile.
        if not self._awaits and self.stage.clock() - self._told_at >= REFRESH_SECONDS:
            self._awaits = True
            self.front.post(InsideOutdated())

    @override
    def way_out(self) -> None:
        self.front.post(Finished())

    @override
    def heading(self) -> str:
        return self.name.text()


class SealPlace(QWidget):
    """The ledger's last signed head as a QR code; an icon in its place while there is none."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._content: str | None = None
        self.code: QrCode | None = None
        self._shown: QWidget = Icon(stage.theme, "archive", 52)
        self._place = column(self._shown)
        self.setLayout(self._place)

    def show_seal(self, content: str | None) -> None:
        """Show this text as a code, until another head is signed."""
        if content is None or content == self._content:
            return
        self._content = content
        self._place.removeWidget(self._shown)
        self._shown.hide()
        self._shown.deleteLater()
        spoken = self.tr("QR code: the seal of the book")
        self._shown = self.code = QrCode(
            self._stage.theme, content, spoken, _side(self._stage.theme)
        )
        self._place.addWidget(self.code)


def _side(theme: Theme) -> float:
    """In units: it is a dense code, and landscape screens have fewer pixels a unit."""
    return 400 if theme.portrait else 470

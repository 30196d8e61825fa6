"""The pages behind the PIN: their tabs, the one in sight, and the way out."""

from typing import Final, Protocol, runtime_checkable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kiosk.application.staff import Role
from kiosk.domain.periods import Period
from kiosk.ui.staff import tabs
from kiosk.ui.staff.page import StaffPage
from kiosk.ui.staff.part import Part
from kiosk.ui.staff.tabs import Tab
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import column, holder, row
from kiosk.ui.widgets.buttons import Chip
from kiosk.ui.widgets.door import Door
from kiosk.ui.widgets.flow import Flow
from kiosk.ui.widgets.words import Words

_CHIP: Final = 76.0
"""The height of a tab, and of the line with the heading, in which there may be something to tap."""


class _TabChip(Chip):
    """There are up to eight of them: no higher than a hand needs, and larger text takes its room
    from their sides first.
    """

    @property
    @override
    def pad(self) -> int:
        return self.theme.px(18 if self.theme.larger else 32)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.theme.tap(_CHIP))


@runtime_checkable
class OfPeriod(Protocol):
    """A page that shows one period, whichever is chosen."""

    def choose(self, period: Period) -> None: ...


class Pages(Part):
    """A page is made when its tab is first tapped, and then only shown and hidden."""

    wants_pin = Signal(object)
    """A Role for which a page wants a new PIN."""

    def __init__(self, stage: Stage, role: Role, tab: Tab | None = None) -> None:
        super().__init__(stage)
        self.role = role
        self.tab: Tab | None = None
        self.name = Words(self.theme, Type.HEADING)
        self.chips = {each: self._chip(each) for each in tabs.tabs_for(role)}
        self._pages: dict[Tab, StaffPage] = {}
        self._frames: dict[Tab, QWidget] = {}
        line = Flow(self.theme, tuple(self.chips.values()), even=True)
        px = self.theme.px
        self._head = row(self.name)
        self._head.setStretch(0, 1)
        self._head.setAlignment(self.name, Qt.AlignmentFlag.AlignVCenter)
        self._head.setSpacing(px(16))
        if self.theme.portrait:
            # As high without anything aside: no tab moves under the finger that taps on it.
            self._head.addStrut(self.theme.tap(_CHIP))
        # What stands aside of the heading can be tapped, as the tabs can.
        self._place = column(self._head, max(px(24), self.theme.apart), line, px(28))
        self.setLayout(self._place)
        first = next(iter(self.chips), None)
        if first is None:
            # Whoever is in can still get out.
            self._place.addStretch(1)
            self._place.addWidget(self.door_row(self._leave()))
        else:
            self.open_tab(tab if tab in self.chips else first)

    @property
    def page(self) -> StaffPage | None:
        """The page in sight."""
        return None if self.tab is None else self._pages[self.tab]

    def open_tab(self, tab: Tab) -> None:
        """Bring this page in sight, made now if it never was."""
        if tab not in self.chips:
            return
        if tab not in self._pages:
            self._make(tab)
        for each, frame in self._frames.items():
            frame.setVisible(each is tab)
            aside = self._pages[each].aside
            if aside is not None:
                aside.setVisible(each is tab)
        for each, chip in self.chips.items():
            chip.setChecked(each is tab)
        self.tab = tab
        self._say_heading()
        self._pages[tab].opened()

    def _make(self, tab: Tab) -> None:
        page = tabs.PAGES[tab]()(self.stage, self.desk, self.role)
        page.heading_changed.connect(self._say_heading)
        page.wants_tab.connect(self._go_to)
        page.wants_period.connect(self._go_to_period)
        page.wants_pin.connect(self.wants_pin)
        gap = max(self.theme.px(28), self.theme.apart)
        doors = self.door_row(*page.doors, self._leave(), units=130)
        self._pages[tab] = page
        self._frames[tab] = holder(column(page, gap, doors))
        self._place.addWidget(self._frames[tab], 1)
        if page.aside is not None:
            self._head.addWidget(page.aside)

    def _go_to(self, tab: Tab) -> None:
        self.open_tab(tab)
        self.said.emit(self.heading())

    def _go_to_period(self, tab: Tab, period: Period) -> None:
        self._go_to(tab)
        page = self.page
        if isinstance(page, OfPeriod):
            page.choose(period)

    def _chip(self, tab: Tab) -> Chip:
        chip = _TabChip(self.theme, tabs.name(tab))
        chip.setCheckable(True)
        # Not exclusive by Qt's means: then the Tab key would pass by all but one.
        chip.clicked.connect(lambda: self._go_to(tab))
        return chip

    def _leave(self) -> Door:
        leave = Door(self.theme, self.tr("Leave"))
        leave.clicked.connect(self.leaves)
        return leave

    def _say_heading(self) -> None:
        page = self.page
        self.name.say("" if page is None else page.heading())

    @override
    def typed(self, text: str) -> None:
        if self.page is not None:
            self.page.typed(text)

    @override
    def tick(self) -> None:
        if self.page is not None:
            self.page.tick()

    @override
    def end(self) -> None:
        for page in self._pages.values():
            page.end()

    @override
    def heading(self) -> str:
        return self.name.text()

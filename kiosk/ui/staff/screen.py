"""The staff screen: who is in, and what is shown to them."""

from collections.abc import Callable

from typing_extensions import override

from kiosk.application.staff import Role, SignInResult
from kiosk.domain.events import Finished
from kiosk.domain.states import Visit
from kiosk.ui.announce import announce
from kiosk.ui.screens.screen import Screen
from kiosk.ui.staff.new_pin import NewPinEntry
from kiosk.ui.staff.page import StaffPage
from kiosk.ui.staff.pages import Pages
from kiosk.ui.staff.part import Part
from kiosk.ui.staff.pin_entry import PinEntry
from kiosk.ui.staff.recovery import RecoveryCodeShown, RecoveryEntry
from kiosk.ui.staff.tabs import Tab
from kiosk.ui.stage import Stage
from kiosk.ui.widgets.arrange import column

Remake = Callable[["StaffScreen"], None]


class StaffScreen(Screen):
    """The PIN first, then the pages. Whatever ends it wipes what was typed and signs off.

    Made anew in another language or size it goes on where it was: then nobody is signed off.
    """

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._role: Role | None = None
        self._goes_on = False
        self._place = column()
        self.fill(self._place)
        self.part: Part | None = None
        self._remake: Remake = StaffScreen.ask_pin
        self.ask_pin()

    @property
    def page(self) -> StaffPage | None:
        """The page in sight, if any is."""
        return self.part.page if isinstance(self.part, Pages) else None

    # What is shown ----------------------------------------------------------------------------

    def ask_pin(self) -> None:
        """The PIN, which everything else comes after."""
        entry = PinEntry(self.stage)
        entry.welcomed.connect(self._welcome)
        entry.wants_recovery.connect(self.ask_recovery_code)
        self._show(entry, StaffScreen.ask_pin)

    def ask_recovery_code(self) -> None:
        """For whoever has forgotten the PIN and kept the paper."""
        entry = RecoveryEntry(self.stage)
        entry.welcomed.connect(self._welcome)
        entry.goes_back.connect(self.ask_pin)
        self._show(entry, StaffScreen.ask_recovery_code)

    def choose_pin(self, role: Role, tab: Tab | None = None) -> None:
        """A new PIN for this role; from a page, whose ``tab`` is gone back to, or to get in."""
        back = self.tr("Leave") if tab is None else self.tr("Back")
        entry = NewPinEntry(self.stage, role, back)

        def chosen(code: str) -> None:
            self.show_code(code, tab, role)

        entry.chosen.connect(chosen)
        leaves = self.way_out if tab is None else lambda: self.open_pages(tab)
        self._show(entry, lambda screen: screen.choose_pin(role, tab), leaves)

    def show_code(self, code: str, tab: Tab | None = None, role: Role | None = None) -> None:
        """A new recovery code, if there is one; then the pages."""
        if not code:
            self.open_pages(tab, role)
            return
        shown = RecoveryCodeShown(self.stage, code)
        shown.written.connect(lambda: self.open_pages(tab, role))
        self._show(shown, lambda screen: screen.show_code(code, tab, role))

    def open_pages(self, tab: Tab | None = None, new_pin_of: Role | None = None) -> None:
        """The pages that whoever is in may see. ``new_pin_of``: it was set just now."""
        if self._role is None:
            self.ask_pin()
            return
        pages = Pages(self.stage, self._role, tab)

        def choose_pin(role: Role) -> None:
            self.choose_pin(role, pages.tab)

        pages.wants_pin.connect(choose_pin)
        self._show(pages, lambda screen: screen.open_pages(pages.tab))
        if new_pin_of is not None and pages.page is not None:
            pages.page.pin_was_set(new_pin_of)

    def open_tab(self, tab: Tab) -> None:
        """Bring this page in sight, where somebody is in."""
        if isinstance(self.part, Pages):
            self.part.open_tab(tab)

    def _welcome(self, result: SignInResult) -> None:
        # Where nobody says which, the lesser: what only managers may do, the desk refuses, too.
        self._role = result.role or Role.STAFF
        self.stage.staff_desk.look_ahead()
        if result.recovered:
            self.choose_pin(self._role)
        else:
            self.open_pages()

    def _show(self, part: Part, remake: Remake, leaves: Callable[[], None] | None = None) -> None:
        before, self.part, self._remake = self.part, part, remake
        part.leaves.connect(leaves or self.way_out)
        part.said.connect(self._announce)
        self._place.addWidget(part)
        # Now, not when the layout comes to it: a page is there in the frame after the tap.
        part.show()
        if before is not None:
            before.end()
            self._place.removeWidget(before)
            before.hide()
            before.deleteLater()
            # What had the focus is gone; a key that is still down chooses nothing here.
            self.window().setFocus()
            announce(self, part.heading())
        self.foot_changed.emit()

    def _announce(self, text: str) -> None:
        announce(self, text)

    # What every screen does -------------------------------------------------------------------

    @override
    def follow(self, visit: Visit) -> bool:
        return True

    @override
    def resume(self, before: Screen) -> None:
        if not isinstance(before, StaffScreen) or before.part is None or before.part.is_busy:
            return
        before._goes_on = True
        self._role = before._role
        before._remake(self)

    @override
    def tick(self, left: float, warns: float) -> None:
        if self.part is not None:
            self.part.tick()

    @override
    def typed(self, text: str) -> None:
        if self.part is not None:
            self.part.typed(text)

    @override
    def way_out(self) -> None:
        if self.part is not None and self.part.must_stay:
            return
        self.front.post(Finished())

    @override
    def closing(self) -> None:
        if self.part is not None:
            self.part.end()
        # It may hold a code that is shown only once.
        self._remake = StaffScreen.ask_pin
        if not self._goes_on:
            self._role = None
            self.stage.staff_desk.sign_in.leave()

    @override
    def foot(self) -> tuple[str, str]:
        match self._role:
            case Role.MANAGER:
                who = self.tr("Signed in as manager")
            case Role.STAFF:
                who = self.tr("Signed in as staff")
            case None:
                return super().foot()
        return who, self.tr("Nothing here is about one person.")

    @override
    def heading(self) -> str:
        return "" if self.part is None else self.part.heading()

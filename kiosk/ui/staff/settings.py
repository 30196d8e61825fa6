"""The few settings that a manager changes at the screen; each holds as soon as it is on disk."""

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout
from typing_extensions import override

from kiosk.application.staff import Role, ScreenSettings, StaffDesk
from kiosk.ui.announce import announce
from kiosk.ui.staff.asides import Aside
from kiosk.ui.staff.facts import Place, grid, titled
from kiosk.ui.staff.page import StaffPage
from kiosk.ui.staff.picks import Picks
from kiosk.ui.staff.report_words import FORMS, forms_explained
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import column, holder, row
from kiosk.ui.widgets.buttons import Chip
from kiosk.ui.widgets.flow import Flow
from kiosk.ui.widgets.panel import Icon, Panel
from kiosk.ui.widgets.words import Words

THEMES: Final = ("light", "dark")
_STILL: Final = 1


class SettingsPage(StaffPage):
    """A tick moves when the change is written down, and not before.

    A change of the look has the window made anew, and this page with it.
    """

    def __init__(self, stage: Stage, desk: StaffDesk, role: Role) -> None:
        super().__init__(stage, desk, role)
        self._known: ScreenSettings | None = None
        self._is_busy = False
        theme = self.theme
        self.look = Picks(theme, (self.tr("Light"), self.tr("Dark")), self.tr("Look"))
        self.look.wanted.connect(self._pick_look)
        self.motion = Picks(theme, (self.tr("Gently"), self.tr("Not at all")), self.tr("Movement"))
        self.motion.wanted.connect(self._pick_motion)
        forms = [form.upper() for form in FORMS]
        self.reports = Picks(theme, forms, self.tr("Written when a day has ended"))
        self.reports.wanted.connect(self._pick_report)
        self.pins = {
            Role.STAFF: Chip(theme, self.tr("For staff")),
            Role.MANAGER: Chip(theme, self.tr("For managers")),
        }
        for whose, chip in self.pins.items():
            chip.setAccessibleName(f"{self.tr('A new PIN')}: {chip.text()}")
            chip.clicked.connect(partial(self.wants_pin.emit, whose))
        self.outcome = Place()
        self.outcome.hide()
        self.fill(column(self.outcome, self._arrange(), None))

    @override
    def heading(self) -> str:
        return self.tr("Settings of this screen")

    # How it stands ----------------------------------------------------------------------------

    def _arrange(self) -> QLayout:
        theme, gap = self.theme, self.theme.px(22)
        look = titled(theme, self.look.accessibleName(), self.look)
        motion = titled(theme, self.motion.accessibleName(), self.motion)
        about = Words(theme, Type.LABEL, forms_explained(), colour="soft_ink")
        name = self.reports.accessibleName()
        reports = titled(theme, name, self.reports, theme.px(14), about)
        pins = titled(theme, self.tr("A new PIN"), Flow(theme, tuple(self.pins.values())))
        words = self.tr(
            "Everything else is in the settings file of this machine. Whoever installed it finds "
            "out where that is, and what is wrong with it, with: {command}"
        )
        rest = Words(theme, Type.NOTE, words.format(command="askfirst doctor"), colour="soft_ink")
        if theme.portrait:
            return column(look, gap, motion, gap, reports, gap, pins, gap, rest)
        cards = [column(card, None) for card in (look, motion, reports, pins)]
        whole = grid(theme, cards, 2, down=22)
        whole.setHorizontalSpacing(gap)
        return column(whole, gap, rest)

    # What is set ------------------------------------------------------------------------------

    @override
    def opened(self) -> None:
        self.desk.settings(self.awaiting("settings", self._told_settings))

    def _told_settings(self, settings: ScreenSettings) -> None:
        self._known = settings
        if settings.theme in THEMES:
            self.look.show_picked(frozenset({THEMES.index(settings.theme)}))
        self.motion.show_picked(frozenset({_STILL if settings.reduced_motion else 0}))
        self.reports.show_picked(
            frozenset(place for place, form in enumerate(FORMS) if form in settings.reports)
        )

    # What is changed --------------------------------------------------------------------------

    def _pick_look(self, place: int) -> None:
        if self._known is not None:
            self._change(replace(self._known, theme=THEMES[place]))

    def _pick_motion(self, place: int) -> None:
        if self._known is not None:
            self._change(replace(self._known, reduced_motion=place == _STILL))

    def _pick_report(self, place: int) -> None:
        if self._known is not None:
            picked = self.reports.picked ^ {place}
            forms = tuple(form for at, form in enumerate(FORMS) if at in picked)
            self._change(replace(self._known, reports=forms))

    def _change(self, wanted: ScreenSettings) -> None:
        # One at a time: the next would be worked out from what is about to be past.
        if self._is_busy or wanted == self._known:
            return
        self._is_busy = True

        def told(fault: str) -> None:
            self._is_busy = False
            if fault:
                self._say_refused(fault)
            else:
                self._told_settings(wanted)
                self._say(self.tr("Saved."))

        self.desk.change_settings(wanted, self.awaiting("change", told))

    # What came of it --------------------------------------------------------------------------

    @override
    def pin_was_set(self, role: Role) -> None:
        if role is Role.MANAGER:
            self._say(self.tr("The new PIN for managers counts from now on."))
        else:
            self._say(self.tr("The new PIN for staff counts from now on."))

    def _say_refused(self, fault: str) -> None:
        words = self.tr(
            "Not saved, and everything is as it was. Whoever looks after this machine can see why "
            "in the line below."
        )
        self._say(words, fault)

    def _say(self, text: str, fault: str = "") -> None:
        icon = Icon(self.theme, "triangle-alert" if fault else "check", 44, _colour(fault))
        px = self.theme.px
        words = column(Words(self.theme, Type.NOTE, text))
        if fault:
            words.addWidget(Aside(self.theme, (fault,)))
        line = row(icon, px(22), words)
        line.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
        line.setStretch(2, 1)
        whole = column(Panel(self.theme, line, pad=28), px(22))
        self.outcome.show_piece(holder(whole))
        self.outcome.show()
        self.to_top()
        announce(self, text)


def _colour(fault: str) -> str:
    return "terracotta" if fault else "green"

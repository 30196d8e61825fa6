"""The state of the machine: what needs somebody, with what to do; what is well; a few facts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QLayout, QWidget
from typing_extensions import override

from kiosk.application.staff import CorrectionsSeen, Health, Role, StaffDesk
from kiosk.ui.announce import announce
from kiosk.ui.staff import findings, health_words
from kiosk.ui.staff.asides import Aside, breakable
from kiosk.ui.staff.facts import Place, fact, grid, titled
from kiosk.ui.staff.findings import Finding
from kiosk.ui.staff.moments import short_instant
from kiosk.ui.staff.page import StaffPage
from kiosk.ui.stage import Stage
from kiosk.ui.theme import Type
from kiosk.ui.widgets.arrange import Piece, column, holder, row
from kiosk.ui.widgets.buttons import Chip
from kiosk.ui.widgets.door import Door
from kiosk.ui.widgets.panel import Icon, Panel
from kiosk.ui.widgets.words import Words

_MINUTE: Final = 60


class HealthPage(StaffPage):
    """Examined whenever it is opened, and when somebody asks again.

    An examination takes seconds; until it is over, what the one before found is in sight with its
    time, and beside it whatever is known without one.
    """

    def __init__(self, stage: Stage, desk: StaffDesk, role: Role) -> None:
        super().__init__(stage, desk, role)
        px = self.theme.px
        self.health: Health | None = None
        self._is_asked_for = False
        self._told_at: float | None = None
        self._summary = self.tr("One moment")
        self.looking = Words(self.theme, Type.LABEL, colour="soft_ink")
        self.again = Door(self.theme, self.tr("Look again"))
        self.again.clicked.connect(self._look_again)
        self.doors = (self.again,)
        self.body = Place()
        self.fill(column(self.looking, px(18), self.body, None))

    @override
    def heading(self) -> str:
        return self._summary

    # What is asked and told -------------------------------------------------------------------

    @override
    def opened(self) -> None:
        self._say_looking()
        self.desk.health(self.awaiting("health", self._told))

    def _look_again(self) -> None:
        self._is_asked_for = True
        self.opened()

    def _try_camera(self) -> None:
        self._is_asked_for = True
        self._say_looking()
        self.desk.try_camera_again(self.awaiting("health", self._told))

    def _say_looking(self) -> None:
        checked = None if self.health is None else self.health.checked
        if checked is None:
            self.looking.say(self.tr("Everything is being looked at. This takes some seconds."))
        else:
            words = self.tr("Being looked at again; below is what was found before ({time}).")
            self.looking.say(words.format(time=self._when(checked, "")))
        self._told_at = None
        self.again.setEnabled(False)

    def _told(self, health: Health) -> None:
        before, self.health = self.health, health
        if health.is_looking:
            self._say_looking()
        else:
            self.again.setEnabled(True)
            self._told_at = self.stage.clock()
            self._say_how_old(self._told_at)
        bad = findings.needing_somebody(health)
        self._summary = self._in_a_sentence(len(bad), health)
        self.heading_changed.emit()
        if before is None or _in_sight(before) != _in_sight(health):
            self.body.show_piece(holder(self._arrange(health, bad)))
            self.settle()
        if self._is_asked_for and not health.is_looking:
            # Whoever only listens hears what came of the tap.
            self._is_asked_for = False
            announce(self, self._summary)

    @override
    def tick(self) -> None:
        if self._told_at is not None:
            self._say_how_old(self._told_at)

    def _say_how_old(self, told_at: float) -> None:
        """How long ago all this was true."""
        minutes = int(self.stage.clock() - told_at) // _MINUTE
        if minutes:
            self.looking.say(self.tr("Looked at %n minutes ago.", "", minutes))
        else:
            self.looking.say(self.tr("Looked at just now."))

    def _in_a_sentence(self, bad: int, health: Health) -> str:
        if bad:
            return self.tr("%n things need somebody.", "", bad)
        if health.checks:
            return self.tr("All is well.")
        return self.tr("One moment") if health.is_looking else self.tr("Nothing was looked at.")

    # How it stands ----------------------------------------------------------------------------

    def _arrange(self, health: Health, bad: Sequence[Finding]) -> QLayout:
        gap = self.theme.px(22)
        pieces: list[Piece] = []
        for finding in bad:
            pieces += [self._card(finding), gap]
        facts = titled(self.theme, self.tr("As it stands"), self._facts(health), None)
        well = titled(self.theme, self.tr("All right"), self._well(health), None)
        if self.theme.portrait:
            return column(*pieces, facts, gap, well)
        sides = row(facts, gap, well)
        sides.setStretch(0, 1)
        sides.setStretch(2, 1)
        return column(*pieces, sides)

    def _card(self, finding: Finding) -> Panel:
        px = self.theme.px
        name = health_words.name(finding.check)
        pieces: list[Piece] = [
            Words(self.theme, Type.LABEL, self.tr("Needs somebody"), colour="soft_ink"),
            px(2),
            Words(self.theme, Type.HEADING, breakable(name)),
            px(8),
            Words(self.theme, Type.NOTE, health_words.cure(finding.check)),
        ]
        if finding.can_try:
            button = Chip(self.theme, self.tr("Try the camera again"))
            button.clicked.connect(self._try_camera)
            pieces += [px(20), row(button, None)]
        pieces += [px(12), Aside(self.theme, finding.lines)]
        return Panel(self.theme, self._beside("triangle-alert", 56, column(*pieces)), pad=36)

    def _beside(self, icon: str, units: float, words: QLayout | QWidget) -> QLayout:
        drawn = Icon(self.theme, icon, units, "terracotta" if units > 50 else "green")
        line = row(drawn, self.theme.px(28 if units > 50 else 16), words)
        line.setAlignment(drawn, Qt.AlignmentFlag.AlignTop)
        line.setStretch(2, 1)
        return line

    def _well(self, health: Health) -> QLayout:
        names = findings.well(health)
        if not names:
            # Its place is kept for what is found.
            words = self.tr("One moment") if health.is_looking else self.tr("Nothing")
            return column(Words(self.theme, Type.NOTE, words))
        cells = [
            self._beside(
                "check", 40, Words(self.theme, Type.NOTE, breakable(health_words.name(name)))
            )
            for name in names
        ]
        return grid(self.theme, cells, 1 if self.theme.larger else 2, down=16)

    def _facts(self, health: Health) -> QLayout:
        locale, theme = self.stage.locale, self.theme
        size = locale.formattedDataSize(
            health.disk_free_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat
        )
        cells = (
            fact(theme, self.tr("Camera"), breakable(health_words.camera(health.camera))),
            fact(theme, self.tr("Estimates are made by"), breakable(health.model)),
            fact(
                theme,
                self.tr("Last backup"),
                self._when(health.last_backup, self.tr("None yet")),
            ),
            fact(
                theme,
                self.tr("Ledger last checked"),
                self._when(health.ledger_checked, self.tr("Not since the last start")),
                self._rows(health),
            ),
            fact(theme, self.tr("Free on the disk"), size),
            fact(
                theme,
                self.tr("Running since"),
                self._when(health.started, ""),
            ),
            fact(theme, self.tr("Version"), breakable(health.version)),
        )
        whole = column(grid(theme, cells, 1 if self.theme.larger else 2))
        if health.corrections is not None:
            whole.addSpacing(theme.px(24))
            whole.addLayout(self._corrected(health.corrections))
        return whole

    def _corrected(self, seen: CorrectionsSeen) -> QLayout:
        locale = self.stage.locale
        words = self.tr("The gender in about 1 of {gender} estimates, the age in about 1 of {age}")
        return fact(
            self.theme,
            self.tr("What visitors corrected"),
            words.format(
                gender=locale.toString(seen.gender_one_in), age=locale.toString(seen.age_one_in)
            ),
            self.tr("Of %n whole months. No figure is changed by it.", "", seen.months),
        )

    def _rows(self, health: Health) -> str:
        if health.ledger_checked is None:
            return ""
        if health.ledger_rows is None:
            return self.tr("It could not be read then.")
        number = self.stage.locale.toString(health.ledger_rows)
        return self.tr("{number} lines were looked at.").format(number=number)

    def _when(self, moment: datetime | None, never: str) -> str:
        if moment is None:
            return never
        return short_instant(moment, self.stage.place.zone, self.desk.today(), self.stage.locale)


def _in_sight(health: Health) -> Health:
    """What is shown of it below the line that says how old it is."""
    no_checks = health.is_looking and not health.checks
    return replace(health, checked=None, is_looking=no_checks)

"""The test picture of a set-up: a whole visit with the installer as the visitor.

Its records, its key and its sign-off lie in a folder that is thrown away. The camera opens, as
it always does, after a yes on the screen and not before.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.adapters.settings.settings import Settings
from kiosk.application.setup_visit import WitnessedVisit
from kiosk.bootstrap import assessment
from kiosk.domain.assessment import Assessment

if TYPE_CHECKING:
    from kiosk.bootstrap.kiosk import JoinedKiosk

_SIGNED_BY: Final = "Nobody: a visit to try out the set-up, in a folder that is thrown away"
_COUNSEL: Final = "Nobody asked: this is a visit to try out the set-up"

Attend = Callable[["JoinedKiosk"], None]
"""Is given the joined kiosk once it stands: for tests, which press where an installer would."""


def play(settings: Settings, attend: Attend | None = None) -> WitnessedVisit:
    """Have one visit on this session's screen; what came of it. Ctrl+C ends it.

    Raises BadModel, OSError, FolderUnusable.
    """
    with _thrown_away() as data:
        tried = _for_one_visit(settings)
        _let_ask(data, tried)
        return _play(data, tried, attend)


def _play(data: Path, settings: Settings, attend: Attend | None) -> WitnessedVisit:
    # Qt comes only with these, and only whoever has a screen gets as far as here.
    from PySide6.QtWidgets import QApplication

    from kiosk.adapters.system.process import EndRequests, leave_no_core
    from kiosk.bootstrap.kiosk import JoinedKiosk

    leave_no_core()
    app = QApplication.instance() or QApplication(["askfirst"])
    kiosk = JoinedKiosk(settings, data, windowed=not settings.screen.full_screen)
    seen = WitnessedVisit(kiosk.end)
    kiosk.runner.show_to(seen)
    if attend is not None:
        attend(kiosk)
    ends = EndRequests(kiosk.end)
    try:
        app.exec()
    finally:
        ends.close()
        kiosk.close()
    return seen


def _for_one_visit(settings: Settings) -> Settings:
    """Without what reaches beyond the screen: no phone, no door counter, no files of figures."""
    return replace(
        settings,
        door=replace(settings.door, source="none"),
        phone=replace(settings.phone, mode="off"),
        reports=replace(settings.reports, at_close=()),
        fleet=replace(settings.fleet, kiosk=None),
    )


def _let_ask(data: Path, settings: Settings) -> None:
    """Nobody is asked unsigned: what is signed here goes with the folder, and is said to."""
    configuration = assessment.configuration_of(settings).hash
    today = assessment.today(settings)
    assessment.sign(data, settings, Assessment(configuration, _SIGNED_BY, today, _COUNSEL))


@contextmanager
def _thrown_away() -> Generator[Path]:
    # By a name that a kiosk's self-check looks for: what a crash leaves here is found there.
    data = Path(tempfile.mkdtemp(prefix="askfirst-visit-"))
    try:
        yield data
    finally:
        shutil.rmtree(data, ignore_errors=os.name != "posix")

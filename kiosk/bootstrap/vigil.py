"""The running kiosk watched over: its parts asked whether they still answer, its manager told."""

import logging
from typing import Final

from kiosk.adapters.analysis.watch import ConfinedWatch
from kiosk.adapters.records.store import RecordsStore
from kiosk.adapters.system.service_manager import ServiceManager
from kiosk.adapters.system.watchdog import PATIENCE_SECONDS, VitalSign, Watchdog
from kiosk.domain import states
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.painted import Painted

_log: Final = logging.getLogger(__name__)


class Vigil:
    """Keeps the service manager's watchdog fed while the kiosk is well; an audience of the visit.

    What the manager is told of the visit is whether anybody can be asked, and never more: its
    status is kept in no file, but a line a minute would tell who came when.
    """

    def __init__(
        self,
        manager: ServiceManager,
        window: KioskWindow,
        store: RecordsStore,
        watch: ConfinedWatch,
    ) -> None:
        self._manager = manager
        self._said = ""
        signs = (
            VitalSign("store", store.answer, lambda: store.works_long),
            VitalSign("watch", watch.answer),
        )
        self._watchdog = Watchdog(manager, signs, Painted(window), self._unwell)

    def show_visit(self, visit: states.Visit) -> None:
        words = words_for(visit)
        if words != self._said:
            self._said = words
            self._manager.status(words)

    def show_language(self, tag: str) -> None:
        """Nothing to the service manager."""

    def close(self) -> None:
        self._watchdog.close()
        self._manager.stopping()

    def _unwell(self, missing: tuple[str, ...]) -> None:
        for part in missing:
            _log.error("no answer from %s for %d seconds", part, round(PATIENCE_SECONDS))
        if not missing:
            _log.warning("all parts answer again")


def words_for(visit: states.Visit) -> str:
    """The same words for everything that can happen to a visitor."""
    match visit:
        case states.Starting():
            return "starting"
        case states.Resting(fault):
            return f"at rest: {fault.value}"
        case _:
            return "in service"

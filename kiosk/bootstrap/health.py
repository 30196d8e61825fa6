"""The health file of a running kiosk, where one is wanted: written every minute."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer

from kiosk.adapters.analysis.health import Door
from kiosk.adapters.analysis.watch import ConfinedWatch
from kiosk.adapters.records.store import RecordsStore
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system.version import version
from kiosk.adapters.system.worker import Worker
from kiosk.application.doctor import Check
from kiosk.application.machine_health import READY, MachineHealth
from kiosk.application.whole_file import write_whole
from kiosk.bootstrap import door, parts, staff_facts
from kiosk.domain import states

EVERY_SECONDS: Final = 60.0
_LAST_SECONDS: Final = 2.0
_FOR_ALL_TO_READ: Final = 0o644

CLOSED: Final = (Door.NO_CAMERA, Door.NO_MODEL, Door.NOT_CONFINED, Door.RESTING)
"""Whatever else the door is, it comes and goes with visitors, and is told as ready."""

_log: Final = logging.getLogger(__name__)


def start(
    data: Path,
    settings: Settings,
    store: RecordsStore,
    watch: ConfinedWatch,
    key: bytes | None,
    phone: Callable[[], Check | None] | None,
) -> "HealthFile | None":
    """None where the settings name no folder; then nothing is written."""
    if settings.kiosk.health_folder is None:
        return None
    folder = Path(settings.kiosk.health_folder)
    return HealthFile(folder, data, settings, store, watch, key, phone)


class HealthFile:
    """One small file, there whole or as it was a minute ago; an audience of the visit.

    Its own thread writes it: the folder may be on another machine, and may hang.
    """

    def __init__(
        self,
        folder: Path,
        data: Path,
        settings: Settings,
        store: RecordsStore,
        watch: ConfinedWatch,
        key: bytes | None,
        phone: Callable[[], Check | None] | None,
    ) -> None:
        self._key = key.hex()[:8] if key else None
        self.path = folder / f"askfirst-health-{self._key or 'no-key'}.json"
        self._data = data
        self._settings = settings
        self._store = store
        self._watch = watch
        self._phone = phone
        self._clock = parts.clock_of(settings)
        self._started, self._since = self._clock.now(), self._clock.monotonic()
        self._state, self._fault = "starting", ""
        self._is_writing = False
        self._has_failed = False
        self._worker = Worker("health file")
        self._timer = QTimer()
        self._timer.timeout.connect(self._write)
        self._timer.start(round(EVERY_SECONDS * 1000))

    def show_visit(self, visit: states.Visit) -> None:
        """Write at once when it is another state of the machine: of visits none is known here."""
        before = self._state, self._fault
        match visit:
            case states.Starting():
                self._state, self._fault = "starting", ""
            case states.Resting(fault):
                self._state, self._fault = "at rest", fault.value
            case _:
                self._state, self._fault = "in service", ""
        if (self._state, self._fault) != before:
            # Whatever is being written just now: this must not be missed.
            self._worker.do(partial(self._write_now, self._state, self._fault))

    def show_language(self, tag: str) -> None:
        """Nothing to the machine's health."""

    def close(self) -> None:
        """Say that it was ended, if that can be said within two seconds."""
        self._timer.stop()
        self._state, self._fault = "ended", ""
        written = threading.Event()
        self._worker.do(partial(self._write_now, self._state, self._fault))
        self._worker.do(written.set)
        written.wait(_LAST_SECONDS)
        self._worker.close()

    def _write(self) -> None:
        if not self._is_writing:
            self._is_writing = True
            self._worker.do(partial(self._write_now, self._state, self._fault))

    # On the worker's thread -------------------------------------------------------------------

    def _write_now(self, state: str, fault: str) -> None:
        try:
            write_whole(self.path, self._health(state, fault).as_json(), _FOR_ALL_TO_READ)
        except OSError as why:
            if not self._has_failed:
                # Once: an unplugged network says it every minute.
                _log.warning("the health file cannot be written: %s", why.strerror)
            self._has_failed = True
        else:
            self._has_failed = False
        self._is_writing = False

    def _health(self, state: str, fault: str) -> MachineHealth:
        settings, now = self._settings, self._clock.now()
        path = parts.records_file(self._data, demo=settings.demo)
        report, camera = self._store.night_report(), self._watch.health().door
        return MachineHealth(
            kiosk=settings.kiosk.name[settings.kiosk.languages[0]],
            key=self._key,
            demo=settings.demo,
            version=version(),
            written=now,
            time_zone=settings.kiosk.time_zone.key,
            business_day=self._clock.moment().day,
            started=self._started,
            uptime_seconds=int(self._clock.monotonic() - self._since),
            state=state,
            at_rest_because=fault or None,
            camera=camera.value if camera in CLOSED else READY,
            phone_page=self._phone_page(),
            door_counter=self._door_counter(),
            last_backup=staff_facts.last_backup(path, settings.kiosk.time_zone),
            backup_failed=report is not None and report.backup_fault is not None,
            ledger_checked=None if report is None else report.when,
            ledger_whole=None if report is None or report.rows is None else report.flaw is None,
            findings=0 if report is None else len(report.self_check.findings),
            disk_free_bytes=self._free(path.parent),
        )

    def _phone_page(self) -> str:
        if not self._settings.phone.is_served:
            return "off"
        seen = self._phone and self._phone()
        return "well" if seen and seen.ok else "not well"

    def _door_counter(self) -> str:
        if self._settings.door.way is None:
            return "off"
        return (
            "well"
            if all(each.ok for each in door.check(self._data, self._settings))
            else "not well"
        )

    def _free(self, folder: Path) -> int:
        with suppress(OSError):
            return staff_facts.free_bytes(folder)
        return 0

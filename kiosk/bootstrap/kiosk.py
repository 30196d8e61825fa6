"""The running kiosk: window, runner, store and watch, joined and taken apart again."""

import logging
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication

from kiosk.adapters.analysis.orders import WatchSettings
from kiosk.adapters.analysis.watch import ConfinedWatch
from kiosk.adapters.camera import opening, presence
from kiosk.adapters.camera.source import SourceSpec
from kiosk.adapters.keys.signing import KeyUnusable, SigningKey
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system import heap
from kiosk.adapters.system.instance import InstanceLock
from kiosk.adapters.system.log import keeping_log
from kiosk.adapters.system.process import EndRequests, leave_no_core
from kiosk.adapters.system.qt_alarm import QtAlarm
from kiosk.adapters.system.qt_calls import QueuedCalls
from kiosk.adapters.system.qt_collecting import CollectingHere
from kiosk.adapters.system.qt_post import QueuedPost
from kiosk.adapters.system.randomness import SystemRandomness
from kiosk.adapters.system.service_manager import ServiceManager
from kiosk.adapters.system.starts import Starts
from kiosk.adapters.system.version import version
from kiosk.application.visit_runner import VisitRunner
from kiosk.bootstrap import (
    assessment,
    door,
    fleet_since,
    health,
    instance,
    parts,
    phone_desk,
    safe_start,
    staff_desk,
)
from kiosk.bootstrap.bugs import ending_on_any_bug, log_bug
from kiosk.bootstrap.commands import make_store
from kiosk.bootstrap.place import bare_place_of, place_of
from kiosk.bootstrap.reports_at_close import ReportsAtClose
from kiosk.bootstrap.screen import appearance_of, may_be_dark, picture_size, show, size_of_screen
from kiosk.bootstrap.vigil import Vigil
from kiosk.ui.assets import load_fonts
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.play import PlayedVisit

_WENT_WRONG: Final = 1

_log: Final = logging.getLogger(__name__)


def run_kiosk(
    settings: Settings,
    data: Path,
    *,
    demo: bool,
    play: bool,
    pictures: Path | None,
    windowed: bool,
) -> int:
    """Run until the window is closed or the system asks; the exit code.

    ``play`` has one visit play itself, then ends. ``pictures`` is a folder for a picture of
    every screen, refused with a real camera. Raises AlreadyRunning, FolderUnusable.
    """
    leave_no_core()
    windowed = windowed or not settings.screen.full_screen
    folder = parts.records_folder(data, demo=demo)
    for each in (data, folder):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
    manager = ServiceManager(os.environ)
    with ExitStack() as held:
        lock = instance.hold(folder)
        held.callback(lock.release)
        lock.note(instance.print_of(settings))
        held.enter_context(ending_on_any_bug())
        app = QApplication.instance() or QApplication(["askfirst"])
        assert isinstance(app, QApplication)
        if demo:
            kiosk = JoinedKiosk(settings, data, windowed=windowed, lock=lock, manager=manager)
            return _run_demo(kiosk, play=play, pictures=pictures)
        held.enter_context(keeping_log(folder))
        return _run_shop(settings, data, Starts(folder), lock, manager, windowed=windowed)


def _run_shop(
    settings: Settings,
    data: Path,
    starts: Starts,
    lock: InstanceLock,
    manager: ServiceManager,
    *,
    windowed: bool,
) -> int:
    _log.info("started: %s", version())
    try:
        if starts.begin():
            code = safe_start.run(settings, bare_place_of(settings), starts, manager)
        else:
            kiosk = JoinedKiosk(settings, data, windowed=windowed, lock=lock, manager=manager)
            code = _until_ended(kiosk, by_keyboard=False, ending=starts.ended_well)
    except Exception as bug:
        log_bug(type(bug), bug.__traceback__)
        raise
    _log.info("ended with code %d", code)
    return code


def _run_demo(kiosk: "JoinedKiosk", *, play: bool, pictures: Path | None) -> int:
    player = None
    if play or pictures is not None:
        taken_in = pictures or Path(tempfile.mkdtemp(prefix="askfirst-demo-"))
        player = PlayedVisit(kiosk.window, taken_in, plays=play, done=kiosk.end)
    code = _until_ended(kiosk, by_keyboard=True)
    if player is None:
        return code
    print(f"{len(player.pictures)} pictures of the screens are in {player.folder}")
    if play and not player.went_well:
        print("The visit did not come to its receipt.", file=sys.stderr)
        return _WENT_WRONG
    return code


def _until_ended(
    kiosk: "JoinedKiosk", *, by_keyboard: bool, ending: Callable[[], None] = lambda: None
) -> int:
    """``ending`` is called when somebody has asked for the end, before anything is taken apart."""
    ends = EndRequests(kiosk.end, by_keyboard=by_keyboard)
    try:
        code = QApplication.exec()
        # A compositor that is ended at the same moment may take this process along.
        ending()
        return code
    finally:
        ends.close()
        kiosk.close()


class JoinedKiosk:
    """All parts of one running kiosk. Made on the Qt thread, shown at once."""

    def __init__(
        self,
        settings: Settings,
        data: Path,
        *,
        windowed: bool,
        lock: InstanceLock | None = None,
        manager: ServiceManager | None = None,
    ) -> None:
        """``lock`` is told when a manager changes settings at the screen, and the service
        ``manager`` how the kiosk is.
        """
        # Before any other thread begins.
        heap.keep_no_large_pieces()
        self._collecting = CollectingHere()
        load_fonts()
        self._lock = lock
        self._post = QueuedPost()
        look = appearance_of(settings)
        size = size_of_screen(windowed=windowed)
        clock = parts.clock_of(settings)
        signer = signer_of(data, settings)
        # A notice names the key: without one there is none that is true, and nobody is asked.
        notices = parts.notices_of(settings, signer and signer.public)
        for problem in notices.problems():
            _log.error("notice: %s", problem)
        try:
            # Before there is a store in which anybody can be counted.
            fleet_since.remember(data, settings)
        except OSError as why:
            _log.error("since when visitors are told of the chain cannot be noted: %s", why)
        # Early, for it checks its file while the window is being made.
        self.store = make_store(data, settings, self._post, signer, looks_after_itself=True)
        for notice in notices.offered().values():
            self.store.remember_notice(notice)
        try:
            assessment.erase_due(data, settings)
        except OSError as why:
            _log.error("old sign-offs could not be erased: %s", why)
        spec = SourceSpec.parse(parts.source_of(settings))
        self.watch = ConfinedWatch(
            self._post,
            clock,
            WatchSettings(
                source=str(spec),
                models=parts.models_folder(),
                picture=picture_size(size, look),
                camera_seconds=settings.camera.seconds,
                unreadable=(data.absolute(),),
                confined=not settings.camera.may_be_unconfined,
            ),
            partial(presence.present, spec),
            partial(opening.open_for, spec),
        )
        self._alarm = QtAlarm()
        self.runner = VisitRunner(
            records=self.store,
            watch=self.watch,
            clock=clock,
            alarm=self._alarm,
            randomness=SystemRandomness(),
            notices=notices,
            camera_seconds=settings.camera.seconds,
            post=self._post,
        )
        self._calls = QueuedCalls()
        self.phone = phone_desk.join(settings, self.store, self.runner, notices, clock, self._calls)
        self.desk = staff_desk.join(
            data,
            settings,
            self.store,
            self.watch,
            deliver=self._calls,
            settings_changed=self._settings_changed,
            end=self.end,
            phone=self.phone and self.phone.check,
        )
        self.window = KioskWindow(
            self.runner,
            notices.offered(),
            self.watch,
            place_of(settings, spec),
            look,
            size=size,
            desk=self.desk,
            phone=self.phone and self.phone.codes,
            may_be_dark=may_be_dark(settings, clock),
            end=self.end,
        )
        # Where no notice is offered the runner knows of no language to rest in.
        self.window.show_language(settings.kiosk.languages[0])
        self.runner.show_to(self.window)
        self.door = door.start(data, settings, self.store)
        self.reports = ReportsAtClose(data, settings)
        self._post.deliver_to(self.runner.post)
        self.vigil = Vigil(manager or ServiceManager({}), self.window, self.store, self.watch)
        self.runner.show_to(self.vigil)
        self.health = health.start(
            data,
            settings,
            self.store,
            self.watch,
            signer and signer.public,
            self.phone and self.phone.check,
        )
        if self.health is not None:
            self.runner.show_to(self.health)
        show(self.window, windowed=windowed)

    def end(self) -> None:
        """Leave the event loop; the parts are still there until ``close``."""
        # Not quit(): that asks the window, which lets nobody close it.
        QApplication.exit(0)

    def _settings_changed(self, settings: Settings, is_file: bool) -> None:
        self.window.show_look(appearance_of(settings))
        self.reports.settings_changed(settings)
        if self._lock is not None and is_file:
            self._lock.note(instance.print_of(settings))

    def close(self) -> None:
        """End the child, finish what is to be recorded, and let the window go."""
        self.vigil.close()
        if self.health is not None:
            self.health.close()
        self._post.close()
        self._alarm.clear()
        if self.phone is not None:
            self.phone.close()
        self.reports.close()
        self.desk.close()
        self._calls.close()
        self.watch.close()
        if self.door is not None:
            self.door.close()
        self.store.close()
        self.window.allow_close()
        self.window.close()
        self._collecting.close()


def signer_of(data: Path, settings: Settings) -> SigningKey | None:
    """The machine's key, or None if it cannot be used: what is taken back goes all the same."""
    try:
        return parts.signer_of(data, demo=settings.demo)
    except KeyUnusable as why:
        _log.error("signing key: %s", why)
        return None

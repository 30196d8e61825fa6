"""The running kiosk: window, runner, store and watch, joined and taken apart again."""

import json
import logging
import os
import sys
import tempfile
import threading
import traceback
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtWidgets import QApplication

from kiosk.adapters.analysis.orders import WatchSettings
from kiosk.adapters.analysis.watch import ConfinedWatch
from kiosk.adapters.camera import presence
from kiosk.adapters.camera.source import SourceKind, SourceSpec
from kiosk.adapters.keys.signing import KeyUnusable, SigningKey
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system.instance import InstanceLock
from kiosk.adapters.system.process import EndRequests, leave_no_core
from kiosk.adapters.system.qt_alarm import QtAlarm
from kiosk.adapters.system.qt_calls import QueuedCalls
from kiosk.adapters.system.qt_post import QueuedPost
from kiosk.adapters.system.randomness import SystemRandomness
from kiosk.application.visit_runner import VisitRunner
from kiosk.bootstrap import assessment, door, instance, parts, phone_desk, staff_desk
from kiosk.bootstrap.commands import make_store
from kiosk.bootstrap.reports_at_close import ReportsAtClose
from kiosk.bootstrap.screen import appearance_of, picture_size, show, size_of_screen
from kiosk.ui.assets import load_fonts
from kiosk.ui.kiosk_window import KioskWindow
from kiosk.ui.place import Accuracy, Place
from kiosk.ui.play import PlayedVisit

_WENT_WRONG: Final = 1
_SOFTWARE_FAULT: Final = 70
_BRAND: Final = {"zh_CN": "先问"}
_BRAND_ELSEWHERE: Final = "ASKFIRST"
_GROUPS: Final = "by_race_and_gender"

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
    folder = parts.records_folder(data, demo=demo)
    for each in (data, folder):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = instance.hold(folder)
    lock.note(instance.print_of(settings))
    end_on_any_bug()
    app = QApplication.instance() or QApplication(["askfirst"])
    assert isinstance(app, QApplication)
    try:
        kiosk = JoinedKiosk(settings, data, windowed=windowed, lock=lock)
        player = None
        if play or pictures is not None:
            taken_in = pictures or Path(tempfile.mkdtemp(prefix="askfirst-demo-"))
            player = PlayedVisit(kiosk.window, taken_in, plays=play, done=kiosk.end)
        ends = EndRequests(kiosk.end)
        try:
            code = app.exec()
        finally:
            ends.close()
            kiosk.close()
        if player is None:
            return code
        print(f"{len(player.pictures)} pictures of the screens are in {player.folder}")
        if play and not player.went_well:
            print("The visit did not come to its receipt.", file=sys.stderr)
            return _WENT_WRONG
        return code
    finally:
        lock.release()


class JoinedKiosk:
    """All parts of one running kiosk. Made on the Qt thread, shown at once."""

    def __init__(
        self,
        settings: Settings,
        data: Path,
        *,
        windowed: bool,
        lock: InstanceLock | None = None,
    ) -> None:
        """``lock`` is told when a manager changes settings at the screen."""
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
            _log.error("%s", problem)
        # First of all, for it checks its file while the window is being made.
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
        )
        # Where no notice is offered the runner knows of no language to rest in.
        self.window.show_language(settings.kiosk.languages[0])
        self.runner.show_to(self.window)
        self.door = door.start(data, settings, self.store)
        self.reports = ReportsAtClose(data, settings)
        self._post.deliver_to(self.runner.post)
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


def signer_of(data: Path, settings: Settings) -> SigningKey | None:
    """The machine's key, or None if it cannot be used: what is taken back goes all the same."""
    try:
        return parts.signer_of(data, demo=settings.demo)
    except KeyUnusable as why:
        _log.error("%s", why)
        return None


def place_of(settings: Settings, spec: SourceSpec) -> Place:
    """Where this kiosk stands, as the screens say it."""
    first = settings.kiosk.languages[0]
    names = {
        tag: f"{_BRAND.get(tag, _BRAND_ELSEWHERE)} · {name}"
        for tag, name in settings.kiosk.name.items()
    }
    return Place(
        name=names[first],
        controller=settings.controller.name[first],
        contact=settings.controller.contact,
        notice_url=settings.controller.notice_url,
        demo=settings.demo,
        camera_seconds=settings.camera.seconds,
        minimum_age=settings.kiosk.minimum_age,
        zone=settings.kiosk.time_zone,
        webcam=spec.kind is SourceKind.WEBCAM,
        unconfined=settings.camera.may_be_unconfined,
        names=names,
        accuracy=accuracy_of(parts.models_folder()),
        filing_from=parts.law_of(settings).filing_from,
    )


def accuracy_of(models: Path) -> Accuracy | None:
    """How good the estimate is, from the model card that comes with the models, if it does."""
    try:
        card = json.loads((models / "model-card.json").read_text(encoding="utf-8"))
        adult, bands = card["adult"], card["by_band"]
        groups = {name: group["gender"]["share"] for name, group in card[_GROUPS].items()}
        worst = min(groups, key=groups.__getitem__)
        origin, gender = worst.split()
        return Accuracy(
            people=int(adult["n"]),
            gender_right=round(100 * adult["gender_accuracy"]),
            years_off=round(adult["age_mae"]),
            old_too_young=round(-bands["65+"]["age"]["bias"]),
            young_too_old=round(bands["14-17"]["age"]["bias"]),
            worst=(origin, gender),
            worst_right=round(100 * groups[worst]),
        )
    except (OSError, ValueError, KeyError, TypeError) as why:
        _log.error("the model card cannot be read: %s", why)
        return None


def end_on_any_bug() -> None:
    """A bug ends the program, in whatever thread or slot: it is started again at Idle.

    Qt would go on after an exception in a slot, with half a step done.
    """

    def end(kind: type[BaseException], bug: BaseException, where: TracebackType | None) -> None:
        _log.critical("%s", "".join(traceback.format_exception(kind, bug, where)))
        os._exit(_SOFTWARE_FAULT)

    sys.excepthook = end
    threading.excepthook = lambda bug: end(
        bug.exc_type, bug.exc_value or RuntimeError("no reason given"), bug.exc_traceback
    )

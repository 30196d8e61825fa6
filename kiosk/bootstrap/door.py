"""The door counter: joined into a running kiosk, and what the commands ask about it."""

import ipaddress
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from kiosk.adapters.door import status_file, token
from kiosk.adapters.door.counter import DoorCounter
from kiosk.adapters.door.csv_file import LARGEST, FileRefused, read_counts
from kiosk.adapters.door.csv_folder import CsvDoor, lies_in, take_in
from kiosk.adapters.door.listener import ListeningDoor, Orders, OrdersUnusable
from kiosk.adapters.door.process import News
from kiosk.adapters.door.protocol import ListenHttp, ListenSerial
from kiosk.adapters.records.door_hours import DoorHours
from kiosk.adapters.records.recorder import Recorder
from kiosk.adapters.settings.door_source import CsvFolder, DoorWay, HttpPush, SerialLine
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system import checks_of_unit
from kiosk.application.doctor import Check
from kiosk.application.door_intake import DoorIntake, DoorStatus, EnteredRecords, reasons_in_words
from kiosk.application.door_line import DoorLine
from kiosk.application.own_program import own_program
from kiosk.bootstrap import parts
from kiosk.bootstrap.erasing import Tell, held_records

FOLDER: Final = "door-counter"
"""The folder with the token and the status, beside the records."""

_NAMES: Final = {CsvFolder: "csv", HttpPush: "http", SerialLine: "serial"}


@dataclass(frozen=True, slots=True)
class Imported:
    """How many hours of a file were counted, and a line for each of its lines that was not."""

    hours: int
    reasons: tuple[str, ...]


def start(data: Path, settings: Settings, records: EnteredRecords) -> DoorCounter | None:
    """The door counter of a running kiosk; None where the settings name none.

    Then nothing is made, opened or listened to.
    """
    way = settings.door.way
    if way is None:
        return None
    kept = status_of(data, settings)
    intake = _intake(data, settings, records, kept)
    shop = parts.business_day(settings)
    news = News()
    if isinstance(way, CsvFolder):
        door = CsvDoor(way.folder, data, intake, shop)
    else:
        clock = parts.clock_of(settings)
        door = ListeningDoor(
            partial(_orders, data, settings, way),
            intake,
            clock,
            shop,
            news.put,
            own_program(),
            line=DoorLine(clock, shop) if isinstance(way, SerialLine) else None,
        )
    keep: Callable[[DoorStatus], None] = partial(status_file.keep, _status_path(data, settings))
    return DoorCounter(door, news, intake, keep)


def import_file(data: Path, settings: Settings, path: Path, unsigned: Tell) -> Imported:
    """Count the hours of one file now, over whatever they had. Only while no kiosk runs.

    Raises FileRefused, AlreadyRunning, FolderUnusable, StoreUnavailable, OSError.
    """
    with path.open("rb") as file:
        counts = read_counts(file.read(LARGEST + 1), parts.business_day(settings))
    with held_records(data, settings, unsigned) as recorder:
        intake = _intake(data, settings, _Written(recorder), status_of(data, settings))
        for _, reason in counts.wrong:
            intake.note_refused(reason)
        taken, wrong = take_in(counts, counts.hours, intake)
    status_file.keep(_status_path(data, settings), intake.status)
    return Imported(len(taken), tuple(reasons_in_words([*counts.wrong, *wrong])))


def status_of(data: Path, settings: Settings) -> DoorStatus:
    """How it did when that was last written down; of another source only the last count is."""
    way = settings.door.way
    source = "none" if way is None else _NAMES[type(way)]
    kept = status_file.load(_status_path(data, settings))
    if kept is None:
        return DoorStatus(source)
    return kept if kept.source == source else DoorStatus(source, last_count=kept.last_count)


def token_of(data: Path, settings: Settings, *, new: bool) -> str:
    """The secret of the settings' own file, or the kiosk's, made if there is none or if ``new``.

    Raises TokenUnusable.
    """
    named = settings.door.token_file
    if named is None:
        path = parts.records_folder(data, demo=settings.demo) / FOLDER / token.TOKEN_FILE
        return token.make(path) if new else token.load_or_make(path)
    if new:
        raise token.TokenUnusable(f"door.token_file names {named}: put the new one there.")
    return token.load(Path(named))


def check(data: Path, settings: Settings) -> Iterable[Check]:
    """The doctor's line: whether counts can come in, as far as that can be seen from outside."""
    way = settings.door.way
    if way is None:
        yield Check("door counter", True, "there is none (door.source)")
        return
    wrong = _wrong(data, settings, way)
    if wrong is not None:
        yield Check("door counter", False, *wrong)
        return
    found = status_of(data, settings)
    if found.trouble is not None:
        yield Check("door counter", False, f"{found.trouble}", _CURE)
    elif found.warning is not None:
        yield Check(
            "door counter", False, found.warning, "See where it hangs, and whether it works."
        )
    else:
        last = found.last_count
        says = (
            "no count has come in yet"
            if last is None
            else f"the last count came in at {last:%Y-%m-%d %H:%M}"
        )
        if found.refused:
            says += f"; refused: {found.refused:,}, the last one: {found.last_reason}"
        yield Check("door counter", True, says)


_CURE: Final = "docs/door-counter.md says what each way in needs."


def _wrong(data: Path, settings: Settings, way: DoorWay) -> tuple[str, str] | None:
    """What is plainly not there, with its cure; opens neither the line nor a port."""
    if isinstance(way, HttpPush) and settings.door.token_file is not None:
        try:
            token.load(Path(settings.door.token_file))
        except token.TokenUnusable as why:
            return str(why).removesuffix("."), "Mend that, or leave door.token_file out."
    if isinstance(way, HttpPush) and not settings.demo:
        version = ipaddress.ip_address(way.address).version
        if checks_of_unit.reaches_network(version) is False:
            says = f"{checks_of_unit.UNIT} has no network, so nothing can listen at {way.address}"
            return says, checks_of_unit.cure(checks_of_unit.NETWORK)
    if isinstance(way, CsvFolder):
        if lies_in(way.folder, data):
            return f"{way.folder} lies in the data folder", "Name another folder in door.source."
        if not way.folder.is_dir():
            return f"{way.folder} is no folder", "Make it, or mend door.source."
        if not os.access(way.folder, os.R_OK | os.W_OK | os.X_OK):
            return f"{way.folder} cannot be read and written", "Give this account the folder."
    if isinstance(way, SerialLine) and os.name == "posix":
        if not Path(way.device).exists():
            return f"{way.device} is not there", "Plug the counter in, or mend door.source."
        reaches = None if settings.demo else checks_of_unit.reaches_device(way.device)
        if reaches is False:
            says = f"{checks_of_unit.UNIT} may not open {way.device}"
            return says, checks_of_unit.cure(checks_of_unit.LINE)
        # The service has groups that whoever asks here need not have.
        if reaches is None and not os.access(way.device, os.R_OK | os.W_OK):
            cure = "Let this account use it; on most systems its group is dialout."
            return f"{way.device} may not be opened by this account", cure
    return None


def _orders(data: Path, settings: Settings, way: HttpPush | SerialLine) -> Orders:
    if isinstance(way, SerialLine):
        return ListenSerial(way.device, way.speed)
    try:
        secret = token_of(data, settings, new=False)
    except token.TokenUnusable as why:
        raise OrdersUnusable(str(why)) from why
    return ListenHttp(way.address, way.port, token.hash_of(secret))


def _intake(
    data: Path, settings: Settings, records: EnteredRecords, kept: DoorStatus
) -> DoorIntake:
    return DoorIntake(
        records,
        DoorHours(parts.records_file(data, demo=settings.demo)),
        parts.clock_of(settings),
        parts.retention_of(settings),
        settings.door.most_an_hour,
        DoorStatus(kept.source, last_count=kept.last_count, ids=kept.ids),
    )


def _status_path(data: Path, settings: Settings) -> Path:
    folder = parts.records_folder(data, demo=settings.demo)
    return folder / FOLDER / status_file.STATUS_FILE


class _Written:
    """Takes counts while no kiosk runs: written when the call returns."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def record_entered(self, day: date, hour: int, entered: int, *, replace: bool = False) -> None:
        self._recorder.record_entered(day, hour, entered, replace=replace)


__all__ = [
    "FOLDER",
    "FileRefused",
    "Imported",
    "check",
    "import_file",
    "start",
    "status_of",
    "token_of",
]

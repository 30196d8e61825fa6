"""The doctor's look at the machine around the kiosk: asked in one place, and joined here."""

import re
import sqlite3
from collections.abc import Iterable
from datetime import UTC, date
from functools import partial
from pathlib import Path
from typing import Final

from kiosk.adapters.keys.signing import KEY_FILE, KeyUnusable
from kiosk.adapters.records import backups, checkup
from kiosk.adapters.records.ballast import BALLAST_BYTES, BALLAST_FILE
from kiosk.adapters.records.connection import StoreUnavailable, reason_of
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system import checks, checks_of_keeping, checks_of_machine
from kiosk.adapters.system.clock import SystemClock
from kiosk.adapters.system.version import version_and_commit
from kiosk.application.doctor import Check, Probe
from kiosk.bootstrap import instance, parts
from kiosk.domain.retention import BusinessDay

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_SCREENS: Final = Path("/sys/class/drm")


def of_the_machine(settings: Settings | None) -> list[Probe]:
    """What can be asked of any machine, whoever asks."""
    return [
        partial(checks.program, version_and_commit()),
        checks_of_machine.swap,
        partial(_screen_size, settings),
        checks_of_machine.service,
    ]


def of_what_is_kept(data: Path, settings: Settings | None) -> list[Probe]:
    """What only an account that may look into the data folder can be told."""
    demo = settings is not None and settings.demo
    folder = parts.records_folder(data, demo=demo)
    has_records = parts.records_file(data, demo=demo).exists()
    ballast = folder / BALLAST_FILE
    probes: list[Probe] = [
        partial(checks_of_keeping.ownership, folder),
        partial(checks_of_keeping.reserve, ballast, BALLAST_BYTES, has_records=has_records),
        partial(_signing_key, data, demo=demo),
    ]
    if has_records:
        probes.append(partial(_backup, data, settings, demo=demo))
    if settings is not None and settings.phone.is_served:
        probes.append(partial(_port, data, settings))
    return probes


def _screen_size(settings: Settings | None) -> Iterable[Check]:
    measured = None
    if settings is not None and settings.screen.width_mm is not None:
        measured = f"{settings.screen.width_mm} mm"
    elif settings is not None and settings.screen.dpi is not None:
        measured = f"{settings.screen.dpi} dpi"
    found = checks_of_machine.connected_screens()
    return checks_of_machine.screen_size(found, measured, is_told=_SCREENS.is_dir())


def _signing_key(data: Path, *, demo: bool) -> Iterable[Check]:
    try:
        parts.public_key_of(data, demo=demo)
    except KeyUnusable:
        # The look at the notices, which name it, says why and what to do.
        return ()
    return checks_of_keeping.signing_key(parts.records_folder(data, demo=demo) / KEY_FILE)


def _port(data: Path, settings: Settings) -> Iterable[Check]:
    port = settings.phone.port
    return checks_of_machine.port(
        port,
        is_taken=checks_of_machine.listens(port),
        kiosk_runs=instance.kiosk_runs(data, demo=settings.demo),
    )


def _backup(data: Path, settings: Settings | None, *, demo: bool) -> Iterable[Check]:
    shop = parts.business_day(settings) if settings is not None else BusinessDay(UTC)
    today = shop.moment(SystemClock(shop).now()).day
    path = backups.newest_beside(parts.records_file(data, demo=demo))
    if path is None:
        return checks_of_keeping.backup(None, None, today)
    found = _DAY.search(path.name)
    day = date.fromisoformat(found[0]) if found else today
    return checks_of_keeping.backup((day, path), _fault_of(path), today)


def _fault_of(path: Path) -> str | None:
    try:
        checkup.check(path)
    except (checkup.Damaged, StoreUnavailable) as why:
        return str(why)
    except (sqlite3.Error, OSError) as why:
        return reason_of(why)
    return None

"""What the command line asks for, beside running the kiosk itself."""

import os
import sqlite3
from collections.abc import Iterable
from datetime import UTC
from functools import partial
from pathlib import Path

from kiosk.adapters.keys.signing import KeyUnusable
from kiosk.adapters.notices.law import LawPackBroken, load_packs
from kiosk.adapters.records import backups, checkup, selfcheck
from kiosk.adapters.records.connection import StoreUnavailable, reason_of
from kiosk.adapters.records.store import RecordsStore
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system import checks, checks_of_files, checks_of_machine, checks_of_running
from kiosk.adapters.system.starts import MOST, Starts
from kiosk.application.doctor import Check, Probe, examine
from kiosk.application.ports import Post, Signer
from kiosk.application.shipped import shipped
from kiosk.bootstrap import (
    assessment,
    doctor,
    door,
    fleet_at_close,
    instance,
    parts,
    phone,
    reports_at_close,
    staff_sign_in,
)


def has_records(data: Path, *, demo: bool) -> bool:
    """True where a kiosk, or the demo, has ever recorded anything."""
    return parts.records_file(data, demo=demo).exists()


def make_store(
    data: Path,
    settings: Settings,
    post: Post,
    signer: Signer | None,
    *,
    looks_after_itself: bool = False,
) -> RecordsStore:
    """The store of this shop, or of the demo; it starts working at once."""
    elsewhere = settings.records.backup_folder
    return RecordsStore(
        post,
        parts.clock_of(settings),
        parts.records_file(data, demo=settings.demo),
        parts.retention_of(settings),
        parts.rules_of(settings),
        settings.demo,
        minimum_age=settings.kiosk.minimum_age,
        signer=signer,
        assessments=assessment.assessments_of(data, settings),
        model=parts.MODEL,
        looks_after_itself=looks_after_itself,
        backups_elsewhere=None if elsewhere is None else Path(elsewhere),
    )


def doctor_report(data: Path, settings: Settings | None) -> list[Check]:
    """Everything about this machine but the settings file itself, which the caller read.

    Opens no camera, writes no file. Without settings, what depends on them is left out.
    """
    demo = settings is not None and settings.demo
    probes: list[Probe] = [
        *doctor.of_the_machine(settings),
        checks.python_version,
        partial(checks.qt_loads, os.environ),
        partial(checks_of_files.data_folder, parts.records_folder(data, demo=demo)),
        _models,
        partial(_confinement, settings),
        partial(_fonts_and_words, settings),
        partial(_clock, data, settings),
    ]
    if _may_look_into(parts.records_folder(data, demo=demo)):
        # Of what another account keeps to itself nothing can be said, good or bad.
        probes += [
            partial(_records, parts.records_file(data, demo=demo)),
            partial(_contents, parts.records_file(data, demo=demo)),
            partial(_other_kiosk, data, settings),
            *doctor.of_what_is_kept(data, settings),
            partial(_starts, data, demo=demo),
            *(() if demo else (partial(staff_sign_in.check, data),)),
        ]
    if settings is not None:
        probes[:0] = [
            partial(_law_and_notices, data, settings),
            partial(assessment.check, data, settings),
            partial(_camera, settings),
            partial(door.check, data, settings),
            partial(phone.check, settings),
            partial(_folders_elsewhere, data, settings),
        ]
        if _may_look_into(parts.records_folder(data, demo=demo)):
            probes.append(partial(reports_at_close.check, data, settings))
            probes.append(partial(fleet_at_close.check, data, settings))
    return examine(probes)


def _starts(data: Path, *, demo: bool) -> Iterable[Check]:
    return checks_of_running.starts(
        Starts(parts.records_folder(data, demo=demo)).unfinished(), most=MOST
    )


def _folders_elsewhere(data: Path, settings: Settings) -> Iterable[Check]:
    named = {
        "backup folder": ("records.backup_folder", settings.records.backup_folder),
        "health folder": ("kiosk.health_folder", settings.kiosk.health_folder),
    }
    for name, (setting, folder) in named.items():
        if folder is not None:
            yield from checks_of_running.folder_elsewhere(name, setting, Path(folder), data)


def _may_look_into(folder: Path) -> bool:
    try:
        return not folder.exists() or os.access(folder, os.R_OK | os.X_OK)
    except PermissionError:
        return False


def _records(path: Path) -> Iterable[Check]:
    fault, cure = None, ""
    if path.exists():
        try:
            checkup.check(path)
        except checkup.Damaged as why:
            fault, cure = str(why), _cure_of_damage(path)
        except StoreUnavailable as why:
            fault, cure = str(why), "Install the version of AskFirst that last recorded here."
        except (sqlite3.Error, OSError) as why:
            fault, cure = reason_of(why), "Make it readable: the records themselves may be whole."
    return checks_of_files.records(path, fault, cure)


def _cure_of_damage(path: Path) -> str:
    newest = backups.newest_beside(path)
    if newest is not None:
        return f"Stop the kiosk, then: askfirst restore {newest}"
    files = ", ".join(f"{path.name}{log}" for log in ("", "-wal", "-shm"))
    return (
        f"There is no backup. Stop the kiosk and move {files} away: it then begins new records, "
        "and a new ledger. Erase the old ones when their time is over."
    )


def _contents(path: Path) -> Iterable[Check]:
    if not path.exists():
        return
    from kiosk.adapters.system.clock import SystemClock
    from kiosk.domain.retention import BusinessDay

    now = SystemClock(BusinessDay(UTC)).now()
    looked = selfcheck.examine(path, selfcheck.own_folders(path), now)
    unread = [each for each in looked.findings if selfcheck.is_unread(each)]
    found = [each for each in looked.findings if each not in unread]
    yield from checks_of_files.contents(found, unread, looked.values, looked.files)


def _models() -> Iterable[Check]:
    from kiosk.adapters.analysis.models import BadModel, check_models
    from kiosk.adapters.statistics.published import BadConfusion, published

    try:
        check_models(parts.models_folder())
        published(parts.models_folder(), parts.MODEL)
    except (BadModel, BadConfusion) as why:
        return checks_of_files.models([str(why)])
    return checks_of_files.models([])


def _confinement(settings: Settings | None) -> Iterable[Check]:
    from kiosk.adapters.processes import confine, landlock

    accepted = settings is not None and settings.camera.may_be_unconfined
    obstacle = confine.obstacle()
    if obstacle is None and checks_of_machine.kills_by_seccomp() is False:
        obstacle = "this kernel cannot end a process for a forbidden call"
    by = f"Landlock ABI {landlock.version()}, seccomp" if obstacle is None else ""
    return checks.confinement(obstacle, accepted=accepted, by=by)


def _law_and_notices(data: Path, settings: Settings) -> Iterable[Check]:
    try:
        packs = load_packs(parts.law_folder())
        public_key = parts.public_key_of(data, demo=settings.demo)
        notices = parts.notices_of(settings, public_key)
    except KeyUnusable as why:
        yield Check(
            "signing key",
            False,
            str(why),
            "Give the file back to the kiosk's account, or, if it is beyond help, move it away; "
            "then start the kiosk anew. Where there is no key it makes one.",
        )
        return
    except LawPackBroken as why:
        yield from checks_of_files.law({}, str(why))
        return
    yield from checks_of_files.law(
        {name: packs[name].minimum_age for name in settings.kiosk.packs}, None
    )
    offered = {tag: notice.version.short for tag, notice in notices.offered().items()}
    yield from checks_of_files.notices(settings.kiosk.languages, offered, notices.problems())


def _camera(settings: Settings) -> Iterable[Check]:
    from kiosk.adapters.camera import choice, presence
    from kiosk.adapters.camera.source import BadSource, SourceSpec

    source = parts.source_of(settings)
    others = [f"{camera.source} ({camera.name})" for camera in choice.cameras()]
    name = None
    try:
        spec = SourceSpec.parse(source)
        is_present = presence.present(spec) is not None
        name = choice.name_of(spec.path) if spec.is_device else None
    except BadSource:
        is_present = False
    return checks.camera(source, is_present=is_present, others=others, name=name)


def _fonts_and_words(settings: Settings | None) -> Iterable[Check]:
    languages = settings.kiosk.languages if settings is not None else ("en",)
    fonts = shipped("assets") / "fonts"
    return checks_of_files.fonts_and_words(fonts, shipped("i18n"), languages)


def _clock(data: Path, settings: Settings | None) -> Iterable[Check]:
    from kiosk.adapters.system.clock import SystemClock
    from kiosk.domain.retention import BusinessDay

    zone = settings.kiosk.time_zone if settings is not None else None
    now = SystemClock(BusinessDay(zone or UTC)).now()
    newest = checks_of_files.newest_write(data)
    return checks.clock(now, zone, newest, is_kept=checks_of_machine.clock_is_kept())


def _other_kiosk(data: Path, settings: Settings | None) -> Iterable[Check]:
    demo = settings is not None and settings.demo
    is_older = settings is not None and instance.runs_with_older_settings(data, settings)
    return checks_of_files.other_kiosk(
        runs=is_older or instance.kiosk_runs(data, demo=demo), older_settings=is_older
    )

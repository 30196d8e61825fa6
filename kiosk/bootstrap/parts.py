"""Parts that the kiosk and the commands both need, made from a shop's settings."""

from pathlib import Path
from typing import Final

from kiosk.adapters.keys.signing import KEY_FILE, KeyUnusable, SigningKey
from kiosk.adapters.notices.facts import NoticeFacts
from kiosk.adapters.notices.jurisdictions import load_jurisdictions
from kiosk.adapters.notices.law import load_packs
from kiosk.adapters.notices.notices import FilledNotices
from kiosk.adapters.records.backups import KEPT as BACKUPS_KEPT
from kiosk.adapters.settings import reading
from kiosk.adapters.settings.settings import SETTINGS_FILE, Settings
from kiosk.adapters.system.clock import SystemClock
from kiosk.application import shipped as shipping
from kiosk.application.consent_processing import Jurisdiction
from kiosk.application.shipped import shipped
from kiosk.domain.blocks import ReleaseRules
from kiosk.domain.law import LawPack, union
from kiosk.domain.retention import BusinessDay, Retention
from kiosk.ui.drawable import undrawable

MODEL: Final = shipping.OUR_MODEL

HISTORY: Final = "demo-history"
"""The data folder of the demo that has a history, in the data folder of everything else."""


def records_folder(data: Path, *, demo: bool) -> Path:
    """Where records, lock and ballast lie: the demo's apart, so that nothing can mix them."""
    return data / "demo" if demo else data


def records_file(data: Path, *, demo: bool) -> Path:
    return records_folder(data, demo=demo) / "askfirst.sqlite3"


def settings_folder(data: Path, *, demo: bool) -> Path:
    """Where the settings file is: the shop's in the data folder, the demo's with the program."""
    return shipped("assets") / "demo" if demo else data


def load_settings(data: Path, *, demo: bool) -> Settings:
    """The settings of this shop, or of the demo. Raises SettingsMissing, SettingsRefused."""
    ages = {name: pack.minimum_age for name, pack in load_packs(law_folder()).items()}
    path = settings_folder(data, demo=demo) / SETTINGS_FILE
    return reading.load_settings(path, ages, demo=demo)


def law_folder() -> Path:
    return shipped("assets") / "law"


def models_folder() -> Path:
    return shipping.models_folder()


def business_day(settings: Settings) -> BusinessDay:
    return BusinessDay(settings.kiosk.time_zone, settings.kiosk.day_begins)


def clock_of(settings: Settings) -> SystemClock:
    return SystemClock(business_day(settings))


def retention_of(settings: Settings) -> Retention:
    kept = settings.records
    return Retention(business_day(settings), kept.window_hours, kept.counts_months)


def rules_of(settings: Settings) -> ReleaseRules:
    """How answers are released: the times are in the order in which a business day has them."""
    begins, kept = settings.kiosk.day_begins, settings.records
    times = sorted(kept.blocks_close, key=lambda each: (each.hour < begins, each))
    return ReleaseRules(kept.epsilon, tuple(times))


def signer_of(data: Path, *, demo: bool) -> SigningKey:
    """The machine's own key, made now if it has none. Raises KeyUnusable."""
    return SigningKey.load_or_make(records_folder(data, demo=demo))


def present_signer_of(data: Path, *, demo: bool) -> SigningKey:
    """The machine's own key, for what reads only and makes none. Raises KeyUnusable."""
    path = records_folder(data, demo=demo) / KEY_FILE
    if not path.exists():
        said = f"{path}: the signing key is missing. Start the kiosk once: it makes a new one."
        raise KeyUnusable(said)
    try:
        return signer_of(data, demo=demo)
    except KeyUnusable as why:
        raise KeyUnusable(f"{why} askfirst doctor says what to do.") from why


NO_KEY: Final = bytes(32)
"""Stands for the public half of a key that is not made yet, where a notice is only looked at."""


def public_key_of(data: Path, *, demo: bool) -> bytes:
    """The public half of the machine's key, or NO_KEY where it has none yet: makes none.

    Only what shows or checks a notice may use it; a kiosk that asks anyone has made its key.
    Raises KeyUnusable.
    """
    if not (records_folder(data, demo=demo) / KEY_FILE).exists():
        return NO_KEY
    return signer_of(data, demo=demo).public


def notices_folder() -> Path:
    return shipped("assets") / "notices"


def law_of(settings: Settings) -> LawPack:
    """The union of the packs that bind this shop. Raises LawPackBroken."""
    packs = load_packs(law_folder())
    return union(packs[name] for name in settings.kiosk.packs)


def facts_of(settings: Settings, public_key: bytes) -> NoticeFacts:
    """What a notice, a sign or a text for staff says about this shop."""
    controller = settings.controller
    return NoticeFacts(
        controller=controller.name,
        kiosk=settings.kiosk.name,
        contact=controller.contact,
        address=controller.address,
        authority=controller.authority,
        purpose=settings.purpose,
        minimum_age=settings.kiosk.minimum_age,
        camera_seconds=settings.camera.seconds,
        window_hours=settings.records.window_hours,
        counts_months=settings.records.counts_months,
        backups=BACKUPS_KEPT,
        day_begins=settings.kiosk.day_begins,
        public_key=public_key,
        dpo=controller.dpo,
        notice_url=controller.notice_url,
        phone=settings.phone.mode,
        chain=settings.fleet.kiosk is not None,
    )


def notices_of(settings: Settings, public_key: bytes | None) -> FilledNotices:
    """The notices in the languages of the settings. Raises LawPackBroken.

    ``public_key`` is that of the machine's key, which the notice names; without one there is
    no notice in any language.
    """
    facts, law = facts_of(settings, public_key or NO_KEY), law_of(settings)
    languages = settings.kiosk.languages if public_key else ()
    return FilledNotices(notices_folder(), facts, law, languages, undrawable)


def jurisdictions() -> tuple[Jurisdiction, ...]:
    """What consent records say of the law of every pack there is."""
    return load_jurisdictions(shipped("assets") / "consent" / "jurisdictions.toml")


def source_of(settings: Settings) -> str:
    """The source of frames with a whole path, as the camera's adapter reads it."""
    folder = settings_folder(Path(), demo=settings.demo)
    return settings.camera.source_beside(folder)

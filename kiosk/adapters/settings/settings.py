"""A shop's settings, whole: they exist only if every line of the file was right."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.adapters.settings.dark_hours import DarkHours
from kiosk.adapters.settings.door_source import DoorWay, way_of

SETTINGS_FILE: Final = "askfirst.toml"
"""What the settings file is called, in the data folder."""


@dataclass(frozen=True, slots=True)
class Controller:
    """Who answers for the counting; mappings give the text for each language that has one."""

    name: Mapping[str, str]
    contact: str
    address: Mapping[str, str]
    authority: Mapping[str, str]
    dpo: str | None
    notice_url: str | None


@dataclass(frozen=True, slots=True)
class Kiosk:
    """This machine and the law it stands under.

    ``minimum_age`` is the one that holds: the packs' highest, or higher.
    """

    name: Mapping[str, str]
    languages: tuple[str, ...]
    packs: tuple[str, ...]
    minimum_age: int
    time_zone: ZoneInfo
    day_begins: int
    health_folder: str | None


@dataclass(frozen=True, slots=True)
class Camera:
    """``source`` is a way, a colon and which one; a relative file lies beside the settings."""

    source: str
    seconds: int
    unconfined: str

    @property
    def may_be_unconfined(self) -> bool:
        return self.unconfined == "i accept"

    def source_beside(self, folder: Path) -> str:
        """The source with an absolute path, where ``folder`` is the settings file's own."""
        way, _, which = self.source.partition(":")
        return f"{way}:{folder.absolute() / which}"


@dataclass(frozen=True, slots=True)
class Kept:
    """How long, in hours after the day's end and in months, and how answers are released.

    ``epsilon`` is how much all of it may tell of one visit; ``blocks_close`` are times of the
    clock, in its order. ``backup_folder`` is where backups lie a second time, or None.
    """

    window_hours: int
    counts_months: int
    epsilon: float
    blocks_close: tuple[time, ...]
    backup_folder: str | None


@dataclass(frozen=True, slots=True)
class Screen:
    """How the screen is; None where Qt's own idea of its size is good enough.

    In ``dark_hours``, if there are any, it is black while nobody touches it.
    """

    theme: str
    full_screen: bool
    reduced_motion: bool
    width_mm: int | None
    dpi: int | None
    dark_hours: DarkHours | None


@dataclass(frozen=True, slots=True)
class Door:
    """The door counter, if there is one; ``token_file`` is None where the kiosk makes its own."""

    source: str
    most_an_hour: int
    token_file: str | None

    @property
    def way(self) -> DoorWay | None:
        """How its counts come in; None: there is no counter."""
        return way_of(self.source)


@dataclass(frozen=True, slots=True)
class Phone:
    """The phone page; ``address`` is None where the kiosk finds its own.

    Either all of ``name``, ``certificate`` and ``key`` are there, or none of them is.
    """

    mode: str
    address: str | None
    port: int
    name: str | None
    certificate: str | None
    key: str | None
    wifi: str | None
    wifi_password: str | None

    @property
    def is_served(self) -> bool:
        """True where the kiosk itself serves it."""
        return self.mode == "network"


@dataclass(frozen=True, slots=True)
class Reports:
    """Which reports are written at close of day, and where; None is the data folder's own."""

    at_close: tuple[str, ...]
    folder: str | None


@dataclass(frozen=True, slots=True)
class Fleet:
    """What this kiosk is called in its chain, None in none; where its days' files are put.

    Without a ``folder`` they are only in the data folder's own.
    """

    kiosk: str | None
    folder: str | None


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its value; ``demo`` is True for the demo's own."""

    controller: Controller
    kiosk: Kiosk
    camera: Camera
    records: Kept
    screen: Screen
    door: Door
    phone: Phone
    reports: Reports
    fleet: Fleet
    purpose: Mapping[str, str]
    demo: bool

"""The few settings that a manager may change at the screen: none of them is in the notice."""

from dataclasses import replace
from pathlib import Path

from kiosk.adapters.notices.law import load_packs
from kiosk.adapters.settings.settings import SETTINGS_FILE, Settings
from kiosk.application.staff import ScreenSettings
from kiosk.bootstrap import parts


def shown(settings: Settings) -> ScreenSettings:
    """What a manager sees of them."""
    return ScreenSettings(
        theme=settings.screen.theme,
        reduced_motion=settings.screen.reduced_motion,
        reports=settings.reports.at_close,
    )


def change(data: Path, settings: Settings, changed: ScreenSettings) -> tuple[Settings, bool]:
    """Write them into the shop's file. Returns the settings as they are then, and whether the
    file says just that.

    In the demo they hold until it ends, for its file comes with the program. A file that was
    changed by hand since the kiosk was started keeps those changes; they hold from its next
    start on. Raises SettingsRefused, OSError.
    """
    before = shown(settings)
    values = {
        name: value
        for name, value, was in (
            ("screen.theme", changed.theme, before.theme),
            ("screen.reduced_motion", changed.reduced_motion, before.reduced_motion),
            ("reports.at_close", tuple(changed.reports), tuple(before.reports)),
        )
        if value != was
    }
    now = _replaced(settings, changed)
    if settings.demo or not values:
        return now, not values
    # Only who changes something waits for what it takes to leave the rest as it is.
    from kiosk.adapters.settings.writing import change_settings

    ages = {name: pack.minimum_age for name, pack in load_packs(parts.law_folder()).items()}
    path = parts.settings_folder(data, demo=False) / SETTINGS_FILE
    return now, change_settings(path, values, ages) == now


def _replaced(settings: Settings, changed: ScreenSettings) -> Settings:
    return replace(
        settings,
        screen=replace(settings.screen, theme=changed.theme, reduced_motion=changed.reduced_motion),
        reports=replace(settings.reports, at_close=tuple(changed.reports)),
    )

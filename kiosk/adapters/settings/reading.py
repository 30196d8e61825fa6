"""From a TOML file to Settings, or to every problem it has, one clear line each."""

import difflib
import json
import tomllib
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Any, Final

from kiosk.adapters.settings.keys import KEYS, LANGUAGES, Key
from kiosk.adapters.settings.kinds import NotAllowed, Words
from kiosk.adapters.settings.settings import (
    Camera,
    Controller,
    Door,
    Fleet,
    Kept,
    Kiosk,
    Phone,
    Reports,
    Screen,
    Settings,
)
from kiosk.adapters.settings.times import as_text

LARGEST_FILE = 64 * 1024
"""More bytes than any settings file has; what is larger is some other file."""


_TOO_MUCH: Final = "a value is too long, or holds too many others"

_LONGEST_SHOWN: Final = 60


class SettingsRefused(Exception):
    """The settings cannot be used. ``problems`` names each one: file, key, value, allowed."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class SettingsMissing(SettingsRefused):
    """There is no settings file at all: no shop has been set up here."""


def load_settings(path: Path, pack_ages: Mapping[str, int], *, demo: bool = False) -> Settings:
    """The settings in a file, whole.

    ``pack_ages`` gives the minimum age of each law pack by name. ``demo`` allows what only the
    demo may: a photograph as a camera. Raises SettingsMissing
    or SettingsRefused, with all problems at once.
    """
    return settings_in(_content(path), path, pack_ages, demo=demo)


def settings_in(
    content: bytes, path: Path, pack_ages: Mapping[str, int], *, demo: bool = False
) -> Settings:
    """The settings in what ``path`` holds, or is to hold. Raises SettingsRefused."""
    found = flat(parsed(content, path))
    values, wrongs = _checked(found, demo=demo)
    wrongs += unknown(found)
    if not wrongs:
        wrongs += _disagreements(values, pack_ages)
    if wrongs:
        raise SettingsRefused(tuple(f"{path}: {wrong}" for wrong in wrongs))
    return _built(values, pack_ages, demo=demo)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except FileNotFoundError as why:
        raise SettingsMissing((f"{path}: the settings file is missing",)) from why
    except OSError as why:
        raise SettingsRefused((f"{path}: cannot be read ({why.strerror})",)) from why


def parsed(content: bytes, path: Path) -> dict[str, Any]:
    """The tables of a file that ``path`` holds, or is to hold. Raises SettingsRefused."""
    if len(content) > LARGEST_FILE:
        raise SettingsRefused((f"{path}: is over 64 KiB, which no settings file is",))
    if not content.strip():
        raise SettingsRefused((f"{path}: the settings file is empty",))
    try:
        return tomllib.loads(content.decode())
    except UnicodeDecodeError as why:
        raise SettingsRefused((f"{path}: is not UTF-8 text (byte {why.start})",)) from why
    except tomllib.TOMLDecodeError as why:
        raise SettingsRefused((f"{path}: is no whole TOML file: {_why(why)}",)) from why
    except (ValueError, RecursionError) as why:
        # A number of thousands of digits, or brackets within thousands of brackets.
        raise SettingsRefused((f"{path}: is no settings file: {_TOO_MUCH}",)) from why


def flat(tables: Mapping[str, Any]) -> dict[str, Any]:
    """Values by their dotted name. What is no table stays under its own name, as unknown."""
    found: dict[str, Any] = {}
    known = {key.table for key in KEYS}
    for table, content in tables.items():
        if table in known and isinstance(content, dict):
            found.update({f"{table}.{name}": value for name, value in content.items()})
        else:
            found[table] = content
    return found


def _checked(found: Mapping[str, Any], *, demo: bool) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = {}
    wrongs: list[str] = []
    for key in KEYS:
        kind = key.kind_in(demo=demo)
        if key.name not in found:
            if key.is_required:
                wrongs.append(f"{key.name} is missing; allowed is {kind.allowed}")
            values[key.name] = key.default
            continue
        try:
            values[key.name] = kind.check(found[key.name])
        except NotAllowed:
            shown = _shown(found[key.name])
            wrongs.append(f"{key.name} = {shown} is not allowed; allowed is {kind.allowed}")
    return values, wrongs


def wrong_value(key: Key, value: object) -> str | None:
    """Why a setting cannot have this value, naming both, or None if it can."""
    try:
        key.kind.check(value)
    except NotAllowed:
        return f"{key.name} = {_shown(value)} is not allowed; allowed is {key.kind.allowed}"
    return None


def unknown(found: Mapping[str, Any]) -> list[str]:
    """One line for each name that is no setting, with the setting that it probably means."""
    known = {key.name for key in KEYS}
    wrongs: list[str] = []
    for name in found:
        if name in known:
            continue
        plain = on_one_line(name)
        wrong = f"{plain} = {_shown(found[name])} is not a setting"
        if isinstance(found[name], dict):
            wrong = f"[{plain}] is no table of settings"
        near = _near(name)
        wrongs.append(f"{wrong}; did you mean {near}?" if near else wrong)
    return wrongs


def _near(name: str) -> str | None:
    """What an unknown name was probably meant to be: in its own table first, then in any."""
    table, _, own = name.rpartition(".")
    if not table:
        tables = {key.table: key.table for key in KEYS}
        return _closest(name, tables) or _closest(name, {key.own: key.name for key in KEYS})
    beside = {key.own: key.name for key in KEYS if key.table == table}
    return _closest(own, beside) or _closest(own, {key.own: key.name for key in KEYS})


def _closest(name: str, meant: Mapping[str, str]) -> str | None:
    near = difflib.get_close_matches(name, meant, n=1, cutoff=0.7)
    return meant[near[0]] if near else None


def _disagreements(values: Mapping[str, Any], pack_ages: Mapping[str, int]) -> list[str]:
    """What each setting alone cannot tell: whether they fit each other."""
    wrongs: list[str] = []
    languages = values["kiosk.languages"]
    for key in KEYS:
        if isinstance(key.kind, Words):
            wrongs += _language_gaps(key, values[key.name], languages)
    wrongs += [
        f"purpose.{language} is missing, but kiosk.languages offers {language}"
        for language in languages
        if values[f"purpose.{language}"] is None
    ]
    lowest = max(pack_ages[pack] for pack in values["kiosk.packs"])
    age = values["kiosk.minimum_age"]
    if age is not None and age < lowest:
        packs = ", ".join(values["kiosk.packs"])
        wrongs.append(
            f"kiosk.minimum_age = {age} is not allowed; allowed is {lowest} to 18, because of "
            f"kiosk.packs ({packs})"
        )
    if values["screen.width_mm"] is not None and values["screen.dpi"] is not None:
        wrongs.append("screen.width_mm and screen.dpi say the same; leave one of them out")
    if values["fleet.folder"] is not None and values["fleet.kiosk"] is None:
        wrongs.append("fleet.kiosk is missing, which fleet.folder cannot do without")
    return wrongs + _times_outside_the_day(values) + _phone_disagreements(values)


def _times_outside_the_day(values: Mapping[str, Any]) -> list[str]:
    begins = time(values["kiosk.day_begins"])
    if begins not in values["records.blocks_close"]:
        return []
    listed = [as_text(each) for each in values["records.blocks_close"]]
    return [
        f"records.blocks_close = {_shown(listed)} is not allowed; allowed is any time but "
        f"{as_text(begins)}, at which the day ends, because of kiosk.day_begins"
    ]


def _phone_disagreements(values: Mapping[str, Any]) -> list[str]:
    wrongs: list[str] = []
    together = ("phone.name", "phone.certificate", "phone.key")
    given = [name for name in together if values[name] is not None]
    if given and len(given) < len(together):
        missing = " and ".join(name for name in together if name not in given)
        wrongs.append(f"{missing} is missing, which {' and '.join(given)} cannot do without")
    if values["phone.wifi_password"] is not None and values["phone.wifi"] is None:
        wrongs.append("phone.wifi is missing, which phone.wifi_password cannot do without")
    if values["phone.mode"] == "site" and values["controller.notice_url"] is None:
        wrongs.append(
            'controller.notice_url is missing, which phone.mode = "site" cannot do without: it is '
            "where the page is"
        )
    return wrongs


def _language_gaps(key: Key, texts: Mapping[str, str], languages: tuple[str, ...]) -> list[str]:
    if "" in texts:
        return []
    gaps = [f"{key.name} has no text for {tag}" for tag in languages if tag not in texts]
    allowed = ", ".join(LANGUAGES)
    strange = [tag for tag in texts if tag not in LANGUAGES]
    return gaps + [
        f"{key.name} has a text for {on_one_line(tag)}; the languages allowed are {allowed}"
        for tag in strange
    ]


def _built(values: Mapping[str, Any], pack_ages: Mapping[str, int], *, demo: bool) -> Settings:
    def table(name: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key in KEYS:
            if key.table == name:
                value = values[key.name]
                if isinstance(key.kind, Words):
                    value = _by_language(value)
                found[key.own] = value
        return found

    kiosk = table("kiosk")
    lowest = max(pack_ages[pack] for pack in kiosk["packs"])
    kiosk["minimum_age"] = kiosk["minimum_age"] or lowest
    return Settings(
        controller=Controller(**table("controller")),
        kiosk=Kiosk(**kiosk),
        camera=Camera(**table("camera")),
        records=Kept(**table("records")),
        screen=Screen(**table("screen")),
        door=Door(**table("door")),
        phone=Phone(**table("phone")),
        reports=Reports(**table("reports")),
        fleet=Fleet(**table("fleet")),
        purpose={tag: text for tag, text in table("purpose").items() if text is not None},
        demo=demo,
    )


def _by_language(texts: Mapping[str, str]) -> dict[str, str]:
    """The text for every language that has one, whether it is offered or not."""
    found = {tag: texts.get(tag, texts.get("")) for tag in LANGUAGES}
    return {tag: text for tag, text in found.items() if text is not None}


def _why(error: tomllib.TOMLDecodeError) -> str:
    """What the parser says, and where; it may name a whole key of the file."""
    said, at, place = str(error).rpartition(" (at ")
    return f"{on_one_line(said)}{at}{place}" if at else on_one_line(str(error))


def _shown(value: object) -> str:
    """A value as it may stand in one line: as JSON, and no longer than a line bears."""
    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        return "…"
    return on_one_line(text)


def on_one_line(text: str) -> str:
    """What a file says, with what would move a cursor written out, and no longer than a line bears.

    It ends up in a terminal and in a log.
    """
    plain = "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in text)
    return plain if len(plain) <= _LONGEST_SHOWN else f"{plain[: _LONGEST_SHOWN - 3]}…"

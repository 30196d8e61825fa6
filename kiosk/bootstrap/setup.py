"""Setting up a shop: what is here, what the answers would make of it, and making it so.

Everything that can be wrong is found before anything is written. What is then written is there
whole, or taken back again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kiosk.adapters.assessment.answers import AnswersRefused
from kiosk.adapters.camera import choice
from kiosk.adapters.camera.source import SourceSpec
from kiosk.adapters.keys.signing import KeyUnusable
from kiosk.adapters.notices.law import load_packs
from kiosk.adapters.settings.answers import Answers
from kiosk.adapters.settings.drafting import changed_file, new_file
from kiosk.adapters.settings.keys import KEYS
from kiosk.adapters.settings.reading import (
    SettingsRefused,
    flat,
    parsed,
    settings_in,
    unknown,
    wrong_value,
)
from kiosk.adapters.settings.settings import SETTINGS_FILE, Settings
from kiosk.bootstrap import assessment, parts
from kiosk.bootstrap.setup_pins import PinsKept, wrong_pins
from kiosk.domain.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Here:
    """What is set up here: the settings file's text, or None, and those of its values that count.

    ``wrong`` are lines about values that are not allowed, and have to be answered anew.
    """

    path: Path
    text: str | None
    values: Mapping[str, Any]
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a set-up would write, checked. ``changed`` are the settings that differ.

    ``pins`` are what has to be kept anew of PINs, by role; ``sign_off`` is None where none is
    given, or the very same is in force.
    """

    here: Here
    text: str
    settings: Settings
    changed: tuple[str, ...]
    pins: PinsKept
    sign_off: Assessment | None

    @property
    def changes_nothing(self) -> bool:
        return not (self.changed or self.pins.roles or self.sign_off) and self.here.text is not None


def look(data: Path) -> Here:
    """What is set up in this folder. Raises SettingsRefused for a file that no answer can mend."""
    path = parts.settings_folder(data, demo=False) / SETTINGS_FILE
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Here(path, None, {})
    except OSError as why:
        raise SettingsRefused((f"{path}: cannot be read ({why.strerror})",)) from why
    found = flat(parsed(content, path))
    strange = unknown(found)
    if strange:
        raise SettingsRefused(tuple(f"{path}: {line}" for line in strange))
    wrongs = {
        key.name: wrong
        for key in KEYS
        if key.name in found and (wrong := wrong_value(key, found[key.name]))
    }
    good = {name: value for name, value in found.items() if name not in wrongs}
    lines = tuple(f"{path}: {wrong}" for wrong in wrongs.values())
    return Here(path, content.decode(), good, lines)


def plan(data: Path, here: Here, answers: Answers) -> Plan:
    """What the answers make of what is here. Raises SettingsRefused, with all that is wrong."""
    answers = _with_camera_found(answers)
    changed = {
        name: value for name, value in answers.settings.items() if here.values.get(name) != value
    }
    if here.text is None:
        text = new_file(answers.settings)
    else:
        text = changed_file(here.text, changed, here.path)
    settings = settings_in(text.encode(), here.path, _pack_ages())
    wrongs = [*_wrong_notices(data, settings), *wrong_pins(data, answers)]
    try:
        sign_off = _sign_off(data, settings, answers.sign_off)
    except AnswersRefused as why:
        wrongs.append(f"sign_off: {why}")
        sign_off = None
    if wrongs:
        raise SettingsRefused(tuple(wrongs))
    return Plan(here, text, settings, tuple(changed), PinsKept.of(data, answers), sign_off)


def cameras() -> tuple[choice.Choice, ...]:
    """The cameras of this machine; none is opened."""
    return choice.cameras()


def device_missing(source: str) -> Path | None:
    """The camera's device where it is not there now; it may be plugged in later."""
    spec = SourceSpec.parse(source)
    return spec.path if spec.is_device and not spec.path.exists() else None


def answers_of(data: Path, made: Plan) -> Answers:
    """Everything that was answered, as a file for other machines: PINs as hashes, the sign-off.

    The camera goes by its name, for its source is this machine's own; and so is what the kiosk is
    called in its chain: two of one name would be one to whoever collects their files.
    """
    values = flat(parsed(made.text.encode(), made.here.path))
    values.pop("fleet.kiosk", None)
    _, _, device = made.settings.camera.source.partition(":")
    camera = choice.name_of(Path(device))
    return Answers(
        settings=values,
        camera_name=camera,
        hashes=made.pins.with_those_kept(data),
        sign_off=_as_tables(made.sign_off or _in_force(data, made.settings), made.settings),
    )


def _with_camera_found(answers: Answers) -> Answers:
    if answers.camera_name is None:
        return answers
    there = choice.cameras()
    found = [each.source for each in there if each.name == answers.camera_name]
    if len(found) == 1:
        return replace(answers, settings={**answers.settings, "camera.source": found[0]})
    if found:
        says = f"{len(found)} cameras have this name; say which with camera.source instead: "
        says += ", ".join(found)
    else:
        names = ", ".join(f"“{each.name}”" for each in there) or "none"
        says = f"no camera has this name; those that are there: {names}"
    raise SettingsRefused((f"camera.name = “{answers.camera_name}”: {says}",))


def _wrong_notices(data: Path, settings: Settings) -> tuple[str, ...]:
    """What keeps a language from being offered: what ``askfirst notice check`` names."""
    try:
        public_key = parts.public_key_of(data, demo=False)
    except KeyUnusable as why:
        return (f"{why} askfirst doctor says what to do.",)
    return parts.notices_of(settings, public_key).problems()


def _sign_off(
    data: Path, settings: Settings, tables: Mapping[str, Any] | None
) -> Assessment | None:
    if tables is None:
        return None
    signed = assessment.answered_in(tables, settings)
    standing = assessment.standing(data, settings)
    if signed.signed_on > assessment.today(settings):
        raise AnswersRefused(f"{signed.signed_on.isoformat()} is in the future")
    if standing.counsel_is_asked and signed.counsel is None:
        article = assessment.question(settings)
        raise AnswersRefused(
            f"counsel's answer is missing, whether the system is high-risk ({article}; section 14)"
        )
    return None if standing.in_force == signed else signed


def _in_force(data: Path, settings: Settings) -> Assessment | None:
    return assessment.standing(data, settings).in_force


def _as_tables(signed: Assessment | None, settings: Settings) -> Mapping[str, Any] | None:
    if signed is None:
        return None
    heard = signed.heard
    return {
        "name": signed.signed_by,
        "date": signed.signed_on.isoformat(),
        "counsel": signed.counsel,
        "heard": {
            "advice": heard.advice,
            "views": heard.views,
            "staff": heard.staff,
            "place": heard.place,
        },
        "configurations": [
            {"hash": signed.configuration, "facts": assessment.configuration_of(settings).facts}
        ],
    }


def _pack_ages() -> dict[str, int]:
    return {name: pack.minimum_age for name, pack in load_packs(parts.law_folder()).items()}

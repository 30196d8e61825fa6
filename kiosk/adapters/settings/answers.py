"""A file of answers for the set-up: settings for one shop or for many, PINs, and a sign-off.

It has the tables and the names of a settings file, as many of them as it answers; and beside
them ``[pins]``, ``[sign_off]`` and ``camera.name``, which no settings file has.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from kiosk.adapters.settings.drafting import as_toml
from kiosk.adapters.settings.keys import KEYS, LANGUAGES, Key
from kiosk.adapters.settings.kinds import NotAllowed, SomeOf, Words
from kiosk.adapters.settings.reading import SettingsRefused, flat, parsed, unknown, wrong_value
from kiosk.adapters.settings.times import TimesOfDay

CAMERA_NAME: Final = "camera.name"
"""Which camera, by its maker's name: its source is another on each machine, and is looked up."""

PINS: Final = ("manager", "staff")
_HASH: Final = "_hash"
_PHC: Final = re.compile(r"\$argon2id\$v=19\$m=\d{1,6},t=\d{1,2},p=\d{1,2}\$[\w+/]{22}\$[\w+/]{43}")
_KEY_OF: Final = {key.name: key for key in KEYS}


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered; ``settings`` by their names, as TOML has them, None to take one out.

    ``pins`` and ``hashes`` are by role, and a role is in one of them at most. ``sign_off`` is the
    table as it stands there, of the form that the assessment's own form has.
    """

    settings: Mapping[str, Any] = field(default_factory=dict[str, Any])
    camera_name: str | None = None
    pins: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    hashes: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    sign_off: Mapping[str, Any] | None = None


def load_answers(path: Path) -> Answers:
    """Read a file of answers. Raises SettingsRefused with every line that is wrong, at once."""
    try:
        content = path.read_bytes()
    except PermissionError as why:
        # Root has become the data folder's owner by now, and its own files are out of reach.
        says = f"{path}: cannot be read; let the account that owns the data folder read it"
        raise SettingsRefused((says,)) from why
    except OSError as why:
        raise SettingsRefused((f"{path}: cannot be read ({why.strerror})",)) from why
    tables = parsed(content, path)
    pins, sign_off = tables.pop("pins", {}), tables.pop("sign_off", None)
    found = flat(tables)
    camera = found.pop(CAMERA_NAME, None)
    wrongs = [*_wrong_values(found), *unknown(found), *_wrong_pins(pins)]
    if camera is not None and (not isinstance(camera, str) or not camera.strip()):
        wrongs.append(f"{CAMERA_NAME} must be a camera's name, as its maker wrote it")
    if camera is not None and "camera.source" in found:
        wrongs.append(f"{CAMERA_NAME} and camera.source say the same; leave one of them out")
    if sign_off is not None and not isinstance(sign_off, dict):
        wrongs.append("sign_off must be a table; docs/operations/setup.md shows one")
    if wrongs:
        raise SettingsRefused(tuple(f"{path}: {wrong}" for wrong in wrongs))
    return Answers(
        found,
        camera,
        {role: pins[role] for role in PINS if role in pins},
        {role: pins[role + _HASH] for role in PINS if role + _HASH in pins},
        sign_off,
    )


def with_overrides(answers: Answers, given: Iterable[str]) -> Answers:
    """The answers with each ``setting=value`` in the place of what they say of it.

    A text for one language is named by it: ``kiosk.name.en=North Door``. Nothing behind the sign
    takes the setting out. Raises SettingsRefused.
    """
    wrongs: list[str] = []
    for each in given:
        name, sign, value = each.partition("=")
        if not sign:
            wrongs.append(f"--set {name}: a sign = and a value are missing")
            continue
        try:
            answers = _overridden(answers, name.strip(), value.strip())
        except _Wrong as why:
            wrongs.append(f"--set {why}")
    if wrongs:
        raise SettingsRefused(tuple(wrongs))
    return answers


def file_of_answers(answers: Answers, head: str) -> str:
    """The file that says this; ``head`` becomes the comment at its top. Holds no PIN, only hashes.

    A setting with None is left out.
    """
    lines = [f"# {line}".rstrip() for line in head.splitlines()]
    table = ""
    for key in KEYS:
        value = answers.settings.get(key.name)
        is_camera = key.name == "camera.source" and answers.camera_name is not None
        if value is None and not is_camera:
            continue
        if key.table != table:
            table = key.table
            lines += ["", f"[{table}]"]
        if is_camera:
            lines.append(f"name = {as_toml(answers.camera_name)}")
        else:
            lines.append(f"{key.own} = {as_toml(value)}")
    if answers.hashes:
        lines += ["", "[pins]"]
        lines += [f"{role}{_HASH} = {as_toml(made)}" for role, made in answers.hashes.items()]
    if answers.sign_off is not None:
        lines += ["", *_sign_off_lines(answers.sign_off)]
    return "\n".join(lines) + "\n"


def _sign_off_lines(sign_off: Mapping[str, Any]) -> list[str]:
    lines = ["[sign_off]"]
    plain = ("name", "date", "counsel")
    lines += [f"{name} = {as_toml(sign_off[name])}" for name in plain if sign_off.get(name)]
    heard = {name: text for name, text in sign_off.get("heard", {}).items() if text}
    if heard:
        lines += ["", "[sign_off.heard]"]
        lines += [f"{name} = {as_toml(text)}" for name, text in heard.items()]
    for each in sign_off["configurations"]:
        lines += ["", "[[sign_off.configurations]]", f"hash = {as_toml(each['hash'])}"]
        lines += ["", "[sign_off.configurations.facts]"]
        lines += [
            f"{as_toml(name)} = {as_toml(fact)}" for name, fact in sorted(each["facts"].items())
        ]
    return lines


class _Wrong(Exception):
    """What is wrong with one override, naming it."""


def _overridden(answers: Answers, name: str, value: str) -> Answers:
    if name.partition(".")[0] in ("pins", "sign_off"):
        raise _Wrong(f"{name}: that is for the file of answers, not for a command's line")
    settings = dict(answers.settings)
    if name == CAMERA_NAME:
        settings.pop("camera.source", None)
        return replace(answers, settings=settings, camera_name=value or None)
    if name == "camera.source":
        answers = replace(answers, camera_name=None)
    whole, _, tag = name.rpartition(".")
    if whole in _KEY_OF and isinstance(_KEY_OF[whole].kind, Words) and tag in LANGUAGES:
        return replace(
            answers, settings={**settings, whole: _in_language(settings, whole, tag, value)}
        )
    key = _KEY_OF.get(name)
    if key is None:
        raise _Wrong(unknown({name: value})[0])
    settings[name] = _read(key, value) if value else None
    return replace(answers, settings=settings)


def _in_language(settings: Mapping[str, Any], name: str, tag: str, value: str) -> dict[str, str]:
    found = settings.get(name)
    texts = dict.fromkeys(LANGUAGES, found) if isinstance(found, str) else dict(found or {})
    texts = {**texts, tag: value}
    wrong = wrong_value(_KEY_OF[name], texts)
    if wrong:
        raise _Wrong(wrong)
    return texts


def _read(key: Key, value: str) -> Any:
    """A text as it stands, if the setting takes it; else what TOML makes of it."""
    if isinstance(key.kind, SomeOf | TimesOfDay) and not value.startswith("["):
        read: Any = [each.strip() for each in value.split(",")]
    else:
        read = value
        try:
            key.kind.check(value)
        except NotAllowed:
            try:
                read = tomllib.loads(f"value = {value}")["value"]
            except (ValueError, RecursionError):
                read = value
    wrong = wrong_value(key, read)
    if wrong:
        raise _Wrong(wrong)
    return read


def _wrong_values(found: Mapping[str, Any]) -> list[str]:
    wrongs = (wrong_value(key, found[key.name]) for key in KEYS if key.name in found)
    return [wrong for wrong in wrongs if wrong]


def _wrong_pins(pins: object) -> list[str]:
    allowed = [each + ending for each in PINS for ending in ("", _HASH)]
    if not isinstance(pins, dict):
        return [f"pins must be a table with {', '.join(allowed)}"]
    # Never the value: it may be a PIN.
    wrongs = [
        f"pins.{name} means nothing; allowed is {', '.join(allowed)}"
        for name in pins
        if name not in allowed
    ]
    for role in PINS:
        if role in pins and not isinstance(pins[role], str):
            wrongs.append(f"pins.{role} must be a text of eight digits, in quotes")
        made = pins.get(role + _HASH)
        if made is not None and not (isinstance(made, str) and _PHC.fullmatch(made)):
            wrongs.append(
                f"pins.{role}{_HASH} is no hash as --write-answers writes it ($argon2id$v=19$…)"
            )
        if role in pins and role + _HASH in pins:
            wrongs.append(f"pins.{role} and pins.{role}{_HASH} say the same; leave one of them out")
    return wrongs

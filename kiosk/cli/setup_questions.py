"""The questions of a set-up, in their order, and what their answers say in a settings file."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kiosk.adapters.settings.answers import Answers
from kiosk.adapters.settings.keys import KEYS, LANGUAGES
from kiosk.adapters.settings.kinds import NotAllowed, Text, Words
from kiosk.application.setup import Question, Unfit
from kiosk.application.staff import Role
from kiosk.cli.setup_choices import (
    Cameras,
    Languages,
    Packs,
    Phone,
    number,
    opening_hours,
    pin_question,
    plain,
    zone_here,
)
from kiosk.cli.setup_shop import KIND_OF, Shop, filled

_WITH_LANGUAGES: Final = tuple(key.name for key in KEYS if isinstance(key.kind, Words))
_FACTS: Final = {
    "controller.name": "controller",
    "controller.contact": "contact",
    "controller.address": "address",
    "controller.authority": "authority",
    "controller.dpo": "dpo",
    "purpose": "purpose",
}
"""The names by which the notice's text knows what these say."""

_NONE: Final = "-"
_PROPOSED: Final = {
    ("kiosk.name", "en"): "Entrance",
    ("kiosk.name", "zh_CN"): "入口",
    ("purpose", "en"): "plan staff and stock by who visits",
    ("purpose", "zh_CN"): "安排人手和商品",
}
"""Defaults for a shop that has not said anything yet, where one is sensible everywhere."""


def all_questions(
    shop: Shop, given: Mapping[str, Any], defaults: Mapping[str, Any]
) -> list[Question]:
    """Everything there is to ask, seen from what has been answered."""
    languages = given.get("kiosk.languages", ())
    asked = [Languages(shop, defaults).question(), Packs(shop, defaults).question()]
    for name in ("controller.name", "controller.contact", "controller.address"):
        asked += _texts(shop, name, languages, defaults)
    asked += _texts(shop, "controller.authority", languages, defaults)
    asked += _texts(shop, "controller.dpo", languages, defaults, optional=True)
    asked += _texts(shop, "purpose", languages, defaults)
    asked += _texts(shop, "kiosk.name", languages, defaults)
    asked.append(plain(shop, "kiosk.time_zone", defaults, str, zone_here()))
    asked.append(plain(shop, "kiosk.day_begins", defaults, number, 4))
    asked.append(opening_hours(shop, defaults))
    asked.append(Cameras(shop, defaults).question())
    asked.append(Phone(shop, defaults).question())
    if given.get("phone.mode") == "site":
        asked.append(plain(shop, "controller.notice_url", defaults, str, None))
    asked.append(plain(shop, "door.source", defaults, str, "none"))
    asked += [pin_question(shop, role, given) for role in (Role.MANAGER, Role.STAFF)]
    return asked


def defaults_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in brackets, from the settings that are here."""
    found = dict(values)
    for name in _WITH_LANGUAGES:
        texts = found.pop(name, {})
        by_language = dict.fromkeys(LANGUAGES, texts) if isinstance(texts, str) else texts
        found |= {f"{name}.{tag}": text for tag, text in by_language.items()}
    return found


def answers_of(given: Mapping[str, Any], before: Mapping[str, Any]) -> Answers:
    """The answers as settings; texts in languages that were not asked about stay as before."""
    settings: dict[str, Any] = {}
    pins: dict[str, str] = {}
    texts = {name: _texts_before(before.get(name)) for name in _WITH_LANGUAGES}
    for name, value in given.items():
        whole, _, tag = name.rpartition(".")
        if whole == "pin":
            pins |= {} if value is None else {tag: value}
        elif whole in texts:
            texts[whole][tag] = value
        else:
            settings[name] = value
    settings |= {name: by_language for name, by_language in texts.items() if by_language}
    return Answers(settings=settings, pins=pins)


def _texts_before(found: Any) -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, found) if isinstance(found, str) else dict(found or {})


# Texts ----------------------------------------------------------------------------------------


def _texts(
    shop: Shop,
    name: str,
    languages: Sequence[str],
    defaults: Mapping[str, Any],
    *,
    optional: bool = False,
) -> list[Question]:
    """One question, or one for each language that it is written in."""
    if name in _WITH_LANGUAGES or name == "purpose":
        return [_text(shop, f"{name}.{tag}", name, tag, defaults) for tag in languages]
    return [_text(shop, name, name, None, defaults, languages=languages, optional=optional)]


def _text(
    shop: Shop,
    name: str,
    own: str,
    tag: str | None,
    defaults: Mapping[str, Any],
    *,
    languages: Sequence[str] = (),
    optional: bool = False,
) -> Question:
    words = shop.words["questions"][own]
    kind = KIND_OF.get(name) or KIND_OF[own]
    most = kind.longest if isinstance(kind, Text | Words) else 0

    def read(typed: str) -> str | None:
        if optional and typed == _NONE:
            return None
        try:
            text = Text(most).check(typed)
        except NotAllowed as why:
            raise Unfit(shop.say("too_long", has=len(typed), most=most)) from why
        if "wrong" in words and not _reaches_somebody(text):
            raise Unfit(words["wrong"])
        if letters := shop.lacking(text):
            raise Unfit(shop.say("undrawn", letters=" ".join(letters)))
        return text

    def echo(value: str) -> str:
        spoken = tag or next(iter(languages), LANGUAGES[0])
        sentence = shop.sentence(spoken, _FACTS[own], value) if own in _FACTS else None
        if sentence is None:
            return shop.say("will_say", text=value)
        return shop.say("notice_says", sentence=sentence)

    default = defaults.get(name) or _PROPOSED.get((own, tag or ""))
    shown = default if default is not None else (_NONE if optional else "")
    return Question(
        name,
        _asks(shop, words["asks"], own, tag),
        words["more"],
        read,
        default=default,
        shown=shown,
        has_default=bool(shown),
        echo=echo,
    )


def _asks(shop: Shop, asks: str, own: str, tag: str | None) -> str:
    """The question; with the language it is to be answered in, and where the answer will stand."""
    if tag is None:
        return asks
    sentence = shop.sentence(tag, _FACTS[own], "…") if own in _FACTS else None
    return filled(asks, {"language": shop.words["languages"][tag], "sentence": sentence or "…"})


def _reaches_somebody(contact: str) -> bool:
    return "@" in contact or any(letter.isdigit() for letter in contact)

"""The notice as a phone shows it: the cards, the full text, two equal buttons, and the story."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from kiosk.application.markup import drawing, made
from kiosk.application.phone import CSRF_SLOT
from kiosk.application.phone_page_frame import Frame
from kiosk.domain.notice import Notice


def served_notice(frame: Frame, notice: Notice) -> str:
    """The page that the kiosk serves: its yes goes to the kiosk."""
    choice = _choice(frame, notice, "choice_served", csrf=CSRF_SLOT)
    inside = (*_text(frame, notice), choice, *_served_stories(frame, notice))
    return frame.page(notice.title, inside, _foot(frame, notice))


def site_notice(frame: Frame, notice: Notice) -> str:
    """The page on a web site: its yes is four digits, and goes nowhere."""
    choice = _choice(frame, notice, "choice_site")
    age = notice.minimum_age
    stories = (
        frame.story("digits", _number(), minimum_age=age, lamp=False),
        made(
            "template",
            frame.lamp(on=False),
            made("h2", frame.words.say("refused_title")),
            made("p", frame.words.say("site_refused")),
            data_story="refused",
        ),
        made("template", made("p", frame.words.say("only_reading")), data_story="only-reading"),
        made("template", made("p", frame.words.say("insecure")), data_story="insecure"),
    )
    inside = (*_text(frame, notice), choice, *stories)
    return frame.page(notice.title, inside, _foot(frame, notice))


def expired_page(frame: Frame) -> str:
    """What a code shows that is not good, any more or at all."""
    return frame.page(frame.words.say("gone_title"), [made("p", frame.words.say("gone"))])


def _text(frame: Frame, notice: Notice) -> Sequence[Element]:
    cards = [
        made(
            "li",
            drawing(frame.icons[card.icon], large=True),
            made("div", made("h2", card.title), made("p", card.text)),
        )
        for card in notice.cards
    ]
    sections = [
        made(
            "section",
            made("h3", section.title),
            *(made("p", paragraph) for paragraph in section.paragraphs),
        )
        for section in notice.sections
    ]
    full = made(
        "details",
        made("summary", made("h2", frame.words.say("full")), drawing(frame.icons["chevron-down"])),
        *sections,
        id="full",
    )
    return made("ul", *cards, class_="cards"), full


def _choice(frame: Frame, notice: Notice, lead: str, csrf: str = "") -> Element:
    """Nothing in it is chosen beforehand, and neither button is more than the other."""
    words = frame.words
    seconds = notice.conditions.camera_seconds if notice.conditions else None
    if seconds is None:
        raise ValueError("a notice without conditions does not say for how long a camera looks")
    doors = made(
        "div",
        made("button", words.say("agree"), type="button", id="agree"),
        made("button", words.say("refuse"), type="button", id="refuse"),
        class_="doors",
    )
    offer = made(
        "div",
        made("p", words.say(lead, camera_seconds=seconds)),
        made("p", words.say("elsewhere")),
        doors,
        id="offer",
        class_="scripted",
        data_csrf=csrf,
        data_notice=notice.version.content_hash,
    )
    return made(
        "section",
        made("h2", words.say("choice"), id="choice-title", tabindex="-1"),
        made("p", words.say("unscripted"), class_="unscripted"),
        offer,
        made("div", id="story", hidden=True),
        aria_labelledby="choice-title",
        id="choice",
    )


def _served_stories(frame: Frame, notice: Notice) -> Sequence[Element]:
    words, age = frame.words, notice.minimum_age
    assert notice.conditions is not None
    seconds = notice.conditions.camera_seconds
    waits = {f"data_{form}": text for form, text in words.seconds.items()}
    number = (made("p", words.say("armed_number"), class_="of-number"), _number())
    left = made("p", class_="left", data_seconds=True, **waits)
    armed = frame.story("armed", *number, lamp=False, minimum_age=age)
    armed.append(left)
    plain = ("waiting", "used", "changed", "gone", "unsent", "stale", "lost")
    closed = ("done", "refused", "busy", "no", "not_me", "expired", "failed")
    return (
        armed,
        frame.story("looking", lamp=True, camera_seconds=seconds),
        frame.story("too_young", lamp=False, minimum_age=age),
        *(frame.story(name, lamp=False) for name in closed),
        *(frame.story(name) for name in plain),
    )


def _number() -> Element:
    return made("p", made("bdi", data_slot="number"), class_="number")


def _foot(frame: Frame, notice: Notice) -> Sequence[Element]:
    words, version = frame.words, notice.version
    return (
        made("p", words.say("version", version=version.short)),
        made("p", words.say("hash"), made("code", version.content_hash), class_="hash"),
    )

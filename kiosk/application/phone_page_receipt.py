"""The receipt's page: with the code a record is deleted and, where nobody reads along, shown."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from kiosk.application.markup import made
from kiosk.application.phone import CSRF_SLOT, Outcome, Wish
from kiosk.application.phone_page_frame import Frame
from kiosk.domain.estimate import UNSAID, AgeBand, Gender, age_bands


def receipt_page(frame: Frame, minimum_age: int, *, encrypted: bool) -> str:
    """Over plain HTTP it only deletes: whoever reads along could read a record as well."""
    words = frame.words
    code = (
        made("label", words.say("code"), for_="code"),
        made("p", words.say("code_hint"), id="code-hint", class_="hint"),
        made(
            "input",
            id="code",
            type="text",
            autocomplete="off",
            autocapitalize="characters",
            spellcheck="false",
            maxlength="16",
            aria_describedby="code-hint",
        ),
    )
    form = made(
        "form",
        *code,
        _buttons(frame, encrypted=encrypted),
        *([_correction(frame, minimum_age)] if encrypted else []),
        # The script sends it. If that is ever too late, a code still does not end in an address.
        method="post",
        novalidate=True,
        id="offer",
        class_="scripted",
        data_csrf=CSRF_SLOT,
        data_language=words.language,
    )
    inside = (
        made("p", words.say("receipt_all" if encrypted else "receipt_erase"), class_="scripted"),
        made("p", words.say("receipt_unscripted"), class_="unscripted"),
        made("div", id="story", tabindex="-1", hidden=True),
        form,
        *_stories(frame),
    )
    return frame.page(words.say("receipt_title"), inside)


def _buttons(frame: Frame, *, encrypted: bool) -> Element:
    wishes = (Wish.SHOW, Wish.CORRECT, Wish.ERASE) if encrypted else (Wish.ERASE,)
    buttons = [
        made("button", frame.words.say(wish.value), type="submit", value=wish.value)
        if wish is not Wish.CORRECT
        else made(
            "button",
            frame.words.say(wish.value),
            type="button",
            id="correct",
            aria_expanded="false",
            aria_controls="correction",
        )
        for wish in wishes
    ]
    return made("div", *buttons, class_="doors three" if encrypted else "doors")


def _correction(frame: Frame, minimum_age: int) -> Element:
    words = frame.words
    genders = {each.value: words.say(each.value) for each in (Gender.WOMAN, Gender.MAN)}
    ages = {band.name: _band(frame, band) for band in age_bands(minimum_age)}
    unsaid = {UNSAID: words.say("unsaid")}
    save = made("button", words.say("save"), type="submit", value=Wish.CORRECT.value)
    return made(
        "div",
        made("h2", words.say("correct_title")),
        _choices("gender", words.say("gender"), genders | unsaid),
        _choices("age", words.say("age"), ages | unsaid),
        made("div", save, class_="doors"),
        id="correction",
        hidden=True,
    )


def _choices(name: str, legend: str, choices: dict[str, str]) -> Element:
    labels = [
        made("label", made("input", type="radio", name=name, value=value), made("span", text))
        for value, text in choices.items()
    ]
    return made("fieldset", made("legend", legend), made("div", *labels, class_="choices"))


def _band(frame: Frame, band: AgeBand) -> str:
    if band.last is None:
        return frame.words.say("band_open", first=band.first)
    return frame.words.say("band", first=band.first, last=band.last)


def _stories(frame: Frame) -> Sequence[Element]:
    shown = frame.story(Outcome.SHOWN.value)
    shown.insert(1, made("dl", data_slot="record"))
    plain = ("asking", "erased", "corrected", "not_found", "not_a_code", "later", "slow_down")
    anew = ("burnt", "old_page")
    stories = [frame.story(name) for name in (*plain, "unreached", "unchosen")]
    for name in anew:
        story = frame.story(name)
        story.append(frame.reload())
        stories.append(story)
    return shown, *stories

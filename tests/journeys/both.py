"""Somebody at the running kiosk's window with a phone in hand, and what both say."""

from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.domain import states
from tests.browser.chromium import Browser, Tab
from tests.journeys.kiosk import Kiosk
from tests.journeys.phone import code_on, scan, words_on

_NOTES_STORIES = """(() => {
  window.stories = [];
  new MutationObserver(() => {
    const told = document.querySelector('#story')?.dataset.told;
    if (told && window.stories.at(-1) !== told) window.stories.push(told);
  }).observe(document, {childList: true, subtree: true, attributes: true});
})()"""
"""Every story that a page tells, in their order, however briefly."""

_CAMERA_STAYS_OFF = frozenset({"waiting", "armed", "refused", "busy", "no", "not-me", "expired"})


@contextmanager
def a_phone(chromium: Browser) -> Iterator[Tab]:
    """A phone in whose page nothing may go wrong, and which keeps what its page told."""
    with chromium.tab() as made:
        made.be()
        made.ask("Page.addScriptToEvaluateOnNewDocument", source=_NOTES_STORIES)
        yield made
        assert made.problems == []


def told(name: str) -> str:
    return f"document.querySelector('#story').dataset.told === '{name}'"


def stories(phone: Tab) -> list[str]:
    """What its page has told since it was loaded."""
    return list(phone.value("window.stories"))


def is_notice(phone: Tab) -> bool:
    return phone.value("document.documentElement.dataset.page") == "notice"


def open_by_scan(kiosk: Kiosk, phone: Tab) -> str:
    """Scan the code that is on the notice now and open what it holds; the address."""
    kiosk.wait_until(lambda: code_on(kiosk) is not None, "code on the notice")
    url = scan(kiosk)
    phone.open(url)
    # No hand is faster than the pipe through which the page hears of its offer, but a test is.
    kiosk.wait_until(lambda: is_notice(phone) or _opens(phone, url), "page that is offered")
    return url


def _opens(phone: Tab, url: str) -> bool:
    phone.open(url)
    return is_notice(phone)


def arm(kiosk: Kiosk, phone: Tab) -> states.Armed:
    """Agree on the open page, and compare what the phone and the screen say then."""
    phone.tap("#agree")
    armed = kiosk.wait_for(states.Armed)
    assert isinstance(armed, states.Armed)
    assert armed.number is not None
    phone.until(told("armed"))
    assert phone.text("#story .number").strip() == str(armed.number)
    kiosk.wait_until(lambda: str(armed.number) in words_on(kiosk).splitlines(), "the same number")
    age = str(armed.ask.minimum_age)
    assert age in phone.text("#story")
    assert age in words_on(kiosk)
    assert not lamp_is_on(phone)
    return armed


def lamp_is_on(phone: Tab) -> bool:
    return bool(phone.value("document.querySelector('#story .lamp.on') !== null"))


def assert_one_story(kiosk: Kiosk, phone: Tab, *steps: str) -> None:
    """The phone has told these steps, in this order and no others, and that a camera is on only
    if one was. A step in brackets may have gone by between two looks at the machine."""
    told_here = stories(phone)
    may_be_missed = {step.strip("()") for step in steps if step.startswith("(")}
    expected = [step.strip("()") for step in steps]
    heard = [step for step in expected if step in told_here or step not in may_be_missed]
    assert told_here == heard
    looked = any(isinstance(visit, states.Looking) for visit in kiosk.seen)
    if "looking" in told_here:
        assert looked
    if set(expected) <= _CAMERA_STAYS_OFF:
        assert not looked
        assert not lamp_is_on(phone)

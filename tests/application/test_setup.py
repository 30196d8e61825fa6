"""Asking one question after the other, without a terminal: what comes next, and what is kept."""

from collections.abc import Mapping
from typing import Any

import pytest

from kiosk.application.setup import Question, Unfit, Words, interview
from kiosk.application.setup_visit import WitnessedVisit
from kiosk.domain import states
from kiosk.domain.states import StoreFault

WORDS = Words("needed", "again: ", "unlike", "at the first")


class Keyboard:
    """Somebody who types these lines, and then has had enough."""

    def __init__(self, *lines: str) -> None:
        self._lines = list(lines)
        self.told: list[str] = []
        self.prompts: list[tuple[str, bool]] = []

    def ask(self, prompt: str, *, hidden: bool) -> str:
        self.prompts.append((prompt, hidden))
        if not self._lines:
            raise EOFError
        return self._lines.pop(0)

    def tell(self, text: str) -> None:
        self.told.append(text.strip())


def number(typed: str) -> int:
    try:
        return int(typed)
    except ValueError as why:
        raise Unfit("a number, please") from why


def asked(given: Mapping[str, Any], defaults: Mapping[str, Any]) -> list[Question]:
    """A number; where it is more than one, a second question; then one that may be left empty."""
    first = Question("many", "How many?", "As many as you like.", number)
    more = [Question("which", "Which?", "Any.", str)] if given.get("many", 0) > 1 else []
    has = "last" in defaults
    shown = str(defaults.get("last", ""))
    last = Question("last", "Last?", "The last.", str, defaults.get("last"), shown, has)
    return [first, *more, last]


def hold(keyboard: Keyboard, **defaults: Any) -> dict[str, Any]:
    return interview(lambda given: asked(given, defaults), keyboard, WORDS, {}, defaults)


def test_an_answer_may_lead_to_another_question() -> None:
    assert hold(Keyboard("1", "end")) == {"many": 1, "last": "end"}
    assert hold(Keyboard("2", "blue", "end")) == {"many": 2, "which": "blue", "last": "end"}


def test_what_is_unfit_needed_or_explained_is_asked_again() -> None:
    keyboard = Keyboard("many", "", "?", "1", "end")
    hold(keyboard)
    assert keyboard.told[:4] == ["How many?", "a number, please", "needed", "As many as you like."]


def test_an_empty_line_takes_the_default_that_is_shown() -> None:
    keyboard = Keyboard("1", "")
    assert hold(keyboard, last="as before")["last"] == "as before"
    assert keyboard.prompts[-1] == ("[as before]: ", False)


def test_the_way_back_keeps_what_was_answered_as_the_default() -> None:
    keyboard = Keyboard("<", "2", "blue", "<", "red", "end")
    assert hold(keyboard) == {"many": 2, "which": "red", "last": "end"}
    assert "at the first" in keyboard.told
    defaults: dict[str, Any] = {}
    with pytest.raises(EOFError):
        interview(lambda given: asked(given, {}), Keyboard("1", "<"), WORDS, {}, defaults)
    assert defaults == {"many": 1}


def test_what_a_later_answer_makes_needless_is_no_answer() -> None:
    keyboard = Keyboard("2", "blue", "<", "<", "1", "end")
    assert hold(keyboard) == {"many": 1, "last": "end"}


def test_what_was_answered_before_is_not_asked() -> None:
    keyboard = Keyboard("end")
    found = interview(lambda given: asked(given, {}), keyboard, WORDS, {"many": 1}, {})
    assert found == {"many": 1, "last": "end"}


def test_an_answer_that_was_changed_keeps_its_place() -> None:
    before = {"which": "blue", "last": "end"}
    found = interview(lambda given: asked(given, {}), Keyboard("2"), WORDS, before, {})
    assert list(found) == ["many", "which", "last"]


def test_what_is_hidden_is_typed_twice_and_alike() -> None:
    secret = Question("pin", "PIN?", "Eight digits.", str, hidden=True)
    keyboard = Keyboard("1", "2", "3", "3")
    assert interview(lambda given: [secret], keyboard, WORDS, {}, {}) == {"pin": "3"}
    assert all(hidden for _, hidden in keyboard.prompts)
    assert keyboard.told == ["PIN?", "unlike"]


def test_what_a_visitor_will_read_is_said() -> None:
    echoing = Question("name", "Name?", "Yours.", str, echo=lambda value: f"reads {value}")
    keyboard = Keyboard("Li")
    interview(lambda given: [echoing], keyboard, WORDS, {}, {})
    assert keyboard.told[-1] == "reads Li"


def test_a_visit_is_over_when_the_first_screen_is_back_or_nobody_can_be_asked() -> None:
    over: list[str] = []
    seen = WitnessedVisit(lambda: over.append("over"))
    seen.show_language("en")
    for visit in (states.Starting(), states.Idle()):
        seen.show_visit(visit)
    assert not over, "it has not begun"
    seen.show_visit(states.Farewell(states.FarewellReason.REFUSED))
    seen.show_visit(states.Idle())
    assert over == ["over"]
    assert not (seen.camera_opened or seen.estimated or seen.told or seen.receipt)

    seen.show_visit(states.Resting(StoreFault.NO_NOTICE))
    assert over == ["over", "over"]
    assert seen.rested is StoreFault.NO_NOTICE

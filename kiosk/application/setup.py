"""Asking whoever sets up a shop, one question after the other, with a way back at each.

It knows nothing of terminals and of what is asked: both are given to it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

BACK: Final = "<"
MORE: Final = "?"


class Unfit(Exception):
    """An answer cannot be taken; the text is one clear sentence that says what can be."""


class Asker(Protocol):
    """Whoever sits at the keyboard."""

    def ask(self, prompt: str, *, hidden: bool) -> str:
        """One line of theirs. Raises EOFError, KeyboardInterrupt."""
        ...

    def tell(self, text: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to be asked. ``name`` is what the answer is kept under.

    ``read`` makes a value of what was typed, or raises Unfit. ``default`` is what an empty line
    means, shown in brackets as ``shown``; without ``has_default`` an answer is needed. ``echo``
    says what comes of it: what a visitor will read, or nothing. A ``hidden`` one is typed unseen,
    and twice.
    """

    name: str
    asks: str
    more: str
    read: Callable[[str], Any]
    default: Any = None
    shown: str = ""
    has_default: bool = False
    echo: Callable[[Any], str] | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The interview's own words: what is said around every question."""

    needed: str
    again: str
    unlike: str
    at_the_first: str


Questions = Callable[[Mapping[str, Any]], Sequence[Question]]
"""What there is to ask, seen from what has been answered so far: an answer may lead to more."""


def interview(
    questions: Questions,
    asker: Asker,
    words: Words,
    answers: Mapping[str, Any],
    defaults: dict[str, Any],
) -> dict[str, Any]:
    """Ask everything there is to ask; the answers by their names.

    ``answers`` are those given before: their questions are not asked again. What somebody goes
    back on is put into ``defaults``, from which the questions are made. Raises EOFError,
    KeyboardInterrupt.
    """
    given = dict(answers)
    asked: list[str] = []
    while True:
        there = questions(given)
        waiting = next((each for each in there if each.name not in given), None)
        if waiting is None:
            # What a later answer made needless is no answer, and one that was changed keeps its
            # place, so that numbers in a summary stay what they were.
            return {each.name: given[each.name] for each in there}
        answer = _answer(waiting, asker, words)
        if not isinstance(answer, _WayBack):
            given[waiting.name] = answer
            asked.append(waiting.name)
        elif asked:
            name = asked.pop()
            defaults[name] = given.pop(name)
        else:
            asker.tell(words.at_the_first)


class _WayBack:
    """What somebody answers who wants the question before."""


def _answer(question: Question, asker: Asker, words: Words) -> Any:
    asker.tell(f"\n{question.asks}")
    prompt = f"[{question.shown}]: " if question.has_default and question.shown else "> "
    while True:
        typed = asker.ask(prompt, hidden=question.hidden).strip()
        if typed == BACK:
            return _WayBack()
        if typed == MORE:
            asker.tell(question.more)
            continue
        if not typed and question.has_default:
            return _taken(question, question.default, asker)
        if not typed:
            asker.tell(words.needed)
            continue
        try:
            value = question.read(typed)
        except Unfit as why:
            asker.tell(str(why))
            continue
        if question.hidden and asker.ask(words.again, hidden=True).strip() != typed:
            asker.tell(words.unlike)
            continue
        return _taken(question, value, asker)


def _taken(question: Question, value: Any, asker: Asker) -> Any:
    said = question.echo(value) if question.echo is not None and value is not None else ""
    if said:
        asker.tell(said)
    return value

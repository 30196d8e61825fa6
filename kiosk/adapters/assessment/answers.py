"""A file of answers: one sign-off for one shop or for many, and the demo's own."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Final

from kiosk.domain.assessment import NOTHING_HEARD, Assessment, Fact, Heard, differences

LONGEST_NAME: Final = 120
LONGEST_ANSWER: Final = 4000

_LARGEST: Final = 1024 * 1024


class AnswersRefused(Exception):
    """The file cannot be used; the text says what is wrong, in words for whoever wrote it."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Who signed what. ``configurations`` gives the covered facts by hash, {} where not told."""

    name: str
    signed_on: date
    counsel: str | None
    heard: Heard
    configurations: Mapping[str, Mapping[str, Fact]]

    def for_configuration(self, configuration: str, facts: Mapping[str, Fact]) -> Assessment:
        """The sign-off of this one. Raises AnswersRefused, naming what differs if it can."""
        if configuration in self.configurations:
            return Assessment(configuration, self.name, self.signed_on, self.counsel, self.heard)
        told = [each for each in self.configurations.values() if each]
        nearest = min((differences(each, facts) for each in told), key=len, default=())
        says = f"it is not for this kiosk, whose configuration is {configuration}"
        if nearest:
            says += f"; other than here: {', '.join(nearest)}"
        raise AnswersRefused(says)


class AnsweredInAFile:
    """Implements ``ports.Assessments`` from a file of answers that lies with the program."""

    def __init__(self, path: Path, configuration: str, *, counsel_is_asked: bool) -> None:
        self._path = path
        self._configuration = configuration
        self._counsel_is_asked = counsel_is_asked

    def in_force(self) -> Assessment | None:
        try:
            found = load_answers(self._path).for_configuration(self._configuration, {})
        except AnswersRefused:
            return None
        is_good = found.is_good_for(self._configuration, counsel_is_asked=self._counsel_is_asked)
        return found if is_good else None


def load_answers(path: Path) -> Answers:
    """Read a file of answers. Raises AnswersRefused."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise AnswersRefused("it is over 1 MiB, which no such file is")
        found = tomllib.loads(content.decode())
    except OSError as why:
        raise AnswersRefused(f"it cannot be read ({why.strerror})") from why
    except (ValueError, RecursionError) as why:
        raise AnswersRefused(f"it is no TOML file ({why})") from why
    return answers_in(found)


def answers_in(found: Mapping[str, Any]) -> Answers:
    """What such a file says, by its tables. Raises AnswersRefused."""
    unknown = found.keys() - {"name", "date", "counsel", "heard", "configurations"}
    if unknown:
        raise AnswersRefused(f"it has {', '.join(sorted(unknown))}, which means nothing here")
    return Answers(
        name=name_of(found.get("name")),
        signed_on=_date(found.get("date")),
        counsel=answer_of(found.get("counsel", ""), "counsel"),
        heard=heard_of(found.get("heard", {})),
        configurations=dict(_configuration(each) for each in _list(found.get("configurations"))),
    )


def name_of(untrusted_name: object) -> str:
    """The name of a person, on one line. Raises AnswersRefused."""
    text = untrusted_name.strip() if isinstance(untrusted_name, str) else ""
    if not 1 <= len(text) <= LONGEST_NAME or not text.isprintable():
        raise AnswersRefused(f"name must be a person's name, of 1 to {LONGEST_NAME} characters")
    return text


def answer_of(untrusted_answer: object, name: str) -> str | None:
    """An answer on one line, or None for an empty one. Raises AnswersRefused, naming it."""
    text = " ".join(untrusted_answer.split()) if isinstance(untrusted_answer, str) else None
    if text is None or len(text) > LONGEST_ANSWER or not text.isprintable():
        raise AnswersRefused(f"{name} must be a text of at most {LONGEST_ANSWER} characters")
    return text or None


def heard_of(untrusted_answers: object) -> Heard:
    """What was answered of each name; what is left out was not said. Raises AnswersRefused."""
    names = {each.name for each in fields(Heard)}
    if not isinstance(untrusted_answers, dict) or not untrusted_answers.keys() <= names:
        raise AnswersRefused(f"heard must be a table of {', '.join(sorted(names))}, no more")
    return Heard(
        **{name: answer_of(text, f"heard.{name}") for name, text in untrusted_answers.items()}
    )


def form(facts: Mapping[str, Fact], configuration: str, explanations: Sequence[str]) -> str:
    """A file of answers to be filled in, for this configuration.

    ``explanations`` become comments at its top.
    """
    lines = [f"# {line}" for line in explanations]
    lines += ['name = ""', 'date = ""', 'counsel = ""', "", "[heard]"]
    lines += [f'{name} = ""' for name in asdict(NOTHING_HEARD)]
    lines += ["", "[[configurations]]"]
    lines += [f"hash = {_toml(configuration)}", "", "[configurations.facts]"]
    lines += [f"{_toml(name)} = {_toml(value)}" for name, value in sorted(facts.items())]
    return "\n".join(lines) + "\n"


def _toml(value: Fact) -> str:
    # What JSON writes for texts, whole numbers and lists of texts is TOML as well, except one
    # control character that JSON leaves alone; no setting can hold it.
    return json.dumps(value, ensure_ascii=False)


def _configuration(found: object) -> tuple[str, Mapping[str, Fact]]:
    if not isinstance(found, dict) or not isinstance(found.get("hash"), str):
        raise AnswersRefused("each of its configurations must have a hash")
    return found["hash"], _facts(found.get("facts", {}))


def _facts(found: Any) -> Mapping[str, Fact]:
    if not isinstance(found, dict):
        raise AnswersRefused("the facts of a configuration must be a table")
    return {
        str(name): tuple(value) if isinstance(value, list) else value
        for name, value in found.items()
    }


def _list(found: object) -> list[object]:
    if not isinstance(found, list) or not found:
        raise AnswersRefused("it names no configuration: [[configurations]] with a hash")
    return found


def _date(found: object) -> date:
    if type(found) is date:
        return found
    try:
        return date.fromisoformat(found if isinstance(found, str) else "")
    except ValueError as why:
        raise AnswersRefused("date must be the day of the signature, such as 2026-01-31") from why

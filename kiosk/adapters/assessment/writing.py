"""From the texts and the facts to a document: the impact assessment, the records of processing."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from kiosk.adapters.assessment.accuracy import accuracy_rows
from kiosk.adapters.assessment.facts import AssessmentFacts
from kiosk.adapters.assessment.template import (
    Part,
    Piece,
    Risk,
    Template,
    TextsBroken,
    Words,
    fill,
    load_template,
    load_words,
)
from kiosk.application.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Lines,
    Paragraph,
    Table,
)

IMPACT: Final = "impact"
RECORDS: Final = "records"


def write(folder: Path, kind: str, language: str, facts: AssessmentFacts) -> Document:
    """The document of this kind (IMPACT or RECORDS) in this language.

    ``folder`` holds the texts. Raises TextsBroken.
    """
    words = load_words(folder / "words" / f"{language}.toml", language)
    template = load_template(folder / kind / f"{language}.toml", language)
    try:
        return _Writer(template, words, facts).document()
    except KeyError as why:
        raise TextsBroken(f"{language}: nothing is called {why}") from why


class _Writer:
    def __init__(self, template: Template, words: Words, facts: AssessmentFacts) -> None:
        self._template = template
        self._words = words
        self._facts = facts
        self._so = facts.conditions
        self._said: Mapping[str, str] = facts.words(words)

    def document(self) -> Document:
        blocks: list[Block] = [Heading(self._template.title, 1)]
        for part in self._template.parts:
            if part.applies.applies(self._so):
                blocks += self._blocks(part)
        return Document(self._template.title, self._template.language, tuple(blocks))

    def _blocks(self, part: Part) -> Iterator[Block]:
        if part.heading is not None:
            yield Heading(self._fill(part.heading), part.level)
        yield from self._paragraphs(part.text)
        if part.bullets:
            yield Bullets(tuple(texts[0] for texts in self._filled(part.bullets)))
        if part.head:
            rows = self._made(part.made) if part.made else self._filled(part.rows)
            yield Table(part.head, tuple(rows))
        if part.made == "risks":
            yield from self._risks()
        yield from self._paragraphs(part.after)
        if part.lines:
            yield Lines(tuple(map(self._fill, part.lines)), part.room)

    def _paragraphs(self, pieces: Iterable[Piece]) -> Iterator[Block]:
        return (Paragraph(texts[0]) for texts in self._filled(pieces))

    def _filled(self, pieces: Iterable[Piece]) -> Iterator[tuple[str, ...]]:
        for piece in pieces:
            if piece.applies(self._so):
                yield tuple(self._fill(text) for text in piece.texts)

    def _fill(self, text: str) -> str:
        return fill(text, self._said)

    # The tables that the program makes --------------------------------------------------------

    def _made(self, name: str) -> Iterator[tuple[str, ...]]:
        words, facts = self._words, self._facts
        match name:
            case "duties":
                for pack, duties in facts.duties.items():
                    tag = words.language
                    yield words.packs[pack], duties.assessment[tag], duties.records[tag]
            case "columns":
                for column in facts.measured.visit_columns:
                    yield column, words.columns[column]
            case "accuracy":
                yield from accuracy_rows(facts.card, words)
            case "risks":
                for number, risk in enumerate(self._template.risks, start=1):
                    yield (
                        f"R{number}",
                        self._fill(risk.name),
                        words.words[risk.likelihood],
                        words.words[risk.severity],
                    )
            case "configuration":
                yield from self._configuration()
            case _:
                raise TextsBroken(f"the program makes no table {name!r}")

    def _configuration(self) -> Iterator[tuple[str, str]]:
        words = self._words
        for name, value in self._facts.configuration.facts.items():
            kind = next((kind for kind in words.facts if _is_of(name, kind)), None)
            if kind is None:
                raise TextsBroken(f"{words.language}: nothing is called {name}")
            rest = name[len(kind) + 1 :]
            shown = words.facts[kind] + (f" ({rest})" if rest else "")
            comma = words.words["list_comma"]
            match value:
                case tuple():
                    yield shown, comma.join(value)
                case str() if name in ("phone.mode", "fleet.kiosk", "camera.unconfined"):
                    yield shown, words.words[value]
                case _:
                    yield shown, str(value)

    def _risks(self) -> Iterator[Block]:
        for number, risk in enumerate(self._template.risks, start=1):
            yield from self._risk(f"R{number}", risk)

    def _risk(self, number: str, risk: Risk) -> Iterator[Block]:
        words = self._words.words
        colon, stop = words["colon"], words["stop"]
        yield Heading(f"{number} {self._fill(risk.name)}", 3)
        told = (
            words["whom"] + colon + self._fill(risk.whom),
            words["likelihood"] + colon + words[risk.likelihood],
            words["severity"] + colon + words[risk.severity],
        )
        yield Paragraph((stop.join(told) + stop).strip())
        yield Bullets(tuple(self._fill(measure) for measure in risk.measures))
        yield Paragraph(words["remains"] + colon + self._fill(risk.remains))
        yield Paragraph(words["check"] + colon + self._fill(risk.check))


def _is_of(name: str, kind: str) -> bool:
    return name == kind or name.startswith(f"{kind}.")

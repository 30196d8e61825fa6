"""What the self-check has seen so far, and what of it does not belong."""

from dataclasses import dataclass, field
from typing import Final

UNREAD: Final = "cannot be read"
"""Stands in every finding of something that could not be looked through."""


@dataclass(slots=True)
class Findings:
    """Filled while tables and files are looked through. Nothing in it quotes what was found."""

    said: list[str] = field(default_factory=list[str])
    files: int = 0
    values: int = 0
    pictures: int = 0
    vectors: int = 0

    def note(self, what: str) -> None:
        """Something does not belong here; the same words are kept once."""
        if what not in self.said:
            self.said.append(what)

    def note_picture(self, where: str) -> None:
        """A value or a file looks like a picture or a film."""
        self.pictures += 1
        self.note(f"{where} looks like a picture")

    def note_vector(self, where: str) -> None:
        """A value or a file looks like the numbers that a face is recognised by."""
        self.vectors += 1
        self.note(f"{where} looks like a list of numbers, as a face vector is")

"""What an evidence bundle is made from, and what it is written into."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from kiosk.application.consent_processing import Jurisdiction
from kiosk.application.linked_data import Document
from kiosk.domain.notice import Notice

Progress = Callable[[str, int, int], None]
"""Told now and then what is being written ("rows", "records"), how many are, and of how many."""

Seal = Callable[[Mapping[str, Any], datetime], Document]


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row of the ledger with its opening, where it still has one."""

    seq: int
    leaf: str
    leaf_hash: bytes
    salt: bytes | None
    payload: str | None


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """A signed head: the whole note, and the public key whose signature it bears."""

    tree_size: int
    checkpoint: str
    public_key: bytes


@dataclass(frozen=True, slots=True)
class KeptNotice:
    """A notice as it was shown: the text its hash is taken of, and what that text says."""

    content_hash: str
    exact_text: str
    notice: Notice


class Books(Protocol):
    """The store, read in short strides."""

    def rows(self) -> Iterator[LedgerRow]:
        """Every row in order, also those that are added while they are read."""
        ...

    def row_count(self) -> int: ...

    def still_open(self, rows: Collection[int]) -> Collection[int]:
        """Those of some rows whose openings are there now."""
        ...

    def heads(self, up_to: int) -> Sequence[LedgerHead]: ...

    def notices(self) -> Sequence[KeptNotice]: ...

    def hours(self) -> Iterable[Sequence[str | int]]:
        """The counts of every hour of closed days, a row of names first."""
        ...

    def days(self) -> Iterable[Sequence[str | int]]: ...


class Archive(Protocol):
    """What the bundle is written into, one file after the other."""

    def add(self, name: str, parts: Iterable[bytes]) -> None: ...

    def digests(self) -> Mapping[str, tuple[str, int]]:
        """Of every file so far: its SHA-256 in hex, and its size."""
        ...


class Spool(Protocol):
    """Lines that are put aside, and read again from the first on; gone when it is closed."""

    def write(self, line: bytes, /) -> object: ...

    def lines(self) -> Iterator[bytes]: ...


Spools = Callable[[], AbstractContextManager[Spool]]


@dataclass(frozen=True, slots=True)
class Sources:
    """What goes into the bundle beside the store; ``fixed`` are whole files by their names."""

    jurisdictions: Sequence[Jurisdiction]
    fixed: Mapping[str, bytes]
    manifest: Mapping[str, Any]

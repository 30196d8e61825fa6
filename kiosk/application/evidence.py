"""The evidence bundle: all that this machine can prove, for somebody who need not trust it.

Written while the kiosk may be running: rows are read to the end, and what went meanwhile is left
out again. No tag, no key of a day, no visit and no code is ever handed to it.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from kiosk.application.bundle_logs import (
    CAMERA_HEAD,
    ERASURE_HEAD,
    CameraLog,
    erasure_line,
    said_in,
)
from kiosk.application.consent_processing import Jurisdiction
from kiosk.application.consent_record import NotAConsent, consent_record, given_consent
from kiosk.application.evidence_sources import (
    Archive,
    Books,
    KeptNotice,
    LedgerHead,
    LedgerRow,
    Progress,
    Seal,
    Sources,
    Spool,
    Spools,
)
from kiosk.application.linked_data import Document

FORMAT: Final = "askfirst-evidence/1"
"""What a verifier has to know to read the bundle."""

_TELL_EVERY: Final = 1_000


@dataclass(frozen=True, slots=True)
class Written:
    """What is in the bundle. ``without_record`` are proven consents no record could be made of."""

    rows: int
    heads: int
    openings: int
    records: int
    without_record: int
    notices: int
    files: int


@dataclass(slots=True)
class _Read:
    """What was learned from the rows: which consents are there, and which may have gone."""

    rows: int = 0
    origin: str | None = None
    consents: dict[int, str] = field(default_factory=dict[int, str])
    withdrawn: set[Any] = field(default_factory=set[Any])
    expired_before: str = ""


def write_evidence(
    books: Books,
    archive: Archive,
    spools: Spools,
    sources: Sources,
    seal: Seal,
    now: datetime,
    progress: Progress,
) -> Written:
    """Write everything, the sealed manifest last. What the ports raise, it raises.

    Seals are of the hour of ``now``.
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    for name, content in sources.fixed.items():
        archive.add(name, [content])
    with spools() as openings, spools() as camera, spools() as erasures:
        read = _Read()
        archive.add("ledger.jsonl", _ledger(books, read, openings, camera, erasures, progress))
        gone = _gone_meanwhile(books, read)
        counted = _Counted()
        archive.add("openings.jsonl", counted.lines(_openings(openings, gone)))
        heads = books.heads(read.rows)
        archive.add("heads.jsonl", (_head(head) for head in heads))
        if heads:
            archive.add("checkpoint.txt", [heads[-1].checkpoint.encode()])
        notices = {kept.content_hash: kept for kept in books.notices()}
        for kept in notices.values():
            archive.add(f"notices/{kept.content_hash}.json", [kept.exact_text.encode()])
            archive.add(f"notices/{kept.content_hash}.txt", [_readable(kept)])
        records = _Counted()
        made = _Records(notices, sources.jurisdictions, seal, hour)
        proven = len(read.consents)
        archive.add(
            "records.jsonl", _telling(records.lines(made.of(openings, gone)), proven, progress)
        )
        archive.add("camera.csv", _with_head(CAMERA_HEAD, camera))
        archive.add("erasures.csv", _with_head(ERASURE_HEAD, erasures))
    archive.add("counts/hours.csv", _csv(books.hours()))
    archive.add("counts/days.csv", _csv(books.days()))
    files = {
        name: {"sha256": sha256, "bytes": size}
        for name, (sha256, size) in archive.digests().items()
    }
    manifest = {
        "format": FORMAT,
        **sources.manifest,
        "ledger": {
            "origin": read.origin,
            "rows": read.rows,
            "heads": len(heads),
            "openings": counted.number,
            "records": records.number,
            "without_record": made.without,
        },
        "files": files,
    }
    archive.add("manifest.json", [_line(seal(manifest, hour))])
    return Written(
        rows=read.rows,
        heads=len(heads),
        openings=counted.number,
        records=records.number,
        without_record=made.without,
        notices=len(notices),
        files=len(files) + 1,
    )


def _ledger(
    books: Books,
    read: _Read,
    openings: Spool,
    camera: Spool,
    erasures: Spool,
    progress: Progress,
) -> Iterator[bytes]:
    """The lines of the ledger; on the way, put aside what the other files are made of."""
    total = books.row_count()
    log = CameraLog()
    for row in books.rows():
        fields = said_in(row.leaf)
        _note(read, row, fields)
        for line in log.note(row.seq, fields, row.payload):
            camera.write(line)
        erased = erasure_line(row.seq, fields, row.payload)
        if erased is not None:
            erasures.write(erased)
        if row.salt is not None and row.payload is not None:
            opening = {"seq": row.seq, "salt": row.salt.hex(), "payload": row.payload}
            given = {"leaf": row.leaf} if row.seq in read.consents else {}
            openings.write(_line({**opening, **given}))
        yield _line({"leaf": row.leaf, "leaf_hash": row.leaf_hash.hex()})
        if row.seq % _TELL_EVERY == 0:
            progress("rows", row.seq, max(total, row.seq))
    for line in log.end():
        camera.write(line)
    progress("rows", read.rows, read.rows)


def _note(read: _Read, row: LedgerRow, fields: Mapping[str, Any]) -> None:
    read.rows = row.seq
    if read.origin is None:
        # The ledger's name, by the first sixteen digits of its first row's hash.
        read.origin = f"askfirst/{row.leaf_hash.hex()[:16]}"
    match fields.get("type"):
        case "consent given":
            read.consents[row.seq] = str(fields.get("ts"))[:10]
        case "consent withdrawn":
            read.withdrawn.add(fields.get("ref"))
        case "consent expired":
            day = str(said_in(row.payload).get("before", ""))
            read.expired_before = max(read.expired_before, day)
        case _:
            pass


def _gone_meanwhile(books: Books, read: _Read) -> set[int]:
    """Consents whose openings may have been read before they went, and have gone since."""
    suspect = {
        seq
        for seq, day in read.consents.items()
        if seq in read.withdrawn or day <= read.expired_before
    }
    return suspect.difference(books.still_open(suspect))


def _openings(spool: Spool, gone: Collection[int]) -> Iterator[bytes]:
    for line in spool.lines():
        opening = json.loads(line)
        if opening["seq"] not in gone:
            opening.pop("leaf", None)
            yield _line(opening)


class _Records:
    """The sealed records of the consents that are proven."""

    def __init__(
        self,
        notices: Mapping[str, KeptNotice],
        jurisdictions: Sequence[Jurisdiction],
        seal: Seal,
        hour: datetime,
    ) -> None:
        self._notices = notices
        self._jurisdictions = jurisdictions
        self._seal = seal
        self._hour = hour
        self.without = 0

    def of(self, spool: Spool, gone: Collection[int]) -> Iterator[bytes]:
        for line in spool.lines():
            opening = json.loads(line)
            if "leaf" not in opening or opening["seq"] in gone:
                continue
            try:
                yield _line(self._seal(self._record(opening), self._hour))
            except NotAConsent:
                self.without += 1

    def _record(self, opening: Mapping[str, str]) -> Document:
        kept = self._notices.get(said_in(opening["leaf"]).get("notice") or "")
        if kept is None:
            raise NotAConsent("its notice is not kept")
        salt = bytes.fromhex(opening["salt"])
        given = given_consent(opening["leaf"], salt, opening["payload"], kept.notice)
        return consent_record(given, self._jurisdictions)


@dataclass(slots=True)
class _Counted:
    """How many lines have gone by."""

    number: int = 0

    def lines(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        for line in lines:
            self.number += 1
            yield line


def _telling(records: Iterable[bytes], most: int, progress: Progress) -> Iterator[bytes]:
    for number, record in enumerate(records, start=1):
        yield record
        if number % _TELL_EVERY == 0:
            progress("records", number, most)
    progress("records", most, most)


def _readable(kept: KeptNotice) -> bytes:
    notice = kept.notice
    about = f"{kept.content_hash}\n{notice.language}\n{notice.controller}\n{notice.contact}"
    return f"{about}\n\n{notice.text}\n".encode()


def _head(head: LedgerHead) -> bytes:
    return _line(
        {
            "checkpoint": head.checkpoint,
            "public_key": head.public_key.hex(),
            "tree_size": head.tree_size,
        }
    )


def _with_head(head: str, spool: Spool) -> Iterator[bytes]:
    yield f"{head}\n".encode()
    yield from spool.lines()


def _csv(rows: Iterable[Sequence[str | int]]) -> Iterator[bytes]:
    for row in rows:
        yield (",".join(str(value) for value in row) + "\n").encode()


def _line(value: Mapping[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n".encode()

#!/usr/bin/env python3
"""Checks an AskFirst evidence bundle: python3 verify.py [FOLDER] [--anchor FILE]

FOLDER is the unzipped bundle; without it, the folder this file is in. FILE is a signed head
(checkpoint.txt) that somebody else kept. Needs Python 3.9 or newer and the package
"cryptography", and nothing of AskFirst. The exit code is 0 if everything fits, 1 if something does
not, and 2 if nothing was judged: a name mistyped, a package missing.

Written apart from the program that made the bundle, from its documentation alone.
"""

from __future__ import annotations

import argparse
import base64
import csv
import hashlib
import hmac
import io
import json
import re
import sys
import uuid
from datetime import date, datetime, timezone
from pathlib import Path

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    print("This needs: python3 -m pip install cryptography", file=sys.stderr)
    sys.exit(2)

FORMAT = "askfirst-evidence/1"
MANIFEST = "manifest.json"
PROOF_YEARS = 3
LATEST_DAY_BEGINS = 12  # o'clock; before it, a row may belong to the business day before

BY_THE_HOUR = {
    "consent given",
    "consent withdrawn",
    "camera opened",
    "camera closed",
    "analysis completed",
    "analysis aborted",
}
# The machine's own, which a visitor may set off; earlier versions wrote the second into them.
ONCE_BY_THE_SECOND = {
    "consent expired",
    "records expired",
    "counts expired",
    "storage full",
    "clock stepped",
}
ERASURES = {"consent withdrawn", "records expired", "counts expired", "consent expired", "wiped"}
DAY = re.compile(r"\d{4}-\d\d-\d\d")
HASH = re.compile("[0-9a-f]{64}")
HOUR = re.compile(r"\d{4}-\d\d-\d\dT\d\d[+-]\d\d:\d\d")
SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")

# What a row of each type says in its payload: these fields and no others. Where the value is a
# text it is one of these or fits this; "number" is a whole one from 0 on, "step" any whole one.
PAYLOADS = {
    "consent given": {
        "language": re.compile("[a-z]{2,3}(_[A-Z]{2})?"),
        "medium": {"touch", "phone"},
        "notice": HASH,
        "purpose": {"visitor-statistics"},
        "record": re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
        "way": {"camera", "told"},
    },
    "consent withdrawn": {},
    "consent expired": {"before": DAY},
    "camera opened": {},
    "camera closed": {"seconds": "number"},
    "analysis completed": {},
    "analysis aborted": {
        "fault": {
            "restarted",
            "camera lost",
            "camera unavailable",
            "black frames",
            "frozen frames",
            "no clear face",
            "face left",
            "out of time",
            "child ended",
            "child silent",
            "child spoke nonsense",
            "not ready",
            "grant expired",
            "store failed",
        }
    },
    "records expired": {"day": DAY, "visits": "number"},
    "counts expired": {"first": DAY},
    "storage full": {},
    "clock stepped": {"seconds": "step"},
    "assessment in force": {"assessment": HASH, "signed": DAY},
    "key made": {"public": HASH},
    "restored": {"backup": DAY, "first": "number", "last": "number"},
    "wiped": {},
    "started": {},
    "stopped": {},
}
FIELDS = {"commit", "notice", "prev", "seq", "ts", "type", "v"}
ABOUT_A_CONSENT = {
    "consent withdrawn",
    "camera opened",
    "camera closed",
    "analysis completed",
    "analysis aborted",
}


# What Python says of a part that is not of the shape it should be.
UNREADABLE = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    OverflowError,
    RecursionError,
)


class Wrong(Exception):
    """Something does not fit; the text says what."""


class NotJudged(Exception):
    """There is nothing to judge, or nothing to judge it by; the text says why."""


def many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


# Hashes and signatures ----------------------------------------------------------------------


def canonical(value) -> str:
    """JSON in the one form of RFC 8785. The bundle has no fractions, so none are allowed here."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(each) for each in value) + "]"
    if isinstance(value, float):
        raise Wrong("there is a fraction where none can be")
    return json.dumps(value, ensure_ascii=False)


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def is_one_of(value, kind) -> bool:
    """Whether a value of a payload is what its field holds."""
    if isinstance(kind, str):
        return type(value) is int and (kind == "step" or value >= 0)
    if not isinstance(value, str):
        return False
    return value in kind if isinstance(kind, set) else kind.fullmatch(value) is not None


def signed_by(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


class Tree:
    """The Merkle tree of RFC 9162 over leaf hashes that come one after the other."""

    def __init__(self) -> None:
        self.size = 0
        self._full: list[tuple[int, bytes]] = []  # height and root of each full subtree

    def add(self, leaf_hash: bytes) -> None:
        height, root = 0, leaf_hash
        while self._full and self._full[-1][0] == height:
            root = sha256(b"\x01" + self._full.pop()[1] + root)
            height += 1
        self._full.append((height, root))
        self.size += 1

    def root(self) -> bytes:
        if not self._full:
            return sha256(b"")
        whole = self._full[-1][1]
        for _, left in reversed(self._full[:-1]):
            whole = sha256(b"\x01" + left + whole)
        return whole


DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def from_multibase(text: str, length: int) -> bytes:
    """The bytes of a base 58 text that begins with its mark, "z"."""
    if not text.startswith("z") or len(text) > 2 * length:
        raise Wrong("a key or signature is not written as it should be")
    number = 0
    for letter in text[1:]:
        if letter not in DIGITS:
            raise Wrong("a key or signature is not written as it should be")
        number = number * 58 + DIGITS.index(letter)
    if number >> (8 * length):
        raise Wrong("a key or signature is too long")
    return number.to_bytes(length, "big")


def sealer_of(document: dict) -> bytes:
    """The public key whose proof a document bears (W3C Data Integrity, eddsa-jcs-2022)."""
    bare = dict(document)
    proof = dict(bare.pop("proof"))
    value = from_multibase(proof.pop("proofValue"), 64)
    if proof.get("type") != "DataIntegrityProof" or proof.get("cryptosuite") != "eddsa-jcs-2022":
        raise Wrong("its proof is of another kind")
    if proof.get("proofPurpose") != "assertionMethod":
        raise Wrong("its proof is for something else")
    if proof.get("@context") != document.get("@context"):
        raise Wrong("its proof speaks of other words")
    name = proof["verificationMethod"].rpartition("#")[2]
    key = from_multibase(name, 34)
    if proof["verificationMethod"] != f"did:key:{name}#{name}" or key[:2] != b"\xed\x01":
        raise Wrong("its proof names no Ed25519 key")
    message = sha256(canonical(proof).encode()) + sha256(canonical(bare).encode())
    if not signed_by(key[2:], value, message):
        raise Wrong("its proof does not fit it")
    return key[2:]


class Head:
    """A signed head: a C2SP checkpoint."""

    def __init__(self, note: str) -> None:
        text, blank, signed = note.replace("\r\n", "\n").rstrip("\n").rpartition("\n\n")
        lines = text.split("\n")
        if not blank or len(lines) < 4:
            raise Wrong("it is no checkpoint")
        self.note = note
        self.text = text + "\n"
        self.origin, self.size, self.root = lines[0], int(lines[1]), base64.b64decode(lines[2])
        self.prev = None
        for line in lines[3:]:
            if line.startswith("previous "):
                self.prev = base64.b64decode(line[len("previous ") :])
        start = f"\N{EM DASH} {self.origin} "
        self.signatures = [
            base64.b64decode(line[len(start) :])
            for line in signed.split("\n")
            if line.startswith(start)
        ]
        if not self.signatures or self.size < 1:
            raise Wrong("it is no checkpoint")

    def is_signed_with(self, public: bytes) -> bool:
        name = sha256(self.origin.encode() + b"\n\x01" + public)[:4]
        return any(
            each[:4] == name and signed_by(public, each[4:], self.text.encode())
            for each in self.signatures
        )


# The bundle ---------------------------------------------------------------------------------


class Consent:
    """What is known of a consent: of its row, and of its opening if that is there."""

    def __init__(self, seq: int, leaf: dict, leaf_hash: str) -> None:
        self.seq, self.leaf, self.leaf_hash = seq, leaf, leaf_hash
        self.payload: dict | None = None
        self.salt = b""
        self.withdrawn_by = 0
        self.opened_by = 0


class Bundle:
    def __init__(self, folder: Path, anchor: Path | None) -> None:
        self.folder = folder
        self.anchor_file = anchor
        self.faults: list[str] = []
        self.counted: dict = {}  # what was read to its end, as the manifest counts it
        self.manifest: dict = {}
        self.sealer = b""
        self.heads: list[tuple[Head, bytes]] = []  # each with the key that is said to have signed
        self.anchor: Head | None = None
        self.roots: dict[int, bytes] = {}
        self.rows = 0
        self.origin = ""
        self.openings = 0
        self.records = 0
        self.keys: dict[bytes, int] = {}
        self.consents: dict[int, Consent] = {}
        self.expired: list[tuple[int, date]] = []
        self.restored: list[tuple[int, str, int, int]] = []
        self.camera = CsvLog("opened_row,closed_row,consent_row,hour,seconds")
        self.erasures = CsvLog("row,time,what,consent_row,says")
        self.open_camera: list = []

    def check(self) -> list[str]:
        """Everything that does not fit, in the order of the bundle's parts. Raises NotJudged."""
        if not self.folder.is_dir():
            raise NotJudged(f"There is no folder {self.folder}; no bundle was judged.")
        self.read_anchor()
        self.try_parts(self.check_manifest, self.read_heads, self.check_rows)
        if "rows" in self.counted:
            self.try_parts(
                self.check_missing_openings,
                self.check_heads,
                self.check_anchor,
                self.check_notices,
                self.check_records,
                self.check_logs,
                self.check_sealer,
            )
        else:
            # Against half a ledger all of that would look wrong, and so hide what is.
            self.faults.append(
                "the ledger could not be read to its end: what has to fit it was not checked"
            )
        if self.manifest:
            self.try_parts(self.check_numbers)
        return self.faults

    def try_parts(self, *parts) -> None:
        for part in parts:
            try:
                part()
            except Wrong as why:
                self.faults.append(str(why))
            except OSError as why:
                self.faults.append(f"{why.filename}: cannot be read ({why.strerror})")
            except UNREADABLE as why:
                what = part.__name__.partition("_")[2].replace("_", " ")
                self.faults.append(f"the {what} cannot be read ({type(why).__name__}: {why})")

    def lines(self, name: str):
        with (self.folder / name).open(encoding="utf-8", newline="\n") as file:
            for number, line in enumerate(file, start=1):
                try:
                    yield json.loads(line)
                except ValueError:
                    raise Wrong(f"{name}: line {number} is no JSON") from None

    # The manifest: which files there are, and that none was changed.

    def check_manifest(self) -> None:
        found = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
        if found.get("format") != FORMAT:
            raise Wrong(f"{MANIFEST}: the bundle is of another format than {FORMAT}")
        self.manifest = found
        try:
            self.sealer = sealer_of(self.manifest)
        except Wrong as why:
            self.faults.append(f"{MANIFEST}: {why}")
        listed = self.manifest["files"]
        for name, said in sorted(listed.items()):
            path = self.folder / name
            if not path.is_file():
                self.faults.append(f"{name}: is missing")
            elif file_hash(path) != (said["sha256"], said["bytes"]):
                self.faults.append(f"{name}: is not as it was when the bundle was made")
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder).as_posix()
            is_anchor = self.anchor_file and path.resolve() == self.anchor_file.resolve()
            if path.is_file() and name not in listed and name != MANIFEST and not is_anchor:
                self.faults.append(f"{name}: was not in the bundle when it was made")

    def check_sealer(self) -> None:
        if self.sealer and self.sealer not in self.keys:
            raise Wrong(f"{MANIFEST}: is sealed with a key that no row of the ledger announces")

    def check_numbers(self) -> None:
        said = self.manifest.get("ledger", {})
        for name, number in self.counted.items():
            if name not in said:
                raise Wrong(f"{MANIFEST}: says nothing of {name}, and there are {number}")
            if said[name] != number:
                raise Wrong(f"{MANIFEST}: says {said[name]} {name}, and there are {number}")

    # The ledger: every row, and its opening where it has one.

    def check_rows(self) -> None:
        sizes = {head.size for head, _ in self.heads}
        if self.anchor:
            sizes.add(self.anchor.size)
        openings = self.lines("openings.jsonl")
        opening = next(openings, None)
        tree, prev = Tree(), "0" * 64
        for row in self.lines("ledger.jsonl"):
            seq = tree.size + 1
            try:
                leaf, leaf_hash = row["leaf"], row["leaf_hash"]
                fields = self.check_leaf(seq, leaf, leaf_hash, prev)
                own = None
                if opening is not None and opening["seq"] == seq:
                    own, opening = opening, next(openings, None)
                payload = self.check_opening(seq, fields, own)
                self.note(seq, fields, payload, own, leaf_hash)
            except UNREADABLE as why:
                raise Wrong(f"row {seq} of the ledger cannot be read ({why})") from None
            tree.add(bytes.fromhex(leaf_hash))
            prev = leaf_hash
            self.rows = tree.size
            if tree.size in sizes:
                self.roots[tree.size] = tree.root()
        if opening is not None:
            raise Wrong(f"openings.jsonl: row {opening['seq']} of the ledger is missing")
        if self.open_camera:
            self.camera.add([*self.open_camera[:1], "", *self.open_camera[1:], ""])
        self.counted.update(origin=self.origin, rows=self.rows, openings=self.openings)

    def check_leaf(self, seq: int, leaf: str, leaf_hash: str, prev: str) -> dict:
        if sha256(b"\x00" + leaf.encode()).hex() != leaf_hash:
            raise Wrong(f"row {seq} of the ledger does not fit its hash")
        fields = json.loads(leaf)
        if canonical(fields) != leaf:
            raise Wrong(f"row {seq} of the ledger is not in canonical form")
        if fields["seq"] != seq or fields["prev"] != prev or fields["v"] != 1:
            raise Wrong(f"row {seq} of the ledger does not follow the one before it")
        kind, ts = fields["type"], fields["ts"]
        if kind not in PAYLOADS:
            raise Wrong(f"row {seq} of the ledger is of no type that this checker knows")
        if set(fields) != (FIELDS | {"ref"} if kind in ABOUT_A_CONSENT else FIELDS):
            raise Wrong(f"row {seq} of the ledger has not just the fields of a row of its type")
        if not HASH.fullmatch(fields["commit"]):
            raise Wrong(f"row {seq} of the ledger commits to nothing")
        if (fields["notice"] is not None) != (kind == "consent given"):
            raise Wrong(f"row {seq} of the ledger has not just the fields of a row of its type")
        by_the_hour = kind in BY_THE_HOUR or kind in ONCE_BY_THE_SECOND
        may_be_exact = kind not in BY_THE_HOUR
        if not ((by_the_hour and HOUR.fullmatch(ts)) or (may_be_exact and SECOND.fullmatch(ts))):
            raise Wrong(f"row {seq} of the ledger tells a time more or less exactly than it may")
        if seq == 1:
            self.origin = f"askfirst/{leaf_hash[:16]}"
        return fields

    def check_opening(self, seq: int, fields: dict, opening: dict | None) -> dict | None:
        if opening is None:
            if fields["type"] != "consent given":
                raise Wrong(f"row {seq} of the ledger has lost its opening")
            return None
        salt, payload = bytes.fromhex(opening["salt"]), opening["payload"]
        if set(opening) != {"seq", "salt", "payload"}:
            raise Wrong(f"the opening of row {seq} has more in it than an opening has")
        if hmac.new(salt, payload.encode(), hashlib.sha256).hexdigest() != fields["commit"]:
            raise Wrong(f"row {seq} of the ledger does not fit its opening")
        said, fits = json.loads(payload), PAYLOADS[fields["type"]]
        if canonical(said) != payload or set(said) != set(fits):
            raise Wrong(f"row {seq} of the ledger says more or less than a row of its type")
        for name, kind in fits.items():
            if not is_one_of(said[name], kind):
                raise Wrong(f"row {seq} of the ledger says what is no {name}")
        self.openings += 1
        return said

    def note(self, seq: int, fields: dict, payload: dict | None, own, leaf_hash: str) -> None:
        kind, ref = fields["type"], fields.get("ref")
        consent = self.consents.get(ref) if isinstance(ref, int) else None
        if kind == "consent given":
            given = self.consents[seq] = Consent(seq, fields, leaf_hash)
            if payload is not None:
                given.payload, given.salt = payload, bytes.fromhex(own["salt"])
                if payload["notice"] != fields["notice"]:
                    raise Wrong(f"row {seq} of the ledger was given to two notices")
        elif kind in ABOUT_A_CONSENT - {"consent withdrawn", "camera opened"} and consent is None:
            raise Wrong(f"row {seq} of the ledger is about no consent before it")
        elif kind == "consent withdrawn":
            if consent is None or consent.withdrawn_by:
                raise Wrong(f"row {seq} of the ledger withdraws no consent that is given")
            consent.withdrawn_by = seq
        elif kind == "camera opened":
            self.check_camera(seq, consent)
            if self.open_camera:
                self.camera.add([*self.open_camera[:1], "", *self.open_camera[1:], ""])
            self.open_camera = [seq, ref, fields["ts"]]
        elif kind == "camera closed":
            opened, consent_row, hour = self.open_camera or [
                "",
                "" if ref is None else ref,
                fields["ts"],
            ]
            self.open_camera = []
            self.camera.add([opened, seq, consent_row, hour, payload["seconds"]])
        elif kind == "key made":
            self.keys.setdefault(bytes.fromhex(payload["public"]), seq)
        elif kind == "consent expired":
            before = date.fromisoformat(payload["before"])
            if before > years_before(date.fromisoformat(fields["ts"][:10]), PROOF_YEARS):
                raise Wrong(f"row {seq} of the ledger lets proofs go before their years are over")
            self.expired.append((seq, before))
        elif kind == "restored":
            self.restored.append((seq, payload["backup"], payload["first"], payload["last"]))
        if kind in ERASURES:
            said = "" if own is None else own["payload"]
            self.erasures.add([seq, fields["ts"], kind, "" if ref is None else ref, said])

    def check_camera(self, seq: int, consent: Consent | None) -> None:
        if consent is None:
            raise Wrong(f"row {seq} of the ledger opens the camera without a consent before it")
        if consent.withdrawn_by:
            raise Wrong(f"row {seq} of the ledger opens the camera after the consent was withdrawn")
        if consent.opened_by:
            raise Wrong(f"row {seq} of the ledger opens the camera a second time on one consent")
        if consent.payload is not None and consent.payload["way"] != "camera":
            raise Wrong(f"row {seq} of the ledger opens the camera on a consent to something else")
        consent.opened_by = seq

    def check_missing_openings(self) -> None:
        for consent in self.consents.values():
            day, hour = consent.leaf["ts"][:10], int(consent.leaf["ts"][11:13])
            later = [before.isoformat() for row, before in self.expired if row > consent.seq]
            due = any(day < before for before in later)
            may_be_due = due or (hour < LATEST_DAY_BEGINS and day in later)
            left_out = any(
                row > consent.seq and first <= consent.seq <= last
                for row, _, first, last in self.restored
            )
            row = f"row {consent.seq} of the ledger"
            if consent.payload is None:
                if not (consent.withdrawn_by or may_be_due or left_out):
                    raise Wrong(f"{row} has lost its opening, and no later row says why")
            elif consent.withdrawn_by:
                raise Wrong(f"{row} was withdrawn, and its opening is still there")
            elif due:
                raise Wrong(f"{row} was due to go, and its opening is still there")

    # The signed heads, and one that somebody else kept.

    def read_anchor(self) -> None:
        if self.anchor_file is None:
            return
        try:
            self.anchor = Head(self.anchor_file.read_text(encoding="utf-8-sig"))
        except (OSError, Wrong, ValueError):
            raise NotJudged("The anchor cannot be read; the bundle was not judged.") from None

    def read_heads(self) -> None:
        for number, line in enumerate(self.lines("heads.jsonl"), start=1):
            try:
                head = Head(line["checkpoint"])
                public = bytes.fromhex(line["public_key"])
            except (Wrong, ValueError, KeyError, TypeError):
                raise Wrong(f"heads.jsonl: line {number} is no signed head") from None
            self.heads.append((head, public))
        self.counted["heads"] = len(self.heads)

    def check_heads(self) -> None:
        before = None
        for head, public in self.heads:
            named = f"the signed head over {many(head.size, 'row')}"
            if head.origin != self.origin:
                raise Wrong(f"{named} is of another ledger")
            if self.roots.get(head.size) != head.root:
                raise Wrong(f"{named} was signed for other rows")
            if head.prev != (before.root if before else None):
                raise Wrong(f"{named} does not follow the head before it")
            if before and head.size <= before.size:
                raise Wrong(f"{named} is not longer than the head before it")
            if not 0 < self.keys.get(public, 0) <= head.size:
                raise Wrong(f"{named} is signed with a key that no row up to it announces")
            if not head.is_signed_with(public):
                raise Wrong(f"{named} does not fit its signature")
            before = head
        if before:
            latest = (self.folder / "checkpoint.txt").read_text(encoding="utf-8")
            if latest != before.note:
                raise Wrong("checkpoint.txt: is not the last signed head")

    def check_anchor(self) -> None:
        head = self.anchor
        if head is None:
            return
        if head.origin != self.origin:
            raise Wrong(f"{self.anchor_file}: was signed for another ledger, {head.origin}")
        if not any(head.is_signed_with(public) for public in self.keys):
            raise Wrong(f"{self.anchor_file}: is signed with no key that the ledger announces")
        if head.size > self.rows:
            raise Wrong(
                f"the ledger was rolled back: it has {many(self.rows, 'row')}, and the anchor was"
                f" signed over {head.size}{self.may_be_why(head)}"
            )
        if self.roots.get(head.size) != head.root:
            raise Wrong(
                f"rows 1 to {head.size} are not the ones the anchor was signed for"
                f"{self.may_be_why(head)}"
            )

    def may_be_why(self, head: Head) -> str:
        """The last restored backup that another end of the first rows may come from."""
        told = [(seq, day) for seq, day, _, _ in self.restored if seq <= head.size]
        if not told:
            return ""
        seq, day = told[-1]
        return f". Row {seq} says that a backup of {day} was restored; that may be why."

    # The notices, the records, the logs.

    def check_notices(self) -> None:
        for consent in self.consents.values():
            version = consent.leaf["notice"]
            path = self.folder / "notices" / f"{version}.json"
            if not re.fullmatch("[0-9a-f]{64}", version or "") or not path.is_file():
                raise Wrong(f"row {consent.seq} of the ledger names a notice that is not here")
        for path in sorted((self.folder / "notices").glob("*.json")):
            if file_hash(path)[0] != path.stem:
                raise Wrong(f"notices/{path.name}: is not the text that has this hash")

    def check_records(self) -> None:
        proven = {c.payload["record"]: c for c in self.consents.values() if c.payload is not None}
        wrong: list[str] = []
        for number, record in enumerate(self.lines("records.jsonl"), start=1):
            named = f"records.jsonl: the record in line {number}"
            try:
                self.check_record(named, record, proven)
            except Wrong as why:
                wrong.append(str(why))
            except UNREADABLE as why:
                wrong.append(f"{named} cannot be read ({type(why).__name__}: {why})")
            self.records = number
        self.counted["records"] = self.records
        if wrong:
            more = f" (and {len(wrong) - 1} more do not fit)" if len(wrong) > 1 else ""
            raise Wrong(wrong[0] + more)
        said = self.manifest.get("ledger", {}).get("without_record")
        if proven and said is not None and len(proven) != said:
            first = min(consent.seq for consent in proven.values())
            raise Wrong(
                f"records.jsonl: {many(len(proven), 'proven consent')} without a record, and the"
                f" manifest says {said} (the first: row {first})"
            )
        self.counted["without_record"] = len(proven)

    def check_record(self, named: str, record: dict, proven: dict) -> None:
        """Take the record's consent out of those that are proven."""
        try:
            sealer = sealer_of(record)
        except (Wrong, KeyError, TypeError, AttributeError) as why:
            raise Wrong(f"{named} is not sealed: {why}") from None
        if sealer not in self.keys:
            raise Wrong(f"{named} is sealed with a key that the ledger does not announce")
        consent = proven.pop(record["dct:identifier"], None)
        if consent is None:
            raise Wrong(f"{named} is of no consent that is proven")
        if not says_what_the_row_says(record, consent):
            raise Wrong(f"{named} does not say what row {consent.seq} of the ledger says")

    def check_logs(self) -> None:
        for name, log in (("camera.csv", self.camera), ("erasures.csv", self.erasures)):
            if file_hash(self.folder / name)[0] != log.sha256():
                raise Wrong(f"{name}: is not what the ledger says")


class CsvLog:
    """A log that is made anew from the ledger, to be compared with the one in the bundle."""

    def __init__(self, head: str) -> None:
        self._hash = hashlib.sha256(f"{head}\n".encode())

    def add(self, values: list) -> None:
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(values)
        self._hash.update(line.getvalue().encode())

    def sha256(self) -> str:
        return self._hash.hexdigest()


def says_what_the_row_says(record: dict, consent: Consent) -> bool:
    mac = hmac.new(consent.salt, b"principal", hashlib.sha256).digest()
    principal = str(uuid.UUID(bytes=mac[:16], version=4))
    given = datetime.strptime(consent.leaf["ts"], "%Y-%m-%dT%H%z")
    given = given.astimezone(timezone.utc)  # noqa: UP017 - older Pythons have no datetime.UTC
    process, events = record["dpv:hasProcess"], record["dpv:hasConsentStatus"]
    looked_at = any(
        data["skos:broader"]["@id"] == "pd:Picture" for data in process["dpv:hasPersonalData"]
    )
    return (
        record["@type"] == "dpv:ConsentRecord"
        and record["dct:source"]["dct:identifier"] == consent.leaf_hash
        and record["dpv:hasDataSubject"]["dct:identifier"] == principal
        and record["dpv:hasNotice"]["dct:identifier"] == consent.leaf["notice"]
        and process["dpv:hasPurpose"]["dct:identifier"] == consent.payload["purpose"]
        and looked_at == (consent.payload["way"] == "camera")
        and len(events) == 1
        and "dpv:ConsentGiven" in events[0]["@type"]
        and events[0]["dpv:isIndicatedAtTime"]["@value"] == given.strftime("%Y-%m-%dT%H:%M:%SZ")
    )


def file_hash(path: Path) -> tuple[str, int]:
    hashed, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            hashed.update(piece)
            size += len(piece)
    return hashed.hexdigest(), size


def years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - years, day=28)


def main() -> int:
    options = argparse.ArgumentParser(description="Checks an AskFirst evidence bundle.")
    options.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    options.add_argument("--anchor", type=Path, help="a signed head that was kept elsewhere")
    chosen = options.parse_args()
    bundle = Bundle(chosen.folder, chosen.anchor)
    try:
        faults = bundle.check()
    except NotJudged as why:
        print(why, file=sys.stderr)
        return 2
    if faults:
        print("The bundle is NOT whole:")
        for fault in faults:
            print(f"  - {fault}")
        return 1
    if bundle.manifest.get("demo"):
        print("DEMO: the records of an invented shop")
    withdrawn = sum(1 for consent in bundle.consents.values() if consent.withdrawn_by)
    opened = sum(1 for consent in bundle.consents.values() if consent.opened_by)
    rows = many(bundle.rows, "row")
    print(f"The bundle is whole: every file is as it was made, and so is the ledger: {rows}.")
    print(f"  {many(len(bundle.consents), 'consent')}, {withdrawn} withdrawn since.")
    print(f"  The camera was opened {many(opened, 'time')}, never without a consent before.")
    print(f"  {many(bundle.openings, 'opening')}, and each fits its row.")
    print(f"  {many(bundle.records, 'sealed record')}, and each says what its row says.")
    print(f"  {many(len(bundle.heads), 'signed head')}, and each fits the rows it was signed over.")
    for public, seq in bundle.keys.items():
        print(f"  Key {public.hex()} is announced by row {seq}.")
    print("Compare the last key with the one in the notice at the machine.")
    if bundle.anchor:
        print(
            "The ledger goes on from the anchor, which was signed over"
            f" {many(bundle.anchor.size, 'row')}."
        )
    else:
        print("No anchor was given: a ledger that was cut back, or written anew as a whole by")
        print("whoever holds its key, would look the same. Ask who has kept a signed head.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

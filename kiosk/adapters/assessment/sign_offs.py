"""The folder of sign-offs in the data folder: each with a copy of exactly what was signed."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Any, Final

from kiosk.application.assessment import SignOff
from kiosk.application.whole_file import write_whole
from kiosk.domain.assessment import Assessment, Fact, Heard

FOLDER: Final = "assessment"
"""What the folder is called, beside the records."""

_VERSION: Final = 1
_HASH_SHOWN: Final = 12
_NAME: Final = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})-(\d{{3,}})-[0-9a-f]{{{_HASH_SHOWN}}}\.json")
_LARGEST: Final = 256 * 1024


class SignOffBroken(Exception):
    """A file of the folder is not as it was kept; the text names it and says why."""


class SignOffs:
    """Every sign-off that is kept. Implements ``ports.Assessments`` for one configuration.

    Nothing is held in memory: what is signed while a kiosk rests counts at its next look.
    """

    def __init__(self, folder: Path, configuration: str, *, counsel_is_asked: bool) -> None:
        self._folder = folder
        self._configuration = configuration
        self._counsel_is_asked = counsel_is_asked

    def in_force(self) -> Assessment | None:
        good = [
            kept.assessment
            for kept in self.all()
            if kept.assessment.is_good_for(
                self._configuration, counsel_is_asked=self._counsel_is_asked
            )
        ]
        return good[-1] if good else None

    def all(self) -> tuple[SignOff, ...]:
        """Oldest first, without those that are broken."""
        return tuple(kept for _, kept in self._kept())

    def broken(self) -> tuple[str, ...]:
        """One line a file that is not as it was kept."""
        lines: list[str] = []
        for path in self._files():
            try:
                _load(path)
            except SignOffBroken as why:
                lines.append(str(why))
        return tuple(lines)

    def keep(
        self,
        assessment: Assessment,
        facts: Mapping[str, Fact],
        documents: Mapping[str, str],
        today: date,
    ) -> Path:
        """Write the copies, then the sign-off that names them; it counts once it is there.

        ``documents`` gives the text that was signed by language tag. Raises OSError.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._free_name(assessment, today)
        sign_off = {
            "version": _VERSION,
            "configuration": assessment.configuration,
            "signed_by": assessment.signed_by,
            "signed_on": assessment.signed_on.isoformat(),
            "counsel": assessment.counsel,
            "heard": asdict(assessment.heard),
            "recorded_on": today.isoformat(),
            "facts": facts,
            "documents": {tag: _sha256(text.encode()) for tag, text in documents.items()},
        }
        written = json.dumps(sign_off, ensure_ascii=False, indent=1, sort_keys=True)
        copies = {_copy_of(path, tag): text for tag, text in documents.items()}
        try:
            for copy, text in copies.items():
                write_whole(copy, text.encode())
            write_whole(path, f"{written}\n".encode())
        except OSError:
            # A copy without its sign-off is of nothing.
            for copy in copies:
                copy.unlink(missing_ok=True)
            raise
        return path

    def erase(self, due: tuple[SignOff, ...]) -> None:
        """Take these away with their copies. Raises OSError."""
        for path, kept in self._kept():
            if kept in due:
                path.unlink()
                for tag in kept.documents:
                    _copy_of(path, tag).unlink(missing_ok=True)

    def unreadable(self) -> str | None:
        """Why nobody can tell from here what is signed, or None."""
        try:
            next(self._folder.iterdir(), None)
        except FileNotFoundError:
            return None
        except OSError as why:
            return f"{self._folder} cannot be read ({why.strerror})"
        return None

    def _files(self) -> list[Path]:
        try:
            # Whatever else lies there is somebody's own.
            return sorted(path for path in self._folder.iterdir() if _NAME.fullmatch(path.name))
        except OSError:
            return []

    def _kept(self) -> Iterator[tuple[Path, SignOff]]:
        for path in self._files():
            try:
                yield path, _load(path)
            except SignOffBroken:
                continue

    def _free_name(self, assessment: Assessment, today: date) -> Path:
        """A name that sorts by the day it is kept, and within one day by the order."""
        named = [_NAME.fullmatch(path.name) for path in self._files()]
        of_today = [int(name[2]) for name in named if name and name[1] == today.isoformat()]
        number = 1 + max(of_today, default=0)
        shown = assessment.configuration[:_HASH_SHOWN]
        return self._folder / f"{today.isoformat()}-{number:03}-{shown}.json"


def _load(path: Path) -> SignOff:
    """A sign-off and its copies, each as it was kept. Raises SignOffBroken."""
    try:
        if path.stat().st_size > _LARGEST:
            raise SignOffBroken(f"{path}: is no sign-off")
        found = json.loads(path.read_text(encoding="utf-8"))
        kept = _sign_off(found)
        for tag, expected in kept.documents.items():
            if _sha256(_copy_of(path, tag).read_bytes()) != expected:
                raise SignOffBroken(f"{_copy_of(path, tag)}: is not the text that was signed")
    except OSError as why:
        raise SignOffBroken(f"{path}: cannot be read with its copies ({why.strerror})") from why
    except (ValueError, KeyError, TypeError, AttributeError) as why:
        raise SignOffBroken(f"{path}: is no whole sign-off") from why
    return kept


def _sign_off(found: Mapping[str, Any]) -> SignOff:
    counsel = found["counsel"]
    texts = (found["configuration"], found["signed_by"], counsel or "-")
    if found["version"] != _VERSION or not all(isinstance(text, str) for text in texts):
        raise ValueError("another version, or no texts")
    assessment = Assessment(
        configuration=found["configuration"],
        signed_by=found["signed_by"],
        signed_on=date.fromisoformat(found["signed_on"]),
        counsel=counsel,
        heard=_heard(found["heard"]),
    )
    facts = {
        str(name): tuple(value) if isinstance(value, list) else value
        for name, value in found["facts"].items()
    }
    documents = {str(tag): str(value) for tag, value in found["documents"].items()}
    recorded = date.fromisoformat(found["recorded_on"])
    return SignOff(assessment, recorded, facts, documents)


def _heard(found: Mapping[str, Any]) -> Heard:
    said = {each.name: found[each.name] for each in fields(Heard)}
    if len(found) != len(said) or not all(isinstance(text or "-", str) for text in said.values()):
        raise ValueError("another table of what was heard")
    return Heard(**said)


def _copy_of(path: Path, tag: str) -> Path:
    return path.with_name(f"{path.stem}.{tag}.md")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

"""What a consent record says of each law pack, as it lies on disk: read whole or refused."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kiosk.adapters.notices.law import LawPackBroken
from kiosk.application.consent_processing import RIGHTS, Jurisdiction

_KEYS = {"location", "laws", "legal_basis", "rights"}


def load_jurisdictions(path: Path) -> tuple[Jurisdiction, ...]:
    """Every law pack's part of a consent record. Raises LawPackBroken, naming the flaw."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as why:
        raise LawPackBroken(f"{path}: cannot be read ({why})") from why
    return tuple(_jurisdiction(path, pack, each) for pack, each in found.items())


def _jurisdiction(path: Path, pack: str, found: Any) -> Jurisdiction:
    where = f"{path}: {pack}"
    if not isinstance(found, dict) or set(found) - {"terms"} != _KEYS:
        raise LawPackBroken(f"{where} must have {', '.join(sorted(_KEYS))}, and may have terms")
    if not isinstance(found["location"], str):
        raise LawPackBroken(f"{where}: location is no text")
    return Jurisdiction(
        pack=pack,
        location=found["location"],
        laws=_texts(f"{where}: laws", found["laws"]),
        legal_basis=_texts(f"{where}: legal_basis", found["legal_basis"]),
        rights=_by_right(f"{where}: rights", found["rights"]),
        terms=_by_right(f"{where}: terms", found.get("terms", {})),
    )


def _texts(where: str, found: Any) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(each, str) and each for each in found):
        raise LawPackBroken(f"{where} is no list of texts")
    return tuple(found)


def _by_right(where: str, found: Any) -> Mapping[str, str]:
    if not isinstance(found, dict) or not set(found) <= set(RIGHTS):
        raise LawPackBroken(f"{where} names a right that is not among {', '.join(RIGHTS)}")
    _texts(where, list(found.values()))
    return dict(found)

"""What each law pack asks of the assessment itself, as it lies on disk."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


class DutiesBroken(Exception):
    """The file cannot be read or says what it must not; the text names it."""


@dataclass(frozen=True, slots=True)
class Duties:
    """Articles by language; ``counsel`` is the one that asks counsel a question, or None.

    ``files_at`` is the number of stored faces at which a filing falls due, if it ever does.
    ``asked`` is False where the pack asks for no assessment. ``cites`` gives, by a name that the
    texts have, the articles to be cited there.
    """

    assessment: Mapping[str, str]
    records: Mapping[str, str]
    counsel: str | None = None
    files_at: int | None = None
    asked: bool = True
    cites: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])


def load_duties(path: Path) -> Mapping[str, Duties]:
    """The duties of each law pack by its name. Raises DutiesBroken."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: Duties(**table) for name, table in found.items()}
    except (OSError, ValueError, TypeError) as why:
        raise DutiesBroken(f"{path}: cannot be read ({why})") from why


def asks_counsel(duties: Mapping[str, Duties], packs: Iterable[str]) -> bool:
    """True if one of these packs has a question that only counsel can answer.

    Raises DutiesBroken for a pack that the file does not know: what it asks is not known then.
    """
    for pack in packs:
        if pack not in duties:
            raise DutiesBroken(f"nothing says what the law pack {pack} asks of an assessment")
    return any(duties[pack].counsel is not None for pack in packs)

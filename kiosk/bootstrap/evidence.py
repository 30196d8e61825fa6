"""What ``askfirst evidence`` gathers."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from kiosk.adapters.assessment.sign_offs import FOLDER as ASSESSMENT_FOLDER
from kiosk.adapters.evidence.archive import new_archive, new_spool
from kiosk.adapters.keys.sealing import seal
from kiosk.adapters.records.export import ExportedRecords
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system.version import version_and_commit
from kiosk.application.evidence import Written, write_evidence
from kiosk.application.evidence_sources import Progress, Sources
from kiosk.application.shipped import shipped
from kiosk.bootstrap import parts

_LARGEST_ATTACHED: Final = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that is on disk, and what is in it."""

    path: Path
    written: Written
    demo: bool


def write_bundle(
    data: Path, settings: Settings, out: Path, *, demo: bool, progress: Progress
) -> Bundle:
    """Write the evidence bundle to ``out``; changes nothing in the data folder.

    Raises NoRecords, KeyUnusable, LawPackBroken, and OSError where ``out`` cannot be written.
    """
    signer = parts.present_signer_of(data, demo=demo)
    clock = parts.clock_of(settings)
    books = ExportedRecords(parts.records_file(data, demo=demo), clock.moment().day)
    now = clock.now()
    sources = Sources(
        jurisdictions=parts.jurisdictions(),
        fixed=dict(_fixed(data, demo=demo)),
        manifest={
            "made": now.isoformat(timespec="hours"),
            "software": f"AskFirst {version_and_commit()}",
            "controller": dict(settings.controller.name),
            "demo": books.is_demo(),
        },
    )
    with new_archive(out) as archive:
        written = write_evidence(
            books,
            archive,
            partial(new_spool, out.parent),
            sources,
            lambda document, created: seal(document, signer, created),
            now,
            progress,
        )
    return Bundle(out, written, demo)


def _fixed(data: Path, *, demo: bool) -> Iterator[tuple[str, bytes]]:
    """The files that go in as they are, in the order they stand in the bundle."""
    for path in sorted((shipped("assets") / "evidence").iterdir()):
        if path.is_file():
            yield path.name, path.read_bytes()
    yield "model-card.json", (parts.models_folder() / "model-card.json").read_bytes()
    if demo:
        demos_own = shipped("assets") / "demo" / "assessment.toml"
        yield f"assessment/{demos_own.name}", demos_own.read_bytes()
        return
    folder = data / ASSESSMENT_FOLDER
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and path.stat().st_size <= _LARGEST_ATTACHED:
            name = path.relative_to(folder).as_posix()
            yield f"assessment/{name}", path.read_bytes()

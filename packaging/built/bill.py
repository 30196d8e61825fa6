"""The bill of materials (CycloneDX 1.6) of the built program: what others made, with hashes."""

# The library's classes get their parameters from a decorator that says nothing of their types.
# pyright: reportCallIssue=false, reportArgumentType=false, reportAttributeAccessIssue=false

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

from contents import ROOT, Origin, normal
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.dependency import Dependency
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

_CREDIT = re.compile(
    r"^\| `(?P<file>[^`]+)` \| (?P<origin>.*) \| (?P<author>.*) \| (?P<licence>.*) "
    r"\| `(?P<sha256>[0-9a-f]{64})` \|$"
)
_LOCKED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_KINDS = {
    "fonts": ComponentType.DATA,
    "models": ComponentType.MACHINE_LEARNING_MODEL,
}

Licence = DisjunctiveLicense | LicenseExpression


def bill(origins: Iterable[Origin], version: str, commit: str, moment: int) -> str:
    """The bill as JSON; the same for the same contents, of the ``moment`` in seconds since 1970."""
    whole = Component(
        name="askfirst",
        version=version,
        type=ComponentType.APPLICATION,
        bom_ref="askfirst",
        licenses=_licences("Apache-2.0"),
        properties=[Property(name="askfirst:commit", value=commit)],
    )
    parts = [*_of_packages(origins), *_of_credits(ROOT / "assets" / "CREDITS.md")]
    made = Bom(
        components=parts,
        serial_number=uuid5(NAMESPACE_OID, f"askfirst {version} {commit} {moment}"),
        dependencies=[
            Dependency(whole.bom_ref, [Dependency(part.bom_ref) for part in parts]),
            *(Dependency(part.bom_ref) for part in parts),
        ],
    )
    made.metadata.component = whole
    made.metadata.timestamp = datetime.fromtimestamp(moment, UTC)
    return JsonV1Dot6(made).output_as_string(indent=2) + "\n"


def locked(lock: Path) -> dict[tuple[str, str], list[str]]:
    """The hashes that the lock file accepts, by name and version."""
    found: dict[tuple[str, str], list[str]] = {}
    hashes: list[str] = []
    for line in lock.read_text(encoding="utf-8").splitlines():
        release = _LOCKED.match(line)
        if release:
            hashes = found.setdefault((normal(release["name"]), release["version"]), [])
        hashes += _HASH.findall(line)
    return found


def _of_packages(origins: Iterable[Origin]) -> Iterator[Component]:
    hashes = locked(ROOT / "requirements.lock")
    for origin in origins:
        properties = [
            Property(name=f"askfirst:changed:{place}", value=how)
            for place, how in sorted(origin.changed.items())
        ]
        yield Component(
            name=origin.name,
            version=origin.version,
            type=ComponentType.LIBRARY,
            bom_ref=f"{origin.kind}:{origin.name}",
            purl=_address(origin),
            licenses=_licences(origin.licence),
            # One of the files of this release is what was installed; the lock accepts each.
            hashes=_sha256(hashes[origin.name, origin.version]) if origin.kind == "pypi" else [],
            properties=properties,
        )


def _address(origin: Origin) -> PackageURL:
    if origin.kind == "pypi":
        return PackageURL("pypi", None, origin.name, origin.version)
    if origin.kind == "deb":
        return PackageURL("deb", "debian", origin.name, origin.version)
    return PackageURL("generic", None, origin.name.lower(), origin.version)


def _of_credits(credits: Path) -> Iterator[Component]:
    rows = map(_CREDIT.match, credits.read_text(encoding="utf-8").splitlines())
    for row in filter(None, rows):
        folder, _, _ = row["file"].partition("/")
        is_text = row["file"].endswith(".txt")
        yield Component(
            name=f"assets/{row['file']}",
            type=ComponentType.FILE if is_text else _KINDS.get(folder, ComponentType.FILE),
            bom_ref=f"asset:{row['file']}",
            description=row["origin"].replace("`", ""),
            author=row["author"],
            licenses=_licences(row["licence"].replace(" and ", " AND ")),
            hashes=_sha256([row["sha256"]]),
        )


def _licences(words: str) -> list[Licence]:
    """A known licence, an expression of such, or its name in words; none for "-"."""
    return [] if words == "-" else [LicenseFactory().make_from_string(words)]


def _sha256(hashes: Iterable[str]) -> list[HashType]:
    return [HashType(alg=HashAlgorithm.SHA_256, content=each) for each in hashes]

"""The bundle's zip file: whole or not there at all, and the same for the same content."""

import contextlib
import hashlib
import os
import tempfile
import zipfile
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
_READABLE: Final = 0o100644 << 16
_UNIX: Final = 3


class ZippedArchive:
    """Implements ``evidence_sources.Archive``. Files are compressed in the order they come."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._digests: dict[str, tuple[str, int]] = {}

    def add(self, name: str, parts: Iterable[bytes]) -> None:
        """Write one file, part by part. Raises ValueError for a name that is there already."""
        if name in self._digests:
            raise ValueError(f"{name} is in the bundle twice")
        info = zipfile.ZipInfo(name, _LONG_AGO)
        info.external_attr, info.create_system = _READABLE, _UNIX
        info.compress_type = zipfile.ZIP_DEFLATED
        hashed, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as inside:
            for part in parts:
                inside.write(part)
                hashed.update(part)
                size += len(part)
        self._digests[name] = hashed.hexdigest(), size

    def digests(self) -> Mapping[str, tuple[str, int]]:
        return dict(self._digests)

    def close(self) -> None:
        """Write the list of what is in it; without that it is no zip file."""
        self._zip.close()


class LineSpool:
    """Implements ``evidence_sources.Spool`` in a file that has no name."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, line: bytes, /) -> object:
        return self._file.write(line)

    def lines(self) -> Iterator[bytes]:
        self._file.seek(0)
        yield from self._file


@contextmanager
def new_archive(path: Path) -> Generator[ZippedArchive]:
    """A zip file that takes its name when the block ends well, and else leaves nothing behind.

    Only its owner may read it. What had the name before is replaced.
    """
    unfinished = path.with_name(f".{path.name}.new")
    try:
        unfinished.unlink(missing_ok=True)
        descriptor = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as why:
        # Nobody but us knows the unfinished one's name.
        raise OSError(why.errno, why.strerror, str(path)) from why
    try:
        with os.fdopen(descriptor, "wb") as file:
            archive = ZippedArchive(file)
            try:
                yield archive
            except BaseException:
                # It is thrown away; but an unclosed one would try to write when it is collected.
                with contextlib.suppress(OSError, ValueError):
                    archive.close()
                raise
            archive.close()
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


@contextmanager
def new_spool(folder: Path) -> Generator[LineSpool]:
    """Room for lines in ``folder``, which is gone when the block ends, however it does."""
    with tempfile.TemporaryFile(dir=folder) as file:
        yield LineSpool(file)


def _sync_folder(folder: Path) -> None:
    # Windows opens no folder, and syncs a folder's names with its files.
    with contextlib.suppress(PermissionError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

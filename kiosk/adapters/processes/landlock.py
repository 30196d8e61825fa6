"""Landlock: which files this process can still reach, by the kernel's word.

Numbers and layouts are those of Linux's ``linux/landlock.h``. Standard library only: this
runs before anything else is imported.
"""

import ctypes
import os
import stat
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_READ_FILE: Final = 1 << 2
_READ_DIR: Final = 1 << 3
_SINCE: Final = ((1, (1 << 13) - 1), (2, 1 << 13), (3, 1 << 14), (5, 1 << 15))
"""The rights over files that Landlock can take, by the version from which on it can."""

_BIND_AND_CONNECT_TCP: Final = 0b11
_ABSTRACT_SOCKETS_AND_SIGNALS: Final = 0b11

_CREATE_RULESET: Final = 444
_ADD_RULE: Final = 445
_RESTRICT_SELF: Final = 446
_ASK_VERSION: Final = 1
_PATH_BENEATH: Final = 1


class LandlockRefused(Exception):
    """The kernel has no Landlock, too old a one, or would not apply it."""


def version() -> int:
    """The kernel's Landlock ABI; 0 where it has none or it is switched off."""
    found = _libc().syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)
    return max(0, int(found))


def restrict(readable: Iterable[Path], least_version: int) -> None:
    """Cut this thread, and all it ever starts, off every file but these and what is beneath them.

    They can be read, and nothing else. From ABI 4 on no TCP port can be bound or connected, and
    from ABI 6 on no process outside be signalled nor its abstract sockets reached. Needs
    no_new_privs. Raises LandlockRefused, also for a path that does not exist.
    """
    abi = version()
    if abi < max(1, least_version):
        raise LandlockRefused(f"this kernel has Landlock ABI {abi}, and {least_version} is needed")
    handled = sum(rights for since, rights in _SINCE if abi >= since)
    attributes = struct.pack("Q", handled)
    if abi >= 4:
        attributes += struct.pack("Q", _BIND_AND_CONNECT_TCP)
    if abi >= 6:
        attributes += struct.pack("Q", _ABSTRACT_SOCKETS_AND_SIGNALS)
    rules = _call(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0)
    try:
        for path in readable:
            _add(rules, path)
        _call(_RESTRICT_SELF, rules, 0)
    finally:
        os.close(rules)


def _add(rules: int, path: Path) -> None:
    try:
        # Opening the path itself, not the file: no device wakes up and no notice is given.
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError as error:
        raise LandlockRefused(f"{path}: {error.strerror}") from error
    try:
        rights = _READ_FILE
        if stat.S_ISDIR(os.fstat(place).st_mode):
            rights |= _READ_DIR
        _call(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)


def _call(number: int, *arguments: object) -> int:
    libc = _libc()
    result = int(libc.syscall(number, *arguments))
    if result < 0:
        raise LandlockRefused(f"call {number}: {os.strerror(ctypes.get_errno())}")
    return result


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)

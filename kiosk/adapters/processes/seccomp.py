"""seccomp: what becomes of each system call of this process, on x86-64.

``policies`` says so as data; here it is put into the language of the kernel's filters, classic BPF
(``linux/filter.h``). Filters add up: of several the strictest answer counts, and none goes away.
"""

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

KILL: Final = 0x80000000
"""Ends the whole process at once (SIGSYS)."""

ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000


def refuse(error: int) -> int:
    """The verdict by which the call fails with this error."""
    return _REFUSE | error


NOT_PERMITTED: Final = refuse(errno.EPERM)


@dataclass(frozen=True, slots=True)
class OneOf:
    """An argument has one of these values."""

    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AnyBit:
    """An argument has at least one of these bits."""

    bits: int


@dataclass(frozen=True, slots=True)
class Masked:
    """What is left of an argument under a mask is this value."""

    mask: int
    value: int


@dataclass(frozen=True, slots=True)
class If:
    """A rule that depends on an argument: the first one has the index 0.

    Only its low half is looked at: what is asked here never lies in the high half.
    """

    argument: int
    test: OneOf | AnyBit | Masked
    then: "Rule"
    otherwise: "Rule"


Rule = int | If
"""A verdict, or what it depends on."""


@dataclass(frozen=True, slots=True)
class Policy:
    """``rules`` has a rule by the call's number; any other call meets ``others``."""

    rules: Mapping[int, Rule]
    others: int


class SeccompRefused(Exception):
    """The kernel would not take the filter, or there is no filter for this machine."""


def restrict(policy: Policy) -> None:
    """Bind all threads of this process to the policy, for good.

    Needs no_new_privs. Raises SeccompRefused.
    """
    if platform.machine() != "x86_64":
        raise SeccompRefused(f"there is no list of system calls for {platform.machine()}")
    steps = _filter(policy)
    code = b"".join(
        struct.pack("HBBI", step.code, step.if_true, step.if_false, step.value) for step in steps
    )
    held = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(steps), ctypes.cast(held, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    result = libc.syscall(_SECCOMP, _SET_FILTER, _ALL_THREADS, ctypes.byref(program))
    if result > 0:
        raise SeccompRefused(f"thread {result} could not be confined")
    if result < 0:
        raise SeccompRefused(f"the filter was refused: {os.strerror(ctypes.get_errno())}")


_LOAD: Final = 0x20
_IF_EQUAL: Final = 0x15
_IF_ANY_BIT: Final = 0x45
_IF_AT_LEAST: Final = 0x35
_RETURN: Final = 0x06
_AND: Final = 0x54

_NUMBER: Final = 0
_ARCHITECTURE: Final = 4
_FIRST_ARGUMENT: Final = 16
_X86_64: Final = 0xC000003E
_X32: Final = 0x40000000

_SECCOMP: Final = 317
_SET_FILTER: Final = 1
_ALL_THREADS: Final = 1


class _Step(NamedTuple):
    code: int
    value: int
    if_true: int = 0
    if_false: int = 0


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def _filter(policy: Policy) -> list[_Step]:
    steps = [
        _Step(_LOAD, _ARCHITECTURE),
        _Step(_IF_EQUAL, _X86_64, if_true=1),
        _Step(_RETURN, KILL),
        _Step(_LOAD, _NUMBER),
        # The same calls by other numbers, of which no list here says anything.
        _Step(_IF_AT_LEAST, _X32, if_false=1),
        _Step(_RETURN, KILL),
    ]
    for number, rule in policy.rules.items():
        answer = _answer(rule)
        steps += [_Step(_IF_EQUAL, number, if_false=len(answer)), *answer]
    return [*steps, _Step(_RETURN, policy.others)]


def _answer(rule: Rule) -> list[_Step]:
    """Steps that end in a verdict, whichever way they go."""
    if isinstance(rule, int):
        return [_Step(_RETURN, rule)]
    then, otherwise = _answer(rule.then), _answer(rule.otherwise)
    load = _Step(_LOAD, _FIRST_ARGUMENT + 8 * rule.argument)
    over = len(otherwise)
    match rule.test:
        case OneOf(values):
            left = range(len(values) - 1, -1, -1)
            tests = [
                _Step(_IF_EQUAL, value, if_true=more + over)
                for value, more in zip(values, left, strict=True)
            ]
        case AnyBit(bits):
            tests = [_Step(_IF_ANY_BIT, bits, if_true=over)]
        case Masked(mask, value):
            tests = [_Step(_AND, mask), _Step(_IF_EQUAL, value, if_true=over)]
    return [load, *tests, *otherwise, *then]

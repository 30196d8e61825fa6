"""What none of the kiosk's processes may do, tried in each under its own policy."""

import os
import resource
import signal

import pytest

from kiosk.adapters.processes import policies
from kiosk.adapters.processes.seccomp import ALLOW, KILL, AnyBit, If, Masked, OneOf, Policy, _filter
from tests.adapters.processes.trying import NONE, POLICIES, tried

LINE = "line, theirs = socket.socketpair()"

REFUSED = (
    # Limits, priority and scheduler of the kiosk, set to what they are.
    "resource.prlimit(parent, resource.RLIMIT_CPU, (-1, -1))",
    "resource.prlimit(parent, resource.RLIMIT_FSIZE)",
    "os.setpriority(os.PRIO_PROCESS, parent, os.getpriority(os.PRIO_PROCESS, parent))",
    "os.setpriority(os.PRIO_PGRP, 0, 0)",
    "os.setpriority(os.PRIO_USER, 0, 0)",
    "os.sched_setaffinity(parent, os.sched_getaffinity(parent))",
    "os.sched_setscheduler(parent, os.SCHED_OTHER, os.sched_param(0))",
    "os.sched_setparam(parent, os.sched_param(0))",
    "call(314, parent, ctypes.create_string_buffer(48), 0)",  # sched_setattr
    "call(251, 1, parent, 3 << 13)",  # ioprio_set
    "call(251, 2, 0, 3 << 13)",
    "call(256, parent, 0, 0, 0)",  # migrate_pages
    "call(279, parent, 0, 0, 0, 0, 0)",  # move_pages
    # Signals, by every way to send one.
    "os.kill(parent, 0)",
    "os.kill(-1, 0)",
    "os.killpg(os.getpgid(parent), 0)",
    "call(234, parent, parent, 0)",  # tgkill
    "call(200, parent, 0)",  # tkill
    "call(129, parent, 0, ctypes.create_string_buffer(128))",  # rt_sigqueueinfo
    "call(297, parent, parent, 0, ctypes.create_string_buffer(128))",
    "os.pidfd_open(parent)",
    "fcntl.fcntl(0, fcntl.F_SETOWN, parent)",
    "fcntl.fcntl(0, 10, signal.SIGKILL)",  # F_SETSIG
    "fcntl.ioctl(0, 0x8901, parent.to_bytes(4, 'little'))",  # FIOSETOWN
    # A group or session of its own.
    "os.setsid()",
    "os.setpgid(0, 0)",
    # What it has given up, back.
    "call(157, 4, 1)",  # PR_SET_DUMPABLE
    "call(157, 1, 0)",  # PR_SET_PDEATHSIG
    # Something left for others.
    "call(29, 0, 4096, 0o1600)",  # shmget
    "call(68, 0, 0o1600)",  # msgget
    "call(248, b'user', b'askfirst', b'1', 1, -3)",  # add_key
)

DEADLY = (
    "os.fork()",
    "call(58)",  # vfork
    "call(56, 17)",  # clone, of a process
    "os.execv('/bin/true', ['true'])",
    "os.posix_spawn('/bin/true', ['true'], {})",
    "call(322, 0, b'', 0, 0, 0)",  # execveat
    "call(101, 0, 0, 0, 0)",  # ptrace
    "call(310, parent, 0, 0, 0, 0, 0)",  # process_vm_readv
    "call(438, 0, 0, 0)",  # pidfd_getfd
    "call(425, 1, ctypes.create_string_buffer(120))",  # io_uring_setup
    "call(321, 0, 0, 0)",  # bpf
    "call(272, 0)",  # unshare
    "call(165, 0, 0, 0, 0, 0)",  # mount
    "socket.socket(socket.AF_INET)",
    "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "socket.socket(socket.AF_INET6)",
    "socket.socket(socket.AF_UNIX)",
    "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
    "socket.socket(38, socket.SOCK_SEQPACKET)",  # AF_ALG
    "socket.socket(40, socket.SOCK_STREAM)",  # AF_VSOCK
    "socket.socketpair()",
    "call(0x40000000 | 39)",  # getpid, by its x32 number
)

STILL_ALLOWED = (
    "os.kill(own, 0)",
    "resource.prlimit(0, resource.RLIMIT_NOFILE, (32, 32))",
    "resource.prlimit(own, resource.RLIMIT_NOFILE)",
    "os.setpriority(os.PRIO_PROCESS, 0, 19)",
    "os.sched_setaffinity(0, os.sched_getaffinity(0))",
    "t = threading.Thread(target=int); t.start(); t.join()",
    "fcntl.fcntl(0, fcntl.F_GETFD)",
    "mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)",
)


@pytest.mark.parametrize("policy", POLICIES)
def test_nothing_is_done_to_others_and_the_rest_goes_on(policy: str) -> None:
    limits = [getattr(resource, name) for name in dir(resource) if name.startswith("RLIMIT_")]
    ours = [resource.getrlimit(each) for each in limits]
    nice, cores = os.getpriority(os.PRIO_PROCESS, 0), os.sched_getaffinity(0)
    met = tried(policy, *REFUSED, *STILL_ALLOWED)
    assert met.code == 0
    wrong = {act: came for act, came in met.acts.items() if (came == "EPERM") != (act in REFUSED)}
    assert wrong == {}
    assert [resource.getrlimit(each) for each in limits] == ours
    assert (os.getpriority(os.PRIO_PROCESS, 0), os.sched_getaffinity(0)) == (nice, cores)


REAL = (
    "resource.prlimit(parent, resource.RLIMIT_CPU)",
    "os.setpriority(os.PRIO_PROCESS, parent, os.getpriority(os.PRIO_PROCESS, parent))",
    "os.sched_setaffinity(parent, os.sched_getaffinity(parent))",
    "os.kill(parent, 0)",
    "call(234, parent, parent, 0)",
    "os.pidfd_open(parent)",
    "fcntl.fcntl(line.fileno(), fcntl.F_SETOWN, parent)",
    "fcntl.fcntl(line.fileno(), 10, signal.SIGKILL)",
    "call(157, 4, 1)",
    "call(157, 1, 0)",
    "os.memfd_create('x')",
    "mmap.mmap(-1, 4096)",
    "socket.send_fds(line, [b'x'], [0])",
    "theirs.recv(1)",
    "socket.socketpair()",
    "os.setsid()",
)


def test_the_acts_are_real_ones() -> None:
    """Where nothing forbids them, they succeed: a refusal is the policy's."""
    met = tried(NONE, *REAL, before=LINE)
    assert met.acts == dict.fromkeys(REAL, "ALLOWED")


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("act", DEADLY)
def test_another_process_program_or_socket_is_the_end(policy: str, act: str) -> None:
    assert tried(policy, act).code == -signal.SIGSYS


PASSED_ON = (
    "socket.send_fds(line, [b'x'], [0])",
    "line.send(b'x')",
    "line.recv(1)",
    "line.accept()",
)


@pytest.mark.parametrize("act", PASSED_ON)
def test_while_it_loads_the_camera_process_passes_nothing_on(act: str) -> None:
    assert tried("loading", act, before=LINE).code == -signal.SIGSYS


def test_while_it_loads_no_memory_is_shared() -> None:
    shares = (
        "os.memfd_create('x')",
        "mmap.mmap(-1, 4096)",
        "mmap.mmap(memory, 4096)",
        "mmap.mmap(-1, 4096, flags=mmap.MAP_SHARED | mmap.MAP_ANONYMOUS)",
    )
    reads = (
        "mmap.mmap(memory, 4096, prot=mmap.PROT_READ)",
        "mmap.mmap(memory, 4096, flags=mmap.MAP_PRIVATE)",
    )
    memory = "memory = os.memfd_create('x'); os.ftruncate(memory, 4096)"
    met = tried("loading", *shares, *reads, before=memory)
    assert {act: met.acts[act] for act in shares} == dict.fromkeys(shares, "EPERM")
    assert {act: met.acts[act] for act in reads} == dict.fromkeys(reads, "ALLOWED")


# The assembler ------------------------------------------------------------------------------------


def answer(policy: Policy, number: int, *arguments: int, machine: int = 0xC000003E) -> int:
    """What the filter says of a call, worked out step by step as the kernel does."""
    data = {0: number, 4: machine} | {16 + 8 * i: each for i, each in enumerate(arguments)}
    steps, at, loaded = _filter(policy), 0, 0
    while True:
        step = steps[at]
        at += 1
        match step.code:
            case 0x20:
                loaded = data.get(step.value, 0) & 0xFFFF_FFFF
            case 0x54:
                loaded &= step.value
            case 0x15:
                at += step.if_true if loaded == step.value else step.if_false
            case 0x45:
                at += step.if_true if loaded & step.value else step.if_false
            case 0x35:
                at += step.if_true if loaded >= step.value else step.if_false
            case 0x06:
                return step.value


def test_a_rule_is_answered_for_its_call_alone() -> None:
    nested = If(
        0, OneOf((1, 2, 3)), If(1, AnyBit(6), 11, 12), If(2, Masked(0xFF00, 0x5600), 13, 14)
    )
    policy = Policy({7: nested, 8: 15}, others=16)
    assert [answer(policy, 7, each, 2) for each in (1, 2, 3)] == [11, 11, 11]
    assert answer(policy, 7, 3, 9) == 12
    assert answer(policy, 7, 4, 0, 0x12345700) == 14
    assert answer(policy, 7, 4, 0, 0xAB5601) == 13
    assert (answer(policy, 8), answer(policy, 9)) == (15, 16)


def test_another_machines_calls_and_other_numbers_for_the_same_are_the_end() -> None:
    policy = Policy({}, others=ALLOW)
    assert answer(policy, 1) == ALLOW
    assert answer(policy, 1, machine=0x40000003) == KILL
    assert answer(policy, 0x40000001) == KILL


@pytest.mark.parametrize(
    "policy",
    [policies.loading(), policies.serving(), policies.counting(), policies.looking(camera=True)],
)
def test_every_jump_lands(policy: Policy) -> None:
    steps = _filter(policy)
    assert len(steps) < 4096
    for at, step in enumerate(steps):
        assert 0 <= step.if_true < 256 and 0 <= step.if_false < 256
        assert at + 1 + max(step.if_true, step.if_false) < len(steps) or step.code == 0x06

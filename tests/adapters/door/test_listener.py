"""The process that listens, as the kiosk has it: started, believed in nothing, ended with it."""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from kiosk.adapters.door.listener import Orders, OrdersUnusable
from kiosk.adapters.door.protocol import ListenHttp, packed
from kiosk.adapters.door.token import hash_of
from kiosk.application.own_program import own_environment, own_program
from tests.adapters.door.http import TOKEN, Reply, request, send
from tests.adapters.door.listening import HTTP, Listening, is_gone, open_files, saying


class Make:
    """Makes listening doors, and closes all of them."""

    def __init__(self) -> None:
        self._made: list[Listening] = []

    def __call__(
        self, orders: Orders | OrdersUnusable = HTTP, program: Sequence[str] | None = None
    ) -> Listening:
        self._made.append(Listening(orders, program))
        return self._made[-1]

    def close(self) -> None:
        for each in self._made:
            each.close()


@pytest.fixture
def make() -> Iterator[Make]:
    made = Make()
    yield made
    made.close()


def push(listening: Listening, body: Any, *, token: str = TOKEN) -> Reply:
    """Push from another thread, while the kiosk works off what the process says."""
    replies: list[Reply] = []
    address = listening.address
    thread = threading.Thread(
        target=lambda: replies.append(send(address, request(body, token=token)))
    )
    thread.start()
    listening.work_until(lambda: bool(replies), "reply")
    thread.join()
    return replies[0]


def test_a_push_is_counted_in_its_hour(make: Make) -> None:
    listening = make()
    listening.work_until_up()
    assert push(listening, {"at": "2026-11-24T13:59:00Z", "entered": 3}).status == 202
    assert push(listening, {"day": "2026-11-24", "hour": "13", "entered": "4"}).status == 202
    assert push(listening, {"at": "2026-11-24T14:00", "entered": 5}).status == 202
    assert listening.entered == {13: 7, 14: 5}
    assert listening.trouble is None


def test_a_push_that_is_sent_again_is_counted_once(make: Make) -> None:
    listening = make()
    listening.work_until_up()
    body = {"at": "2026-11-24T13:59:00Z", "entered": 3, "id": "door-1-004711"}
    assert push(listening, body).status == 202
    again = push(listening, body)
    assert (again.status, again.body) == (200, {"taken": True, "again": True})
    assert listening.entered == {13: 3}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"at": "2026-11-24T15:00Z", "entered": 3}, "2026-11-24 from 15:00 has not come yet"),
        ({"at": "2026-11-24T14:00+09:00", "entered": 3}, "its clock is set to UTC+0900"),
        ({"day": "2026-11-24", "hour": 24, "entered": 3}, "no hour"),
        ({"day": "yesterday", "hour": 12, "entered": 3}, "“yesterday” is no day"),
        ({"at": "2026-11-24T13:00Z", "entered": -3}, "fewer than nobody"),
        ({"at": "2026-11-24T13:00Z", "entered": 2.5}, "no whole number"),
        ({"at": "2026-11-24T13:00Z", "entered": 3001}, "more than the 3,000"),
        ({"at": "2020-11-24T13:00Z", "entered": 3}, "counts are kept from"),
        ({"at": "2026-10-24T13:00Z", "entered": 3}, "before this kiosk's first day"),
    ],
)
def test_a_push_that_cannot_be_right_is_told_why(
    make: Make, body: dict[str, object], reason: str
) -> None:
    listening = make()
    listening.work_until_up()
    reply = push(listening, body)
    assert reply.status == 422
    assert reason in reply.body["reason"]
    assert listening.entered == {}
    status = listening.intake.door.status
    assert (status.refused, status.last_reason) == (1, reply.body["reason"])


def test_the_process_has_no_file_no_camera_and_no_secret(make: Make) -> None:
    listening = make()
    listening.work_until_up()
    for target in open_files(listening.pid):
        assert target == "/dev/null" or target.startswith(("pipe:", "socket:"))
    process = Path(f"/proc/{listening.pid}")
    for told in ("cmdline", "environ"):
        content = (process / told).read_bytes()
        assert TOKEN.encode() not in content
        assert hash_of(TOKEN).encode() not in content
    loaded = (process / "maps").read_text()
    for library in ("libQt", "cv2", "mediapipe", "litert", "sqlite"):
        assert library not in loaded
    limits = (process / "limits").read_text()
    assert "Max file size             0                    0" in limits
    assert "Max core file size        0                    0" in limits


def test_it_is_started_again_when_it_ends(make: Make) -> None:
    listening = make()
    listening.work_until_up()
    first = listening.pid
    os.kill(first, signal.SIGKILL)
    listening.work_until(lambda: listening.door.where is None, "end")
    assert "ended" in str(listening.trouble)
    assert is_gone(first)
    listening.clock.forward(61)
    listening.work_until_up()
    assert listening.pid != first
    assert listening.trouble is None
    assert push(listening, {"at": "2026-11-24T13:59:00Z", "entered": 3}).status == 202


def test_it_is_ended_with_the_kiosk(make: Make) -> None:
    listening = make()
    listening.work_until_up()
    pid = listening.pid
    listening.close()
    assert is_gone(pid)


def test_it_ends_when_the_kiosk_is_killed() -> None:
    process = subprocess.Popen(
        [*own_program(), "door-counter"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=own_environment(),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdin, process.stdout:
        process.stdin.write(packed(HTTP))
        process.stdin.flush()
        assert b'"Up"' in process.stdout.readline()
        # All that is left of a killed kiosk is that its pipes close.
        process.stdin.close()
        assert process.wait(20) == 0


def test_another_token_is_another_process(make: Make) -> None:
    listening = make()
    listening.work_until_up()
    first, other = listening.pid, "another-secret-of-twenty-letters"
    listening.orders = ListenHttp("127.0.0.1", 0, hash_of(other))
    listening.work_until(lambda: listening.door._process is None or listening.pid != first, "end")
    assert is_gone(first)
    listening.clock.forward(61)
    listening.door.where = None
    listening.work_until_up()
    body = {"at": "2026-11-24T13:59:00Z", "entered": 3}
    assert send(listening.address, request(body)).status == 401
    assert push(listening, body, token=other).status == 202


def test_without_a_token_it_is_said_and_tried_again(make: Make) -> None:
    listening = make(OrdersUnusable("token: this is no token."))
    listening.door.step()
    assert listening.trouble == "token: this is no token."
    listening.orders = HTTP
    listening.clock.forward(61)
    listening.work_until_up()
    # One that is spoiled later does not stop what runs.
    listening.orders = OrdersUnusable("token: this is no token.")
    assert push(listening, {"at": "2026-11-24T13:59:00Z", "entered": 3}).status == 202


def test_an_address_that_is_not_here_is_said(make: Make) -> None:
    listening = make(ListenHttp("192.168.254.253", 8470, hash_of(TOKEN)))
    listening.work_until(lambda: listening.trouble is not None, "trouble")
    assert listening.trouble is not None
    assert "nothing can listen at 192.168.254.253:8470" in str(listening.trouble)
    listening.work_until(lambda: listening.door._process is None, "end")
    # That it ended says less than why.
    assert "nothing can listen" in str(listening.trouble)


@pytest.mark.parametrize(
    "script",
    [
        "write('hello\\n')",
        'write(\'{"say":"Answer","number":1}\\n\')',
        'write(\'{"say":"Crossed","entered":1}\\n\')',
        "write('x' * 10000)",
        'write(\'{"say":"Pushed","number":1,"entered":1,"face":1}\\n\')',
    ],
)
def test_a_process_that_talks_nonsense_is_ended(make: Make, script: str) -> None:
    listening = make(program=saying(f"{script}\ntime.sleep(600)"))
    listening.door.step()
    pid = listening.pid
    listening.work_until(lambda: listening.trouble is not None, "trouble")
    assert "is started again" in str(listening.trouble)
    assert is_gone(pid)
    assert listening.entered == {}


def test_a_process_that_never_stops_talking_is_not_kept_in_memory(make: Make) -> None:
    line = '{"say":"Noise","lines":1}\\n'
    listening = make(program=saying(f"while True: write('{line}')"))
    listening.work_until(lambda: listening.intake.door.status.refused >= 200, "noise")
    # What was said and is not worked off yet.
    assert listening.news._queue.qsize() <= 64


def test_a_process_that_does_not_hear_its_answers_is_not_waited_for(make: Make) -> None:
    line = '{"say":"Pushed","number":1,"entered":0,"at":"2026-11-24T13:00Z"}\\n'
    listening = make(program=saying(f"while True: write('{line}')"))
    # Answers that would fill its pipe many times over.
    for _ in range(5000):
        listening.door.step()
        news = listening.news.next(5)
        assert news is not None
        listening.door.hear(news)
    assert listening.entered == {13: 0}


def test_a_process_that_cannot_be_started_is_tried_again_ever_more_slowly(make: Make) -> None:
    listening = make(program=["/nowhere/askfirst"])
    pauses: list[float] = []
    for _ in range(9):
        pauses.append(listening.door.step())
        listening.clock.forward(pauses[-1])
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert "cannot be started" in str(listening.trouble)


def test_what_was_said_by_one_that_is_gone_is_not_heard(make: Make) -> None:
    listening = make()
    listening.work_until_up()
    first = listening.door._process
    listening.door.hear((first, b""))
    listening.door.hear((first, packed(HTTP)))
    assert "ended" in str(listening.trouble)


def test_orders_that_are_none_end_the_process() -> None:
    for said in (b"", b"listen!\n", b"x" * 10_000):
        ended = subprocess.run(
            [*own_program(), "door-counter"],
            input=said,
            capture_output=True,
            check=False,
            env=own_environment(),
        )
        assert ended.returncode != 0
        assert ended.stdout == b""


def test_what_listens_has_given_up_what_it_does_not_need() -> None:
    listening = Listening()
    try:
        listening.work_until_up()
        status = Path(f"/proc/{listening.pid}/status").read_text("ascii")
        assert "NoNewPrivs:\t1" in status
        for task in Path(f"/proc/{listening.pid}/task").iterdir():
            assert "Seccomp:\t2" in (task / "status").read_text("ascii")
    finally:
        listening.close()

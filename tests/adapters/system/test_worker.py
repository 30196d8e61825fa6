import subprocess
import sys
import threading

import pytest

from kiosk.adapters.system.worker import Worker

NEVER_DONE = """
import threading
from kiosk.adapters.system.worker import Worker
begun = threading.Event()
def work():
    begun.set()
    threading.Event().wait()
worker = Worker("never done")
worker.do(work)
begun.wait()
worker.close()
print("the end")
"""


def test_work_is_done_in_its_order_on_one_other_thread() -> None:
    worker, done = Worker("work"), threading.Event()
    by: list[tuple[int, str]] = []
    for number in range(100):
        worker.do(lambda number=number: by.append((number, threading.current_thread().name)))
    worker.do(done.set)
    assert done.wait(60)
    worker.close()
    assert by == [(number, "work") for number in range(100)]


def test_after_its_end_nothing_is_begun() -> None:
    worker, begun, goes_on = Worker("work"), threading.Event(), threading.Event()
    done: list[str] = []

    def first() -> None:
        begun.set()
        goes_on.wait()
        done.append("first")

    worker.do(first)
    worker.do(lambda: done.append("second"))
    assert begun.wait(60)
    worker.close()
    goes_on.set()
    other, looked = Worker("other"), threading.Event()
    other.do(looked.set)
    assert looked.wait(60)
    other.close()
    assert "second" not in done


def test_a_program_ends_though_work_does_not() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", NEVER_DONE], capture_output=True, text=True, timeout=60, check=True
    )
    assert ran.stdout == "the end\n"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_bug_is_seen_as_in_any_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[type[BaseException]] = []
    ended = threading.Event()

    def see(bug: threading.ExceptHookArgs) -> None:
        seen.append(bug.exc_type)
        ended.set()

    monkeypatch.setattr(threading, "excepthook", see)
    worker = Worker("work")
    worker.do(lambda: print(1 // 0))
    assert ended.wait(60)
    assert seen == [ZeroDivisionError]

"""A thread that does one piece of work after the other, beside the window."""

import queue
import threading
from collections.abc import Callable

Work = Callable[[], None]


class Worker:
    """What is given is done in the order given. A bug in it ends the program, as in any thread.

    Its thread is a daemon: a piece of work that takes minutes keeps no program from ending.
    """

    def __init__(self, name: str) -> None:
        self._is_open = True
        self._waiting: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        threading.Thread(target=self._run, name=name, daemon=True).start()

    def do(self, work: Work) -> None:
        """Do this when its turn comes; after ``close``, never."""
        self._waiting.put(work)

    def close(self) -> None:
        """Begin nothing more; what has begun is left to end by itself."""
        self._is_open = False
        self._waiting.put(None)

    def _run(self) -> None:
        while (work := self._waiting.get()) is not None and self._is_open:
            work()

"""The log: a few small files in the data folder, and the same lines to whoever started the kiosk.

Only what ``log_words`` lists is written. The files together never take more than their bounds, the
oldest lines go first, and a disk without room costs lines and nothing else. A thread of its own
writes them: the window's never waits for a disk.
"""

import logging
import os
import queue
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from io import TextIOWrapper
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path
from typing import Final

from typing_extensions import override

from kiosk.adapters.system.log_words import LINES

FOLDER: Final = "log"
FILE: Final = "askfirst.log"

MOST_BYTES: Final = 64 * 1024
OLDER: Final = 3
"""So many files of earlier lines are kept beside the one that is being written."""

_AT_THE_END_SECONDS: Final = 2.0

_writers: Final[list["_Writer"]] = []


@contextmanager
def keeping_log(folder: Path) -> Generator[None]:
    """While the block runs, listed lines go into ``folder``'s log and to standard error."""
    root = logging.getLogger()
    writer = _Writer(_Bounded(folder / FOLDER / FILE))
    handlers = (_ToThread(writer.waiting), logging.StreamHandler(sys.stderr))
    for handler in handlers:
        handler.setFormatter(_InListedWords())
        handler.addFilter(_is_listed)
        root.addHandler(handler)
    level, complains = root.level, logging.raiseExceptions
    root.setLevel(logging.INFO)
    # A line that cannot be written must not end up as a traceback on somebody's screen.
    logging.raiseExceptions = False
    writer.start()
    _writers.append(writer)
    try:
        yield
    finally:
        writer.close(_AT_THE_END_SECONDS)
        _writers.remove(writer)
        for handler in handlers:
            root.removeHandler(handler)
        root.setLevel(level)
        logging.raiseExceptions = complains


def settle(seconds: float) -> None:
    """Wait until all that was said is in its file, but no longer than so: a disk may hang."""
    for writer in _writers:
        writer.settle(seconds)


def _is_listed(record: logging.LogRecord) -> bool:
    return (record.name, str(record.msg)) in LINES


class _InListedWords(logging.Formatter):
    """Time, level and the listed line, with its listed parts; nothing of an exception."""

    converter = time.gmtime

    @override
    def format(self, record: logging.LogRecord) -> str:
        given = record.args if isinstance(record.args, tuple) else ()
        says = LINES[record.name, str(record.msg)].of(given)
        when = self.formatTime(record, "%Y-%m-%dT%H:%M:%SZ")
        return f"{when} {record.levelname.lower()}: {says}"


class _ToThread(QueueHandler):
    """Hands on finished lines: nothing else of what was said reaches the thread."""

    @override
    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        line = self.format(record)
        return logging.LogRecord(record.name, record.levelno, "", 0, "%s", (line,), None)


class _Writer(QueueListener):
    """The thread, a daemon: a disk that hangs keeps no program from ending."""

    def __init__(self, handler: logging.Handler) -> None:
        self.waiting: queue.SimpleQueue[logging.LogRecord | threading.Event] = queue.SimpleQueue()
        super().__init__(self.waiting, handler)

    def settle(self, seconds: float) -> None:
        written = threading.Event()
        self.waiting.put(written)
        written.wait(seconds)

    def close(self, seconds: float) -> None:
        """Write what was said and end, or leave it to the end of the program."""
        thread = self._thread
        self.enqueue_sentinel()
        if thread is not None:
            thread.join(seconds)
        if thread is None or not thread.is_alive():
            for handler in self.handlers:
                handler.close()

    @override
    def handle(self, record: logging.LogRecord | threading.Event) -> None:
        if isinstance(record, threading.Event):
            record.set()
        else:
            super().handle(record)


class _Bounded(RotatingFileHandler):
    """Files for their owner alone; what cannot be written is lost without a word."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=MOST_BYTES, backupCount=OLDER, encoding="utf-8", delay=True)
        self._folder = path.parent

    @override
    def _open(self) -> TextIOWrapper:
        self._folder.mkdir(mode=0o700, exist_ok=True)
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8")

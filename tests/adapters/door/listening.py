"""A listening door whose process is real and whose news a test works off by hand."""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from kiosk.adapters.door.listener import ListeningDoor, Orders, OrdersUnusable
from kiosk.adapters.door.process import News
from kiosk.adapters.door.protocol import ListenHttp, ListenSerial
from kiosk.adapters.door.token import hash_of
from kiosk.application.door_line import DoorLine
from kiosk.application.own_program import own_program
from tests.adapters.door.http import PATIENCE, TOKEN
from tests.adapters.door.intakes import SHOP, Intake

HTTP = ListenHttp("127.0.0.1", 0, hash_of(TOKEN))


def saying(script: str) -> list[str]:
    """A program that runs this script in the place of the process that listens."""
    begin = "import sys, time\nwrite = lambda line: (sys.stdout.write(line), sys.stdout.flush())\n"
    return [sys.executable, "-c", f"{begin}{script}"]


class Listening:
    """The door, its intake, and the orders it is given, which a test may change."""

    def __init__(
        self, orders: Orders | OrdersUnusable = HTTP, program: Sequence[str] | None = None
    ) -> None:
        self.intake = Intake("http")
        self.clock = self.intake.clock
        self.news = News()
        self.orders = orders
        is_serial = isinstance(orders, ListenSerial)
        self.door = ListeningDoor(
            self._orders,
            self.intake.door,
            self.clock,
            SHOP,
            self.news.put,
            own_program() if program is None else program,
            line=DoorLine(self.clock, SHOP) if is_serial else None,
        )

    def _orders(self) -> Orders:
        if isinstance(self.orders, OrdersUnusable):
            raise self.orders
        return self.orders

    def work_until(self, holds: Callable[[], bool], what: str) -> None:
        """Work off what is said until it holds; time of day stands still."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"no {what}: {self.intake.door.status}"
            self.door.step()
            news = self.news.next(0.05)
            if news is not None:
                self.door.hear(news)

    def work_until_up(self) -> None:
        self.work_until(lambda: self.door.where is not None, "process that listens")

    @property
    def address(self) -> tuple[str, int]:
        assert self.door.where is not None
        host, _, port = self.door.where.rpartition(":")
        return host, int(port)

    @property
    def pid(self) -> int:
        assert self.door._process is not None
        return self.door._process.pid

    @property
    def trouble(self) -> str | None:
        return self.intake.door.status.trouble

    @property
    def entered(self) -> dict[int, int]:
        return {moment.hour: n for moment, n in self.intake.records.entered.items()}

    def close(self) -> None:
        self.news.close()
        self.door.close()


def is_gone(pid: int) -> bool:
    """True once there is no such process; a zombie is one still."""
    return not Path(f"/proc/{pid}").exists()


def open_files(pid: int) -> list[str]:
    """Where the descriptors of a process lead to."""
    folder = Path(f"/proc/{pid}/fd")
    return [str(each.readlink()) for each in folder.iterdir()]

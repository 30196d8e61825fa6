"""What the screens know of visitors' phones: what a QR code holds now, and that it changed."""

from collections.abc import Callable
from typing import Self

from PySide6.QtCore import QObject, Signal


def _nothing() -> str | None:
    return None


class PhoneCodes(QObject):
    """What phones may read off this kiosk's screens. Everything here is on the Qt thread.

    ``notice`` gives what the notice's QR code holds, None while no phone could open it, and
    ``receipts`` likewise the page to which a receipt's code is added. ``may_come``: there can be
    a code for the notice, so a place is kept for it. ``digits``: a phone's yes is typed here.
    ``wifi`` is what a code holds that lets a phone into the shop's network, where there is one.
    """

    changed = Signal()
    """What a code holds is another now, or there is none any more."""

    def __init__(
        self,
        notice: Callable[[], str | None] = _nothing,
        receipts: Callable[[], str | None] = _nothing,
        *,
        may_come: bool = True,
        digits: bool = False,
        wifi: str | None = None,
    ) -> None:
        super().__init__()
        self.notice = notice
        self.receipts = receipts
        self.may_come = may_come
        self.digits = digits
        self.wifi = wifi

    @property
    def may_choose(self) -> bool:
        """Whether a phone can say yes or no now, and not only read."""
        return self.digits or self.receipts() is not None

    @classmethod
    def of_page(cls, notice_url: str | None) -> Self:
        """Where nobody can say yes on a phone: the notice's own page, if it has one."""
        return cls(lambda: notice_url, may_come=notice_url is not None)

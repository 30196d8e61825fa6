"""The phone's part in a running kiosk: the served page, the visit and the screens, joined."""

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from kiosk.adapters.records.store import RecordsStore
from kiosk.adapters.settings.settings import Settings
from kiosk.adapters.system.randomness import SystemRandomness
from kiosk.application.doctor import Check
from kiosk.application.ports import Clock, Notices
from kiosk.application.visit_runner import VisitRunner
from kiosk.bootstrap import phone
from kiosk.ui.phone import PhoneCodes

if TYPE_CHECKING:
    from kiosk.adapters.phone.page_server import PhonePageServer
    from kiosk.application.phone import PhoneNews
    from kiosk.application.phone_desk import PhoneDesk

Deliver = Callable[[Callable[[], None]], None]

_log: Final = logging.getLogger(__name__)


def join(
    settings: Settings,
    store: RecordsStore,
    runner: VisitRunner,
    notices: Notices,
    clock: Clock,
    deliver: Deliver,
) -> "JoinedPhone | None":
    """None where nobody can say yes on a phone; then nothing is started and nothing offered.

    ``deliver`` brings calls to the window's thread. To be closed before the store is.
    """
    if settings.phone.mode == "off":
        return None
    hear = _LateHearing(deliver)
    server = None
    if settings.phone.is_served:
        server = _server(settings, store, notices, hear)
        if server is None:
            return None
    joined = JoinedPhone(settings, server, runner, notices, clock)
    hear.reach(joined.desk)
    return joined


def _server(
    settings: Settings, store: RecordsStore, notices: Notices, tell: "Callable[[PhoneNews], None]"
) -> "PhonePageServer | None":
    """A phone page that cannot be made is no reason to keep anybody from the screen."""
    # Only now: a kiosk shall not start later for a page that it does not serve.
    from kiosk.application.phone_page_words import WordsBroken
    from kiosk.bootstrap.phone_pages import pages_of

    try:
        pages = pages_of(notices.offered(), encrypted=settings.phone.certificate is not None)
        return phone.start(settings, pages, phone.receipts_of(settings, store), tell)
    except (WordsBroken, OSError, ValueError, KeyError) as why:
        _log.error("the phone page cannot be made: %s", why)
        return None


class _LateHearing:
    """News from the page's thread, told on the window's. The desk is made after the page is."""

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._desk: PhoneDesk | None = None

    def reach(self, desk: "PhoneDesk") -> None:
        self._desk = desk

    def __call__(self, untrusted_news: "PhoneNews") -> None:
        self._deliver(partial(self._hear, untrusted_news))

    def _hear(self, untrusted_news: "PhoneNews") -> None:
        # On the window's thread, which has long reached the desk when it comes to this.
        assert self._desk is not None
        self._desk.hear(untrusted_news)


class JoinedPhone:
    """What a running kiosk has of phones. ``codes`` is for the screens; ``server`` is None where
    the page is the shop's own and its digits are typed here."""

    def __init__(
        self,
        settings: Settings,
        server: "PhonePageServer | None",
        runner: VisitRunner,
        notices: Notices,
        clock: Clock,
    ) -> None:
        from kiosk.application.phone import wifi_text
        from kiosk.application.phone_desk import PhoneDesk

        own = settings.phone
        self.server = server
        self._page = (settings.controller.notice_url or "").partition("#")[0]
        self.codes = PhoneCodes(
            self._notice,
            self._receipts,
            digits=server is None,
            wifi=None if own.wifi is None else wifi_text(own.wifi, own.wifi_password),
        )
        self.desk = PhoneDesk(
            server,
            clock,
            SystemRandomness(),
            notices,
            runner.post,
            lambda: runner.camera_offered,
            self.codes.changed.emit,
        )
        # Before the window, so that a notice opens with the code of its own offer.
        runner.show_to(self.desk)
        runner.take_digits_to(self.desk.enter_digits)

    def _notice(self) -> str | None:
        secret = self.desk.secret
        if secret is None:
            return None
        return f"{self._page}#{secret}" if self.server is None else self.server.url(secret)

    def _receipts(self) -> str | None:
        return None if self.server is None else self.server.receipt_url()

    def check(self) -> Check | None:
        """What Health says of a served page in place of the doctor's look from outside."""
        return None if self.server is None else phone.live_check(self.server.health)

    def close(self) -> None:
        """End the page's process."""
        if self.server is not None:
            self.server.close()

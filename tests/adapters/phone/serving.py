"""A phone page whose process and sockets are real, and phones that ask it from loopback."""

from __future__ import annotations

import http.client
import json
import queue
import re
import secrets
import ssl
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kiosk.adapters.phone.page_server import PhonePageServer, Place
from kiosk.application.phone import (
    CSRF_SLOT,
    Agreed,
    Declined,
    LanguagePages,
    Offered,
    Outcome,
    Pages,
    PhoneNews,
    RecordReply,
    RecordWish,
    Story,
    hash_of,
)

PATIENCE = 30.0
EN, ZH = "e" * 64, "2" * 64
STYLE, SCRIPT = "body { color: black }", '"use strict";'


def rendered(language: str, notice_hash: str) -> LanguagePages:
    """The smallest documents that tell which they are."""
    return LanguagePages(
        notice_hash,
        f"<!doctype html><p>notice {language}<input value='{CSRF_SLOT}'>",
        f"<!doctype html><p>expired {language}",
        f"<!doctype html><p>receipt {language}<input value='{CSRF_SLOT}'>",
    )


PAGES = Pages({"en": rendered("en", EN), "zh_CN": rendered("zh_CN", ZH)}, STYLE, SCRIPT)


class Desk:
    """Keeps what it is asked, and answers each wish with ``reply``, or not at all."""

    def __init__(self) -> None:
        self.wishes: list[RecordWish] = []
        self.reply: RecordReply | None = RecordReply(Outcome.NOT_FOUND)

    def asked(self, wish: RecordWish, reply: Callable[[RecordReply], None]) -> None:
        self.wishes.append(wish)
        if self.reply is not None:
            reply(self.reply)


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        return json.loads(self.body)

    @property
    def csrf(self) -> str:
        found = re.search(rb"value='([A-Za-z0-9_=-]+)'", self.body)
        assert found, self.body
        return found[1].decode()


class Shop:
    """A phone page at a free port of loopback, with what the kiosk hears of it."""

    def __init__(
        self,
        *,
        place: Place | None = None,
        address: Callable[[], str] = lambda: "127.0.0.1",
        program: Sequence[str] | None = None,
        now: Callable[[], float] = time.monotonic,
        pages: Pages = PAGES,
    ) -> None:
        self.news: queue.SimpleQueue[PhoneNews] = queue.SimpleQueue()
        self.heard: list[PhoneNews] = []
        self.desk = Desk()
        self.server = PhonePageServer(
            pages,
            place or Place(0),
            address,
            14,
            self.desk,
            self.news.put,
            program=program,
            now=now,
        )

    def next_news(self) -> PhoneNews:
        self.heard.append(self.news.get(timeout=PATIENCE))
        return self.heard[-1]

    def answer_of(self, token: str) -> Agreed | Declined:
        """The yes or no of this page, which the kiosk may hear of after the phone was answered."""
        wanted = hash_of(token)
        for each in self.heard:
            if isinstance(each, Agreed | Declined) and each.token_hash == wanted:
                return each
        while True:
            each = self.next_news()
            if isinstance(each, Agreed | Declined) and each.token_hash == wanted:
                return each

    def come_up(self) -> None:
        assert self.next_news() == Offered(True)

    @property
    def origin(self) -> str:
        url = self.server.receipt_url()
        assert url is not None
        return url.removesuffix("/r")

    @property
    def host(self) -> str:
        return self.origin.partition("://")[2]

    @property
    def port(self) -> int:
        return int(self.host.rpartition(":")[2])

    def offer(self) -> str:
        """A fresh token, which is good by the time this returns."""
        token = secrets.token_urlsafe(16)
        self.server.offer(token)
        self.until(lambda: self.get(f"/n/{token}").status == 200, "page")
        return token

    def until(self, holds: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"no {what}: {self.server.health}"

    def tell(self, token: str, story: Story) -> None:
        self.server.tell(hash_of(token), story)

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        of: str = "127.0.0.1",
        encryption: ssl.SSLContext | None = None,
    ) -> Reply:
        """One request from the address ``of``, of which a machine has many on loopback."""
        source = (of, 0)
        if encryption is None:
            at = self.host.rpartition(":")[0]
            made = http.client.HTTPConnection(at, self.port, PATIENCE, source)
        else:
            made = http.client.HTTPSConnection(
                "127.0.0.1", self.port, timeout=PATIENCE, source_address=source, context=encryption
            )
        try:
            made.request(method, path, body, {"Host": self.host, **(headers or {})})
            answer = made.getresponse()
            return Reply(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            made.close()

    def get(self, path: str, of: str = "127.0.0.1", **headers: str) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("GET", path, headers=named, of=of)

    def send(self, path: str, said: object, of: str = "127.0.0.1", **headers: str) -> Reply:
        """What the page's script would send, unless ``headers`` say otherwise ("": none)."""
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        named = {"Content-Type": "application/json", "Origin": self.origin}
        named |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask(
            "POST", path, body, {name: value for name, value in named.items() if value}, of=of
        )

    def press(self, token: str, button: str = "agree", notice: str = EN) -> Reply:
        """What a visitor does: read the page, press one of its buttons."""
        csrf = self.get(f"/n/{token}").csrf
        return self.send(f"/n/{token}/{button}", {"csrf": csrf, "notice": notice})

    def agree_unheard(self, token: str) -> Reply:
        """A yes that the kiosk answers with the story that it is busy, so that nobody waits."""
        from kiosk.application.phone import Busy

        # In the pipe before the yes can be: the page waits for news, and this is news.
        self.tell(token, Busy())
        return self.press(token)

    def yeses(self) -> list[Agreed]:
        """Every yes that has reached the kiosk so far."""
        while not self.news.empty():
            self.heard.append(self.news.get())
        return [each for each in self.heard if isinstance(each, Agreed)]

    def close(self) -> None:
        self.server.close()


@contextmanager
def open_shop(**options: Any) -> Iterator[Shop]:
    """A shop whose page is up, and closed afterwards."""
    made = Shop(**options)
    try:
        made.come_up()
        yield made
    finally:
        made.close()

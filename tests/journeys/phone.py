"""A visitor's phone: it reads the code off the real screen and speaks to the real process."""

import http.client
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import cv2
import numpy as np
from PySide6.QtGui import QImage

from kiosk.adapters.settings.settings import Phone as PhoneSettings
from kiosk.adapters.settings.settings import Settings
from kiosk.bootstrap import parts
from kiosk.domain import states
from kiosk.ui.screens.notice import NoticeScreen
from kiosk.ui.widgets.qr import QrCode
from kiosk.ui.widgets.words import Words
from tests.journeys.kiosk import PATIENCE, Kiosk, demo_settings
from tests.journeys.test_door import free_port

NOTICE_URL = "https://lakeside.example/notice/"
OFF = PhoneSettings("off", None, 8471, None, None, None, None, None)


def served_here(port: int) -> PhoneSettings:
    return replace(OFF, mode="network", address="127.0.0.1", port=port)


def settings_with(
    phone: PhoneSettings, source: str | None = None, notice_url: str = NOTICE_URL
) -> Settings:
    """The demo's settings with this phone page, or none; its notice is on the web, too."""
    settings = demo_settings(source)
    controller = replace(settings.controller, notice_url=notice_url)
    # As long as may be: what is tried here is not how fast this machine looks.
    camera = replace(settings.camera, seconds=20)
    return replace(settings, controller=controller, camera=camera, phone=phone)


@contextmanager
def running(data: Path, phone: PhoneSettings, source: str | None = None) -> Iterator[Kiosk]:
    """A kiosk with this phone page, or none, from start to end."""
    with started(data, settings_with(phone, source)) as kiosk:
        yield kiosk


@contextmanager
def started(data: Path, settings: Settings) -> Iterator[Kiosk]:
    """A kiosk with these settings from start to end."""
    parts.records_folder(data, demo=True).mkdir(parents=True, exist_ok=True)
    kiosk = Kiosk(settings, data)
    try:
        yield kiosk
    finally:
        kiosk.close()


@contextmanager
def serving(data: Path, source: str | None = None) -> Iterator[Kiosk]:
    """A kiosk whose page is up, on a machine that has a network."""
    with running(data, served_here(free_port()), source) as kiosk:
        kiosk.wait_until(lambda: is_served(kiosk), "page")
        yield kiosk


def is_served(kiosk: Kiosk) -> bool:
    phone = kiosk.joined.phone
    return phone is not None and phone.codes.receipts() is not None


def code_on(kiosk: Kiosk) -> str | None:
    """What the notice's code holds, if it is to be seen."""
    shown = kiosk.joined.window.shown
    if not isinstance(shown, NoticeScreen) or shown.phone is None:
        return None
    return shown.phone.code.content if shown.phone.code.isVisible() else None


def words_on(kiosk: Kiosk) -> str:
    """All that is written on the screen."""
    found = kiosk.joined.window.findChildren(Words)
    return "\n".join(words.text() for words in found if words.isVisible())


def scan(kiosk: Kiosk) -> str:
    """Read the code off the screen, as a camera would that comes nearer until it can."""
    window = kiosk.joined.window
    codes = [code for code in window.findChildren(QrCode) if code.isVisible()]
    for piece in (window, *codes):
        image = piece.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
        seen = rows[:, : image.width()].copy()
        for nearer in (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0):
            size = (round(nearer * image.width()), round(nearer * image.height()))
            # Each of the two misses a code now and then; a phone's readers are better.
            for reader in (cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco()):
                read, _, _ = reader.detectAndDecode(cv2.resize(seen, size))
                if read:
                    return read
    raise AssertionError("no code that can be read on the screen")


@dataclass(frozen=True)
class Heard:
    status: int
    body: str

    @property
    def said(self) -> dict[str, Any]:
        return json.loads(self.body)


class Phone:
    """One phone with one page open. While it waits for an answer, the kiosk's window lives on."""

    def __init__(self, kiosk: Kiosk, url: str) -> None:
        self._kiosk = kiosk
        self.url = url
        where = urlsplit(url)
        assert where.hostname is not None
        assert where.port is not None
        self._at = (where.hostname, where.port)
        self._origin = f"{where.scheme}://{where.netloc}"
        self.path = where.path
        self.page = ""
        self.key = ""

    @classmethod
    def at(cls, kiosk: Kiosk) -> Self:
        """A phone that has scanned the code which is on the screen now, and opened it."""
        kiosk.wait_until(lambda: code_on(kiosk) is not None, "code on the notice")
        phone = cls(kiosk, scan(kiosk))
        phone.come_up()
        return phone

    def come_up(self) -> None:
        """Open the page, again if need be: no hand is faster than the pipe, but a test is."""
        self._kiosk.wait_until(lambda: self.open().status == 200, "page that is offered")

    def open(self, language: str = "en") -> Heard:
        heard = self._ask("GET", f"{self.path}?lang={language}")
        self.page = heard.body
        return heard

    def agree(self) -> Heard:
        heard = self.press("agree")
        self.key = heard.said.get("key", "")
        return heard

    def press(self, button: str) -> Heard:
        return self.send(
            f"{self.path}/{button}", {"csrf": self._data("csrf"), "notice": self._data("notice")}
        )

    def story(self) -> dict[str, Any]:
        return self._ask("GET", f"{self.path}/story?key={self.key}").said

    def wait_for(self, **story: object) -> None:
        """Ask again and again, as the page does, until it is told this."""
        heard: list[dict[str, Any]] = []

        def is_told() -> bool:
            heard.append(self.story())
            return heard[-1] == story

        self._kiosk.wait_until(is_told, f"story {story}, but {heard[-1:]}")

    def erase(self, code: str) -> Heard:
        """Open the receipts' page behind the address that was scanned, and delete by the code."""
        self.page = self._ask("GET", self.path).body
        return self.send(f"{self.path}/erase", {"csrf": self._data("csrf"), "code": code})

    def send(self, path: str, said: dict[str, str]) -> Heard:
        headers = {"Content-Type": "application/json", "Origin": self._origin}
        return self._ask("POST", path, json.dumps(said), headers)

    def _data(self, name: str) -> str:
        found = re.search(rf'data-{name}="([^"]+)"', self.page)
        assert found, self.page
        return found[1]

    def _ask(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> Heard:
        answers: list[Heard | OSError] = []

        def ask() -> None:
            connection = http.client.HTTPConnection(*self._at, timeout=PATIENCE)
            try:
                connection.request(method, path, body, headers or {})
                answer = connection.getresponse()
                answers.append(Heard(answer.status, answer.read().decode()))
            except OSError as why:
                answers.append(why)
            finally:
                connection.close()

        asking = threading.Thread(target=ask)
        asking.start()
        self._kiosk.wait_until(lambda: bool(answers), "answer to the phone")
        asking.join()
        heard = answers[0]
        if isinstance(heard, OSError):
            raise heard
        return heard


def arm(kiosk: Kiosk) -> tuple[Phone, states.Armed]:
    """Somebody opens the notice, reads it on a phone and agrees there."""
    kiosk.wait_for_camera_door()
    phone = Phone.at(kiosk)
    heard = phone.agree()
    armed = kiosk.wait_for(states.Armed)
    assert isinstance(armed, states.Armed)
    assert heard.said["number"] == armed.number
    return phone, armed

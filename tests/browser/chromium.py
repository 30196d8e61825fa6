"""A headless Chromium as a phone: pages are opened, touched, typed at, looked at and listened to.

It is spoken to through its debugging protocol over two pipes, and reaches nothing but loopback.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.browser import chromium

PATIENCE: Final = 30.0
HOSTS: Final = ("kiosk.lakeside.example", "plain.lakeside.example")
"""Names that are loopback here; every other name leads nowhere."""

_FONTS: Final = Path(__file__).parents[2] / "assets" / "fonts"
_KEYS: Final = {
    "Tab": ("Tab", 9, ""),
    "Enter": ("Enter", 13, "\r"),
    " ": ("Space", 32, " "),
}
_SHIFT: Final = 8
_TO_WHERE_IT_LISTENS: Final = (
    "import os, sys; hears, says, *browser = sys.argv[1:];"
    "os.dup2(int(hears), 3); os.dup2(int(says), 4); os.execv(browser[0], browser)"
)


class Browser:
    """One process for many tabs. Each tab is a profile of its own, which nothing outlives.

    ``meanwhile`` is done again and again while it is waited for: what a page asks may be answered
    by the very thread that waits.
    """

    def __init__(
        self,
        path: str,
        profile: str,
        meanwhile: Callable[[], None] | None = None,
        trusted: str | None = None,
    ) -> None:
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        self._numbers = itertools.count(1)
        self._unread = b""
        self._tabs: dict[str, Tab] = {}
        self._meanwhile = meanwhile
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-c", _TO_WHERE_IT_LISTENS, str(theirs_in), str(theirs_out)),
                *(path, *_options(profile, trusted)),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment() | {"FONTCONFIG_FILE": _letters(profile)},
            pass_fds=(theirs_in, theirs_out),
            # A group of its own, so that none of its helpers outlives it.
            start_new_session=True,
        )
        os.close(theirs_in)
        os.close(theirs_out)

    @contextmanager
    def tab(self) -> Iterator[Tab]:
        """A tab while it is open."""
        context = self.ask("Target.createBrowserContext")["browserContextId"]
        target = self.ask("Target.createTarget", url="about:blank", browserContextId=context)
        session = self.ask("Target.attachToTarget", flatten=True, targetId=target["targetId"])
        made = Tab(self, session["sessionId"])
        self._tabs[made.session] = made
        for domain in ("Page", "Network", "Runtime", "Log"):
            made.ask(f"{domain}.enable")
        try:
            yield made
        finally:
            self.ask("Target.disposeBrowserContext", browserContextId=context)
            del self._tabs[made.session]

    def ask(self, method: str, session: str | None = None, **given: Any) -> dict[str, Any]:
        """Have it do something, and wait until it has."""
        number = next(self._numbers)
        said = {"id": number, "method": method, "params": given}
        if session is not None:
            said["sessionId"] = session
        line = json.dumps(said).encode() + b"\0"
        while line:
            line = line[os.write(self._out, line) :]
        while True:
            heard = self.hear()
            if heard.get("id") == number:
                assert "error" not in heard, f"{method}: {heard['error']}"
                return heard["result"]

    def hear(self) -> dict[str, Any]:
        """Its next message; what a tab is told of goes to the tab, too."""
        while b"\0" not in self._unread:
            self._wait()
            piece = os.read(self._in, 1 << 20)
            assert piece, "Chromium has ended"
            self._unread += piece
        line, _, self._unread = self._unread.partition(b"\0")
        heard = json.loads(line)
        tab = self._tabs.get(heard.get("sessionId", ""))
        if tab is not None and "method" in heard:
            tab.note(heard["method"], heard["params"])
        return heard

    def _wait(self) -> None:
        # Later than a page gives up, which says more.
        end = time.monotonic() + 2 * PATIENCE
        glance = 2 * PATIENCE if self._meanwhile is None else 0.0
        while not select.select([self._in], [], [], glance)[0]:
            assert time.monotonic() < end, "Chromium has fallen silent"
            if self._meanwhile is not None:
                self._meanwhile()

    def close(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(timeout=PATIENCE)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        os.close(self._in)
        os.close(self._out)


def _environment() -> dict[str, str]:
    """That of the tests, without a day that was set for them (tests/dates.py).

    Chromium hangs under libfaketime. Its own day matters to nothing that is looked at here.
    """
    return {
        name: value
        for name, value in os.environ.items()
        if name != "LD_PRELOAD" and not name.startswith("FAKETIME")
    }


@dataclass
class Tab:
    """``requests`` holds every address that was asked for, ``problems`` what went wrong in it."""

    browser: Browser
    session: str
    requests: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    loads: int = 0

    def ask(self, method: str, **given: Any) -> dict[str, Any]:
        return self.browser.ask(method, self.session, **given)

    def note(self, method: str, told: Mapping[str, Any]) -> None:
        match method:
            case "Network.requestWillBeSent":
                self.requests.append(told["request"]["url"])
            case "Page.loadEventFired":
                self.loads += 1
            case "Runtime.exceptionThrown":
                self.problems.append(json.dumps(told["exceptionDetails"]))
            case "Log.entryAdded" if told["entry"]["source"] != "network":
                self.problems.append(json.dumps(told["entry"]))
            case _:
                pass

    # As which phone -----------------------------------------------------------------------------

    def be(self, *, dark: bool = False, zoom: float = 1.0) -> None:
        """A phone of 390 by 844."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=round(390 / zoom),
            height=round(844 / zoom),
            deviceScaleFactor=2 * zoom,
            mobile=True,
        )
        self.ask("Emulation.setTouchEmulationEnabled", enabled=True)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", media="screen", features=[scheme])

    def prefer(self, languages: str) -> None:
        """What the phone says it reads."""
        agent = self.browser.ask("Browser.getVersion")["userAgent"]
        self.ask("Emulation.setUserAgentOverride", userAgent=agent, acceptLanguage=languages)

    def without_scripts(self) -> None:
        self.ask("Emulation.setScriptExecutionDisabled", value=True)

    def cut_off(self, cut: bool) -> None:
        """Out of the network's reach, or back in it."""
        self.ask(
            "Network.emulateNetworkConditions",
            offline=cut,
            latency=0,
            downloadThroughput=-1,
            uploadThroughput=-1,
        )

    def take_any_certificate(self) -> None:
        """Whose it is, is not what these tests ask."""
        self.ask("Security.setIgnoreCertificateErrors", ignore=True)

    # What its owner does ------------------------------------------------------------------------

    def open(self, address: str) -> None:
        """Go there, and wait until all of it is there."""
        loads = self.loads
        went = self.ask("Page.navigate", url=address)
        assert "errorText" not in went, f"{address}: {went}"
        self.until_loaded(loads)

    def load_anew(self) -> None:
        loads = self.loads
        self.ask("Page.reload")
        self.until_loaded(loads)

    def go_back(self) -> None:
        """To the page before this one, as by the phone's own button."""
        history = self.ask("Page.getNavigationHistory")
        before = history["entries"][history["currentIndex"] - 1]
        loads = self.loads
        self.ask("Page.navigateToHistoryEntry", entryId=before["id"])
        self.until_loaded(loads)

    def until_loaded(self, loads: int) -> None:
        end = time.monotonic() + PATIENCE
        while self.loads == loads:
            assert time.monotonic() < end, "the page does not load"
            self.browser.hear()

    def tap(self, selector: str) -> None:
        """Touch the middle of it, wherever on the page it is."""
        x, y = self.value(
            f"(() => {{ const it = document.querySelector({json.dumps(selector)});"
            "it.scrollIntoView({block: 'center'}); const box = it.getBoundingClientRect();"
            "return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        self.ask("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
        self.ask("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press and let go of a key of a keyboard that is joined to the phone."""
        code, number, text = _KEYS[key]
        held = {
            "key": key,
            "code": code,
            "windowsVirtualKeyCode": number,
            "modifiers": _SHIFT if shift else 0,
        }
        kind = "keyDown" if text else "rawKeyDown"
        self.ask("Input.dispatchKeyEvent", type=kind, text=text, **held)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **held)

    def type(self, text: str) -> None:
        self.ask("Input.insertText", text=text)

    # What is there ------------------------------------------------------------------------------

    def value(self, script: str) -> Any:
        """What this expression is in the page, a promise's outcome included."""
        told = self.ask(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def until(self, script: str) -> None:
        """Wait until this expression holds."""
        holds = self.value(
            "new Promise((say) => { const end = performance.now() + 1000 * "
            f"{PATIENCE}; const look = () => {{ if ({script}) say(true);"
            "else if (performance.now() > end) say(false); else setTimeout(look, 20); }; look(); })"
        )
        assert holds, f"{script} does not come to hold; the page says: {self.text()}"

    def text(self, selector: str = "main") -> str:
        """What can be seen of it, as text."""
        return str(self.value(f"document.querySelector({json.dumps(selector)}).innerText"))

    def address(self) -> str:
        return str(self.value("location.href"))

    def focused(self) -> str:
        """The id, or the text, of what keys go to."""
        return str(
            self.value("document.activeElement.id || document.activeElement.innerText.trim()")
        )

    def picture(self, path: Path) -> None:
        """The whole page, also what lies below the edge of the phone."""
        shown = self.ask("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shown["data"]))


@contextmanager
def browser(
    meanwhile: Callable[[], None] | None = None, trusted: str | None = None
) -> Iterator[Browser]:
    """Chromium while it runs; a test that needs it fails where there is none.

    ``trusted`` is the SHA-256, in base64, of the public key of an authority it shall trust.
    """
    path = chromium()
    assert path is not None, "Chromium is missing: packaging/bootstrap.sh system installs it"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        made = Browser(path, profile, meanwhile, trusted)
        try:
            yield made
        finally:
            made.close()


def _letters(profile: str) -> str:
    """The kiosk's own fonts and no others: pages are as wide on every machine."""
    made = Path(profile) / "fonts.conf"
    cache = Path(profile) / "fonts"
    made.write_text(
        f"<fontconfig><dir>{_FONTS}</dir><cachedir>{cache}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return os.fspath(made)


def _options(profile: str, trusted: str | None) -> list[str]:
    here = ", ".join(f"MAP {host} 127.0.0.1" for host in HOSTS)
    # Chromium refuses to run as root inside its own sandbox, as in a build container.
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    authority = [] if trusted is None else [f"--ignore-certificate-errors-spki-list={trusted}"]
    return [
        *as_root,
        *authority,
        *("--headless", "--remote-debugging-pipe", "--disable-gpu", "--disable-dev-shm-usage"),
        *("--no-first-run", "--disable-sync", "--disable-background-networking"),
        "--disable-component-update",
        f"--host-resolver-rules={here}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        f"--user-data-dir={profile}",
    ]

"""A headless Chromium that shows one page of ours, and the server that it gets it from."""

import json
import os
import queue
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
_PATIENCE: Final = 120.0
"""Seconds without a word from the page after which it is given up."""

Told = tuple[str, Any]


def chromium() -> str | None:
    """Where the browser is, if there is one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Page:
    """What a page says (path and JSON) comes out of ``hear``; ``answer`` is what it gets back."""

    def __init__(self) -> None:
        self.said: queue.Queue[Told] = queue.Queue()
        self.answers: queue.Queue[bytes | None] = queue.Queue()

    def hear(self) -> Told:
        """What the page says next; raises queue.Empty if it has fallen silent."""
        return self.said.get(timeout=_PATIENCE)

    def answer(self, content: bytes | None) -> None:
        """A picture, or None: there is nothing more."""
        self.answers.put(content)


class _Handler(SimpleHTTPRequestHandler):
    """Files of two folders to read, and what the page posts."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".wasm": "application/wasm",
    }

    def __init__(self, *given: Any, page: Page, file: Path, **others: Any) -> None:
        self._page = page
        self._file = file
        super().__init__(*given, **others)

    def translate_path(self, path: str) -> str:
        if path.partition("?")[0] == f"/{self._file.name}":
            return os.fspath(self._file)
        return super().translate_path(path)

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._page.said.put((self.path, json.loads(content) if content else None))
        answer = self._page.answers.get()
        self.send_response(HTTPStatus.NO_CONTENT if answer is None else HTTPStatus.OK)
        self.end_headers()
        if answer is not None:
            self.wfile.write(answer)

    def end_headers(self) -> None:
        # Only an isolated page may use threads: without these it would be slower than it can be.
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def shown(browser: str, file: Path, query: str, folder: Path) -> Iterator[Page]:
    """The page while it is open; beside itself it finds the files under ``folder``.

    Nothing but 127.0.0.1 can be reached from it, and only from there can it be reached.
    """
    page = Page()
    handler: Callable[..., _Handler] = partial(
        _Handler, page=page, file=file, directory=os.fspath(folder)
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        address = f"http://127.0.0.1:{server.server_port}/{file.name}?{query}"
        process = subprocess.Popen(
            [browser, *_options(profile), address],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield page
        finally:
            process.terminate()
            process.wait(timeout=20)
            server.shutdown()
            server.server_close()


def _options(profile: str) -> list[str]:
    # Chromium refuses to run as root inside its own sandbox, as in a build container.
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return [
        *as_root,
        "--headless",
        "--disable-gpu",
        "--no-first-run",
        "--disable-sync",
        "--disable-background-networking",
        "--disable-component-update",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        f"--user-data-dir={profile}",
    ]

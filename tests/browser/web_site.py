"""Any web server that hands out files, and keeps a list of what it is asked for."""

from __future__ import annotations

import os
import ssl
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any


class WebSite:
    """``asked`` holds the request lines, in their order; with ``encryption`` it speaks HTTPS."""

    def __init__(self, folder: Path, encryption: ssl.SSLContext | None = None) -> None:
        self.asked: list[str] = []
        asked = self.asked

        class Handler(SimpleHTTPRequestHandler):
            def __init__(self, *given: Any) -> None:
                super().__init__(*given, directory=os.fspath(folder))

            def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
                asked.append(self.requestline)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._scheme = "http"
        if encryption is not None:
            self._scheme = "https"
            plain = self._server.socket
            # A connection that is begun and not used is not to keep the others waiting.
            self._server.socket = encryption.wrap_socket(
                plain, server_side=True, do_handshake_on_connect=False
            )

    def address(self, page: str, host: str = "127.0.0.1") -> str:
        return f"{self._scheme}://{host}:{self._server.server_port}/notice/{page}"

    def __enter__(self) -> WebSite:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        why: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

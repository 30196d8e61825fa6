"""The small server that a door counter pushes its counts to. It knows nothing but the token's hash.

One request a connection, of one kind: ``POST /entered`` with a bearer token and a JSON body. All
else is answered in a word and closed. Nothing that comes in is ever logged.
"""

import hashlib
import hmac
import io
import json
import os
import socket
import socketserver
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any, Final

from kiosk.adapters.door.patience import PatientReader, Room, TooMuch, seconds_left
from kiosk.adapters.door.protocol import Answer, Pushed, ShapeWrong, shaped

PATH: Final = "/entered"
LARGEST_BODY: Final = 1024
REQUEST_SECONDS: Final = 5.0
"""From the connection to the last byte of the body."""

ANSWER_SECONDS: Final = 3.0
"""How long the kiosk may take to say whether the count was taken."""

_HEAD_BYTES: Final = 8 * 1024
_DRAIN_SECONDS: Final = 0.5
_SOFTWARE_FAULT: Final = 70

Ask = Callable[[Pushed], Answer | None]
"""Hands a push to the kiosk and waits for its answer; None: it gave none in time."""


class PushServer(socketserver.ThreadingTCPServer):
    """Listens as soon as it is made. Raises OSError."""

    daemon_threads = True
    request_queue_size = 128
    # On Windows that would let two programs have one port.
    allow_reuse_address = os.name == "posix"

    def __init__(self, address: str, port: int, token_hash: str, ask: Ask) -> None:
        self.address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.token_hash = token_hash
        self.ask = ask
        self._room = Room()
        self._numbers = 0
        self._lock = threading.Lock()
        super().__init__((address, port), _PushHandler)

    @property
    def where(self) -> str:
        """The address and port, as a counter is set to it."""
        host, port = self.server_address[:2]
        return f"[{host}]:{port}" if ":" in str(host) else f"{host}:{port}"

    def next_number(self) -> int:
        """A number that no other push of this process has."""
        with self._lock:
            self._numbers += 1
            return self._numbers

    def process_request(self, request: Any, client_address: Any) -> None:
        self._room.take_in(request, client_address[0])
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._room.let_go(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Somebody who goes away is no fault; a fault of ours ends the process."""
        if isinstance(sys.exc_info()[1], OSError):
            return
        traceback.print_exc()
        os._exit(_SOFTWARE_FAULT)


class _Refused(Exception):
    """What is answered instead of taking the count."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class _PushHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    server: PushServer

    def setup(self) -> None:
        super().setup()
        # Left open it would keep the connection open, too.
        self.rfile.close()
        self._deadline = time.monotonic() + REQUEST_SECONDS
        allowance = _HEAD_BYTES + LARGEST_BODY
        reader = PatientReader(self.connection, self._deadline, allowance)
        self.rfile = io.BufferedReader(reader, allowance)
        self._answered = False
        # Where there is not even a first line.
        self.command = ""

    def handle(self) -> None:
        """One request, then it is over: keeping a connection is for those who send often."""
        self.close_connection = True
        try:
            self.handle_one_request()
        except TooMuch:
            self.send_error(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def finish(self) -> None:
        super().finish()
        if not self._answered:
            return
        # What was not read would take the answer away with it when the connection is closed.
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            deadline = time.monotonic() + _DRAIN_SECONDS
            drain = PatientReader(self.connection, deadline, 64 * 1024)
            while drain.read(4096):
                pass

    def do_POST(self) -> None:
        try:
            self._check_token()
            if self.path != PATH:
                raise _Refused(HTTPStatus.NOT_FOUND, f"counts are sent to {PATH}")
            pushed = self._pushed()
        except _Refused as why:
            self._say(why.status, {"taken": False, "reason": str(why)})
            return
        answer = self.server.ask(pushed)
        if answer is None:
            reason = "the kiosk did not answer; send it again, with the same id"
            self._say(HTTPStatus.SERVICE_UNAVAILABLE, {"taken": False, "reason": reason})
        elif answer.refused is not None:
            said = {"taken": False, "reason": answer.refused}
            self._say(HTTPStatus.UNPROCESSABLE_ENTITY, said)
        elif answer.again:
            self._say(HTTPStatus.OK, {"taken": True, "again": True})
        else:
            self._say(HTTPStatus.ACCEPTED, {"taken": True})

    def _only_post(self) -> None:
        try:
            self._check_token()
        except _Refused as why:
            self._say(why.status, {"taken": False, "reason": str(why)})
            return
        said = {"taken": False, "reason": f"counts are sent with POST to {PATH}"}
        self._say(HTTPStatus.METHOD_NOT_ALLOWED, said)

    # The names that http.server calls.
    do_GET = do_HEAD = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _only_post  # noqa: N815

    def _check_token(self) -> None:
        given = self.headers.get_all("Authorization", [])
        scheme, _, token = given[0].partition(" ") if len(given) == 1 else ("", "", "")
        hashed = hashlib.sha256(token.strip().encode("utf-8", "replace")).hexdigest()
        is_ours = hmac.compare_digest(hashed, self.server.token_hash)
        if scheme.lower() != "bearer" or not is_ours:
            raise _Refused(HTTPStatus.UNAUTHORIZED, "the token is missing or another")

    def _pushed(self) -> Pushed:
        body = self._body()
        try:
            said = json.loads(body.decode())
        except (ValueError, RecursionError) as why:
            raise _Refused(HTTPStatus.BAD_REQUEST, "the body is no JSON in UTF-8") from why
        try:
            return shaped(said, self.server.next_number())
        except ShapeWrong as why:
            raise _Refused(HTTPStatus.BAD_REQUEST, str(why)) from why

    def _body(self) -> bytes:
        lengths = self.headers.get_all("Content-Length", [])
        if not lengths or "Transfer-Encoding" in self.headers:
            raise _Refused(HTTPStatus.LENGTH_REQUIRED, "say how long the body is (Content-Length)")
        if len(lengths) > 1 or not (lengths[0].isascii() and lengths[0].isdecimal()):
            raise _Refused(HTTPStatus.BAD_REQUEST, "the Content-Length is no number")
        # Of a longer one the digits alone say enough.
        length = int(lengths[0]) if len(lengths[0]) <= 9 else LARGEST_BODY + 1
        if length > LARGEST_BODY:
            reason = f"a body has at most {LARGEST_BODY} bytes"
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, reason)
        body = self.rfile.read(length)
        if len(body) < length:
            raise _Refused(HTTPStatus.BAD_REQUEST, "the body is shorter than it says")
        return body

    def _say(self, status: int, said: dict[str, object]) -> None:
        body = json.dumps(said, ensure_ascii=False).encode()
        # Whoever speaks an older one, or none, is answered in ours.
        self.request_version = self.protocol_version
        # Neither a clock nor a version goes out with it.
        self.send_response_only(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        if status == HTTPStatus.UNAUTHORIZED:
            self.send_header("WWW-Authenticate", "Bearer")
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "POST")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        # Whoever does not take the answer is left as well.
        self.connection.settimeout(_DRAIN_SECONDS)
        self.wfile.flush()
        self._answered = True

    def handle_expect_100(self) -> bool:
        self.send_response_only(HTTPStatus.CONTINUE)
        self.end_headers()
        self.connection.settimeout(seconds_left(self._deadline))
        self.wfile.flush()
        return True

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What http.server itself refuses: a line that is no request, a header too long."""
        self._say(code, {"taken": False, "reason": "this is no request that can be read"})

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: who sends what and when is nobody's to keep."""

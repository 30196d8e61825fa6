"""What a page's script sends: JSON of a given form, from that very page and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kiosk.adapters.phone.guard import LARGEST_BODY, refused

_LONGEST_TEXT: Final = 200


class NotAccepted(Exception):
    """The request is answered with ``answer``, and nothing comes of it."""

    def __init__(self, answer: Response) -> None:
        super().__init__()
        self.answer = answer


async def sent(request: Request, origin: str, names: Collection[str]) -> dict[str, str]:
    """The texts that the script sent, under exactly these names. Raises NotAccepted."""
    _is_json(request)
    _is_from(origin, request)
    body = await _body(request)
    try:
        said = json.loads(body.decode(), object_pairs_hook=_no_key_twice)
    except (ValueError, RecursionError):
        raise NotAccepted(refused(400, "bad_request")) from None
    if not isinstance(said, dict) or said.keys() != set(names):
        raise NotAccepted(refused(400, "bad_request"))
    if not all(isinstance(text, str) and len(text) <= _LONGEST_TEXT for text in said.values()):
        raise NotAccepted(refused(400, "bad_request"))
    return said


def _is_json(request: Request) -> None:
    # A form on any page can be sent here, but not as JSON: for that a browser asks first, and
    # is not answered.
    kind = request.headers.getlist("content-type")
    if len(kind) != 1 or kind[0].partition(";")[0].strip().lower() != "application/json":
        raise NotAccepted(refused(415, "not_json"))


def _is_from(origin: str, request: Request) -> None:
    # Every browser says whence a POST comes. Over plain HTTP none says more than that.
    whence = request.headers.getlist("origin")
    site = request.headers.getlist("sec-fetch-site")
    if whence != [origin] or site not in ([], ["same-origin"]):
        raise NotAccepted(refused(403, "cross_origin"))


async def _body(request: Request) -> bytes:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_BODY:
            raise NotAccepted(refused(413, "too_large"))
    return body


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    said = dict(pairs)
    if len(said) != len(pairs):
        raise ValueError("a key twice")
    return said

"""What is served: the notice's page for the token that is good, the receipts' page, two files.

A GET changes nothing, whoever sends it: a person, a preview of a link, a scanner.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, Protocol

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from kiosk.adapters.phone.guard import refused
from kiosk.adapters.phone.guesses import TRIES_A_PAGE, Pace, PageSecrets
from kiosk.adapters.phone.offers import Offers, Verdict
from kiosk.adapters.phone.pressed import NotAccepted, sent
from kiosk.adapters.phone.protocol import Opened, RecordAnswer, SaidNo, SaidYes
from kiosk.adapters.phone.speech import language_of
from kiosk.application.phone import CSRF_SLOT, LanguagePages, Outcome, Pages, Wish
from kiosk.domain.consent import NotAReceiptCode, ReceiptCode
from kiosk.domain.estimate import UNSAID, age_bands

ANSWER_SECONDS: Final = 3.0
"""How long a phone waits for the kiosk to say something before it is told to ask again."""

_SHAPES: Final = {
    Wish.ERASE: ("csrf", "code"),
    Wish.SHOW: ("csrf", "code", "language"),
    Wish.CORRECT: ("csrf", "code", "language", "age", "gender"),
}
_AGES: Final = frozenset(
    {UNSAID, *(band.name for youngest in range(14, 19) for band in age_bands(youngest))}
)
_GENDERS: Final = frozenset({"woman", "man", "unsaid"})

_STATUS: Final = {
    Verdict.EXPIRED: 410,
    Verdict.USED: 409,
    Verdict.CSRF: 403,
    Verdict.NOTICE_CHANGED: 409,
}

Endpoint = Callable[[Request], Any]


class Kiosk(Protocol):
    """The other end of the pipe."""

    def say(self, message: Opened | SaidYes | SaidNo) -> None: ...

    async def ask(
        self, wish: Wish, code: ReceiptCode, language: str, answer: tuple[str, str] | None
    ) -> RecordAnswer | None:
        """What came of it; None if there was no room to ask, or no answer in time."""
        ...


class Site:
    """The pages and what their scripts send; ``origin`` is where they are reached.

    ``is_secret``: nobody on the way can read along, so a record may be shown.
    """

    def __init__(
        self,
        pages: Pages,
        origin: str,
        kiosk: Kiosk,
        now: Callable[[], float],
        *,
        is_secret: bool,
    ) -> None:
        self.offers: Final = Offers(now)
        self._pages = pages
        self._origin = origin
        self._kiosk = kiosk
        self._now = now
        self._is_secret = is_secret
        self._secrets = PageSecrets(now)
        self._pace = Pace(now)

    def app(self) -> Starlette:
        """As an ASGI application."""
        routes = [
            Route("/n/{token}", self._notice),
            Route("/n/{token}/story", self._story),
            Route("/n/{token}/agree", _pressed(self._agree), methods=["POST"]),
            Route("/n/{token}/refuse", _pressed(self._refuse), methods=["POST"]),
            Route("/r", self._receipt),
            *(
                Route(f"/r/{wish.value}", _pressed(self._wish(wish)), methods=["POST"])
                for wish in Wish
            ),
            Route("/page.css", self._style),
            Route("/page.js", self._script),
        ]
        made = Starlette(routes=routes, exception_handlers={HTTPException: _no_such_thing})
        # A redirect would repeat whatever a request calls its host.
        made.router.redirect_slashes = False
        return made

    # The notice -------------------------------------------------------------------------------

    async def _notice(self, request: Request) -> Response:
        held = self.offers.find(request.path_params["token"])
        tag, pages = self._language(request)
        if held is None:
            return _page(pages.expired, tag, 410)
        if request.method == "GET" and not held.was_opened:
            held.was_opened = True
            self._kiosk.say(Opened(held.token_hash))
        return _page(pages.notice.replace(CSRF_SLOT, held.csrf), tag)

    async def _story(self, request: Request) -> Response:
        held = self.offers.find(request.path_params["token"])
        if held is None:
            return refused(410, "expired")
        if not held.is_of(request.query_params.get("key", "")):
            return refused(403, "not_yours")
        return JSONResponse(held.story(self._now()))

    async def _agree(self, request: Request) -> Response:
        token, notice = await self._answer(request)
        held = self.offers.find(token)
        assert held is not None
        tags = {each.notice_hash: tag for tag, each in self._pages.languages.items()}
        self._kiosk.say(SaidYes(held.token_hash, tags[notice], notice))
        # Without one in time the page asks for the story from now on.
        with suppress(TimeoutError):
            await asyncio.wait_for(held.has_news.wait(), ANSWER_SECONDS)
        return JSONResponse(held.story(self._now()) | {"key": held.key})

    async def _refuse(self, request: Request) -> Response:
        token, _ = await self._answer(request)
        held = self.offers.find(token)
        assert held is not None
        held.refuse()
        self._kiosk.say(SaidNo(held.token_hash))
        return JSONResponse(held.story(self._now()))

    async def _answer(self, request: Request) -> tuple[str, str]:
        said = await sent(request, self._origin, ("csrf", "notice"))
        token = request.path_params["token"]
        notices = {each.notice_hash for each in self._pages.languages.values()}
        verdict = self.offers.answer(token, said["csrf"], said["notice"], notices)
        if verdict is not Verdict.TAKEN:
            raise NotAccepted(refused(_STATUS[verdict], verdict.value))
        return token, said["notice"]

    # The receipt ------------------------------------------------------------------------------

    async def _receipt(self, request: Request) -> Response:
        tag, pages = self._language(request)
        return _page(pages.receipt.replace(CSRF_SLOT, self._secrets.make()), tag)

    def _wish(self, wish: Wish) -> Endpoint:
        async def carry_out(request: Request) -> Response:
            said = await sent(request, self._origin, _SHAPES[wish])
            if wish is not Wish.ERASE and not self._is_secret:
                raise NotAccepted(refused(403, "https_only"))
            language, answer = self._details(said)
            code = self._code(request, said)
            came = await self._kiosk.ask(wish, code, language, answer)
            return _outcome(came)

        return carry_out

    def _details(self, said: dict[str, str]) -> tuple[str, tuple[str, str] | None]:
        language = said.get("language", next(iter(self._pages.languages)))
        age, gender = said.get("age", "unsaid"), said.get("gender", "unsaid")
        if language not in self._pages.languages or age not in _AGES or gender not in _GENDERS:
            raise NotAccepted(refused(400, "bad_request"))
        return language, (age, gender) if "age" in said else None

    def _code(self, request: Request, said: dict[str, str]) -> ReceiptCode:
        """The code, if it may be tried; trying is counted before anything is asked."""
        if not self._secrets.knows(said["csrf"]):
            raise NotAccepted(refused(403, "csrf"))
        if self._secrets.tries(said["csrf"]) >= TRIES_A_PAGE:
            raise NotAccepted(refused(429, "burnt"))
        if not self._pace.allows(request.client.host if request.client else ""):
            raise NotAccepted(refused(429, "slow_down", **{"Retry-After": "60"}))
        try:
            code = ReceiptCode.parse(said["code"])
        except NotAReceiptCode:
            # A slip of the finger is no guess: no receipt has such a code.
            raise NotAccepted(refused(400, "not_a_code")) from None
        self._secrets.count(said["csrf"])
        return code

    # The rest ---------------------------------------------------------------------------------

    async def _style(self, request: Request) -> Response:
        return Response(self._pages.style, media_type="text/css")

    async def _script(self, request: Request) -> Response:
        return Response(self._pages.script, media_type="text/javascript")

    def _language(self, request: Request) -> tuple[str, LanguagePages]:
        offered = tuple(self._pages.languages)
        wanted = request.query_params.get("lang", "")
        accepted = request.headers.get("accept-language", "")
        tag = wanted if wanted in offered else language_of(accepted, offered)
        return tag, self._pages.languages[tag]


def _page(html: str, tag: str, status: int = 200) -> Response:
    headers = {"Content-Language": tag.replace("_", "-"), "Vary": "Accept-Language"}
    return HTMLResponse(html, status, headers)


def _outcome(came: RecordAnswer | None) -> Response:
    if came is None or came.outcome == Outcome.LATER.value:
        return refused(503, Outcome.LATER.value)
    if came.outcome == Outcome.NOT_FOUND.value:
        return refused(404, Outcome.NOT_FOUND.value)
    return JSONResponse({"outcome": came.outcome, "record": came.lines})


def _pressed(endpoint: Endpoint) -> Endpoint:
    """The endpoint, answering what it does not accept, and nothing to whoever has gone."""

    async def answered(request: Request) -> Response:
        try:
            return await endpoint(request)
        except NotAccepted as why:
            return why.answer
        except ClientDisconnect:
            return Response(status_code=400)

    return answered


async def _no_such_thing(_request: Request, why: Exception) -> Response:
    assert isinstance(why, HTTPException)
    reason = "method" if why.status_code == 405 else "not_found"
    return refused(why.status_code, reason, **(why.headers or {}))

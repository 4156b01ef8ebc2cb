"""How large a request may be, and how long it may take to arrive: more than that holds a worker for nobody's good."""

from __future__ import annotations

import asyncio

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pimdata import security_log

LONGEST_PAUSE = 20.0  # seconds between two pieces of a request
LONGEST = 300.0  # seconds for all of it
BESIDE_THE_FILE = 100_000  # bytes of a form around an uploaded file
TOO_LARGE = "This is larger than {limit} MB, the most that is taken. Returns are usually under 100 KB."
TOO_SLOW = "This did not arrive in time. Try again; nothing was stored."


class _TooLarge(Exception):
    """More arrived than is taken."""


class Patience:
    """Middleware that answers what is too large or too slow instead of waiting for it."""

    def __init__(self, app: ASGIApp, pause: float = LONGEST_PAUSE, longest: float = LONGEST) -> None:
        self.app, self.pause, self.longest = app, pause, longest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        megabytes = int(st.get_option("server.maxUploadSize"))
        body = _Body(receive, megabytes * 1024 * 1024 + BESIDE_THE_FILE, self.pause, self.longest)
        has_begun = False

        async def noting(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            body.announced(Headers(scope=scope).get("content-length", ""))
            await self.app(scope, body, noting)
        except (_TooLarge, TimeoutError) as error:
            is_large = isinstance(error, _TooLarge)
            security_log.event("request refused", what="too large" if is_large else "too slow")
            if has_begun:
                return
            words = TOO_LARGE.format(limit=megabytes) if is_large else TOO_SLOW
            answer = PlainTextResponse(words, 413 if is_large else 408, {"connection": "close"})
            await answer(scope, receive, send)


class _Body:
    """What is received of a request, counted and timed until it is whole."""

    def __init__(self, receive: Receive, most: int, pause: float, longest: float) -> None:
        self.receive, self.most, self.pause = receive, most, pause
        self.until = asyncio.get_running_loop().time() + longest
        self.size, self.is_whole = 0, False

    def announced(self, length: str) -> None:
        """Refuse what says itself that it is too large."""
        if length.isdigit() and int(length) > self.most:
            raise _TooLarge

    async def __call__(self) -> Message:
        """The next piece."""
        if self.is_whole:  # what comes now is that the reader has gone, which may take as long as it likes
            return await self.receive()
        left = self.until - asyncio.get_running_loop().time()
        message = await asyncio.wait_for(self.receive(), max(0.0, min(self.pause, left)))
        if message["type"] == "http.request":
            self.size += len(message.get("body", b""))
            self.is_whole = not message.get("more_body", False)
        if self.size > self.most:
            raise _TooLarge
        return message

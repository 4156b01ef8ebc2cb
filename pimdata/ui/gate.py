"""Who gets past the front door. With a sign-in provider nothing but the sign-in page is for whoever has not signed in;
without one nobody is served but this very machine."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit
from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pimdata import identity, provider, security_log, sessions, store, trail
from pimdata.ui import admission, cookies, listening, main_pages

NOT_REACHED = (
    "The council's sign-in service could not be reached. Go back and try again in a few minutes; "
    "tell the ICT service if it goes on."
)
# What the sign-in page itself is made of. Whatever is not named here, now or in time to come, is for those signed in.
FRONT = frozenset(path.name for path in (Path(streamlit.__file__).parent / "static").glob("*") if path.is_file()) | {
    "favicon.ico"
}
OPEN_PATHS = frozenset(
    ("/_stcore/health", "/_stcore/host-config", "/_stcore/stream", "/auth/login", "/auth/logout", "/oauth2callback", "/healthz")
)
OPEN_BELOW = ("/static/", "/api/")  # the API asks every caller for a key of its own
# A calendar program cannot sign in; a feed names no person, no risk and no figure (pimdata/feeds.py).
FEED = re.compile(r"/calendar/[A-Za-z0-9-]+\.ics")
LOGGER = logging.getLogger("streamlit.pimdata")
UPLOADS = "/_stcore/upload_file/"
SIGN_IN_FIRST = "Sign in first: open the site in your browser."


class Gate:
    """Middleware, before Streamlit's own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through, or say why not."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif not provider.is_configured():
            await self._from_here(scope, receive, send)
        elif scope["type"] == "websocket":
            await self.app(scope, receive, send)  # the frame of pages asks who it is, at every run
        else:
            await self._signed_in(scope, receive, _Noting(scope, send))

    async def _from_here(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The name asked for counts too: else a page elsewhere could have a browser here ask for it under its own name."""
        served = (scope.get("server") or ("", 0))[0]
        named = urlsplit(f"//{Headers(scope=scope).get('host', '')}").hostname or ""
        if all(not host or provider.is_loopback(host) or host.startswith("/") for host in (served, named)):
            await self.app(scope, receive, send)
            return
        security_log.event("refused", what="not from this machine", host=named[:100])
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        found = named if provider.is_loopback(served) else served
        await PlainTextResponse(listening.ONLY_HERE.format(found=found), 403)(scope, receive, send)

    async def _signed_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, headers = scope["path"], Headers(scope=scope)
        sent = cookies.read(headers.get("cookie", ""))
        if path == "/auth/logout":
            if headers.get("sec-fetch-site") == "cross-site":
                await PlainTextResponse("Sign out on the site itself.", 403)(scope, receive, send)
                return
            await to_thread.run_sync(_end, sent)
        elif path == "/" and cookies.NEXT in sent and cookies.claims(sent):
            answer = RedirectResponse(_safe(sent[cookies.NEXT]) or "/", 303)
            answer.delete_cookie(cookies.NEXT)
            await answer(scope, receive, send)
            return
        elif not is_open(path) and not await to_thread.run_sync(admission.is_admitted, sent):
            security_log.event("refused", what="not signed in", path=f"/{path.strip('/').split('/')[0]}")
            await PlainTextResponse(SIGN_IN_FIRST, 401)(scope, receive, send)
            return
        if path == "/auth/login":
            await self._to_provider(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _to_provider(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A provider that cannot be reached, or that answers something else, is our reader's trouble too: say so in words."""
        held: list[Message] = []

        async def keep(message: Message) -> None:
            held.append(message)

        try:
            await self.app(scope, receive, keep)
        except Exception:  # whatever went wrong on the way there, the reader is told the same and the log all of it
            LOGGER.exception("The sign-in provider could not be reached.")
            held = []
        if not held or held[0]["status"] >= 400:
            security_log.event("sign-in failed", what="provider not reached")
            await PlainTextResponse(NOT_REACHED, 502)(scope, receive, send)
            return
        for message in held:
            await send(message)


def is_open(path: str) -> bool:
    """Whether a path holds nothing but what the sign-in page is made of, or days without names.

    >>> is_open("/calendar/member.ics"), is_open("/calendar/_stcore/stream.ics"), is_open("/media/figures.csv")
    (True, False, False)
    """
    name = path.strip("/")
    if ".." in path.split("/"):
        return False
    first, _, rest = name.partition("/")
    if first in main_pages.names() and f"/{rest}" in OPEN_PATHS:  # the front end looks for its server there first
        return True
    if FEED.fullmatch(path):
        return True
    return path in OPEN_PATHS or path.startswith(OPEN_BELOW) or name == "" or name in FRONT or name in main_pages.names()


class _Noting:
    """What is noticed and added while an answer goes out: flags of cookies, where to go on to, what to tell the log."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope, self.send = scope, send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start(message)
        await self.send(message)

    def _start(self, message: MutableMapping[str, Any]) -> None:
        headers = MutableHeaders(raw=list(message.get("headers", [])))
        path = self.scope["path"]
        if path == "/auth/login" and (wanted := _referred(Headers(scope=self.scope))):
            headers.append(
                "set-cookie", f"{cookies.NEXT}={wanted}; HttpOnly; Path=/; SameSite=Lax; Max-Age={cookies.NEXT_LASTS}"
            )
        if path == "/oauth2callback":
            _note_sign_in(self.scope, headers.getlist("set-cookie"))
        if path.startswith(UPLOADS) and message["status"] >= 400:
            security_log.event("upload refused", status=str(message["status"]))
        if provider.is_public_https():
            put = headers.getlist("set-cookie")
            del headers["set-cookie"]
            for each in put:
                headers.append("set-cookie", cookies.secured(each))
        message["headers"] = headers.raw


def _end(sent: dict[str, str]) -> None:
    if said := cookies.claims(sent):
        sessions.default().end(said)
        security_log.event("signed out", logging.INFO, who=pseudonym(said))
        trail.later(store.default(), admission.address(said), "signed out")


def _note_sign_in(scope: Scope, put: list[str]) -> None:
    said = cookies.claims(cookies.written(put))
    if said:
        security_log.event("signed in", logging.INFO, who=pseudonym(said))
        trail.later(store.default(), admission.address(said), "signed in")
        if identity.says_break_glass(said):
            _break_glass(said)
    elif b"state=" in scope.get("query_string", b""):
        security_log.event("sign-in failed")


def _break_glass(said: MutableMapping[str, Any]) -> None:
    """Loud before a page is opened; and where the provider has not verified that it is theirs, louder."""
    email = admission.address(said)
    what = "break-glass account signed in" if email else "break-glass account refused"
    security_log.event(what, logging.WARNING if email else logging.ERROR, who=pseudonym(said))
    trail.later(store.default(), email or "nobody", what)


def pseudonym(said: MutableMapping[str, Any]) -> str:
    """What a log calls somebody: always the same, and no name. docs/sign-in.md says how to find whose it is."""
    return hashlib.sha256(admission.address(said).encode()).hexdigest()[:12]


def _referred(headers: Headers) -> str:
    """The page of ours from which somebody went to sign in, with its choices; '' for any other."""
    came = urlsplit(headers.get("referer", ""))
    if came.netloc != headers.get("host"):
        return ""
    return _safe(came.path + (f"?{came.query}" if came.query else ""))


def _safe(wanted: str) -> str:
    """A place on this site, and nothing that a browser could take for another; '' for whatever else."""
    path = urlsplit(wanted).path
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and path.strip("/") in main_pages.names()
    return wanted if is_ours and wanted.isascii() and wanted.isprintable() and not set(wanted) & set(' ;,"\\') else ""

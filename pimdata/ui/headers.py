"""Security headers on every answer, because Streamlit sends none."""

import base64
import hashlib
import re
from collections.abc import Iterable, MutableMapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pimdata import provider

# Kept whole and unchanged: the policy names its digest, and the page must carry the very same text.
SCRIPT = (Path(__file__).resolve().parent / "focus.js").read_text("utf-8")
# Open to anyone in Streamlit: how many people are connected and to what, and a way to drive pages without a browser.
REFUSED = ("/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/agent/openapi.json")


def inline_scripts(html: str) -> list[str]:
    """The text of every script written into a page."""
    return re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)


def digest(script: str) -> str:
    """A script as a content security policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def policy(scripts: Iterable[str]) -> str:
    """Nothing but our own host, and no script but those named."""
    allowed = " ".join(digest(script) for script in scripts)
    return (
        f"default-src 'self'; script-src 'self' {allowed}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "frame-ancestors 'none'; object-src 'none'; base-uri 'self'; form-action 'self'"
    )


@cache
def security_headers() -> dict[str, str]:
    """The headers, with digests of the scripts in the front end that is really installed."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    over_tls = {"strict-transport-security": "max-age=31536000; includeSubDomains"} if provider.is_public_https() else {}
    return {
        **over_tls,
        "content-security-policy": policy([*inline_scripts(page), SCRIPT]),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()",
    }


class SecurityHeaders:
    """Middleware that adds the headers and refuses what nobody outside should read. Websockets pass untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(message)
            await send(message)

        if scope["path"].rstrip("/").endswith(REFUSED):
            await send_with_headers({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        await self.app(scope, receive, send_with_headers)


def _add(message: MutableMapping[str, Any]) -> None:
    """A header a route has set for itself stays."""
    present = MutableHeaders(raw=message["headers"] if isinstance(message["headers"], list) else list(message["headers"]))
    for name, value in security_headers().items():
        present.setdefault(name, value)
    message["headers"] = present.raw

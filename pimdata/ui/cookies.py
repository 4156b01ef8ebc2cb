"""Streamlit's cookies as we need them: who they say is signed in, and the flags that it leaves off."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from pimdata.config import settings

USER = "_streamlit_user"
NEXT = "pim_next"  # where somebody wanted to go before they signed in
NEXT_LASTS = 900  # seconds


def claims(cookies: Mapping[str, str]) -> dict[str, Any] | None:
    """What the provider said of whoever sent these cookies; None where they are missing, forged or for another site."""
    secret = get_cookie_secret()

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(secret, name, value.encode("latin-1", "replace")) if value and secret else None

    try:
        raw = get_cookie_with_chunks(one, USER)
        said = json.loads(raw) if raw else None
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(said, dict) or not said.get("is_logged_in") or said.get("origin") != settings().public_url.rstrip("/"):
        return None
    return said


def read(header: str) -> dict[str, str]:
    """The cookies of a request; none where they cannot be read."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(header)
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def written(headers: Iterable[str]) -> dict[str, str]:
    """The cookies that `set-cookie` headers put."""
    return {name: value for header in headers for name, value in read(header.split(";", 1)[0]).items()}


def secured(header: str) -> str:
    """A `set-cookie` header that browsers send back over TLS alone.

    >>> secured("a=b; Path=/"), secured("a=b; Secure")
    ('a=b; Path=/; Secure', 'a=b; Secure')
    """
    flags = [part.strip().lower() for part in header.split(";")[1:]]
    return header if "secure" in flags else f"{header}; Secure"

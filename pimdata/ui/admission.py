"""Whether somebody is let in, and in which roles: asked by the front door and, at every run, by the frame of pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pimdata import identity, sessions, store
from pimdata.identity import Claims, Somebody
from pimdata.ui import cookies


class Admission(NamedTuple):
    """Somebody signed in, and the roles they may act in. Where `why` says something, they may see nothing.

    `why` is "signed out", "expired" or "left alone" of the sign-in; "removed", "unknown" or "no address" of the person;
    "not signed in" where nobody is.
    """

    somebody: Somebody = Somebody("")
    why: str = ""


def of(said: Mapping[str, Any] | None) -> Admission:
    """What becomes of what a provider said of somebody; None where it said nothing."""
    if not said or not said.get("is_logged_in"):
        return Admission(why="not signed in")
    if ended := sessions.default().state(said):
        return Admission(why=ended)
    found = _somebody(identity.claims_kept(said))
    return Admission(found, found.why)


def is_admitted(sent: Mapping[str, str]) -> bool:
    """Whether a request's cookies are those of somebody who may see pages."""
    return not of(cookies.claims(sent)).why


def address(said: Mapping[str, Any]) -> str:
    """The address somebody is known by."""
    return identity.email_of(said)


def _somebody(claims: Claims) -> Somebody:
    held = store.default()
    if not held.exists():  # nobody can be on a list that is not there; there is nothing to be seen either
        return Somebody(claims.email, why="unknown" if claims.email else "no address")
    return identity.somebody(identity.kept(held), claims)

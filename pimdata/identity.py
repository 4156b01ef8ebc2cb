"""From what a provider says of somebody to the roles they may act in today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import duckdb

from pimdata import provider, queries_people
from pimdata.config import Settings, settings
from pimdata.people import ROLES, Viewer, held_words


class Somebody(NamedTuple):
    """Who is signed in. `viewers` are the roles they may act in, the one to begin with first; none where they are refused.

    `why` says why nothing may be seen: "removed", "unknown" or "no address"; '' where something may.
    """

    email: str
    viewers: tuple[Viewer, ...] = ()
    why: str = ""


class Claims(NamedTuple):
    """What a provider says of somebody, as far as roles are made of it."""

    email: str
    roles: tuple[str, ...] = ()


def email_of(claims: Mapping[str, Any], held: Settings | None = None) -> str:
    """The address somebody is known by, in small letters; '' where the provider gives none it has verified.

    >>> email_of({"email": "Mo@Council.example"}), email_of({"email": "mo@council.example", "email_verified": False})
    ('mo@council.example', '')
    """
    if claims.get("email_verified") in (False, "false"):
        return ""
    found = claims.get((held or settings()).sign_in_email_claim)
    return found.strip().lower() if isinstance(found, str) and "@" in found else ""


def somebody(db: duckdb.DuckDBPyConnection, claims: Claims) -> Somebody:
    """The roles of whoever has these claims: `email`, and `roles` as the claim gave them.

    Who is on the list of people and no longer stands there is refused, whatever the provider says: that is how a leaver
    is removed at once. Who is on neither reads as a member only where the settings say so.

    Args:
        claims: the address, and the values of the roles claim.
    """
    email = claims.email
    if not email:
        return Somebody("", why="no address")
    known = queries_people.person(db, email)
    if known.is_known and not known.viewers:
        return Somebody(email, why="removed")
    titles = queries_people.service_titles(db)
    claimed = [_viewer(role, titles, email) for role in _claimed(claims.roles)]
    viewers = tuple(dict.fromkeys([*known.viewers, *claimed]))
    if viewers:
        return Somebody(email, viewers)
    if settings().sign_in_unknown == "member":
        return Somebody(email, (Viewer("member", words=ROLES["member"], email=email),))
    return Somebody(email, why="unknown")


def claims_kept(said: Mapping[str, Any]) -> Claims:
    """Of all that a provider says, what roles are made of."""
    name = settings().sign_in_roles_claim
    named = said.get(name) if name else ()
    values = [named] if isinstance(named, str) else named if isinstance(named, list | tuple) else ()
    return Claims(email_of(said), tuple(sorted(str(value) for value in values)))


def _claimed(values: Iterable[str]) -> list[provider.Role]:
    mapping = settings().sign_in_roles
    return [provider.role_of(mapping[value]) for value in values if value in mapping]


def _viewer(role: provider.Role, titles: Mapping[str, str], email: str) -> Viewer:
    title = titles.get(role.service, role.service)
    return Viewer(role.role, role.service, role.portfolio, held_words(role.role, title, role.portfolio), email)

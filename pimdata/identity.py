"""From what a provider says of somebody to the roles they may act in today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import duckdb

from pimdata import provider, queries_people
from pimdata.config import Settings, settings
from pimdata.people import ROLES, Viewer, held_words
from pimdata.queries_people import NOBODY, Person
from pimdata.store import Store


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


def is_break_glass(email: str) -> bool:
    """Whether this is the account that is kept for when nobody else can get in."""
    return email != "" and email.strip().lower() == settings().break_glass.strip().lower()


def says_break_glass(said: Mapping[str, Any]) -> bool:
    """Whether somebody goes by that account's address, whether or not their provider has verified it."""
    return is_break_glass(str(said.get(settings().sign_in_email_claim) or ""))


class People(NamedTuple):
    """All that the data tells of who may do what, at one moment."""

    known: Mapping[str, Person]
    titles: Mapping[str, str]  # of services, by code


def people(db: duckdb.DuckDBPyConnection) -> People:
    """All of them at once: it costs little more than one."""
    return People(queries_people.everybody(db), queries_people.service_titles(db))


def kept(held: Store) -> People:
    """Looked up once for each list of people and each day, whatever else is sent: a return changes no one's roles."""
    state = held.state()  # never as at another moment: who has left cannot come back by asking for the past
    return _kept(held, state.people, state.today)


@lru_cache(maxsize=4)
def _kept(held: Store, people_version: str, today: date) -> People:
    with held.reading() as db:
        return people(db)


def somebody(found: People, claims: Claims) -> Somebody:
    """The roles of whoever has these claims: `email`, and `roles` as the claim gave them.

    Who is on the list of people and no longer stands there is refused, whatever the provider says: that is how a leaver
    is removed at once. Who is on neither reads as a member only where the settings say so. The break-glass account is an
    administrator whatever any list says, or it would be of no use when the list is what is wrong.

    Args:
        claims: the address, and the values of the roles claim.
    """
    email = claims.email
    if not email:
        return Somebody("", why="no address")
    known = found.known.get(email, NOBODY)
    glass = [Viewer("administrator", words=ROLES["administrator"], email=email)] if is_break_glass(email) else []
    if known.is_known and not known.viewers and not glass:
        return Somebody(email, why="removed")
    claimed = [_viewer(role, found.titles, email) for role in _claimed(claims.roles)]
    viewers = tuple(dict.fromkeys([*glass, *known.viewers, *claimed]))
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

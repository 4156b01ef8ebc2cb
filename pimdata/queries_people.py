"""Who holds which role today: one function a question."""

from __future__ import annotations

from typing import NamedTuple

import duckdb

from pimdata.answers import rows
from pimdata.people import Viewer, held_words

DB = duckdb.DuckDBPyConnection


class Person(NamedTuple):
    """What is known of an address: the roles it holds today, own ones first.

    `is_known` tells somebody who has never been put on the list from somebody who has been taken off it.
    """

    is_known: bool
    viewers: tuple[Viewer, ...] = ()


NOBODY = Person(False)


def everybody(db: DB) -> dict[str, Person]:
    """Everybody who has begun, by address in small letters; who has left among them, with no role."""
    query = """
        select people_today.email, role, service_code, roles_held.portfolio, service_title, deputises_for
        from people_today
        left join roles_held using (email)
        order by email, deputises_for, role, service_title, service_code, roles_held.portfolio
    """
    found: dict[str, list[Viewer]] = {}
    for email, role, service, portfolio, title, deputises_for in rows(db, query):
        held = found.setdefault(email, [])
        if role is not None:
            held.append(Viewer(role, service, portfolio, held_words(role, title, portfolio, deputises_for), email))
    return {email: Person(True, tuple(held)) for email, held in found.items()}


def person(db: DB, email: str) -> Person:
    """Whoever signs in with an address, in whatever letters it is written."""
    return everybody(db).get(email.strip().lower(), NOBODY)


def service_titles(db: DB) -> dict[str, str]:
    """Each service that stands today, by its code."""
    return dict(rows(db, "select service_code, title from service_names order by service_code"))

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


def person(db: DB, email: str) -> Person:
    """Whoever signs in with an address, in whatever letters it is written."""
    address = email.strip().lower()
    found = rows(
        db,
        """
        select role, service_code, portfolio, service_title, deputises_for
        from roles_held where email = $email
        order by deputises_for, role, service_title, service_code, portfolio
        """,
        {"email": address},
    )
    viewers = tuple(
        Viewer(role, service, portfolio, held_words(role, title, portfolio, deputises_for), address)
        for role, service, portfolio, title, deputises_for in found
    )
    return Person(bool(viewers) or is_known(db, address), viewers)


def is_known(db: DB, email: str) -> bool:
    """Whether an address has a row that has begun, whether or not it still stands."""
    return bool(rows(db, "select 1 from people_today where email = $email", {"email": email.strip().lower()}))


def service_titles(db: DB) -> dict[str, str]:
    """Each service that stands today, by its code."""
    return dict(rows(db, "select service_code, title from service_names order by service_code"))

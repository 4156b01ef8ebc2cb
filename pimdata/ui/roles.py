"""Who is looking: until people sign in, anyone may choose a point of view. It decides what leads, and hides nothing."""

from __future__ import annotations

from typing import NamedTuple

import duckdb

from pimdata import queries_services


class Viewer(NamedTuple):
    """A point of view: what it is called, and the service or portfolio it is about."""

    role: str = "member"
    service: str = ""
    portfolio: str = ""
    words: str = "Any councillor"

    @property
    def post(self) -> str:
        """How this person is named on what they send."""
        return self.words


FIXED = (
    Viewer(),
    Viewer("cabinet", words="Leader and Cabinet"),
    Viewer("scrutiny", words="Scrutiny and Overview Committee"),
    Viewer("smt", words="Senior management"),
    Viewer("policy", words="Policy and Performance team"),
)


def viewers(db: duckdb.DuckDBPyConnection) -> list[Viewer]:
    """Every point of view there is: the fixed ones, each portfolio's holder, each service's manager."""
    portfolios, services = queries_services.portfolios_and_services(db)
    return [
        *FIXED,
        *(Viewer("holder", portfolio=name, words=f"Portfolio holder, {name}") for name in portfolios),
        *(Viewer("manager", service=code, words=f"Manager, {title}") for code, title in services.items()),
    ]

"""Every point of view there is: until people sign in, anyone may choose one. It decides what leads and what may be done."""

from __future__ import annotations

import duckdb

from pimdata import queries_services
from pimdata.people import Viewer, held_words

FIRST = ("member", "cabinet", "scrutiny", "smt", "policy", "finance", "group", "auditor", "administrator")


def viewers(db: duckdb.DuckDBPyConnection) -> list[Viewer]:
    """The fixed points of view, each portfolio's holder, each service's manager and head."""
    portfolios, services = queries_services.portfolios_and_services(db)
    return [
        *(Viewer(role, words=held_words(role)) for role in FIRST),
        *(Viewer("holder", portfolio=name, words=held_words("holder", portfolio=name)) for name in portfolios),
        *(Viewer("manager", service=code, words=held_words("manager", title)) for code, title in services.items()),
        *(Viewer("head", service=code, words=held_words("head", title)) for code, title in services.items()),
    ]

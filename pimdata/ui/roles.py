"""Every point of view there is: until people sign in, anyone may choose one. It decides what leads and what may be done."""

from __future__ import annotations

import duckdb

from pimdata import queries_services
from pimdata.people import Viewer, held_words

FIRST = ("member", "cabinet", "scrutiny", "smt", "policy", "finance")
LAST = ("group", "representative", "service_first", "assurance", "partner", "auditor", "administrator")


def viewers(db: duckdb.DuckDBPyConnection) -> list[Viewer]:
    """Every point of view, grouped by role: members, those of a portfolio, those of a service, and the rest.

    The list is long; it is found in by typing a part of a role, a portfolio or a service.
    """
    portfolios, services = queries_services.portfolios_and_services(db)
    return [
        *(Viewer(role, words=held_words(role)) for role in FIRST),
        *(Viewer("holder", portfolio=name, words=held_words("holder", portfolio=name)) for name in portfolios),
        *(Viewer("monitor", portfolio=name, words=held_words("monitor", portfolio=name)) for name in portfolios),
        *(
            Viewer(role, service=code, words=held_words(role, title))
            for role in ("manager", "head", "budget", "team")
            for code, title in services.items()
        ),
        *(Viewer(role, words=held_words(role)) for role in LAST),
    ]


def portfolio_names(db: duckdb.DuckDBPyConnection) -> list[str]:
    """Portfolios that stand today."""
    return queries_services.portfolios_and_services(db)[0]

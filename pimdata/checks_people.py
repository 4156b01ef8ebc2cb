"""Whether rows of `people` mean something: addresses, roles, and the services and portfolios those roles are of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import polars as pl

from pimdata.answers import rows as answered
from pimdata.figures import list_names
from pimdata.messages import Fault, fault
from pimdata.people import OF_A_PORTFOLIO, OF_A_SERVICE, OF_PEOPLE, ROLES
from pimdata.reading import ROW

ADDRESS = re.compile(r"[^@\s;,]+@[^@\s;,]+\.[^@\s;,]+")
NO_PERSON = "a role that a person holds; another system is let in with pimdata token create"
AN_ADDRESS = "an e-mail address, as a.person@council.gov.uk"
Complaint = tuple[str, str, str]  # column, what was found, what it must be


def people(db: duckdb.DuckDBPyConnection, sent: pl.DataFrame, item: Callable[[str], str]) -> list[Fault]:
    """What is wrong with rows that could each be read."""
    services = {code for (code,) in answered(db, "select service_code from service_versions")}
    portfolios = {name for (name,) in answered(db, "select portfolio from portfolio_versions")}
    return [
        fault("D11" if found else "D12", row=row[ROW], column=column, found=found, item=item(row["email"]), wanted=wanted)
        for row in sent.iter_rows(named=True)
        for column, found, wanted in _complaints(row, services, portfolios)
    ]


def parts(cell: str | None) -> list[str]:
    """What stands in a cell with ; between.

    >>> parts("manager; budget;"), parts(None)
    (['manager', 'budget'], [])
    """
    return [part.strip() for part in (cell or "").split(";") if part.strip()]


def _complaints(row: dict[str, Any], services: set[str], portfolios: set[str]) -> Iterator[Complaint]:
    email = row["email"]
    if not ADDRESS.fullmatch(email):
        yield "email", email, AN_ADDRESS
    for other in parts(row.get("is_deputy_for")):
        if not ADDRESS.fullmatch(other):
            yield "is_deputy_for", other, AN_ADDRESS
        elif other.lower() == email.lower():
            yield "is_deputy_for", other, "the address of somebody else"
    roles = parts(row.get("roles"))
    for role in roles:
        if role not in ROLES:
            yield "roles", role, f"one of {list_names(list(OF_PEOPLE))}"
        elif role not in OF_PEOPLE:
            yield "roles", role, NO_PERSON
    yield from _scope(row.get("service_codes"), "service_codes", roles, OF_A_SERVICE, services, "service")
    yield from _scope(row.get("portfolio"), "portfolio", roles, OF_A_PORTFOLIO, portfolios, "portfolio")


def _scope(
    cell: str | None, column: str, roles: list[str], of: tuple[str, ...], held: set[str], noun: str
) -> Iterator[Complaint]:
    """A role of a service without one would be held nowhere, and nobody would know why."""
    named = parts(cell)
    needing = [role for role in roles if role in of]
    if needing and not named:
        yield column, "", f"the {noun} that {list_names(needing)} is of"
    for each in named:
        if each not in held:
            yield column, each, f"a {noun} that is held"

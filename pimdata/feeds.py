"""The calendar as a feed that any calendar program can follow: what is due on a known day, for one role.

Whoever has the address of a feed may read it, so it holds no figure, no person and no risk by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import duckdb
from icalendar import Calendar, Event

from pimdata import figures, queries, queries_calendar, templates

DB = duckdb.DuckDBPyConnection
# Who has a feed of the whole council's days; those who answer for a service have one of that service's.
ROLES: Mapping[str, str] = {
    "member": "Any councillor",
    "cabinet": "Leader and Cabinet",
    "holder": "Portfolio holders",
    "scrutiny": "Scrutiny and Overview Committee",
    "monitor": "Scrutiny monitors",
    "smt": "Senior management",
    "policy": "Policy and Performance team",
    "finance": "Finance",
    "auditor": "Auditors",
}
MANAGER = "manager-"
OF_SERVICES: Mapping[str, str] = {MANAGER: "Manager", "head-": "Head of service", "budget-": "Budget holder"}
SEE_REVIEWS = ("smt", "policy", "manager", "head")  # of risks; members see how often they come round, in the annual cycle
OF_MONEY = ("finance", "budget")  # these send, or sign off, money and nothing else
BACK, AHEAD = timedelta(days=92), timedelta(days=400)


def names(db: DB) -> dict[str, str]:
    """Every feed there is, with whose it is.

    >>> MANAGER + "HO"
    'manager-HO'
    """
    services = queries_calendar.services(db)
    theirs = {f"{role}{code}": f"{words}, {title}" for role, words in OF_SERVICES.items() for code, title in services.items()}
    return {**ROLES, **theirs}


def feed(db: DB, name: str, council: str, base: str, stamped_at: datetime | None) -> bytes | None:
    """A feed as an iCalendar file; None where there is no feed of that name.

    Args:
        name: a key of `names`.
        council: whose calendar it is called.
        base: the address of the application, to which each event leads, as http://localhost:8501.
        stamped_at: when the data last changed, UTC.
    """
    whose = names(db).get(name)
    if whose is None:
        return None
    today = queries_calendar.today(db)
    role, _, service = name.partition("-")
    made = Calendar()
    made.add("prodid", "-//pimdata//calendar//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"{council}: performance calendar ({whose})")
    made_up = "Illustrative, made up for a demonstration. " if queries.is_illustrative(db) else ""
    said = "Days on which returns are due. What the council gives a month and no day is on the page."
    made.add("x-wr-caldesc", made_up + said)
    for row in queries_calendar.days(db, today - BACK, today + AHEAD, service).to_dicts():
        is_theirs = row["dataset"] == "budget_positions" if role in OF_MONEY else row["kind"] == "return" or role in SEE_REVIEWS
        if is_theirs:
            made.add_component(_event(row, service, base, stamped_at or datetime(2000, 1, 1)))
    written: bytes = made.to_ical()
    return written


def _event(row: dict[str, Any], service: str, base: str, stamped_at: datetime) -> Event:
    """One day's event; its identifier stays the same however often it is fetched."""
    event = Event()
    day: date = row["day"]
    parts = (row["kind"], row["dataset"], service or "all", row["period"], day.isoformat())
    event.add("uid", "-".join(part.replace(" ", "-").replace("/", "-") for part in parts if part) + "@pimdata")
    event.add("dtstamp", stamped_at.replace(tzinfo=UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    whose = row["services"][0] if service else "all services that owe it"
    event.add("summary", f"{what(row)} due: {whose}")
    event.add("url", base.rstrip("/") + address(row, service))
    return event


def what(row: Mapping[str, Any]) -> str:
    """What is due, in a few words.

    >>> what({"kind": "return", "dataset": "indicator_results", "period": "2010/11 Q2"}), what({"kind": "review"})
    ('Figures for Quarter 2 2010/11', 'Reviews of risks')
    """
    if row["kind"] == "review":
        return "Reviews of risks"
    return f"{templates.TITLES[row['dataset']]} for {figures.period_name(row['period'])}"


def address(row: Mapping[str, Any], service: str = "") -> str:
    """The page where it is seen: a service's own return, the matrix of all of them, or the risks.

    >>> address({"kind": "return", "dataset": "indicator_results", "period": "2010/11 Q2"}, "HO")
    '/returns?r=indicator_results%2CHO%2C2010%2F11+Q2'
    >>> address({"kind": "return", "dataset": "indicator_results", "period": "2010/11 Q2"})
    '/quality?period=2010%2F11+Q2'
    """
    if row["kind"] == "review":
        return "/actions?show=risks"
    if service:
        return "/returns?" + urlencode({"r": ",".join((row["dataset"], service, row["period"]))})
    is_quarter = figures.period_kind(row["period"]) == "quarter"
    return "/quality?" + urlencode({"period": row["period"]}) if is_quarter else "/quality"

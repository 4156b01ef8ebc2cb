"""Homes of officers: senior management, heads, managers, budget holders, teams, finance, Policy and Performance."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import polars as pl

from pimdata import figures, queries, queries_council, queries_delivery, queries_home, queries_money
from pimdata.people import Viewer
from pimdata.ui import action_views, fragments, home_pieces, money_views, overview_views, owed_views, risk_views
from pimdata.ui.asking import ask
from pimdata.ui.frame import address

Row = dict[str, Any]
MOST = home_pieces.MOST


def senior(viewer: Viewer) -> str:
    """Late returns by service, what waits to be signed off, what is unlikely to be met, and the people measures."""
    sickness = ask(queries.measures, codes=tuple(ask(queries_home.sickness)))
    people = ask(queries.measures, theme="people").join(sickness, on="indicator_code", how="anti")
    return (
        late_returns()
        + home_pieces.sign_offs()
        + home_pieces.unlikely(viewer)
        + home_pieces.measures(
            "Sickness and people", pl.concat([sickness, people]), "No measure is of people.",
            "See all that are of people", "/measures?theme=people", caption="sickness, then the worst",
        )
        + home_pieces.reports()
    )  # fmt: skip


def head(viewer: Viewer) -> str:
    """What a service owes, what waits for its head's signature, questions to its officers, and what its team says."""
    return manager(viewer, home_pieces.sign_offs(viewer.service))


def manager(viewer: Viewer, waiting: str = "") -> str:
    """What I owe, questions to me, my measures, my actions and risks, and what my team tells me."""
    service = quote(viewer.service)
    told = ask(queries_home.told_manager, viewer)
    return (
        home_pieces.owed(viewer)
        + home_pieces.handed(viewer.service)
        + waiting
        + home_pieces.questions_for(
            viewer, "Questions to the service", "No question waits for the service.", "/questions",
            service=viewer.service, state="open",
        )
        + home_pieces.measures(
            "My measures", ask(queries.measures, service=viewer.service), "The service has no measure.",
            "See all of them", f"/measures?service={service}",
        )
        + _actions_and_risks(viewer.service)
        + (home_pieces.said("What the team says", told, "") if told.height else "")
    )  # fmt: skip


def _actions_and_risks(service: str) -> str:
    actions = ask(queries_delivery.actions, state="open", service=service)
    risks = ask(queries_delivery.risks, service=service)
    caption = f"{figures.plural(actions.height, 'open action')}, the latest first"
    listed = action_views.table(actions.head(MOST), caption, "No action is open.")
    held = risk_views.table(risks.head(MOST), f"{figures.plural(risks.height, 'risk')}, the highest first", "No risk is held.")
    return home_pieces.part("My actions and risks", listed + held, "See all of them", f"/actions?service={quote(service)}")


def budget(viewer: Viewer) -> str:
    """My cost centres and my measures."""
    period = money_views.newest()
    rows = ask(queries_money.cost_centres, period, service=viewer.service).to_dicts() if period else []
    columns = [fragments.Column("title", "Cost centre"), *money_views.MONEY_COLUMNS]
    lines = [{"title": f"{row['title']} ({row['cost_centre']})", **money_views.money_row(row)} for row in rows]
    caption = f"Cost centres, {figures.period_words(period)}" if period else "Cost centres"
    table = fragments.table(caption, columns, lines, "No cost centre is held by the service.")
    service = quote(viewer.service)
    return (
        home_pieces.part("My cost centres", table, "See the money of the service", f"/money?service={service}")
        + home_pieces.owed(viewer, "Money returns you owe", "budget_positions")
        + home_pieces.measures(
            "My measures", ask(queries.measures, service=viewer.service), "The service has no measure.",
            "See all of them", f"/measures?service={service}",
        )
    )  # fmt: skip


def team(viewer: Viewer) -> str:
    """This month, how it serves the council's aims, and what was told the manager."""
    service = quote(viewer.service)
    rows = [
        {
            "title": row["title"],
            "href": address("aim", row["item_code"]),
            "measures": overview_views.on_target(row),
            "actions": row["actions"],
        }
        for row in ask(queries_home.aims_served, viewer.service).to_dicts()
    ]
    columns = [
        fragments.Column("title", "Aim", "link", href="href"),
        fragments.Column("measures", "Our measures"),
        fragments.Column("actions", "Our open actions", "number"),
    ]
    aims = fragments.table("Aims we serve", columns, rows, "No link to an aim is in the plan.", quiet=True)
    measures = ask(queries.measures, service=viewer.service)
    monthly = measures.filter(pl.col("frequency") == "monthly")
    told = ask(queries_home.told_manager, viewer)
    return (
        home_pieces.handed(viewer.service)
        + home_pieces.measures(
            "This month", monthly if monthly.height else measures, "The team has no measure.",
            "See every measure of the service", f"/measures?service={service}",
        )
        + home_pieces.part("How we serve the council's aims", aims)
        + (home_pieces.said("What you told your manager", told, "") if told.height else "")
    )  # fmt: skip


def finance(viewer: Viewer) -> str:
    """What waits for finance's signature, money returns that are late, and what is over budget."""
    wanted = ask(queries.returns_wanted).filter(pl.col("dataset") == "budget_positions")
    owed = owed_views.table(wanted, "Money returns")
    over = ask(queries_council.exceptions).filter(pl.col("subject") == "budget").to_dicts()
    columns = [
        fragments.Column("title", "Fund and service", "link", href="href"),
        fragments.Column("why", "Why it is listed"),
    ]
    lines = [
        {
            "title": f"{row['title'].capitalize()}, {row['service_title']}",
            "href": f"/money?service={quote(row['service_code'])}",
            "why": row["why_listed"],
        }
        for row in over
    ]
    return (
        home_pieces.sign_offs(dataset="budget_positions")
        + home_pieces.part("Money returns that are due", owed, "All returns", "/returns")
        + home_pieces.part(
            "Over budget", fragments.table("Over budget", columns, lines, "Nothing is over budget.", quiet=True),
            "See all of the money", "/money",
        )
    )  # fmt: skip


def policy(viewer: Viewer) -> str:
    """The whole council's returns, what waits, and definitions to mend."""
    return late_returns() + home_pieces.sign_offs() + _definitions() + home_pieces.usage(viewer)


def late_returns() -> str:
    """Overdue returns by service, and how many more are due."""
    found = ask(queries_home.late_by_service)
    rows = [
        {
            "title": row["service"],
            "href": address("service", row["service_code"]),
            "late": row["late"],
            "days": figures.plural(row["most_days"], "working day"),
            "due": row["due"],
            "stopping": _stopping(row),
        }
        for row in found.filter(pl.col("late") > 0).to_dicts()
    ]
    columns = [
        fragments.Column("title", "Service", "link", href="href"),
        fragments.Column("late", "Overdue", "number"),
        fragments.Column("days", "Longest overdue"),
        fragments.Column("due", "Due and still to come", "number"),
    ]
    if found["held_up"].sum():
        columns.append(fragments.Column("stopping", "What is stopping them"))
    table = fragments.table("Returns by service", columns, rows, "No return is overdue.", quiet=True)
    due = int(found["due"].sum())
    said = f"{figures.plural(due, 'return')} more {figures.noun(due, 'is', 'are')} due and still to come."
    return home_pieces.part(
        "Returns by service", table + fragments.paragraph(said if due else ""), "See every return", "/returns"
    )


def _stopping(row: Row) -> str:
    """Of how many it was said what is stopping them; what it is stands beside each on the Returns page."""
    if not row["held_up"]:
        return "Not said"
    when = f", expected by {figures.date_words(row['expected_on'])}" if row["expected_on"] else ""
    return f"Said of {row['held_up']} of {row['late']}{when}"


def _definitions() -> str:
    found = ask(queries_home.definitions_to_mend)
    rows = [
        {
            "title": f"{row['title']} ({row['indicator_code']})",
            "href": address("measure", row["indicator_code"]),
            "missing": figures.joined(row["missing"]),
        }
        for row in found.head(MOST).to_dicts()
    ]
    columns = [fragments.Column("title", "Measure", "link", href="href"), fragments.Column("missing", "What to mend")]
    caption = f"{min(MOST, found.height)} of {found.height}, those with most to mend first"
    table = fragments.table(caption, columns, rows, "Every definition is whole.")
    return home_pieces.part("Definitions to mend", table, "See every definition", "/definitions")

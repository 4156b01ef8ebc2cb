"""Whether the system is read: which pages, in which roles, on how many days; never by whom."""

from __future__ import annotations

import polars as pl

from pimdata import figures, permissions, queries_trail
from pimdata.people import ROLES, Viewer
from pimdata.ui import fragments
from pimdata.ui.asking import fresh
from pimdata.ui.main_pages import TITLES

DAYS = 30


def head(viewer: Viewer) -> str:
    """Whether members really use it, in a sentence."""
    found = fresh(queries_trail.use_by_day, viewer, DAYS)
    return fragments.headline(
        f"{members(found)} Pages are counted by role and by day, never by person, and written once a minute; opening a page "
        "counts once, whatever is chosen on it afterwards.",
        "Usage",
    )


def members(found: pl.DataFrame) -> str:
    """What is said of councillors, from the counts of each day.

    >>> members(pl.DataFrame({"day": [1, 2], "councillors": [3, 0], "others": [1, 1]}))
    'In the last 30 days councillors opened 3 pages, on 1 day; everybody else opened 2.'
    """
    if not found.height:
        return f"Nobody has opened a page in the last {DAYS} days."
    pages, others = int(found["councillors"].sum()), int(found["others"].sum())
    if not pages:
        return f"No councillor has opened a page in the last {DAYS} days; everybody else opened {others:,}."
    on_days = figures.plural(found.filter(pl.col("councillors") > 0).height, "day")
    told = f"councillors opened {figures.plural(pages, 'page')}, on {on_days}"
    return f"In the last {DAYS} days {told}; everybody else opened {others:,}."


def by_page(viewer: Viewer) -> str:
    """Each page in each role."""
    rows = [
        {
            "page": TITLES.get(row["page"], row["page"]),
            "role": _role(row["role"]),
            "views": row["views"],
            "on_days": row["on_days"],
            "last_day": figures.date_words(row["last_day"]),
        }
        for row in fresh(queries_trail.use, viewer, DAYS).to_dicts()
    ]
    columns = [
        fragments.Column("page", "Page"),
        fragments.Column("role", "Role"),
        fragments.Column("views", "Times opened", "number"),
        fragments.Column("on_days", "Days", "number"),
        fragments.Column("last_day", "Last"),
    ]
    return fragments.section("Pages by role") + fragments.table(
        f"Pages opened in the last {DAYS} days", columns, rows, "No page has been counted yet.", quiet=True
    )


def _role(role: str) -> str:
    """A role, and whether it is a councillor's where its name does not say so.

    >>> _role("member"), _role("holder"), _role("finance")
    ('Any councillor', 'Portfolio holder, a councillor', 'Finance')
    """
    name = ROLES.get(role, role)
    return f"{name}, a councillor" if role in permissions.COUNCILLORS and "councillor" not in name else name


def by_day(viewer: Viewer) -> str:
    """Each day."""
    rows = [{**row, "day": figures.date_words(row["day"])} for row in fresh(queries_trail.use_by_day, viewer, DAYS).to_dicts()]
    columns = [
        fragments.Column("day", "Day"),
        fragments.Column("councillors", "By councillors", "number"),
        fragments.Column("others", "By others", "number"),
    ]
    return fragments.section("Pages by day") + fragments.table(
        "Pages opened each day", columns, rows, "No page has been counted yet.", quiet=True
    )

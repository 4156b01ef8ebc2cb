"""Money beneath the services: cost centres, and what was moved between them."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from pimdata import figures, queries_money, words
from pimdata.ui import delivery_views, fragments, money_views
from pimdata.ui.asking import ask
from pimdata.ui.frame import address

Row = dict[str, Any]

CENTRES_IN_FILE = (
    "cost_centre", "title", "service_code", "fund", "period", "approved_budget", "net_virements", "budget", "budget_to_date",
    "actual_to_date", "variance", "forecast_outturn", "forecast_variance", "forecast_variance_percent", "previous_forecast",
    "reason",
)  # fmt: skip


def choose_service() -> str:
    """Whose cost centres are listed."""
    with st.columns(2)[0]:
        return delivery_views.choose("service", "Service", delivery_views.services())


def centres(rows: pl.DataFrame) -> str:
    """Cost centres, each in its fund."""
    columns = [
        fragments.Column("title", "Cost centre"),
        fragments.Column("service", "Service and fund"),
        *money_views.MONEY_COLUMNS,
    ]
    listed = [
        {
            "title": f"{row['title']} ({row['cost_centre']})",
            "service": f"{row['service_title'] or row['service_code']}, {row['fund']}",
            **money_views.money_row(row),
        }
        for row in rows.to_dicts()
    ]
    return fragments.table(figures.plural(len(listed), "cost centre"), columns, listed, "No cost centre is listed.")


def virements(service: str) -> str:
    """Money moved, what for, and what has become of the measure it was for."""
    rows = [
        {
            "purpose": row["purpose"] or "No purpose is given",
            "on": delivery_views.day(row["on_date"]),
            "from": _centre(row["from_title"], row["from_cost_centre"]),
            "to": _centre(row["to_title"], row["to_cost_centre"]),
            "amount": money_views.pounds(row["amount"]),
            "by": row["decided_by"] or "–",
            "measure": row["measure_title"] or row["for_indicator"] or "None named",
            "href": address("measure", row["for_indicator"]) if row["for_indicator"] else "",
            "since": since_words(row),
        }
        for row in ask(queries_money.virements, service).to_dicts()
    ]
    columns = [
        fragments.Column("purpose", "Moved for"),
        fragments.Column("on", "Date"),
        fragments.Column("from", "From"),
        fragments.Column("to", "To"),
        fragments.Column("amount", "Amount", "number"),
        fragments.Column("by", "Decided by"),
        fragments.Column("measure", "Measure it was for", "link", href="href"),
        fragments.Column("since", "Has it improved?"),
    ]
    return fragments.table("Money moved between cost centres, newest first", columns, rows, "No money was moved.")


def _centre(title: str | None, code: str | None) -> str:
    return f"{title} ({code})" if title else code or "–"


def since_words(row: Row) -> str:
    """Which way the measure went since the money was moved."""
    if not row["for_indicator"]:
        return "–"
    if row["change"] not in ("better", "worse", "same"):
        return words.DIRECTIONS["n/a"]
    before, now = (
        figures.figure(row[name], row["unit"] or "", row["decimal_places"]) for name in ("before_value", "now_value")
    )
    periods = f"{figures.period_short(row['before_period'])} to {figures.period_short(row['now_period'])}"
    return f"{words.DIRECTIONS[row['change']]}: {before} to {now} ({periods})"

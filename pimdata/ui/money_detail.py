"""Money beneath the services: cost centres, and what was moved between them."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from pimdata import figures, queries_money, queries_why, words
from pimdata.moments import moment_words
from pimdata.ui import delivery_views, fragments, measure_views, money_views, why_views
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


def why(rows: pl.DataFrame) -> str:
    """What each cost centre's status rests on: the rule, and the file, row, load and person behind its forecast."""
    columns = [
        fragments.Column("title", "Cost centre"),
        fragments.Column("state", "Status and rule"),
        fragments.Column("file", "File"),
        fragments.Column("sent", "Sent by"),
        fragments.Column("signed", "Signed off by"),
        fragments.Column("before", "Earlier forecasts of this period"),
    ]
    period = rows["period"][0] if rows.height else ""
    found = ask(queries_why.sent_for, "budget_positions", period).to_dicts()
    listed = [_why(row, [one for one in found if one["code"] == row["cost_centre"]]) for row in rows.to_dicts()]
    rule = fragments.paragraph(
        "A forecast within 1% of the year's budget is on budget; more is over budget and less is under budget. The budget is "
        "what was approved, with money moved since."
    )
    table = fragments.table("What each status rests on", columns, listed, "No cost centre is listed.", quiet=True)
    return fragments.opening(why_views.TITLE, rule + table, is_open=bool(why_views.first("asked")))


def _why(row: Row, found: list[Row]) -> Row:
    sent = why_views.in_force(found, "budget_positions", row["period"])
    forecast, budget = (money_views.pounds(row[name]) for name in ("forecast_outturn", "budget"))
    told = {"file": "–", "sent": "–", "signed": "–", "before": "–"}
    if sent:
        told = {
            "file": f"{sent['file_name']}, row {sent['source_row']} (load {sent['load_id']})",
            "sent": f"{sent['by_whom']}, {moment_words(sent['loaded_at'])}",
            "signed": f"{sent['changed_by']}, {moment_words(sent['changed_at'])}",
            "before": why_views.earlier(found, sent),
        }
    percent = row["forecast_variance_percent"]
    return {
        "title": f"{row['title']} ({row['cost_centre']})",
        "state": f"Forecast {forecast} against a budget of {budget}"
        + (f": {percent.normalize() + 0:f}%" if percent is not None else ": no forecast is given"),
        **told,
    }


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
        return measure_views.no_direction(row)
    before, now = (
        figures.figure(row[name], row["unit"] or "", row["decimal_places"]) for name in ("before_value", "now_value")
    )
    periods = f"{figures.period_short(row['before_period'])} to {figures.period_short(row['now_period'])}"
    return f"{words.DIRECTIONS[row['change']]}: {before} to {now} ({periods})"

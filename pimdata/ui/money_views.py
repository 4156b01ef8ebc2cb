"""What pages say of money: fund by fund, each service beside what it achieved, and what was moved."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import quote

import polars as pl
import streamlit as st
from markupsafe import Markup

from pimdata import charts, figures, queries_money, queries_services, sentences
from pimdata.ui import delivery_views, fragments, show, why_views
from pimdata.ui.asking import ask
from pimdata.ui.delivery_views import sentence
from pimdata.ui.frame import address

Row = dict[str, Any]

# How a fund begins a sentence, and what may be done with it.
FUNDS = {
    "general fund": ("The general fund", "General fund", "What council tax, grant and charges pay for."),
    "housing revenue account": (
        "The housing revenue account",
        "Housing revenue account",
        "Tenants' rents; it may be spent on their homes only.",
    ),
    "capital": ("The capital programme", "Capital", "What is bought or built to last; money not spent moves to later years."),
    "ring-fenced": ("Ring-fenced money", "Ring-fenced", "Given or charged for one purpose; it may be spent on that only."),
}
NO_MONEY = "No budget or spending has been reported, so nothing can be said of money yet."
RULE = (
    "Funds are never added together. A forecast within 1% of the budget counts as on budget. Targets met are those of the "
    "same period."
)
MONEY_COLUMNS = [
    fragments.Column("budget", "Budget for the year"),
    fragments.Column("spent", "Spent so far", "number"),
    fragments.Column("forecast", "Forecast for the year", "number"),
    fragments.Column("status", "Against budget", "chip", "why_href"),
    fragments.Column("moved", "Forecast since last report, and why"),
]
STATES = {"over budget": "below", "on budget": "on", "under budget": "on", "no forecast": "info"}
IN_FILE = (
    "service_code", "service_title", "fund", "period", "measures_on", "measures_judged", "approved_budget", "net_virements",
    "budget", "budget_to_date", "actual_to_date", "variance", "forecast_outturn", "forecast_variance",
    "forecast_variance_percent", "previous_forecast", "cost_centres", "forecasts_missing", "state", "reason",
)  # fmt: skip


def choose_period() -> str:
    """The period asked for; empty where no money was reported."""
    known = ask(queries_money.periods)
    if not known:
        return ""
    with st.columns(2)[0]:
        return delivery_views.choose("period", "Period", {period: figures.period_words(period) for period in known})


def head(period: str = "") -> str:
    """One paragraph a fund, since funds are never added together; or that no money was reported, and the rule."""
    told = [sentences.money_paragraph(facts(fund)) for fund in ask(queries_money.funds, period).to_dicts()] if period else []
    return fragments.headline("\n\n".join([*told, RULE] if told else [NO_MONEY])) + (unreconciled(period) if told else "")


def unreconciled(period: str, service: str = "") -> Markup:
    """Said wherever money is shown that does not agree with the ledger it was taken from."""
    _, titles = ask(queries_services.portfolios_and_services)
    said = []
    for row in ask(queries_money.unreconciled, period, service).to_dicts():
        whose = figures.list_names(titles.get(code, code) for code in row["services"])
        total, reported = (figures.figure(row[name], "£", 2) for name in ("control_total", "reported"))
        sent = f"R-{row['load_id']:05d}, sent by {row['by_whom']}"
        said.append(f"Unreconciled: the ledger gives {total} spent for {whose}, and the return adds up to {reported} ({sent}).")
    return Markup("").join([*(fragments.banner(words, "problem") for words in said), _without_total(period, service)])


def _without_total(period: str, service: str) -> Markup:
    """Said where money came without the ledger's control total, so that nobody takes silence for agreement."""
    loads = [f"R-{number:05d}" for number in ask(queries_money.without_total, period, service)]
    if not loads:
        return Markup("")
    words = "Whether it agrees with the ledger is not known."
    return fragments.banner(f"No control total was given with {figures.list_names(loads, most=6)}. {words}", "note")


def facts(fund: Row) -> sentences.MoneyFacts:
    """A fund, for its paragraph."""
    return sentences.MoneyFacts(
        name=fund_words(fund["fund"])[0],
        period=fund["period"],
        approved_budget=fund["budget"],
        variance=fund["variance"],
        forecast_variance=fund["forecast_variance"],
        over_names=tuple(fund["over_names"]),
    )


def fund_words(key: str) -> tuple[str, str, str]:
    """How a fund begins a sentence, its name as a heading, and what it is."""
    return FUNDS.get(key, (key.capitalize(), key.capitalize(), ""))


def by_service(period: str) -> None:
    """Each fund under its own heading: what every service achieved and what it is forecast to spend."""
    services = ask(queries_money.services, period)
    for fund in ask(queries_money.funds, period).to_dicts():
        _, name, meaning = fund_words(fund["fund"])
        rows = services.filter(pl.col("fund") == fund["fund"])
        show.html(fragments.section(name), fragments.paragraph(meaning), table(rows, f"{name} by service", fund))
        if fund["fund"] == "general fund":
            _bars(rows)


def table(rows: pl.DataFrame, caption: str, fund: Row | None = None) -> str:
    """Services beside what they met and what they cost; the last row is the fund as a whole."""
    columns = [
        fragments.Column("title", "Service", "link", href="href"),
        fragments.Column("met", "Targets met"),
        *MONEY_COLUMNS,
    ]
    listed = [_service_row(row) for row in rows.to_dicts()]
    if fund and rows.height > 1:
        listed.append({"title": "The whole fund", "href": "", "met": "–", **money_row(fund)})
    return fragments.table(caption, columns, listed, "No money was reported.")


def by_fund(rows: pl.DataFrame, caption: str) -> str:
    """Money of one service, or of those of a portfolio, a row each fund."""
    columns = [fragments.Column("title", "Fund", "link", href="href"), *MONEY_COLUMNS]
    several = rows["service_code"].n_unique() > 1
    listed = [
        {
            "title": f"{fund_words(row['fund'])[1]}{', ' + row['service_title'] if several else ''}",
            "href": f"/money?service={quote(row['service_code'])}",
            **money_row(row),
        }
        for row in rows.to_dicts()
    ]
    return fragments.table(caption, columns, listed, NO_MONEY)


def _service_row(row: Row) -> Row:
    met = f"{row['measures_on']} of {row['measures_judged']}" if row["measures_judged"] else "None judged"
    return {
        "title": row["service_title"] or row["service_code"],
        "href": address("service", row["service_code"]),
        "met": met,
        **money_row(row),
    }


def money_row(row: Row) -> Row:
    """The cells of `MONEY_COLUMNS`."""
    return {
        "why_href": why_views.address(f"/money?service={quote(row['service_code'])}") if row.get("service_code") else "",
        "budget": budget_words(row),
        "spent": pounds(row["actual_to_date"]),
        "forecast": pounds(row["forecast_outturn"]),
        "status": STATES[row["state"]],
        "status_words": variance_words(row),
        "moved": f"{moved_words(row['forecast_moved'])}. {sentence(row['reason'] or '')}".strip(),
    }


def pounds(amount: Decimal | None) -> str:
    """Whole pounds."""
    return figures.figure(amount, "£", 0) if amount is not None else "–"


def budget_words(row: Row) -> str:
    """The year's budget, and what of it was moved in or out."""
    moved = row["net_virements"]
    if not moved:
        return pounds(row["budget"])
    return f"{pounds(row['budget'])}, with {pounds(abs(moved))} moved {'in' if moved > 0 else 'out'}"


def variance_words(row: Row) -> str:
    """How far the forecast is over or under, in pounds and per cent; never with a sign."""
    variance, percent = row["forecast_variance"], row["forecast_variance_percent"]
    if variance is None:
        return no_forecast_words(row.get("forecasts_missing"), row.get("cost_centres"))
    if not figures.shown(variance, "£", 0):
        return "On budget"
    share = f" ({figures.figure(abs(percent), 'percent', 1)})" if percent is not None else ""
    return f"{pounds(abs(variance))} {'over' if variance > 0 else 'under'}{share}"


def no_forecast_words(missing: int | None, cost_centres: int | None) -> str:
    """Why there is none: a part of the whole is never shown as the whole.

    >>> no_forecast_words(1, 5), no_forecast_words(5, 5), no_forecast_words(None, None)
    ('No forecast: 1 of 5 cost centres gives none', 'No forecast', 'No forecast')
    """
    if not missing or missing == cost_centres:
        return "No forecast"
    return f"No forecast: {missing} of {cost_centres} cost centres {figures.noun(missing, 'gives', 'give')} none"


def moved_words(moved: Decimal | None) -> str:
    """How the forecast moved since the report before."""
    if moved is None:
        return "First report of the year"
    if not figures.shown(moved, "£", 0):
        return "No change"
    return f"{pounds(abs(moved))} {'higher' if moved > 0 else 'lower'}"


def _bars(rows: pl.DataFrame) -> None:
    """The general fund's services as bars; those without a forecast are in the table only."""
    known = rows.filter(pl.col("forecast_variance").is_not_null())
    if not known.height:
        return
    said = [variance_words(row) for row in known.to_dicts()]
    services = known.select(
        service=pl.col("service_title").fill_null(pl.col("service_code")), forecast_variance="forecast_variance"
    )
    drawing = charts.budget_bars(services.with_columns(words=pl.Series(said, dtype=pl.String)))
    names = services["service"].to_list()
    ends = f"{names[0]}, {said[0]}, to {names[-1]}, {said[-1]}" if len(names) > 1 else f"{names[0]}, {said[0]}"
    alt = (
        f"Bar chart of the forecast against the budget of each service in the general fund: {ends}. Figures in the table above."
    )
    show.html(fragments.section("General fund: forecast against budget"))
    show.chart(drawing.spec, drawing.frame, alt, key="budget_bars")


def newest() -> str:
    """The newest period with money; empty where there is none."""
    known = ask(queries_money.periods)
    return known[0] if known else ""

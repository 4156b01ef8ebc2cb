"""What pages say of services and portfolios: who answers, the health card, and everything beneath it."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import polars as pl
import streamlit as st

from pimdata import figures, queries, queries_council, queries_delivery, queries_money, queries_services, sentences
from pimdata.people import Viewer
from pimdata.ui import (
    action_views,
    choices,
    downloads,
    fragments,
    measure_views,
    money_views,
    overview_views,
    owed_views,
    risk_views,
    show,
)
from pimdata.ui.asking import ask

Row = dict[str, Any]

NOT_SAID = "Not given in the council's papers"
MEASURES_IN_FILE = (
    "indicator_code", "title", "service_code", "portfolio", "period", "unit", "value", "target", "status", "reason",
    "previous_value", "change_on_previous", "same_period_last_year", "change_on_year", "expected", "expected_status",
)  # fmt: skip


class Scope(NamedTuple):
    """What a page is about: one service, or one portfolio."""

    title: str
    service: str = ""
    portfolio: str = ""

    @property
    def asked(self) -> dict[str, str]:
        """As a question takes it."""
        return {"service": self.service, "portfolio": self.portfolio}

    @property
    def query(self) -> dict[str, str]:
        """As an address takes it."""
        return {name: value for name, value in self.asked.items() if value}


def asked() -> Scope | None:
    """What the address names; None where there is no such service or portfolio."""
    service, portfolio = choices.asked("s"), choices.asked("p")
    if service:
        found = ask(queries_services.service, service)
        return Scope(found["title"], service=found["service_code"]) if found else None
    held = ask(queries_services.portfolios)["portfolio"].to_list()
    return Scope(f"{portfolio} portfolio", portfolio=portfolio) if portfolio in held else None


def missing() -> str:
    """What is said where the address names none."""
    wanted = choices.asked("s") or choices.asked("p")
    said = f"There is no service or portfolio “{wanted}”." if wanted else "The address names no service."
    return fragments.headline(f"{said} Choose one from the list.", "No such service" if wanted else "Choose a service")


def portfolios() -> str:
    """Portfolios with their holders and services."""
    rows = [
        {
            "title": row["portfolio"],
            "href": f"/service?p={quote(row['portfolio'])}",
            "holder": holder(row),
            "services": figures.joined(row["services"]) if row["services"] else "–",
        }
        for row in ask(queries_services.portfolios).to_dicts()
    ]
    columns = [
        fragments.Column("title", "Portfolio", "link", href="href"),
        fragments.Column("holder", "Holder"),
        fragments.Column("services", "Services"),
    ]
    listed = fragments.table(
        "Portfolios, their holders and services", columns, rows, "No portfolio has been loaded.", quiet=True
    )
    return fragments.section("By portfolio") + listed


def holder(row: Row) -> str:
    """The holder as the papers name them, else the post."""
    return row["holder"] or f"{row['portfolio']} portfolio holder"


def people(scope: Scope) -> list[tuple[str, str]]:
    """Who answers for it."""
    if scope.portfolio:
        held = ask(queries_services.portfolios).filter(pl.col("portfolio") == scope.portfolio).row(0, named=True)
        return [("Portfolio holder", holder(held)), ("Services", figures.joined(held["services"]) or "–")]
    service = ask(queries_services.service, scope.service) or {}
    held_by = [
        holder(row) if not row["holder"] else f"{row['holder']} ({row['portfolio']})"
        for row in ask(queries_services.portfolios, service=scope.service).to_dicts()
    ]
    return [
        ("Portfolio holder" if len(held_by) < 2 else "Portfolio holders", figures.joined(held_by) or NOT_SAID),
        ("Head of service", service.get("head_of_service") or NOT_SAID),
        ("Data quality champion", service.get("data_quality_champion") or NOT_SAID),
    ]


def sentence(scope: Scope) -> str:
    """The service in one paragraph."""
    period = next(iter(ask(queries_council.periods)), "")
    if not period:
        return "No figures have been returned yet."
    counted = ask(queries_services.results, period, service=scope.service, portfolio=scope.portfolio)
    measures = ask(queries.measures, period=period, service=scope.service, portfolio=scope.portfolio).to_dicts()
    money = _money(scope)
    risks = risk_views.facts(service=scope.service, portfolio=scope.portfolio)
    return sentences.service_paragraph(
        sentences.ServiceFacts(
            service=scope.title if scope.service else f"the {scope.title}",
            period=period,
            on=counted.on,
            judged=counted.judged,
            worst=_first(measures, "status", ("below", "near")),
            best=_first([row for row in measures if row["status"] == "on"], "change_on_previous", ("better",)),
            actions=action_views.facts(service=scope.service, portfolio=scope.portfolio),
            budget_variance=money["forecast_variance"][0] if money.height == 1 else None,
            top_risk=risks.top_name,
            top_risk_score=risks.top_score,
            top_risk_band=risks.top_band,
        )
    )


def _first(rows: list[Row], name: str, values: tuple[str, ...]) -> sentences.MeasureFacts | None:
    found = next((row for row in rows if row["class"] == "target" and row[name] in values), None)
    return measure_views.facts_of(found) if found else None


def _money(scope: Scope) -> pl.DataFrame:
    return ask(queries_money.services, money_views.newest(), service=scope.service, portfolio=scope.portfolio)


def listed(scope: Scope) -> str:
    """Needs attention and going well, whole, as on the Overview."""
    return overview_views.listed(Viewer(service=scope.service, portfolio=scope.portfolio), show_all=True)


def measures(scope: Scope) -> str:
    """Its measures, worst first."""
    rows = ask(queries.measures, service=scope.service, portfolio=scope.portfolio)
    return fragments.section("Measures") + measure_views.table(f"{figures.plural(rows.height, 'measure')}, worst first", rows)


def actions(scope: Scope) -> str:
    """Its open actions, late first, and how many stand where."""
    choice = action_views.Choice(service=scope.service, portfolio=scope.portfolio)
    rows = action_views.listed(choice)
    said = fragments.paragraph(
        sentences.actions_paragraph(action_views.facts(service=scope.service, portfolio=scope.portfolio))
    )
    table = action_views.table(rows, f"{figures.plural(rows.height, 'open action')}, the latest first", "No action is open.")
    return fragments.section("Actions") + said + action_views.counts(choice) + table


def risks(scope: Scope) -> str:
    """Its risks, the highest first."""
    rows = ask(queries_delivery.risks, service=scope.service, portfolio=scope.portfolio)
    said = fragments.paragraph(sentences.risks_paragraph(risk_views.facts(service=scope.service, portfolio=scope.portfolio)))
    caption = f"{figures.plural(rows.height, 'risk')}, the highest first"
    return fragments.section("Risks") + said + risk_views.table(rows, caption, "No risk is on a register.")


def money(scope: Scope) -> str:
    """Its money, each fund by itself."""
    period = money_views.newest()
    rows = _money(scope)
    caption = f"Money by fund, {figures.period_words(period)}" if period else "Money by fund"
    note = money_views.unreconciled(period, scope.service) if scope.service and period else ""
    return fragments.section("Money by fund") + note + money_views.by_fund(rows, caption)


def owed(scope: Scope) -> str:
    """Returns that are due, in part or overdue."""
    wanted = ask(queries.returns_wanted, service=scope.service)
    if not scope.service:
        names = ask(queries_services.services, portfolio=scope.portfolio)["service_code"]
        wanted = wanted.filter(pl.col("service_code").is_in(names.implode()))
    return fragments.section("What it owes") + owed_views.table(wanted, "Returns due or overdue")


def plan(scope: Scope) -> None:
    """The prose of its service plan, where the papers hold one; closed until it is wanted."""
    found = ask(queries_services.service_plan, scope.service)
    if not found.height:
        return
    show.html(fragments.section("Service plan"))
    with st.expander(f"{show.plain(found['plan'][0])}: {figures.plural(found.height, 'section')}"):
        pairs = [(f"{row['section_no']}. {row['title']}", row["text"]) for row in found.to_dicts()]
        show.html(fragments.definition_list(pairs))


def query(scope: Scope, **more: str) -> str:
    """Part of an address that keeps to this service or portfolio."""
    return urlencode(scope.query | more)


def files(scope: Scope) -> None:
    """Every table of the page as a file."""
    show.html(fragments.section("Take the figures with you"))
    downloads.csv_button(
        "measures", ask(queries.measures, service=scope.service, portfolio=scope.portfolio).select(MEASURES_IN_FILE)
    )
    downloads.csv_button(
        "actions", ask(queries_delivery.actions, service=scope.service, portfolio=scope.portfolio).select(action_views.IN_FILE)
    )
    downloads.csv_button(
        "risks", ask(queries_delivery.risks, service=scope.service, portfolio=scope.portfolio).select(risk_views.IN_FILE)
    )
    downloads.csv_button("money by fund", _money(scope).select(money_views.IN_FILE))

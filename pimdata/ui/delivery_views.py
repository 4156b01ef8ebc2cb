"""What pages of actions and of risks share: chips, links, history, and what is said of a code that is not there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from pimdata import figures, queries, queries_services, words
from pimdata.ui import choices, fragments, measure_views, show
from pimdata.ui.asking import ask, now
from pimdata.ui.frame import address

Row = dict[str, Any]

# The shape and colour that stand for what dates say of an action, and for the band of a risk.
ACTION_CHIPS = {
    "overdue": "below",
    "due_soon": "near",
    "revised": "near",
    "on_track": "on",
    "no_date": "info",
    "complete": "on",
    "deferred": "info",
    "cancelled": "info",
    "closed": "due",
}
RISK_CHIPS = {"very high": "below", "high": "near", "moderate": "info", "low": "on"}
DATASETS = {"action_updates": "Progress", "risk_assessments": "Score"}
STATES = {"signed off": "Replaced", "withdrawn": "Withdrawn"}


def rag_words(rag: str) -> str:
    """What the dates say of an action, as people see it."""
    return words.ACTION_RAGS.get(rag, rag.replace("_", " ").capitalize())


def sentence(text: str) -> str:
    """Words as a sentence of their own; nothing for none."""
    told = text.strip()
    return f"{told[:1].upper()}{told[1:]}{'' if told.endswith(('.', '?', '!')) else '.'}" if told else ""


def day(value: date | None, otherwise: str = "–") -> str:
    """A date in words, or what stands in its place."""
    return figures.date_words(value) if value else otherwise


def short_day(value: date | None, otherwise: str = "–") -> str:
    """A date where there is little room, as 24 Sep 2010."""
    if value is None:
        return otherwise
    return f"{value.day} {figures.MONTHS[value.month - 1][:3]} {value.year}"


def portfolio_words(row: Mapping[str, Any]) -> str:
    """The portfolio that answers, with its holder where the papers name one."""
    return f"{row['portfolio']}{' (' + row['holder'] + ')' if row['holder'] else ''}" if row["portfolio"] else ""


def age(value: date | None) -> str:
    """When something was last said, and how long ago that is."""
    if value is None:
        return "Nothing reported"
    days = (now().today - value).days
    return f"{short_day(value)} ({figures.plural(days, 'day')} ago)"


def services() -> dict[str, str]:
    """Services to choose from."""
    return {"": "All services"} | dict(ask(queries_services.services).select("service_code", "title").iter_rows())


def portfolios() -> dict[str, str]:
    """Portfolios to choose from."""
    return {"": "All portfolios"} | {name: name for name in ask(queries_services.portfolios)["portfolio"]}


def choose_show() -> str:
    """Which part of the page is shown: its address is the agenda's."""
    return choices.radio("show", "Show", {"actions": "Actions", "risks": "Risks"})


def choose(name: str, label: str, options: Mapping[str, str]) -> str:
    """One of many, kept in the address; the first is the default. An address that asks for what is not there is told."""
    if wrong := choices.unknown(name, options):
        default = next(iter(options.values()))
        show.html(fragments.banner(f"{label}: there is no “{wrong}”. “{default}” is shown instead.", "note"))
    return choices.select(name, label, options)


def choose_all(boxes: Mapping[str, tuple[str, Mapping[str, str]]]) -> None:
    """Several choices side by side."""
    for place, (name, (label, options)) in zip(st.columns(len(boxes)), boxes.items(), strict=True):
        with place:
            choose(name, label, options)


def linked(code: str, skip: tuple[str, ...] = ()) -> str:
    """What a thing is for and what serves it: measures with their status, the rest by name."""
    found = ask(queries.linked, code)
    codes = tuple(found.filter(pl.col("kind") == "measure")["code"].to_list())
    rows = [
        {
            "title": f"{row['title']} ({row['code']})",
            "href": address(row["kind"], row["code"]),
            "kind": row["kind"].capitalize(),
            "direction": "It serves this" if row["direction"] == "serves" else "This serves it",
        }
        for row in found.filter(pl.col("kind") != "measure").to_dicts()
        if row["kind"] not in skip
    ]
    columns = [
        fragments.Column("title", "Linked to", "link", href="href"),
        fragments.Column("kind", "What it is"),
        fragments.Column("direction", "How"),
    ]
    measures = _measures(codes) if codes else fragments.paragraph("No measure is linked, so none can show whether it works.")
    others = fragments.table("Actions, risks and parts of the plan", columns, rows, "Nothing else is linked.")
    return fragments.section("Is it working?") + measures + others


def _measures(codes: tuple[str, ...]) -> str:
    return measure_views.table("Measures it is linked to", ask(queries.measures, codes=codes))


def history(code: str) -> str:
    """Every value a code has had: who sent it, when, in which file, and whether it stands."""
    columns = [
        fragments.Column("as_of", "As at"),
        fragments.Column("part", "Of"),
        fragments.Column("value", "Value"),
        fragments.Column("said", "Said"),
        fragments.Column("sent", "Sent"),
        fragments.Column("state", "State"),
    ]
    rows = [_sent(row) for row in ask(queries.history, code).to_dicts()]
    return fragments.table("Every value sent, newest first", columns, rows, "Nothing has been sent.", quiet=True)


def _sent(row: Mapping[str, Any]) -> Row:
    what = DATASETS.get(row["dataset"], row["dataset"])
    return {
        "as_of": short_day(date.fromisoformat(row["period"])),
        "part": f"Step {row['part']}" if row["part"] else what,
        "value": row["value"].capitalize(),
        "said": row["said"] or "–",
        "sent": f"{row['by_whom']}, {short_day(row['loaded_at'].date())}, {row['file_name']}",
        "state": "In force" if row["is_in_force"] else STATES.get(row["state"], row["state"]),
    }


def unknown(kind: str, code: str) -> str:
    """What is said of a code that is not there."""
    said = f"There is no {kind} with the code “{code}”." if code else f"The address names no {kind}."
    return fragments.headline(f"{said} Choose one from the list.", f"No such {kind}" if code else f"Choose one: {kind}s")

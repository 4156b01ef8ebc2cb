"""What pages say of actions: the list with its choices, and one action from its plan to what came of it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, NamedTuple
from urllib.parse import urlencode

import polars as pl

from pimdata import figures, queries, queries_delivery, sentences
from pimdata.ui import choices, delivery_views, fragments, why_views
from pimdata.ui.asking import ask
from pimdata.ui.delivery_views import ACTION_CHIPS, rag_words, sentence, short_day
from pimdata.ui.frame import address

Row = dict[str, Any]

STATES = {
    "open": "Open",
    "late": "Late",
    "due_90": "Due in the next 90 days",
    "due_soon": "Due soon (30 days)",
    "revised": "Date revised",
    "on_track": "On track",
    "complete": "Complete",
    "stopped": "Deferred or cancelled",
    "closed": "Closed, its plan has ended",
    "all": "All",
}
# The paper that lists them heads each table "the 33 Council Actions" and sets out fewer.
COUNCIL_ACTIONS = ("Council Actions", 33)
COLUMNS = [
    fragments.Column("title", "Action", "link", href="href"),
    fragments.Column("plan", "Plan"),
    fragments.Column("planned", "Planned"),
    fragments.Column("due", "Due now"),
    fragments.Column("status", "By its dates", "chip", "why_href"),
    fragments.Column("reported", "Reported"),
    fragments.Column("reason", "Why"),
    fragments.Column("updated", "Last update"),
]
IN_FILE = (
    "action_code", "title", "plan", "kind", "portfolio", "service_code", "officer", "start_date", "original_due_date",
    "due_date", "date_changes", "date_reason", "rag", "days_late", "delivery_state", "percent_complete", "steps_complete",
    "steps", "comment", "last_update",
)  # fmt: skip


class Choice(NamedTuple):
    """Which actions are asked for."""

    state: str = "open"
    service: str = ""
    plan: str = ""
    item: str = ""
    portfolio: str = ""

    def scope(self) -> dict[str, str]:
        """The choice without the state, as a question takes it."""
        return {name: value for name, value in self._asdict().items() if name != "state"}


def _options() -> dict[str, tuple[str, dict[str, str]]]:
    """What may be chosen, the default first. An ended plan is shown whole, since nothing in it is open."""
    plans = ask(queries_delivery.plans)
    ended = {row["plan"] for row in plans.to_dicts() if row["has_ended"]}
    states = {"all": STATES["all"]} | STATES if choices.asked("plan") in ended else STATES
    return {
        "state": ("State", states),
        "service": ("Service", delivery_views.services()),
        "plan": ("Plan", {"": "All that stand"} | _plan_words(plans)),
        "item": ("Aim or objective", {"": "All of the plan"} | _items()),
        "portfolio": ("Portfolio", delivery_views.portfolios()),
    }


def asked() -> Choice:
    """The reader's choice, from the address."""
    return Choice(**{name: choices.among(name, options) for name, (_, options) in _options().items()})


def choose() -> None:
    """The boxes that narrow the list; they write the address, and the address is what is asked."""
    delivery_views.choose_all(_options())


def _plan_words(plans: pl.DataFrame) -> dict[str, str]:
    return {row["plan"]: f"{row['plan']}{' (ended)' if row['has_ended'] else ''}" for row in plans.to_dicts()}


def _items() -> dict[str, str]:
    things = ask(queries.things).filter(~pl.col("kind").is_in(["measure", "action", "risk", "service"]))
    return {code: f"{code}: {title}" for code, _, title in things.sort("code").iter_rows()}


def facts(**scope: str) -> sentences.ActionFacts:
    """Counts of the actions asked for, for a sentence."""
    counts = ask(queries_delivery.action_counts, **scope)
    known = {field.name for field in fields(sentences.ActionFacts)}
    return sentences.ActionFacts(**{name: value for name, value in counts.items() if name in known and value is not None})


def head(choice: Choice) -> str:
    """The paragraph, and what a reader of one plan should know of it."""
    said = sentences.actions_paragraph(facts(**choice.scope()))
    return fragments.headline(f"{said}\n\n{_of_plan(choice.plan)}")


def council_actions(plan: str = "") -> list[str]:
    """How many of the council's own actions are held, where its plan is, or the one asked for."""
    name, number = COUNCIL_ACTIONS
    return [
        f"{row['actions']} of {number} {name} are in the council's papers and here."
        for row in ask(queries_delivery.plans).to_dicts()
        if row["plan"].startswith(name) and plan in ("", row["plan"])
    ]


def _of_plan(plan: str) -> str:
    held = {row["plan"]: row for row in ask(queries_delivery.plans).to_dicts()}
    told = council_actions(plan)
    if plan in held and held[plan]["has_ended"]:
        ended = figures.date_words(held[plan]["ended_on"])
        told.append(f"The {plan} ended on {ended}: what was not complete is listed as closed, and is not counted as late.")
    return " ".join(told)


def counts(choice: Choice) -> str:
    """How many stand where, each a link to its list."""
    found = ask(queries_delivery.action_counts, **choice.scope())
    shown = [
        ("below", "Late", "late", found["late"]),
        ("near", "Due soon", "due_soon", found["due_soon"]),
        ("near", "Date revised", "revised", found["revised"]),
        ("on", "On track", "on_track", found["on_time"]),
        ("on", "Complete", "complete", found["done"]),
        ("info", "Deferred or cancelled", "stopped", found["stopped"]),
        ("due", "Closed", "closed", found["closed"]),
    ]
    # Where a plan has ended, only what became of it is told; where it stands, nothing is closed.
    shown = [item for item in shown if (item[3] if found["closed"] else item[2] != "closed")]
    items = [fragments.Count(chip, said, number, _href(choice, state)) for chip, said, state, number in shown]
    return fragments.count_strip(items, "How many actions stand where")


def _href(choice: Choice, state: str) -> str:
    kept = {name: value for name, value in choice.scope().items() if value}
    return f"/actions?{urlencode({'state': state} | kept)}"


def listed(choice: Choice) -> pl.DataFrame:
    """The actions asked for, late first, longest first."""
    return ask(queries_delivery.actions, state="" if choice.state == "all" else choice.state, **choice.scope())


def table(rows: pl.DataFrame, caption: str, empty: str = "No action is listed with these choices.") -> str:
    """Actions as a table: what is reported and what the dates say are two columns."""
    return fragments.table(caption, COLUMNS, [list_row(row) for row in rows.to_dicts()], empty)


def register(rows: pl.DataFrame, choice: Choice) -> str:
    """The list under its heading."""
    caption = f"{figures.plural(rows.height, 'action')}, the latest first"
    return fragments.section(f"Actions: {STATES[choice.state].lower()}") + table(rows, caption)


def list_row(row: Row) -> Row:
    """An action as a row of a list."""
    return {
        "title": f"{row['title']} ({row['action_code']})",
        "href": address("action", row["action_code"]),
        "why_href": why_views.address(address("action", row["action_code"])),
        "plan": row["plan"] or "–",
        "planned": short_day(row["original_due_date"], row["due_text"] or "No date"),
        "due": short_day(row["due_date"], "No date"),
        "status": ACTION_CHIPS[row["rag"]],
        "status_words": rag_words(row["rag"]),
        "reported": f"{sentence(row['delivery_state'])} {progress_words(row)}".strip(),
        "reason": reason_words(row),
        "updated": delivery_views.age(row["last_update"]),
    }


def progress_words(row: Row) -> str:
    """Steps done, and what was last said."""
    said = sentence(row["comment"] or "")
    steps = f"{row['steps_complete']} of {figures.plural(row['steps'], 'step')} done." if row["steps"] else ""
    return " ".join(part for part in ("" if "steps done" in said else steps, said) if part)


def reason_words(row: Row) -> str:
    """Which rule gave its state, and why its date moved."""
    if row["days_late"]:
        told = [f"{figures.plural(row['days_late'], 'day')} late."]
    else:
        told = [sentence(row["reason"])] if row["rag"] != "revised" else []
    if row["date_changes"]:
        times = {1: "once", 2: "twice"}.get(row["date_changes"], f"{row['date_changes']} times")
        told.append(sentence(f"Its date was put back {times}: {row['date_reason'] or 'no reason was given'}"))
    return " ".join(told)

"""What a sender keeps: the receipt of what was just sent, and of anything that was sent before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pimdata import figures, queries_signing, stages, templates
from pimdata.models import DATASETS
from pimdata.moments import moment_words
from pimdata.people import Viewer
from pimdata.queries_signing import Waiting
from pimdata.returns import Receipt
from pimdata.ui import downloads, fragments, returns_changes, returns_views, show
from pimdata.ui.asking import ask, now

Owed = Mapping[str, Any]
Lines = list[tuple[str, str]]


def received(sent: Receipt, owed: Owed | None) -> str:
    """What was received, from whom and when."""
    told = fragments.banner(f"Return received. Reference {sent.reference}.", "good")
    return told + fragments.definition_list(lines(sent, owed))


def lines(sent: Receipt, owed: Owed | None) -> Lines:
    """A receipt as terms and values.

    Args:
        owed: the return it is of, as `returns_owed` has it; None where it is of none.
    """
    due = f", due on {figures.date_words(owed['due_date'])}" if owed and sent.rows_held else ""
    return [
        ("Reference", sent.reference),
        ("Return", _return(sent.dataset, sent.period)),
        *([("Service", owed["service"])] if owed and owed["service"] else []),
        ("File", sent.file_name),
        ("Fingerprint (SHA-256)", sent.sha256),
        ("Rows sent", f"{sent.rows_sent}: {sent.new} new, {sent.changed} changed, {sent.unchanged} unchanged"),
        ("Rows explained", str(sent.rows_explained)),
        ("Rows kept back", f"{sent.rows_held}{due}"),
        ("Sent by", sent.by_whom),
        ("Sent at", moment_words(sent.sent_at)),
        ("Stage", stages.stage_words(sent.stage)),
        ("Next", stages.what_next(sent.stage, sent.signer)),
    ]


def text(sent: Receipt, owed: Owed | None, stored: Sequence[Mapping[str, Any]]) -> str:
    """The receipt as a text file, with the figures as they were stored."""
    values = [
        f"{row['indicator_code']}, {row['period']}: {returns_changes.figure(row, 'value')}" for row in stored if "title" in row
    ]
    return _as_text("Return received.", lines(sent, owed), values)


def of_earlier(viewer: Viewer, sent: Sequence[Waiting]) -> None:
    """A way to get the receipt again of anything sent lately, for those who may send it."""
    among = {each.load_id: each for each in sent if each.allows(viewer, "work on draft")}
    if not among:
        return
    picked = st.selectbox(
        "Receipt of a return sent before",
        list(among),
        index=None,
        format_func=lambda number: f"{among[number].reference}, {among[number].file_name}",
        placeholder="Choose one",
        key="receipt of",
    )
    if picked is not None:
        found = among[picked]
        made = _as_text("Receipt, as the return stands now.", _lines_of(found), _values_of(viewer, found))
        name = f"{found.reference}.txt"
        downloads.button(show.plain(f"Download {name}"), lambda: made, name, "text/plain", f"receipt {picked}", picked)


def _lines_of(found: Waiting) -> Lines:
    services = ask(queries_signing.service_titles, found.services)
    return [
        ("Reference", found.reference),
        ("Return", _return(found.dataset, found.period)),
        *([("Service", figures.list_names(services))] if services else []),
        ("File", found.file_name),
        ("Fingerprint (SHA-256)", found.sha256),
        ("Rows sent", str(found.rows_stored)),
        ("Rows explained", str(len(found.explanations))),
        ("Sent by", found.by_whom),
        ("Sent at", moment_words(found.loaded_at)),
        ("Stage", f"{stages.stage_words(found.state)}, by {found.changed_by}, {moment_words(found.changed_at)}"),
    ]


def _values_of(viewer: Viewer, found: Waiting) -> list[str]:
    """The rows as they were stored; scores for those alone who read what is exempt."""
    if found.dataset == "risk_assessments" and not found.allows(viewer, "see exempt"):
        return []
    key = DATASETS[found.dataset].key
    rows = queries_signing.rows_of(now().db(), found).to_dicts()
    told = [{name: templates.cell(value) for name, value in row.items() if name != "source_row"} for row in rows]
    return [
        ", ".join(row[name] for name in key if row[name])
        + ": "
        + "; ".join(f"{name} {text}" for name, text in row.items() if text and name not in key)
        for row in told
    ]


def _return(dataset: str, period: str) -> str:
    return returns_views.title(dataset) + (f", {figures.period_name(period)}" if period else "")


def _as_text(first: str, told: Lines, values: Sequence[str]) -> str:
    said = [f"{term}: {words}" for term, words in told]
    stored = ["Values as stored:", *(f"  {each}" for each in values)] if values else []
    return "\n".join([first, *said, *stored, ""])

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
from pimdata.reading import ROW
from pimdata.returns import Receipt
from pimdata.ui import downloads, fragments, returns_ledger, returns_views, show
from pimdata.ui.asking import ask, now

MOST = 500  # rows whose values a receipt repeats; a larger file is known by its fingerprint
Owed = Mapping[str, Any]
Lines = list[tuple[str, str]]


def received(sent: Receipt, owed: Owed | None) -> str:
    """What was received, from whom and when.

    Args:
        owed: the return it is of, as `returns_owed` has it; None where it is of none.
    """
    told = fragments.banner(f"Return received. Reference {sent.reference}.", "good")
    return told + fragments.definition_list(_of_receipt(sent, owed, queries_signing.get(now().db(), sent.load_id)))


def download(viewer: Viewer, sent: Receipt, owed: Owed | None) -> None:
    """The receipt as a file, with the rows as they were stored."""
    found = queries_signing.get(now().db(), sent.load_id)
    _button("Download the receipt", _as_text("Return received.", _of_receipt(sent, owed, found), _stored(viewer, found)), found)


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
        text = _as_text("Receipt, as the return stands now.", _of_load(found), _stored(viewer, found))
        _button(f"Download {found.reference}.txt", text, found)


def _of_receipt(sent: Receipt, owed: Owed | None, found: Waiting) -> Lines:
    due = f", due on {figures.date_words(owed['due_date'])}" if owed and sent.rows_held else ""
    return [
        *_of_file(sent, [owed["service"]] if owed and owed["service"] else []),
        ("Rows sent", f"{sent.rows_sent}: {sent.new} new, {sent.changed} changed, {sent.unchanged} unchanged"),
        ("Rows explained", str(sent.rows_explained)),
        ("Rows kept back", f"{sent.rows_held}{due}"),
        *_of_ledger(found),
        ("Sent by", sent.by_whom),
        ("Sent at", moment_words(sent.sent_at)),
        ("Stage", stages.stage_words(sent.stage)),
        ("Next", stages.what_next(sent.stage, sent.signer)),
    ]


def _of_load(found: Waiting) -> Lines:
    return [
        *_of_file(found, ask(queries_signing.service_titles, found.services)),
        ("Rows sent", str(found.rows_stored)),
        ("Rows explained", str(len(found.explanations))),
        *_of_ledger(found),
        ("Sent by", found.by_whom),
        ("Sent at", moment_words(found.loaded_at)),
        ("Stage", f"{stages.stage_words(found.state)}, by {found.changed_by}, {moment_words(found.changed_at)}"),
    ]


def _of_file(sent: Receipt | Waiting, services: Sequence[str]) -> Lines:
    period = f", {figures.period_name(sent.period)}" if sent.period else ""
    return [
        ("Reference", sent.reference),
        ("Return", f"{returns_views.title(sent.dataset)}{period}"),
        *([("Service", figures.list_names(services))] if services else []),
        ("File", sent.file_name),
        ("Fingerprint (SHA-256)", sent.sha256),
    ]


def _of_ledger(found: Waiting) -> Lines:
    """Of money, whether it agrees with the ledger's control total."""
    said = returns_ledger.agreement(found.control_total, found.dataset, queries_signing.rows_of(now().db(), found))
    return [("The ledger", said)] if said else []


def _stored(viewer: Viewer, found: Waiting) -> list[str]:
    """The rows as they were stored; those of an exempt risk for those alone who may read of it."""
    if not found.allows(viewer, "work on draft"):
        return []
    key = DATASETS[found.dataset].key
    rows = queries_signing.rows_of(now().db(), found).drop(ROW)
    told = [{name: templates.cell(value) for name, value in row.items()} for row in rows.head(MOST).to_dicts()]
    more = [f"and {figures.plural(rows.height - MOST, 'row')} more"] if rows.height > MOST else []
    return [
        ", ".join(row[name] for name in key if row[name])
        + ": "
        + "; ".join(f"{name} {text}" for name, text in row.items() if text and name not in key)
        for row in told
    ] + more


def _button(label: str, text: str, found: Waiting) -> None:
    key = f"receipt {label} {found.load_id}"
    downloads.button(show.plain(label), lambda: text, f"{found.reference}.txt", "text/plain", key, found.load_id)


def _as_text(first: str, told: Lines, stored: Sequence[str]) -> str:
    said = [f"{term}: {words}" for term, words in told]
    values = ["Values as stored:", *(f"  {each}" for each in stored)] if stored else []
    return "\n".join([first, *said, *values, ""])

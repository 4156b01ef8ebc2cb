"""What waits for one's sign-off: what changed, the status each figure will get, what was said; sign it off or send it back."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
import streamlit as st

from pimdata import figures, queries_services, queries_signing, signing
from pimdata.errors import PimError
from pimdata.models import DATASETS
from pimdata.moments import moment_words
from pimdata.people import Viewer
from pimdata.queries_signing import Waiting
from pimdata.ui import fragments, returns_changes, returns_ledger, returns_revising, returns_views, show
from pimdata.ui.asking import ask, now
from pimdata.ui.returns_changes import COMMENTS, OF_MONEY


def draw(viewer: Viewer) -> None:
    """The returns that wait for this person, and the one they look at; nothing where there is none."""
    mine = {each.load_id: each for each in ask(queries_signing.waiting) if each.allows(viewer, "sign off")}
    if not mine:
        return
    show.html(fragments.section("Waiting for your sign-off"))
    _, services = ask(queries_services.portfolios_and_services)
    picked = st.selectbox(
        "Look at",
        list(mine),
        index=0 if len(mine) == 1 else None,
        format_func=lambda number: _label(mine[number], services),
        placeholder=f"Choose one of {figures.plural(len(mine), 'return')} that wait for you",
        key="sign",
    )
    if picked is not None:
        _one(viewer, mine[picked])


def _label(load: Waiting, services: Mapping[str, str]) -> str:
    whose = figures.list_names([services.get(code, code) for code in load.services])
    period = f", {figures.period_name(load.period)}" if load.period else ""
    return f"{returns_views.title(load.dataset)}, {whose}{period}: {figures.plural(load.rows_stored, 'row')} ({load.reference})"


def _one(viewer: Viewer, load: Waiting) -> None:
    _, rows = signing.look(now().store, load.load_id)
    show.html(fragments.paragraph(f"Sent by {load.by_whom} at {moment_words(load.loaded_at)}, in {load.file_name}."))
    show.html(returns_revising.told(load.dataset, rows), returns_ledger.reconciled(load.control_total, load.dataset, rows))
    show.html(returns_changes.tables("What would change", load.dataset, rows), said(load, rows))
    with st.form(f"sign {load.load_id}", border=True):
        needs_reason = viewer.role == signing.LITTLE_COVER
        reason = st.text_area(
            "Reason (why Policy and Performance signs, or why it is sent back)" if needs_reason else "Reason, to send it back",
            key=f"sign why {load.load_id}",
            max_chars=400,
        )
        left, right = st.columns(2)
        signs = left.form_submit_button("Sign off", type="primary")
        sends_back = right.form_submit_button("Send back")
    if signs or sends_back:
        _act(viewer, load, reason, signs)


def _act(viewer: Viewer, load: Waiting, reason: str, signs: bool) -> None:
    try:
        if signs:
            signing.sign_off(now().store, load.load_id, viewer, reason)
        else:
            signing.send_back(now().store, load.load_id, viewer, reason)
    except PimError as error:
        show.html(fragments.banner(str(error), "problem"))
        return
    counts = "is signed off. It counts from now on." if signs else f"is sent back to {load.by_whom} as a draft."
    st.session_state["taken_back"] = f"{load.reference} {counts}"
    st.rerun()


def said(load: Waiting, rows: pl.DataFrame) -> str:
    """The comments of its rows, and the reasons given for what was asked about."""
    pairs: list[tuple[str, str]] = []
    comments = COMMENTS if load.dataset == "indicator_results" else COMMENTS | OF_MONEY
    for row in rows.to_dicts():
        name = str(row.get("title") or row[DATASETS[load.dataset].key[0]])
        pairs += [(f"{name}: {title.lower()}", row[key]) for key, title in comments.items() if row.get(key)]
    pairs += [(f"Row {row}, asked about and explained", text) for row, text in load.explanations.items()]
    return fragments.section("What was said") + fragments.definition_list(pairs) if pairs else ""

"""What waits for one's sign-off: what changed, the status each figure will get, what was said; sign it off or send it back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import polars as pl
import streamlit as st

from pimdata import figures, queries_services, queries_signing, signing
from pimdata.checks_rules import spoken
from pimdata.errors import PimError
from pimdata.moments import moment_words
from pimdata.people import Viewer
from pimdata.queries_signing import Waiting
from pimdata.ui import fragments, returns_views, show
from pimdata.ui.asking import ask, now

COMMENTS = {"what_happened": "What happened", "why": "Why", "what_next": "What we will do", "comment": "Comment"}
OF_MONEY = {"reason": "Why"}  # of a figure, the reason is that of its status
NOT_JUDGED = ("source_row", "waits_in", "what")


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
    if load.is_revision:
        show.html(fragments.banner("This revises figures of a published period. What each was stays beside it.", "note"))
    show.html(reconciled(load, rows), changes(load, rows), said(load, rows))
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


def changes(load: Waiting, rows: pl.DataFrame) -> str:
    """Each row against what is held, changed ones first, and the status it will get."""
    order = {"changed": 0, "new": 1, "waiting": 1, "unchanged": 2}
    told = sorted(rows.to_dicts(), key=lambda row: (order[row["what"]], row["source_row"]))
    if load.dataset == "indicator_results":
        columns = [
            fragments.Column("name", "Measure"),
            fragments.Column("period", "Period"),
            fragments.Column("what", "Against what is held"),
            fragments.Column("figure", "Figure"),
            fragments.Column("status", "Status it will get", "chip"),
            fragments.Column("reason", "Because"),
        ]
        body = [returns_views.preview_row(row) for row in told]
    else:
        shown = [name for name in rows.columns if name not in (*NOT_JUDGED, *COMMENTS, *OF_MONEY) and _is_filled(rows[name])]
        columns = [fragments.Column("what", "Against what is held")]
        columns += [fragments.Column(name, name.replace("_", " ").capitalize()) for name in shown]
        body = [row | {"what": returns_views.WHATS[row["what"]]} | {name: _cell(row[name]) for name in shown} for row in told]
    counts = ", ".join(f"{(rows['what'] == what).sum()} {what}" for what in ("new", "changed", "unchanged"))
    return fragments.table(f"What would change: {counts}", columns, body)


def _is_filled(column: pl.Series) -> bool:
    return any(cell not in (None, "") for cell in column.to_list())


def _cell(value: Any) -> str:  # noqa: ANN401 - a cell of any dataset
    return "" if value is None else spoken(value)


def said(load: Waiting, rows: pl.DataFrame) -> str:
    """The comments of its rows, and the reasons given for what was asked about."""
    pairs: list[tuple[str, str]] = []
    comments = COMMENTS if load.dataset == "indicator_results" else COMMENTS | OF_MONEY
    for row in rows.to_dicts():
        name = str(row.get("title") or next(iter(row.values())))
        pairs += [(f"{name}: {title.lower()}", row[key]) for key, title in comments.items() if row.get(key)]
    pairs += [(f"Row {row}, asked about and explained", text) for row, text in load.explanations.items()]
    return fragments.section("What was said") + fragments.definition_list(pairs) if pairs else ""


def reconciled(load: Waiting, rows: pl.DataFrame) -> str:
    """Whether the money agrees with the ledger's total."""
    if load.control_total is None or "actual_to_date" not in rows.columns:
        return ""
    gap = load.control_total - sum((row or Decimal(0) for row in rows["actual_to_date"].to_list()), Decimal(0))
    total = figures.figure(load.control_total, "£", 0)
    if not gap:
        return fragments.banner(f"Spending agrees with the ledger's control total, {total}.", "good")
    return fragments.banner(
        f"Unreconciled: the ledger's control total is {total}, {figures.figure(gap, '£', 0)} away.", "problem"
    )

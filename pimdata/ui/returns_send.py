"""Sending a return, its receipt, and taking it back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import polars as pl
import streamlit as st

from pimdata import figures, load, ownership, queries_returns, queries_signing, returns, signing, steps, store
from pimdata.errors import PimError
from pimdata.people import Viewer
from pimdata.reading import ROW
from pimdata.returns import Looked
from pimdata.ui import fragments, returns_ledger, returns_progress, returns_receipts, returns_views, show, sign_in
from pimdata.ui.asking import ask, now
from pimdata.ui.returns_draft import OTHER, Chosen, content_of, draft_of, forget, revises


def send_button(viewer: Viewer, chosen: Chosen, mine: str | None, looked: Looked) -> None:
    """The one button that sends, with how many rows it sends and how many it keeps back."""
    waiting, held = looked.count("waiting"), looked.checked.held.height
    ready = looked.checked.rows.height - waiting
    if looked.count("unchanged") + waiting == looked.preview.height:
        so = "is held already, or waits for sign-off," if waiting else "is held already,"
        show.html(fragments.banner(f"Every row that is ready {so} just as it is here. There is nothing to send.", "note"))
        return
    how = returns.Sending(
        viewer, replaces=_replaces(chosen, looked), revises=revises(chosen), control_total=_control_total(chosen)
    )
    show.html(returns_ledger.reconciled(how.control_total, chosen.dataset, _to_go(looked)))
    label = f"Send {figures.plural(ready, 'ready row')}" + (f" (keep {held} back)" if held else "")
    if st.button(label, type="primary", key=chosen.key("send")):
        _send(viewer, chosen, mine, looked, how)
        st.rerun()


def _to_go(looked: Looked) -> pl.DataFrame:
    """The rows that would be sent: those that are ready and do not wait for sign-off already."""
    waiting = looked.preview.filter(pl.col("what") == "waiting")[ROW]
    return looked.checked.rows.filter(~pl.col(ROW).is_in(waiting.implode()))


def _replaces(chosen: Chosen, looked: Looked) -> bool:
    """Whether what waits in the way is to be replaced; asked only where something does."""
    if "waits_in" not in looked.preview.columns:
        return False
    in_the_way = looked.preview.filter((pl.col("what") != "waiting") & pl.col("waits_in").is_not_null())["waits_in"]
    if in_the_way.is_empty():
        return False
    names = figures.list_names(f"R-{number:05d}" for number in in_the_way.unique().sort())
    show.html(fragments.banner(f"Another version of these rows waits for sign-off: {names}.", "note"))
    return st.checkbox(show.plain(f"Replace {names} with this"), key=chosen.key("replaces"))


def _control_total(chosen: Chosen) -> Decimal | None:
    """What the ledger gives for all cost centres of a money return together; it need not be given."""
    if chosen.dataset != "budget_positions":
        return None
    typed = st.number_input(
        "The ledger's control total: spending to date of all cost centres in this file, in pounds",
        value=None,
        step=1.0,
        format="%.2f",
        key=chosen.key("control total"),
    )
    return None if typed is None else Decimal(f"{typed:.2f}")


def _send(viewer: Viewer, chosen: Chosen, mine: str | None, looked: Looked, how: returns.Sending) -> None:
    draft = draft_of(chosen)
    if draft is None:
        return
    content = content_of(chosen, draft)
    try:
        with returns_progress.shown("Sending", draft.file_name, len(content), steps.SENDING):
            sent = returns.send(
                now().store,
                content,
                draft.file_name,
                viewer.post,
                draft.reasons,
                service=mine,
                wanted=chosen.dataset,
                edits=draft.edits,
                how=how._replace(draft=draft),
                allowed=ownership.datasets_of(viewer),
            )
    except PimError as error:
        st.session_state[chosen.key("problem")] = str(error)
        return
    st.session_state.pop(chosen.key("problem"), None)
    forget(chosen)
    owed = ask(queries_returns.return_owed, dataset=chosen.dataset, service=chosen.service, period=chosen.period)
    st.session_state[chosen.key("receipt")] = (sent, owed)
    st.session_state[chosen.key("nonce")] = st.session_state.get(chosen.key("nonce"), 0) + 1


def problem(chosen: Chosen) -> None:
    """Why sending was refused, where it was."""
    words = st.session_state.get(chosen.key("problem"))
    if words:
        show.html(fragments.banner(words, "problem"))


def receipt(viewer: Viewer, chosen: Chosen) -> None:
    """What was sent, to keep; and the way to take it back."""
    held = st.session_state.get(chosen.key("receipt"))
    if held is None:
        return
    sent, owed = held
    stage = queries_signing.get(now().db(), sent.load_id).state  # somebody may have signed it since
    sent = replace(sent, stage=stage)
    show.html(returns_receipts.received(sent, owed))
    returns_receipts.download(viewer, sent, owed)
    if stage == load.WAITING:
        st.button("Take it back", key=chosen.key("take back"), on_click=_take_back, args=(chosen, sent.load_id))


def take_back(viewer: Viewer) -> None:
    """A way to take one's own back or to reopen what was signed off, and what was sent lately."""
    with st.expander("Sent lately", key="sent_lately"):
        sent = ask(queries_signing.lately, service=viewer.service)
        _undo(viewer, sent)
        returns_receipts.of_earlier(viewer, sent)
        show.html(returns_views.sent_table(viewer))


def _undo(viewer: Viewer, sent: list[queries_signing.Waiting]) -> None:
    own = {each.load_id: each for each in sent if each.state == load.WAITING and each.allows(viewer, "take back")}
    signed = {each.load_id: each for each in sent if each.state == load.SIGNED and each.allows(viewer, "reopen")}
    if own:
        picked = _choose("Take one back before it is signed off", own)
        if picked is not None:
            st.button("Take it back", key=f"take back {picked}", on_click=_take_back, args=(OTHER, picked))
    if signed:
        picked = _choose("Reopen one that is signed off", signed)
        if picked is not None:
            _reopen(viewer, signed[picked])


def _choose(label: str, among: dict[int, queries_signing.Waiting]) -> int | None:
    return st.selectbox(
        label,
        list(among),
        index=None,
        format_func=lambda number: f"{among[number].reference}, {among[number].file_name}",
        placeholder="Choose one",
        key=label,
    )


def _take_back(chosen: Chosen, load_id: int) -> None:
    """Take back what was sent, at the press of a button; it is a draft again."""
    try:
        signing.take_back(store.default(), load_id, sign_in.viewer_now())
    except PimError as error:
        st.session_state["not_done"] = str(error)
        return
    st.session_state.pop(chosen.key("receipt"), None)
    st.session_state["taken_back"] = f"R-{load_id:05d} is taken back. All of it is a draft again."


def _reopen(viewer: Viewer, picked: queries_signing.Waiting) -> None:
    with st.form(f"reopen {picked.load_id}", border=True):
        reason = st.text_input(
            show.plain(f"Why {picked.reference} is reopened"), key=f"reopen why {picked.load_id}", max_chars=400
        )
        asked = st.form_submit_button("Reopen it")
    if not asked:
        return
    try:
        signing.reopen(now().store, picked.load_id, viewer, reason)
    except PimError as error:
        show.html(fragments.banner(str(error), "problem"))
        return
    st.session_state["taken_back"] = f"{picked.reference} is reopened. It counts no more, and the figures before it do."
    st.rerun()


def said() -> None:
    """What has been done since the page was last drawn, once."""
    if words := st.session_state.pop("not_done", ""):
        show.html(fragments.banner(words, "problem"))
    if words := st.session_state.pop("taken_back", ""):
        show.html(fragments.banner(words, "good"))

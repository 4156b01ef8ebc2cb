"""Sending a return, its receipt, and taking it back."""

from __future__ import annotations

import polars as pl
import streamlit as st

from pimdata import figures, ownership, permissions, queries_returns, returns
from pimdata.errors import NothingToDo, PimError
from pimdata.people import Viewer
from pimdata.returns import Looked
from pimdata.ui import downloads, fragments, returns_views, show
from pimdata.ui.asking import ask, now
from pimdata.ui.returns_draft import OTHER, Chosen, content_of, draft_of, forget


def send_button(viewer: Viewer, chosen: Chosen, mine: str | None, looked: Looked) -> None:
    """The one button that sends, with how many rows it sends and how many it keeps back."""
    ready, held = looked.checked.rows.height, looked.checked.held.height
    if looked.count("unchanged") == looked.preview.height:
        show.html(
            fragments.banner("Every row that is ready is held already, just as it is here. There is nothing to send.", "note")
        )
        return
    label = f"Send {figures.plural(ready, 'ready row')}" + (f" (keep {held} back)" if held else "")
    if st.button(label, type="primary", key=chosen.key("send")):
        _send(viewer, chosen, mine, looked)
        st.rerun()


def _send(viewer: Viewer, chosen: Chosen, mine: str | None, looked: Looked) -> None:
    draft = draft_of(chosen)
    if draft is None:
        return
    content = content_of(chosen, draft)
    try:
        sent = returns.send(
            now().store,
            content,
            draft.file_name,
            viewer.post,
            draft.reasons,
            service=mine,
            wanted=chosen.dataset,
            edits=draft.edits,
            how=returns.Sending(viewer, draft),
            allowed=ownership.datasets_of(viewer),
        )
    except PimError as error:
        st.session_state[chosen.key("problem")] = str(error)
        return
    forget(chosen)
    st.session_state[chosen.key("receipt")] = (sent, returns_views.receipt_text(sent, looked.preview.to_dicts()))
    st.session_state[chosen.key("nonce")] = st.session_state.get(chosen.key("nonce"), 0) + 1


def problem(chosen: Chosen) -> None:
    """Why sending was refused, where it was."""
    words = st.session_state.get(chosen.key("problem"))
    if words:
        show.html(fragments.banner(words, "problem"))


def receipt(viewer: Viewer, chosen: Chosen, mine: str | None) -> None:
    """What was sent, to keep; and the way to take it back."""
    held = st.session_state.get(chosen.key("receipt"))
    if held is None:
        return
    sent, text = held
    show.html(returns_views.receipt(sent))
    downloads.button(
        "Download the receipt", lambda: text, f"{sent.reference}.txt", "text/plain", chosen.key("text"), sent.load_id
    )
    _take_back(viewer, mine, sent.load_id, chosen)


def take_back(viewer: Viewer) -> None:
    """What was sent lately, and a way to take one's own back."""
    with st.expander("Sent lately", key="sent_lately"):
        _sent(viewer)


def _sent(viewer: Viewer) -> None:
    show.html(returns_views.sent_table(viewer))
    mine = permissions.only_service(viewer)
    if mine == "":
        return
    sent = ask(queries_returns.returns_sent, service=viewer.service)
    counts = sent.filter(pl.col("state") != "withdrawn").to_dicts()
    own = {row["load_id"]: row for row in counts if mine is None or row["services"] == [mine]}
    if not own:
        return
    load_id = st.selectbox(
        "Take one back",
        list(own),
        index=None,
        format_func=lambda number: f"R-{number:05d}, {own[number]['file_name']}",
        placeholder="Choose what to take back",
        key="take_back",
    )
    if load_id is not None:
        _take_back(viewer, mine, load_id, OTHER)


def _take_back(viewer: Viewer, mine: str | None, load_id: int, chosen: Chosen) -> None:
    """A reason and a button; the figures before are in force again, and nothing is deleted."""
    place = f"{chosen.key('taken')} {load_id}"
    with st.form(place, border=True):
        reason = st.text_input(f"Why R-{load_id:05d} is taken back", key=f"{place} why", max_chars=400)
        asked = st.form_submit_button("Take it back")
    if not asked:
        return
    try:
        returns.take_back(now().store, load_id, viewer.post, reason, service=mine, allowed=ownership.datasets_of(viewer))
    except NothingToDo as error:
        show.html(fragments.banner(str(error), "note"))
        return
    except PimError as error:
        show.html(fragments.banner(str(error), "problem"))
        return
    st.session_state.pop(chosen.key("receipt"), None)
    st.session_state["taken_back"] = f"R-{load_id:05d} is taken back. The figures before it are in force again."
    st.rerun()


def said() -> None:
    """What has been done since the page was last drawn, once."""
    if words := st.session_state.pop("taken_back", ""):
        show.html(fragments.banner(words, "good"))

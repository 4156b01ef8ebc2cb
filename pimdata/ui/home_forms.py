"""What is written from a home: a word to the manager, and what the public says."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pimdata import permissions, questions, remarks
from pimdata.people import Viewer
from pimdata.permissions import Item
from pimdata.ui import fragments, question_forms, show
from pimdata.ui.asking import ask, now
from pimdata.ui.roles import portfolio_names


def draw(viewer: Viewer) -> None:
    """The forms of a role's home; none for most."""
    question_forms.said()
    if now().as_at:
        return
    if viewer.service and permissions.may(viewer, "tell manager", Item(service=viewer.service)):
        _form(
            "tell_manager", "Tell my manager", "What affects what the team is to achieve",
            "Your manager and the head of the service read it, and nobody else.", "Tell my manager",
            lambda words: remarks.tell_manager(now().store, viewer, viewer.service, words), "Your manager is told.",
        )  # fmt: skip
    if permissions.may(viewer, "keep public comment", Item(portfolio=viewer.portfolio)):
        _comment(viewer)


def _comment(viewer: Viewer) -> None:
    names = [viewer.portfolio] if viewer.portfolio else ask(portfolio_names)
    portfolio = names[0] if len(names) == 1 else st.selectbox("Portfolio of a public comment", names, key="comment_portfolio")
    _form(
        "public_comment", "Keep a comment of the public", show.plain(f"What the public says of {portfolio}"),
        "Name no member of the public. It is kept as it is sent.", "Keep the comment",
        lambda words: remarks.public_comment(now().store, viewer, portfolio or "", words), "The comment is kept.",
    )  # fmt: skip


def _form(key: str, title: str, label: str, hint: str, button: str, do: Callable[[str], int], done: str) -> None:
    with st.expander(title, key=f"{key}_part"), st.form(key, border=False):
        words = st.text_area(label, key=f"{key}_words", max_chars=questions.MOST)
        show.html(fragments.caption(hint))
        sent = st.form_submit_button(button)
    if sent and question_forms.tried(lambda: do(words)) is not None:
        st.session_state["question_said"] = done
        st.rerun()

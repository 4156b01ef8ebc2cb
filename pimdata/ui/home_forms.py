"""What is written from a home: a word to the manager, what the public says, and a partner's figure of a shared measure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from pimdata import figures, permissions, questions, remarks, shared_figures
from pimdata.checks_account import OUTCOMES
from pimdata.people import Viewer
from pimdata.permissions import Item
from pimdata.shared_figures import SAID
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
            lambda words, _: remarks.tell_manager(now().store, viewer, viewer.service, words), "Your manager is told.",
        )  # fmt: skip
    if permissions.may(viewer, "keep public comment", Item(portfolio=viewer.portfolio)):
        _comment(viewer)
    if now().sight.shared_only and permissions.may(viewer, "send return", Item(is_shared=True)):
        _shared_figure(viewer)


def _shared_figure(viewer: Viewer) -> None:
    """The figures of shared measures that are still to come, and the form to send one."""
    wanted = {(each.code, each.period): each for each in ask(shared_figures.wanted)}
    show.html(fragments.section("Figures still to come"))
    if not wanted:
        show.html(fragments.paragraph("Every figure of the shared measures has come."))
        return
    with (
        st.expander(f"Send a figure ({len(wanted)} to come)", key="shared_figure_part"),
        st.form("shared_figure", border=False),
    ):
        key = st.selectbox("Figure of", list(wanted), format_func=lambda key: _wanted(wanted[key]))
        value = st.text_input("Figure, a number alone", max_chars=40, key="shared_value")
        show.html(fragments.caption("A figure short of its target needs the lines below; another may leave them empty."))
        said = {name: _beside(name, label) for name, label in SAID.items()}
        reason = st.text_input("Answer, where you are asked about the figure", max_chars=400, key="shared_reason")
        show.html(fragments.caption("The council signs it off before it counts."))
        sent = st.form_submit_button("Send the figure")
    if sent and key is not None:
        load_id = question_forms.tried(lambda: shared_figures.send(now().store, viewer, *key, value, said, reason))
        if load_id is not None:
            st.session_state["question_said"] = f"Figure received. Reference R-{load_id:05d}. It waits for sign-off."
            st.rerun()


def _beside(name: str, label: str) -> str:
    """One thing said beside a figure, typed or chosen."""
    if name == "promise_outcome":
        return st.selectbox(label, ["", *OUTCOMES], format_func=lambda each: OUTCOMES.get(each, "–"), key=f"shared_{name}")
    return st.text_input(label, max_chars=400, key=f"shared_{name}")


def _wanted(each: shared_figures.Wanted) -> str:
    due = figures.date_words(each.due_date)
    return f"{each.title} ({each.code}), {figures.period_name(each.period)}, due on {due}"


def _comment(viewer: Viewer) -> None:
    names = [viewer.portfolio] if viewer.portfolio else ask(portfolio_names)
    of = names[0] if len(names) == 1 else "a portfolio"
    _form(
        "public_comment", "Keep a comment of the public", show.plain(f"What the public says of {of}"),
        "Name no member of the public. It is kept as it is sent.", "Keep the comment",
        lambda words, name: remarks.public_comment(now().store, viewer, name, words), "The comment is kept.", names,
    )  # fmt: skip


def _form(
    key: str,
    title: str,
    label: str,
    hint: str,
    button: str,
    do: Callable[[str, str], int],
    done: str,
    portfolios: Sequence[str] = ("",),
) -> None:
    """Words that are sent, and the portfolio they are about: chosen where there are several."""
    with st.expander(title, key=f"{key}_part"), st.form(key, border=False):
        several = len(portfolios) > 1
        portfolio = st.selectbox("Portfolio", portfolios, key=f"{key}_portfolio") if several else portfolios[0]
        words = st.text_area(label, key=f"{key}_words", max_chars=questions.MOST)
        show.html(fragments.caption(hint))
        sent = st.form_submit_button(button)
    if sent and question_forms.tried(lambda: do(words, portfolio or "")) is not None:
        st.session_state["question_said"] = done
        st.rerun()

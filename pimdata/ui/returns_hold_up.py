"""“Tell us what is stopping you”: the form on a return that is owed, and what was said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pimdata import hold_ups, store
from pimdata.errors import PimError
from pimdata.ui import fragments, owed_views, show, sign_in
from pimdata.ui.asking import now
from pimdata.ui.returns_draft import Chosen

ADVICE = "Whoever waits for this return sees it beside it, and who can help. It stays due on the same day."


def draw(chosen: Chosen, owed: Mapping[str, Any] | None) -> None:
    """What was said, and the form to say it, while something is still to come."""
    if owed is None or owed["state"] == "in":
        return
    if told := owed_views.held_up_words(owed):
        show.html(fragments.definition_list([("What is stopping it", told)]))
    with st.expander("Tell us what is stopping you", key=chosen.key("hold up")):
        show.html(fragments.paragraph(ADVICE))
        with st.form(chosen.key("hold up form"), border=False):
            reason, day = chosen.key("hold up reason"), chosen.key("hold up day")
            st.text_area(
                "What is stopping it; leave it blank once nothing is",
                owed["held_up_by"] or "",
                max_chars=hold_ups.LONGEST,
                key=reason,
            )
            st.date_input("When we can expect it", owed["expected_on"], min_value=now().today, format="DD/MM/YYYY", key=day)
            st.form_submit_button("Tell them", on_click=_say, args=(chosen, reason, day))
        if problem := st.session_state.pop(chosen.key("hold up problem"), ""):
            show.html(fragments.banner(problem, "problem"))


def _say(chosen: Chosen, reason: str, day: str) -> None:
    try:
        hold_ups.say(store.default(), sign_in.viewer_now(), chosen.whose, st.session_state[reason], st.session_state[day])
    except PimError as error:
        st.session_state[chosen.key("hold up problem")] = str(error)
        return
    st.session_state["taken_back"] = "It is kept, and shown beside the return."

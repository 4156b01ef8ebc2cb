"""Publishing a period, by the Policy and Performance team: what is closed, and what still waits."""

from __future__ import annotations

import streamlit as st

from pimdata import figures, permissions, publishing, queries_signing
from pimdata.errors import PimError
from pimdata.moments import moment_words
from pimdata.people import Viewer
from pimdata.ui import fragments, show
from pimdata.ui.asking import ask, now

ADVICE = (
    "Publishing keeps every status of the period as it is judged now, and closes the period: from then on a figure is revised, "
    "with a reason, and what it was stays beside it. It cannot be undone."
)


def draw(viewer: Viewer) -> None:
    """What is published, and the form to publish, for those who may."""
    if not permissions.may(viewer, "publish"):
        return
    with st.expander("Publish a period", key="publish"):
        found = ask(queries_signing.publications).to_dicts()
        rows = [
            {
                "period": figures.period_name(row["period"]),
                "at": moment_words(row["published_at"]),
                "by": row["by_whom"],
                "said": row["reason"] or "–",
                "kept": row["judgements"],
            }
            for row in found
        ]
        columns = [
            fragments.Column("period", "Period"),
            fragments.Column("at", "Published at"),
            fragments.Column("by", "By"),
            fragments.Column("said", "What was said of it"),
            fragments.Column("kept", "Statuses kept", "number"),
        ]
        show.html(fragments.paragraph(ADVICE))
        show.html(fragments.table("Published", columns, rows, "No period has been published yet.", quiet=True))
        _form(viewer)


def _form(viewer: Viewer) -> None:
    open_periods = ask(queries_signing.periods_to_publish)
    with st.form("publish a period", border=True):
        period = st.selectbox(
            "Period", open_periods, index=None, format_func=figures.period_name, placeholder="Choose a period"
        )
        reason = st.text_input("What is said of it, such as the minute that approved it", max_chars=400)
        asked = st.form_submit_button("Publish it")
    if not asked:
        return
    if period is None:
        show.html(fragments.banner("Choose the period to publish.", "problem"))
        return
    try:
        done = publishing.publish(now().store, period, viewer, reason)
    except PimError as error:
        show.html(fragments.banner(str(error), "problem"))
        return
    waits = (
        f" {figures.plural(done.waiting, 'return')} still waiting for sign-off will be marked as late." if done.waiting else ""
    )
    st.session_state["taken_back"] = f"{figures.period_name(period)} is published. {done.judgements} statuses are kept.{waits}"
    st.rerun()

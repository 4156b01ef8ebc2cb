"""Starting a chart's mean and limits again, or leaving a figure out: what the system suggests, and the form to decide it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pimdata import figures, marks, permissions, queries_change
from pimdata.errors import PimError
from pimdata.ui import fragments, frame, show
from pimdata.ui.asking import ask, now
from pimdata.ui.measure_page import Measure

Row = dict[str, Any]
KINDS: dict[marks.Kind, str] = {
    "rebase": "Start the mean and limits again from a period",
    "ghost": "Leave the figure of a period out",
}
WHO = "The Policy and Performance team decides it, and gives the reason."
ADVICE = (
    "Start again only after a large, lasting change whose cause is known. Leave a figure out only where it cannot be compared "
    "with the others. The reason is shown beside the chart, and it can be taken back under Returns."
)


def suggestion(measure: Measure) -> str:
    """A run so long, with an action that may be why, that somebody might start the mean and limits again."""
    found = ask(queries_change.suggestion, code=measure.code)
    if found is None:
        return ""
    run = figures.plural(found["run_length"], "figure")
    said = f"The last {run} all lie {found['side']} the mean, and {found['action_title']} ({found['action_code']}) may be why. "
    said += f"The mean and limits could start again from {figures.period_name(found['from_period'])}. "
    return fragments.banner(said + WHO, "note")


def draw(measure: Measure, points: list[Row]) -> None:
    """The form, for those who may decide it."""
    viewer = frame.require()
    if words := st.session_state.pop("marked", ""):
        show.html(fragments.banner(words, "good"))
    if not permissions.may(viewer, "mark chart"):
        return
    with st.expander("Start the mean again, or leave a figure out"), st.form("mark", border=False):
        show.html(fragments.paragraph(ADVICE))
        kind = st.radio("What to do", list(KINDS), format_func=lambda key: KINDS[key])
        periods = [row["period"] for row in reversed(points) if row["value"] is not None]
        period = st.selectbox("Period", periods, format_func=figures.period_name)
        reason = st.text_area("Why", max_chars=600, placeholder="What happened, and how it is known")
        asked = st.form_submit_button("Put it on the chart")
    if asked and kind and period:
        _put(measure, kind, period, reason, viewer.post)


def _put(measure: Measure, kind: marks.Kind, period: str, reason: str, post: str) -> None:
    if len(reason.split()) < 3:
        show.html(fragments.banner("Nothing was changed. Say why in a few words: it is shown beside the chart.", "problem"))
        return
    run = now()
    try:
        sent = marks.put(run.store, measure.code, period, kind, reason, post, run.today)
    except PimError as error:
        show.html(fragments.banner(str(error), "problem"))
        return
    done = "starts again from" if kind == "rebase" else "leaves out"
    st.session_state["marked"] = f"The chart {done} {figures.period_name(period)}. It is kept as {sent.reference}."
    st.rerun()

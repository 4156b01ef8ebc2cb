"""What a data quality champion does on the page: grades a measure, confirms the standard, and takes either back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl
import streamlit as st

from pimdata import champions, figures, quality_sentences, queries_quality
from pimdata.errors import PimError
from pimdata.people import Viewer
from pimdata.quality_sentences import ANSWERS, GRADES
from pimdata.ui import fragments, show
from pimdata.ui.asking import ask, now
from pimdata.ui.frame import address

Row = dict[str, Any]
LEAST_WORDS = 3
SAY_WHY = "Nothing was kept. Say in a few words what it rests on: it is shown beside it."


def grades(viewer: Viewer) -> str:
    """How far measures can be relied on, those that were graded; what is doubted first."""
    found = ask(queries_quality.grades)
    graded = found.filter(pl.col("grade") != "").to_dicts()
    order = list(GRADES)[::-1]
    rows = [
        row
        | {
            "title": f"{row['title']} ({row['indicator_code']})",
            "href": address("measure", row["indicator_code"]),
            "grade": GRADES[row["grade"]].partition(":")[0],
            "by": f"{row['graded_by']}, {figures.date_words(row['graded_on'])}",
        }
        for row in sorted(graded, key=lambda row: (row["service_code"] != viewer.service, order.index(row["grade"])))
    ]
    columns = [
        fragments.Column("title", "Measure", "link", href="href"),
        fragments.Column("service", "Service"),
        fragments.Column("grade", "Grade"),
        fragments.Column("reason", "What it rests on"),
        fragments.Column("by", "Graded by"),
    ]
    said = f"{quality_sentences.share_words(len(graded), found.height)} measures have a grade from their champion."
    table = fragments.table("Reliability grades", columns, rows, "No measure has been graded yet.", quiet=True)
    return fragments.section("How far measures can be relied on") + fragments.paragraph(said) + table


def forms(viewer: Viewer, quarter: str) -> None:
    """The forms, for those who may speak for a service's data."""
    if words := st.session_state.pop("champion_done", ""):
        show.html(fragments.banner(words, "good"))
    own = ask(queries_quality.grades).to_dicts()
    own = [row for row in own if champions.may_answer_for(viewer.role, viewer.service, row["service_code"])]
    if not own:
        show.html(fragments.caption(champions.WHO_MAY))
        return
    with st.expander("Grade a measure"):
        _grade(viewer, own)
    with st.expander("Confirm the data quality standard for a quarter"):
        _confirm(viewer, {row["service_code"]: row["service"] for row in own}, quarter)
    _take_back(viewer, own, quarter)


def _grade(viewer: Viewer, own: list[Row]) -> None:
    named = {row["indicator_code"]: row for row in own}
    with st.form("grade", border=False):
        titles = {code: f"{row['title']} ({code})" for code, row in named.items()}
        code = st.selectbox("Measure", list(named), format_func=titles.__getitem__, key="grade_code")
        given = st.radio("Grade", list(GRADES), format_func=GRADES.__getitem__, key="grade_given")
        reason = st.text_area("What the grade rests on", max_chars=600, key="grade_reason")
        asked = st.form_submit_button("Give the grade")
    if asked and code and given:
        allowed = champions.may_answer_for(viewer.role, viewer.service, named[code]["service_code"])
        _do(
            reason,
            lambda: champions.grade(now().store, code, given, reason, viewer.post, now().today, is_allowed=allowed).reference,
            f"{named[code]['title']} is graded.",
        )


def _confirm(viewer: Viewer, services: dict[str, str], quarter: str) -> None:
    with st.form("confirm", border=False):
        service = st.selectbox("Service", list(services), format_func=services.__getitem__, key="confirm_service")
        show.html(fragments.caption(f"For {figures.period_words(quarter)}, the quarter chosen above."))
        answer = st.radio("The data", list(ANSWERS), format_func=ANSWERS.__getitem__, key="confirm_answer")
        statement = st.text_area("What this rests on, and what is being put right", max_chars=600, key="confirm_statement")
        asked = st.form_submit_button("Confirm it")
    if asked and service and answer:
        allowed = champions.may_answer_for(viewer.role, viewer.service, service)
        _do(
            statement,
            lambda: (
                champions.confirm(
                    now().store, service, quarter, answer, statement, viewer.post, now().today, is_allowed=allowed
                ).reference
            ),
            f"{services[service]} is answered for.",
        )


def _take_back(viewer: Viewer, own: list[Row], quarter: str) -> None:
    """What was said can be taken back; nothing is deleted."""
    said = {row["load_id"]: f"Grade of {row['title']} ({row['indicator_code']})" for row in own if row["load_id"] is not None}
    codes = {row["service_code"] for row in own}
    for row in ask(queries_quality.confirmations, quarter=quarter).to_dicts():
        if row["service_code"] in codes:
            said[row["load_id"]] = f"Confirmation of {row['service']}, {figures.period_short(row['period'])}"
    if not said:
        return
    with st.expander("Take back a grade or a confirmation"), st.form("champion_back", border=False):
        load_id = st.selectbox("Which", list(said), format_func=said.__getitem__, key="back_load")
        reason = st.text_input("Why it is taken back", max_chars=400, key="back_reason")
        asked = st.form_submit_button("Take it back")
    if asked and load_id is not None:
        _do(reason, lambda: _withdrawn(viewer, load_id, reason), f"{said[load_id]} is taken back.")


def _withdrawn(viewer: Viewer, load_id: int, reason: str) -> str:
    champions.take_back(now().store, load_id, viewer.post, reason, is_allowed=True)
    return f"R-{load_id:05d}"


def _do(reason: str, what: Callable[[], str], done: str) -> None:
    """Do it and draw the page again, or say what is in the way."""
    if len(reason.split()) < LEAST_WORDS:
        show.html(fragments.banner(SAY_WHY, "problem"))
        return
    try:
        reference = what()
    except PimError as error:
        show.html(fragments.banner(str(error), "problem"))
        return
    st.session_state["champion_done"] = f"{done} It is kept as {reference}."
    st.rerun()

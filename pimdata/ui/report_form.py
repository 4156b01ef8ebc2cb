"""A report to Cabinet: the form in which a measure is reported, and what stands before Cabinet of it."""

from __future__ import annotations

import polars as pl
import streamlit as st

from pimdata import moments, permissions, queries_home, queries_questions, questions, remarks
from pimdata.people import Viewer
from pimdata.permissions import Item
from pimdata.ui import choices, fragments, main_pages, question_forms, show
from pimdata.ui.asking import ask, now
from pimdata.ui.frame import address


def is_reporting() -> bool:
    """Whether the address asks for the form."""
    return bool(choices.asked("report"))


def draw(viewer: Viewer) -> None:
    """The form; once it is sent, the measure's own page, which says so."""
    code = choices.asked("report")
    thing = ask(queries_questions.subject, "measure", code, viewer)
    if thing is None:
        show.html(fragments.headline(f"There is no measure with the code “{code[:40]}”.", "Report to Cabinet"))
        return
    words = (
        f"{thing.title} ({thing.code}). A portfolio holder, or senior management, reports to Cabinet a measure where remedial "
        "action is unlikely to work, and says why. Cabinet's own Overview lists it."
    )
    back = fragments.more("", f"Back to {thing.title}", address("measure", code))
    show.html(fragments.headline(words, "Report to Cabinet"), standing(code), back)
    item = Item(thing.service, next(iter(thing.portfolios), ""))
    if not permissions.may(viewer, "report to cabinet", item) or now().as_at:
        show.html(fragments.banner(permissions.who_may("report to cabinet"), "note"))
        return
    with st.form("report", border=True):
        reason = st.text_area("Why nothing that can be done is likely to work", key="report_why", max_chars=questions.MOST)
        sent = st.form_submit_button("Report it to Cabinet", type="primary")
    if sent and question_forms.tried(lambda: remarks.report_to_cabinet(now().store, viewer, code, reason)) is not None:
        st.session_state["report_said"] = "It is reported to Cabinet, and listed on Cabinet's Overview."
        main_pages.go("measure", i=code)


def said() -> None:
    """That a measure was reported a moment ago, once: at the top of the page to which the form led."""
    if words := st.session_state.pop("report_said", ""):
        show.html(fragments.banner(words, "good"))


def standing(code: str) -> str:
    """What was reported of a measure and still stands, the newest first; nothing where nothing was."""
    found = ask(queries_home.cabinet_reports).filter(pl.col("indicator_code") == code).to_dicts()
    return "".join(
        fragments.caption(
            f"Reported to Cabinet by {row['said_as']}, {moments.moment_words(row['said_at'])}: {row['words']}"
            + (" (Illustrative.)" if row["is_illustrative"] else "")
        )
        for row in found
    )

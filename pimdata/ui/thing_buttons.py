"""What a reader can do from the page of a measure, action, risk or service: ask, follow, report to Cabinet."""

from __future__ import annotations

from urllib.parse import quote

import streamlit as st

from pimdata import follows, permissions, queries_questions, question_words
from pimdata.people import Viewer
from pimdata.permissions import NOTHING, Item
from pimdata.ui import fragments, main_pages, question_forms, report_form, show
from pimdata.ui.asking import ask, now
from pimdata.ui.measure_page import Measure
from pimdata.ui.service_views import Scope


def draw(viewer: Viewer, kind: str, code: str) -> None:
    """The way to ask about an action, a risk or a service, and to what has been asked."""
    with st.container(horizontal=True, key="thing_buttons"):
        _ask_button(viewer, kind, code)
        _note_button(viewer, kind, code)
    show.html(_holder(viewer, kind, code), _asked_before(kind, code))


def draw_scope(viewer: Viewer, scope: Scope) -> None:
    """The same of a service; of a portfolio, the way to its questions."""
    if scope.service:
        draw(viewer, "service", scope.service)
    else:
        href = f"/questions?portfolio={quote(scope.portfolio)}"
        show.html(fragments.more("", "See questions to this portfolio holder", href))


def draw_measure(viewer: Viewer, measure: Measure) -> None:
    """The same of a measure, which can also be followed, and reported to Cabinet."""
    defined = measure.definition
    with st.container(horizontal=True, key="thing_buttons"):
        _ask_button(viewer, "measure", measure.code)
        _note_button(viewer, "measure", measure.code)
        _follow_button(viewer, measure)
        item = Item(defined["service_code"] or "", defined["portfolio"] or "")
        if permissions.may(viewer, "report to cabinet", item) and st.button("Report to Cabinet", key="report_to_cabinet"):
            main_pages.go("questions", report=measure.code)
    show.html(
        _holder(viewer, "measure", measure.code), report_form.standing(measure.code), _asked_before("measure", measure.code)
    )


def _may_ask(viewer: Viewer) -> bool:
    return permissions.may(viewer, "ask question", NOTHING) and not now().as_at


def _holder(viewer: Viewer, kind: str, code: str) -> str:
    """Who it is that the button asks, for whoever has one."""
    thing = ask(queries_questions.subject, kind, code, viewer) if _may_ask(viewer) else None
    return fragments.caption(question_words.goes_to(thing.portfolios, thing.holders)) if thing else ""


def _ask_button(viewer: Viewer, kind: str, code: str) -> None:
    if _may_ask(viewer) and st.button("Ask the portfolio holder", key="ask_holder"):
        main_pages.go("questions", ask=kind, code=code)


def _note_button(viewer: Viewer, kind: str, code: str) -> None:
    may_note = permissions.may(viewer, "note private line", NOTHING)
    if may_note and not now().as_at and st.button("Note a line of enquiry", key="note_line_button"):
        main_pages.go("enquiries", note=kind, code=code)


def _follow_button(viewer: Viewer, measure: Measure) -> None:
    item = Item(is_shared=bool(measure.definition["is_partnership"]))
    if now().as_at or not permissions.may(viewer, "follow", item):
        return
    followed = ask(follows.is_followed, viewer.identity, measure.code)
    if st.button("Take off my list" if followed else "Add to my list", key="follow"):
        change = follows.stop if followed else follows.follow
        if question_forms.tried(lambda: change(now().store, viewer, measure.code)) is not None:
            st.session_state["question_said"] = "It is off your list." if followed else "It is on your list, on your Overview."
            st.rerun()


def _asked_before(kind: str, code: str) -> str:
    return fragments.more("", "See questions asked about it", f"/questions?about={kind}:{quote(code)}&state=all")

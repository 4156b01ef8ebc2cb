"""What stands around every page: who is looking, the find box, the banner above and the facts below."""

from __future__ import annotations

from urllib.parse import quote

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pimdata import figures, moments, queries
from pimdata.config import settings
from pimdata.people import Viewer
from pimdata.ui import fragments, main_pages, show, sign_in
from pimdata.ui.admission import Admission
from pimdata.ui.asking import ask, now
from pimdata.ui.roles import viewers

ADDRESSES = {
    "measure": "/measure?i={}",
    "action": "/action?a={}",
    "risk": "/risk?r={}",
    "service": "/service?s={}",
    "aim": "/measures?item={}",
}
ILLUSTRATIVE = "Illustrative figures, made up around the council's own plan. Today is taken to be {day}."


def address(kind: str, code: str) -> str:
    """Where a coded thing has its page."""
    return ADDRESSES.get(kind, ADDRESSES["aim"]).format(quote(code))


def require() -> Viewer:
    """Who is looking; every page begins with it, and outside the frame it shows nothing.

    Streamlit can be made to run a file of `pages/` by itself: then there is no frame, and no page either.
    """
    try:
        return now().viewer
    except LookupError:
        st.stop()


def top() -> None:
    """The find box, the page's own picker, the point of view, and whether the figures are real."""
    find, slot, view = st.columns([5, 4, 4])
    with find:
        _find()
    with view:
        _view_as()
    now().slot = slot
    if ask(queries.is_illustrative):
        show.html(fragments.banner(ILLUSTRATIVE.format(day=figures.date_words(now().today))))
    if moment := now().as_at:
        words = f"These are the figures as they stood on {moments.moment_words(moment)}."
        show.html(fragments.banner(words, "note"))


def slot() -> DeltaGenerator:
    """Where a page puts what it is chosen by, between the find box and the point of view."""
    return now().slot or st.container()


def _find() -> None:
    things = ask(queries.things)
    names = {code: f"{title} ({code}, {kind})" for code, kind, title in things.iter_rows()}
    kinds = dict(things.select("code", "kind").iter_rows())
    found = st.selectbox(
        "Find a measure, service, action or risk",
        list(names),
        index=None,
        format_func=lambda code: names.get(code, code),
        placeholder="Find a measure, service, action or risk",
        label_visibility="collapsed",
        key="find",
    )
    if found:
        del st.session_state["find"]
        page, _, query = address(kinds[found], "").removeprefix("/").partition("?")
        main_pages.go(page, **{query.removesuffix("="): found})


def act(admitted: Admission | None, is_seen_by_all: bool = False) -> None:
    """Begin the run in one of the roles held; in any there is, where nobody signs in. On a screen in a public meeting
    nothing exempt is seen, whoever shares it.
    """
    run = now()
    run.is_seen_by_all = is_seen_by_all
    run.held = tuple(ask(viewers)) if admitted is None else admitted.somebody.viewers
    run.become(sign_in.acting(run.held), not is_seen_by_all)


def _view_as() -> None:
    run = now()
    choices = {viewer.words: viewer for viewer in run.held}
    words = st.selectbox(
        "View as",
        list(choices),
        format_func=lambda words: f"View as: {words}",
        key="view_as",
        persist_state="session",
        label_visibility="collapsed",
    )
    run.become(choices.get(words, run.held[0]), not run.is_seen_by_all)
    sign_in.out()


def bottom() -> None:
    """What a reader must be able to find under any page of figures."""
    day = figures.date_words(now().today)
    made_up = ask(queries.is_illustrative)
    show.html(
        fragments.footer(
            fragments.Facts(
                as_at=moments.moment_words(moment) if (moment := now().as_at) else day,
                next_update="As soon as a return is sent and signed off",
                status_of_figures="Illustrative" if made_up else "As signed off; provisional figures say so",
                source="Returns of the council's services" + (", made up for a demonstration" if made_up else ""),
                strengths_and_limits="Each figure is judged at the decimals shown, against the target in force for its period",
                revisions="A revised figure says so; what it was first is kept in its history",
                contact=f"Policy and Performance team, {settings().council}",
            )
        )
    )


def no_database() -> None:
    """What is said before there is anything to show."""
    show.html(
        fragments.headline(
            "There is no database yet. The Policy and Performance team can build the demonstration with “make run”, "
            "or start the council's own with “pimdata load”.",
            "Nothing has been loaded",
        )
    )


def problem(words: str, name: str = "This could not be shown") -> None:
    """Something the reader or the team can put right."""
    title(name)
    show.html(fragments.headline("", name), fragments.banner(words, "problem"))


def title(words: str) -> None:
    """The name of the page in the browser's tab."""
    st.set_page_config(page_title=f"{words} · Performance, {settings().council}")

"""The sign-in page, and what is said to those who may not come in."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import streamlit as st

from pimdata import identity, provider, security_log, store, trail
from pimdata.config import settings
from pimdata.errors import NotAllowed
from pimdata.people import Viewer
from pimdata.ui import admission, fragments, show
from pimdata.ui.admission import Admission
from pimdata.ui.roles import viewers

ASK = "Ask the administrator of the system, or the Policy and Performance team"
WORDS: Mapping[str, tuple[str, str]] = {
    "not signed in": ("Sign in", "Sign in with your council account to see how the council is doing."),
    "signed out": ("You have signed out", "Sign in again to go on where you were."),
    "expired": ("Your sign-in has ended", "It lasts for a working day at most. Sign in again to go on where you were."),
    "left alone": ("Your sign-in has ended", "Nothing was done for a while. Sign in again to go on where you were."),
    "unknown": (
        "You are not on the list yet",
        f"You are signed in as {{email}}, and nobody has said which role you have. {ASK} to add this address.",
    ),
    "removed": (
        "You may no longer sign in here",
        f"You are signed in as {{email}}, whose roles here have ended. {ASK} if that is not right.",
    ),
    "no address": (
        "We could not tell who you are",
        f"Your account gave no e-mail address that it has verified. {ASK} how to put that right.",
    ),
}
OF_THE_PERSON = ("unknown", "removed", "no address")


def admit() -> Admission | None:
    """Who is looking, asked anew at every run; None where nobody signs in and a point of view is chosen instead.

    Nothing that a browser or an earlier run has left in the session is believed.
    """
    if not provider.is_configured():
        return None
    said: dict[str, Any] = dict(st.user.to_dict())
    return admission.of(said)


def page(admitted: Admission) -> None:
    """All that is shown to whoever may not come in."""
    title, words = WORDS[admitted.why]
    st.set_page_config(page_title=f"{title} · Performance, {settings().council}")
    show.html(fragments.headline(words.format(email=admitted.somebody.email), title))
    if admitted.why in OF_THE_PERSON:
        _told_once(admitted)
        if st.button("Sign in as somebody else", type="primary"):
            st.logout()
    elif st.button("Sign in", type="primary"):
        st.login(provider.NAME)


def _told_once(admitted: Admission) -> None:
    if st.session_state.get("refused") != admitted.why:
        st.session_state["refused"] = admitted.why
        security_log.event("refused", logging.WARNING, what=f"person {admitted.why}")
        trail.later(store.default(), admitted.somebody.email, "refused", detail=f"person {admitted.why}")
        if identity.is_break_glass(admitted.somebody.email):
            security_log.event("break-glass account refused", logging.ERROR, what=f"person {admitted.why}")


def acting(held: tuple[Viewer, ...]) -> Viewer:
    """The role somebody acts in: the one they chose, if they hold it, else the first they hold."""
    chosen = st.session_state.get("view_as")
    found = next((viewer for viewer in held if viewer.words == chosen), None)
    if chosen is not None and found is None:
        del st.session_state["view_as"]  # a role that is no longer held
    return found or held[0]


def viewer_now() -> Viewer:
    """Who is looking, in what answers a widget: that runs before the page is drawn, so it is asked anew, and what they
    are refused there is noted as it is in a run.

    Raises:
        NotAllowed: their sign-in has ended meanwhile.
    """
    admitted = admit()
    if admitted is None:
        with store.default().reading() as db:
            viewer = acting(tuple(viewers(db)))
    elif admitted.why:
        raise NotAllowed(WORDS[admitted.why][0] + ".")
    else:
        viewer = acting(admitted.somebody.viewers)
    trail.answering(store.default(), viewer)
    return viewer


def out() -> None:
    """The way out, for who is signed in."""
    if provider.is_configured() and st.button("Sign out", type="tertiary"):
        st.logout()

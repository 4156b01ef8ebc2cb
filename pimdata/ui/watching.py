"""What is noticed of a run before its page is drawn: that the page was opened, and that the break-glass account is in use."""

from __future__ import annotations

import logging

import streamlit as st

from pimdata import acting, identity, security_log
from pimdata.people import Viewer
from pimdata.ui import fragments, show
from pimdata.usage import USAGE

BROKEN = "Break-glass account in use. Everything done and every page opened is recorded, and this is looked into."


def opened(page: str, viewer: Viewer) -> None:
    """Whoever looks acts from here on; and a page that was opened is counted, once until another is."""
    acting.become(viewer)
    if st.session_state.get("opened") != page:
        st.session_state["opened"] = page
        USAGE.seen(page, viewer.role)
    _break_glass(viewer, page)


def _break_glass(viewer: Viewer, page: str) -> None:
    """Loud on purpose: a banner, a line for whoever watches the machine, and an event, every single run."""
    if identity.is_break_glass(viewer.email):
        show.html(fragments.banner(BROKEN, "problem"))
        security_log.event("break-glass account used", logging.WARNING, page=page, role=viewer.role)
        acting.tell(viewer, "break-glass account used", page)

"""The frame of every page: who is looking, the navigation, and the one place where a PimError is shown."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from pimdata import trail
from pimdata.config import settings
from pimdata.errors import NotAllowed, PimError
from pimdata.store import NoDatabase
from pimdata.ui import choices, frame, main_pages, show, sign_in, watching
from pimdata.ui.asking import asking


def asked_moment() -> datetime | None:
    """The moment in the address (`as_at`) that figures are frozen at; None for now, and for what is no moment."""
    try:
        return datetime.fromisoformat(st.query_params["as_at"]) if "as_at" in st.query_params else None
    except ValueError:
        return None


def draw() -> None:
    """One run: the frame, the page, and what is said where something is wrong."""
    st.set_page_config(page_title=f"Performance, {settings().council}", layout="wide")
    show.frame()
    admitted = sign_in.admit()
    chosen = main_pages.navigation(is_shown=admitted is None or not admitted.why)
    if admitted and admitted.why:
        sign_in.page(admitted)
        return
    try:
        # Only the page that compares asks for anybody's place but the council's own.
        us = choices.asked("us") if chosen.url_path == "compare" else ""
        with trail.run() as acts, asking(asked_moment(), us) as run:
            acts.store = run.store
            if not run.store.exists():
                raise NoDatabase("There is no database yet.")
            is_meeting = chosen.url_path == "meeting" and "n" in st.query_params
            frame.act(admitted, is_seen_by_all=chosen.url_path == "meeting")
            if not is_meeting:
                frame.top()
            watching.opened(chosen.url_path or "overview", frame.require())
            chosen.run()
            if not is_meeting:
                frame.bottom()
    except NoDatabase:
        frame.no_database()
    except NotAllowed as error:
        frame.problem(str(error), "This is not open to you")
    except PimError as error:
        frame.problem(str(error))


draw()

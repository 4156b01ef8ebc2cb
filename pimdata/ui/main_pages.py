"""Where the pages are: by absolute path, so that none can be opened without the frame."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

PAGES = Path(__file__).resolve().parent.parent.parent / "pages"
VISIBLE = {
    "overview": "Overview",
    "services": "Services",
    "measures": "Measures",
    "actions": "Actions and risks",
    "money": "Money",
}
MORE = {"returns": "Returns", "meeting": "Meeting", "definitions": "Definitions", "help": "Help"}
HIDDEN = {"measure": "Measure", "service": "Service", "action": "Action", "risk": "Risk"}


def path(name: str) -> Path:
    """The file of a page."""
    return PAGES / f"{name}.py"


def navigation() -> st.Page:
    """Every page there is; the same order for every role. Those about one thing are reached from lists, not the menu."""
    main = [_page(name, title) for name, title in VISIBLE.items()]
    more = [_page(name, title) for name, title in MORE.items()]
    hidden = [_page(name, title, "hidden") for name, title in HIDDEN.items()]
    return st.navigation({"": main, "More": [*more, *hidden]}, position="top")


def _page(name: str, title: str, visibility: str = "visible") -> st.Page:
    return st.Page(
        path(name),
        title=title,
        url_path="" if name == "overview" else name,
        default=name == "overview",
        visibility="hidden" if visibility == "hidden" else "visible",
    )


def go(name: str, **query: str) -> None:
    """Open a page."""
    st.switch_page(path(name), query_params=query)

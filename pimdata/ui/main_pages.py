"""Where the pages are: by absolute path, so that none can be opened without the frame."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from pimdata import permissions
from pimdata.people import Viewer
from pimdata.ui import fragments

PAGES = Path(__file__).resolve().parent.parent.parent / "pages"
VISIBLE = {
    "overview": "Overview",
    "services": "Services",
    "measures": "Measures",
    "actions": "Actions and risks",
    "money": "Money",
    "compare": "Compare",
    "more": "More",
}
MORE = {
    "returns": ("Returns", "What is owed and by when, its template, and how a file is checked, sent and taken back."),
    "questions": (
        "Questions",
        "What members asked and of whom, what was answered, how soon, and what is before Scrutiny.",
    ),
    "meeting": ("Meeting", "Build a running order from what needs attention, freeze the figures, and share the screen."),
    "quality": (
        "Data quality",
        "Which returns are in and on time, what the checks find, and which measures to rely on.",
    ),
    "calendar": ("Calendar", "What is due and when, the council's year month by month, and feeds for your own calendar."),
    "forecasts": ("Forecasts", "How good forecasts of past years have been: by arithmetic, by owners, and of money."),
    "definitions": ("Definitions", "What every status, word and column means, and how each measure is worked out."),
    "privacy": ("Data protection", "What is held of people, why, and for how long; how a person is forgotten."),
    "help": ("Help", "How to read each page, the words explained, the keys, and the accessibility statement."),
}
# Those that not everybody may read, and what whoever may is allowed to do.
ONLY_FOR = {
    "enquiries": ("Lines of enquiry", "What the committee means to ask, kept to itself until it asks.", "see private lines"),
    "trail": ("Trail", "Who did what, when and from which load, and whether the record is whole.", "read trail"),
    "access": ("Access review", "Who may do what, who has left, and what clashes.", "review access"),
    "usage": ("Usage", "Which pages are opened, by role and never by person.", "see usage"),
}
HIDDEN = {"measure": "Measure", "service": "Service", "action": "Action", "risk": "Risk"}


TITLES = {**VISIBLE, **{name: said[0] for name, said in (MORE | ONLY_FOR).items()}, **HIDDEN}


@cache
def names() -> frozenset[str]:
    """Every page by its address."""
    return frozenset(TITLES)


def path(name: str) -> Path:
    """The file of a page."""
    return PAGES / f"{name}.py"


def navigation(is_shown: bool = True) -> st.Page:
    """Every page there is; the same order for every role. Those about one thing are reached from lists, not the menu.

    Whoever may not come in has every page too, and no menu: an address that is not known would be called missing.

    The menu is one flat list: with sections Streamlit makes a list on a phone that a screen reader cannot follow.
    """
    visible = [_page(name, title) for name, title in VISIBLE.items()]
    hidden = [name for name in TITLES if name not in VISIBLE]
    return st.navigation(
        [*visible, *(_page(name, TITLES[name], "hidden") for name in hidden)], position="top" if is_shown else "hidden"
    )


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


def more(viewer: Viewer) -> str:
    """The pages that the menu has no room for, each with what it is for; those for a few are shown to those few."""
    heading = fragments.headline("Returns, questions, meetings, forecasts, definitions and help.", "More")
    ways = [(title, f"/{name}", words) for name, (title, words) in MORE.items()]
    few = [(title, f"/{name}", words) for name, (title, words, action) in ONLY_FOR.items() if permissions.may(viewer, action)]
    return heading + fragments.ways_on([*ways, *few])

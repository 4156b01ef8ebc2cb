"""Working papers behind a measure's figures: which there are, reading them, and attaching them, for those who may."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from pimdata import figures, papers, permissions
from pimdata.errors import PimError
from pimdata.moments import moment_words
from pimdata.people import Viewer
from pimdata.permissions import Item
from pimdata.ui import fragments, show
from pimdata.ui.asking import ask, now

RESULTS = "indicator_results"
KINDS = [kind.removeprefix(".") for kind in papers.KINDS]


def draw(viewer: Viewer, code: str, service: str, periods: Sequence[str]) -> None:
    """The papers of a measure; for anyone else than auditors and its owners, how many there are."""
    item = Item(service=service, dataset=RESULTS)
    found = ask(papers.of_code, dataset=RESULTS, code=code)
    if not permissions.may(viewer, "read paper", item):
        if found:
            held = f"{figures.plural(len(found), 'working paper')} {figures.noun(len(found), 'is', 'are')} held"
            show.html(fragments.paragraph(f"{held} behind these figures, for its owners and for audit."))
        return
    if words := st.session_state.pop("attached", ""):
        show.html(fragments.banner(words, "good"))
    with st.expander(f"Working papers ({len(found)})", key="papers"):
        show.html(_table(found))
        _download(viewer, found)
        if permissions.may(viewer, "attach paper", item) and periods:
            _attach(viewer, code, periods)


def _table(found: Sequence[dict[str, Any]]) -> str:
    rows = [
        {
            "figure": figures.period_name(paper["key"].split("|")[1]),
            "file": paper["file_name"],
            "note": paper["note"] or "–",
            "size": f"{max(paper['size'] // 1000, 1):,} KB",
            "by": f"{paper['by_whom']}, {moment_words(paper['loaded_at'])}",
            "sha256": paper["sha256"],
        }
        for paper in found
    ]
    columns = [
        fragments.Column("figure", "Figure of"),
        fragments.Column("file", "File"),
        fragments.Column("note", "What it shows"),
        fragments.Column("size", "Size"),
        fragments.Column("by", "Attached by"),
        fragments.Column("sha256", "Fingerprint (SHA-256)"),
    ]
    return fragments.table("Working papers", columns, rows, "No paper is attached.", quiet=True)


def _download(viewer: Viewer, found: Sequence[dict[str, Any]]) -> None:
    if not found:
        return
    at = st.selectbox(
        "Read a paper", range(len(found)), index=None, format_func=lambda at: found[at]["file_name"], placeholder="Choose one"
    )
    if at is None:
        return
    paper = found[at]
    try:
        content = papers.read(now().db(), viewer, RESULTS, paper["key"], paper["sha256"])
    except PimError as error:
        show.html(fragments.banner(str(error), "problem"))
        return
    # Never as what it says it is: a browser then saves it and opens nothing.
    st.download_button(
        f"Download {paper['file_name']}", content, paper["file_name"], "application/octet-stream", on_click="ignore"
    )


def _attach(viewer: Viewer, code: str, periods: Sequence[str]) -> None:
    with st.form("attach", border=True, clear_on_submit=True):
        period = st.selectbox("Figure of", periods, format_func=figures.period_name)
        file = st.file_uploader("Paper", type=KINDS, max_upload_size=papers.LARGEST // 1_000_000)
        note = st.text_input("What it shows", max_chars=200)
        asked = st.form_submit_button("Attach it")
    if not asked:
        return
    if file is None:
        show.html(fragments.banner("Select the paper to attach.", "problem"))
        return
    try:
        sha256 = papers.attach(now().store, viewer, RESULTS, papers.key_of(code, period), file.name, file.getvalue(), note)
    except PimError as error:
        show.html(fragments.banner(str(error), "problem"))
        return
    st.session_state["attached"] = f"{file.name} is attached. Its fingerprint is {sha256}."
    st.rerun()

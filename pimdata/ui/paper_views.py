"""Working papers behind a measure's figures: which there are, reading them, and attaching them, for those who may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pimdata import figures, papers, permissions
from pimdata.errors import PimError
from pimdata.moments import moment_words
from pimdata.people import Viewer
from pimdata.permissions import Item
from pimdata.ui import downloads, fragments, show
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
            names = {papers.key_of(code, period): figures.period_name(period) for period in periods}
            _attach(viewer, RESULTS, names)


def of_return(viewer: Viewer, dataset: str, service: str, period: str) -> None:
    """Papers behind the figures of a return, sent or still to be: for those who may attach them."""
    names = ask(papers.figures_of, dataset, service, period)
    if not names or not permissions.may(viewer, "attach paper", Item(service=service, dataset=dataset)):
        return
    found = ask(papers.of_keys, dataset, tuple(names))
    if words := st.session_state.pop("attached", ""):
        show.html(fragments.banner(words, "good"))
    with st.expander(f"Working papers ({len(found)})", key="papers"):
        show.html(fragments.paragraph("A paper can be put behind a figure before it is sent, and after."))
        show.html(_table(found, names))
        _download(viewer, found)
        _attach(viewer, dataset, names)


def _table(found: Sequence[dict[str, Any]], names: Mapping[str, str] | None = None) -> str:
    rows = [
        {
            "figure": names[paper["key"]] if names else figures.period_name(paper["key"].split("|")[1]),
            "file": paper["file_name"],
            "note": paper["note"] or "–",
            "size": figures.size_of(paper["size"]),
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
        content = papers.read(now().db(), viewer, paper["dataset"], paper["key"], paper["sha256"])
    except PimError as error:
        show.html(fragments.banner(str(error), "problem"))
        return
    # Never as what it says it is: a browser then saves it and opens nothing.
    label = show.plain(f"Download {paper['file_name']}")
    downloads.button(label, lambda: content, paper["file_name"], "application/octet-stream")


def _attach(viewer: Viewer, dataset: str, names: Mapping[str, str]) -> None:
    with st.form("attach", border=True, clear_on_submit=True):
        key = st.selectbox("Figure of", list(names), format_func=names.__getitem__)
        file = st.file_uploader("Paper", type=KINDS, max_upload_size=papers.LARGEST // 1_000_000)
        note = st.text_input("What it shows", max_chars=200)
        asked = st.form_submit_button("Attach it")
    if not asked:
        return
    if file is None:
        show.html(fragments.banner("Select the paper to attach.", "problem"))
        return
    try:
        sha256 = papers.attach(now().store, viewer, dataset, key, file.name, file.getvalue(), note)
    except PimError as error:
        show.html(fragments.banner(str(error), "problem"))
        return
    st.session_state["attached"] = f"{file.name} is attached. Its fingerprint is {sha256}."
    st.rerun()

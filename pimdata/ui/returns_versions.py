"""Every version of a draft that was kept: who saved which file when, and a way to open one again."""

from __future__ import annotations

import streamlit as st

from pimdata import fixing, queries_drafts, stages, store
from pimdata.errors import PimError
from pimdata.figures import plural
from pimdata.moments import moment_words
from pimdata.queries_drafts import Draft
from pimdata.ui import fragments, show
from pimdata.ui.asking import now
from pimdata.ui.returns_draft import Chosen, announce, draft_of, save

MOST = 50


def draw(chosen: Chosen) -> None:
    """The earlier versions of the draft that is looked at; nothing where it is in its first."""
    draft = draft_of(chosen)
    if draft is None or draft.version < 2:
        return
    with st.expander(show.plain(f"Earlier versions of this draft ({draft.version - 1})"), key=chosen.key("versions")):
        found = {
            each.version: each
            for each in reversed(queries_drafts.versions(now().db(), draft.draft_id))
            if each.version < draft.version
        }
        show.html(_table(list(found.values())[:MOST]))
        picked = st.selectbox(
            "Open an earlier version again",
            list(found),
            index=None,
            format_func=lambda number: _named(found[number]),
            placeholder="Choose one",
            key=f"{chosen.key('version')} {draft.draft_id} {draft.version}",
        )
        if picked is not None:
            words = "It takes the place of what is in the draft now, which stays among its versions."
            show.html(fragments.paragraph(words))
            st.button(
                show.plain(f"Open version {picked}"),
                key=f"{chosen.key('open version')} {picked}",
                on_click=_open,
                args=(chosen, found[picked]),
            )


def _table(versions: list[Draft]) -> str:
    columns = [
        fragments.Column("version", "Version"),
        fragments.Column("file", "File"),
        fragments.Column("stage", "Stage"),
        fragments.Column("done", "Put right or explained"),
        fragments.Column("by", "Saved by"),
        fragments.Column("at", "Saved at"),
    ]
    rows = [
        {
            "version": str(each.version),
            "file": each.file_name,
            "stage": stages.stage_words(each.state) if each.state in ("draft", "checked") else each.state.capitalize(),
            "done": plural(len(done), "row") if (done := {*each.edits, *each.reasons} - {*fixing.OF_THE_WHOLE}) else "–",
            "by": each.by_whom,
            "at": moment_words(each.changed_at),
        }
        for each in versions
    ]
    return fragments.table("Earlier versions of this draft", columns, rows, quiet=True)


def _named(version: Draft) -> str:
    return f"Version {version.version}: {version.file_name}, {version.by_whom}, {moment_words(version.changed_at)}"


def _open(chosen: Chosen, version: Draft) -> None:
    """Put an earlier version in the place of the newest, as a version of its own."""
    draft = draft_of(chosen)
    if draft is None:
        return
    try:
        with store.default().reading() as db:
            content = queries_drafts.content(db, version)
    except PimError as error:
        st.session_state[chosen.key("problem")] = str(error)
        return
    save(chosen, draft, file=(version.file_name, content), edits=version.edits, reasons=version.reasons)
    announce(chosen)

"""A file that is on its way, kept for the session: what is found in it, and the reasons typed for its rows."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import polars as pl
import streamlit as st

from pimdata import ownership, returns
from pimdata.checked import Checked
from pimdata.checks import ONLY_IF_ASKED, SHORTEST_REASON
from pimdata.errors import PimError
from pimdata.messages import Fault
from pimdata.returns import Looked
from pimdata.ui import fragments, show
from pimdata.ui.asking import now


class Chosen(NamedTuple):
    """Which return; all empty for a file that is none, such as a part of the plan."""

    dataset: str = ""
    service: str = ""
    period: str = ""

    def key(self, name: str) -> str:
        """A name in the session that is this return's own."""
        return f"returns {name} {self.dataset} {self.service} {self.period}"


class Draft(NamedTuple):
    """A file as it arrived; kept for the session, so that going elsewhere loses nothing."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """What tells it from any other file."""
        return hashlib.sha256(self.content).hexdigest()


OTHER = Chosen()
LARGE = 1_000_000  # bytes; some twenty thousand rows


def arrived(chosen: Chosen, key: str) -> None:
    """Keep a file the moment it arrives; one that is taken away is forgotten."""
    uploaded = st.session_state[key]
    forget(chosen)
    st.session_state.pop(chosen.key("receipt"), None)
    if uploaded is not None:
        st.session_state[chosen.key("draft")] = Draft(uploaded.name, uploaded.getvalue())


def forget(chosen: Chosen) -> None:
    """Let a file go, and what was found in it; reasons stay, for the case that it comes back."""
    for name in ("draft", "problem", "looked"):
        st.session_state.pop(chosen.key(name), None)


def reasons_of(draft: Draft) -> dict[int, str]:
    """What was typed to explain the rows of this very file."""
    said: dict[int, str] = st.session_state.setdefault(f"returns reasons {draft.sha256}", {})
    return said


def look_at(chosen: Chosen, mine: str | None) -> Looked | None:
    """What is found in the file; looked at anew only when it, what was typed, or the data has changed."""
    draft: Draft | None = st.session_state.get(chosen.key("draft"))
    if draft is None:
        return None
    explained = reasons_of(draft)
    run = now()
    allowed = ownership.datasets_of(run.viewer)
    key = (draft.sha256, draft.name, tuple(sorted(explained.items())), run.version, run.today, mine, allowed)
    held = st.session_state.get(chosen.key("looked"))
    if held is None or held[0] != key:
        held = (key, _look_and_say_so(chosen, draft, explained, mine))
        st.session_state[chosen.key("looked")] = held
    looked: Looked = held[1]
    return looked


def _look_and_say_so(chosen: Chosen, draft: Draft, explained: dict[int, str], mine: str | None) -> Looked:
    """A large file takes some seconds, and then says that it is being checked."""
    if len(draft.content) < LARGE:
        return _look(chosen, draft, explained, mine)
    with st.spinner(f"Checking {show.plain(draft.name)}, {len(draft.content) / 1e6:.0f} MB"):
        return _look(chosen, draft, explained, mine)


def _look(chosen: Chosen, draft: Draft, explained: dict[int, str], mine: str | None) -> Looked:
    allowed = ownership.datasets_of(now().viewer)
    try:
        return returns.look(
            now().store, draft.content, draft.name, explained, service=mine, wanted=chosen.dataset, allowed=allowed
        )
    except PimError as error:
        stop = Fault("B09", "stop", None, "", "", str(error), "")
        return Looked(Checked("", pl.DataFrame(), faults=(stop,), stage="B"))


def ask_for_reasons(chosen: Chosen, looked: Looked) -> None:
    """A box for each row that a good reason lets through; it stays while the file is the same."""
    draft: Draft | None = st.session_state.get(chosen.key("draft"))
    if draft is None:
        return
    said = reasons_of(draft)
    asked: dict[int, list[str]] = {}
    for each in (*looked.checked.to_do, *looked.checked.explained):
        if each.row is not None and (each.kind == "explain" or each.code == ONLY_IF_ASKED):
            asked.setdefault(each.row, []).append(each.words)
    settled = {each.row for each in looked.checked.explained} - {each.row for each in looked.checked.to_do}
    wanted = {row: words for row, words in asked.items() if row in said or row not in settled}
    if wanted:
        show.html(fragments.section("Rows that need a reason"))
        show.html(
            fragments.paragraph(
                f"Correct the figure in the file, or say why it is right: {SHORTEST_REASON} characters or more."
            )
        )
    for row, words in sorted(wanted.items()):
        key = f"reason {draft.sha256} {row}"
        st.text_area(
            show.plain(" ".join(words)), said.get(row, ""), key=key, max_chars=600, on_change=_explain, args=(draft, row, key)
        )


def _explain(draft: Draft, row: int, key: str) -> None:
    reasons_of(draft)[row] = st.session_state[key]

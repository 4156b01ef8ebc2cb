"""The draft of a return on the page: kept the moment its file arrives, picked up where it was, and what is found in it."""

from __future__ import annotations

from typing import Any, NamedTuple

import polars as pl
import streamlit as st

from pimdata import draft_rows, drafts, fixing, ownership, queries_drafts, returns, store
from pimdata.checked import Checked
from pimdata.draft_rows import DraftRow
from pimdata.errors import PimError
from pimdata.messages import Fault
from pimdata.moments import moment_words
from pimdata.people import Viewer
from pimdata.queries_drafts import Draft, Whose
from pimdata.returns import Looked
from pimdata.ui import fragments, returns_progress, show, sign_in
from pimdata.ui.asking import now


class Chosen(NamedTuple):
    """Which return; all empty for a file that is none, such as a part of the plan."""

    dataset: str = ""
    service: str = ""
    period: str = ""

    def key(self, name: str) -> str:
        """A name in the session that is this return's own."""
        return f"returns {name} {self.dataset} {self.service} {self.period}"

    @property
    def whose(self) -> Whose:
        """How drafts name it."""
        return Whose(*self)


OTHER = Chosen()


def begin(chosen: Chosen, name: str, content: bytes) -> Draft:
    """Keep a file as a new draft.

    Raises:
        NotAllowed: whoever is looking may not send this return.
    """
    put = drafts.keep(store.default(), sign_in.viewer_now(), chosen.whose, name, content)
    hold(chosen, put, content)
    st.session_state[chosen.key("changed")] = True
    return put


def save(chosen: Chosen, held: Draft, **changes: Any) -> bool:  # noqa: ANN401 - as drafts.change takes them
    """Keep a change of a draft; where somebody else's came between, both are kept and the page says so."""
    try:
        put = drafts.change(store.default(), sign_in.viewer_now(), held.draft_id, held.version, **changes)
    except drafts.ChangedMeanwhile as clash:
        st.session_state[chosen.key("clash")] = clash
        return False
    except PimError as error:
        st.session_state[chosen.key("problem")] = str(error)
        return False
    file = changes.get("file")
    hold(chosen, put, file[1] if file else None)
    st.session_state[chosen.key("changed")] = True
    return True


def hold(chosen: Chosen, draft: Draft, content: bytes | None = None) -> None:
    """Remember which draft this session looks at, and its file, so that it is not fetched at every step."""
    st.session_state[chosen.key("draft")] = draft
    if content is not None:
        st.session_state[chosen.key("content")] = (draft.sha256, content)


def draft_of(chosen: Chosen) -> Draft | None:
    """The draft this session looks at, as it was when the page was last drawn."""
    held: Draft | None = st.session_state.get(chosen.key("draft"))
    return held


def pick_up(viewer: Viewer, chosen: Chosen) -> Draft | None:
    """The draft as it stands now: the one this session looks at, else the one changed last, whoever began it."""
    known = {each.draft_id: each for each in queries_drafts.of_return(now().db(), viewer, chosen.whose)}
    held = draft_of(chosen)
    if not known:
        forget(chosen)
        return None
    at = held.draft_id if held and held.draft_id in known else next(iter(known))
    if held and held.draft_id == at and known[at].version != held.version and known[at].identity != viewer.identity:
        words = (
            f"{known[at].by_whom} changed this draft at {moment_words(known[at].changed_at)}. You are looking at that version."
        )
        show.html(fragments.banner(words, "note"))
    if len(known) > 1:
        at = st.selectbox(
            "Drafts of this return", list(known), index=list(known).index(at), format_func=lambda number: _named(known[number])
        )
    hold(chosen, known[at])
    return known[at]


def _named(draft: Draft) -> str:
    return f"{draft.file_name}, saved by {draft.by_whom} at {moment_words(draft.changed_at)}"


def content_of(chosen: Chosen, draft: Draft) -> bytes:
    """The file of a draft."""
    held = st.session_state.get(chosen.key("content"))
    if held is None or held[0] != draft.sha256:
        held = (draft.sha256, queries_drafts.content(now().db(), draft))
        st.session_state[chosen.key("content")] = held
    content: bytes = held[1]
    return content


def rows_of(chosen: Chosen) -> list[DraftRow]:
    """The rows of the draft this session looks at, whatever file they came in, with what was put right in them.

    Raises:
        PimError: the council's scanner refuses the file.
    """
    draft = draft_of(chosen)
    if draft is None or not chosen.dataset:
        return []
    key = (draft.sha256, draft.edits, draft.reasons)
    held = st.session_state.get(chosen.key("rows"))
    if held is None or held[0] != key:
        content = content_of(chosen, draft)
        held = (key, draft_rows.read(content, draft.file_name, chosen.dataset, draft.edits, draft.reasons))
        st.session_state[chosen.key("rows")] = held
    found: list[DraftRow] = held[1]
    return found


def forget(chosen: Chosen) -> None:
    """Let go of what the session remembers of a draft; what is kept stays kept."""
    for name in ("draft", "content", "looked", "rows"):
        st.session_state.pop(chosen.key(name), None)


def remove(chosen: Chosen, draft: Draft) -> None:
    """Remove a draft, at the press of a button."""
    try:
        drafts.close(store.default(), sign_in.viewer_now(), draft.draft_id)
    except PimError as error:
        st.session_state[chosen.key("problem")] = str(error)
        return
    st.session_state.pop(chosen.key("problem"), None)
    forget(chosen)


def clash(chosen: Chosen) -> None:
    """Said where two changed one draft: who else did and when, and the two ways on. Neither loses anything."""
    found: drafts.ChangedMeanwhile | None = st.session_state.get(chosen.key("clash"))
    if found is None:
        return
    show.html(fragments.banner(str(found), "problem"))
    for words, is_mine in (("Open the newer version", False), ("Replace it with mine", True)):
        st.button(words, key=f"{chosen.key('clash')} {is_mine}", on_click=_settle, args=(chosen, found, is_mine))


def _settle(chosen: Chosen, found: drafts.ChangedMeanwhile, is_mine: bool) -> None:
    for name in ("clash", "problem"):
        st.session_state.pop(chosen.key(name), None)
    forget(chosen)
    if not is_mine:
        hold(chosen, found.newer)
        return
    try:
        hold(chosen, drafts.replace(store.default(), sign_in.viewer_now(), found.newer, found.kept))
    except PimError as error:
        st.session_state[chosen.key("problem")] = str(error)


def announce(chosen: Chosen) -> None:
    """Something was sent or pressed: whoever did it is taken to what came of it."""
    st.session_state[chosen.key("answer")] = st.session_state.get(chosen.key("answer"), 0) + 1


def token(chosen: Chosen) -> str:
    """What tells one answer from the next; '' while nothing was sent or pressed."""
    return str(st.session_state.get(chosen.key("answer"), ""))


def look_at(viewer: Viewer, chosen: Chosen, mine: str | None) -> Looked | None:
    """What is found in the file; looked at anew only when it, what was typed, or the data has changed."""
    unkept = st.session_state.get(chosen.key("unkept"))
    if unkept is not None:
        return _unkept(*unkept)
    draft = pick_up(viewer, chosen)
    if draft is None:
        return None
    run = now()
    allowed = ownership.datasets_of(run.viewer)
    revising = revises(chosen)
    key = (draft.sha256, draft.file_name, draft.edits, draft.reasons, revising, run.version, run.today, mine, allowed)
    held = st.session_state.get(chosen.key("looked"))
    if held is None or held[0] != key:
        held = (key, _look_and_say_so(chosen, draft, mine))
        st.session_state[chosen.key("looked")] = held
    looked: Looked = held[1]
    _keep_stage(chosen, draft, looked)
    return looked


def _unkept(name: str, size: int) -> Looked:
    """What is wrong with a file that is empty or too large to keep."""
    return returns.look(now().store, bytes(size), name)


def _keep_stage(chosen: Chosen, draft: Draft, looked: Looked) -> None:
    """A draft is checked once every row of it is ready, and a draft again when one is not.

    Only whoever changed it says so, once: what is ready hangs on who may send what, and looking must write nothing.
    """
    if not st.session_state.pop(chosen.key("changed"), False):
        return
    state = "checked" if looked.checked.is_ready else "draft"
    if draft.state != state and save(chosen, draft, state=state):
        st.session_state.pop(chosen.key("changed"), None)


def _look_and_say_so(chosen: Chosen, draft: Draft, mine: str | None) -> Looked:
    """A large file takes some seconds, and then says how far it has come."""
    content = content_of(chosen, draft)
    with returns_progress.shown("Checking", draft.file_name, len(content)):
        return _look(chosen, draft, content, mine)


def _look(chosen: Chosen, draft: Draft, content: bytes, mine: str | None) -> Looked:
    try:
        return returns.look(
            now().store,
            content,
            draft.file_name,
            draft.reasons,
            service=mine,
            wanted=chosen.dataset,
            edits=draft.edits,
            whose=chosen.service,
            period=chosen.period,
            allowed=ownership.datasets_of(now().viewer),
            revises=revises(chosen),
        )
    except PimError as error:
        stop = Fault("B09", "stop", None, "", "", str(error), "")
        return Looked(Checked("", pl.DataFrame(), faults=(stop,), stage="B"))


def revises(chosen: Chosen) -> bool:
    """Whether it was said that figures of a published period are to be revised; the draft keeps it."""
    draft = draft_of(chosen)
    return draft is not None and bool(draft.edits.get(fixing.REVISES))

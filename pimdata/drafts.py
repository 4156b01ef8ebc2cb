"""Returns on their way: each is kept in the database the moment it arrives, and every change of it is kept too.

A draft counts for nothing and is no part of the version of the data. Each change says which version it was made to; where
somebody else's came between it is refused, and kept beside the other as a draft of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import duckdb

from pimdata import answers, permissions, stored_files, trail
from pimdata.errors import PimError
from pimdata.moments import moment_words
from pimdata.people import Viewer
from pimdata.queries_drafts import OPEN, Draft, Whose, get, rule
from pimdata.store import Store, now

DB = duckdb.DuckDBPyConnection


class ChangedMeanwhile(PimError):
    """Somebody changed the draft since it was read. What was to be saved is kept as `kept`, a draft of its own."""

    def __init__(self, newer: Draft, kept: Draft) -> None:
        self.newer, self.kept = newer, kept
        super().__init__(
            f"{newer.by_whom} saved a newer version at {moment_words(newer.changed_at)}. Open it, or replace it with yours: "
            "both are kept."
        )


def keep(store: Store, viewer: Viewer, whose: Whose, file_name: str, content: bytes) -> Draft:
    """Keep a file as a new draft; an empty one where it is filled in on the page.

    Raises:
        NotAllowed: this person may not send this return.
    """
    with store.writing_to() as db:
        _require(db, viewer, whose)
        return _begin(db, viewer, whose, file_name, stored_files.keep(db, content), {}, {})


def change(
    store: Store,
    viewer: Viewer,
    draft_id: int,
    expected_version: int,
    *,
    file: tuple[str, bytes] | None = None,
    edits: Mapping[str, Any] | None = None,
    reasons: Mapping[str, Any] | None = None,
    state: str | None = None,
) -> Draft:
    """Save a change to a draft; what is not given stays as it is. Where nothing would change nothing is written.

    Args:
        expected_version: the version that was read and is changed here.
        file: its name and its bytes, where another file takes its place.
        state: draft, or checked once every row is ready.

    Raises:
        NotAllowed: this person may not send this return.
        PimError: there is no such draft, or it is sent or removed.
        ChangedMeanwhile: another version came between; the change is kept as a draft of its own.
    """
    clash: ChangedMeanwhile | None = None
    with store.writing_to() as db:
        held = get(db, draft_id)
        _require(db, viewer, held.whose)
        name, sha256 = (file[0], stored_files.keep(db, file[1])) if file else (held.file_name, held.sha256)
        wanted = held._replace(
            file_name=name,
            sha256=sha256,
            edits=held.edits if edits is None else dict(edits),
            reasons=held.reasons if reasons is None else dict(reasons),
            state=state or ("draft" if file else held.state),
        )
        if wanted == held:
            return held
        if held.version != expected_version:
            own = _begin(db, viewer, held.whose, name, sha256, wanted.edits, wanted.reasons)
            clash = ChangedMeanwhile(held, own)
        else:
            _refuse_closed(held)
            return _append(db, viewer, wanted)
    raise clash


def replace(store: Store, viewer: Viewer, theirs: Draft, own: Draft) -> Draft:
    """Put one's own version in the place of the newer one it clashed with; the newer stays among its versions.

    Raises:
        NotAllowed: this person may not send this return.
        PimError: one of the two is sent or removed.
    """
    with store.writing_to() as db:
        held, mine = get(db, theirs.draft_id), get(db, own.draft_id)
        _require(db, viewer, held.whose)
        _refuse_closed(held)
        _refuse_closed(mine)
        _append(db, viewer, mine._replace(state="removed", note=f"It took the place of draft {held.draft_id}."))
        put = held._replace(
            file_name=mine.file_name, sha256=mine.sha256, edits=mine.edits, reasons=mine.reasons, state=mine.state, note=""
        )
        return _append(db, viewer, put)


def close(store: Store, viewer: Viewer, draft_id: int, reason: str = "") -> None:
    """Remove a draft: it is shown no more, and stays among what was kept.

    Raises:
        NotAllowed: this person may not send this return.
        PimError: there is no such draft, or it is sent or removed already.
    """
    with store.writing_to() as db:
        held = get(db, draft_id)
        _require(db, viewer, held.whose)
        _refuse_closed(held)
        _append(db, viewer, held._replace(state="removed", note=reason))


def sent(db: DB, viewer: Viewer, draft: Draft, load_id: int, is_whole: bool) -> Draft:
    """Record, in the transaction of a load, that it came of this draft; rows that were kept back leave it open.

    Raises:
        PimError: somebody changed, sent or removed the draft since it was read.
    """
    held = get(db, draft.draft_id)
    _refuse_closed(held)
    if held.version != draft.version:
        raise PimError(
            f"{held.by_whom} saved a newer version at {moment_words(held.changed_at)}. Look through it, then send. "
            "Nothing was sent."
        )
    return _append(db, viewer, held._replace(state="sent" if is_whole else "draft", load_id=load_id, note=""))


def back(db: DB, viewer: Viewer, load_id: int, reason: str) -> Draft | None:
    """Make the draft a load came of a draft again, in the transaction that takes the load back; None where it had none."""
    query = "select draft_id from main.draft_versions where load_id = $id order by draft_id desc limit 1"
    found = answers.rows(db, query, {"id": load_id})
    if not found:
        return None
    held = get(db, found[0][0])
    return _append(db, viewer, held._replace(state="draft", note=reason, load_id=None))


def _require(db: DB, viewer: Viewer, whose: Whose) -> None:
    permissions.require(viewer, *rule(db, whose))


def _refuse_closed(held: Draft) -> None:
    if held.state not in OPEN:
        raise PimError(f"This draft was {held.state} by {held.by_whom} at {moment_words(held.changed_at)}. Start a new one.")


def _begin(
    db: DB, viewer: Viewer, whose: Whose, file_name: str, sha256: str, edits: dict[str, Any], reasons: dict[str, Any]
) -> Draft:
    draft_id, moment = answers.rows(db, "select coalesce(max(draft_id), 0) + 1 from main.drafts")[0][0], now(db)
    db.execute("insert into main.drafts values (?, ?, ?, ?, ?, ?)", [draft_id, *whose, moment, viewer.identity])
    first = Draft(
        draft_id, 0, *whose, file_name, sha256, edits, reasons, "draft", "", viewer.words, viewer.identity, moment,
        viewer.identity, moment, None,
    )  # fmt: skip
    return _append(db, viewer, first)


def _append(db: DB, viewer: Viewer, draft: Draft) -> Draft:
    """Write a draft's next version."""
    put = draft._replace(version=draft.version + 1, by_whom=viewer.words, identity=viewer.identity, changed_at=now(db))
    db.execute(
        "insert into main.draft_versions values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            put.draft_id, put.version, put.state, put.file_name, put.sha256, _json(put.edits), _json(put.reasons), put.note,
            put.load_id, put.changed_at, put.by_whom, put.identity,
        ],
    )  # fmt: skip
    told = f"draft {put.draft_id}, version {put.version}, SHA-256 {put.sha256}"
    trail.record(
        db, viewer, f"return {put.state}" if put.state != "draft" else "return drafted", put.whose.words, put.load_id, told
    )
    return put


def _json(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True) if said else ""

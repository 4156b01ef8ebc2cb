"""A file from its bytes to its receipt: read, checked, looked at, sent. Page, command line and API all come through here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

import duckdb
import polars as pl

from pimdata import drafts, figures, fixing, grids, load, ownership, queries_signing, reading, sending, signing, steps
from pimdata.checked import as_text
from pimdata.errors import NothingToDo, PimError
from pimdata.looking import Looked as Looked
from pimdata.looking import look as look
from pimdata.messages import file_row
from pimdata.people import Viewer
from pimdata.previews import compared as compared
from pimdata.queries_drafts import Draft
from pimdata.rows import Row
from pimdata.store import Store

ROW = reading.ROW


@dataclass(frozen=True)
class Receipt:
    """What was stored, by whom and when; `load_id` is what takes it back."""

    load_id: int
    reference: str
    dataset: str
    period: str
    file_name: str
    sha256: str
    by_whom: str
    sent_at: datetime
    rows_sent: int
    rows_held: int
    new: int
    changed: int
    unchanged: int
    stage: str = load.SIGNED
    signer: str = ""  # whom it waits for
    rows_explained: int = 0

    @property
    def summary(self) -> str:
        """What came of the file, in a line."""
        counts = f"{self.new:,} new, {self.changed:,} changed, {self.unchanged:,} unchanged"
        waits = f"; {self.rows_held:,} wait" if self.rows_held else ""
        return f"{self.file_name}: {self.rows_sent:,} rows stored as load {self.load_id} ({counts}){waits}"


class Sending(NamedTuple):
    """How a file is sent.

    A return that a person sends waits for a second person to sign it off; `viewer` is None where no person sends it, as on
    the command line, and the system then signs it off. A plan is signed off as it is sent.

    Args:
        draft: the draft it comes of: closed by it, or left with the rows that wait to be put right.
        replaces: that it takes the place of what waits for sign-off.
        revises: that it revises figures of a published period.
        control_total: what the ledger gives as spent for all cost centres of the file together, in pounds.
    """

    viewer: Viewer | None = None
    draft: Draft | None = None
    replaces: bool = False
    revises: bool = False
    control_total: Decimal | None = None


BY_THE_SYSTEM = Sending()


def send(
    store: Store,
    content: bytes,
    file_name: str,
    by_whom: str,
    explained: Mapping[int, str] | fixing.Reasons | None = None,
    dataset: str | None = None,
    is_illustrative: bool | None = None,
    force: bool = False,
    service: str | None = None,
    wanted: str = "",
    allowed: frozenset[str] | None = ownership.ORDINARY,
    how: Sending = BY_THE_SYSTEM,
    edits: fixing.Edits | None = None,
) -> Receipt:
    """Store a file's ready rows; rows that wait are left for later.

    Args:
        edits: cells that were put right since the file was made, as for `look`.
        service: the only service whose rows may be sent, and no plan; '' for who may send nothing; None for whoever
            may send anything: the Policy and Performance team, and the command line.
        allowed: the datasets that may be sent; None for any, as from the command line.
        is_illustrative: None to take it from the file: a plan row whose source_ref begins "Illustrative" says so,
            and a return is what the figures already held are.
        how: who sends it, and the draft it comes of: closed by it, or left with the rows that wait.

    Raises:
        NotAllowed: the sender may send nothing.
        PimError: nothing in the file can be stored; the text names every fault.
        NothingToDo: every row is held already, just as it is here.
    """
    ownership.refuse_outsiders(service)
    looked = look(store, content, file_name, explained, dataset, service, wanted, edits, allowed, revises=how.revises)
    checked, model = looked.checked, looked.model
    if model is None or checked.is_stopped or not checked.rows.height:
        raise PimError(refusal(looked, file_name))
    if looked.preview.height and looked.count("unchanged") + looked.count("waiting") == looked.preview.height:
        so = "or waits for sign-off, " if looked.count("waiting") else ""
        raise NothingToDo(f"{file_name}: every row is held already, {so}just as it is here. Nothing was stored.")
    return _stored(store, looked, model, content, file_name, by_whom, is_illustrative, force, how)


def _stored(
    store: Store,
    looked: Looked,
    model: type[Row],
    content: bytes,
    file_name: str,
    by_whom: str,
    is_illustrative: bool | None,
    force: bool,
    how: Sending,
) -> Receipt:
    sheet = looked.sheet or reading.read(content, file_name)
    with store.writing_to() as db:
        rows = sending.rows_to_send(db, looked.checked.rows, looked.preview, how.viewer, how.replaces)
        made_up = _is_illustrative(db, model, rows) if is_illustrative is None else is_illustrative
        identity = how.viewer.identity if how.viewer else ""
        file, explanations = (sheet.file_name, sheet.sha256, sheet.size), _explanations(looked, rows)
        sent = load.Sent(*file, by_whom, is_illustrative=made_up, explanations=explanations, identity=identity)
        waits = model.is_return and how.viewer is not None
        # What takes its kind from what is held mixes nothing.
        stored = rows.with_columns(grids.file_rows(rows[ROW]))
        load_id = load.accept(db, model, stored, sent, force or is_illustrative is None, waits=waits)
        _came_of(db, load_id, how, identity, is_whole=not looked.checked.held.height)
        signer = sending.signer(db, load_id) if waits else ""
        if waits and how.viewer is not None:
            sending.write_receipt(db, how.viewer, load_id, looked.checked.held.height, signer)
        period, loaded_at = db.sql(
            "select period, loaded_at from main.loads where load_id = $id", params={"id": load_id}
        ).fetchall()[0]
    steps.done("stored", figures.plural(rows.height, "row"))
    return Receipt(
        load_id=load_id,
        reference=f"R-{load_id:05d}",
        dataset=model.dataset,
        period=period,
        file_name=sheet.file_name,
        sha256=sheet.sha256,
        by_whom=by_whom,
        sent_at=loaded_at,
        rows_sent=rows.height,
        rows_held=looked.checked.held.height,
        new=looked.count("new"),
        changed=looked.count("changed"),
        unchanged=looked.count("unchanged"),
        stage=load.WAITING if waits else load.SIGNED,
        signer=signer,
        rows_explained=len(explanations),
    )


def _came_of(db: duckdb.DuckDBPyConnection, load_id: int, how: Sending, identity: str, is_whole: bool) -> None:
    """Keep with a load how it was sent, and that it is what came of its draft."""
    if how != BY_THE_SYSTEM:
        sending.record(db, load_id, identity, how.draft and how.draft.draft_id, how.control_total, how.revises)
    if how.viewer is not None and how.draft is not None:
        drafts.sent(db, how.viewer, how.draft, load_id, is_whole)


def _explanations(looked: Looked, rows: pl.DataFrame) -> dict[int, str]:
    """What was said of rows that were asked about, by the file's own rows: reasons given, and what rows that go say themselves.

    A row of a wide table may have been asked about more than once.
    """
    going = set(rows[ROW].to_list())
    own_words = [(each.asked.row, each.words) for each in looked.checked.own_words if each.asked.row in going]
    said: dict[int, str] = {}
    for number, words in (*looked.reasons.items(), *own_words):
        row = file_row(number or 0)
        if words not in said.get(row, ""):
            said[row] = f"{said[row]} {words}" if row in said else words
    return said


def take_back(
    store: Store,
    load_id: int,
    by_whom: str,
    reason: str,
    service: str | None = None,
    allowed: frozenset[str] | None = ownership.ORDINARY,
) -> None:
    """Withdraw a load; the figures before it are in force again.

    Raises:
        NotAllowed: it holds rows of another service than the sender's own, or its period is published.
    """
    ownership.refuse_outsiders(service)
    with store.writing_to() as db:
        ownership.refuse_others_load(db, load_id, service, allowed)
        signing.refuse_published(db, queries_signing.get(db, load_id))
        load.withdraw(db, load_id, by_whom, reason)
        drafts.back(db, Viewer(words=by_whom), load_id, f"Taken back: {reason.strip()}")


def refusal(looked: Looked, file_name: str) -> str:
    """Why nothing of a file was stored: every fault, each with what to do."""
    return as_text(looked.checked, file_name)


def _is_illustrative(db: duckdb.DuckDBPyConnection, model: type[Row], rows: pl.DataFrame) -> bool:
    if not model.is_return:
        return "source_ref" in rows.columns and bool(rows["source_ref"].str.starts_with("Illustrative").any())
    return bool(
        db.sql("""
            select coalesce(bool_or(loads.is_illustrative), false) from main.accepted_loads
            inner join main.loads using (load_id) where loads.dataset = 'indicator_results'
        """).fetchall()[0][0]
    )

"""A file from its bytes to its receipt: read, checked, looked at, sent. Page, command line and API all come through here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import duckdb
import polars as pl

from pimdata import load, reading, recognise
from pimdata.checked import Checked
from pimdata.checks import check
from pimdata.errors import NothingToDo, PimError
from pimdata.messages import fault
from pimdata.models import DATASETS
from pimdata.rows import Row, columns
from pimdata.store import Store

ROW = reading.ROW


@dataclass(frozen=True)
class Looked:
    """What a file holds, what is wrong with it, and what would come of sending its ready rows.

    `preview` has a row for each ready row: `source_row`, `what` (new, changed, unchanged), and for figures
    indicator_code, title, period, old_value, value, unit, decimal_places, status and reason.
    """

    checked: Checked
    model: type[Row] | None = None
    preview: pl.DataFrame = field(default_factory=pl.DataFrame)

    def count(self, what: str) -> int:
        """How many ready rows are new, changed or unchanged."""
        return self.preview.filter(pl.col("what") == what).height if self.preview.height else 0


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


def look(
    store: Store, content: bytes, file_name: str, explained: Mapping[int, str] | None = None, dataset: str | None = None
) -> Looked:
    """Check a file and try it out: the statuses shown are those it will really get. Nothing is stored."""
    sheet = reading.read(content, file_name)
    if sheet.is_stopped:
        return Looked(Checked("", pl.DataFrame(), faults=sheet.faults, stage="A"))
    model = _model(sheet, dataset)
    with store.writing_to(keep=False) as db:
        checked = check(db, sheet, model, explained)
        if checked.is_stopped or not checked.rows.height:
            return Looked(checked, model)
        preview = _tried(db, model, checked.rows)
    return _with_comments_wanted(store, sheet, model, checked, preview, explained)


def _with_comments_wanted(
    store: Store,
    sheet: reading.Sheet,
    model: type[Row],
    checked: Checked,
    preview: pl.DataFrame,
    explained: Mapping[int, str] | None,
) -> Looked:
    """Whether a row needs a comment depends on its status, so such rows are looked at once more, when there are any."""
    if model.dataset != "indicator_results" or "below" not in preview["status"].to_list():
        return Looked(checked, model, preview)
    statuses = dict(preview.select(ROW, "status").iter_rows())
    with store.reading() as db:
        checked = check(db, sheet, model, explained, statuses)
    return Looked(checked, model, preview.filter(pl.col(ROW).is_in(checked.rows[ROW].implode())))


def send(
    store: Store,
    content: bytes,
    file_name: str,
    by_whom: str,
    explained: Mapping[int, str] | None = None,
    dataset: str | None = None,
    is_illustrative: bool | None = None,
    force: bool = False,
) -> Receipt:
    """Store a file's ready rows; rows that wait are left for later.

    Args:
        is_illustrative: None to take it from the file: a plan row whose source_ref begins "Illustrative" says so,
            and a return is what the figures already held are.

    Raises:
        PimError: nothing in the file can be stored; the text names every fault.
        NothingToDo: every row is held already, just as it is here.
    """
    looked = look(store, content, file_name, explained, dataset)
    checked, model = looked.checked, looked.model
    if model is None or checked.is_stopped or not checked.rows.height:
        raise PimError(refusal(looked, file_name))
    if looked.preview.height and looked.count("unchanged") == looked.preview.height:
        raise NothingToDo(f"{file_name}: every row is held already, just as it is here. Nothing was stored.")
    return _stored(store, looked, model, content, file_name, by_whom, explained, is_illustrative, force)


def _stored(
    store: Store,
    looked: Looked,
    model: type[Row],
    content: bytes,
    file_name: str,
    by_whom: str,
    explained: Mapping[int, str] | None,
    is_illustrative: bool | None,
    force: bool,
) -> Receipt:
    sheet = reading.read(content, file_name)
    rows = looked.checked.rows
    with store.writing_to() as db:
        made_up = _is_illustrative(db, model, rows) if is_illustrative is None else is_illustrative
        sent = load.Sent(sheet.file_name, sheet.sha256, sheet.size, by_whom, is_illustrative=made_up, explanations=dict(explained or {}))
        load_id = load.accept(db, model, rows, sent, force)
        period, loaded_at = db.sql(
            "select period, loaded_at from main.loads where load_id = $id", params={"id": load_id}
        ).fetchall()[0]
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
    )


def take_back(store: Store, load_id: int, by_whom: str, reason: str) -> None:
    """Withdraw a load; the figures before it are in force again."""
    with store.writing_to() as db:
        load.withdraw(db, load_id, by_whom, reason)


def refusal(looked: Looked, file_name: str) -> str:
    """Why nothing of a file was stored: every fault, each with what to do."""
    from pimdata.checked import as_text

    return as_text(looked.checked, file_name)


def _model(sheet: reading.Sheet, dataset: str | None) -> type[Row]:
    if dataset is None:
        return recognise.recognise(sheet)
    if dataset not in DATASETS:
        raise PimError(fault("B09", found=f'there is no dataset "{dataset}". There are {", ".join(DATASETS)}').words)
    return DATASETS[dataset]


def _is_illustrative(db: duckdb.DuckDBPyConnection, model: type[Row], rows: pl.DataFrame) -> bool:
    if not model.is_return:
        return "source_ref" in rows.columns and bool(rows["source_ref"].str.starts_with("Illustrative").any())
    return bool(
        db.sql("""
            select coalesce(bool_or(is_illustrative), false) from main.accepted_loads
            inner join main.loads using (load_id) where dataset = 'indicator_results'
        """).fetchall()[0][0]
    )


def _tried(db: duckdb.DuckDBPyConnection, model: type[Row], rows: pl.DataFrame) -> pl.DataFrame:
    """Each ready row beside what is held, and the status it would get; the caller undoes it."""
    db.register("incoming_rows", rows)
    compared = _compared(db, model, rows)
    if model.dataset == "indicator_results":
        load.accept(db, model, rows, load.Sent("", "", 0, ""), force=True)
        db.register("compared", compared)
        compared = db.sql("""
            select compared.*, title, unit, decimal_places, status, reason, value_shown
            from compared left join indicator_status using (indicator_code, period)
            order by source_row
        """).pl()
    db.unregister("incoming_rows")
    return compared


def _compared(db: duckdb.DuckDBPyConnection, model: type[Row], rows: pl.DataFrame) -> pl.DataFrame:
    same = " and ".join(
        f"held.{name} is not distinct from sent.{name}" for name in columns(model) if name in rows.columns
    )
    keys = ", ".join(f"sent.{name}" for name in model.key)
    figures = ", held.value as old_value, sent.value" if "value" in columns(model) else ""
    return db.sql(f"""
        select sent.source_row, {keys}{figures},
            case when held.load_id is null then 'new' when {same} then 'unchanged' else 'changed' end as what
        from incoming_rows as sent
        left join main.current_{model.dataset} as held using ({", ".join(model.key)})
        order by sent.source_row
    """).pl()

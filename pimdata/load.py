"""Files into tables; the only module that writes what people send.

One load is one transaction: the rows, the record of who sent them, the sign-off and the refreshed marts are
all there afterwards, or none of them is.
"""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import NamedTuple

import duckdb
import polars as pl

from pimdata import refresh, store, trail
from pimdata.errors import NothingToDo, PimError
from pimdata.models import DATASETS
from pimdata.rows import Row, cell_kind, columns, quoted


class Sent(NamedTuple):
    """Where rows came from: the file, who sent it, and when."""

    file_name: str
    sha256: str
    size_bytes: int
    by_whom: str
    sent_at: datetime | None = None  # the server's clock where it is not given
    is_illustrative: bool = False
    layout: str = ""
    submission_id: str = ""
    explanations: dict[int, str] | None = None


def accept(
    db: duckdb.DuckDBPyConnection,
    model: type[Row],
    rows: pl.DataFrame,
    sent: Sent,
    force: bool = False,
    refreshes: bool = True,
) -> int:
    """Store rows that were checked and sign them off.

    Args:
        db: a cursor of `Store.writing_to`.
        model: the dataset.
        rows: the dataset's columns in their own types, and `source_row`; columns may be absent.
        sent: where they came from.
        force: store illustrative figures beside real ones, or the other way round.
        refreshes: False where many loads share a transaction, which `refresh.everything` and `trail.record_loads` end.

    Returns:
        The load's number. A row for a key already held is the one in force from now on; the old one is kept.

    Raises:
        PimError: illustrative and real figures would be mixed.
    """
    if (model.is_return or model.is_comparison) and not force:
        _refuse_mixture(db, sent.is_illustrative)
    load_id = _next(db, "load_id", "loads")
    moment = sent.sent_at or store.now(db)
    _insert_rows(db, model, rows, load_id)
    _insert_load(db, model, rows, sent, load_id, moment)
    _change_state(db, load_id, "signed off", sent.by_whom, "", moment, is_told=refreshes)
    if refreshes:
        refresh.touched(db, model, _codes(model, rows))
    return load_id


def withdraw(db: duckdb.DuckDBPyConnection, load_id: int, by_whom: str, reason: str) -> None:
    """Take a load back: the figures before it are in force again; nothing is deleted.

    Raises:
        PimError: there is no such load, or no reason is given.
        NothingToDo: it was taken back already.
    """
    if not reason.strip():
        raise PimError("Say why the load is taken back; the reason is kept with it.")
    found = db.sql("select dataset from main.loads where load_id = $id", params={"id": load_id}).fetchall()
    if not found:
        raise PimError(f"There is no load {load_id}. `pimdata loads` lists those there are.")
    if not db.sql("select 1 from main.accepted_loads where load_id = $id", params={"id": load_id}).fetchall():
        raise NothingToDo(f"Load {load_id} was taken back already.")
    model = DATASETS[found[0][0]]
    codes: list[str] = []
    if model.scope_column:
        query = f"select distinct {model.scope_column} from main.{model.dataset} where load_id = $id"
        codes = [code for (code,) in db.sql(query, params={"id": load_id}).fetchall()]
    _change_state(db, load_id, "withdrawn", by_whom, reason.strip(), store.now(db))
    refresh.touched(db, model, codes)


def _refuse_mixture(db: duckdb.DuckDBPyConnection, is_illustrative: bool) -> None:
    returns = [name for name, model in DATASETS.items() if model.is_return or model.is_comparison]
    held = db.sql(
        """
        select distinct loads.is_illustrative from main.loads
        inner join main.accepted_loads using (load_id) where list_contains($returns, dataset)
        """,
        params={"returns": returns},
    ).fetchall()
    if (not is_illustrative,) in held:
        here, there = ("illustrative", "real") if is_illustrative else ("real", "illustrative")
        raise PimError(
            f"This file holds {here} figures and the database holds {there} ones; nothing was stored. "
            "Load it into a database of its own (--database), or add --force to mix them."
        )


def _next(db: duckdb.DuckDBPyConnection, column: str, table: str) -> int:
    """The next number of a column. Safe without a sequence, since the writer lock is held."""
    return int(db.sql(f"select coalesce(max({column}), 0) + 1 from main.{table}").fetchall()[0][0])


def _insert_rows(db: duckdb.DuckDBPyConnection, model: type[Row], rows: pl.DataFrame, load_id: int) -> None:
    """Append the rows. A column that a plan's file leaves out keeps what the row in force says: absence changes nothing.

    A return is whole in itself: what it leaves out is blank.
    """
    absent = [name for name in columns(model) if name not in rows.columns]
    held = f"left join main.current_{model.dataset} as held using ({quoted(model.key)})"
    kept = "".join(f", {_held_or_blank(model, name)} as {name}" for name in absent)
    db.register("incoming", rows)
    db.execute(
        f"""
        insert into main.{model.dataset} by name
        select incoming.*, $load_id::integer as load_id{kept}
        from incoming {"" if model.is_return else held}
        """,
        {"load_id": load_id},
    )
    db.unregister("incoming")


def _held_or_blank(model: type[Row], name: str) -> str:
    """What is held of a cell, else what a blank one means; a blank text is never null."""
    field = columns(model)[name]
    blank = "null" if cell_kind(field) is not str else "'{}'".format("" if field.is_required() else field.default)
    return blank if model.is_return else f"coalesce(held.{name}, {blank})"


def _insert_load(
    db: duckdb.DuckDBPyConnection, model: type[Row], rows: pl.DataFrame, sent: Sent, load_id: int, moment: datetime
) -> None:
    services = rows["service_code"].unique().to_list() if "service_code" in rows.columns else []
    explained = {str(row): words for row, words in (sent.explanations or {}).items()}
    db.execute(
        """
        insert into main.loads by name select
            $load_id as load_id, $submission as submission_id, $dataset as dataset, $period as period,
            $service as service_code, $file_name as file_name, $sha256 as sha256, $size as size_bytes,
            $rows as rows_stored, $illustrative as is_illustrative, $layout as layout,
            $explanations as explanations, $moment as loaded_at, $by_whom as by_whom
        """,
        {
            "load_id": load_id,
            "submission": sent.submission_id or uuid.uuid4().hex,
            "dataset": model.dataset,
            "period": _latest_period(db, rows) if model.is_return and "period" in rows.columns else "",
            "service": services[0] if len(services) == 1 else "",
            "file_name": sent.file_name,
            "sha256": sent.sha256,
            "size": sent.size_bytes,
            "rows": rows.height,
            "illustrative": sent.is_illustrative,
            "layout": sent.layout,
            "explanations": json.dumps(explained) if explained else "",
            "moment": moment,
            "by_whom": sent.by_whom,
        },
    )


def _latest_period(db: duckdb.DuckDBPyConnection, rows: pl.DataFrame) -> str:
    found = db.sql(
        "select arg_max(period, (period_end, period_start)) from main.periods where list_contains($named, period)",
        params={"named": rows["period"].unique().to_list()},
    ).fetchall()
    return found[0][0] or ""


def _change_state(
    db: duckdb.DuckDBPyConnection,
    load_id: int,
    state: str,
    by_whom: str,
    reason: str,
    moment: datetime,
    is_told: bool = True,
) -> None:
    """Bring a load to another state, and tell the trail of it unless whoever sends many does that once for all."""
    event_no = _next(db, "event_no", "load_events")
    db.execute(
        "insert into main.load_events values ($event_no, $load_id, $state, $moment, $by_whom, $reason)",
        {
            "event_no": event_no,
            "load_id": load_id,
            "state": state,
            "moment": moment,
            "by_whom": by_whom,
            "reason": reason,
        },
    )
    if is_told:
        trail.record_loads(db, event_no)


def _codes(model: type[Row], rows: pl.DataFrame) -> list[str]:
    return rows[model.scope_column].unique().to_list() if model.scope_column else []

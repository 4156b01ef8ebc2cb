"""Files into tables; the only module that writes what people send.

One load is one transaction: the rows, the record of who sent them, its state and the refreshed marts are all there
afterwards, or none of them is.
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

WAITING, SIGNED = "waiting for sign-off", "signed off"
# Which states of a load each state can follow. Only signed off counts.
CAN_FOLLOW = {
    SIGNED: (WAITING,),
    "sent back": (WAITING,),
    "taken back": (WAITING,),
    "reopened": (SIGNED,),
    "withdrawn": (WAITING, SIGNED),
}


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
    identity: str = ""  # what tells the sender from any other person; empty where no person sends it


def accept(
    db: duckdb.DuckDBPyConnection,
    model: type[Row],
    rows: pl.DataFrame,
    sent: Sent,
    force: bool = False,
    refreshes: bool = True,
    waits: bool = False,
) -> int:
    """Store rows that were checked and sign them off, or have them wait for it.

    Args:
        db: a cursor of `Store.writing_to`.
        model: the dataset.
        rows: the dataset's columns in their own types, and `source_row`; columns may be absent.
        sent: where they came from.
        force: store illustrative figures beside real ones, or the other way round.
        refreshes: False where many loads share a transaction, which `refresh.everything` and `trail.record_loads` end.
        waits: True where a second person signs it off: until then it counts for nothing and nothing is refreshed.

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
    state = WAITING if waits else SIGNED
    _change_state(db, load_id, state, sent.by_whom, "", moment, sent.identity, is_told=refreshes)
    if refreshes and not waits:
        refresh.touched(db, model, _codes(model, rows))
    return load_id


def sign_past(db: duckdb.DuckDBPyConnection, load_id: int, by_whom: str, moment: datetime) -> None:
    """Sign off what waits at a moment gone by, where many loads share a transaction: nothing is refreshed and no trail kept."""
    _change_state(db, load_id, SIGNED, by_whom, "", moment, "", is_told=False)


def withdraw(db: duckdb.DuckDBPyConnection, load_id: int, by_whom: str, reason: str, identity: str = "") -> None:
    """Take a load back: the figures before it are in force again; nothing is deleted.

    Raises:
        PimError: there is no such load, or no reason is given.
        NothingToDo: it counts for nothing and waits for nothing already.
    """
    if not reason.strip():
        raise PimError("Say why the load is taken back; the reason is kept with it.")
    move(db, load_id, "withdrawn", by_whom, reason, identity)


def move(db: duckdb.DuckDBPyConnection, load_id: int, state: str, by_whom: str, reason: str = "", identity: str = "") -> None:
    """Bring a load to another state, and refresh what counts where it began or ceased to.

    Raises:
        PimError: there is no such load.
        NothingToDo: it is not in a state from which it can go there.
    """
    found = db.sql(
        "select dataset, state from main.loads inner join main.load_states using (load_id) where load_id = $id",
        params={"id": load_id},
    ).fetchall()
    if not found:
        raise PimError(f"There is no load {load_id}. `pimdata loads` lists those there are.")
    model, held = DATASETS[found[0][0]], found[0][1]
    if held not in CAN_FOLLOW[state]:
        words = (
            "was taken back already" if held == "withdrawn" else f"is {held}" if held in (SIGNED, WAITING) else f"was {held}"
        )
        raise NothingToDo(f"Load {load_id} {words}.")
    _change_state(db, load_id, state, by_whom, reason.strip(), store.now(db), identity)
    if SIGNED in (state, held):
        refresh.touched(db, model, _codes_of(db, model, load_id))


def _codes_of(db: duckdb.DuckDBPyConnection, model: type[Row], load_id: int) -> list[str]:
    if not model.scope_column:
        return []
    query = f"select distinct {model.scope_column} from main.{model.dataset} where load_id = $id"
    return [code for (code,) in db.sql(query, params={"id": load_id}).fetchall()]


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
    identity: str,
    is_told: bool = True,
) -> None:
    """Bring a load to another state, and tell the trail of it unless whoever sends many does that once for all."""
    event_no = _next(db, "event_no", "load_events")
    db.execute("insert into main.load_events values (?, ?, ?, ?, ?, ?)", [event_no, load_id, state, moment, by_whom, reason])
    if identity:
        db.execute("insert into main.event_people values (?, ?)", [event_no, identity])
    if is_told:
        trail.record_loads(db, event_no)


def _codes(model: type[Row], rows: pl.DataFrame) -> list[str]:
    return rows[model.scope_column].unique().to_list() if model.scope_column else []

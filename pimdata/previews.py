"""What would come of a file: each ready row beside what is held, the status it would get, and what would be said of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import duckdb
import polars as pl

from pimdata import figures, load, queries, refresh
from pimdata.checks_words import SHORT_OF_TARGET
from pimdata.reading import ROW
from pimdata.rows import Row, columns, quoted
from pimdata.store import Store

NOTHING = pl.DataFrame()


class Tried(NamedTuple):
    """What would come of rows: each beside what is held, and of a few figures all that a sentence may say of them.

    Shapes as `looking.Looked` gives them.
    """

    preview: pl.DataFrame
    told: pl.DataFrame


def tried(
    store: Store,
    model: type[Row],
    rows: pl.DataFrame,
    is_told: bool = False,
    first: Callable[[duckdb.DuckDBPyConnection], None] = lambda db: None,
) -> Tried:
    """Each ready row beside what is held, and the status it would get. Nothing is stored.

    A large file is tried out some measures at a time, each time undone: it takes no more memory than those.

    Args:
        is_told: whether all is worked out that a sentence may say of figures; otherwise their status alone.
        first: what is done beforehand, and undone with it.
    """
    parts = []
    for some in refresh.few_at_a_time(rows, model.scope_column) if model.scope_column else (rows,):
        with store.writing_to(keep=False) as db:
            first(db)
            found = compared(db, model, some)
            is_judged = model.dataset == "indicator_results"
            parts.append(_judged(db, model, some, found, is_told) if is_judged else Tried(found, NOTHING))
    preview, told = (pl.concat(frames) for frames in zip(*parts, strict=True))
    return Tried(preview.sort(ROW), told.sort(ROW) if told.height else told)


def _judged(db: duckdb.DuckDBPyConnection, model: type[Row], rows: pl.DataFrame, found: pl.DataFrame, is_told: bool) -> Tried:
    """Figures with the status that each would get, and why."""
    load.accept(db, model, rows, load.Sent("", "", 0, ""), force=True, refreshes=False)
    # A status needs one table; a sentence says what is expected by the year's end too, and that several more.
    relations = refresh.stored_for(db, model, "indicator_status", *(["indicator_forecast"] if is_told else []))
    with refresh.worked_out(db, rows["indicator_code"].unique().to_list(), relations):
        db.register("compared", found)
        preview: pl.DataFrame = db.sql("""
            select compared.*, title, unit, decimal_places, status, reason, value_shown, short_of_target, target, recent
            from compared left join indicator_status using (indicator_code, period)
            order by source_row
        """).pl()
        db.unregister("compared")
        return Tried(preview, _told(db, preview) if is_told else NOTHING)


def compared(db: duckdb.DuckDBPyConnection, model: type[Row], rows: pl.DataFrame) -> pl.DataFrame:
    """One row per row of a file: its key, and whether it is new, changed, held already just as it is, or sent so already.

    Beside each value of a return stands what is held, as `old_` and its name; of a figure the value alone. `waits_in` is the
    load in which a row of this key waits for sign-off.
    """
    same = " and ".join(f"held.{name} is not distinct from sent.{name}" for name in columns(model) if name in rows.columns)
    keys = ", ".join(f"sent.{name}" for name in model.key)
    values = ["value"] if model.dataset == "indicator_results" else _values(model, rows)
    beside = "".join(f", held.{name} as old_{name}, sent.{name}" for name in values)
    codes = rows[model.scope_column].unique().to_list() if model.scope_column else []
    db.register("incoming_rows", rows)
    with refresh.scoped(db, codes):
        found: pl.DataFrame = db.sql(f"""
            select sent.source_row, {keys}{beside}, waits.load_id as waits_in,
                case
                    when waits.load_id is not null and {same.replace("held.", "waits.")} then 'waiting'
                    when held.load_id is null then 'new' when {same} then 'unchanged' else 'changed'
                end as what
            from incoming_rows as sent
            left join main.current_{model.dataset} as held using ({quoted(model.key)})
            left join ({_rows_waiting(model)}) as waits using ({quoted(model.key)})
            order by sent.source_row
        """).pl()
    db.unregister("incoming_rows")
    return found


def _values(model: type[Row], rows: pl.DataFrame) -> list[str]:
    return [name for name in columns(model) if name not in model.key and name in rows.columns] if model.is_return else []


def _rows_waiting(model: type[Row]) -> str:
    """The newest row of each key that waits for sign-off; a plan is signed off as it is sent."""
    newest = f"partition by {quoted(model.key)} order by load_id desc, source_row desc"
    return f"""
        select sent.* from main.{model.dataset} as sent
        inner join main.load_states using (load_id)
        where load_states.state = 'waiting for sign-off' and {str(model.is_return).lower()}
        qualify row_number() over ({newest}) = 1
    """


def _told(db: duckdb.DuckDBPyConnection, preview: pl.DataFrame) -> pl.DataFrame:
    """The figures of a preview with all that a sentence may say of them."""
    whole = preview.filter((pl.col("dimension") == "") & (pl.col("category") == ""))
    told = queries.measures_at(db, whole["indicator_code"].to_list(), whole["period"].to_list())
    return whole.select(ROW, "indicator_code", "period", "what").join(told, on=["indicator_code", "period"])


def short_of_target(preview: pl.DataFrame) -> pl.DataFrame:
    """Each row of a whole that would be short of its target: `source_row`, `status`, and how far in words, or '', as `gap`."""
    if "status" not in preview.columns:
        return pl.DataFrame()
    short = preview.filter(pl.col("status").is_in(SHORT_OF_TARGET) & (pl.col("dimension") == "") & (pl.col("category") == ""))
    gaps = [f"{by} short of target" if (by := _short_by(row)) else "" for row in short.iter_rows(named=True)]
    return short.select(ROW, "status", pl.Series("gap", gaps, dtype=pl.String))


def _short_by(row: dict[str, Any]) -> str:
    short = row["short_of_target"]
    is_short = figures.is_figure(short) and short > 0
    return figures.difference(short, 0, row["unit"] or "", row["decimal_places"] or 0) if is_short else ""

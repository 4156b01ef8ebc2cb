"""What would come of a file: each ready row beside what is held, the status it would get, and what would be said of it."""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl

from pimdata import figures, load, queries
from pimdata.checks_words import SHORT_OF_TARGET
from pimdata.reading import ROW
from pimdata.rows import Row, columns, quoted


def tried(db: duckdb.DuckDBPyConnection, model: type[Row], rows: pl.DataFrame) -> pl.DataFrame:
    """Each ready row beside what is held, and the status it would get; the caller undoes it."""
    found = compared(db, model, rows)
    if model.dataset == "indicator_results":
        load.accept(db, model, rows, load.Sent("", "", 0, ""), force=True)
        db.register("compared", found)
        found = db.sql("""
            select compared.*, title, unit, decimal_places, status, reason, value_shown, short_of_target
            from compared left join indicator_status using (indicator_code, period)
            order by source_row
        """).pl()
    return found


def compared(db: duckdb.DuckDBPyConnection, model: type[Row], rows: pl.DataFrame) -> pl.DataFrame:
    """One row per row of a file: its key, and whether it is new, changed, held already just as it is, or sent so already.

    Beside each value of a return stands what is held, as `old_` and its name; of a figure the value alone. `waits_in` is the
    load in which a row of this key waits for sign-off.
    """
    db.register("incoming_rows", rows)
    same = " and ".join(f"held.{name} is not distinct from sent.{name}" for name in columns(model) if name in rows.columns)
    keys = ", ".join(f"sent.{name}" for name in model.key)
    values = ["value"] if model.dataset == "indicator_results" else _values(model, rows)
    beside = "".join(f", held.{name} as old_{name}, sent.{name}" for name in values)
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


def told(db: duckdb.DuckDBPyConnection, preview: pl.DataFrame) -> pl.DataFrame:
    """The figures of a preview with all that a sentence may say of them."""
    whole = preview.filter((pl.col("dimension") == "") & (pl.col("category") == ""))
    told = queries.measures_at(db, whole["indicator_code"].to_list(), whole["period"].to_list())
    return whole.select(ROW, "indicator_code", "period", "what").join(told, on=["indicator_code", "period"])


def gaps(preview: pl.DataFrame) -> dict[int, str]:
    """How far each row that is short of target is from it, in words, by its number; none where that is no distance."""
    if "status" not in preview.columns:
        return {}
    short = preview.filter(pl.col("status").is_in(SHORT_OF_TARGET) & (pl.col("dimension") == "") & (pl.col("category") == ""))
    return {row[ROW]: f"{by} short of target" for row in short.iter_rows(named=True) if (by := _short_by(row))}


def _short_by(row: dict[str, Any]) -> str:
    short = row["short_of_target"]
    is_short = figures.is_figure(short) and short > 0
    return figures.difference(short, 0, row["unit"] or "", row["decimal_places"] or 0) if is_short else ""

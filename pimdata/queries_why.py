"""What a status rests on: every value sent, and every change of what values are judged by."""

from __future__ import annotations

import duckdb
import polars as pl

from pimdata.answers import frame

DB = duckdb.DuckDBPyConnection


def definition_changes(db: DB, code: str) -> pl.DataFrame:
    """What was changed in a code's definition, targets and owner, newest first; each version's first field alone begins it."""
    return frame(
        db,
        "select * from definition_changes where code = $code order by event_no desc, valid_from desc, dataset, part, field",
        {"code": code},
    )


def sent_for(db: DB, dataset: str, period: str) -> pl.DataFrame:
    """Every value of a dataset that a period ever had, whatever its code, newest first."""
    return frame(
        db,
        "select * from history where dataset = $dataset and period = $period order by code, event_no desc, source_row",
        {"dataset": dataset, "period": period},
    )

"""One view by itself: its own text over tables that stand in for what it reads, so that each of its conditions has a case."""

from __future__ import annotations

from typing import Any

import duckdb

from pimdata import build
from pimdata.rows import quoted

Row = dict[str, Any]


def over(db: duckdb.DuckDBPyConnection, relation: str, **inputs: list[Row]) -> list[Row]:
    """What the view gives, in no order, where what it reads holds these rows; columns that a row does not name are null."""
    for name, rows in inputs.items():
        db.execute(f"create or replace temporary table {name} as from live.{name} limit 0")
        for row in rows:
            marks = ", ".join("?" for _ in row)
            db.execute(f"insert into temp.{name} ({quoted(row)}) values ({marks})", [*row.values()])
    found: list[Row] = db.sql(build.select_of(relation)).pl().to_dicts()
    for name in inputs:
        db.execute(f"drop table temp.{name}")
    return found

"""How a question is put to the database: planned once, answered whole."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import duckdb
import polars as pl

# DuckDB advises `sql` for Arrow. The copy it warns of costs microseconds here; planning twice costs milliseconds.
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result", category=UserWarning)


def frame(db: duckdb.DuckDBPyConnection, query: str, params: Mapping[str, Any] | None = None) -> pl.DataFrame:
    """The answer as a frame.

    `execute` and not `sql`: the latter plans a query twice, and for our views planning is most of the time.
    """
    db.execute(query, dict(params or {}))
    answer = pl.from_arrow(db.to_arrow_table())
    assert isinstance(answer, pl.DataFrame)
    return answer


def rows(db: duckdb.DuckDBPyConnection, query: str, params: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """The answer as rows; for one figure or a few."""
    found: list[tuple[Any, ...]] = db.execute(query, dict(params or {})).fetchall()
    return found


def first(db: duckdb.DuckDBPyConnection, query: str, params: Mapping[str, Any] | None = None) -> dict[str, Any] | None:
    """The first row by column, or None where there is none."""
    found = frame(db, query, params)
    return found.row(0, named=True) if found.height else None

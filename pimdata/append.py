"""Rows appended to the tables that screens write: numbered under the writer lock, never changed."""

from __future__ import annotations

from typing import Any

import duckdb


def next_number(db: duckdb.DuckDBPyConnection, table: str, column: str) -> int:
    """The next number of a column. Safe without a sequence, since the writer lock is held."""
    found = db.execute(f"select coalesce(max({column}), 0) + 1 from main.{table}").fetchall()
    return int(found[0][0])


def row(db: duckdb.DuckDBPyConnection, table: str, **values: Any) -> None:  # noqa: ANN401 - a cell may hold anything
    """Append one row; `db` is a cursor of `Store.writing_to`."""
    named = ", ".join(f"${name} as {name}" for name in values)
    db.execute(f"insert into main.{table} by name select {named}", values)


def numbered(db: duckdb.DuckDBPyConnection, table: str, column: str, **values: Any) -> int:  # noqa: ANN401
    """Append one row under the next number of a column, and say which that is."""
    number = next_number(db, table, column)
    row(db, table, **{column: number}, **values)
    return number

"""Keeps `live` equal to `main`: the stored tables are filled again for what a load touched, in its own transaction."""

from __future__ import annotations

from datetime import date

import duckdb

from pimdata import build
from pimdata.periods import financial_year
from pimdata.rows import Row


def everything(db: duckdb.DuckDBPyConnection) -> None:
    """Fill every stored table from the whole history."""
    _move_horizon(db)
    for relation in _stored():
        _fill(db, relation, None)


def touched(db: duckdb.DuckDBPyConnection, model: type[Row], codes: list[str]) -> None:
    """Fill again what rows of this dataset and these codes touch.

    A return touches its own codes. A plan may change what any row means (a target, a link, a cost centre's service),
    so it fills all that reads it.
    """
    if _move_horizon(db):
        everything(db)
        return
    for relation in _stored():
        if f"current_{model.dataset}" in build.reads(relation):
            is_scoped = model.is_return and _key(db, relation) == model.scope_column
            _fill(db, relation, codes if is_scoped else None)


def _stored() -> list[str]:
    return [file.relation for file in build.sql_files() if file.layer == "stored"]


def _key(db: duckdb.DuckDBPyConnection, relation: str) -> str:
    """The column a stored table is refreshed by: its first."""
    return db.sql(f"from live.{relation} limit 0").columns[0]


def _fill(db: duckdb.DuckDBPyConnection, relation: str, codes: list[str] | None) -> None:
    db.execute("set variable scope = $codes", {"codes": codes})
    db.execute(f"delete from live.{relation} where main.in_scope({_key(db, relation)})")
    # The select is looked up in `live` first, so what a load did not touch is read and not worked out again.
    db.execute(f"insert into live.{relation} {build.select_of(relation)}")
    db.execute("set variable scope = null")


def _move_horizon(db: duckdb.DuckDBPyConnection) -> bool:
    """Figures are expected to the end of next year; says whether a new year has moved that day."""
    today: date = db.sql("select main.today()").fetchall()[0][0]
    horizon = date(int(financial_year(today)[:4]) + 2, 3, 31).isoformat()
    held = db.sql("select value from main.settings where name = 'horizon'").fetchall()
    if held == [(horizon,)]:
        return False
    db.execute("delete from main.settings where name = 'horizon'")
    db.execute("insert into main.settings values ('horizon', $horizon)", {"horizon": horizon})
    return True

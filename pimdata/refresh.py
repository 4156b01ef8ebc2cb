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
        fill(db, relation, None)


def touched(db: duckdb.DuckDBPyConnection, model: type[Row], codes: list[str]) -> None:
    """Fill again what rows of this dataset and these codes touch.

    A return touches its own codes, and so does a mark on a chart. A plan may change what any row means (a target, a link,
    a cost centre's service), so it fills all that reads it.
    """
    if _move_horizon(db):
        everything(db)
        return
    for relation in _stored():
        if f"current_{model.dataset}" in build.reads(relation) | {relation}:
            is_scoped = (model.is_return or model.is_of_one) and _key(db, relation) == model.scope_column
            fill(db, relation, codes if is_scoped else None)


def for_this_cursor(db: duckdb.DuckDBPyConnection) -> None:
    """Work the stored tables out as they stood at the cursor's moment, as temporary tables that views find first.

    A page asks a dozen questions; without this each of them would judge the whole history again.
    """
    for relation in _stored():
        db.execute(f"create temporary table {relation} as {build.select_of(relation)}")


def _stored() -> list[str]:
    return [file.relation for file in build.sql_files() if file.is_stored]


def _key(db: duckdb.DuckDBPyConnection, relation: str) -> str:
    """The column a stored table is refreshed by: its first."""
    return db.sql(f"from live.{relation} limit 0").columns[0]


def fill(db: duckdb.DuckDBPyConnection, relation: str, codes: list[str] | None) -> None:
    """Fill one stored table again: for these codes, or for all where there are none."""
    db.execute("set variable scope = $codes", {"codes": codes})
    in_scope = f"where main.in_scope({_key(db, relation)})"
    db.execute(f"delete from live.{relation} {in_scope}")
    # The select is looked up in `live` first, so what a load did not touch is read and not worked out again.
    db.execute(f"insert into live.{relation} from ({build.select_of(relation)}) {in_scope}")
    db.execute("set variable scope = null")


def _horizon(db: duckdb.DuckDBPyConnection) -> str:
    """Figures are expected to the end of next financial year."""
    today: date = db.execute("select main.today()").fetchall()[0][0]
    return date(int(financial_year(today)[:4]) + 2, 3, 31).isoformat()


def is_new_year(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether a financial year has begun since expected periods were last worked out."""
    return db.execute("select value from main.settings where name = 'horizon'").fetchall() != [(_horizon(db),)]


def _move_horizon(db: duckdb.DuckDBPyConnection) -> bool:
    """Expect figures to the end of next year; says whether that day has moved."""
    if not is_new_year(db):
        return False
    db.execute("delete from main.settings where name = 'horizon'")
    db.execute("insert into main.settings values ('horizon', $horizon)", {"horizon": _horizon(db)})
    return True

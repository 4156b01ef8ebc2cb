"""One function a question about change beyond the usual ups and downs; each answers with a finished frame."""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl

from pimdata.answers import first, frame

DB = duckdb.DuckDBPyConnection


def signals(db: DB) -> dict[str, dict[str, Any]]:
    """Every measure's newest signal, what it means beside the target, and its limits, by the measure's code."""
    found = frame(db, "select * from change_signals order by scorecard_place, indicator_code")
    return {row["indicator_code"]: row for row in found.to_dicts()}


def signal(db: DB, code: str) -> dict[str, Any] | None:
    """The same of one measure."""
    return first(db, "select * from change_signals where indicator_code = $code", {"code": code})


def points(db: DB, code: str) -> pl.DataFrame:
    """The points of one measure's chart in order, with the mean and limits of each and the rules that fire on it."""
    return frame(
        db,
        """
        select
            spc_points.*, coalesce(marks.reason, '') as phase_reason, coalesce(marks.author, '') as phase_author,
            marks.marked_on as phase_marked_on
        from spc_points
        left join (
            select series_key, marked_start, any_value(reason) as reason, any_value(author) as author,
                max(marked_on) as marked_on
            from series_marks where kind <> 'ghost' group by all
        ) as marks
            on spc_points.series_key = marks.series_key and spc_points.period_start = marks.marked_start
        where indicator_code = $code
        order by period_index
        """,
        {"code": code},
    )

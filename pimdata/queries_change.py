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


def counts(db: DB) -> dict[str, int]:
    """How many measures really change, and of how many that can be said; see `signal_counts`."""
    return frame(db, "select * from signal_counts").row(0, named=True)


def suggestion(db: DB, code: str) -> dict[str, Any] | None:
    """Where its mean and limits might start again, and the action that may be why; None where nothing suggests it."""
    return first(
        db,
        """
        select rebase_suggestions.*, coded_things.title as action_title
        from rebase_suggestions
        inner join coded_things on action_code = coded_things.code
        where indicator_code = $code
        """,
        {"code": code},
    )


def points(db: DB, code: str) -> pl.DataFrame:
    """The points of one measure's chart in order, with the mean and limits of each and the rules that fire on it."""
    return frame(
        db,
        """
        with marks as (
            select
                series_key, marked_start, kind = 'ghost' as is_ghost, max_by(reason, marked_on) as reason,
                max_by(author, marked_on) as author, max(marked_on) as marked_on
            from series_marks
            group by all
        )
        select
            spc_points.*, marks.author as ghost_author, marks.marked_on as ghost_marked_on,
            coalesce(phases.reason, '') as phase_reason, phases.author as phase_author, phases.marked_on as phase_marked_on
        from spc_points
        left join marks as phases
            on not phases.is_ghost and spc_points.series_key = phases.series_key
            and spc_points.period_start = phases.marked_start
        left join marks
            on marks.is_ghost and spc_points.series_key = marks.series_key and spc_points.period_start = marks.marked_start
        where indicator_code = $code
        order by period_index
        """,
        {"code": code},
    )

"""One function a question about Scrutiny's private lines of enquiry. A cursor that was not told of Scrutiny is told none."""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl

from pimdata.answers import first, frame

DB = duckdb.DuckDBPyConnection


def listed(db: DB, state: str = "", about: tuple[str, str] | None = None) -> pl.DataFrame:
    """Lines of enquiry: those of the next meeting first, those of none last, then the newest.

    Args:
        state: open, asked or put aside; '' for all.
        about: kind and code.
    """
    return frame(
        db,
        """
        from visible_enquiries
        where noted_at <= as_at() and ($state = '' or state = $state)
            and ($kind = '' or about_kind = $kind and about_code = $code)
        order by list_position(['open', 'asked', 'put aside'], state), meeting_on nulls last, line_no desc
        """,
        {"state": state, "kind": about[0] if about else "", "code": about[1] if about else ""},
    )


def line(db: DB, number: int) -> dict[str, Any] | None:
    """One line; None where there is none, and for anybody but Scrutiny."""
    return first(db, "from visible_enquiries where line_no = $number", {"number": number})

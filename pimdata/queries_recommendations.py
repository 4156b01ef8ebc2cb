"""One function a question about what Scrutiny recommended and what became of it."""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl

from pimdata.answers import first, frame
from pimdata.people import Viewer
from pimdata.permissions import sees_exempt

DB = duckdb.DuckDBPyConnection

_SEEN = "is_seen_by($seen, is_exempt, service_code, portfolio)"


def listed(
    db: DB, viewer: Viewer, of_question: int = 0, to_whom: str = "", portfolio: str = "", outstanding_only: bool = False
) -> pl.DataFrame:
    """Recommendations this person may see: those that wait first, the latest of them at the top, then those to be done."""
    return frame(
        db,
        f"""
        from recommendations_now
        where {_SEEN} and ($of_question = 0 or question_no = $of_question) and ($to_whom = '' or to_whom = $to_whom)
            and ($portfolio = '' or portfolio = $portfolio) and (not $outstanding_only or is_outstanding)
        order by list_position(['waiting', 'accepted', 'not accepted', 'done'], state), answer_by, recommendation_no
        """,
        {
            "seen": list(sees_exempt(viewer)), "of_question": of_question, "to_whom": to_whom, "portfolio": portfolio,
            "outstanding_only": outstanding_only,
        },
    )  # fmt: skip


def one(db: DB, viewer: Viewer, number: int) -> dict[str, Any] | None:
    """One recommendation; None where there is none, or it is about what this person may not see."""
    query = f"from recommendations_now where recommendation_no = $number and {_SEEN}"
    return first(db, query, {"number": number, "seen": list(sees_exempt(viewer))})

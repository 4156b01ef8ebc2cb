"""What officers wrote of a measure, newest first, and what came of what was promised the time before."""

from __future__ import annotations

from typing import Any

import polars as pl

from pimdata import figures, queries
from pimdata.checks_account import OUTCOMES
from pimdata.ui import fragments, measure_views, why_views
from pimdata.ui.asking import ask, now
from pimdata.ui.measure_chart import noted
from pimdata.ui.measure_page import Measure
from pimdata.ui.measure_plain import is_plain, newest

Row = dict[str, Any]
MOST_COMMENTS = 3


def comments(measure: Measure, series: pl.DataFrame) -> str:
    """What officers wrote, newest first, and beside the newest what was promised the time before."""
    numbers = noted(series)
    if not numbers:
        return fragments.section("Comments") + fragments.comments([])
    said = series.filter(~pl.col("is_rolled_up") & pl.col("period").is_in(list(numbers))).sort("period_index", descending=True)
    rows, sent = said.to_dicts(), senders(measure)
    items = [_comment(row, numbers, sent.get(row["period"])) for row in rows]
    told = fragments.section("Comments") + _promise(measure, rows) + fragments.comments(items[:MOST_COMMENTS])
    if len(items) > MOST_COMMENTS:
        title = f"Earlier comments ({len(items) - MOST_COMMENTS})"
        earlier, rest = newest(measure, items[MOST_COMMENTS:], "earlier comments")
        told += fragments.opening(title, fragments.comments(earlier) + rest, is_plain())
    return told


def senders(measure: Measure) -> dict[str, Row]:
    """By period, the load that brought the figure in force."""
    found = ask(queries.history, code=measure.code).filter(
        (pl.col("dataset") == "indicator_results") & pl.col("is_in_force") & (pl.col("part") == "")
    )
    return {row["period"]: row for row in found.to_dicts()}


def _comment(row: Row, numbers: dict[str, int], sent: Row | None) -> fragments.Comment:
    by = f"by {figures.date_words(row['by_when'])}" if row["by_when"] else ""
    who = ", ".join(part for part in (row["owner_role"], by) if part)
    blocks = [
        ("What happened", row["what_happened"] or ""),
        ("Why", row["why"] or ""),
        (
            "What we will do",
            f"{row['what_next']} {who[:1].upper()}{who[1:]}{'.' if who else ''}".strip() if row["what_next"] else "",
        ),
        ("What to expect next", _expected(row)),
    ]
    return fragments.Comment(
        figures.period_words(row["period"]),
        row["status"],
        measure_views.status_words(row),
        blocks,
        written_by=sent["by_whom"] if sent else "",
        signed_off_by=sent["changed_by"] if sent else "",
        when=figures.date_words(sent["changed_at"].date()) if sent else "",
        number=numbers.get(row["period"]),
        why_href=why_views.of_measure(row["indicator_code"], row["period"]),
    )


def _expected(row: Row) -> str:
    if row["forecast_year_end"] is None:
        return row["forecast_reason"] or ""
    said = figures.figure(row["forecast_year_end"], row["unit"] or "", row["decimal_places"])
    return f"{said} at the year's end. {row['forecast_reason'] or ''}".strip()


def _promise(measure: Measure, rows: list[Row]) -> str:
    """What was promised with the comment before this period, and what the figure has done since."""
    at = measure.row
    before = next((row for row in rows if at and row["what_next"] and row["period_end"] < at["period_end"]), None)
    if at is None or before is None:
        return ""
    ends = [figures.figure(row["value_shown"], row["unit"] or "", row["decimal_places"]) for row in (before, at)]
    since = f"The figure was {ends[0]} then"
    since += f" and {ends[1]} in {figures.period_name(at['period'])}." if at["value_shown"] is not None else "."
    pairs = [
        (f"What we said we would do, with {figures.period_name(before['period'])}", before["what_next"]),
        ("By when", _by_when(before)),
        ("What became of it", OUTCOMES.get(at["promise_outcome"] or "", "")),
        ("Since then", since if before["value_shown"] is not None else ""),
    ]
    return fragments.definition_list([(term, told) for term, told in pairs if told])


def _by_when(row: Row) -> str:
    if not row["by_when"]:
        return "No date was given."
    passed = "that date has passed" if row["by_when"] < now().today else "that date is still ahead"
    return f"{figures.date_words(row['by_when'])} ({passed})"

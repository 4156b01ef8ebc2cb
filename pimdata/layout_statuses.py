"""What a file says of its own statuses, beside what our rules say of the same figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

import duckdb

from pimdata import answers, period_words
from pimdata.checks_rules import spoken
from pimdata.layout_file import Layout
from pimdata.layout_frames import CODE
from pimdata.reading import ROW, Sheet, tidy_heading


class Difference(NamedTuple):
    """A row whose status the file's own people saw otherwise than our rules do."""

    row: int
    indicator_code: str
    title: str
    period: str
    value: Decimal | None
    target: Decimal | None
    their_word: str
    their_status: str  # in our words; "" where the layout does not say what theirs means
    our_status: str
    reason: str  # the rule that gave ours
    short_of_target: Decimal | None
    margin: Decimal | None


def compared(db: duckdb.DuckDBPyConnection, layout: Layout, sheet: Sheet) -> Iterator[tuple[Difference, bool]]:
    """Each row's own status beside ours, and whether they agree."""
    if not layout.status:
        return
    judged = {
        (row["indicator_code"], row["period"]): row
        for row in answers.frame(
            db,
            """
            select indicator_code, title, period, value_shown, target, status, reason, short_of_target, margin
            from indicator_status where list_contains($codes, indicator_code)
            """,
            {"codes": sheet.frame[tidy_heading(layout.columns[CODE])].unique().to_list()},
        ).iter_rows(named=True)
    }
    for number, code, period, word in _stated(layout, sheet):
        ours = judged.get((code, period))
        if ours:
            theirs = layout.status.words.get(word, "")
            told = Difference(
                row=number,
                indicator_code=code,
                title=ours["title"],
                period=period,
                value=ours["value_shown"],
                target=ours["target"],
                their_word=word,
                their_status=theirs,
                our_status=ours["status"],
                reason=ours["reason"],
                short_of_target=ours["short_of_target"],
                margin=ours["margin"],
            )
            yield told, theirs == ours["status"]


def _stated(layout: Layout, sheet: Sheet) -> Iterator[tuple[int, str, str, str]]:
    """The row, code, period and word of each status the file gives."""
    assert layout.status
    named = [layout.columns[CODE], layout.status.heading, layout.columns.get("period", layout.columns[CODE])]
    numbers, (codes, words, written) = sheet.frame[ROW], (sheet.frame[tidy_heading(each)] for each in named)
    for number, code, word, text in zip(numbers, codes, words, written, strict=True):
        period = layout.periods.get(text, text) if "period" in layout.columns else layout.period
        if word:
            yield number, code, period_words.read(period) or period, word


def told(differences: Iterable[Difference]) -> Iterator[str]:
    """Each difference in words."""
    for each in differences:
        target = f"against {spoken(each.target)}" if each.target is not None else "with no target"
        theirs = f"{each.their_word} ({each.their_status or 'which the layout does not know'})"
        short = each.our_status in ("near", "below") and each.margin is not None
        by = f" (short by {spoken(each.short_of_target)}, and {spoken(each.margin)} is allowed)" if short else ""
        yield (
            f"Row {each.row}, {each.indicator_code} {each.title}, {each.period}: {spoken(each.value)} {target}. "
            f"The file says {theirs}; our rules say {each.our_status}: {each.reason.rstrip('.')}{by}."
        )

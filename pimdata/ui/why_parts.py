"""What a figure that nobody sent was worked out from: each part's file, row, load and people, and the way to why it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from pimdata import figures, queries, queries_returns
from pimdata.moments import moment_words
from pimdata.ui import fragments, why_views
from pimdata.ui.asking import ask

Row = dict[str, Any]
RESULTS = "indicator_results"


def table(code: str, row: Row, found: Sequence[Row]) -> str:
    """The parts of a figure, the earliest first; nothing where the figure itself was sent.

    Args:
        row: the figure, as `queries.series` gives it.
        found: everything ever sent of the measure, as `why_views.sent` gives it.
    """
    told = _periods(code, row, found) if row["is_rolled_up"] else _services(row, found)
    if not told:
        return ""
    columns = [
        fragments.Column("part", "Part", "link", href="href"),
        fragments.Column("value", "Figure", "number"),
        fragments.Column("file", "File"),
        fragments.Column("load", "Load"),
        fragments.Column("sent", "Sent by"),
        fragments.Column("signed", "Signed off by"),
        fragments.Column("earlier", "Earlier values"),
    ]
    return fragments.table("The figures it was worked out from", columns, told)


def _periods(code: str, row: Row, found: Sequence[Row]) -> list[Row]:
    """The shorter periods of a longer one."""
    within = (pl.col("period_start") >= row["period_start"]) & (pl.col("period_end") <= row["period_end"])
    parts = ask(queries.series, code=code).filter(~pl.col("is_rolled_up") & within).sort("period_index")
    return [
        _line(
            figures.period_name(part["period"]),
            why_views.of_measure(code, part["period"]),
            figures.figure(part["value_shown"], part["unit"] or "", part["decimal_places"]),
            found,
            why_views.in_force(found, RESULTS, part["period"]),
        )
        for part in parts.to_dicts()
    ]


def _services(row: Row, found: Sequence[Row]) -> list[Row]:
    """The parts that several services sent of one period, where they came to its figure."""
    if why_views.in_force(found, RESULTS, row["period"]) is not None:
        return []
    start = f"{queries_returns.PART}: "
    sent = [
        each
        for each in found
        if each["dataset"] == RESULTS
        and each["period"] == row["period"]
        and each["is_in_force"]
        and each["part"].startswith(start)
    ]
    named = sorted(sent, key=lambda each: str(each["part"]))
    return [_line(each["part"].removeprefix(start), "", why_views.value(each), found, each) for each in named]


def _line(name: str, href: str, value: str, found: Sequence[Row], sent: Row | None) -> Row:
    """A part and who sent it; where nothing was sent, its own page says why."""
    told = {"part": name, "href": href, "value": value}
    if sent is None:
        return told | dict.fromkeys(("file", "load", "sent", "signed", "earlier"), "–")
    return told | {
        "file": f"{sent['file_name']}, row {sent['source_row']}",
        "load": why_views.load(sent["load_id"]),
        "sent": f"{sent['by_whom']}, {moment_words(sent['loaded_at'])}",
        "signed": f"{sent['changed_by']}, {moment_words(sent['changed_at'])}",
        "earlier": why_views.earlier(found, sent),
    }

"""The figures of one measure as a table: the very ones its chart draws, or a milestone's dates."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import quote

import polars as pl
from markupsafe import Markup

from pimdata import figures
from pimdata.ui import fragments, measure_views, why_views
from pimdata.ui.measure_page import Measure

Row = dict[str, Any]


class Figures(NamedTuple):
    """What the chart and its table show: rows in order, of one frequency; `is_alone` where each stands for itself."""

    rows: list[Row]
    notes: dict[str, int]
    is_alone: bool = False

    @property
    def known(self) -> list[Row]:
        """Rows that have a figure."""
        return [row for row in self.rows if row["value_shown"] is not None]


def table(measure: Measure, told: Figures) -> Markup:
    """The very figures of the chart, the newest first; each period leads to the page as it stood for it."""
    has_counts = any(row["denominator"] is not None for row in told.rows)
    columns = [
        fragments.Column("period", "Period", "link", href="href"),
        fragments.Column("value", "Figure", "number"),
        *([fragments.Column("counts", "Counts", "number")] if has_counts else []),
        *(
            []
            if told.is_alone
            else [fragments.Column("target", "Target", "number"), fragments.Column("status", "Status", "chip", "why_href")]
        ),
        fragments.Column("last_year", "A year earlier", "number"),
        fragments.Column("note", "Note"),
    ]
    return fragments.table(
        f"Figures of {measure.title}", columns, [_line(row, told) for row in reversed(told.rows)], quiet=True
    )


def _line(row: Row, told: Figures) -> Row:
    unit, places = row["unit"] or "", row["decimal_places"]
    return {
        "period": figures.period_name(row["period"]),
        "href": f"?i={quote(row['indicator_code'])}&p={quote(row['period'])}",
        "value": figures.figure(row["value_shown"], unit, places),
        "counts": measure_views.counts_words(row),
        "target": measure_views.target_words(row),
        "status": row["status"],
        "status_words": measure_views.status_words(row),
        "why_href": why_views.of_measure(row["indicator_code"], row["period"]),
        "last_year": figures.figure(row["same_period_last_year"], unit, places)
        if row["same_period_last_year"] is not None
        else "–",
        "note": _note(row, told),
    }


def _note(row: Row, told: Figures) -> str:
    number = told.notes.get(row["period"])
    parts = [
        f"Note {number}" if number else "",
        "Provisional" if row["is_provisional"] else "",
        "Revised" if row["is_revised"] and not told.is_alone else "",
        row["no_value_reason"] or "",
        "Worked out from its parts" if row["is_rolled_up"] else "",
    ]
    return ". ".join(part for part in parts if part)


def dates(series: pl.DataFrame) -> str:
    """A milestone's years: the date set, and the date it was reached."""
    rows = [
        {
            "year": row["period"],
            "date": figures.date_words(row["target_date"]) if row["target_date"] else "–",
            "written": row["target_text"],
            "reached": measure_views.value_words(row),
            "status": row["status"],
            "status_words": measure_views.status_words(row),
            "why_href": why_views.of_measure(row["indicator_code"], row["period"]),
            "said": row["result_text"] or "",
        }
        for row in series.sort("period_index", descending=True).to_dicts()
    ]
    columns = [
        fragments.Column("year", "Year"),
        fragments.Column("date", "Due by"),
        fragments.Column("written", "As the plan writes it"),
        fragments.Column("reached", "Reached"),
        fragments.Column("status", "Status", "chip", "why_href"),
        fragments.Column("said", "In words"),
    ]
    return fragments.section("Its dates") + fragments.table("Dates of this milestone", columns, rows, quiet=True)

"""What a return would change, for whoever sends and whoever signs it: rows that are new, changed (and how much), or neither."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import polars as pl

from pimdata import figures, words
from pimdata.checks_rules import spoken
from pimdata.messages import row_words
from pimdata.models import DATASETS
from pimdata.reading import ROW
from pimdata.rows import columns
from pimdata.ui import fragments
from pimdata.ui.measure_views import spark_of

Row = Mapping[str, Any]
WHATS = {"changed": "Changed", "new": "New", "unchanged": "Unchanged", "waiting": "Waits for sign-off"}
COMMENTS = {"what_happened": "What happened", "why": "Why", "what_next": "What we will do", "comment": "Comment"}
OF_MONEY = {"reason": "Why"}  # of a figure, the reason is that of its status
MOST = 200


def tables(opening: str, dataset: str, rows: pl.DataFrame) -> str:
    """How many rows there are of each kind, and a table for each kind there is.

    Args:
        opening: what the counts are of.
        rows: as `previews.tried` gives them.
    """
    groups = {what: rows.filter(pl.col("what") == what).sort(ROW) for what in WHATS}
    told = ", ".join(f"{groups[what].height} {what}" for what in ("new", "changed", "unchanged"))
    waits = f", {groups['waiting'].height} waiting" if groups["waiting"].height else ""
    each = [_table(what, dataset, group) for what, group in groups.items() if group.height]
    return "".join((fragments.paragraph(f"{opening}: {told}{waits}"), *each))


def _table(what: str, dataset: str, rows: pl.DataFrame) -> str:
    shown = rows.head(MOST).to_dicts()
    is_figures = dataset == "indicator_results"
    wanted = _of_figures(what) if is_figures else _of_others(dataset, rows)
    body = [_figure_row(row) if is_figures else _other_row(row, dataset) for row in shown]
    more = f"The first {MOST} of {rows.height:,} rows are shown." if rows.height > MOST else ""
    caption = f"{WHATS[what]}: {figures.plural(rows.height, 'row')}"
    return fragments.table(caption, [*wanted, fragments.Column(ROW, "Row")], body) + fragments.paragraph(more)


def _of_figures(what: str) -> list[fragments.Column]:
    difference = [fragments.Column("difference", "Difference")] if what == "changed" else []
    drawn = [fragments.Column("spark", "Last 9 periods", "spark")] if what == "changed" else []
    return [
        fragments.Column("name", "Measure"),
        fragments.Column("period", "Period"),
        fragments.Column("figure", "Figure"),
        *difference,
        *drawn,
        fragments.Column("status", "Status it will get", "chip"),
        fragments.Column("reason", "Because"),
    ]


def _figure_row(row: Row) -> dict[str, Any]:
    """A figure beside what is held, as cells of a table."""
    new, old = figure(row, "value"), figure(row, "old_value")
    part = f", {row['category']}" if row["category"] else ""
    return {
        ROW: row_words(row[ROW]),
        "name": f"{row['title'] or ''} ({row['indicator_code']}{part})",
        "period": figures.period_short(row["period"]),
        "figure": f"{old} → {new}" if row["what"] == "changed" and old != new else new,
        "difference": _apart(row, old, new),
        # A part has the status of its whole, and no series of its own.
        "spark": None if part or not row["status"] else spark_of(dict(row)),
        "status": row["status"],
        "status_words": words.status_words(row["status"]) if row["status"] else "",
        "reason": (row["reason"] or "kept beside the series; not judged").capitalize(),
    }


def figure(row: Row, name: str) -> str:
    """A figure of a row, in its unit."""
    return figures.figure(row[name], row["unit"] or "", row["decimal_places"] or 0)


def _apart(row: Row, old: str, new: str) -> str:
    """How much more or less a figure is than the one held; that its words alone differ where it is the same."""
    if row["value"] is None or row["old_value"] is None:
        return "" if old != new else "Other words only"
    apart = figures.difference(row["value"], row["old_value"], row["unit"] or "", row["decimal_places"] or 0)
    if not apart:
        return "Other words only" if row["value"] == row["old_value"] else "Too little to show"
    return f"{apart} {'more' if row['value'] > row['old_value'] else 'less'}"


def _of_others(dataset: str, rows: pl.DataFrame) -> list[fragments.Column]:
    """The columns of an action's, a risk's or a cost centre's row that say something: its key, then its values."""
    named = [
        name
        for name in columns(DATASETS[dataset])
        if name not in {**COMMENTS, **OF_MONEY} and (_is_filled(rows, name) or _is_filled(rows, f"old_{name}"))
    ]
    return [fragments.Column(name, name.replace("_", " ").capitalize()) for name in named]


def _is_filled(rows: pl.DataFrame, name: str) -> bool:
    return name in rows.columns and any(cell not in (None, "") for cell in rows[name].to_list())


def _other_row(row: Row, dataset: str) -> dict[str, Any]:
    return {ROW: row_words(row[ROW])} | {name: _cell(row, name) for name in columns(DATASETS[dataset]) if name in row}


def _cell(row: Row, name: str) -> str:
    """A value; where another is held, from what to what, and how much that is."""
    new, old = row[name], row.get(f"old_{name}", row[name])
    said = "" if new in (None, "") else _said(new)
    if row["what"] != "changed" or new == old or f"old_{name}" not in row:
        return said
    apart = ""
    if isinstance(new, Decimal | int) and isinstance(old, Decimal | int) and not isinstance(new, bool):
        apart = f" ({_said(abs(new - old))} {'more' if new > old else 'less'})"
    return f"{'nothing' if old in (None, '') else _said(old)} → {said or 'nothing'}{apart}"


def _said(value: Any) -> str:  # noqa: ANN401 - a cell of any dataset
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{Decimal(value).normalize() + 0:,f}" if isinstance(value, Decimal | int) else spoken(value)

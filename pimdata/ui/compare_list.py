"""Every measure's place among other councils: as a list, and in one line for the page of a measure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlencode

from pimdata import figures, queries_compare, sentences_compare, words
from pimdata.sentences_compare import PlaceFacts
from pimdata.ui import compare_choices, fragments
from pimdata.ui.asking import ask, now

Row = dict[str, Any]
MOVED = {"better": "Up", "same": "The same", "worse": "Down"}


def every() -> str:
    """A row for each measure we have a place in, the worst quarter first."""
    rows = [_summary(row) for row in compare_choices.latest_places().to_dicts()]
    columns = [
        fragments.Column("title", "Measure", "link", href="href"),
        fragments.Column("value", "Figure", "number"),
        fragments.Column("quarter", "Quarter"),
        fragments.Column("rank", "Rank"),
        fragments.Column("middle", "Middle", "number"),
        fragments.Column("group", "Compared with"),
        fragments.Column("moved", "Quarter since the year before"),
    ]
    empty = "No measure has a figure to compare. Choose an authority under Whose place."
    return fragments.section("Every measure compared") + fragments.table(
        "Newest place of each measure, the bottom quarter first", columns, rows, empty, quiet=True
    )


def _summary(row: Row) -> Row:
    query = {"i": row["indicator_code"]} | ({"us": now().us} if now().us else {})
    quarter = _quarter(row) or "–"
    differs = row["band"] and row["threshold_period"] != row["period"]
    middle = row["middle"] if row["middle"] is not None else row["median"]
    return {
        "title": row["title"],
        "href": f"/compare?{urlencode(query, quote_via=quote)}",
        "value": f"{_shown(row, row['value'])}, {figures.period_short(row['period'])}",
        "quarter": f"{quarter}, against {figures.period_short(row['threshold_period'])} quartiles" if differs else quarter,
        "rank": f"{row['rank']}\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}{row['of']}" if row["rank"] else "–",
        "middle": _shown(row, middle) if middle is not None else "–",
        "group": compare_choices.figures_first(row["group"]),
        "moved": MOVED.get(row["movement"], "–"),
    }


def _quarter(row: Row) -> str:
    """The quarter in words, or that there is no spread; empty where there is none for another reason."""
    return words.QUARTILES.get("no_spread" if row["reason"] == "no spread" else row["band"] or "", "")


def _shown(row: Row, value: Decimal) -> str:
    return figures.figure(value, row["unit"] or "", row["decimal_places"])


def line(code: str) -> str:
    """One line for the page of a measure: its quarter and rank, and the way to the others' figures."""
    row = ask(queries_compare.own, code)
    if row is None:
        return ""
    told = PlaceFacts(period=row["period"], threshold_period=row["threshold_period"] or "")
    quarter = _quarter(row)
    rank = f"number {row['rank']} of {row['of']}" if row["rank"] else ""
    place = ", ".join(filter(None, (f"{quarter} of {row['group']}" if row["band"] else quarter, rank))) or "No quarter"
    said = f"{place[:1].upper()}{place[1:]} in {figures.period_name(row['period'])}{sentences_compare.against(told)}."
    return fragments.more(said, "Compare with other councils", f"/compare?i={quote(code)}")

"""What is compared: the measure, the group, the period and whose place, all of it in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from pimdata import figures, queries_compare
from pimdata.ui import choices
from pimdata.ui.asking import ask, now

Row = dict[str, Any]
OURSELVES = "Our own figures"
ORDER = ("worst", "below", "above", "best")  # what needs attention comes first


@dataclass(frozen=True)
class Compared:
    """One measure in one group and period. `place` is where we stand; None where we have no figure there."""

    measure: Row
    group: str
    period: str
    who: str  # the authority taken as us; empty for the council itself
    place: Row | None
    quartiles: Row  # of the period the strip shows: q1, median, q3, of, threshold_source, source

    @property
    def shown_period(self) -> str:
        """The period the others' figures are of."""
        return str(self.quartiles["period"])


def latest_places() -> pl.DataFrame:
    """Our newest place with each measure in its largest group, the worst quarter first and those without one last."""
    places = ask(queries_compare.places).filter(pl.col("is_main"))
    newest = places.unique("indicator_code", keep="first", maintain_order=True)
    rank = pl.col("band").replace_strict({band: at for at, band in enumerate(ORDER)}, default=len(ORDER), return_dtype=pl.Int64)
    named = ask(queries_compare.measures).select("indicator_code", "title", "unit", "decimal_places")
    return newest.join(named, on="indicator_code").with_columns(rank.alias("order")).sort("order", "title", maintain_order=True)


def whose() -> str:
    """The name of the authority taken as us; empty for the council itself."""
    return ask(queries_compare.named, now().us) if now().us else ""


def choose() -> Compared | None:
    """The choices, and what they come to; None where nothing can be compared."""
    measures = {row["indicator_code"]: row for row in ask(queries_compare.measures).to_dicts()}
    if not measures:
        return None
    first, second, third, fourth = st.columns([5, 4, 2, 4])
    with fourth:
        choices.select("us", "Whose place", {"": OURSELVES, **dict(ask(queries_compare.authorities))})
    with first:
        code = choices.select("i", "Measure", _measures(measures))
    held = ask(queries_compare.groups, code)
    places = ask(queries_compare.places).filter(pl.col("indicator_code") == code)
    with second:
        group = choices.select("group", "Compared with", _groups(held, places))
    places = places.filter(pl.col("group") == group)
    held = held.filter(pl.col("group") == group)
    with third:
        period = choices.select("period", "Period", _periods(held, places))
    place = next(iter(places.filter(pl.col("period") == period).to_dicts()), None)
    return Compared(measures[code], group, period, whose(), place, _quartiles(held, period, place))


def _measures(measures: dict[str, Row]) -> dict[str, str]:
    """Those we have a place in first: the first of them with others' figures is what the page opens with."""
    ours = latest_places().sort(pl.col("band").is_null() | pl.col("of").is_null(), maintain_order=True)
    codes = [*ours["indicator_code"].to_list(), *measures]
    return {code: f"{measures[code]['title']} ({code})" for code in dict.fromkeys(codes) if code in measures}


def _groups(held: pl.DataFrame, places: pl.DataFrame) -> dict[str, str]:
    """The groups we stand in, the one that counts go by first; all of them where we stand in none."""
    known = (places if places.height else held)["group"].to_list()
    return {group: figures_first(group) for group in dict.fromkeys(known)}


def figures_first(group: str) -> str:
    """A group as the head of a line."""
    return group[:1].upper() + group[1:]


def _periods(held: pl.DataFrame, places: pl.DataFrame) -> dict[str, str]:
    """The periods we have a figure for, then those of others alone, the newest first."""
    known = [*places["period"].to_list(), *held["period"].to_list()]
    return {period: figures.period_words(period) for period in dict.fromkeys(known)}


def _quartiles(held: pl.DataFrame, period: str, place: Row | None) -> Row:
    """The quartiles the figure is held against, with the period they are of."""
    own = held.filter(pl.col("period") == period)
    wanted = period if place is None or not place["threshold_period"] else place["threshold_period"]
    found = held.filter(pl.col("period") == wanted)
    none = {"period": wanted, "q1": None, "median": None, "q3": None, "of": None, "threshold_source": None, "source": ""}
    return next(iter((found if found.height else own).to_dicts()), none)

"""A wide table of figures into a row a figure: with a column for each period, or for each measure."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from pimdata import period_words
from pimdata.decoding import CannotRead
from pimdata.grids import Table
from pimdata.headings import KNOWN_HEADINGS, ROW, is_period
from pimdata.messages import cell_number, counted, fault, listed

CODE, PERIOD, VALUE = "indicator_code", "period", "value"
KEPT = ("dimension", "category")  # what else tells one figure from another
OTHER_TABLES = frozenset(("cost_centre", "action_code", "risk_code", "financial_year", "target_value"))


def long(table: Table, places: Mapping[str, int]) -> Table:
    """A table with a row a figure; one that has that shape already, or is of something else, as it is.

    Args:
        table: rows, headings and notes as `grids.table` gives them.
        places: where each heading stands, so that each figure keeps its cell: see `messages.cell_number`.

    Raises:
        CannotRead: a heading may name one period or another.
    """
    _, names, _ = table
    if VALUE in names or OTHER_TABLES & names.keys():
        return table
    if CODE in names and PERIOD not in names:
        found = {name: heading for name, heading in names.items() if name not in KNOWN_HEADINGS and is_period(heading)}
        return _turned(table, places, found, CODE, _periods_of(found)) if found else table
    if PERIOD in names and CODE not in names:
        found = {name: heading for name, heading in names.items() if name not in KNOWN_HEADINGS}
        return _turned(table, places, found, PERIOD, found) if found else table
    return table


def _periods_of(found: Mapping[str, str]) -> dict[str, str]:
    return {name: _period_of(heading) for name, heading in found.items()}


def _period_of(heading: str) -> str:
    candidates, is_sure = period_words.reading(heading)
    if is_sure:
        return candidates[0]
    spoken = [period_words.spoken(each) for each in candidates]
    why = f"could be {' or '.join(spoken)}" if len(spoken) > 1 else f"may mean {spoken[0]}, and we do not guess"
    raise CannotRead(fault("B12", found=heading, why=why, suggestion=" or ".join(candidates)))


def _turned(table: Table, places: Mapping[str, int], found: Mapping[str, str], by: str, named: Mapping[str, str]) -> Table:
    """Each filled cell under the headings found as a row; `by` is the column that stays, the other is made of headings."""
    frame, names, notes = table
    other = PERIOD if by == CODE else CODE
    also = [name for name in KEPT if name in names]
    parts = [
        frame.select(
            pl.Series(ROW, [cell_number(row, places[name]) for row in frame[ROW]], dtype=pl.Int32),
            pl.col(by),
            pl.lit(named[name]).alias(other),
            *also,
            pl.col(name).alias(VALUE),
        )
        for name in found
    ]
    whole = pl.concat(parts)
    filled = whole.filter(pl.col(VALUE) != "").sort(ROW)
    if filled.is_empty():
        raise CannotRead(fault("A03"))
    blank = whole.height - filled.height
    unused = [heading for name, heading in names.items() if name not in {by, *found, *also}]
    said = f"We read this as a table with a column for each {'period' if by == CODE else 'measure'}: "
    said += f"{counted(filled.height, 'figure')} under {listed(list(found.values()), 8)}"
    said += f"; {counted(blank, 'blank cell')} left out" if blank else ""
    more = [fault("B13", what=said), *([fault("B05", found=listed(unused))] if unused else [])]
    kept = {name: heading for name, heading in names.items() if name in {by, *also}}
    return filled, {**kept, other: other, VALUE: VALUE}, [*notes, *more]

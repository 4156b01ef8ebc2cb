"""Stage E for accounts: what a row that is short of its target must say, and whether it says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import duckdb
import polars as pl

from pimdata.checks_facts import definitions, registered
from pimdata.checks_words import SHORT_OF_TARGET
from pimdata.figures import period_name
from pimdata.messages import TURNED, Fault, Fix, clipped, fault
from pimdata.reading import ROW

Item = Callable[[str], str]
SHORTEST_FACTS = 40  # letters of what happened, where it stands in place of why
OUTCOMES = {"done": "Done", "not done": "Not done", "late": "Late"}
_GAPS = {"below": "below target", "near": "slightly below target"}


def accounts(db: duckdb.DuckDBPyConnection, short: pl.DataFrame, item: Item, others: pl.DataFrame) -> list[Fault]:
    """What rows that are short of target do not say: their account (E03), and what became of the last promise (E08).

    Args:
        short: rows of wholes as typed, each with its `status`, which is short of target, and its `gap` in words.
        others: `indicator_code` and `period` of every row of the file that is a whole.
    """
    if not short.height:
        return []
    before = {row[ROW]: row for row in _before(db, short, others).iter_rows(named=True)}
    short = short.filter(pl.col(ROW).is_in(list(before)))
    short = short.join(definitions(db, short), on=ROW, how="left", maintain_order="left")
    # A table with a column a period brings past years with it, and has no room for words: only its newest period owes them.
    short = short.filter(~((pl.col(ROW) >= TURNED) & (pl.col("told_on") <= pl.col("period_end"))))
    actions = frozenset(code for (code,) in db.sql("select distinct action_code from current_actions").fetchall())
    found = []
    for row in short.iter_rows(named=True):
        wanted = _wanted(row, before[row[ROW]], actions)
        if wanted:
            gap = row["gap"] or _GAPS[row["status"]]
            about = item(row["indicator_code"])
            found.append(fault("E03", row=row[ROW], column=next(iter(wanted)), item=about, gap=gap, wanted=_sentence(wanted)))
        found += _promise(row, before[row[ROW]], item)
    return found


def _wanted(row: Mapping[str, Any], before: Mapping[str, Any], actions: frozenset[str]) -> dict[str, str]:
    """What the row does not say and must, by the column that lacks it.

    >>> row = {"status": "near", "what_happened": "", "why": "", "what_next": "", "achieved_on": None}
    >>> _wanted(row, {"status_before": "on"}, frozenset())
    {'why': 'what happened, in 40 characters or more, or why'}
    """
    wanted = {}
    is_below, is_reached = row["status"] == "below", row["achieved_on"] is not None
    if not row["why"] and is_below:
        wanted["why"] = "why"
    elif not row["why"] and len(row["what_happened"].strip()) < SHORTEST_FACTS:
        wanted["why"] = f"what happened, in {SHORTEST_FACTS} characters or more, or why"
    if is_reached:  # late, and over
        return wanted
    if not row["what_next"]:
        if is_below or before["status_before"] in SHORT_OF_TARGET:
            wanted["what_next"] = "what you will do"
    elif is_below and not (row["owner_role"] and row["by_when"]) and not _names_one(row["what_next"], actions):
        wanted["owner_role" if not row["owner_role"] else "by_when"] = (
            "who will do it and by when, or which action of the plan it is"
        )
    if is_below and before["ends_quarter"] and row["forecast_year_end"] is None and not row["forecast_reason"]:
        wanted["forecast_reason"] = "what you expect next"
    return wanted


def _names_one(words: str, codes: frozenset[str]) -> bool:
    return any(word.strip(".,;:()") in codes for word in words.split())


def _sentence(wanted: Mapping[str, str]) -> str:
    """What is wanted, as the message ends.

    >>> _sentence({"why": "why", "what_next": "what you will do"}), _sentence({"why": "why"})
    ('Say why, and what you will do.', 'Say why.')
    """
    *first, last = wanted.values()
    return f"Say {', '.join(first)}, and {last}." if first else f"Say {last}."


def _promise(row: Mapping[str, Any], before: Mapping[str, Any], item: Item) -> list[Fault]:
    """What was promised last time and should be done by now, where nothing says what became of it."""
    is_due = before["promised_by"] is None or before["promised_by"] <= row["told_on"]
    if not before["promised"] or not is_due or row["promise_outcome"] in OUTCOMES:
        return []
    asked = fault(
        "E08",
        row=row[ROW],
        column="promise_outcome",
        item=item(row["indicator_code"]),
        promised=clipped(before["promised"]),
        period=period_name(before["promised_in"]),
    )
    return [asked.put_right_by(*(Fix(label, "promise_outcome", text) for text, label in OUTCOMES.items()))]


def _before(db: duckdb.DuckDBPyConnection, short: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """One row per row: how its measure stood one period earlier, and the last promise that still stands ('' for none).

    Rows older than a figure of their measure that is held, or in the same file, are left out: they are history, and the
    newest figure gives the account.
    """
    own = short.select("indicator_code", "period", ROW)
    with registered(db, pl.concat([own, others.join(own, on=["indicator_code", "period"], how="anti")], how="diagonal")):
        found: pl.DataFrame = db.sql(
            """
            with asked as (
                select checked_rows.*, periods.frequency, periods.period_index, periods.period_end
                from checked_rows
                inner join periods using (period)
            ),

            promised as (select * from promises where indicator_code in (select indicator_code from asked)),

            newest as (
                select indicator_code, frequency, max(period_index) as newest_index
                from (
                    select indicator_code, frequency, period_index from asked
                    union all
                    select indicator_code, frequency, period_index from indicator_series
                    where is_in and not is_rolled_up and indicator_code in (select indicator_code from asked)
                )
                group by indicator_code, frequency
            )

            select
                asked.source_row,
                month(asked.period_end) % 3 = 0 as ends_quarter,
                stood.judged_status as status_before,
                if(
                    is_still_promised(promised.outcome, promised.answered_index, asked.period_index),
                    coalesce(promised.promised, ''), ''
                ) as promised,
                promised.promised_by, promised.period as promised_in,
            from (select * from asked where source_row is not null) as asked
            inner join newest
                on asked.indicator_code = newest.indicator_code and asked.frequency = newest.frequency
                and asked.period_index = newest.newest_index
            asof left join promised
                on asked.indicator_code = promised.indicator_code and asked.frequency = promised.frequency
                and asked.period_index > promised.period_index
            left join indicator_series as stood
                on asked.indicator_code = stood.indicator_code and asked.frequency = stood.frequency
                and asked.period_index - 1 = stood.period_index
            """
        ).pl()
    return found

"""What is asked of a row once its status is known: what is short of target needs an account, and one that tells something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import duckdb
import polars as pl

from pimdata import checks_account, checks_answers, checks_facts, checks_sense, checks_words
from pimdata.checked import Checked, in_order
from pimdata.checks_rules import broken
from pimdata.models import DATASETS
from pimdata.reading import ROW


def with_accounts(
    db: duckdb.DuckDBPyConnection, checked: Checked, short: pl.DataFrame, explained: Mapping[int, str] | None = None
) -> Checked:
    """The check of a return of figures, with what its rows must say for themselves.

    Args:
        short: the ready rows that would be short of target, as `previews.short_of_target` gives them. A part of a measure has
            the status of its whole, and owes nothing.
        explained: for rows that were asked about before, the reason given.
    """
    model = DATASETS[checked.dataset]
    item = partial(checks_facts.item_words, held=checks_facts.held_codes(db, model))
    is_whole = (pl.col("dimension") == "") & (pl.col("category") == "")
    others = checked.rows.filter(is_whole).select("indicator_code", "period")
    rows = checked.rows.join(short, on=ROW, how="inner", maintain_order="left").filter(is_whole)
    faults = checks_account.accounts(db, rows, item, others) + checks_words.empty_comments(db, rows, item)
    to_be_put_right = {each.row for each in faults if each.kind == "fix"}
    sound = rows.filter(~pl.col(ROW).is_in(list(to_be_put_right)))
    asked = broken(checks_sense.GOOD_NEWS, sound, item, model.key[0])
    settled = [each for each in asked if checks_answers.is_reason((explained or {}).get(each.row or 0, ""))]
    faults += [each for each in asked if each not in settled]
    waits = pl.col(ROW).is_in([each.row for each in faults if each.kind in ("fix", "explain")])
    return replace(
        checked,
        rows=checked.rows.filter(~waits),
        held=pl.concat([checked.held, checked.rows.filter(waits).select(ROW)]).sort(ROW),
        faults=in_order((*checked.faults, *faults)),
        explained=in_order((*checked.explained, *settled)),
    )

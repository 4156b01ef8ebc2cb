"""A partner's figure of a measure that is shared: checked as any return is, and waiting for the council's own sign-off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import duckdb

from pimdata import answers, csv_text, permissions, returns
from pimdata.errors import PimError
from pimdata.people import Viewer
from pimdata.permissions import Item
from pimdata.store import Store

DB = duckdb.DuckDBPyConnection
DATASET = "indicator_results"
ONLY_ROW = 2  # beneath the headings
# All that the checks may ask of a row beside its figure, as the file's own columns.
SAID = {
    "promise_outcome": "What became of what was promised last time",
    "what_happened": "What happened",
    "why": "Why",
    "what_next": "What will be done",
    "owner_role": "Who will do it (a post)",
    "by_when": "By when",
    "forecast_reason": "What you expect next",
}


class Wanted(NamedTuple):
    """A figure of a shared measure that has not come, though its period has ended."""

    code: str
    period: str
    title: str
    unit: str
    due_date: date


def wanted(db: DB) -> list[Wanted]:
    """The figures of shared measures still to come, the first that is due first."""
    query = """
        select indicator_code, wanted.period, title, coalesce(unit, '') as unit, wanted.due_date
        from figures_wanted as wanted
        inner join shared_measures using (indicator_code)
        inner join indicator_status as judged using (indicator_code, period)
        where not wanted.has_come and wanted.category = '' and wanted.period_end < today()
        order by wanted.due_date, title, wanted.period
    """
    return [Wanted(*row) for row in answers.rows(db, query)]


def send(store: Store, viewer: Viewer, code: str, period: str, value: str, said: Mapping[str, str], reason: str = "") -> int:
    """Send one figure, and say which load it is; it counts once the council signs it off.

    Args:
        value: as it was typed.
        said: what is said beside it, by the names of `SAID`.
        reason: the answer to whatever the checks ask about the figure.

    Raises:
        NotAllowed: the measure is not shared, or this person sends none.
        PimError: the figure is not wanted, or has to be put right or explained; the text says how.
    """
    with store.reading() as db:
        is_shared = bool(answers.rows(db, "select 1 from shared_measures where indicator_code = $code", {"code": code}))
        is_wanted = (code, period) in {(each.code, each.period) for each in wanted(db)}
    permissions.require(viewer, "send return", Item(dataset=DATASET, is_shared=is_shared))
    if not is_wanted:
        raise PimError("This figure is not waited for: it has come, or its period has not ended.")
    row = {"indicator_code": code, "period": period, "value": value, **{name: said.get(name, "") for name in SAID}}
    content, name = csv_text.file_bytes(list(row), [row]), f"{code}-{period}.csv".replace("/", "-").replace(" ", "-")
    explained = {ONLY_ROW: reason} if reason.strip() else {}
    looked = returns.look(store, content, name, explained, dataset=DATASET)
    if not looked.checked.is_ready or not looked.checked.rows.height:
        raise PimError("Nothing was sent. " + " ".join(fault.words for fault in looked.checked.to_do))
    how = returns.Sending(viewer)
    return returns.send(store, content, name, viewer.post, explained, dataset=DATASET, how=how).load_id

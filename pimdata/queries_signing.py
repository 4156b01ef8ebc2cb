"""Loads on their way to sign-off: what waits, whose rows it holds, and what the sender said."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

import duckdb
import polars as pl

from pimdata import answers, permissions, queries_returns
from pimdata.errors import PimError
from pimdata.people import Viewer
from pimdata.permissions import Item

DB = duckdb.DuckDBPyConnection
_LOAD = """
    select
        loads.load_id, loads.dataset, loads.period, loads.file_name, loads.sha256, loads.rows_stored, loads.loaded_at,
        loads.by_whom, loads.explanations, states.state, states.changed_at, states.changed_by, states.change_reason,
        states.was_signed_off, coalesce(sendings.identity, '') as identity, sendings.draft_id, sendings.control_total,
        coalesce(sendings.is_revision, false) as is_revision,
    from main.loads
    inner join main.load_states as states using (load_id)
    left join main.sendings using (load_id)
"""


class Waiting(NamedTuple):
    """A load with all that decides who may do what to it.

    Args:
        services: those whose rows it holds; '' is nobody's.
        is_exempt: that it scores a risk that is exempt.
    """

    load_id: int
    dataset: str
    period: str
    file_name: str
    sha256: str
    rows_stored: int
    loaded_at: datetime
    by_whom: str
    explanations: dict[str, str]
    state: str
    changed_at: datetime
    changed_by: str
    change_reason: str
    was_signed_off: bool
    identity: str
    draft_id: int | None
    control_total: Decimal | None
    is_revision: bool
    services: tuple[str, ...]
    is_exempt: bool

    @property
    def reference(self) -> str:
        """What its receipt calls it."""
        return f"R-{self.load_id:05d}"

    @property
    def items(self) -> list[Item]:
        """What is asked of permissions: one for each service whose rows it holds."""
        return [Item(service, dataset=self.dataset, by=self.identity, is_exempt=self.is_exempt) for service in self.services]

    def allows(self, viewer: Viewer, action: str) -> bool:
        """Whether somebody may do this to the whole of it."""
        return all(permissions.may(viewer, action, item) for item in self.items)


def get(db: DB, load_id: int) -> Waiting:
    """One load.

    Raises:
        PimError: there is no such load.
    """
    found = answers.first(db, f"{_LOAD} where load_id = $id", {"id": load_id})
    if found is None:
        raise PimError(f"There is no load {load_id}. `pimdata loads` lists those there are.")
    return _waiting(db, found)


def waiting(db: DB) -> list[Waiting]:
    """Every load that waits for sign-off, the one that has waited longest first."""
    found = answers.frame(db, f"{_LOAD} where states.state = 'waiting for sign-off' order by loads.load_id")
    return [_waiting(db, row) for row in found.to_dicts()]


def lately(db: DB, service: str = "", most: int = 20) -> list[Waiting]:
    """Returns that were sent lately, the newest first; of one service, or of all."""
    found = queries_returns.returns_sent(db, service, most)["load_id"].to_list()
    return [get(db, load_id) for load_id in found]


def _waiting(db: DB, row: dict[str, Any]) -> Waiting:
    said = json.loads(row["explanations"]) if row["explanations"] else {}
    services = queries_returns.services_of_load(db, row["load_id"]) or [""]
    more = {"explanations": said, "services": tuple(services), "is_exempt": _is_exempt(db, row)}
    return Waiting(**(row | more))


def _is_exempt(db: DB, row: dict[str, Any]) -> bool:
    if row["dataset"] != "risk_assessments":
        return False
    query = """
        select 1 from main.risk_assessments inner join risk_scores using (risk_code)
        where risk_assessments.load_id = $id and is_exempt limit 1
    """
    return bool(answers.rows(db, query, {"id": row["load_id"]}))


def service_titles(db: DB, services: tuple[str, ...]) -> list[str]:
    """What services are called, in the order of their codes."""
    query = "select title from service_names where service_code in $services order by service_code"
    return [title for (title,) in answers.rows(db, query, {"services": list(services)})]


def rows_of(db: DB, load: Waiting) -> pl.DataFrame:
    """The rows of a load as they were sent, in the order of the file."""
    query = f"select * exclude (load_id) from main.{load.dataset} where load_id = $id order by source_row"
    return answers.frame(db, query, {"id": load.load_id})


def published_of_load(db: DB, load: Waiting) -> dict[str, Any] | None:
    """The publication that closed a period of this load after it counted, if one did."""
    return answers.first(
        db,
        """
        select published.period, published.published_at, published.published_by
        from main.returned_rows inner join main.published_periods as published using (period)
        inner join main.load_states using (load_id)
        where load_id = $id and dataset = $dataset and signed_no <= last_event_no
        order by published_at limit 1
        """,
        {"id": load.load_id, "dataset": load.dataset},
    )


def publications(db: DB) -> pl.DataFrame:
    """What was published, the newest first, with how many statuses were kept of it."""
    return answers.frame(
        db,
        """
        select publications.*, count(judged.indicator_code) as judgements
        from main.period_publications as publications
        left join main.published_judgements as judged using (publication_no)
        group by all order by publication_no desc
        """,
    )


def periods_to_publish(db: DB) -> list[str]:
    """Quarters and years that have ended, have figures, and are not closed; the newest first."""
    query = """
        select period from periods
        where frequency in ('quarterly', 'annual') and period_end < main.today()
            and exists (from indicator_series where indicator_series.period = periods.period and value is not null)
            and period not in (select period from main.published_periods)
        order by period_end desc, frequency desc
        limit 12
    """
    return [period for (period,) in answers.rows(db, query)]

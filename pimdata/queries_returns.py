"""One function a question about returns: what is owed row by row, what was sent, and whose it is."""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl

from pimdata.answers import first, frame, rows

DB = duckdb.DuckDBPyConnection

# Whose row it is, by the code it names.
OWNERS = {
    "indicator_results": ("indicator_code", "current_indicators", "valid_from"),
    "action_updates": ("action_code", "current_actions", "valid_from"),
    "risk_assessments": ("risk_code", "current_risks", "valid_from"),
    "budget_positions": ("cost_centre", "current_budgets", "financial_year"),
}
PART = "service"  # the dimension of a service's own part of a measure; the category is the service's code


def returns_open(db: DB, service: str = "") -> pl.DataFrame:
    """Returns of periods that have ended: those wanted first, then those that are in, the newest first."""
    return frame(
        db,
        """
        select service_names.title as service, returns_owed.*
        from returns_owed
        left join service_names using (service_code)
        where state <> 'not finished' and ($service = '' or returns_owed.service_code = $service)
            and (state <> 'in' or period_end > today() - interval 400 days)
        order by state = 'in', state <> 'late', if(state = 'in', null, due_date), period_end desc, service, dataset
        """,
        {"service": service},
    )


def return_owed(db: DB, dataset: str, service: str, period: str) -> dict[str, Any] | None:
    """One return: what is owed, what is in, when it is due."""
    return first(
        db,
        """
        select service_names.title as service, returns_owed.*
        from returns_owed
        left join service_names using (service_code)
        where dataset = $dataset and returns_owed.service_code = $service and period = $period
        """,
        {"dataset": dataset, "service": service, "period": period},
    )


def newest_owed(db: DB, dataset: str, service: str = "") -> str:
    """The newest period for which something is still wanted, else the newest that has ended; '' where there is none."""
    found = rows(
        db,
        """
        select period from returns_owed
        where dataset = $dataset and ($service = '' or service_code = $service) and state <> 'not finished'
        order by state = 'in', period_end desc, period desc
        limit 1
        """,
        {"dataset": dataset, "service": service},
    )
    return str(found[0][0]) if found else ""


def owners(db: DB, dataset: str) -> dict[str, tuple[str, str]]:
    """The service that owns each code of a return: its code and its title."""
    code, view, newest = OWNERS[dataset]
    found = rows(
        db,
        f"""
        with owned as (select {code} as code, max_by(service_code, {newest}) as service_code from {view} group by all)
        select owned.code, owned.service_code, coalesce(service_names.title, owned.service_code)
        from owned left join service_names using (service_code)
        """,
    )
    return {code: (service, title) for code, service, title in found}


def dataset_of_load(db: DB, load_id: int) -> str:
    """What a load holds; '' where there is none of this number."""
    found = rows(db, "select dataset from main.loads where load_id = $id", {"id": load_id})
    return str(found[0][0]) if found else ""


def services_of_load(db: DB, load_id: int) -> list[str]:
    """The services whose rows a load holds; '' stands for what belongs to none, as a plan's rows."""
    dataset = dataset_of_load(db, load_id)
    if dataset not in OWNERS:
        return [""]
    query = f"select distinct service_code from ({_touched(dataset, 'load_id = $id')}) order by 1"
    return [service for (service,) in rows(db, query, {"id": load_id})]


def _touched(dataset: str, which: str) -> str:
    code, view, newest = OWNERS[dataset]
    # A service's own part of a shared measure is that service's row, whoever owns the whole.
    part = f"if(dimension = '{PART}', category, '')" if dataset == "indicator_results" else "''"
    return f"""
        select distinct load_id, coalesce(nullif(part_of, ''), service_code, '') as service_code
        from (select load_id, {code}, {part} as part_of from main.{dataset} where {which}) as sent
        left join (select {code}, max_by(service_code, {newest}) as service_code from {view} group by all) using ({code})
    """


def returns_sent(db: DB, service: str = "", most: int = 20) -> pl.DataFrame:
    """Returns that were sent, newest first: which services' rows each holds, and whether it still counts."""
    recent = "load_id in (select load_id from recent)"
    touched = " union all ".join(f"({_touched(dataset, recent)})" for dataset in OWNERS)
    return frame(
        db,
        f"""
        with recent as (
            select loads.*, states.state, states.changed_at, states.by_whom as changed_by, states.reason
            from main.loads
            inner join (
                select * from main.load_events qualify row_number() over (partition by load_id order by event_no desc) = 1
            ) as states using (load_id)
            where list_contains($datasets, dataset)
            order by loads.loaded_at desc, loads.load_id desc limit 500
        ),

        by_load as (
            select load_id, list(service_code order by service_code) as services from ({touched}) group by all
        )

        select recent.*, coalesce(by_load.services, []) as services
        from recent left join by_load using (load_id)
        where $service = '' or list_contains(by_load.services, $service)
        order by loaded_at desc, load_id desc limit $most
        """,
        {"service": service, "most": most, "datasets": list(OWNERS)},
    )


def return_sent(db: DB, load_id: int) -> dict[str, Any] | None:
    """One return that was sent: its file, and the newest change of its state."""
    return first(
        db,
        """
        select
            load_id as id, dataset, period, file_name, sha256, rows_stored, loaded_at,
            state, changed_at, load_events.by_whom as changed_by, reason,
        from main.loads inner join main.load_events using (load_id)
        where load_id = $id
        order by event_no desc limit 1
        """,
        {"id": load_id},
    )


def measure_definitions(db: DB) -> pl.DataFrame:
    """Every measure that is held, as it is defined now: what it counts and how often it is returned."""
    return frame(
        db,
        """
        select indicator_code, title, definition, frequency
        from current_indicators
        qualify row_number() over (partition by indicator_code order by valid_from desc) = 1
        order by title, indicator_code
        """,
    )

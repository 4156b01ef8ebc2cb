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
# A quarter's return holds the months in it too.
_OF_THE_PERIOD = """
    (asked.period = $period or asked.frequency = 'monthly' and asked.in_quarter = $period)
"""


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


def figures_owed(db: DB, service: str, period: str) -> pl.DataFrame:
    """The rows of a return of figures that are not in yet; where all are in, all of them as they are held."""
    return frame(
        db,
        f"""
        with owed as (
            select
                asked.indicator_code, asked.period, asked.title as indicator_name, asked.unit, asked.good_is,
                asked.kind, asked.aggregation,
                asked.target, asked.target_low, asked.target_high, asked.target_date,
                asked.previous_value as last_value, asked.same_period_last_year, asked.due_date,
                asked.is_in or asked.expected_on is not null or coalesce(asked.result_text, '') <> '' as is_returned,
            from (
                select indicator_status.*, periods.in_quarter
                from indicator_status inner join periods using (period)
                where not is_rolled_up and ($service = '' or service_code = $service)
            ) as asked
            where {_OF_THE_PERIOD}
        )

        select owed.*, held.* exclude (indicator_code, period)
        from owed
        left join current_indicator_results as held
            on owed.indicator_code = held.indicator_code and owed.period = held.period
            and held.dimension = '' and held.category = ''
        where not is_returned or (select bool_and(is_returned) from owed)
        order by owed.indicator_code, owed.period
        """,
        {"service": service, "period": period},
    )


def actions_owed(db: DB, service: str, period: str) -> pl.DataFrame:
    """Actions a service reports on for a period; where some are still to come, only those."""
    return frame(
        db,
        """
        with owed as (
            select
                action_code, title, due_date, delivery_state, asked.period_end,
                exists (
                    from current_action_updates as said
                    where said.action_code = action_status.action_code and as_of between asked.period_start and due.day
                ) as is_returned,
            from action_status
            inner join periods as asked on asked.period = $period
            inner join working_days as due
                on due.is_working and due.working_day_no = asked.end_working_day_no + 20
            where service_code <> '' and ($service = '' or service_code = $service)
                and valid_from <= asked.period_end
                and coalesce(start_date, valid_from) <= asked.period_end
                and coalesce(valid_to, date '9999-12-31') >= asked.period_end
                and coalesce(completed_on, date '9999-12-31') >= asked.period_start
                and not (delivery_state in ('cancelled', 'deferred') and last_update < asked.period_start)
        )

        from owed where not is_returned or (select bool_and(is_returned) from owed) order by action_code
        """,
        {"service": service, "period": period},
    )


def risks_owed(db: DB, service: str, period: str) -> pl.DataFrame:
    """Risks a service assesses in a period; where some are still to come, only those."""
    return frame(
        db,
        """
        with owed as (
            select
                risk_code, asked.period_end,
                may_see(is_exempt, service_code, portfolio) as is_seen,
                if(is_seen, coalesce(nullif(event, ''), nullif(cause, ''), consequence), 'Exempt') as title,
                if(is_seen, net_score, null) as net_score,
                exists (
                    from current_risk_assessments as said
                    where said.risk_code = risk_status.risk_code and assessed_on between asked.period_start and due.day
                ) as is_returned,
            from risk_status
            inner join periods as asked on asked.period = $period
            inner join working_days as due
                on due.is_working and due.working_day_no = asked.end_working_day_no + 20
            where service_code <> '' and ($service = '' or service_code = $service)
                and if(review_every = 'half-yearly', 'half-yearly', 'quarterly') = asked.frequency
                and coalesce(valid_to, date '9999-12-31') >= asked.period_end
        )

        select * exclude (is_seen)
        from owed where not is_returned or (select bool_and(is_returned) from owed) order by risk_code
        """,
        {"service": service, "period": period},
    )


def money_owed(db: DB, service: str, period: str) -> pl.DataFrame:
    """Cost centres a service reports on for a period; where some are still to come, only those."""
    return frame(
        db,
        """
        with owed as (
            select
                budgets.cost_centre, asked.period, budgets.title, budgets.approved_budget,
                held.budget_to_date, held.actual_to_date, held.forecast_outturn, held.reason,
                held.cost_centre is not null as is_returned,
            from current_budgets as budgets
            inner join periods as asked on asked.period = $period and budgets.financial_year = asked.financial_year
            left join current_budget_positions as held
                on budgets.cost_centre = held.cost_centre and held.period = asked.period
            where $service = '' or budgets.service_code = $service
        )

        from owed where not is_returned or (select bool_and(is_returned) from owed) order by cost_centre
        """,
        {"service": service, "period": period},
    )


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
    return f"""
        select distinct load_id, coalesce(service_code, '') as service_code
        from (select load_id, {code} from main.{dataset} where {which}) as sent
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

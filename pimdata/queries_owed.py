"""One function a question about what is owed row by row: rows still to come, and parts of shared measures."""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl

from pimdata.answers import frame

DB = duckdb.DuckDBPyConnection

# A quarter's return holds the months in it too.
_OF_THE_PERIOD = """
    (asked.period = $period or asked.frequency = 'monthly' and asked.in_quarter = $period)
"""


def figures_owed(db: DB, service: str, period: str) -> pl.DataFrame:
    """The rows of a return of figures that are not in yet; where all are in, all of them as they are held."""
    return frame(
        db,
        f"""
        with owed as (
            select
                asked.indicator_code, asked.period, asked.unit, asked.good_is, asked.kind, asked.aggregation,
                asked.title || if(category = '', '', ': the part of ' || category) as indicator_name,
                asked.target, asked.target_low, asked.target_high, asked.target_date, dimension, category,
                if(category = '', asked.previous_value, before.value) as last_value,
                if(category = '', asked.same_period_last_year, year_ago.value) as same_period_last_year,
                asked.due_date, asked.has_come as is_returned,
                -- What was promised and is due by now, unless it is known to be done or given up.
                if(
                    category <> '' or promised.promised_by > today()
                        or not is_still_promised(promised.outcome, promised.answered_index, asked.period_index),
                    null, promised.promised
                ) as promised_last_time,
            from (
                select wanted.service_code as owed_by, wanted.dimension, wanted.category, wanted.has_come,
                    indicator_status.*, periods.in_quarter, periods.previous, periods.period_index,
                from figures_wanted as wanted
                inner join indicator_status using (indicator_code, period)
                inner join periods using (period)
                where $service = '' or wanted.service_code = $service
            ) as asked
            asof left join promises as promised
                on asked.indicator_code = promised.indicator_code and asked.frequency = promised.frequency
                and asked.period_index > promised.period_index
            left join parts_wanted as before
                on asked.indicator_code = before.indicator_code and asked.previous = before.period
                and asked.category = before.service_code
            left join parts_wanted as year_ago
                on asked.indicator_code = year_ago.indicator_code and asked.year_before = year_ago.period
                and asked.category = year_ago.service_code
            where {_OF_THE_PERIOD}
        )

        select
            owed.*, held.* exclude (indicator_code, period, dimension, category, value, numerator, denominator),
            -- Where services have sent their parts the owner begins with what they come to.
            coalesce(held.value, if(owed.category = '', combined_parts.value, null)) as value,
            coalesce(held.numerator, if(owed.category = '', combined_parts.numerator, null)) as numerator,
            coalesce(held.denominator, if(owed.category = '', combined_parts.denominator, null)) as denominator,
        from owed
        left join current_indicator_results as held
            on owed.indicator_code = held.indicator_code and owed.period = held.period
            and held.dimension = owed.dimension and held.category = owed.category
        left join combined_parts on owed.indicator_code = combined_parts.indicator_code and owed.period = combined_parts.period
        where not is_returned or (select bool_and(is_returned) from owed)
        order by owed.indicator_code, owed.period, owed.category
        """,
        {"service": service, "period": period},
    )


def shared_parts(db: DB, service: str, period: str) -> list[dict[str, Any]]:
    """Measures several services send their part of, where this service sends one or owns the whole: parts in and awaited."""
    return frame(
        db,
        f"""
        select
            asked.indicator_code, asked.period, asked.title, asked.unit, asked.decimal_places, asked.service_code as owner,
            combined_parts.value as combined, services_in, services_awaited,
        from combined_parts
        inner join (
            select indicator_status.*, periods.in_quarter from indicator_status inner join periods using (period)
        ) as asked on combined_parts.indicator_code = asked.indicator_code and combined_parts.period = asked.period
        where {_OF_THE_PERIOD}
            and (
                $service in ('', asked.service_code) or list_contains(services_in, $service)
                or list_contains(services_awaited, $service)
            )
        order by asked.indicator_code, asked.period
        """,
        {"service": service, "period": period},
    ).to_dicts()


def actions_owed(db: DB, service: str, period: str) -> pl.DataFrame:
    """Actions a service reports on for a period; where some are still to come, only those."""
    return frame(
        db,
        """
        with owed as (
            select
                action_code, title, due_date, delivery_state, percent_complete, asked.period_end,
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

"""What lies around one measure's figure: the actions towards it, its service's money, and when and why it was revised."""

from __future__ import annotations

from typing import Any

import duckdb

from pimdata.answers import first

DB = duckdb.DuckDBPyConnection


def around(db: DB, code: str, service: str, period: str) -> dict[str, Any]:
    """One record of what surrounds a measure in a period; null where there is none of it.

    Args:
        service: the code of the service that returns it.

    Returns:
        `actions`, of which `done`, `on_track` and `late`; `variance` of its `fund` (pounds, over is positive) by the newest
        position of the period's financial year up to its end, and how many `funds` the service has; `revised_at` (UTC)
        and `explained`, what the sender said of it when asked.
    """
    found = first(
        db,
        """
        with helping as (
            select
                count(*) as actions,
                count(*) filter (where not is_open) as done,
                count(*) filter (where is_open and rag <> 'overdue') as on_track,
                count(*) filter (where is_open and rag = 'overdue') as late
            from action_status
            where (is_open or delivery_state = 'complete') and action_code in (
                select from_code from current_links where to_code = $code
                union
                select to_code from current_links where from_code = $code
            )
        ),

        spending as (
            select fund, forecast_variance as variance, count(*) over (partition by period_end) as funds
            from budget_status
            inner join (select financial_year, period_end as its_end from periods where period = $period) using (financial_year)
            where service_code = $service and period_end <= its_end
            qualify period_end = max(period_end) over ()
            order by fund <> 'general fund', fund
            limit 1
        ),

        revision as (
            select revised_at, explained
            from figure_revisions
            where indicator_code = $code and period = $period and category = '' and was_value <> value
            order by signed_no desc, source_row desc
            limit 1
        )

        select *
        from helping
        left join spending on true
        left join revision on true
        """,
        {"code": code, "service": service, "period": period},
    )
    return found or {}

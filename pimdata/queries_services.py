"""One function a question about services and portfolios; each answers with a finished frame or record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import duckdb
import polars as pl

from pimdata.answers import first, frame, rows

DB = duckdb.DuckDBPyConnection


class Results(NamedTuple):
    """Measures of a service or portfolio in one period; `judged` is the denominator of `on`."""

    on: int = 0
    judged: int = 0


def service(db: DB, code: str) -> dict[str, Any] | None:
    """One service that stands today."""
    return first(db, "from service_names where service_code = $code", {"code": code})


def services(db: DB, portfolio: str = "") -> pl.DataFrame:
    """Services that stand today; of a portfolio, those with a measure, an action or a risk of it."""
    return frame(
        db,
        """
        from service_names
        where $portfolio = '' or service_code in (
            select service_code from current_indicators where portfolio = $portfolio
            union
            select service_code from current_actions where portfolio = $portfolio
            union
            select service_code from current_risks where portfolio = $portfolio
        )
        order by title
        """,
        {"portfolio": portfolio},
    )


def portfolios(db: DB, service: str = "") -> pl.DataFrame:
    """Portfolios with their holders ('' where the papers name none) and services; of a service, those it answers to."""
    return frame(
        db,
        """
        with answering as (
            select portfolio, service_code from current_indicators
            union
            select portfolio, service_code from current_actions
            union
            select portfolio, service_code from current_risks
        )

        select
            portfolio, coalesce(holder, '') as holder,
            coalesce(list(distinct title order by title) filter (where title <> ''), []) as services,
        from portfolio_holders
        left join answering using (portfolio)
        left join service_names using (service_code)
        where $service = '' or portfolio in (select portfolio from answering where service_code = $service)
        group by portfolio, holder
        order by portfolio
        """,
        {"service": service},
    )


def health(db: DB, service: str = "") -> pl.DataFrame:
    """The lines of the health card of one service, or of all."""
    return frame(db, "from service_health where $service = '' or service_code = $service", {"service": service})


def portfolio_health(db: DB, portfolio: str) -> pl.DataFrame:
    """The same lines for a portfolio: its own measures and actions, and the money of the services it answers for.

    What a line is called is one rule with `service_health`: the macro `health_of`.
    """
    return frame(
        db,
        """
        with things as (
            select
                if(theme = '', 'results', theme) as theme, indicator_code as code, title,
                status in ('on', 'near', 'below') as is_judged, status = 'on' as is_on, status = 'late' as is_late,
                change_on_previous = 'better' as is_better, change_on_previous = 'worse' as is_worse,
                status in ('below', 'late', 'near') as is_wanting,
                (case status when 'below' then 3 when 'late' then 2 else 1 end, run_of_misses) as weight,
            from indicator_today
            where is_latest and portfolio = $portfolio and (class = 'target' or status = 'late')
            union all
            select
                'plans' as theme, action_code as code, title, true as is_judged, rag <> 'overdue' as is_on, false as is_late,
                false as is_better, false as is_worse, rag = 'overdue' as is_wanting, (1, days_late) as weight,
            from action_status
            where portfolio = $portfolio and (is_open or delivery_state = 'complete')
            union all
            select
                'money' as theme, service_code || ' ' || fund as code, fund as title, state <> 'no forecast' as is_judged,
                state in ('on budget', 'under budget') as is_on, false as is_late, false as is_better, false as is_worse,
                state = 'over budget' as is_wanting, (0, forecast_variance::bigint) as weight,
            from budget_status
            where period_end = (select max(period_end) from budget_status) and service_code in (
                select service_code from current_indicators where portfolio = $portfolio
                union
                select service_code from current_actions where portfolio = $portfolio
            )
        ),

        together as (
            select
                theme, count(*)::integer as items, count_if(is_judged)::integer as judged,
                count_if(is_judged and is_on)::integer as is_on, count_if(is_late)::integer as is_late,
                count_if(is_better)::integer as improving, count_if(is_worse)::integer as worse,
                arg_max(code, weight) filter (where is_wanting) as worst_code,
                arg_max(title, weight) filter (where is_wanting) as worst_title,
            from things
            group by theme
        )

        select
            *,
            health_of(judged, is_on, is_late) as status,
        from together
        """,
        {"portfolio": portfolio},
    )


def results(db: DB, period: str, service: str = "", portfolio: str = "") -> Results:
    """How many measures of a period could be judged, and how many met their target."""
    found = rows(
        db,
        """
        select count(*) filter (where status = 'on'), count(*) filter (where status in ('on', 'near', 'below'))
        from indicator_today
        where period = $period and class = 'target' and ($service = '' or service_code = $service)
            and ($portfolio = '' or portfolio = $portfolio)
        """,
        {"period": period, "service": service, "portfolio": portfolio},
    )
    return Results(*found[0])


def service_plan(db: DB, code: str) -> pl.DataFrame:
    """The prose of a service's plan: the sections of the paper that the service itself was taken from."""
    return frame(
        db,
        """
        select sections.plan, sections.section_no, sections.title, sections.text
        from current_plan_sections as sections
        inner join current_services as services
            on split_part(sections.source_ref, ' ', 1) = split_part(services.source_ref, ' ', 1)
        where services.service_code = $code and services.source_ref <> ''
        order by try_cast(regexp_extract(section_no, '^[0-9]+') as integer), section_no
        """,
        {"code": code},
    )


def kinds(db: DB, codes: Sequence[str]) -> dict[str, str]:
    """What kind of thing each code stands for."""
    found = rows(db, "select code, kind from coded_things where list_contains($codes::varchar[], code)", {"codes": codes})
    return dict(found)


def portfolios_and_services(db: DB) -> tuple[list[str], dict[str, str]]:
    """Portfolios that stand today, and services: code to title, in order of title."""
    found = rows(
        db,
        """
        select 'portfolio' as kind, portfolio as code, portfolio as title from portfolio_holders
        union all
        select 'service' as kind, service_code as code, title from service_names
        order by kind, title
        """,
    )
    services = {code: title for kind, code, title in found if kind == "service"}
    return [title for kind, _, title in found if kind == "portfolio"], services

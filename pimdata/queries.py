"""One function a question about measures and the council as a whole; each answers with a finished frame or record.

Shapes are those of the marts in sql/marts, which say what each column means.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import duckdb
import polars as pl

from pimdata import periods as calendar
from pimdata.answers import first, frame, rows

DB = duckdb.DuckDBPyConnection

# What a list, a card or a page says of a measure, whichever period it is asked for.
_MEASURE = """
    select
        measures.* exclude (expected_on), measures.expected_on,
        forecasts.expected, forecasts.expected_status, forecasts.likelihood, forecasts.owner_forecast, forecasts.owner_reason,
        forecasts.forecast, forecasts.forecast_status, forecasts.method as forecast_method, forecasts.past_years,
        forecasts.low as forecast_low, forecasts.high as forecast_high, forecasts.likelihood_rule,
        calendar.year_before, since.period as missed_since, services.title as service_title
    from measures
    left join indicator_forecast as forecasts using (indicator_code, financial_year)
    left join periods as calendar on measures.period = calendar.period
    left join periods as since
        on since.frequency = measures.frequency
        and since.period_index = measures.period_index - measures.run_of_misses + 1
    left join service_names as services on measures.service_code = services.service_code
"""
_WORST_FIRST = "list_position(['below', 'near', 'on', 'info', 'due', 'late'], status), run_of_misses desc, title"


class Headline(NamedTuple):
    """The counts at the head of a page. `judged` is the denominator of `on`, `expected` of all of them."""

    period: str = ""
    expected: int = 0
    judged: int = 0
    on: int = 0
    near: int = 0
    below: int = 0
    late: int = 0
    info: int = 0
    due: int = 0
    improving: int = 0
    same: int = 0
    worse: int = 0
    compared: int = 0


def is_empty(db: DB) -> bool:
    """Whether no plan has been loaded."""
    return not rows(db, "select 1 from current_indicators limit 1")


def is_illustrative(db: DB) -> bool:
    """Whether any figure in force is made up."""
    return bool(rows(db, "select coalesce(bool_or(is_illustrative), false) from accepted_loads")[0][0])


def today(db: DB) -> Any:  # noqa: ANN401 - a date; DuckDB's answers have no types
    """The day it is taken to be."""
    return rows(db, "select today()")[0][0]


def periods(db: DB) -> list[str]:
    """Quarters and years that have figures, newest first; the first is the one a page opens at."""
    found = rows(
        db,
        """
        select period from headlines
        where frequency in ('quarterly', 'annual') and period_end < today() and judged + is_late + is_info > 0
        order by period_end desc, frequency desc
    """,
    )
    return [period for (period,) in found]


def headlines(db: DB, period: str) -> tuple[Headline, Headline]:
    """The counts of one period and of the one before; all nought where nothing was returned."""
    named = (period, calendar.previous(period))
    found = rows(
        db,
        """
        select period, expected, judged, is_on, is_near, is_below, is_late, is_info, is_due, improving, same, worse, compared
        from headlines where period in ($period, $before)
        """,
        {"period": named[0], "before": named[1]},
    )
    counted = {row[0]: Headline(*row) for row in found}
    return counted.get(named[0], Headline(named[0])), counted.get(named[1], Headline(named[1]))


def measures(
    db: DB,
    period: str = "",
    status: str = "",
    service: str = "",
    portfolio: str = "",
    item: str = "",
    codes: Sequence[str] | None = None,
    key_only: bool = False,
    theme: str = "",
    shared_only: bool = False,
    likelihood: str = "",
) -> pl.DataFrame:
    """Measures, worst first: each at its newest figure, or at one period; filters left empty let everything through."""
    source = "select * from indicator_status where period = $period" if period else "select * from indicator_latest"
    return frame(
        db,
        f"""
        with measures as (
            from ({source})
            where ($status = '' or status = $status)
                and ($service = '' or service_code = $service)
                and ($portfolio = '' or portfolio = $portfolio)
                and ($item = '' or indicator_code in (select code from serves where item_code = $item))
                and ($codes is null or list_contains($codes::varchar[], indicator_code))
                and (not $key_only or is_key)
                and ($theme = '' or theme = $theme)
                and (not $shared_only or is_partnership)
        )
        {_MEASURE}
        where $likelihood = '' or forecasts.likelihood = $likelihood
        order by {_WORST_FIRST}
        """,
        {
            **({"period": period} if period else {}),
            "status": status,
            "service": service,
            "portfolio": portfolio,
            "item": item,
            "codes": None if codes is None else list(codes),
            "key_only": key_only,
            "theme": theme,
            "shared_only": shared_only,
            "likelihood": likelihood,
        },
    )


def measure(db: DB, code: str, period: str = "") -> dict[str, Any] | None:
    """One measure at its newest figure or at a period; the newest expected period where it has none yet."""
    source = """
        select * from indicator_status
        where indicator_code = $code and ($period = '' and not is_rolled_up and period_start <= today() or period = $period)
        qualify row_number() over (order by status <> 'due' desc, period_index desc) = 1
    """
    return first(db, f"with measures as ({source}) {_MEASURE}", {"code": code, "period": period})


def series(db: DB, code: str) -> pl.DataFrame:
    """Every expected period of a measure that has begun, own and rolled up, in order."""
    return frame(
        db,
        """
        select * from indicator_status
        where indicator_code = $code and period_start <= today()
        order by frequency, period_index
        """,
        {"code": code},
    )


def other_figures(db: DB, code: str) -> pl.DataFrame:
    """Figures kept beside the series: parts of the whole, and those of another frequency than the measure's own."""
    return frame(
        db,
        """
        select period, dimension, category, value, result_text
        from current_indicator_results
        where indicator_code = $code and (
            category <> '' or period not in (select period from indicator_series where indicator_code = $code)
        )
        order by period_end, dimension, category
        """,
        {"code": code},
    )


def definition(db: DB, code: str) -> dict[str, Any] | None:
    """A measure's definition in force, with its owner's portfolio holder."""
    return first(
        db,
        """
        select indicators.*, holders.holder, service_names.title as service_title
        from current_indicators as indicators
        left join portfolio_holders as holders on indicators.portfolio = holders.portfolio
        left join service_names on indicators.service_code = service_names.service_code
        where indicator_code = $code
        order by indicators.valid_from desc
        """,
        {"code": code},
    )


def targets(db: DB, code: str) -> pl.DataFrame:
    """Targets of a measure as the plan writes them, by year and period."""
    return frame(
        db,
        """
        select * from current_targets where indicator_code = $code and category = '' order by financial_year, period
        """,
        {"code": code},
    )


def linked(db: DB, code: str) -> pl.DataFrame:
    """What serves a coded thing and what it serves: code, kind, title, direction."""
    return frame(
        db,
        """
        select found.code, direction, kind, title
        from (
            select to_code as code, 'serves' as direction from current_links where from_code = $code
            union
            select from_code as code, 'served by' as direction from current_links where to_code = $code
        ) as found
        inner join coded_things using (code)
        order by direction, kind, found.code
        """,
        {"code": code},
    )


def history(db: DB, code: str) -> pl.DataFrame:
    """Every value a code has ever had, newest first."""
    return frame(db, "select * from history where code = $code order by event_no desc, source_row", {"code": code})


def exceptions(db: DB, service: str = "", portfolio: str = "", period: str = "") -> pl.DataFrame:
    """What needs attention now, or in one period; the most pressing first."""
    return _listed(db, "exceptions", "rank, is_key desc, weight desc, code", service, portfolio, period)


def successes(db: DB, service: str = "", portfolio: str = "", period: str = "") -> pl.DataFrame:
    """What is going well now, or in one period."""
    return _listed(db, "successes", "rank, is_key desc, code", service, portfolio, period)


def _listed(db: DB, view: str, order: str, service: str, portfolio: str, period: str) -> pl.DataFrame:
    return frame(
        db,
        f"""
        select {view}.*, service_names.title as service_title
        from {view}
        left join service_names using (service_code)
        where ($service = '' or service_code = $service) and ($portfolio = '' or portfolio = $portfolio)
            and if($period = '', is_latest, period = $period)
        order by {order}
        """,
        {"service": service, "portfolio": portfolio, "period": period},
    )


def plan_progress(db: DB, kind: str = "aim") -> pl.DataFrame:
    """Plan items of a kind with what stands beneath them."""
    return frame(db, "select * from plan_progress where kind = $kind order by item_code", {"kind": kind})


def services(db: DB) -> pl.DataFrame:
    """Services with their health, a row each theme."""
    return frame(
        db,
        """
        select service_names.service_code, service_names.title, head_of_service, service_health.* exclude (service_code)
        from service_names
        left join service_health using (service_code)
        order by service_names.title, list_position(['results', 'customers', 'money', 'people', 'plans'], theme)
    """,
    )


def things(db: DB) -> pl.DataFrame:
    """Everything that can be found by name: code, kind, title."""
    return frame(db, "select code, kind, title from coded_things order by title, code")


def definitions(db: DB) -> pl.DataFrame:
    """What every relation and column means."""
    return frame(db, "select * from definitions order by relation, column_name <> '', column_name")


def returns_wanted(db: DB, service: str = "") -> pl.DataFrame:
    """Returns that are due, in part or overdue, the latest first."""
    return frame(
        db,
        """
        select service_names.title as service, returns_owed.*
        from returns_owed
        left join service_names using (service_code)
        where state in ('late', 'due', 'part in') and ($service = '' or returns_owed.service_code = $service)
        order by state <> 'late', due_date, service, dataset
        """,
        {"service": service},
    )


def returns_counted(db: DB, period: str) -> dict[str, int]:
    """How many returns of a period are due by now, in, and overdue."""
    found = rows(
        db,
        """
        select count(*) as due, count(*) filter (where state = 'in') as "in", count(*) filter (where state = 'late') as late
        from returns_owed
        inner join periods as asked on asked.period = $period
        where returns_owed.period_end between asked.period_start and asked.period_end and state <> 'not finished'
        """,
        {"period": period},
    )
    return dict(zip(("due", "in", "late"), found[0], strict=True))


def loads(db: DB, service: str = "", most: int = 100) -> pl.DataFrame:
    """What has been loaded, newest first, with its state."""
    return frame(
        db,
        """
        select loads.*, states.state, states.changed_at, states.by_whom as changed_by, states.reason
        from loads
        inner join (
            select * from load_events qualify row_number() over (partition by load_id order by event_no desc) = 1
        ) as states using (load_id)
        where $service = '' or service_code = $service
        order by loads.load_id desc limit $most
        """,
        {"service": service, "most": most},
    )


def moved(db: DB, period: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of measures that moved and matter, the worse and the better.

    Worse: off target for two periods or more and worse again, the longest run first. Better: on target, and better than
    the period before and than a year earlier, key measures first.
    """
    found = rows(
        db,
        """
        select title, status = 'on' as is_better from indicator_status
        where period = $period and class = 'target' and (
            run_of_misses >= 2 and change_on_previous = 'worse'
            or status = 'on' and change_on_previous = 'better' and change_on_year = 'better'
        )
        order by is_better, if(is_better, (not is_key)::integer, -run_of_misses), title
        """,
        {"period": period},
    )
    return tuple(name for name, better in found if not better), tuple(name for name, better in found if better)


def measures_at(db: DB, codes: Sequence[str], periods: Sequence[str]) -> pl.DataFrame:
    """Measures at a period each: the first code at the first period, and so on."""
    return frame(
        db,
        f"""
        with asked as (select unnest($codes::varchar[]) as indicator_code, unnest($periods::varchar[]) as period),

        measures as (from indicator_status semi join asked using (indicator_code, period))
        {_MEASURE}
        order by {_WORST_FIRST}
        """,
        {"codes": list(codes), "periods": list(periods)},
    )


def series_of(db: DB, codes: Sequence[str]) -> pl.DataFrame:
    """Every expected period of several measures that has begun, each at its own frequency, in order."""
    return frame(
        db,
        """
        select * from indicator_status
        where list_contains($codes::varchar[], indicator_code) and period_start <= today() and not is_rolled_up
        order by indicator_code, period_index
        """,
        {"codes": list(codes)},
    )


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

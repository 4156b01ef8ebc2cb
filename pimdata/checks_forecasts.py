"""Stage F for forecasts: what the year's periods still to come must bring, beside what any has brought so far."""

from __future__ import annotations

import duckdb
import polars as pl

from pimdata.checks_facts import registered
from pimdata.reading import ROW


def forecasts(db: duckdb.DuckDBPyConnection, rows: pl.DataFrame) -> pl.DataFrame:
    """One row per row that forecasts the year's end of a measure that adds up: what each period still to come must bring.

    `needed` is in the measure's unit, a period; `highest_step` and `lowest_step` are the most and the least that one of its
    periods has brought so far, this one included.
    """
    with registered(db, rows.select(ROW, "indicator_code", "period", "value", "forecast_year_end")):
        found: pl.DataFrame = db.sql(
            """
            with measures as (
                select indicator_code, value_basis, good_is
                from current_indicators
                where aggregation = 'sum' and value_basis in ('period', 'year_to_date')
                qualify row_number() over (partition by indicator_code order by valid_from desc) = 1
            ),

            asked as (
                select
                    checked_rows.*, periods.frequency, periods.financial_year, periods.period_index,
                    measures.value_basis, measures.good_is,
                from checked_rows
                inner join periods using (period)
                inner join measures using (indicator_code)
                where checked_rows.forecast_year_end is not null and checked_rows.value is not null
            ),

            steps as (
                select
                    held.indicator_code, periods.frequency, periods.financial_year, periods.period_index, held.value,
                    if(
                        measures.value_basis = 'period',
                        held.value,
                        held.value - coalesce(lag(held.value) over by_year, 0)
                    ) as step,
                from current_indicator_results as held
                inner join measures using (indicator_code)
                inner join periods using (period)
                where held.dimension = '' and held.category = '' and held.value is not null
                    and held.indicator_code in (select indicator_code from asked)
                window by_year as (
                    partition by held.indicator_code, periods.frequency, periods.financial_year order by periods.period_index
                )
            ),

            so_far as (
                select
                    asked.source_row,
                    max(steps.step) as highest_before, min(steps.step) as lowest_before,
                    sum(steps.step) filter (where steps.financial_year = asked.financial_year) as year_so_far,
                from asked
                left join steps
                    on asked.indicator_code = steps.indicator_code and asked.frequency = steps.frequency
                    and steps.period_index < asked.period_index
                group by asked.source_row
            ),

            to_come as (
                select asked.source_row, count(*) as periods_left
                from asked
                inner join periods
                    on asked.frequency = periods.frequency and asked.financial_year = periods.financial_year
                    and periods.period_index > asked.period_index
                group by asked.source_row
            ),

            now_in as (
                select
                    asked.*, so_far.* exclude (source_row), to_come.periods_left,
                    if(value_basis = 'period', asked.value, asked.value - coalesce(year_so_far, 0)) as step,
                    if(value_basis = 'period', asked.value + coalesce(year_so_far, 0), asked.value) as in_year,
                from asked
                inner join so_far using (source_row)
                inner join to_come using (source_row)
            )

            select
                source_row, good_is,
                ((forecast_year_end - in_year) / nullif(periods_left, 0))::double as needed,
                greatest(step, highest_before)::double as highest_step,
                least(step, lowest_before)::double as lowest_step,
            from now_in
            """
        ).pl()
    return found

"""What the database knows of a file's rows: their definitions, their periods and their history. One query each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import duckdb
import polars as pl

from pimdata import refresh
from pimdata.messages import NOUNS
from pimdata.reading import ROW
from pimdata.rows import Row


@dataclass(frozen=True)
class Reference:
    """Where a dataset's codes must be held, and the file that brings them."""

    column: str
    view: str

    @property
    def noun(self) -> str:
        """What a code stands for."""
        return NOUNS[self.view]


REFERENCES = {
    "indicator_results": Reference("indicator_code", "indicators"),
    "targets": Reference("indicator_code", "indicators"),
    "spc_marks": Reference("indicator_code", "indicators"),
    "reliability_grades": Reference("indicator_code", "indicators"),
    "measure_audits": Reference("indicator_code", "indicators"),
    "standard_confirmations": Reference("service_code", "services"),
    "comparators": Reference("indicator_code", "indicators"),
    "quartiles": Reference("indicator_code", "indicators"),
    "action_updates": Reference("action_code", "actions"),
    "action_steps": Reference("action_code", "actions"),
    "risk_assessments": Reference("risk_code", "risks"),
    "budget_positions": Reference("cost_centre", "budgets"),
}


def today(db: duckdb.DuckDBPyConnection) -> date:
    """The day it is taken to be."""
    found: date = db.sql("select today()").fetchall()[0][0]
    return found


def held_codes(db: duckdb.DuckDBPyConnection, model: type[Row]) -> dict[str, str] | None:
    """Every code the rows may name, with its title; None where a dataset names no code that must be held."""
    reference = REFERENCES.get(model.dataset)
    if reference is None:
        return None
    code, view = reference.column, f"current_{reference.view}"
    # A message names what a row is about, and whoever sends it may not be who may read what is exempt.
    title = "if(coalesce(is_exempt, false), '', event)" if reference.view == "risks" else "title"
    latest = "financial_year" if reference.view == "budgets" else "valid_from"
    return dict(db.sql(f"select {code}, max_by({title}, {latest}) from {view} group by {code}").fetchall())


def item_words(code: str, held: Mapping[str, str] | None) -> str:
    """A row's code and title, as a message calls it.

    >>> item_words("HO03", {"HO03": "Days to re-let"}), item_words("HO03", None)
    ('HO03 Days to re-let', 'HO03')
    """
    return f"{code} {(held or {}).get(code) or ''}".strip()


def sent_before(db: duckdb.DuckDBPyConnection, sha256: str, dataset: str) -> tuple[str, date] | None:
    """Who sent this very file and when, where it counts."""
    rows = db.sql(
        """
        select loads.by_whom, loads.loaded_at::date
        from loads
        inner join accepted_loads using (load_id)
        where loads.sha256 = $sha256 and loads.dataset = $dataset
        order by loads.loaded_at desc
        """,
        params={"sha256": sha256, "dataset": dataset},
    ).fetchall()
    return rows[0] if rows else None


def period_ends(db: duckdb.DuckDBPyConnection, rows: pl.DataFrame) -> pl.DataFrame:
    """One row per row of the file: its period's days, the newest period of its length that has ended, and its kind.

    `is_milestone` is of an indicator's row; any other is none.
    """
    code = pl.col("indicator_code") if "indicator_code" in rows.columns else pl.lit("")
    with registered(db, rows.select(ROW, "period", code.alias("indicator_code"))):
        found: pl.DataFrame = db.sql(
            """
            with ended as (
                select frequency, max_by(period, period_end) as open_period
                from periods
                where period_end < today()
                group by frequency
            )

            select
                checked_rows.source_row, periods.period_start, periods.period_end, ended.open_period,
                indicator_code in (select indicator_code from current_indicators where kind = 'milestone') as is_milestone,
            from checked_rows
            left join periods using (period)
            left join ended using (frequency)
            """
        ).pl()
    return found


def definitions(db: duckdb.DuckDBPyConnection, rows: pl.DataFrame) -> pl.DataFrame:
    """One row per row of results: its period, and the definition that was in force by the period's end.

    `told_on` is the day before what it promises: its period's last, or today while the period is the newest that has ended.
    `valid_from` is null where there was none yet; `first_from` says when the first began.
    `target` and `baseline` are those that its status would rest on.
    """
    with registered(db, rows.select(ROW, "indicator_code", "period")):
        found: pl.DataFrame = db.sql(
            """
            with begun as (
                select indicator_code, min(valid_from) as first_from from current_indicators group by indicator_code
            ),

            newest as (
                select frequency, max(period_end) as ended_on from periods where period_end < today() group by frequency
            ),

            dated as (
                select
                    checked_rows.source_row, checked_rows.indicator_code,
                    checked_rows.period, periods.frequency as period_frequency, periods.period_end,
                from checked_rows
                left join periods using (period)
            )

            select
                dated.source_row, dated.period_frequency, dated.period_end,
                if(dated.period_end < newest.ended_on, dated.period_end, today()) as told_on,
                begun.first_from, current_indicators.valid_from, current_indicators.valid_to,
                current_indicators.kind, current_indicators.frequency, current_indicators.unit,
                current_indicators.decimal_places, current_indicators.value_basis, current_indicators.aggregation,
                current_indicators.lowest_possible, current_indicators.highest_possible,
                judged.baseline::double as baseline, judged.target::double as target,
            from dated
            asof left join current_indicators
                on dated.indicator_code = current_indicators.indicator_code
                and dated.period_end >= current_indicators.valid_from
            left join begun on begun.indicator_code = dated.indicator_code
            left join newest on newest.frequency = dated.period_frequency
            left join indicator_series as judged
                on dated.indicator_code = judged.indicator_code and dated.period = judged.period
            """
        ).pl()
    return found


def history(db: duckdb.DuckDBPyConnection, rows: pl.DataFrame) -> pl.DataFrame:
    """One row per row of results: the figure in force for its key, with its account, and what its series had been before it.

    `figures_before`, `mean_before` and `mean_moving_range` are of every earlier figure of the series, `last_value`
    is the newest of them; all are null for a part of the whole.
    """
    with registered(db, rows.select(ROW, "indicator_code", "period", "dimension", "category")):
        found: pl.DataFrame = db.sql(
            """
            with in_force as (
                select indicator_code, period, dimension, category, value, what_happened, why, by_when
                from current_indicator_results
                where indicator_code in (select indicator_code from checked_rows)
            ),

            series as (
                select
                    in_force.indicator_code, periods.frequency, periods.period_index, periods.financial_year,
                    in_force.value::double as value,
                    abs(value - lag(value) over by_period) as moving_range,
                from in_force
                inner join periods using (period)
                where in_force.dimension = '' and in_force.category = '' and in_force.value is not null
                window by_period as (partition by indicator_code, frequency order by period_index)
            ),

            so_far as (
                select
                    *,
                    count(*) over up_to_here as figures_before,
                    avg(value) over up_to_here as mean_before,
                    avg(moving_range) over up_to_here as mean_moving_range,
                from series
                window up_to_here as (
                    partition by indicator_code, frequency order by period_index rows unbounded preceding
                )
            ),

            medians as (
                select indicator_code, median(value) as median_held, count(*) as figures_held
                from series
                group by indicator_code
            ),

            asked as (
                select
                    checked_rows.source_row, checked_rows.indicator_code,
                    periods.frequency, periods.period_index, periods.financial_year,
                    checked_rows.dimension = '' and checked_rows.category = '' as is_whole,
                    in_force.value as value_in_force,
                    in_force.what_happened as what_happened_in_force, in_force.why as why_in_force,
                    in_force.by_when as by_when_in_force,
                from checked_rows
                inner join periods using (period)
                left join in_force using (indicator_code, period, dimension, category)
            )

            select
                asked.source_row, asked.value_in_force, asked.what_happened_in_force, asked.why_in_force,
                asked.by_when_in_force,
                medians.median_held, medians.figures_held,
                case when is_whole then so_far.figures_before end as figures_before,
                case when is_whole then so_far.mean_before end as mean_before,
                case when is_whole then so_far.mean_moving_range end as mean_moving_range,
                case when is_whole then so_far.value end as last_value,
                so_far.period_index = asked.period_index - 1 as is_period_before,
                so_far.financial_year = asked.financial_year as is_same_year,
            from asked
            asof left join so_far
                on asked.indicator_code = so_far.indicator_code
                and asked.frequency = so_far.frequency
                and asked.period_index > so_far.period_index
            left join medians on medians.indicator_code = asked.indicator_code
            """
        ).pl()
    return found


@contextmanager
def registered(db: duckdb.DuckDBPyConnection, rows: pl.DataFrame) -> Iterator[None]:
    """The rows as `checked_rows`, for the questions of a check, which look at the history of no other measures."""
    codes = rows["indicator_code"].unique().to_list() if "indicator_code" in rows.columns else []
    db.register("checked_rows", rows)
    try:
        with refresh.scoped(db, codes):
            yield
    finally:
        db.unregister("checked_rows")

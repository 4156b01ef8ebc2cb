"""Control charts of made-up series, as many and as long as asked, with nothing but the views between figures and verdicts."""

from __future__ import annotations

import time
from typing import NamedTuple

import duckdb

from pimdata import build

STORED = ("series_methods", "spc_points", "spc_summary")
BETWEEN = ("series_points", "limited_points")


class Charted(NamedTuple):
    """Seconds for one average over the figures, series by series, and for every chart from nothing."""

    average: float
    charts: float
    rows: int


def charted(series: int, periods: int, repeats: int = 3) -> Charted:
    """How long the charts of so many monthly series take, and one average of the same figures."""
    with duckdb.connect() as db:
        for file in build.sql_files():
            if file.layer == "macros":
                db.execute(file.text)
        _fill(db, series, periods)
        average = min(_took(db, ["select series_key, avg(figure) from series_figures group by series_key"]) for _ in range(5))
        chain = [f"create or replace temporary table {name} as {build.select_of(name)}" for name in STORED]
        db.execute(chain[0])  # views between the stored tables need something to stand on
        for name in BETWEEN:
            db.execute(f"create temporary view {name} as {build.select_of(name)}")
        charts = min(_took(db, chain) for _ in range(repeats))
        counted = db.sql("select count(*) from spc_points").fetchall()[0][0]
    return Charted(average, charts, counted)


def _took(db: duckdb.DuckDBPyConnection, statements: list[str]) -> float:
    start = time.perf_counter()
    for statement in statements:
        db.execute(statement).fetchall()
    return time.perf_counter() - start


def _fill(db: duckdb.DuckDBPyConnection, series: int, periods: int) -> None:
    """Figures about 50 with one in fifty missing, as the views below the charts would give them."""
    db.execute("select setseed(0.3)")
    db.execute(
        f"""
        create temporary table series_definitions as
        select
            'IND-' || number as series_key, 'IND-' || number as indicator_code, 'indicator' as kind, 'target' as class,
            'number' as unit,
            'higher' as good_is, 'monthly' as frequency, 'period' as value_basis, 'last' as aggregation, 1 as ratio_scale,
            '' as expected_in, 12 as parts, false as is_rate_so_far, false as adds_up, false as is_screened, 7 as shift_length,
            7 as trend_length, null::integer as baseline_points, 'concern' as conflict_policy
        from range({series}) as series(number)
        """
    )
    db.execute(
        f"""
        create temporary table series_figures as
        select
            'IND-' || number as indicator_code, 'IND-' || number as series_key, 'month ' || place as period,
            date '2000-01-01' + (place * 30)::integer as period_start, place::integer as period_index, place as row_no,
            1 + (place % 12)::integer as part, 12 as parts,
            if(random() < 0.02, null, 50 + random() * 10)::decimal(18, 6) as figure,
            1::decimal(18, 6) as value_as_returned, 55::decimal(18, 6) as target,
            null::decimal(18, 6) as target_low, null::decimal(18, 6) as target_high, null::decimal(18, 6) as a_year_before,
            null::decimal(18, 6) as half_a_year_before, null::decimal(18, 6) as move
        from range({series}) as series(number), range({periods}) as months(place)
        """
    )
    db.execute(
        """
        create temporary table series_marks as
        select '' as series_key, 'rebase' as kind, date '2003-01-01' as marked_start, '' as reason where false
        """
    )

"""One function a question about other councils; each answers for the council itself, or for the authority taken as us."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import duckdb
import polars as pl

from pimdata.answers import first, frame, rows

DB = duckdb.DuckDBPyConnection


def measures(db: DB) -> pl.DataFrame:
    """Every measure of which other councils' figures or quartiles are held, by its newest definition."""
    return frame(
        db,
        """
        select
            indicator_code, title, sentence_subject, unit, coalesce(decimal_places, 0) as decimal_places, good_is, definition,
            inferred,
        from current_indicators
        where indicator_code in (select indicator_code from current_comparators)
            or indicator_code in (select indicator_code from current_quartiles)
        qualify row_number() over (partition by indicator_code order by valid_from desc) = 1
        order by title, indicator_code
        """,
    )


def authorities(db: DB) -> list[tuple[str, str]]:
    """Every authority that can be taken as us: its code, and its newest name."""
    found = rows(
        db,
        """
        select authority_code, arg_max(authority, period) as named
        from current_comparators where value is not null group by authority_code order by named, authority_code
        """,
    )
    return [(str(code), str(name)) for code, name in found]


def places(db: DB) -> pl.DataFrame:
    """Where we stand: a row for each measure, period and group, the newest and the main group first."""
    return frame(
        db,
        """
        select benchmark_position.*, period_end
        from benchmark_position
        inner join periods using (period)
        order by period_end desc, periods.frequency, is_main desc, "group"
        """,
    )


def groups(db: DB, code: str) -> pl.DataFrame:
    """The groups and periods a measure can be compared in, the newest and largest first, with their quartiles."""
    return frame(
        db,
        """
        select quartile_thresholds.*, period_end
        from quartile_thresholds
        inner join periods using (period)
        where indicator_code = $code
        order by period_end desc, frequency, of desc nulls last, "group"
        """,
        {"code": code},
    )


def figures(db: DB, code: str, period: str, group: str, quartiles: tuple[Decimal | None, ...]) -> pl.DataFrame:
    """Everybody's figure in a group and period, best first, with the quarter each stands in by these quartiles."""
    return frame(
        db,
        """
        select
            authority_code, authority, value, is_us, is_doubtful, is_counted, rank, source, note,
            if(is_counted, quarter_of(place_of(good_is, value, $q1, $median, $q3)), null) as band,
        from compared_figures
        where indicator_code = $code and period = $period and "group" = $group
        order by rank nulls last, is_counted desc, value desc, not is_us, authority
        """,
        {"code": code, "period": period, "group": group, **dict(zip(("q1", "median", "q3"), quartiles, strict=True))},
    )


def counts(db: DB) -> dict[str, Any] | None:
    """How many measures stand in which quarter, in the newest year that most of them have one; None where none has.

    Of the council's own measures `expected` counts every one that should have a figure (`is_owed`); of another authority,
    and where what others publish is all there is of the council, those there are figures of.
    """
    return first(
        db,
        """
        with ours as (
            select
                period, period_end, expected, banded, in_best_quartile, in_best_two,
                quartile_up, quartile_same, quartile_down, quartile_compared, true as is_owed,
            from headlines
            where us() = '' and banded > 0
        ),

        published as (
            select
                period, any_value(period_end) as period_end, count(*) as expected, count(band) as banded,
                count(*) filter (where band = 'best') as in_best_quartile,
                count(*) filter (where band in ('best', 'above')) as in_best_two,
                count(*) filter (where movement = 'better') as quartile_up,
                count(*) filter (where movement = 'same') as quartile_same,
                count(*) filter (where movement = 'worse') as quartile_down,
                count(*) filter (where movement <> 'n/a') as quartile_compared, false as is_owed,
            from benchmark_position
            inner join periods using (period)
            where is_main and not exists (from ours)
            group by period
            having banded > 0
        )

        select * from (from ours union all from published)
        qualify 2 * banded >= max(banded) over ()
        order by period_end desc limit 1
        """,
    )


def own(db: DB, code: str) -> dict[str, Any] | None:
    """The council's own newest place with one measure; None where it is compared with nobody."""
    return first(
        db,
        """
        select benchmark_own.* from benchmark_own inner join periods using (period)
        where indicator_code = $code order by period_end desc, periods.frequency limit 1
        """,
        {"code": code},
    )


def named(db: DB, code: str) -> str:
    """The name of an authority; empty where none has the code."""
    return next((name for known, name in authorities(db) if known == code), "")


def quarters(db: DB) -> dict[str, dict[str, Any]]:
    """The council's own newest quarter with each measure, by its code: `band`, `period`, and that of its thresholds."""
    found = frame(
        db,
        """
        select indicator_code, band, period, threshold_period
        from benchmark_own
        inner join periods using (period)
        where band is not null
        qualify row_number() over (partition by indicator_code order by period_end desc, frequency) = 1
        order by indicator_code
        """,
    )
    return {row["indicator_code"]: row for row in found.to_dicts()}

"""One function a question about measures, and about what every page asks; each answers with a finished frame or record.

Shapes are those of the marts in sql/marts, which say what each column means.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import polars as pl

from pimdata.answers import frame, rows

DB = duckdb.DuckDBPyConnection

# What a list or a card says of a measure, whichever period it is asked for. Every column costs time in each step, so
# only these are asked for.
_LISTED = """
    indicator_code, title, sentence_subject, kind, theme, class, unit, decimal_places, good_is, value_basis, is_key,
    portfolio, service_code, service_title, officer, owner_role,
    period, frequency, period_start, period_end, financial_year, year_before, due_date, is_rolled_up,
    value, value_shown, first_value, numerator, denominator, is_provisional, is_revised, no_value_reason, recent,
    achieved_on, expected_on, result_text, what_next,
    target, target_low, target_high, target_date, stretch_value, no_target_reason, year_target,
    status, reason, beat_target, last_known_status, last_known_period, run_of_misses, missed_since, misses_before,
    figures_so_far, previous_value, previous_period, same_period_last_year, change_on_previous, change_on_year,
    expected, expected_status, likelihood, owner_forecast, owner_reason,
    forecast, forecast_status, forecast_method, method_rule, past_years, forecast_low, forecast_high, likelihood_rule
"""
# What the page of one measure says beside.
_SAID = """
    retired_on, period_index, is_in, judged_status, parts_in, parts_expected, target_text, intervention_value, margin,
    tolerance_kind, tolerance, has_own_target, has_target, short_of_target, what_happened, why, by_when,
    forecast_year_end, forecast_reason, promise_outcome
"""
_BESIDE = """
    left join (
        select
            indicator_code, financial_year, expected, expected_status, likelihood, owner_forecast, owner_reason, forecast,
            forecast_status, method as forecast_method, method_rule, past_years, low as forecast_low, high as forecast_high,
            likelihood_rule
        from indicator_forecast
    ) as forecasts using (indicator_code, financial_year)
    left join (select service_code, title as service_title from service_names) as services using (service_code)
"""
_WORST_FIRST = "list_position(['below', 'near', 'on', 'info', 'due', 'late'], status), run_of_misses desc, title"


def is_empty(db: DB) -> bool:
    """Whether no plan has been loaded."""
    return not rows(db, "select 1 from current_indicators limit 1")


def is_illustrative(db: DB) -> bool:
    """Whether any figure in force is made up."""
    return bool(rows(db, "select coalesce(bool_or(is_illustrative), false) from accepted_loads")[0][0])


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
    choices = {
        "period": (period, "period = $period"),
        "status": (status, "status = $status"),
        "service": (service, "service_code = $service"),
        "portfolio": (portfolio, "portfolio = $portfolio"),
        "item": (item, "indicator_code in (select code from serves where item_code = $item)"),
        "theme": (theme, "theme = $theme"),
    }
    # Only what is asked for is put: a condition costs time also where it lets everything through.
    given: dict[str, Any] = {name: value for name, (value, _) in choices.items() if value}
    asked = [choices[name][1] for name in given]
    asked += [] if period else ["is_latest"]
    asked += ["is_key"] if key_only else []
    asked += ["is_partnership"] if shared_only else []
    asked += ["indicator_code in (select unnest($codes::varchar[]))"] if codes is not None else []
    return frame(
        db,
        f"""
        with measures as (
            from indicator_status where {" and ".join(asked)}
        )

        select {_LISTED} from measures {_BESIDE}
        {"where likelihood = $likelihood" if likelihood else ""}
        order by {_WORST_FIRST}
        """,
        given | ({} if codes is None else {"codes": list(codes)}) | ({"likelihood": likelihood} if likelihood else {}),
    )


def measure(db: DB, code: str, period: str = "") -> dict[str, Any] | None:
    """One measure at its newest figure or at a period; the newest expected period where it has none yet."""
    return at_period(series(db, code), period)


def at_period(series: pl.DataFrame, period: str = "") -> dict[str, Any] | None:
    """The row of a period, or of the newest figure where none is named; None where there is none."""
    found = series.filter(pl.col("period") == period if period else pl.col("is_newest"))
    return found.row(0, named=True) if found.height else None


def series(db: DB, code: str) -> pl.DataFrame:
    """Every expected period of a measure, own and rolled up, in order: all that its page says of each.

    `has_begun` is false for what is still to come; `is_newest` marks the one row that says how the measure stands.
    """
    return frame(
        db,
        f"""
        with measures as (
            select
                *, period_start <= today() as has_begun,
                row_number() over (order by is_rolled_up, not has_begun, status = 'due', period_index desc) = 1
                and not is_rolled_up and has_begun as is_newest,
            from indicator_status where indicator_code = $code
        )

        select {_LISTED}, {_SAID}, has_begun, is_newest from measures {_BESIDE}
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
    """Every value a code has ever had, newest first; of what whoever asks may not read, none."""
    return frame(
        db,
        """
        select * from history
        where code = $code
            and code not in (select risk_code from risk_scores where not may_see(is_exempt, service_code, portfolio))
        order by event_no desc, source_row
        """,
        {"code": code},
    )


def things(db: DB) -> pl.DataFrame:
    """Everything that whoever asks may find by name: code, kind, title."""
    return frame(
        db,
        """
        select code, kind, title from coded_things
        union all
        select risk_code, 'risk', coalesce(nullif(event, ''), nullif(cause, ''), consequence) from visible_risks where is_exempt
        order by title, code
        """,
    )


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
        where state in ('late', 'due') and ($service = '' or returns_owed.service_code = $service)
        order by state <> 'late', due_date, service, dataset
        """,
        {"service": service},
    )


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


def measures_at(db: DB, codes: Sequence[str], periods: Sequence[str]) -> pl.DataFrame:
    """Measures at a period each: the first code at the first period, and so on."""
    return frame(
        db,
        f"""
        with asked as (select unnest($codes::varchar[]) as indicator_code, unnest($periods::varchar[]) as period),

        measures as (from indicator_status semi join asked using (indicator_code, period))

        select {_LISTED} from measures {_BESIDE}
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

"""One function a question about one measure, or about finding one; each answers with a finished frame or record."""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl

from pimdata.answers import first, frame, rows

DB = duckdb.DuckDBPyConnection
MOST_ALIKE = 5
LAST_JUDGED = 8


def filters(db: DB) -> pl.DataFrame:
    """What a list of measures can be narrowed by: `name` (service, portfolio, item), `key` and `words`."""
    return frame(
        db,
        """
        select distinct 'service' as name, service_code as key, service_names.title as words, '' as kind
        from current_indicators
        inner join service_names using (service_code)
        union all
        select distinct 'portfolio' as name, portfolio as key, portfolio as words, '' as kind
        from current_indicators
        where portfolio <> ''
        union all
        select 'item' as name, item_code as key, arg_max(title, valid_from) as words, arg_max(kind, valid_from) as kind
        from current_plan_items
        where item_code in (select item_code from serves where code in (select indicator_code from current_indicators))
        group by item_code
        order by name, kind <> 'aim', kind, words
        """,
    )


def matching(db: DB, words: str) -> list[str]:
    """Codes of the measures that have every one of these words in their code, name, definition, team or owner."""
    found = rows(
        db,
        """
        with texts as (
            select
                indicator_code,
                lower(concat_ws(
                    ' ', indicator_code, replace(indicator_code, ' ', ''), title, sentence_subject, definition, team, officer
                )) as text
            from current_indicators
        )
        select distinct indicator_code from texts
        where list_bool_and(list_transform(
            list_filter(string_split(lower($words), ' '), lambda word: word <> ''), lambda word: contains(text, word)
        ))
        order by 1
        """,
        {"words": words},
    )
    return [code for (code,) in found]


def alike(db: DB, asked: str) -> pl.DataFrame:
    """The measures whose code or name is most like what was asked for, and how like they are."""
    return frame(
        db,
        """
        select
            code, title,
            greatest(
                jaro_winkler_similarity(lower(code), lower($asked)), jaro_winkler_similarity(lower(title), lower($asked))
            ) as likeness
        from coded_things
        where kind = 'measure' and likeness >= 0.6
        order by likeness desc, code
        limit $most
        """,
        {"asked": asked, "most": MOST_ALIKE},
    )


def definitions_of(db: DB, asked: str) -> pl.DataFrame:
    """Every definition a measure has had, the newest first, with its service and its portfolio's holder of today.

    Args:
        asked: the measure's code, whatever its capitals and spaces. There are no rows where there is none like it.
    """
    return frame(
        db,
        """
        select indicators.*, holders.holder, service_names.title as service_title
        from current_indicators as indicators
        left join portfolio_holders as holders on indicators.portfolio = holders.portfolio
        left join service_names on indicators.service_code = service_names.service_code
        where lower(replace(indicator_code, ' ', '')) = lower(replace($asked, ' ', ''))
        qualify indicator_code = first_value(indicator_code) over (order by indicator_code <> $asked, indicator_code)
        order by indicators.valid_from desc
        """,
        {"asked": asked},
    )


def successors(db: DB, code: str) -> pl.DataFrame:
    """The measures that took over from this one: code and title."""
    return frame(
        db,
        """
        select distinct indicator_code as code, title from current_indicators
        where replaces = $code or contains(note, 'takes the place of ' || $code)
        order by code
        """,
        {"code": code},
    )


def next_due(db: DB, code: str) -> dict[str, Any] | None:
    """The next figure that is to come: its period and the day it is due; None where none is expected."""
    return first(
        db,
        """
        select period, due_date, target_date, kind from indicator_status
        where indicator_code = $code and not is_rolled_up and not is_in and due_date >= today()
        order by period_end
        limit 1
        """,
        {"code": code},
    )


def record(series: pl.DataFrame, period: str) -> tuple[int, int]:
    """In how many of the last eight periods judged, up to this one, the target was met; and how many those were.

    Args:
        series: what `queries.series` answers.
    """
    here = series.filter(pl.col("period") == period)
    judged = (
        series.join(here, on="frequency", how="semi")
        .filter(pl.col("is_in"), pl.col("judged_status").is_in(["on", "near", "below"]))
        .filter(pl.col("period_index") <= here["period_index"].max())
        .sort("period_index")
        .tail(LAST_JUDGED)
    )
    return judged.filter(pl.col("judged_status") == "on").height, judged.height


def targets_read(db: DB, code: str) -> pl.DataFrame:
    """Targets as the plan writes them with the level each comes to: a year's own first, then those of its parts."""
    return frame(
        db,
        """
        with levels as (
            select
                financial_year, any_value(year_target) as level, any_value(year_target_low) as level_low,
                any_value(year_target_high) as level_high, any_value(year_intervention) as level_intervention,
                any_value(baseline) as level_baseline
            from indicator_series
            where indicator_code = $code
            group by financial_year
        )
        select
            targets.*, level, level_low, level_high, level_intervention, level_baseline,
            coalesce(measures.unit, '') as unit, coalesce(measures.decimal_places, 0) as decimal_places
        from current_targets as targets
        left join levels using (financial_year)
        left join (
            select indicator_code, arg_max(unit, valid_from) as unit, arg_max(decimal_places, valid_from) as decimal_places
            from current_indicators group by indicator_code
        ) as measures using (indicator_code)
        where targets.indicator_code = $code and category = ''
        order by financial_year, period <> '', period
        """,
        {"code": code},
    )


def each_alone(db: DB, code: str) -> pl.DataFrame:
    """What each period added to a figure that adds up, this year or from year to year; no rows where that means nothing.

    A rate so far this year is not a sum of the rates of its periods, so it has none.
    """
    return frame(
        db,
        """
        with added as (
            select
                period, period_index, frequency,
                if(part = 1 and value_basis = 'year_to_date', value_shown, value_shown - lag(value_shown) over (
                    partition by frequency order by period_index
                )) as value_shown
            from indicator_series
            where indicator_code = $code and not is_rolled_up and value_basis in ('year_to_date', 'running_total')
                and unit <> 'percent' and not starts_with(unit, 'per ') and aggregation not in ('ratio', 'mean')
        )
        select added.period, added.value_shown, earlier.value_shown as same_period_last_year
        from added
        left join periods using (period)
        left join added as earlier on periods.year_before = earlier.period
        where added.value_shown is not null
        order by added.period_index
        """,
        {"code": code},
    )


def linked_with_state(db: DB, code: str) -> pl.DataFrame:
    """What a measure serves and what supports it, with how actions and risks stand."""
    return frame(
        db,
        """
        with found as (
            select to_code as code, 'serves' as direction from current_links where from_code = $code
            union
            select from_code as code, 'supported by' as direction from current_links where to_code = $code
        )
        select
            found.code, direction, things.kind, things.title, action_status.rag, action_status.due_date,
            action_status.days_late, risk_status.band, risk_status.net_score
        from found
        inner join coded_things as things on found.code = things.code
        left join action_status on found.code = action_status.action_code
        left join risk_status on found.code = risk_status.risk_code
        order by direction, things.kind, found.code
        """,
        {"code": code},
    )


def revisions(db: DB, code: str) -> pl.DataFrame:
    """Published figures of a measure that are others since, the newest revision first."""
    return frame(db, "from revised_figures where indicator_code = $code order by revised_at desc, period", {"code": code})


def target_change(db: DB, code: str, period: str) -> dict[str, Any] | None:
    """The newest change of target up to a period: `period`, `target_before` and `target`; None where it never changed."""
    return first(
        db,
        """
        select target_changes.period, target_before, target
        from target_changes
        inner join periods as asked on target_changes.frequency = asked.frequency
        where indicator_code = $code and asked.period = $period and target_changes.period_index <= asked.period_index
        order by target_changes.period_index desc
        limit 1
        """,
        {"code": code, "period": period},
    )

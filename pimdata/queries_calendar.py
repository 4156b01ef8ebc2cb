"""One function a question about the calendar: the annual cycle, what falls on a known day, and who may follow it."""

from __future__ import annotations

from datetime import date

import duckdb
import polars as pl

from pimdata.answers import frame, rows

DB = duckdb.DuckDBPyConnection


def cycle(db: DB) -> pl.DataFrame:
    """The annual cycle, a row each entry and month."""
    return frame(db, "from calendar_months order by month, entry_code")


def by_frequency(db: DB) -> pl.DataFrame:
    """What comes round monthly, quarterly or twice a year, in no month that the papers give; the most often first."""
    return frame(
        db,
        """
        select entry_code, title, audience, frequency, due_rule, note, source_ref
        from current_calendar
        where month_from is null and month_to is null
        order by list_position(['monthly', 'quarterly', 'half-yearly', 'annual'], frequency), entry_code
        """,
    )


def days(db: DB, first: date, last: date, service: str = "") -> pl.DataFrame:
    """What is due from one day to another: of one service, or of all of them taken together.

    A row each day, kind, dataset and period: `services` are the titles of those that owe it, `waited_for` how many of
    them have not sent all of it, `state` is late where any is, else due, else in, and `stage` where they stand together.
    """
    return frame(
        db,
        """
        select
            day, kind, dataset, period,
            list(coalesce(service_names.title, service_code) order by service_names.title, service_code) as services,
            count(*) filter (where state <> 'in') as waited_for,
            case when bool_or(state = 'late') then 'late' when bool_or(state = 'due') then 'due' else 'in' end as state,
            if(kind = 'review', '', stage_of(
                sum(rows_waiting), sum(rows_in), sum(rows_owed), bool_or(stage = 'revised'), bool_and(stage = 'published')
            )) as stage,
        from calendar_days
        left join service_names using (service_code)
        where day between $first and $last and ($service = '' or service_code = $service)
        group by day, kind, dataset, period
        order by day, kind, dataset, period
        """,
        {"first": first, "last": last, "service": service},
    )


def services(db: DB) -> dict[str, str]:
    """Services that stand today, by code."""
    return dict(rows(db, "select service_code, title from service_names order by title"))


def today(db: DB) -> date:
    """The day it is taken to be."""
    found: date = rows(db, "select today()")[0][0]
    return found

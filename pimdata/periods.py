"""Financial years and their parts: how a period is written, when it starts and ends, what came before it.

A financial year runs from April to March. Periods are written 2009/10, 2009/10 H1, 2009/10 Q2 and
2009-07; `period_words` reads many other spellings.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import holidays

FIRST_YEAR, LAST_YEAR = 1995, 2045
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS_LONG = {"annual": 12, "half-yearly": 6, "quarterly": 3, "monthly": 1}


class Period(NamedTuple):
    """A period; `period_index` counts periods of its frequency, so the one before is one less."""

    period: str
    frequency: str
    period_start: date
    period_end: date
    financial_year: str
    part: int  # which of its year's parts it is: 1 to 12, 4, 2 or 1
    parts: int  # how many parts of this length make its year
    period_index: int
    previous: str
    year_before: str
    in_quarter: str | None


def financial_year(day: date) -> str:
    """The financial year a day falls in.

    >>> financial_year(date(2010, 3, 31)), financial_year(date(2010, 4, 1))
    ('2009/10', '2010/11')
    """
    start = day.year if day.month >= 4 else day.year - 1
    return year_name(start)


def year_name(start: int) -> str:
    """The name of the financial year that starts in April of this year.

    >>> year_name(1999)
    '1999/00'
    """
    return f"{start}/{(start + 1) % 100:02d}"


def _add_months(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def name(frequency: str, start: date) -> str:
    """How the period of this frequency that starts on this day is written.

    >>> name("quarterly", date(2009, 7, 1)), name("monthly", date(2009, 7, 1))
    ('2009/10 Q2', '2009-07')
    """
    year = financial_year(start)
    part = ((start.month - 4) % 12) // MONTHS_LONG[frequency] + 1
    return {
        "annual": year,
        "half-yearly": f"{year} H{part}",
        "quarterly": f"{year} Q{part}",
        "monthly": f"{start.year}-{start.month:02d}",
    }[frequency]


def all_periods() -> Iterator[Period]:
    """Every period the system knows, by frequency and then in order."""
    for frequency, months in MONTHS_LONG.items():
        start = date(FIRST_YEAR, 4, 1)
        index = 0
        while start < date(LAST_YEAR, 4, 1):
            yield Period(
                period=name(frequency, start),
                frequency=frequency,
                period_start=start,
                period_end=_add_months(start, months) - timedelta(days=1),
                financial_year=financial_year(start),
                part=((start.month - 4) % 12) // months + 1,
                parts=12 // months,
                period_index=index,
                previous=name(frequency, _add_months(start, -months)),
                year_before=name(frequency, _add_months(start, -12)),
                in_quarter=name("quarterly", start) if months <= 3 else None,
            )
            start, index = _add_months(start, months), index + 1


@cache
def _previous() -> dict[str, str]:
    return {each.period: each.previous for each in all_periods()}


def previous(period: str) -> str:
    """The period before, of the same length; empty where the period is none we know.

    >>> previous("2009/10 Q1"), previous("2009-04")
    ('2008/09 Q4', '2009-03')
    """
    return _previous().get(period, "")


def all_working_days() -> Iterator[tuple[date, int, bool]]:
    """Every day, how many English working days there have been up to and with it, and whether it is one."""
    closed = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 2))
    day, count = date(FIRST_YEAR, 1, 1), 0
    while day < date(LAST_YEAR + 1, 1, 1):
        is_working = day.weekday() < 5 and day not in closed
        count += is_working
        yield day, count, is_working
        day += timedelta(days=1)

"""Moments as people in the council read them: the database keeps UTC, and a clock on the wall does not."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from pimdata.figures import date_words

LONDON = ZoneInfo("Europe/London")


def local(moment: datetime) -> datetime:
    """A moment kept as UTC, by the clocks of England."""
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return known.astimezone(LONDON)


def moment_words(moment: datetime) -> str:
    """The day and the time.

    >>> moment_words(datetime(2010, 11, 1, 14, 5)), moment_words(datetime(2010, 7, 1, 23, 30))
    ('1 November 2010, 2:05pm', '2 July 2010, 12:30am')
    """
    here = local(moment)
    return f"{date_words(here.date())}, {here.hour % 12 or 12}:{here:%M}{'am' if here.hour < 12 else 'pm'}"

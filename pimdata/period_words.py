"""A period from any common spelling; one that can be read in two ways, or only with a guess, is asked about."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from pimdata import periods
from pimdata.periods import FIRST_YEAR, LAST_YEAR, MONTHS


class Reading(NamedTuple):
    """The periods a text may mean, likeliest first; sure only where nothing else could be meant."""

    candidates: tuple[str, ...]
    is_sure: bool


NOTHING = Reading((), True)
_Parts = Mapping[str, str]
_Reader = Callable[[_Parts], Reading]

_WORD = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_MONTH = rf"(?P<month>{_WORD})"
_YEARS = r"(?:fy ?)?(?P<first>\d{4}|\d{2}(?= ?[/–-] ?\d{2}(?!\d))) ?[/–-] ?(?P<second>\d{4}|\d{2})"
_GAP = r"[ /:_–-]*"
_QUARTER = r"(?:q|qtr\.? ?|quarter ?)(?P<quarter>[1-4])|(?P<ordinal>1st|2nd|3rd|4th|first|second|third|fourth) (?:quarter|qtr)"
_HALF = r"(?:h|half ?|half-year ?)(?P<half>[12])|(?P<ordinal>1st|2nd|first|second) half(?:[ -]year)?"
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
_CLOCK = r"(?:[t ]00:00(?::00)?(?:\.0+)?)?"


@lru_cache(maxsize=10_000)
def reading(text: str) -> Reading:
    """What a text may mean as a period.

    2010-11 is how we write November 2010, so it is read so; whoever means the year is told by the measure's frequency.

    >>> reading("10/11"), reading("202021")
    (Reading(candidates=('2010/11', '2011-10'), is_sure=False), Reading(candidates=('2020/21',), is_sure=False))
    """
    cleaned = re.sub(
        r"\s+", " ", re.sub(r",|\bof\b|^(?:the )?(?:financial )?year\b", " ", text.lower().strip().strip("'"))
    ).strip()
    for pattern, read_as in _SPELLINGS:
        found = pattern.fullmatch(cleaned)
        if found:
            return read_as({name: part or "" for name, part in found.groupdict().items()})
    return NOTHING


def read(text: str) -> str | None:
    """The period as the system writes it, where nothing else could be meant; otherwise None.

    >>> [read(t) for t in ("Q2 2010/11", "2010-11 Q2", "Jul-10", "July 2010", "2010/2011", "2010-07", "Apr-Jun 2010")]
    ['2010/11 Q2', '2010/11 Q2', '2010-07', '2010-07', '2010/11', '2010-07', '2010/11 Q1']
    >>> read("2010-11"), read("2020-21"), read("202021"), read("10/11"), read("2010/12"), read("Q5 2010/11")
    ('2010-11', '2020/21', None, None, None, None)
    """
    found = reading(text)
    return found.candidates[0] if found.is_sure and found.candidates else None


def year_of(text: str) -> str | None:
    """The financial year a text means where only a year can be meant; None where it is none.

    >>> year_of("2010-11"), year_of("09/10"), year_of("2010-07")
    ('2010/11', '2009/10', None)
    """
    years = [each for each in (*reading(text).candidates, *_written_like_a_month(text)) if len(each) == 7 and "/" in each]
    return years[0] if len(years) == 1 else None


def spoken(period: str) -> str:
    """A period in words that tell it from another.

    >>> spoken("2011-10"), spoken("2010/11 Q2"), spoken("2010/11")
    ('October 2011', '2010/11 Q2 (July to September 2010)', '2010/11')
    """
    if "/" not in period:
        return f"{date(int(period[:4]), int(period[5:]), 1):%B %Y}"
    if " Q" not in period:
        return period
    start = date(int(period[:4]) + (period[-1] == "4"), (int(period[-1]) * 3) % 12 + 1, 1)
    return f"{period} ({start:%B} to {date(start.year, start.month + 2, 1):%B %Y})"


def _written_like_a_month(text: str) -> tuple[str, ...]:
    found = re.fullmatch(r"(\d{4})-(\d{2})", text.strip())
    return _only(_year(found[1], found[2])) if found else ()


def _only(*candidates: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in candidates if each))


def _sure(*candidates: str | None) -> Reading:
    return Reading(_only(*candidates), True)


def _unsure(*candidates: str | None) -> Reading:
    return Reading(_only(*candidates), False)


def _full(digits: str) -> int:
    short = int(digits)
    return short if len(digits) == 4 else short + (1900 if short >= FIRST_YEAR % 100 else 2000)


def _month(year: int, month: int) -> str | None:
    return f"{year}-{month:02d}" if 1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR else None


def _year(first: str, second: str) -> str | None:
    start = _full(first)
    follows = int(second[-2:]) == (start + 1) % 100 and len(second) <= max(len(first), 2)
    return periods.year_name(start) if follows and FIRST_YEAR <= start < LAST_YEAR else None


def _month_of(word: str) -> int:
    return MONTHS.index(word[:3]) + 1


def _numbered(parts: _Parts) -> Reading:
    year, month = int(parts["year"]), int(parts["number"])
    return _sure(_month(year, month) or _year(parts["year"], parts["number"]))


def _number_first(parts: _Parts) -> Reading:
    return _sure(_month(int(parts["year"]), int(parts["number"])))


def _years_alone(parts: _Parts) -> Reading:
    first, second = parts["first"], parts["second"]
    year = _year(first, second)
    if len(first) == 4 and len(second) == 2:
        return _sure(year) if year else _unsure(_month(int(first), int(second)))
    if len(first) == 2:
        month = _month(_full(second[-2:]), int(first))
        return _unsure(year, month) if month or not year else _sure(year)
    return _sure(year)


def _worded(parts: _Parts) -> Reading:
    return _sure(_month(_full(parts["year"]), _month_of(parts["month"])))


def _day_or_year(parts: _Parts) -> Reading:
    return _unsure(_month(_full(parts["year"]), _month_of(parts["month"])))


def _month_of_year(parts: _Parts) -> Reading:
    year, month = _year(parts["first"], parts["second"]), _month_of(parts["month"])
    return _sure(_month(int(year[:4]) + (month < 4), month)) if year else NOTHING


def _part_of_year(parts: _Parts) -> Reading:
    year = _year(parts["first"], parts["second"])
    ordinal = parts.get("ordinal", "")
    number = _ORDINALS.get(ordinal, ordinal[:1]) or parts.get("quarter") or parts.get("half")
    letter = "H" if "half" in parts else "Q"
    return _sure(f"{year} {letter}{number}") if year else NOTHING


def _part_of_one_year(parts: _Parts) -> Reading:
    """Quarter 2 of 2010 is April to June by the calendar, and July to September of a financial year."""
    number, year = int(parts["quarter"]), _full(parts["year"])
    if not FIRST_YEAR < year < LAST_YEAR:
        return NOTHING
    calendar = periods.name("quarterly", date(year, 3 * number - 2, 1))
    return _unsure(f"{periods.year_name(year)} Q{number}", calendar)


def _finance_period(parts: _Parts) -> Reading:
    year, number = _year(parts["first"], parts["second"]), int(parts["number"])
    if not year or not 1 <= number <= 12:
        return NOTHING
    return _sure(_month(int(year[:4]) + (number > 9), (number + 2) % 12 + 1))


def _span(parts: _Parts) -> Reading:
    """April to June 2010 is a quarter; a span that is no quarter or half-year is no period."""
    first, last = _month_of(parts["from"]), _month_of(parts["to"])
    end_year = _full(parts["year"])
    start_year = _full(parts["start_year"]) if parts["start_year"] else end_year - (last < first)
    months = (end_year - start_year) * 12 + last - first + 1
    frequency = {3: "quarterly", 6: "half-yearly", 12: "annual"}.get(months, "")
    is_aligned = bool(frequency) and (first - 4) % months == 0
    if not is_aligned or not FIRST_YEAR < start_year < LAST_YEAR:
        return NOTHING
    found = periods.name(frequency, date(start_year, first, 1))
    return _sure(found) if parts["start_year"] or last > first else _unsure(found)


def _day(parts: _Parts) -> Reading:
    """A day stands for its month only where it begins or ends it; 1/7/2010 may be in July or in January."""
    year = _full(parts["year"])
    month = _month_of(parts["month"]) if parts.get("month") else int(parts["number"])
    found = _edge(year, month, int(parts["day"]))
    other = _edge(year, int(parts["day"]), month) if "other" in parts else NOTHING
    both = _only(*found.candidates, *other.candidates)
    return Reading(both, len(both) == 1 and (found if found.candidates else other).is_sure)


def _edge(year: int, month: int, day: int) -> Reading:
    name = _month(year, month)
    if not name or not 1 <= day <= monthrange(year, month)[1]:
        return NOTHING
    return Reading((name,), day in (1, monthrange(year, month)[1]))


def _six_digits(parts: _Parts) -> Reading:
    return _unsure(_year(parts["year"], parts["number"]), _month(int(parts["year"]), int(parts["number"])))


def _one_year(parts: _Parts) -> Reading:
    """2010 may be the year that begins in April 2010 or the one that ends in March 2010; 2021 may also be 2020/21."""
    digits = parts["year"]
    year = _full(digits)
    known = FIRST_YEAR < year < LAST_YEAR
    both = (periods.year_name(year), periods.year_name(year - 1)) if known else ()
    return _unsure(*both, _year(digits[:2], digits[2:]) if len(digits) == 4 else None)


def _eight_digits(parts: _Parts) -> Reading:
    return _unsure(_year(parts["first"], parts["second"]))


def _serial(parts: _Parts) -> Reading:
    """A spreadsheet's own number for a day, left bare when its format was lost."""
    day = date(1899, 12, 30) + timedelta(days=int(parts["serial"]))
    return _unsure(_month(day.year, day.month))


_TABLE: tuple[tuple[str, _Reader], ...] = (
    (r"(?P<year>\d{4})-(?P<number>\d{2})", _numbered),
    (rf"(?P<year>\d{{4}})-(?P<number>\d{{2}})-(?P<day>\d{{2}}){_CLOCK}", _day),
    (rf"(?P<day>\d{{1,2}})(?P<other>)[/.-](?P<number>\d{{1,2}})[/.-](?P<year>\d{{4}}|\d{{2}}){_CLOCK}", _day),
    (rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH}[ -](?P<year>\d{{4}}|\d{{2}})", _day),
    (_YEARS + r"(?: \(?(?:full )?year\)?)?", _years_alone),
    (r"(?P<number>\d{1,2})[/.-](?P<year>\d{4})", _number_first),
    (r"(?P<year>\d{4}) ?m ?(?P<number>\d{1,2})", _number_first),
    (rf"{_MONTH}[\s'’/-]*(?P<year>\d{{4}}|\d{{2}})", _worded),
    (rf"(?P<year>\d{{4}})[ /-]*{_MONTH}", _worded),
    (rf"(?P<year>\d{{2}})[ /-]*{_MONTH}", _day_or_year),
    (rf"{_MONTH}{_GAP}{_YEARS}", _month_of_year),
    (rf"{_YEARS}{_GAP}{_MONTH}", _month_of_year),
    (rf"{_YEARS}{_GAP}(?:{_QUARTER})", _part_of_year),
    (rf"(?:{_QUARTER}){_GAP}{_YEARS}", _part_of_year),
    (rf"{_YEARS}{_GAP}(?:{_HALF})", _part_of_year),
    (rf"(?:{_HALF}){_GAP}{_YEARS}", _part_of_year),
    (r"(?:q|qtr\.? ?|quarter ?)(?P<quarter>[1-4])[ /:_'’-]*(?P<year>\d{4}|\d{2})", _part_of_one_year),
    (r"(?P<year>\d{4})[ /:_-]*(?:q|qtr\.? ?|quarter ?)(?P<quarter>[1-4])", _part_of_one_year),
    (rf"{_YEARS}{_GAP}(?:p|m|period ?|month ?)(?P<number>\d{{1,2}})", _finance_period),
    (rf"(?:p|m|period ?|month ?)(?P<number>\d{{1,2}}){_GAP}{_YEARS}", _finance_period),
    (
        rf"(?P<from>{_WORD})[ '’]*(?P<start_year>\d{{4}}|\d{{2}})? ?(?:-|–|to) ?(?P<to>{_WORD})[ '’]*(?P<year>\d{{4}}|\d{{2}})",
        _span,
    ),
    (r"(?P<year>\d{4})(?P<number>\d{2})", _six_digits),
    (r"(?:fy ?)?(?P<year>\d{4})|fy ?(?P<short>\d{2})", lambda parts: _one_year({"year": parts["year"] or parts["short"]})),
    (r"(?P<first>\d{4})(?P<second>\d{4})", _eight_digits),
    (r"(?P<serial>3[5-9]\d{3}|4\d{4}|5[0-2]\d{3})", _serial),
)
_SPELLINGS = tuple((re.compile(pattern), read_as) for pattern, read_as in _TABLE)

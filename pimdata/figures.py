"""How numbers, periods, dates and lists are written in words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TypeAlias, TypeGuard

from pimdata.periods import Period, all_periods

Number: TypeAlias = Decimal | float | int

NO_FIGURE = "no figure"
# Not calendar.month_name: a server's locale must not put a French month in a report.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
KINDS = {"annual": "year", "half-yearly": "half-year", "quarterly": "quarter", "monthly": "month"}
SMALL_NUMBERS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
SIGNS = {"percent": "%", "£": "£"}  # units that a scale carries as a sign
# The measure's own name already says what these count.
BARE_UNITS = frozenset({"", "number", "rate", "ratio", "score", "level", "date"})


def is_figure(value: Number | None) -> TypeGuard[Number]:
    """Whether there is a number: a frame may bring "not a number" for nothing.

    >>> is_figure(0), is_figure(None), is_figure(float("nan"))
    (True, False, False)
    """
    return value is not None and Decimal(str(value)).is_finite()


def shown(value: Number | None, unit: str, decimal_places: int) -> Decimal | None:
    """The value a reader sees, half away from nought; nothing when there is no number.

    >>> shown(-0.04, "percent", 1), shown(2.25, "days", 2), shown(float("nan"), "days", 1)
    (Decimal('0.0'), Decimal('2.3'), None)
    """
    if not is_figure(value):
        return None
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places_of(unit, decimal_places)), ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)  # minus nought is nought


def figure(value: Number | None, unit: str, decimal_places: int, *, is_trimmed: bool = False) -> str:
    """A figure with its unit; trimmed writes 17.0 as 17, as targets and forecasts are spoken.

    >>> figure(91, "percent", 1), figure(1234, "£", 0), figure(21.4, "days", 1), figure(None, "days", 1)
    ('91.0%', '£1,234', '21.4 days', 'no figure')
    """
    rounded = shown(value, unit, decimal_places)
    if rounded is None:
        return NO_FIGURE
    return with_unit(digits(rounded, is_trimmed=is_trimmed), unit)


def level(value: Number | None, unit: str, decimal_places: int) -> str:
    """A target as it is spoken straight after a figure: the sign of its unit, not the word.

    >>> level(17, "days", 1), level(91, "percent", 1)
    ('17', '91%')
    """
    is_sign = unit in ("percent", "%") or unit.startswith("£")
    return figure(value, unit if is_sign else "", places_of(unit, decimal_places), is_trimmed=True)


def difference(value: Number, other: Number, unit: str, decimal_places: int) -> str:
    """How far apart two figures look, or nothing when they look the same.

    >>> difference(86.8, 91, "percent", 1), difference(21.4, 21.42, "days", 1)
    ('4.2 percentage points', '')
    """
    left, right = shown(value, unit, decimal_places), shown(other, unit, decimal_places)
    if left is None or right is None or left == right:
        return ""
    is_percent = unit in ("percent", "%")
    return with_unit(digits(abs(left - right)), "percentage points" if is_percent else unit)


def places_of(unit: str, decimal_places: int) -> int:
    """How many decimals a unit may show: a tenth of a day is as fine as anyone means."""
    return min(decimal_places, 1) if unit == "days" else decimal_places


def digits(rounded: Decimal, *, is_trimmed: bool = False) -> str:
    """Digits with commas; trimmed leaves off decimals that are all noughts."""
    text = f"{rounded:,}"
    return re.sub(r"\.0+$", "", text) if is_trimmed else text


def with_unit(text: str, unit: str) -> str:
    """A number's digits with the unit where a reader expects it.

    >>> with_unit("-1,234", "£"), with_unit("1", "days"), with_unit("8.2", "per 1,000")
    ('-£1,234', '1 day', '8.2 per 1,000')
    """
    if unit in ("percent", "%"):
        return f"{text}%"
    if unit.startswith("£"):
        return f"{'-' if text.startswith('-') else ''}£{text.removeprefix('-')}{unit[1:].replace('000', ',000')}"
    # A unit that is a phrase ("average contacts per request") repeats the measure's name.
    is_phrase = len(unit.split()) > 2 and not unit.startswith("per ")
    if unit in BARE_UNITS or is_phrase:
        return text
    return f"{text} {unit.removesuffix('s') if text == '1' else unit}"


def money_words(amount: Number) -> str:
    """Money in running text, never with a sign: the words over and under say which way.

    >>> [money_words(amount) for amount in (-412_000, 2_000_000, 45_400, 640)]
    ['£0.4 million', '£2 million', '£45,000', '£640']
    """
    size = abs(Decimal(str(amount)))
    if size >= 100_000:
        return f"£{figure(size / 1_000_000, '', 1, is_trimmed=True)} million"
    return figure(size.quantize(Decimal("1E3"), ROUND_HALF_UP) if size >= 10_000 else size, "£", 0)


def over_or_under(amount: Number) -> str:
    """A variance against a budget, in words; nothing when it rounds to no pounds.

    >>> over_or_under(-412_000), over_or_under(0.2)
    ('£0.4 million under', '')
    """
    if not shown(amount, "£", 0):  # no figure, or no pounds
        return ""
    return f"{money_words(amount)} {'over' if amount > 0 else 'under'}"


def number_word(count: int) -> str:
    """A count in running text: words to nine, then figures.

    >>> number_word(0), number_word(4), number_word(1200)
    ('none', 'four', '1,200')
    """
    return SMALL_NUMBERS[count] if 0 <= count <= 9 else f"{count:,}"


def number_words(*counts: int) -> list[str]:
    """Counts said together: all in words, or all in figures, never "seven of 34".

    >>> number_words(7, 9), number_words(7, 34)
    (['seven', 'nine'], ['7', '34'])
    """
    is_small = all(0 <= count <= 9 for count in counts)
    return [number_word(count) if is_small else f"{count:,}" for count in counts]


def noun(count: int, one: str, many: str = "") -> str:
    """One thing or many of it, without the count."""
    return one if count == 1 else many or f"{one}s"


def plural(count: int, one: str, many: str = "") -> str:
    """A count in figures with its noun.

    >>> plural(1, "measure"), plural(1234, "case"), plural(2, "county", "counties")
    ('1 measure', '1,234 cases', '2 counties')
    """
    return f"{count:,} {noun(count, one, many)}"


def size_of(size: int) -> str:
    """How large a file is, in bytes, as people say it.

    >>> size_of(300), size_of(27_400), size_of(47_277_830)
    ('1 KB', '27 KB', '47 MB')
    """
    return f"{max(size // 1000, 1):,} KB" if size < 1_000_000 else f"{size / 1e6:.0f} MB"


def joined(parts: Sequence[str]) -> str:
    """Parts as a sentence has them: commas, then "and".

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def list_names(names: Iterable[str], most: int = 3) -> str:
    """Some names, and how many are left off.

    >>> list_names("abc"), list_names("abcdefg")
    ('a, b and c', 'a, b, c and 4 more')
    """
    every = [" ".join(name.split()) for name in names]
    left_off = len(every) - most
    return joined([*every[:most], f"{left_off} more"] if left_off > 0 else every)


def date_words(day: date) -> str:
    """A date in full.

    >>> date_words(date(2010, 11, 1))
    '1 November 2010'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@cache
def known_periods() -> Mapping[str, Period]:
    """Every period the calendar knows, by its written form."""
    return {period.period: period for period in all_periods()}


def period_of(period: str) -> Period:
    """What the calendar knows of a period; anything else is a fault in the caller.

    >>> period_of("2009/10 Q2").previous
    '2009/10 Q1'
    """
    if period not in known_periods():
        raise ValueError(f"not a period: {period!r}")
    return known_periods()[period]


def period_kind(period: str) -> str:
    """Month, quarter, half-year or year."""
    return KINDS[period_of(period).frequency]


def span_words(period: Period) -> str:
    """The months a period covers, with the year once where once is enough."""
    first, last = period.period_start, period.period_end
    first_year = f" {first.year}" if first.year != last.year else ""
    return f"{MONTHS[first.month - 1]}{first_year} to {MONTHS[last.month - 1]} {last.year}"


def half_words(period: Period) -> str:
    """Which half of which year."""
    return f"{'first' if period.part == 1 else 'second'} half of {period.financial_year}"


def period_words(period: str) -> str:
    """A period in full, as a heading has it.

    >>> period_words("2009/10 Q2")
    'Quarter 2 2009/10 (July to September 2009)'
    >>> period_words("2009/10 H1")
    'April to September 2009 (first half of 2009/10)'
    """
    known = period_of(period)
    if known.frequency == "half-yearly":
        return f"{span_words(known)} ({half_words(known)})"
    return f"{period_name(period)} ({span_words(known)})" if known.frequency == "quarterly" else period_name(period)


def period_name(period: str) -> str:
    """A period inside a sentence, when its months need not be said.

    >>> [period_name(period) for period in ("2009/10 Q2", "2009/10 H2", "2009-07", "2009/10")]
    ['Quarter 2 2009/10', 'the second half of 2009/10', 'July 2009', '2009/10']
    """
    known = period_of(period)
    return {
        "quarterly": f"Quarter {known.part} {known.financial_year}",
        "half-yearly": f"the {half_words(known)}",
        "monthly": f"{MONTHS[known.period_start.month - 1]} {known.period_start.year}",
    }.get(known.frequency, period)


def period_in_full(period: str) -> str:
    """A period inside a sentence, the first time it is named: a quarter's months say its year.

    >>> period_in_full("2009/10 Q2"), period_in_full("2009/10 H1")
    ('Quarter 2 (July to September 2009)', 'the first half of 2009/10 (April to September 2009)')
    """
    if period_kind(period) in ("month", "year"):
        return period_name(period)
    return f"{period_again(period)} ({span_words(period_of(period))})"


def period_again(period: str) -> str:
    """A period inside a sentence when the page has named it already.

    >>> period_again("2009/10 Q2"), period_again("2009-07")
    ('Quarter 2', 'July 2009')
    """
    is_quarter = period_kind(period) == "quarter"
    return f"Quarter {period_of(period).part}" if is_quarter else period_name(period)


def period_short(period: str) -> str:
    """A period where there is little room, as on an axis or in a column heading.

    >>> [period_short(period) for period in ("2009/10 Q2", "2009/10 H1", "2009-07", "2009/10")]
    ['Q2 2009/10', 'H1 2009/10', 'Jul 2009', '2009/10']
    """
    known = period_of(period)
    return {
        "quarterly": f"Q{known.part} {known.financial_year}",
        "half-yearly": f"H{known.part} {known.financial_year}",
        "monthly": f"{MONTHS[known.period_start.month - 1][:3]} {known.period_start.year}",
    }.get(known.frequency, period)

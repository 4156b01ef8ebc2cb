"""Illustrative figures: one measure's whole history from its shape, the same on every run."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from math import cos, pi
from random import Random
from typing import NamedTuple

from pimdata.demo_stories import BURSTS, FIXED, PROFILES, Shape

Row = dict[str, str]
MONTHS = 42  # April 2007 to September 2010
STEPS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "annual": 12, "survey": 12}
SCALES = {"percent": 100, "per 1,000": 1000, "rate": 1000}


class Period(NamedTuple):
    """A period as it is written, with its first and last months counted from April 2007."""

    name: str
    first: int
    last: int


class Figure(NamedTuple):
    """A figure as it would be typed: text, with its numerator and denominator where it has them."""

    value: str
    numerator: str = ""
    denominator: str = ""


def financial_year(month: int) -> str:
    """The financial year of a month counted from April 2007.

    >>> financial_year(0), financial_year(24)
    ('2007/08', '2009/10')
    """
    start = 2007 + month // 12
    return f"{start}/{(start + 1) % 100:02d}"


def calendar_month(month: int) -> tuple[int, int]:
    """The calendar year and month of a month counted from April 2007."""
    return 2007 + (month + 3) // 12, (month + 3) % 12 + 1


def month_number(text: str) -> int:
    """A month counted from April 2007, from a date or month.

    >>> month_number("2007-04-01"), month_number("2010-09")
    (0, 41)
    """
    return (int(text[:4]) - 2007) * 12 + int(text[5:7]) - 4


def periods(frequency: str) -> Iterator[Period]:
    """Every finished period of a frequency, oldest first."""
    step = STEPS[frequency]
    for first in range(0, MONTHS - step + 1, step):
        year, place = financial_year(first), first % 12 // step + 1
        names = {1: "{}-{:02d}".format(*calendar_month(first)), 3: f"{year} Q{place}", 6: f"{year} H{place}", 12: year}
        yield Period(names[step], first, first + step - 1)


def expected(measure: Row) -> Iterator[Period]:
    """The finished periods in which a measure is in force and asked for."""
    start = month_number(measure["valid_from"])
    end = month_number(measure["valid_to"]) if measure["valid_to"] else MONTHS
    asked = measure["expected_in"].split(";") if measure["expected_in"] else []
    for period in periods(measure["frequency"]):
        if start <= period.first and period.last <= end and (not asked or period.name in asked):
            yield period


def level(shape: Shape, month: float) -> float:
    """Where the measure stands at a month, before noise: along the line through its points, with the yearly swing."""
    points = [(0.0, shape.start), *shape.via, (MONTHS - 1.0, shape.end)]
    place = max(i for i, point in enumerate(points[:-1]) if i == 0 or point[0] <= month)
    (x0, y0), (x1, y1) = points[place], points[place + 1]
    line = y0 + (y1 - y0) * min(1.0, (month - x0) / (x1 - x0))
    return line + shape.swing * cos(2 * pi * ((month + 3) % 12 + 1 - shape.peak) / 12)


def rounded(value: float | Decimal | str, places: int) -> Decimal:
    """A number at so many decimal places, halves away from nought."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def figures(measure: Row, shape: Shape) -> dict[str, Figure]:
    """Every figure of a measure by period, in order of time; a story's fixed figure takes the place of its own."""
    rng = Random(f"pimdata {measure['indicator_code']}")  # noqa: S311 - a demonstration, not a secret
    given = FIXED.get(measure["indicator_code"], {})
    makers = {"year_to_date": _year_to_date, "running_total": _running_total}
    maker = makers.get(measure["value_basis"], _plain)
    return {
        period.name: _given(measure, given[period.name]) if period.name in given else figure
        for period, figure in maker(measure, shape, rng)
    }


def _given(measure: Row, text: str) -> Figure:
    """A figure written in `FIXED`: a value alone, or numerator/denominator."""
    numerator, _, denominator = text.partition("/")
    return share(measure, int(numerator), int(denominator)) if denominator else Figure(text)


def share(measure: Row, numerator: int, denominator: int) -> Figure:
    """A value worked out from its parts, two places finer than readers see."""
    value = Decimal(numerator) * SCALES.get(measure["unit"], 1) / denominator
    return Figure(str(rounded(value, int(measure["decimal_places"]) + 2)), str(numerator), str(denominator))


def _bounded(measure: Row, value: float) -> float:
    """A value kept between the lowest and highest possible."""
    low, high = measure["lowest_possible"], measure["highest_possible"]
    return min(max(value, float(low) if low else value), float(high) if high else value)


def _figure(measure: Row, value: float, cases: int) -> Figure:
    """A figure near a value: from whole cases where there are any, else at the measure's own decimal places."""
    value = _bounded(measure, value)
    if cases:
        return share(measure, round(value * cases / SCALES.get(measure["unit"], 1)), cases)
    return Figure(str(rounded(value, int(measure["decimal_places"]))))


def _plain(measure: Row, shape: Shape, rng: Random) -> Iterator[tuple[Period, Figure]]:
    """Figures that stand alone: of a period, a moment or a rolling year."""
    is_stock = measure["value_basis"] != "period"
    for period in expected(measure):
        month = period.last if is_stock else (period.first + period.last) / 2
        spread = 0.01 if is_stock or measure["frequency"] == "annual" else 0.09
        cases = max(3, round(shape.cases * (1 + rng.gauss(0, spread)))) if shape.cases else 0
        yield period, _figure(measure, level(shape, month) + rng.gauss(0, shape.noise), cases)


def _running_total(measure: Row, shape: Shape, rng: Random) -> Iterator[tuple[Period, Figure]]:
    """Totals that go on from year to year and never fall."""
    total = 0.0
    for period in expected(measure):
        total = max(total, level(shape, period.last) + rng.gauss(0, shape.noise))
        yield period, _figure(measure, total, 0)


def _year_to_date(measure: Row, shape: Shape, rng: Random) -> Iterator[tuple[Period, Figure]]:
    """Totals, or shares of a year's due, that grow from each April; rent and overpayments grow above and below."""
    grows_below = shape.profile in ("rent", "flat")
    total = 0.0
    for period in expected(measure):
        year_end = level(shape, period.first // 12 * 12 + 6)
        share, before = _shares(shape.profile, period)
        part = share - before
        total = year_end * share if grows_below else (total if before else 0.0)
        wobble = 1 + rng.gauss(0, shape.noise)
        total = total * wobble if grows_below else total + year_end * part * wobble * _burst(measure, period)
        cases = round(shape.cases * (1 + 0.012 * (period.first // 12)))
        yield period, _figure(measure, total, cases * (period.last % 12 + 1) // 12 if grows_below else cases)


def _shares(profile: str, period: Period) -> tuple[float, float]:
    """How much of the year is reached by a period's end, and was before it began."""
    months = PROFILES[profile]
    return months[period.last % 12], months[period.first % 12 - 1] if period.first % 12 else 0.0


def _burst(measure: Row, period: Period) -> float:
    """How many times its usual part a period of a year to date came to."""
    return BURSTS.get((measure["indicator_code"], period.name), 1.0)

"""Year-end forecasts again in plain Python, written from the design's words and not from the SQL, on random years."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from itertools import product, takewhile
from typing import Any, NamedTuple

import polars as pl
import pytest

from tests import spc_second_opinion as control
from tests.conftest import ordinary
from tests.spc_second_opinion import average
from tests.test_second_opinion import name_of

MEASURES = 200
YEARS = (2005, 2006, 2007, 2008, 2009)
PARTS = {"monthly": 12, "quarterly": 4, "half-yearly": 2}
KINDS = {
    "count": [("period", "sum", "number"), ("year_to_date", "last", "number")],
    "fixed debit": [("year_to_date", "last", "percent")],
    "rate": [("period", "ratio", "percent")],
    "average": [("period", "mean", "days")],
    "stock": [("snapshot", "last", "number"), ("rolling", "ratio", "percent"), ("running_total", "last", "number")],
}
WAYS = ("", "profile", "straight_line", "last_year_remainder", "run_rate")
Ends = tuple[Fraction | None, Fraction | None, Fraction | None]
Figures = dict[tuple[int, int], tuple[Decimal | None, Decimal | None, Decimal | None]]


def as_shown(value: Fraction | None, places: int) -> Decimal | None:
    """Half up at six places, as it is held, and then at those readers see."""
    if value is None:
        return None
    held = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.000001"), ROUND_HALF_UP)
    return held.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


class Level(NamedTuple):
    """Where the chart of a measure's own periods says that it stands: what a stock stays at, what is usual, and its reach."""

    level: Fraction
    usual: Fraction
    spread: Fraction


class Opinion:
    """What one measure's years would have been forecast to end at, and between what."""

    def __init__(self, kind: str, indicator: dict[str, Any], figures: Figures, breaks: set[tuple[int, int]]) -> None:
        self.kind, self.indicator, self.figures, self.breaks = kind, indicator, figures, breaks
        self.stood: dict[tuple[int, int], Level | None] = {}
        self.whole = PARTS[indicator["frequency"]]
        self.is_to_date = indicator["value_basis"] == "year_to_date"
        self.adds_up = indicator["value_basis"] in ("year_to_date", "running_total")

    def value(self, year: int, part: int) -> Fraction | None:
        found = self.figures.get((year, part))
        return None if found is None or found[0] is None else Fraction(found[0])

    def so_far(self, year: int, part: int) -> Fraction:
        if self.is_to_date:
            return self.value(year, part) or Fraction(0)
        return sum((self.value(year, n) or Fraction(0) for n in range(1, part + 1)), Fraction(0))

    def is_like(self, past: int, year: int, part: int) -> bool:
        """A complete year, with no break inside it or between it and now."""
        if any(self.value(past, n) is None for n in range(1, self.whole + 1)):
            return False
        return not any((past, 1) < at <= (year, part) for at in self.breaks)

    def past(self, year: int, part: int) -> list[int]:
        return [each for each in YEARS if each < year and self.is_like(each, year, part)]

    def own(self, year: int, part: int) -> Fraction | None:
        """What one period brought: totals so far are taken apart, and nothing is taken out of a total across a gap."""
        value = self.value(year, part)
        if not self.adds_up or value is None or (self.is_to_date and part == 1):
            return value
        before = self.value(year, part - 1) if part > 1 else self.value(year - 1, self.whole)
        return None if before is None else value - before

    @cached_property
    def charted(self) -> list[tuple[int, int, Fraction | None]]:
        """Every own period from the first figure to the newest; nothing where there is no chart of the figures themselves."""
        periods = [(year, part) for year in YEARS for part in range(1, self.whole + 1)]
        rows = [(*at, self.own(*at)) for at in periods]
        there = [place for place, (*_, value) in enumerate(rows) if value is not None]
        has_chart = self.kind != "fixed debit" and self.indicator["value_basis"] != "rolling"
        if not has_chart or len(there) < 12 or self.is_seasonal([value for *_, value in rows]):
            return []
        return rows[there[0] : there[-1] + 1]

    def is_seasonal(self, values: list[Fraction | None]) -> bool:
        """Three years of figures, and those a year apart go together, more than those half a year apart."""
        known = [value for value in values if value is not None]
        if self.whole not in (4, 12) or len(known) < 3 * self.whole:
            return False
        mean = average(known)

        def together(apart: int) -> Fraction:
            pairs = zip(values[apart:], values, strict=False)
            return sum(((a - mean) * (b - mean) for a, b in pairs if a is not None and b is not None), Fraction(0))

        return abs(together(self.whole)) > together(0) / 2 and together(self.whole) > together(self.whole // 2)

    def stands(self, year: int, part: int) -> Level | None:
        """The same as `charted_then`, worked out once."""
        if (year, part) not in self.stood:
            self.stood[year, part] = self.charted_then(year, part)
        return self.stood[year, part]

    def charted_then(self, year: int, part: int) -> Level | None:
        """Where its chart said that it stood once that period was in; nothing where limits were not firm yet."""
        upto = [row for row in self.charted if row[:2] <= (year, part)]
        if not upto or upto[-1][:2] != (year, part) or upto[-1][2] is None:
            return None
        points = tuple(
            control.Point(
                y * self.whole + n, first_day(y, n, self.whole),
                None if value is None else Decimal(value.numerator) / Decimal(value.denominator),
            )
            for y, n, value in upto
        )  # fmt: skip
        chart = control.Series(points, rebases=tuple(first_day(*at, self.whole) for at in self.breaks))
        said = control.judge(chart)
        *_, newest = said.points
        rows = [row for row in control.rows_of(chart, control.RULES["default"]) if row.phase == newest.phase and row.is_usable]
        # Where a stock stands is told from twelve figures of one phase on; what else stands on a chart wants firm limits.
        is_enough = self.kind == "stock" and said.summary.limits_status == "provisional" and len(rows) >= 12
        if said.summary.limits_status not in ("established", "no_variation") and not is_enough:
            return None
        lines, (*_, last) = control.lines_of(rows, is_screened=False), rows
        assert lines.mean is not None
        assert lines.moving_range is not None
        usual, spread = lines.mean, lines.moving_range * Fraction("2.66")
        if newest.astronomical or newest.trend:
            return Level(last.value, usual, spread)
        if not newest.shift:
            return Level(usual, usual, spread)
        run = takewhile(lambda row: row.stretch == last.stretch and (row.value > usual) == (last.value > usual), reversed(rows))
        values = [row.value for row in run if row.value != usual]
        return Level(average(values if (year, part) == self.charted[-1][:2] else values[:7]), usual, spread)

    def forecast(self, year: int, part: int) -> Ends:
        """The year's end, and the two ends of its range, at a part that has a figure."""
        if part == self.whole and (self.kind == "stock" or self.is_to_date):
            return self.value(year, part), None, None
        if self.kind == "stock":
            at = None if self.indicator["value_basis"] == "running_total" else self.stands(year, part)
            if at is None:
                return self.value(year, part), None, None
            return at.level, at.level - at.spread, at.level + at.spread
        if any(self.value(year, n) is None for n in range(1, part + 1)):
            return None, None, None
        if self.kind == "count":
            return self.counted(year, part)
        if self.kind == "fixed debit":
            return self.collected(year, part)
        return self.rated(year, part), None, None

    def counted(self, year: int, part: int) -> Ends:
        now, past = self.so_far(year, part), self.past(year, part)
        if part == self.whole:
            return now, None, None
        total = sum((self.so_far(each, self.whole) for each in past), Fraction(0))
        share = sum((self.so_far(each, part) for each in past), Fraction(0)) / total if total else None
        if part == 1 or (share is not None and share < Fraction(1, 10)):
            return None, None, None
        ways = {"run_rate": self.at_its_pace, "straight_line": self.straight_on, "last_year_remainder": self.as_last_year}
        go = ways.get(self.indicator["forecast_method"]) or (self.straight_on if share is None else self.as_before)
        ends, low, high = go(year, part)
        if self.indicator["lowest_possible"] is not None:
            ends, low, high = (None if one is None else max(one, now) for one in (ends, low, high))
        return ends, low, high

    def straight_on(self, year: int, part: int) -> Ends:
        return self.usually(year, part, self.so_far(year, part) * self.whole / part)

    def at_its_pace(self, year: int, part: int) -> Ends:
        """At the mean of the last six periods of the year, each as it was by itself."""
        each = [self.so_far(year, n) - (self.so_far(year, n - 1) if n > 1 else 0) for n in range(1, part + 1)][-6:]
        return self.usually(year, part, self.so_far(year, part) + (self.whole - part) * average(each))

    def usually(self, year: int, part: int, ends: Fraction) -> Ends:
        """That end, between those that what is left would come to if it were as usual, and hold the end itself."""
        left, at = self.whole - part, self.stands(year, part)
        if at is None:
            return ends, None, None
        middle, reach = self.so_far(year, part) + left * at.usual, at.spread * Fraction(math.sqrt(left))
        return ends, min(middle - reach, ends), max(middle + reach, ends)

    def as_last_year(self, year: int, part: int) -> Ends:
        """With what the rest of last year brought, between the least and the most of all such years; else straight on."""
        now, past = self.so_far(year, part), self.past(year, part)
        gains = {each: self.so_far(each, self.whole) - self.so_far(each, part) for each in past}
        if year - 1 not in gains:
            return self.straight_on(year, part)
        several = len(gains) > 1
        return now + gains[year - 1], *((now + least(gains.values()) if several else None) for least in (min, max))

    def as_before(self, year: int, part: int) -> Ends:
        """As earlier years went from here, all together, and between each of them."""
        now, past = self.so_far(year, part), self.past(year, part)
        by_then, total = (sum((self.so_far(each, at) for each in past), Fraction(0)) for at in (part, self.whole))
        ends, several = now * total / by_then, [y for y in past if self.so_far(y, part)]
        each = [now * self.so_far(y, self.whole) / self.so_far(y, part) for y in several]
        return (ends, min(*each, ends), max(*each, ends)) if len(each) > 1 else (ends, None, None)

    def collected(self, year: int, part: int) -> Ends:
        now, past = self.so_far(year, part), self.past(year, part)
        gains = [self.so_far(each, self.whole) - self.so_far(each, part) for each in past]
        if not gains:
            return None, None, None
        most = self.indicator["highest_possible"] or 100
        mean = now + sum(gains, Fraction(0)) / len(gains)
        ends = [mean, *((now + min(gains), now + max(gains)) if len(gains) > 1 else (None, None))]
        one, two, three = (None if end is None else min(max(end, Fraction(0)), Fraction(most)) for end in ends)
        return one, two, three

    def rated(self, year: int, part: int) -> Fraction | None:
        """The rest of the year goes on at its usual rate, in as many cases as last year had, or else as this year so far."""
        at = self.stands(year, part) if part < self.whole else None
        left, counts = self.whole - part, self.counts(year, range(1, part + 1))
        if self.kind == "rate" and counts is not None:
            over, under = counts
            if at is None:
                return 100 * over / under if under else None
            after = self.counts(year - 1, range(part + 1, self.whole + 1)) if year - 1 in self.past(year, part) else None
            is_known = after is not None and self.counts(year - 1, range(1, part + 1)) is not None
            to_come = after[1] if after is not None and is_known else under * left / part
            return (100 * over + to_come * at.usual) / (under + to_come) if under + to_come else None
        total = sum((self.value(year, n) or Fraction(0) for n in range(1, part + 1)), Fraction(0))
        return total / part if at is None else (total + left * at.usual) / self.whole

    def counts(self, year: int, parts: Iterable[int]) -> tuple[Fraction, Fraction] | None:
        """Cases counted and cases in all of these parts of a year, where each of them gives both."""
        pairs = [self.figures.get((year, part), (None, None, None))[1:] for part in parts]
        given = [(Fraction(over), Fraction(under)) for over, under in pairs if over is not None and under is not None]
        if len(given) < len(pairs):
            return None
        return sum((over for over, _ in given), Fraction(0)), sum((under for _, under in given), Fraction(0))


def first_day(year: int, part: int, whole: int) -> date:
    """The first day of one of so many parts of a financial year."""
    month = 3 + (part - 1) * 12 // whole
    return date(year + month // 12, month % 12 + 1, 1)


def invent(chance: random.Random, code: str) -> Opinion:
    """A measure with five years of figures, the last in part, with gaps, noughts, breaks and counts now and then."""
    kind = chance.choice([*KINDS, "count"])
    basis, aggregation, unit = chance.choice(KINDS[kind])
    frequency = chance.choice([*PARTS])
    whole, places = PARTS[frequency], chance.choice([0, 1, 2])
    indicator = ordinary(
        "indicators", indicator_code=code, valid_from=date(2005, 4, 1), frequency=frequency, value_basis=basis,
        aggregation=aggregation, unit=unit, decimal_places=places,
        lowest_possible=chance.choice([None, Decimal(0)]) if kind == "count" else None,
        highest_possible=chance.choice([None, Decimal(90)]) if kind == "fixed debit" else None,
        forecast_method=chance.choice(WAYS),
    )  # fmt: skip
    figures: Figures = {}
    gaps = chance.choice([0, 0, 0.03])
    for year in YEARS:
        total = Decimal(0)
        for part in range(1, chance.randrange(whole + 1) + 1 if year == YEARS[-1] else whole + 1):
            step = Decimal(chance.choice([0, 0, 3, 7, 12, 40, -5 if chance.random() < 0.1 else 5])) / chance.choice([1, 1, 10])
            total += step
            value = total if basis == "year_to_date" else step
            under = Decimal(chance.choice([0, 5, 8, 12])) if kind == "rate" and chance.random() < 0.95 else None
            over = None if under is None else Decimal(chance.randrange(13))
            if chance.random() < gaps:
                figures[year, part] = (None, None, None)
            elif chance.random() >= gaps:
                figures[year, part] = (value, over, under)
    breaks = {(year, part) for year in YEARS for part in range(1, whole + 1) if chance.random() < 0.2 / whole}
    return Opinion(kind, indicator, figures, breaks if chance.random() < 0.4 else set())


def rows_of(opinion: Opinion) -> tuple[list[dict], list[dict]]:
    """A measure's figures and breaks as they would be sent."""
    code, frequency = opinion.indicator["indicator_code"], opinion.indicator["frequency"]
    results = [
        ordinary(
            "indicator_results", indicator_code=code, period=name_of(frequency, year, part), value=value, numerator=over,
            denominator=under, no_value_reason="flood" if value is None else "",
        )
        for (year, part), (value, over, under) in opinion.figures.items()
    ]  # fmt: skip
    marks = [ordinary("spc_marks", indicator_code=code, period=name_of(frequency, *at)) for at in opinion.breaks]
    return results, marks


@pytest.fixture(scope="module")
def both(world):
    """What the view says and what this file says, of every part of every year that has a figure."""
    chance = random.Random(20101101)
    opinions = [invent(chance, f"IND-{number:03d}") for number in range(MEASURES)]
    rows: dict[str, list[dict]] = {
        "indicators": [each.indicator for each in opinions],
        "indicator_results": [],
        "spc_marks": [],
    }
    mine: dict[tuple[str, str], tuple] = {}
    for opinion in opinions:
        results, marks = rows_of(opinion)
        rows["indicator_results"] += results
        rows["spc_marks"] += marks
        code, places = opinion.indicator["indicator_code"], opinion.indicator["decimal_places"]
        for (year, part), (value, _, _) in opinion.figures.items():
            if value is not None:
                period = name_of(opinion.indicator["frequency"], year, part)
                mine[code, period] = tuple(as_shown(each, places) for each in opinion.forecast(year, part))
    with world() as (db, given):
        for dataset, each in rows.items():
            given(dataset, indicator_code="nobody")
            frame = pl.DataFrame(each, schema={name: db.sql(f"from {dataset} limit 0").pl().schema[name] for name in each[0]})
            db.register("incoming", frame.with_row_index("source_row", 3))
            db.execute(f"insert into {dataset} by name select *, $load as load_id from incoming", {"load": given.loads})
            db.unregister("incoming")
        found = db.sql("""
            select indicator_code, forecasts_made.period, forecast, low, high from forecasts_made
            inner join current_indicator_results using (indicator_code, period)
            where value is not null and indicator_code <> 'nobody'
        """).fetchall()
    return {(code, period): tuple(answer) for code, period, *answer in found}, mine, opinions


def test_a_forecast_is_made_for_every_figure(both):
    theirs, mine, _ = both
    assert theirs.keys() == mine.keys()
    assert len(mine) > 4000


@pytest.mark.parametrize(("question", "at"), [("forecast", 0), ("low", 1), ("high", 2)])
def test_the_view_and_a_second_opinion_agree(both, question, at):
    theirs, mine, opinions = both
    unlike = {key: (theirs[key], mine[key]) for key in mine if theirs[key][at] != mine[key][at]}
    kinds = {each.indicator["indicator_code"]: (each.kind, each.indicator["frequency"]) for each in opinions}
    first = next(iter(unlike.items()), None)
    assert not unlike, f"{question}: {len(unlike)} of {len(mine)}; the first: {first}, {kinds[first[0][0]]}"


def test_every_kind_of_answer_is_among_them(both):
    _, mine, opinions = both
    assert {each.kind for each in opinions} == KINDS.keys()
    counts = [each.indicator for each in opinions if each.kind == "count"]
    ways = Counter((each["forecast_method"], each["frequency"]) for each in counts)
    assert all(ways[key] > 0 for key in product(WAYS, PARTS)), ways
    assert sum(forecast is None for forecast, *_ in mine.values()) > 100
    assert sum(low is not None for _, low, _ in mine.values()) > 100
    stood = Counter((each.kind, at.level == at.usual) for each in opinions for at in each.stood.values() if at is not None)
    assert all(stood[key] > 5 for key in product(["count", "rate", "average", "stock"], [True, False])), stood

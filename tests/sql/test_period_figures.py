"""The figure of a longer period, from the figures of its parts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

MONTHS = ("2009-04", "2009-05", "2009-06")
QUARTERS = tuple(f"2008/09 Q{n}" for n in (1, 2, 3, 4))
HALVES = ("2008/09 H1", "2008/09 H2")

# Why the case is here: frequency, basis, aggregation, what each part says (a figure, or numerator and denominator, or
# None for nothing), the longer period, and its figure.
CASES = {
    "a sum adds up": ("monthly", "period", "sum", (1, 2, 4), "2009/10 Q1", 7),
    "a sum with a month missing is not known": ("monthly", "period", "sum", (1, None, 4), "2009/10 Q1", None),
    "nor with none": ("monthly", "period", "sum", (None, None, None), "2009/10 Q1", None),
    "nought counts as a figure": ("monthly", "period", "sum", (0, 0, 0), "2009/10 Q1", 0),
    "a mean is of the parts": ("monthly", "period", "mean", (1, 2, 6), "2009/10 Q1", 3),
    "a mean with a month missing is not known": ("monthly", "period", "mean", (1, None, 6), "2009/10 Q1", None),
    "a mean that does not end": ("monthly", "period", "mean", (1, 0, 0), "2009/10 Q1", "0.333333"),
    "a ratio is of the sums, never a mean of ratios": (
        "monthly", "period", "ratio", ((1, 1), (0, 8), (0, 1)), "2009/10 Q1", 10,
    ),
    "a ratio with a month missing is not known": ("monthly", "period", "ratio", ((1, 2), None, (1, 2)), "2009/10 Q1", None),
    "a ratio without its counts is not known": ("monthly", "period", "ratio", (50, 60, 70), "2009/10 Q1", None),
    "a ratio with one count missing is not known": ("monthly", "period", "ratio", ((1, 2), 60, (1, 2)), "2009/10 Q1", None),
    "nor with half a count": ("monthly", "period", "ratio", ((1, 2), (1, None), (1, 2)), "2009/10 Q1", None),
    "a month with no cases takes none from the quarter's": (
        "monthly", "period", "ratio", ((1, 2), (0, 0), (1, 2)), "2009/10 Q1", 50,
    ),
    "a ratio of nothing at all is not known": ("monthly", "period", "ratio", ((0, 0), (0, 0), (0, 0)), "2009/10 Q1", None),
    "the last of a period's is the longer one's": ("monthly", "period", "last", (1, 2, 4), "2009/10 Q1", 4),
    "the last is wanted, not the newest": ("monthly", "period", "last", (1, 2, None), "2009/10 Q1", None),
    "the last is enough": ("monthly", "period", "last", (None, None, 4), "2009/10 Q1", 4),
    "a snapshot is the one at the end": ("monthly", "snapshot", "last", (1, 2, 4), "2009/10 Q1", 4),
    "a running total is the one at the end": ("monthly", "running_total", "last", (1, 2, 4), "2009/10 Q1", 4),
    "a rolling figure is the one at the end": ("monthly", "rolling", "last", (1, 2, 4), "2009/10 Q1", 4),
    "a figure so far is the one at the end": ("monthly", "year_to_date", "last", (1, 2, 4), "2009/10 Q1", 4),
    "a figure so far is never added up": ("monthly", "year_to_date", "sum", (1, 2, 4), "2009/10 Q1", 4),
    "quarters make a year": ("quarterly", "period", "sum", (1, 2, 3, 4), "2008/09", 10),
    "three quarters make none": ("quarterly", "period", "sum", (1, 2, 3, None), "2008/09", None),
    "half-years make a year": ("half-yearly", "period", "mean", (1, 2), "2008/09", "1.5"),
    "a year so far is its last quarter's": ("quarterly", "year_to_date", "last", (1, 2, 3, 4), "2008/09", 4),
    "what does not add up makes no year": ("quarterly", "period", "none", (1, 2, 3, 4), "2008/09", "no row"),
}  # fmt: skip


def parts_of(case):
    frequency, *_, figures, _, _ = CASES[case]
    names = {"monthly": MONTHS, "quarterly": QUARTERS, "half-yearly": HALVES}[frequency]
    return zip(names, figures, strict=True)


@pytest.fixture(scope="module")
def rolled_up(world):
    with world() as (db, given):
        for code, (frequency, basis, aggregation, *_) in CASES.items():
            given("indicators", indicator_code=code, frequency=frequency, value_basis=basis, aggregation=aggregation)
            for period, figure in parts_of(code):
                if isinstance(figure, tuple):
                    over, under = figure
                    given(
                        "indicator_results", indicator_code=code, period=period, numerator=Decimal(over),
                        denominator=None if under is None else Decimal(under),
                        value=Decimal(100 * over) / under if under else None, no_value_reason="" if under else "no cases",
                    )  # fmt: skip
                elif figure is not None:
                    given("indicator_results", indicator_code=code, period=period, value=Decimal(figure))
        rows = db.sql("select indicator_code, period, value from period_figures where is_rolled_up").fetchall()
        return {(code, period): value for code, period, value in rows}


@pytest.mark.parametrize("case", CASES)
def test_parts_make_a_longer_periods_figure(rolled_up, case):
    *_, period, figure = CASES[case]
    if figure == "no row":
        assert (case, period) not in rolled_up
    else:
        assert rolled_up[case, period] == (None if figure is None else Decimal(figure))


# Why the case is here: the unit, and what one in eight is called in it.
SCALES = {"percent": "12.5", "number": "0.125", "per 1,000": "125", "per 100,000": "12500"}


@pytest.mark.parametrize("unit", SCALES)
def test_a_ratio_is_told_in_its_unit(db, given, unit):
    given("indicators", unit=unit, value_basis="period", aggregation="ratio", valid_from=date(2008, 4, 1))
    for period in QUARTERS:
        given("indicator_results", period=period, value=Decimal(1), numerator=Decimal(1), denominator=Decimal(8))
    found = db.sql("select value, numerator, denominator from period_figures where period = '2008/09'").fetchall()
    assert found == [(Decimal(SCALES[unit]), 4, 32)]


def test_a_longer_figure_is_provisional_and_revised_where_any_part_is(db, given):
    given("indicators", frequency="monthly", value_basis="period", aggregation="sum")
    given("indicator_results", period="2009-04", value=Decimal(1))
    given("indicator_results", period="2009-04", value=Decimal(2))
    given("indicator_results", period="2009-05", is_provisional=True)
    given("indicator_results", period="2009-06")
    found = db.sql("""
        select period, is_provisional, is_revised, parts_in, parts_expected from period_figures
        where period in ('2009/10 Q1', '2009/10 Q2', '2009-04', '2009-05') order by period
    """).fetchall()
    assert found == [
        ("2009-04", False, True, 0, 3),
        ("2009-05", True, False, 0, 3),
        ("2009/10 Q1", True, True, 3, 3),
        ("2009/10 Q2", False, False, 0, 3),
    ]


def test_a_provisional_figure_made_final_is_provisional_no_more(db, given):
    given("indicators")
    given("indicator_results", is_provisional=True)
    given("indicator_results", is_provisional=False)
    found = db.sql("select is_provisional, is_revised from period_figures where period = '2009/10 Q1'").fetchall()
    assert found == [(False, False)]


def test_a_figure_of_another_frequency_is_kept_and_never_put_in_the_series(db, given):
    given("indicators", value_basis="period", aggregation="sum")
    given("indicator_results", period="2008/09", value=Decimal(99))
    given("indicator_results", period="2008-05", value=Decimal(99))
    assert db.sql("select count(*) from current_indicator_results").fetchall() == [(2,)]
    assert db.sql("select count(*) from period_figures where value is not null").fetchall() == [(0,)]


def test_months_make_their_quarter_and_their_year_and_no_half_year(db, given):
    given("indicators", frequency="monthly", value_basis="period", aggregation="sum", valid_from=date(2008, 4, 1))
    for number in range(12):
        given("indicator_results", period=f"{2008 + (number + 3) // 12}-{(number + 3) % 12 + 1:02d}", value=Decimal(number))
    found = db.sql("""
        select period, value from period_figures where financial_year = '2008/09' and is_rolled_up order by period
    """).fetchall()
    assert found == [("2008/09", 66), ("2008/09 Q1", 3), ("2008/09 Q2", 12), ("2008/09 Q3", 21), ("2008/09 Q4", 30)]


def test_a_figure_that_is_known_gives_no_reason_for_being_missing(db, given):
    given("indicators", value_basis="period", aggregation="sum")
    for period in QUARTERS:
        given("indicator_results", period=period)
    assert db.sql("select value, no_value_reason from period_figures where period = '2008/09'").fetchall() == [(160, "")]

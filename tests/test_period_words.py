"""Periods in every common spelling; what could be two of them is asked about."""

import pytest

from pimdata import periods
from pimdata.period_words import read, reading, year_of

READ = {
    "2010/11 Q2": ["Q2 2010/11", "2010-11 Q2", "Quarter 2 2010/11", "2nd quarter of 2010/11", "2010/2011 Qtr 2", "Q2 10/11",
                   "Jul-Sep 2010", "July to September 2010", "2010/11Q2", "q2, 2010-2011", "FY2010/11 Q2"],
    "2010/11 Q4": ["Jan-Mar 2011", "Q4 2010/11"],
    "2010-07": ["Jul-10", "July 2010", "Jul 10", "2010-07", "07/2010", "2010-07-01", "31/07/2010", "2010M07", "P4 2010/11",
                "July 2010/11", "2010 July", "'Jul-10", "2010-07-01 00:00:00", "31 July 2010"],
    "2011-01": ["P10 2010/11", "January 2010/11", "Jan-11"],
    "2010/11": ["2010/11", "2010/2011", "2010 / 11", "FY2010/11", "year 2010/11", "2010/11 (full year)", "2010–11"],
    "2020/21": ["2020-21", "20/21"],
    "2010/11 H2": ["H2 2010/11", "second half of 2010/11", "Oct 2010 to Mar 2011", "2010-11 half 2"],
    "1999/00": ["1999/00", "99/00"],
}  # fmt: skip
ASKED = {
    "202021": ("2020/21",), "201011": ("2010/11", "2010-11"), "201007": ("2010-07",), "10/11": ("2010/11", "2011-10"),
    "Q2 2010": ("2010/11 Q2", "2010/11 Q1"), "2010": ("2010/11", "2009/10"), "FY11": ("2011/12", "2010/11"),
    "01/07/2010": ("2010-07", "2010-01"), "10-Jul": ("2010-07",), "40360": ("2010-07",), "20102011": ("2010/11",),
    "15/07/2010": ("2010-07",), "Oct-Mar 2011": ("2010/11 H2",), "2010/07": ("2010-07",),
}  # fmt: skip
NONE = ["", "Q2", "July", "Quarter 5 2010/11", "Q5 2010/11", "2010/13 Q1", "mayor 2010", "Total", "Apr-May 2010", "2010-13",
        "May-Jul 2010", "P13 2010/11", "NI 157", "1850", "99999999", "2010/11 Q2 and Q3"]  # fmt: skip


@pytest.mark.parametrize(("text", "period"), [(text, period) for period, texts in READ.items() for text in texts])
def test_a_spelling_that_can_mean_one_thing_is_read(text, period):
    assert read(text) == period
    assert read(f"  {text.upper()} ") == period


@pytest.mark.parametrize("text", ASKED)
def test_what_could_mean_another_thing_or_needs_a_guess_is_asked_about(text):
    assert reading(text) == (ASKED[text], False)
    assert read(text) is None


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_period_is_none(text):
    assert reading(text).candidates == ()


def test_every_period_we_know_is_read_as_it_is_written():
    assert [each.period for each in periods.all_periods() if read(each.period) != each.period] == []


def test_a_financial_year_is_plain_where_nothing_shorter_is_wanted():
    assert [year_of(text) for text in ("2010-11", "10/11", "2010", "2010-07")] == ["2010/11", "2010/11", None, None]

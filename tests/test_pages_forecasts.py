"""The page that shows how good forecasts have been, and what the pages that lead to it say."""

from __future__ import annotations

import re

import pytest

from pimdata import queries_forecasts
from pimdata.store import Store
from tests.conftest import words_of


def test_the_page_says_first_how_good_forecasts_have_been(open_page, demo_store):
    at = open_page("forecasts", demo_store)
    assert not at.exception
    said = words_of(at)
    with demo_store.reading() as db:
        whole = {row["source"]: row for row in queries_forecasts.quality(db).to_dicts() if not row["service_code"]}
    assert whole.keys() == {"computed", "owner", "money"}
    for row in whole.values():
        assert f"{row['mean_percent_error']}%" in said
        assert f"{row['came_true']:,} of {row['judged']:,}" in said
    for heading in ("By arithmetic", "By owners", "Money", "By way of forecasting", "How to read this"):
        assert heading in said


# The way in the address, and what the table beneath it must show: the heading of its first row, or that there is none.
PARTS = {
    "": "1 of 12 months",
    "run rate": "2 of 12 months",
    "money": "1 of 4 quarters",
    "owner": "3 of 12 months",
    "?": "1 of 12",
}


@pytest.mark.parametrize("way", PARTS)
def test_any_way_can_be_judged_by_how_many_figures_were_in(open_page, demo_store, way):
    at = open_page("forecasts", demo_store, **({"way": way} if way else {}))
    assert not at.exception
    said = words_of(at).split("By how many of the year's figures were in", 1)[1]
    assert re.search(r"\d+ of \d+ (months|quarters)", said).group().startswith(PARTS[way])
    assert way != "money" or "months" not in said.split("How to read this")[0].replace("each month", "")


def test_every_service_with_a_forecast_is_listed_and_the_council_last(open_page, demo_store):
    said = words_of(open_page("forecasts", demo_store))
    with demo_store.reading() as db:
        titles = set(queries_forecasts.quality(db)["service_title"].to_list()) - {""}
    assert len(titles) > 5
    assert all(title in said for title in titles)
    assert said.count("The whole council") == 3
    assert said.index("Planning", said.index("By owners")) < said.index("The whole council", said.index("By owners"))


def test_each_forecast_can_be_downloaded_with_what_the_year_came_to(open_page, demo_store):
    at = open_page("forecasts", demo_store)
    assert [button.proto.label for button in at.get("download_button")] == ["Download forecasts and outturns (CSV)"]
    with demo_store.reading() as db:
        errors = queries_forecasts.errors(db)
        quality = queries_forecasts.quality(db)
    assert errors.height == sum(row["forecasts"] for row in quality.to_dicts() if not row["service_code"])


def test_the_chart_says_in_words_what_it_shows(open_page, demo_store):
    at = open_page("forecasts", demo_store)
    (chart,) = at.get("arrow_vega_lite_chart") or at.get("vega_lite_chart")
    assert re.search(r"by arithmetic, from \d+\.\d% out to \d+\.\d% in the fourth quarter", str(chart.proto))


def test_without_figures_the_page_says_so(open_page, tmp_path):
    store = Store(tmp_path / "pim.duckdb")
    with store.writing_to():
        pass
    said = words_of(open_page("forecasts", store))
    assert "No year with a forecast has ended yet" in said
    assert "By arithmetic" not in said


def test_without_a_database_there_is_no_traceback(open_page):
    assert not open_page("forecasts").exception


@pytest.mark.parametrize(("page", "query"), [("more", {}), ("money", {}), ("measure", {"i": "FI04"})])
def test_there_is_a_way_to_it(open_page, demo_store, page, query):
    assert "/forecasts" in " ".join(element.proto.body for element in open_page(page, demo_store, **query).get("html"))


# A measure of the demonstration for each way of forecasting, and what its page says of the year's end.
WAYS = {
    "FI04": "if the rest of the year adds what it did in three earlier years. Part of that range would miss",
    "IND-13": "adds what it did in one earlier year. Judged by that figure alone",
    "EH10": "if the rest of the year goes as it did in three earlier years. All of that range meets the target.",
    "IND-08": "goes as it did in one earlier year. Judged by that figure alone",
    "CS07": "at the rate of the year so far, case by case.",
    "SX18": "if the cases to come go at its usual rate. Judged by that figure alone",
    "FI02": "the plain average so far, since the numbers of cases are not known.",
    "CS08": "at the pace of its latest periods, six at most. This way was chosen for the measure.",
    "HO12": "if the rest of the year brings what it brought last year. This way was chosen for the measure.",
    "EH09": "Totals that build up through the year are forecast so, wherever a whole earlier year shows how they do.",
    "NI 182": "A figure of the year is missing, so none is worked out until it is filled.",
    "BV9": "How likely the target is, is judged by the owner's forecast.",
}


@pytest.mark.parametrize("code", WAYS)
def test_a_measures_year_end_says_how_it_is_worked_out_and_what_its_likelihood_rests_on(open_page, demo_store, code):
    assert WAYS[code] in " ".join(words_of(open_page("measure", demo_store, i=code)).split())


def test_every_way_of_forecasting_that_figures_like_these_can_have_occurs_in_the_demonstration(demo_store):
    with demo_store.reading() as db:
        found = {method for (method,) in db.sql("select distinct method from forecasts_made").fetchall()}
    assert found >= {
        "outturn", "straight line", "profile of past years", "profile of one past year", "gains of past years",
        "gain of one past year", "rate so far", "rate so far, then usual rate", "usual level",
        "mean so far, unweighted", "latest figure", "run rate", "remainder of last year", "none: too early",
        "none: a figure is missing", "none: no figures yet", "none: no earlier year to compare with",
    }  # fmt: skip

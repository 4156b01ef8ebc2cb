"""What a chart is told to draw; how it looks is tried in a browser."""

import itertools
import json
from decimal import Decimal

import polars as pl
import pytest

from pimdata import charts, control_charts
from pimdata.chart_labels import scale, spread, written
from pimdata.palette import CHART_TONES, TONES, colour

POINTS = pl.DataFrame(
    {
        "period_label": ["Q1 2009/10", "Q2 2009/10", "Q3 2009/10", "Q4 2009/10"],
        "value": [22.0, 24.8, None, 21.4],
        "target": [20.0, 20.0, 17.0, 17.0],
        "last_year": [25.0, 24.0, 26.0, 27.0],
        "status": ["near", "below", "late", "below"],
        "note_number": [None, 1, None, None],
    }
)


def layers(drawing):
    return [layer["mark"]["type"] for layer in drawing.spec["layer"]]


def test_the_figures_are_not_in_the_specification():
    spec = json.dumps(charts.measure_chart(POINTS).spec)
    assert "24.8" not in spec
    assert "datasets" not in spec
    assert "empty" not in spec


def test_one_specification_serves_every_measure_with_the_same_options():
    one, other = charts.measure_chart(POINTS), charts.measure_chart(POINTS.with_columns(value=pl.col("value") * 2))
    assert one.spec["layer"] is other.spec["layer"]
    assert one.spec["params"] != other.spec["params"]


def test_periods_are_words_in_the_order_given():
    for layer in charts.measure_chart(POINTS).spec["layer"]:
        assert layer["encoding"]["x"]["type"] == "ordinal"
        assert layer["encoding"]["x"]["sort"] is None


def test_the_status_is_in_the_shape_as_well_as_the_colour():
    points = next(layer for layer in charts.measure_chart(POINTS).spec["layer"] if "shape" in layer["encoding"])
    shapes = points["encoding"]["shape"]["scale"]
    assert dict(zip(shapes["domain"], shapes["range"], strict=True))["below"] == "square"
    assert points["mark"]["opacity"] == 1
    assert points["mark"]["filled"] is True


def test_nothing_is_drawn_for_what_is_not_there():
    bare = charts.measure_chart(POINTS.select("period_label", "value", "status"))
    assert "rule" not in layers(bare)
    assert layers(bare).count("line") == 1
    assert layers(charts.measure_chart(POINTS)).count("line") == 3


def test_the_last_the_highest_and_the_lowest_are_labelled():
    frame = charts.measure_chart(POINTS, "%", 1).frame
    assert frame["above"].to_list() == ["", "24.8%", "", ""]
    assert frame["below"].to_list() == [""] * 4  # the lowest is the last, which is in the margin
    assert frame["value_end"][-1] == "21.4%"
    assert frame["target_end"][-1] == "Target 17.0%"


def test_an_overdue_end_labels_the_last_known_figure_at_its_point():
    frame = charts.measure_chart(POINTS.head(3)).frame
    assert frame["value_end"][-1] == ""
    assert frame["above"][1] == "25"


@pytest.mark.parametrize("rows", [0, 1])
def test_a_series_with_next_to_nothing_can_be_drawn(rows):
    assert charts.measure_chart(POINTS.head(rows)).frame.height == rows


def test_decimals_of_the_database_are_drawn():
    decimal = pl.DataFrame({"period_label": ["2009/10"], "value": [Decimal("1.25")], "status": ["on"]})
    assert charts.measure_chart(decimal, decimals=2).frame["value_words"].to_list() == ["1.25"]


SCALES = {
    # why this case is here:             (figures, begins at nought)
    "a share near the top is zoomed": ([86.0, 91.0], False),
    "a wide series begins at nought": ([5.0, 20.0], True),
    "no figure at all": ([], True),
    "all nought": ([0.0, 0.0], True),
}


@pytest.mark.parametrize("case", SCALES.values(), ids=SCALES)
def test_the_scale_holds_every_figure_and_says_where_it_begins(case):
    figures, from_nought = case
    low, high = scale(figures)
    assert low <= min(figures, default=low)
    assert high > max(figures, default=0)
    assert (low == 0) is from_nought


ROOFS = {
    # why this case is here: (figures, unit, the top of the scale)
    "a share ends at all of it": ([86.0, 98.0], "%", 100),
    "also where some reached it": ([86.0, 100.0], "%", 100),
    "and where all did": ([100.0, 100.0], "%", 100),
    "not where one is more": ([86.0, 100.1], "%", 105),
    "a small share ends where its figures do": ([5.0, 20.0], "%", 25),
    "no share, no whole": ([86.0, 99.5], "", 105),
}


@pytest.mark.parametrize("case", ROOFS.values(), ids=ROOFS)
def test_the_scale_of_a_share_ends_at_a_hundred_per_cent(case):
    figures, unit, top = case
    low, high = scale(figures, unit)
    assert low < min(figures)
    assert high == top


@pytest.mark.parametrize(("highest", "top"), [(100.0, 100), (120.0, 130)])
def test_every_line_of_a_chart_counts_for_where_its_scale_ends(highest, top):
    lines = {
        name: pl.Series([85.0, 90.0, None, 95.0]) for name in ("value", "target", "last_year", "target_high", "upper_limit")
    }
    for name in ("value", "target", "last_year", "target_high"):
        frame = POINTS.with_columns(**lines).with_columns(pl.lit(highest).alias(name))
        assert charts.measure_chart(frame, "%").spec["params"][1] == {"name": "high", "value": top}
    frame = POINTS.with_columns(**lines, mean=pl.lit(90.0), lower_limit=pl.lit(80.0), phase=pl.lit(1), shape=pl.lit("usual"))
    drawn = control_charts.control_chart(frame.with_columns(upper_limit=pl.lit(highest)), "%")
    assert drawn.spec["params"][1] == {"name": "high", "value": top}


def test_a_figure_at_the_roof_is_labelled_below_it():
    frame = charts.measure_chart(POINTS.with_columns(value=pl.Series([90.0, 100.0, 85.0, 95.0])), "%").frame
    assert frame["above"].to_list() == [""] * 4
    assert frame["below"].to_list() == ["", "100%", "85%", ""]


def test_negative_figures_fit_the_scale():
    low, high = scale([-5.0, 5.0])
    assert low < -5
    assert high > 5


def test_labels_in_the_margin_do_not_cover_each_other():
    places = spread({"value": 17.1, "target": 17.0, "last_year": 17.05}, 0, 20, 2)
    heights = sorted(places.values())
    assert all(round(above - below, 9) >= 2 for below, above in itertools.pairwise(heights))
    assert max(spread({"value": 19.9, "target": 20.0}, 0, 20, 2).values()) <= 20


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "said"),
    [(1234.5, "£", 0, "£1,234"), (86.84, "%", 1, "86.8%"), (-0.01, "", 1, "0.0"), (-3, "", 0, "\N{MINUS SIGN}3")],
)
def test_a_figure_is_written_with_its_unit(value, unit, decimals, said):
    assert written(value, unit, decimals) == said


def test_every_colour_of_a_chart_has_a_dark_value_in_the_stylesheet():
    known = {colour(token) for token in CHART_TONES}
    money = pl.DataFrame({"service": ["Housing"], "forecast_variance": [5], "words": ["£5 over"]})
    for drawing in (charts.measure_chart(POINTS), charts.budget_bars(money)):
        spec = json.dumps(drawing.spec)
        used = {value for tone in TONES.values() for value in tone if value and value in spec}
        assert used <= known


def test_a_budget_says_over_and_under_in_words():
    money = pl.DataFrame(
        {"service": ["A", "B"], "forecast_variance": [Decimal(5), Decimal(-5)], "words": ["£5 over", "£5 under"]}
    )
    frame = charts.budget_bars(money).frame
    assert frame["title"].to_list() == ["A: £5 over", "B: £5 under"]
    assert frame["side"].to_list() == ["over", "under"]


def test_a_meeting_is_drawn_larger():
    assert charts.measure_chart(POINTS, size="meeting").spec["config"]["axis"]["labelFontSize"] >= 18
    assert charts.measure_chart(POINTS).spec["config"]["axis"]["labelFontSize"] >= 14

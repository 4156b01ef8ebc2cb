"""Stages D to F for results: whether each row makes sense by itself, beside its definition, and after its history."""

from __future__ import annotations

import polars as pl

from pimdata import checks_words
from pimdata.checks_rules import Rule

# A figure further than this many mean moving ranges from the mean of its history is asked about. Control limits
# stand at 2.66; a question is worth the sender's time only well beyond them.
OUTLIER_RANGES = 4
# It must also be this far from the figure before it: a series that has moved is asked about once, not again and again.
STEP_RANGES = 2.66
OUTLIER_FIGURES = 8  # fewer earlier figures than this say too little of what is usual
LONG_NUMBER = 100  # a whole number of three digits or more is as unlikely to come again as one with a decimal
USUAL_FIGURES = 3  # fewer say nothing of a measure's size; its target and its baseline then say more
HUNDREDFOLD = (50, 200)  # so many times the usual size is about a hundred times it
HALF, DUST = 0.5, 1e-9

_value = pl.col("value")
_figure = _value.cast(pl.Float64)
_places = pl.col("decimal_places").fill_null(0)
_unit = pl.col("unit").fill_null("").str.to_lowercase()
_is_percent = _unit.is_in(["percent", "%", "per cent", "percentage"])
# "per 1,000 people" has a multiplier that its words do not give safely, so its parts are not compared.
_is_plain_ratio = (pl.col("aggregation") == "ratio") & ~_unit.str.contains(r"per [\d£]")
_lowest, _highest = pl.col("lowest_possible"), pl.col("highest_possible")
_top, _bottom = pl.col("numerator").cast(pl.Float64), pl.col("denominator").cast(pl.Float64)
_worked_out = _top / _bottom * pl.when(_is_percent).then(100.0).otherwise(1.0)
_ten_to_places = pl.lit(10.0).pow(_places.cast(pl.Float64))
_adds_up = pl.col("value_basis").is_in(["year_to_date", "running_total"])
_low = pl.col("mean_before") - OUTLIER_RANGES * pl.col("mean_moving_range")
_high = pl.col("mean_before") + OUTLIER_RANGES * pl.col("mean_moving_range")
_SPAN = pl.col("period_frequency").replace_strict(
    {"monthly": "month", "quarterly": "quarter", "half-yearly": "half-year", "annual": "year"},
    default="period",
    return_dtype=pl.String,
)

# What size a measure's figures are of, and what that is called; few figures are better than nothing to know a fraction by.
_has_figures = pl.col("figures_held").fill_null(0) >= USUAL_FIGURES
_usual = pl.when(_has_figures).then("median_held").otherwise(pl.coalesce("target", "baseline", "median_held"))
_usual_is = (
    pl.when(_has_figures)
    .then(pl.lit("what is usual"))
    .when(pl.col("target").is_not_null())
    .then(pl.lit("its target"))
    .when(pl.col("baseline").is_not_null())
    .then(pl.lit("its baseline"))
)

# A hundredth of the figure is of the size that is usual: a decimal point, or a percentage's, was lost on the way.
_hundredth = (_value / 100).cast(pl.Decimal(18, 6))
_is_hundredfold = (_usual > 0) & (_figure / _usual).is_between(*HUNDREDFOLD) & (_figure >= 50)


def _at_its_places(figure: pl.Expr) -> pl.Expr:
    return (figure * _ten_to_places).round(0) / _ten_to_places


_says_nothing = (
    _value.is_null()
    & (pl.col("result_text") == "")
    & (pl.col("no_value_reason") == "")
    & ~((pl.col("kind") == "milestone") & pl.any_horizontal(pl.col("achieved_on", "expected_on").is_not_null()))
)

CAN_BE_WORKED_OUT = _value.is_null() & (pl.col("no_value_reason") == "") & _is_plain_ratio & _top.is_not_null() & (_bottom > 0)
WORKED_OUT = _worked_out.round(6).cast(pl.Decimal(18, 6), strict=False)


def _outside(phrase: str, when: pl.Expr) -> Rule:
    is_outside = (_value < _lowest).fill_null(False) | (_value > _highest).fill_null(False)
    meant = pl.when(_is_hundredfold & (_hundredth <= _highest)).then(_hundredth)
    limits = {"low": _lowest, "high": _highest}
    return Rule("D04", "value", is_outside & when, found=_value, suggestion=meant, slots=limits, phrases={"range": phrase})


CELL_RULES = (
    Rule("D01", "value", _says_nothing, phrases={"wanted": 'a figure, or give a reason in "no_value_reason"'}),
    Rule(
        "D03",
        "value",
        _is_percent & (_figure.abs() > 0) & (_figure.abs() <= 1) & (_usual > 2),
        found=_value,
        suggestion=(_value * 100).cast(pl.Decimal(18, 6)),
    ),
    _outside("between {low} and {high}", _lowest.is_not_null() & _highest.is_not_null()),
    _outside("{low} or more", _highest.is_null()),
    _outside("{high} or less", _lowest.is_null()),
    Rule(
        "D05",
        "value",
        (_unit == "number")
        & (_places == 0)
        & (pl.col("aggregation") == "sum")
        & pl.col("denominator").is_null()
        & (_figure != _figure.round(0)),
        found=_value,
    ),
    Rule(
        "D07",
        "by_when",
        (pl.col("by_when") <= pl.col("told_on")) & pl.col("by_when").ne_missing(pl.col("by_when_in_force")),
        found=pl.col("by_when"),
        slots={"date": pl.col("told_on")},
    ),
)

ROW_RULES = (
    Rule(
        "E01",
        "value",
        _is_plain_ratio & (_bottom != 0) & ((_figure - _worked_out).abs() > HALF / _ten_to_places + DUST),
        found=_value,
        suggestion=_at_its_places(_worked_out),
        slots={"first": pl.col("numerator"), "second": pl.col("denominator")},
    ),
    Rule(
        "E02",
        "numerator",
        _is_percent & _is_plain_ratio & (pl.col("numerator") > pl.col("denominator")),
        found=pl.col("numerator"),
        slots={"second": pl.col("denominator")},
    ),
)

GOOD_NEWS = Rule("E05", "why", (pl.col("status") == "below") & checks_words.fights_status())

HISTORY_RULES = (
    # A total through the year starts again each April, so its distance from its mean says nothing. Nor does a
    # series that never moved: every first change would be asked about.
    Rule(
        "F01",
        "value",
        ~_adds_up
        & ~_is_hundredfold.fill_null(False)
        & (pl.col("figures_before") >= OUTLIER_FIGURES)
        & (pl.col("mean_moving_range") > 0)
        & ((_figure - pl.col("last_value")).abs() > STEP_RANGES * pl.col("mean_moving_range"))
        & ((_figure < _low) | (_figure > _high)),
        found=_value,
        slots={"low": _at_its_places(_low), "high": _at_its_places(_high)},
    ),
    Rule(
        "F09",
        "value",
        _is_hundredfold & _usual_is.is_not_null() & (pl.col("dimension") == "") & (pl.col("category") == ""),
        found=_value,
        suggestion=_hundredth,
        slots={"size": _at_its_places(_usual), "what": _usual_is},
        phrases={"usual": "{what}, {size}"},
    ),
    Rule(
        "F02",
        "value",
        _adds_up
        & ~pl.col("aggregation").is_in(["ratio", "mean"])
        & ~_is_percent
        & pl.col("is_same_year")
        & (_figure < pl.col("last_value")),
        found=_value,
        slots={"first": pl.col("last_value")},
    ),
    # Nought and a full hundred per cent come again and again for good reason, and so do small whole numbers.
    Rule(
        "F03",
        "value",
        ((_places >= 1) | (_figure.abs() >= LONG_NUMBER))
        & pl.col("is_period_before")
        & (_figure == pl.col("last_value"))
        & (_figure != 0)
        & ~(_is_percent & (_figure == 100)),
        found=_value,
        slots={"span": _SPAN},
    ),
    Rule(
        "F04",
        "value",
        pl.col("value_in_force").is_not_null() & _value.ne_missing(pl.col("value_in_force")),
        found=_value,
        slots={"first": pl.col("value_in_force"), "period": pl.col("period")},
    ),
    Rule(
        "F05",
        "value",
        _at_its_places(_figure) != _at_its_places(pl.col("combined_value").cast(pl.Float64)),
        found=_value,
        suggestion=_at_its_places(pl.col("combined_value").cast(pl.Float64)),
        slots={"second": _at_its_places(pl.col("combined_value").cast(pl.Float64)), "service": pl.col("sent_by")},
    ),
    Rule(
        "F06",
        "forecast_year_end",
        pl.when(pl.col("good_is") == "higher")
        .then(pl.col("needed") > pl.col("highest_step"))
        .when(pl.col("good_is") == "lower")
        .then(pl.col("needed") < pl.col("lowest_step")),
        found=pl.col("forecast_year_end"),
        slots={
            "needed": _at_its_places(pl.col("needed")),
            "best": pl.when(pl.col("good_is") == "higher").then(pl.col("highest_step")).otherwise(pl.col("lowest_step")),
            "span": _SPAN,
        },
    ),
)

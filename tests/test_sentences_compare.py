"""What is said of a place among others, and the strip that shows it."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import polars as pl
import pytest

from pimdata.chart_compare import BUCKETS, Strip, beyond, dot_strip
from pimdata.palette import CHART_TONES, TONES
from pimdata.sentences_compare import CountFacts, PlaceFacts, count_sentences, place_sentences, share, strip_alt
from tests.test_sentences import check

PLACE = PlaceFacts(
    subject="The share of household waste recycled",
    unit="percent",
    decimal_places=1,
    period="2009/10",
    group="all districts",
    value=Decimal("53.8"),
    band="best",
    rank=3,
    of=24,
    middle=Decimal("44.3"),
    median=Decimal("44.3"),
    threshold_period="2009/10",
    threshold_source="worked out",
)
# Why the case is here: what is changed, and what is then said.
SAID = {
    "the best quarter": ({}, "was 53.8% in 2009/10, in the best quarter of all districts."),
    "S-BM": ({}, "The middle council among 24 similar councils had 44.3%; we are third best. Figures are for 2009/10."),
    "another council speaks of itself by name": ({"who": "Northshire"}, "44.3%; Northshire is third best."),
    "its figure is its own": ({"who": "Northshire"}, "Northshire's figure was 53.8%"),
    "another year's quartiles": (
        {"threshold_period": "2008/09", "rank": 0, "of": 0},
        "in the best quarter of all districts, against 2008/09 quartiles.",
    ),
    "the middle of another year, where nobody else has a figure": (
        {"threshold_period": "2008/09", "rank": 0, "of": 0},
        "The middle council had 44.3% in 2008/09; the quartiles are worked out from others' figures.",
    ),
    "published": ({"threshold_source": "published", "of": 0, "rank": 0}, "the quartiles are published."),
    "the way up": (
        {"band": "above", "next_edge": Decimal(60)}, "The best quarter begins at 60.0%, 6.2 percentage points away.",
    ),
    "from the bottom the edge itself is not enough": (
        {"band": "worst", "next_edge": Decimal(60)}, "The third quarter begins past 60.0%, 6.2 percentage points away.",
    ),
    "closer than readers see": (
        {"band": "above", "next_edge": Decimal("53.83")}, "The best quarter begins at 53.8%, closer than the figures show.",
    ),
    "there is no way up from the best": ({"next_edge": None}, "!begins"),
    "the same as before": ({"previous_band": "best"}, "It was in the same quarter the year before."),
    "moved": ({"previous_band": "below"}, "It was in the third quarter the year before."),
    "no spread": ({"band": "", "reason": "no spread"}, "too alike to be parted into quarters"),
    "fewer than twelve": (
        {"band": "", "reason": "fewer than 12 authorities", "of": 9}, "All districts with a figure are 9, and quarters need 12",
    ),
    "doubtful": ({"band": "", "reason": "the figure is marked doubtful", "of": 0}, "so it has no quarter and no rank"),
    "nobody else": (
        {"band": "", "reason": "no other figures for the period", "of": 0, "median": None}, "No other figures for 2009/10",
    ),
    "no figure of ours": ({"value": None, "of": 0, "median": None}, ""),
    "a long subject is split": ({"subject": f"The share of {'very ' * 14}old waste"}, "waste was 53.8% in 2009/10. That is in"),
    "one too long is left to the heading": (
        {"subject": f"The share of {'very ' * 19}old waste"}, "The figure was 53.8% in 2009/10.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SAID.values(), ids=SAID)
def test_what_is_said(case):
    changes, wanted = case
    told = " ".join(place_sentences(replace(PLACE, **changes)))
    if wanted.startswith("!"):
        assert wanted[1:] not in told
    else:
        assert wanted in told
    assert bool(told) == bool(wanted)


def any_place(seed: int) -> PlaceFacts:
    pick = random.Random(seed)
    figure = lambda: pick.choice([None, Decimal(pick.randint(-9999, 99999)) / 100])  # noqa: E731
    return PlaceFacts(
        who=pick.choice(["", "Northshire", "Bath and North East Somerset"]),
        subject=pick.choice(["", PLACE.subject]),
        title=pick.choice(["", "% of policies Equalities Impact assessed"]),
        unit=pick.choice(["percent", "days", "£", "number", "per 1,000", "tonnes of CO2"]),
        decimal_places=pick.randrange(3),
        period=pick.choice(["2009/10", "2009/10 Q2"]),
        group=pick.choice(["all districts", "Trafford and its nearest neighbours"]),
        value=figure(),
        band=pick.choice(["", "best", "above", "below", "worst"]),
        previous_band=pick.choice(["", "best", "above", "below", "worst"]),
        reason=pick.choice(["", "no spread", "fewer than 12 authorities", "the figure is marked doubtful"]),
        rank=pick.randrange(13),
        of=pick.randrange(13),
        middle=figure(),
        median=figure(),
        threshold_period=pick.choice(["2009/10", "2008/09"]),
        threshold_source=pick.choice(["", "published", "worked out"]),
        next_edge=figure(),
    )


def test_no_sentence_breaks_a_guard_rail():
    told = 0
    for seed in range(400):
        for sentence in place_sentences(any_place(seed)):
            check(sentence)
            told += 1
    assert told > 800


def any_counts(seed: int) -> CountFacts:
    pick = random.Random(seed)
    counts = [pick.randrange(3 if seed % 2 else 60) for _ in range(7)]
    names = ("expected", "banded", "best", "best_two", "up", "same", "down")
    named = dict(zip(names, counts, strict=True))
    return CountFacts(
        who=pick.choice(["", "Northshire"]), period="2009/10", is_owed=pick.random() < 0.5, compared=sum(counts[4:]), **named
    )


def test_no_count_breaks_a_guard_rail():
    for seed in range(200):
        for sentence in count_sentences(any_counts(seed)):
            check(sentence)


def test_counts_stand_before_their_percentages_with_both_denominators():
    facts = CountFacts(period="2009/10", expected=40, banded=12, best=3, best_two=7, up=1, same=2, down=3, compared=6)
    assert count_sentences(facts) == [
        "In 2009/10, 3 of 12 measures with a quarter were in the best quarter (25%).",
        "That is 3 of 40 measures expected that year (8%).",
        "In the best two quarters were 7 of 12 (58%), where half would be by chance.",
        "Since the year before, 1 moved up a quarter, 2 stayed and 3 moved down.",
    ]


def test_nothing_is_said_of_counts_where_nothing_has_a_quarter():
    assert count_sentences(CountFacts(period="2009/10", expected=40)) == []


SHARES = {"a half goes up": (1, 8, "13%"), "none of none": (0, 0, "none"), "all": (7, 7, "100%"), "a third": (1, 3, "33%")}


@pytest.mark.parametrize("case", SHARES.values(), ids=SHARES)
def test_a_share_as_it_is_written(case):
    count, of, wanted = case
    assert share(count, of) == wanted


def test_the_alternative_to_the_strip_is_short_and_whole():
    alt = strip_alt(PLACE, Decimal(25), Decimal("54.5"), "Us")
    assert alt.startswith("Dot strip of all districts, 2009/10. Us: 53.8% in 2009/10, best quarter. The middle is 44.3%.")
    assert len(alt.split()) < 60


def strip(figures, ours="53.8", edges=("38.1", "44.3", "48.4"), good_is="higher") -> Strip:
    others = pl.DataFrame(
        {
            "authority": [f"District {number}" for number in range(len(figures))],
            "value": [None if each is None else Decimal(str(each)) for each in figures],
            "is_counted": [each is not None for each in figures],
        },
        schema_overrides={"value": pl.Decimal(18, 6)},
    )
    quartiles = [None if edge is None else Decimal(edge) for edge in edges]
    return Strip(others, None if ours is None else Decimal(ours), "Us", quartiles, "%", 1, good_is)


def test_everybody_with_a_figure_is_a_dot_and_we_are_the_diamond():
    drawn = dot_strip(strip([30, 40, 50, None]))
    kinds = drawn.frame["kind"].to_list()
    assert (kinds.count("other"), kinds.count("us"), len(kinds)) == (3, 1, 7)
    shapes = [layer["mark"].get("shape") for layer in drawn.spec["layer"]]
    assert "diamond" in shapes
    assert "circle" in shapes


def test_a_doubtful_figure_is_hollow():
    doubtful = strip([30, 40])._replace(others=strip([30, 40]).others.with_columns(is_counted=pl.lit(False)))
    drawn = dot_strip(doubtful)
    assert drawn.frame["kind"].to_list().count("doubtful") == 2
    assert {layer["mark"].get("filled") for layer in drawn.spec["layer"] if layer["mark"].get("shape") == "circle"} == {
        True,
        False,
    }


def test_dots_that_are_alike_stand_on_one_another():
    dots = dot_strip(strip([40] * 5)).frame.filter(pl.col("kind") == "other")
    assert dots["at"].n_unique() == 1
    assert dots["up"].n_unique() == 5


def test_a_high_pile_keeps_the_chart_on_the_screen():
    few, many = dot_strip(strip([40] * 5)), dot_strip(strip([40] * 300))
    assert few.spec["height"] < many.spec["height"] < 420


def test_whoever_is_far_off_stands_at_the_end_of_the_scale_and_is_named():
    far = strip([30, 40, 50, 900])
    assert beyond(far) == ["District 3, 900.0%"]
    drawn = dot_strip(far)
    high = next(each["value"] for each in drawn.spec["params"] if each["name"] == "high")
    assert drawn.frame.filter(pl.col("kind") == "beyond")["at"].to_list()[0] <= high < 100
    assert beyond(strip([30, 40, 50])) == []


def test_we_are_always_on_the_scale():
    drawn = dot_strip(strip([30, 40, 50], ours="900"))
    assert next(each["value"] for each in drawn.spec["params"] if each["name"] == "high") > 900


NAMES = {
    "more is better": ("higher", {"upper": "Best quarter 48.4%", "lower": "Bottom quarter 38.1%", "middle": "Middle 44.3%"}),
    "less is better": ("lower", {"upper": "Bottom quarter 48.4%", "lower": "Best quarter 38.1%", "middle": "Middle 44.3%"}),
    "neither is": ("neither", {"upper": "Upper quarter 48.4%", "lower": "Lower quarter 38.1%", "middle": "Middle 44.3%"}),
}


@pytest.mark.parametrize("case", NAMES.values(), ids=NAMES)
def test_a_line_is_named_for_the_quarter_it_ends(case):
    good_is, wanted = case
    frame = dot_strip(strip([30, 40], good_is=good_is)).frame
    assert {kind: words for kind, words in frame.select("kind", "words").iter_rows() if kind in wanted} == wanted


DEGENERATE = {
    "nobody else": strip([]),
    "everybody alike": strip([100] * 20, ours="100", edges=("100", "100", "100")),
    "no quartiles and no figure of ours": strip([1, 2, 3], ours=None, edges=(None, None, None)),
    "nothing at all": strip([None], ours=None, edges=(None, None, None)),
    "nought": strip([0, 0, 0], ours="0", edges=("0", "0", "0")),
    "below nought": strip([-5, -3, 4], ours="-1", edges=("-4", "-3", "0")),
}


@pytest.mark.parametrize("drawn", DEGENERATE.values(), ids=DEGENERATE)
def test_a_strip_of_little_can_still_be_drawn(drawn):
    made = dot_strip(drawn)
    low, high = (next(each["value"] for each in made.spec["params"] if each["name"] == name) for name in ("low", "high"))
    assert low < high
    dots = made.frame.filter(pl.col("kind") == "other")["at"]
    assert all(low <= at <= high for at in dots)
    assert BUCKETS > 0


def test_every_colour_of_the_strip_has_its_dark_one():
    used = {
        layer["mark"][part]
        for layer in dot_strip(strip([30])).spec["layer"]
        for part in ("color", "stroke")
        if part in layer["mark"]
    }
    assert used <= {TONES[name].light for name in CHART_TONES}

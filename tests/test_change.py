"""What pages say of change beyond the usual ups and downs: sentences, the chart, the scorecard, and marks made by people."""

from __future__ import annotations

import random
import re
import shutil
from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from pimdata import control_charts, marks, queries_change, queries_compare, returns, sentences, words
from pimdata.errors import NothingToDo, PimError
from pimdata.palette import STATUSES, colour
from pimdata.people import Viewer
from pimdata.sentences_change import ChangeFacts, change_sentences
from pimdata.store import Store
from pimdata.ui import control_table, control_views, scorecard_views
from tests.conftest import words_of
from tests.test_sentences import check

POLICY = Viewer("policy", words="Policy and Performance team")
ESTABLISHED = {"limits_status": "established", "points": 30, "lower": Decimal("41.24"), "upper": Decimal("56.36")}
REAL = "This is a real change for the worse, beyond its usual ups and downs."
USUAL = "It usually lies between 41.2% and 56.4%."

SENTENCES = {
    # why this case is here: (facts, what is said)
    "beyond a limit": (
        {"signal": "worse", "rule": "astronomical", **ESTABLISHED},
        [REAL, "The newest figure is below the lower limit.", USUAL]),
    "above it": (
        {"signal": "changed", "rule": "astronomical", "is_high": True},
        ["This is a real change, beyond its usual ups and downs.", "The newest figure is above the upper limit."]),
    "a shift counts its run": (
        {"signal": "worse", "rule": "shift", "run_length": 9}, [REAL, "The last nine figures all lie below the mean."]),
    "a trend": ({"signal": "worse", "rule": "trend"}, [REAL, "The last seven figures or more have fallen one after another."]),
    "few are counted": (
        {"signal": "usual", "is_count": True, "mean": 4.9, "limits_status": "established"},
        ["This is within its usual ups and downs.",
         "Fewer than five are counted in a usual month, so chance alone makes more figures stand out."]),
    "five are enough": (
        {"signal": "usual", "is_count": True, "mean": 5, "limits_status": "established"},
        ["This is within its usual ups and downs."]),
    "a small share is no count": (
        {"signal": "usual", "mean": 2, "limits_status": "established"}, ["This is within its usual ups and downs."]),
    "a trend of six, where six are enough": (
        {"signal": "better", "rule": "trend", "is_high": True, "trend_length": 6},
        ["This is a real change for the better, beyond its usual ups and downs.",
         "The last six figures or more have risen one after another."]),
    "a change on a year before is a rise or a fall, in percentage points": (
        {"signal": "usual", "method": control_views.ON_YEAR, "limits_status": "established",
         "lower": Decimal("-3.25"), "upper": Decimal("1.5")},
        ["This is within its usual ups and downs.",
         "The change on a year before usually lies between a fall of 3.3 percentage points and a rise of "
         "1.5 percentage points."]),
    "two of three": (
        {"signal": "worse", "rule": "two_of_three"}, [REAL, "Two of the last three figures are far below the mean."]),
    "noise": ({"signal": "usual", **ESTABLISHED}, ["This is within its usual ups and downs.", USUAL]),
    "a target it is sure of": (
        {"signal": "usual", "assurance": "pass"},
        ["This is within its usual ups and downs.", "If nothing changes, it will keep meeting its target."]),
    "a target out of reach": (
        {"signal": "usual", "assurance": "fail"},
        ["This is within its usual ups and downs.", "If nothing changes, it will keep missing its target."]),
    "few figures": (
        {"signal": "few", "points": 4, "refused_because": "too few figures for limits, 4 of 12"},
        ["There are only 4 figures so far, too few to judge a trend."]),
    "provisional": (
        {"signal": "few", "points": 13, "points_short": 2, "limits_status": "provisional"},
        ["There are only 13 figures so far, too few to judge a trend.",
         "Its limits are provisional: 2 more figures make them firm."]),
    "refused": (
        {"refused_because": "each figure shares most of its months with the one before"},
        ["Its ups and downs are not judged: each figure shares most of its months with the one before."]),
    "nothing ever varied": (
        {"signal": "usual", "limits_status": "no_variation", "lower": Decimal(100), "upper": Decimal(100)},
        ["This is within its usual ups and downs.", "Every figure has been about 100.0%."]),
}  # fmt: skip


@pytest.mark.parametrize("case", SENTENCES.values(), ids=SENTENCES)
def test_sentences(case):
    facts, said = case
    assert change_sentences(ChangeFacts(unit="percent", decimal_places=1, **facts)) == said


def test_no_sentence_breaks_a_guard_rail():
    for seed in range(300):
        pick = random.Random(seed)
        number = pick.choice((None, Decimal("-0.04"), Decimal("-7.5"), Decimal("12.345"), Decimal(123456)))
        facts = ChangeFacts(
            signal=pick.choice(("", *words.SIGNALS)), rule=pick.choice(("", *words.RULES)), is_high=pick.random() < 0.5,
            run_length=pick.randrange(40), points_short=1 + pick.randrange(9),
            assurance=pick.choice(("", *words.ASSURANCES)), points=pick.randrange(60),
            method=pick.choice(("XmR", control_views.ON_YEAR, control_views.OF_PERIOD, "run chart")),
            refused_because=pick.choice(("", "it is collected as data and never judged")),
            limits_status=pick.choice((*control_table.WITH_LIMITS, "run_chart_only", "no_limits", "no_data")),
            unit=pick.choice(("percent", "days", "£", "number")), decimal_places=pick.randrange(3),
            trend_length=pick.choice((6, 7, 8)),
            is_count=pick.random() < 0.5, mean=pick.choice((None, 0, 4.2, 9)),
            lower=number, upper=None if number is None else number + pick.randrange(2),
        )  # fmt: skip
        for sentence in change_sentences(facts):
            check(sentence)


def test_a_signal_that_two_figures_hide_is_told_as_one_over_time():
    facts = sentences.MeasureFacts(
        subject="The share of rent collected", unit="percent", good_is="higher", period="2009/10 Q2", value=90, target=91,
        status="near", previous_period="2009/10 Q1", previous_value=92, change_on_previous="worse", signal="better",
    )  # fmt: skip
    assert "Over a longer time this is a real change for the better, beyond its usual ups and downs." in (
        sentences.measure_sentences(facts)
    )


SHAPES = {
    # why this case is here: (kind of point, which way is good, shape)
    "good and high": ("improvement", True, "better_high"),
    "good and low": ("improvement", False, "better_low"),
    "bad and low": ("concern", True, "worse_low"),
    "bad and high": ("concern", False, "worse_high"),
    "neither": ("neutral_low", None, "neither_low"),
    "noise": ("common_cause", True, "usual"),
    "takes no part": (None, True, "usual"),
}


@pytest.mark.parametrize("case", SHAPES.values(), ids=SHAPES)
def test_a_points_shape_says_which_way_and_whether_that_is_better(case):
    kind, is_higher_better, shape = case
    assert control_views.shape_of({"point_type": kind, "is_ghost": False}, is_higher_better) == shape
    assert control_views.shape_of({"point_type": kind, "is_ghost": True}, is_higher_better) == "ghost"


POINTS = pl.DataFrame(
    [
        {"period_label": f"Q{at}", "value": 50.0 + at, "target": 52.0, "mean": 51.0, "lower_limit": 45.0, "upper_limit": 57.0,
         "phase": 1, "shape": "usual"}
        for at in range(1, 5)
    ]
)  # fmt: skip


def marks_of(drawing):
    return [layer["mark"]["type"] for layer in drawing.spec["layer"]]


def test_the_chart_draws_mean_limits_target_and_figures_and_nothing_in_a_statuss_colour():
    drawing = control_charts.control_chart(POINTS, "%", 1)
    assert marks_of(drawing).count("line") == 5
    shapes = next(layer["encoding"] for layer in drawing.spec["layer"] if "shape" in layer["encoding"])
    assert shapes["shape"]["scale"]["domain"] == list(control_charts.SHAPES)
    drawn = dict(zip(control_charts.SHAPES, shapes["shape"]["scale"]["range"], strict=True))
    better, worse, usual = ({shape for kind, shape in drawn.items() if kind.startswith(word)} for word in ("bet", "wor", "usu"))
    assert not better & worse | better & usual | worse & usual  # in grey there is no more to go by
    fills = dict(zip(control_charts.SHAPES, shapes["fill"]["scale"]["range"], strict=True))
    assert fills["ghost"] != fills["usual"]
    assert drawing.frame["upper_limit_end"][-1] == "Upper 57.0%"
    assert drawing.frame["mean_end"][-1] == "Mean 51.0%"
    assert not {colour(status) for status in STATUSES} & set(re.findall(r"#[0-9A-F]{6}", str(drawing.spec)))


def test_too_few_figures_have_a_line_and_no_limits():
    bare = POINTS.with_columns(**{name: pl.lit(None, pl.Float64) for name in ("mean", "lower_limit", "upper_limit")})
    assert marks_of(control_charts.control_chart(bare)).count("line") == 2


def test_provisional_limits_are_dotted():
    def dashes(drawing):
        return [layer["mark"].get("strokeDash") for layer in drawing.spec["layer"] if layer["mark"]["type"] == "line"]

    assert dashes(control_charts.control_chart(POINTS, is_provisional=True)) != dashes(control_charts.control_chart(POINTS))


@pytest.mark.parametrize("code", ["HO01", "RB03", "CS08", "PL04", "EH10", "NI 156", "IND-01", "NI 7"])
def test_every_kind_of_series_says_whether_it_changes(open_page, demo_store, code):
    at = open_page("measure", demo_store, i=code, chart="usual")
    assert not at.exception
    said = words_of(at)
    assert any(word in said for word in (*words.SIGNALS.values(), "Its ups and downs are not judged"))
    assert " None" not in said.replace("None is set", "").replace("None:", "")


def test_the_page_of_a_refused_series_says_why(open_page, demo_store):
    said = words_of(open_page("measure", demo_store, i="EH10", chart="usual"))
    assert "it moves with the seasons, and has too few years to set each figure beside the year before" in said


def test_the_summary_and_the_direction_give_the_signal(open_page, demo_store):
    said = words_of(open_page("measure", demo_store, i="HO01"))
    assert "This is a real change for the better, beyond its usual ups and downs." in said or "Over a longer time" in said
    assert "Over time: real change for the better." in said


def test_the_table_holds_the_very_facts_of_the_chart(open_page, demo_store):
    said = words_of(open_page("measure", demo_store, i="HO01", chart="usual", view="plain"))
    with demo_store.reading() as db:
        points = queries_change.points(db, "HO01").to_dicts()
    stands_out = [row for row in points[-36:] if row["primary_rule"]]
    assert stands_out
    told = sum(said.count(up) + said.count(down) for up, down in words.RULES.values())
    assert told == len(stands_out)


def test_the_scorecard_has_the_worst_pair_first(open_page, demo_store):
    at = open_page("measures", demo_store, show="scorecard")
    assert not at.exception
    said = words_of(at)
    assert "Those getting worse and bound to miss their target come first." in said
    assert said.index("For the worse") < said.index("No: usual")


def test_every_pair_of_signal_and_assurance_occurs_in_the_demonstration_and_is_told_in_words(open_page, demo_store):
    with demo_store.reading() as db:
        found = {row["reading"] for row in queries_change.signals(db).values()}
    assert found - {""} == words.READINGS.keys()
    said = words_of(open_page("measures", demo_store, show="scorecard", all="yes"))
    assert not [reading for reading in words.READINGS.values() if reading not in said]


def test_the_scorecard_tells_the_quarter_among_others(open_page, demo_store):
    with demo_store.reading() as db:
        quarters = queries_compare.quarters(db)
    said = words_of(open_page("measures", demo_store, show="scorecard", all="yes"))
    for quarter in list(quarters.values())[:3]:
        assert scorecard_views.quarter_words(quarter) in said


def test_a_quarter_says_whose_thresholds_it_stands_on_where_they_are_of_another_year():
    quarter = {"band": "above", "period": "2009/10", "threshold_period": "2008/09"}
    assert scorecard_views.quarter_words(quarter) == "Second best quarter (2009/10, against 2008/09 quartiles)"
    assert scorecard_views.quarter_words(quarter | {"threshold_period": "2009/10"}) == "Second best quarter (2009/10)"
    assert scorecard_views.quarter_words({}) == "–"


def test_a_target_that_changed_is_told_beside_it(open_page, demo_store):
    said = words_of(open_page("measure", demo_store, i="PL03"))
    assert "The target changed from 76% to 80% in Quarter 1 2010/11." in said


def test_the_overview_counts_real_changes_and_forecasts_of_now_alone(open_page, demo_store):
    with demo_store.reading() as db:
        counted = queries_change.counts(db)
    told = (
        f"Of {counted['charted']} with enough figures for a chart, {counted['really_better']} show a real change for the better"
    )
    now, before = (words_of(open_page("overview", demo_store, **asked)) for asked in ({}, {"period": "2010/11 Q1"}))
    assert told in now
    assert "likely to meet the year's target." in now
    assert told not in before
    assert "likely to meet the year's target." not in before


def test_the_scorecard_keeps_the_order_there_was_within_a_place():
    rows = pl.DataFrame({"indicator_code": ["A", "B", "C", "D"]})
    signals = {"A": {"scorecard_place": 5}, "B": {"scorecard_place": 1}, "D": {"scorecard_place": 5}}
    assert scorecard_views.in_order(rows, signals)["indicator_code"].to_list() == ["B", "A", "D", "C"]


@pytest.fixture
def own_store(demo_database, tmp_path):
    path = tmp_path / "own.duckdb"
    shutil.copy(demo_database, path)
    return Store(path)


def test_a_person_starts_the_mean_again_and_takes_it_back(own_store):
    with own_store.reading() as db:
        before = queries_change.signal(db, "NI 181")
        suggested = queries_change.suggestion(db, "NI 181")
    assert suggested["run_length"] >= 12
    why = "A new system halved the checking time."
    sent = marks.put(own_store, "NI 181", suggested["from_period"], "rebase", why, POLICY.post, date(2010, 11, 1))
    with own_store.reading() as db:
        after = queries_change.signal(db, "NI 181")
        assert queries_change.suggestion(db, "NI 181") is None
        told = queries_change.points(db, "NI 181").filter(pl.col("phase_reason") == why)
    assert told["period"].to_list() == [suggested["from_period"]]
    assert after["points_in_phase"] == suggested["run_length"] < before["points_in_phase"]
    with pytest.raises(NothingToDo):
        marks.put(own_store, "NI 181", suggested["from_period"], "rebase", why, POLICY.post, date(2010, 11, 1))
    returns.take_back(own_store, sent.load_id, POLICY.post, "It was the wrong month.")
    with own_store.reading() as db:
        assert queries_change.signal(db, "NI 181") == before


def test_a_mark_on_a_period_that_does_not_exist_is_refused_in_words(own_store):
    with pytest.raises(PimError, match="2010-13"):
        marks.put(own_store, "NI 181", "2010-13", "ghost", "A slip of the pen.", POLICY.post, date(2010, 11, 1))


def test_only_the_policy_and_performance_team_is_offered_the_form(open_page, demo_store):
    def offered(viewer):
        at = open_page("measure", demo_store, i="NI 181", chart="usual")
        at = at.selectbox(key="view_as").select(viewer).run()
        assert "may be why. The mean and limits could start again from" in words_of(at)
        return [button.label for button in at.button if button.label == "Put it on the chart"]

    assert offered(POLICY.words) == ["Put it on the chart"]
    assert offered("Any councillor") == []


def test_a_mark_without_a_reason_is_not_made(open_page, demo_store):
    at = open_page("measure", demo_store, i="NI 181", chart="usual").selectbox(key="view_as").select(POLICY.words).run()
    next(button for button in at.button if button.label == "Put it on the chart").click().run()
    assert "Nothing was changed. Say why in a few words" in words_of(at)


def test_a_mark_is_numbered_on_the_chart_and_told_beneath_it(open_page, demo_store):
    said = words_of(open_page("measure", demo_store, i="CS01", chart="usual"))
    assert (
        "1. January 2010: does not count, because: Snow kept the contact centre shut for four days "
        "(Contact Centre Team Leader, 8 February 2010)." in said
    )
    said = words_of(open_page("measure", demo_store, i="PL02", chart="usual"))
    assert "1. October 2008: the mean and limits start again, because: Searches moved to the new land charges system" in said

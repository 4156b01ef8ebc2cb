import random
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pimdata import figures, words
from pimdata.sentences import (
    PAST_FIGURES,
    ActionFacts,
    ChartFacts,
    MeasureFacts,
    MoneyFacts,
    OverviewFacts,
    RiskFacts,
    ServiceFacts,
    actions_paragraph,
    alt_text,
    change_sentence,
    empty_paragraph,
    measure_paragraph,
    measure_sentences,
    money_paragraph,
    overview_paragraph,
    risks_paragraph,
    service_paragraph,
    surroundings,
)

HOMES = MeasureFacts(
    subject="The average time to re-let a council home", unit="days", decimal_places=1, good_is="lower",
    period="2026/27 Q2", value=21.4, target=17, status="below", run_of_misses=4, missed_since="2025/26 Q3",
    previous_period="2026/27 Q1", previous_value=23, signal="usual", forecast=19, forecast_by="Head of Housing",
)  # fmt: skip
WASTE = MeasureFacts(
    subject="The share of household waste recycled or composted", unit="percent", decimal_places=1, good_is="higher",
    value_basis="year_to_date", period="2026/27 Q2", value=49.6, target=49, status="on", seasonal="falls",
    same_period_last_year=50.3, change_on_year="same",
)  # fmt: skip
PREVENTED = MeasureFacts(
    subject="The share of homelessness cases prevented", unit="percent", good_is="higher", period="2026/27 Q2",
    is_period_named=True, value=66.7, numerator=4, denominator=6, target=70, status="near",
    signal="few", points_available=2,
)  # fmt: skip


def test_worked_example_below_target():
    assert " ".join(measure_sentences(HOMES)) == (
        "The average time to re-let a council home was 21.4 days in Quarter 2 (July to September 2026), "
        "4.4 days over the target of 17. It has missed target for four quarters in a row, since Quarter 3 2025/26. "
        "That is better than last quarter (23.0 days). This is within its usual ups and downs. "
        "The Head of Housing expects it to end the year at 19 days."
    )


def test_worked_example_adding_up_through_the_year():
    assert " ".join(measure_sentences(WASTE)) == (
        "The share of household waste recycled or composted stands at 49.6% so far this year, "
        "beating the target of 49%. This figure usually falls at this time of year. "
        "In the same quarter last year it was 50.3%, so it is about the same year on year."
    )


def test_worked_example_few_cases_with_the_trend_before_the_caution():
    assert " ".join(measure_sentences(PREVENTED)) == (
        "The share of homelessness cases prevented was 67% (4 of 6 cases) in Quarter 2, "
        "slightly short of the target of 70%. There are only 2 figures so far, too few to judge a trend. "
        "It is based on 6 cases, so small changes can look large."
    )


def test_a_paragraph_is_now_direction_and_expectation():
    assert measure_paragraph(HOMES) == " ".join(measure_sentences(HOMES)[at] for at in (0, 2, 4))
    assert measure_paragraph(HOMES, most=1) == measure_sentences(HOMES)[0]


ORDINARY = MeasureFacts(
    subject="The share of rent collected", unit="percent", decimal_places=1, good_is="higher", period="2009/10 Q2",
    value=86.8, target=91, status="below",
)  # fmt: skip
WAS = "The share of rent collected was 86.8% in Quarter 2 (July to September 2009)"
RANGE = {"good_is": "range", "unit": "number", "target": None, "target_low": 2, "target_high": 4}
STONE = {"is_milestone": True, "target_date": date(2009, 12, 31)}
LATE = {"value": None, "status": "late", "due_date": date(2009, 10, 28)}
CASES = {
    # why this case is here: (what differs from an ordinary measure, a sentence it must give)
    "percentages differ in percentage points":
        ({}, f"{WAS}, 4.2 percentage points short of the target of 91%."),
    "equal is met, not beaten":
        ({"value": 91, "status": "on"}, f"{WAS}, meeting the target of 91%.".replace("86.8", "91.0")),
    "equal once rounded is met":
        ({"value": 90.96, "status": "on"}, f"{WAS}, meeting the target of 91%.".replace("86.8", "91.0")),
    "lower can beat too":
        ({"good_is": "lower", "status": "on"}, f"{WAS}, beating the target of 91%."),
    "the stretch level is said when it is reached":
        ({"target": 80, "stretch_value": 85, "status": "on"},
         f"{WAS}, beating the target of 80% and the stretch level of 85%."),
    "exactly at the stretch level has reached it":
        ({"target": 80, "stretch_value": 86.8, "status": "on"},
         f"{WAS}, beating the target of 80% and the stretch level of 86.8%."),
    "near is said in words, without a size":
        ({"status": "near"}, f"{WAS}, slightly short of the target of 91%."),
    "below a range":
        (RANGE | {"value": 1.7}, f"{WAS}, 0.3 below the range of 2 to 4.".replace("86.8%", "1.7")),
    "above a range":
        (RANGE | {"value": 4.5, "status": "near"},
         f"{WAS}, slightly above the range of 2 to 4.".replace("86.8%", "4.5")),
    "inside a range, and the edge is inside":
        (RANGE | {"value": 4, "status": "on"}, f"{WAS}, within the range of 2 to 4.".replace("86.8%", "4.0")),
    "and so is its lower edge":
        (RANGE | {"value": 2, "status": "on"}, f"{WAS}, within the range of 2 to 4.".replace("86.8%", "2.0")),
    "a range open at one end":
        (RANGE | {"target_high": None, "value": 1},
         f"{WAS}, 1.0 below the range of 2 or more.".replace("86.8%", "1.0")),
    "a status that the figures shown do not bear out is not argued with":
        ({"value": 95}, f"{WAS}, against the target of 91%.".replace("86.8", "95.0")),
    "a status without a target to hand":
        ({"target": None, "status": "on"}, f"{WAS}, meeting its target."),
    "a range that does not judge is not spoken of":
        (RANGE | {"status": "info", "value": 1},
         "The share of rent collected was 1.0 in Quarter 2 (July to September 2009)."),
    "no status is no judgement":
        ({"status": ""}, f"{WAS}, against the target of 91%."),
    "a title is poor grammar, so it is quoted":
        ({"subject": "", "title": "% of rent collected"},
         f"{WAS}, 4.2 percentage points short of the target of 91%."
         .replace("The share of rent collected", "The figure for ‘% of rent collected’")),
    "a long sentence gives up the months first":
        ({"subject": "The share of rent collected from council homes"},
         "The share of rent collected from council homes was 86.8% in Quarter 2 2009/10, "
         "4.2 percentage points short of the target of 91%."),
    "a longer one is told in two":
        ({"subject": "The share of rent collected from council homes and garages in the district by direct debit"},
         "That is 4.2 percentage points short of the target of 91%."),
    "a name that fills a sentence is left to the heading":
        ({"subject": "The share of " + "very " * 20 + "long names"}, "This measure was 86.8% in Quarter 2 2009/10."),
    "a year needs no months":
        ({"period": "2009/10"},
         "The share of rent collected was 86.8% in 2009/10, 4.2 percentage points short of the target of 91%."),
    "a year that has ended is not so far":
        ({"period": "2009/10 Q4", "value_basis": "year_to_date"},
         "The share of rent collected ended 2009/10 at 86.8%, 4.2 percentage points short of the target of 91%."),
    "no target, and why":
        ({"target": None, "status": "info", "no_target_reason": "The baseline is being set."},
         "No target is set because the baseline is being set."),
    "a name keeps its capital":
        ({"target": None, "status": "info", "no_target_reason": "Parliament has not set one"},
         "No target is set because Parliament has not set one."),
    "a year's target does not judge a quarter":
        ({"status": "info", "reason": "no target for this period"}, "There is no target for this period."),
    "two quarters are a run":
        ({"run_of_misses": 2}, "It has missed target for two quarters in a row."),
    "ten are in figures":
        ({"run_of_misses": 10, "period": "2009-07"}, "It has missed target for 10 months in a row."),
    "back after one is not one quarters":
        ({"value": 92, "status": "on", "back_after": 1}, "It is back on target after one quarter."),
    "the change is worked out where it is not given":
        ({"previous_value": 91}, "That is worse than last quarter (91.0%)."),
    "a change that is given has the last word":
        ({"previous_value": 91, "change_on_previous": "same"}, "That is about the same as last quarter (91.0%)."),
    "equal once rounded is about the same, whatever was given":
        ({"previous_value": 86.76, "change_on_previous": "better"}, "That is about the same as last quarter (86.8%)."),
    "neither is better":
        ({"good_is": "neither", "status": "info", "previous_value": 85}, "That is more than last quarter (85.0%)."),
    "neither is better, and too small a change to tell":
        ({"good_is": "neither", "status": "info", "previous_value": 86, "change_on_previous": "same"},
         "That is about the same as last quarter (86.0%)."),
    "nearer to a range is better":
        (RANGE | {"value": 5, "previous_value": 6}, "That is better than last quarter (6.0)."),
    "both inside a range is no judgement":
        (RANGE | {"value": 3, "status": "on", "previous_value": 2}, "That is more than last quarter (2.0)."),
    "a period missed out is named":
        ({"previous_period": "2009/10", "previous_value": 80}, "That is better than 2009/10 (80.0%)."),
    "a year on year asked for":
        ({"previous_value": 85, "same_period_last_year": 80, "is_year_asked": True},
         "In the same quarter last year it was 80.0%, so it is better year on year."),
    "a year against the year before":
        ({"period": "2009/10", "same_period_last_year": 90}, "Last year it was 90.0%, so it is worse year on year."),
    "a signal for the worse":
        ({"signal": "worse"}, "This is a real change for the worse, beyond its usual ups and downs."),
    "one figure is not 1 figures":
        ({"signal": "few", "points_available": 1}, "There is only 1 figure so far, too few to judge a trend."),
    "one case is not 1 cases":
        ({"denominator": 1}, "It is based on 1 case, so small changes can look large."),
    "provisional":
        ({"is_provisional": True}, "This figure is provisional and may change."),
    "revised, when and why":
        ({"revised_from": 85, "revised_on": date(2010, 1, 4), "revised_reason": "two wards were left out."},
         "It was first reported as 85.0% and revised on 4 January 2010: two wards were left out."),
    "a reason too long for a sentence is left to its own place":
        ({"revised_from": 85, "revised_reason": "and so on " * 9}, "It was first reported as 85.0% and revised."),
    "never revised from 86.8% to 86.8%":
        ({"revised_from": 86.81}, "It was revised and stayed about the same."),
    "a target that changed":
        ({"target_changed_from": 90, "target_changed_in": "2009/10"}, "The target changed from 90% to 91% in 2009/10."),
    "a forecast without a figure":
        ({"forecast_status": "on", "forecast_by": "the Head of Housing"},
         "The Head of Housing expects it to end the year on target."),
    "a forecast nobody put their name to":
        ({"forecast": 90}, "It is expected to end the year at 90%."),
    "a computed forecast is nobody's promise":
        ({"forecast": 90, "forecast_by": PAST_FIGURES}, "Past figures suggest that it will end the year at 90%."),
    "a forecast that is wanted":
        ({"is_forecast_wanted": True}, "No year-end forecast has been given."),
    "overdue, in full":
        (LATE, "The figure for Quarter 2 (July to September 2009) was due on 28 October 2009 and has not arrived."),
    "overdue, and whose":
        (LATE | {"owner_role": "Head of Housing"}, "The Head of Housing is responsible."),
    "the last status is told as the last":
        (LATE | {"last_known_status": "near", "last_known_period": "2009/10 Q1"},
         "When last reported, for Quarter 1 2009/10, it was slightly below target."),
    "not due":
        ({"value": None, "status": "due", "due_date": date(2009, 10, 28)},
         "The figure for Quarter 2 (July to September 2009) is due on 28 October 2009."),
    "no figure, why, and when":
        ({"value": None, "status": "info", "no_value_reason": "the survey is every two years."},
         "There is no figure for Quarter 2 (July to September 2009): the survey is every two years."),
    "when to look again":
        ({"value": None, "next_expected": date(2010, 11, 1)}, "Next expected 1 November 2010."),
    "a reason that says nothing is no reason":
        ({"value": float("nan"), "no_value_reason": "None"},
         "There is no figure for Quarter 2 (July to September 2009)."),
    "a milestone reached in time":
        (STONE | {"achieved_on": date(2009, 11, 12)},
         "It was due by 31 December 2009 and was reached on 12 November 2009."),
    "a milestone reached on its day is not 0 days late":
        (STONE | {"achieved_on": date(2009, 12, 31)},
         "It was due by 31 December 2009 and was reached on 31 December 2009."),
    "a milestone reached late":
        (STONE | {"achieved_on": date(2010, 1, 1)},
         "It was due by 31 December 2009 and was reached on 1 January 2010, 1 day late."),
    "a milestone missed":
        (STONE, "It was due by 31 December 2009 and has not been reached."),
    "a milestone ahead":
        (STONE | {"status": "due"}, "It is due by 31 December 2009 and has not been reached yet."),
    "one action is not 1 actions":
        ({"actions_total": 1, "actions_late": 1}, "One action supports this: one late."),
    "counts together are all figures":
        ({"actions_total": 14, "actions_done": 10, "actions_on_track": 4},
         "14 actions support this: 10 done, 4 on track."),
    "money is over or under, never signed":
        ({"spend_service": "Housing", "spend_variance": -412_000},
         "Housing is forecast to spend £0.4 million under its budget this year."),
    "one fund of several is named, for they are never netted":
        ({"spend_service": "Housing", "spend_fund": "general fund", "spend_variance": 25_400},
         "Housing is forecast to spend £25,000 over its general fund budget this year."),
    "money that comes out even":
        ({"spend_service": "Housing", "spend_variance": 0.3},
         "Housing is forecast to spend in line with its budget this year."),
    "the middle council":
        ({"benchmark_median": 88, "benchmark_of": 15, "benchmark_rank": 2},
         "The middle council among 15 similar councils had 88.0%; we are second best."),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_sentence(case):
    facts, sentence = case
    assert sentence in measure_sentences(replace(ORDINARY, **facts))


SILENT = {
    # why this case is here: (what differs from an ordinary measure, words that must not be there)
    "one miss is no run":                             ({"run_of_misses": 1}, "in a row"),
    "an overdue figure has no run":                   (LATE | {"run_of_misses": 3}, "in a row"),
    "an overdue figure is not its last status":       (LATE | {"last_known_status": "on"}, "on target"),
    "what adds up always rises":                      ({"value_basis": "year_to_date", "previous_value": 40}, "last"),
    "so does what adds up for ever":                   ({"value_basis": "running_total", "previous_value": 40}, "last"),
    "and from year to year as well":                   ({"value_basis": "running_total", "same_period_last_year": 9}, "year"),
    "a definition that changed cannot be compared":   ({"previous_value": 40, "change_on_previous": "n/a"}, "last"),
    "an old change of target":
        ({"target_changed_from": 90, "target_changed_in": "2008/09 Q1"}, "changed"),
    "a target that changed out of sight":
        ({"target_changed_from": 91.01, "target_changed_in": "2009/10"}, "changed"),
    "many cases need no caution":                     ({"denominator": 20}, "based on"),
    "no cases are no base":                           ({"denominator": 0}, "based on"),
    "an annual figure is compared once":
        ({"period": "2009/10", "previous_period": "2008/09", "previous_value": 85, "year_period": "2008/09",
          "same_period_last_year": 85, "seasonal": "rises"}, "year on year"),
}  # fmt: skip


@pytest.mark.parametrize("case", SILENT.values(), ids=SILENT)
def test_not_said(case):
    facts, unwanted = case
    assert unwanted not in " ".join(measure_sentences(replace(ORDINARY, **facts)))


def test_next_year_to_date_with_no_target_still_says_why():
    facts = replace(WASTE, target=None, status="info", no_target_reason="it is for information")
    assert measure_sentences(facts)[:2] == [
        "The share of household waste recycled or composted stands at 49.6% so far this year.",
        "No target is set because it is for information.",
    ]


def test_one_fact_alone_is_enough():
    assert measure_sentences(MeasureFacts()) == ["There is no figure for this period."]
    assert measure_sentences(MeasureFacts(value=3)) == ["This measure was 3."]


def test_what_lies_around_a_figure_is_told_in_its_order():
    facts = replace(
        ORDINARY, revised_from=85, revised_on=date(2010, 1, 4), revised_reason="two wards were left out", actions_total=3,
        actions_done=1, actions_on_track=1, actions_late=1, spend_service="Housing", spend_variance=-412_000,
        benchmark_median=88, benchmark_of=15, benchmark_rank=2, benchmark_period="2008/09",
    )  # fmt: skip
    assert " ".join(surroundings(facts)) == (
        "It was first reported as 85.0% and revised on 4 January 2010: two wards were left out. "
        "Three actions support this: one done, one on track, one late. "
        "Housing is forecast to spend £0.4 million under its budget this year. "
        "The middle council among 15 similar councils had 88.0%; we are second best. Figures are for 2008/09."
    )
    assert surroundings(ORDINARY) == []


OVERVIEW = OverviewFacts(
    period="2009/10 Q2", on=34, near=6, below=10, judged=50, previous_on=37,
    worse_names=("Rent arrears", "Missed bins", "Sickness", "Empty homes"), improved_names=("Recycling",),
    returns_due=30, returns_in=26, returns_overdue=4, budget_variance=-412_000,
)  # fmt: skip


def test_overview():
    assert overview_paragraph(OVERVIEW) == (
        "Quarter 2 2009/10 (July to September 2009). "
        "34 of 50 measures with a target met it, three fewer than last quarter. "
        "6 were slightly below and 10 below target. "
        "Four have got worse for two quarters or more: Rent arrears, Missed bins, Sickness and 1 more. "
        "One has clearly improved: Recycling. 26 of 30 returns are in; 4 are overdue. "
        "The council is forecast to be £0.4 million under its budget."
    )


OVERVIEWS = {
    # why this case is here: (what differs, words that must be there)
    "one measure is not 1 measures":
        ({"on": 1, "judged": 1}, "The one measure with a target met it."),
    "small counts are words":
        ({"on": 7, "judged": 9, "previous_on": 7},
         "Seven of nine measures with a target met it, the same as last quarter."),
    "none met":
        ({"on": 0, "judged": 9, "previous_on": None}, "None of nine measures with a target met it."),
    "nothing judged":
        ({"on": 0, "judged": 0}, "No measure has a figure to judge against a target yet."),
    "only near":
        ({"near": 1, "below": 0}, "One was slightly below target."),
    "only below":
        ({"near": 0, "below": 2}, "Two were below target."),
    "all in":
        ({"returns_in": 30, "returns_overdue": 0}, "All 30 returns are in."),
    "some to come":
        ({"returns_in": 1, "returns_overdue": 0}, "1 of 30 returns is in; none is overdue."),
    "names too long to list are counted":
        ({"worse_names": ("a long name " * 6, "b " * 9)}, "Two have got worse for two quarters or more."),
    "budget in line":
        ({"budget_variance": 0}, "The council is forecast to be in line with its budget."),
}  # fmt: skip


@pytest.mark.parametrize("case", OVERVIEWS.values(), ids=OVERVIEWS)
def test_overview_counts(case):
    facts, words_wanted = case
    assert words_wanted in overview_paragraph(replace(OVERVIEW, **facts))


def test_service():
    facts = ServiceFacts(
        service="Housing", period="2026/27 Q2", on=5, judged=8, worst=HOMES, best=replace(ORDINARY, previous_value=84),
        actions=ActionFacts(total=12, done=5, on_track=4, late=3), budget_variance=25_400,
        top_risk="Loss of rent", top_risk_score=16, top_risk_band="high",
    )  # fmt: skip
    assert service_paragraph(facts) == (
        "Housing met five of eight targets in Quarter 2 (July to September 2026). "
        "The average time to re-let a council home was 21.4 days in Quarter 2, 4.4 days over the target of 17. "
        "The share of rent collected rose 2.8 percentage points since last quarter, from 84.0% to 86.8%, "
        "which is better. It has 12 actions: five done, four on track, three late. "
        "It is forecast to be £25,000 over its budget. The highest risk is Loss of rent (score 16, high)."
    )


def test_empty():
    assert empty_paragraph("2009/10 Q2", date(2009, 10, 28)) == (
        "No figures have been loaded for Quarter 2 (July to September 2009) yet. The first returns are due on 28 October 2009."
    )


def test_money_that_is_not_a_number_is_not_spoken_of():
    nan = float("nan")
    assert money_paragraph(MoneyFacts(approved_budget=nan, variance=nan, forecast_variance=nan)) == (
        "No budget figures have been loaded yet."
    )


def test_actions():
    facts = ActionFacts(total=42, done=20, on_track=15, late=5, not_started=2, latest_name="Tenant survey", latest_days=40)
    assert actions_paragraph(facts) == (
        "42 actions. 20 done, 15 on track, 5 late, 2 not started on time. The latest is Tenant survey, late by 40 days."
    )
    assert actions_paragraph(ActionFacts()) == "There are no actions."
    assert actions_paragraph(ActionFacts(total=1, late=1)) == "1 action. One late."


def test_risks():
    facts = RiskFacts(total=6, very_high=1, moderate=5, rose=2, new=1, reviews_overdue=1, top_name="Fraud", top_score=20)
    assert risks_paragraph(facts) == (
        "6 risks. One very high, five moderate. Since they were last scored: two rose, one is new. "
        "One review is overdue. The highest risk is Fraud (score 20)."
    )


def test_money():
    facts = MoneyFacts(
        name="The general fund", period="2009/10 Q2", approved_budget=15_200_000, variance=-150_000,
        forecast_variance=30_200, over_names=("Planning",),
    )  # fmt: skip
    assert money_paragraph(facts) == (
        "The general fund has a budget of £15.2 million this year. "
        "By the end of Quarter 2 (July to September 2009) spending was £0.2 million under the budget to date. "
        "It is forecast to be £30,000 over its budget. One service is forecast to spend over budget: Planning."
    )
    assert money_paragraph(MoneyFacts()) == "No budget figures have been loaded yet."


CHART = ChartFacts(
    measure="Rent collected", unit="percent", decimal_places=1, first_period="2008/09 Q1", last_period="2009/10 Q2",
    value=86.8, status="near", highest=93, highest_period="2008/09 Q3", lowest=86.8, lowest_period="2009/10 Q2",
    signal="worse",
)  # fmt: skip


def test_alt_text():
    assert alt_text(CHART) == (
        "Line chart, Quarter 1 2008/09 to Quarter 2 2009/10. "
        "Rent collected: 86.8% in Quarter 2 2009/10, slightly below target. "
        "Highest 93.0% in Quarter 3 2008/09, lowest 86.8% in Quarter 2 2009/10. "
        "This is a real change for the worse, beyond its usual ups and downs. Figures in the table below."
    )


@pytest.mark.parametrize("length", range(1, 40, 3))
@pytest.mark.parametrize("half", ["2008/09 H1", "2008/09 Q1", "2008-07"])
def test_alt_text_is_under_60_words_however_long_the_name(length, half):
    facts = replace(CHART, measure="long " * length, first_period=half, last_period=half, highest_period=half)
    assert len(alt_text(facts).split()) < 60


# Guard rails: what no sentence may ever be, over facts of every kind

BANNED = re.compile(
    r"\b(failing|failed|disappointing|poor|excellent|unfortunately|red-rated|underperformer|blame|only|just)\b", re.I
)
BROKEN = re.compile(
    r"nan\b|none(?! of| is)\b|null|-0(?![.\d]*[1-9])|\+-|  |(?<![\d.,])1 (?!is|was)[a-z]+s\b|\.\.|[{}]|,\.| \.", re.I
)
SUBJECTS = (
    "",
    "The share of rent collected",
    "The average time in working days to decide a major planning application",
)
TITLES = ("", "% of policies Equalities Impact assessed", "Satisfaction " + "with the way local bodies act " * 5)
UNITS = (
    "percent",
    "number",
    "days",
    "£",
    "kg",
    "rate",
    "per 1,000",
    "minutes",
    "hours",
    "tonnes",
    "weeks",
    "points",
    "",
)
PERIODS = ("2009/10", "2009/10 Q1", "2009/10 Q2", "2009/10 Q4", "2009/10 H1", "2009/10 H2", "2009-07", "2010-03")
REASONS = ("", "the baseline is being set", "Two wards were left out.", "None", "a very long reason " * 8)


def judge(facts):
    """The status by the plain rule, so that the facts agree with one another."""
    value, target = (figures.shown(v, facts.unit, facts.decimal_places) for v in (facts.value, facts.target))
    if value is None or target is None or facts.good_is not in ("higher", "lower"):
        return "info"
    short = target - value if facts.good_is == "higher" else value - target
    return "on" if short <= 0 else "near" if short <= 2 else "below"


def any_facts(seed):
    """Facts of every kind, the same for the same seed; some agree with one another and some do not."""
    pick = random.Random(seed)
    numbers = (None, float("nan"), -0.04, 0, 1, 1.0, pick.uniform(-50, 5000), pick.uniform(0, 100))
    number = lambda: pick.choice(numbers)  # noqa: E731
    day = lambda: pick.choice([None, date(2009, 4, 1) + timedelta(days=pick.randrange(700))])  # noqa: E731
    period = pick.choice(PERIODS)
    facts = MeasureFacts(
        subject=pick.choice(SUBJECTS), title=pick.choice(TITLES), unit=pick.choice(UNITS), period=period,
        decimal_places=pick.randrange(3), good_is=pick.choice(("higher", "lower", "range", "neither", "")),
        value_basis=pick.choice(("period", "year_to_date", "snapshot", "")), is_period_named=pick.random() < 0.3,
        value=number(), numerator=pick.randrange(5), denominator=pick.choice((None, 0, 1, 6, 19, 20, 400)),
        target=number(), target_low=pick.choice((None, 2)), target_high=pick.choice((None, 4)), stretch_value=number(),
        status=pick.choice(("", *words.STATUSES)), reason=pick.choice(("", "no target for this period")),
        no_target_reason=pick.choice(REASONS), is_milestone=pick.random() < 0.1, target_date=day(), achieved_on=day(),
        expected_on=day(), run_of_misses=pick.randrange(12), missed_since=pick.choice(("", "2008/09 Q1")),
        back_after=pick.randrange(3), previous_period=pick.choice(("", "2008/09", figures.period_of(period).previous)),
        previous_value=number(), change_on_previous=pick.choice(("", "better", "worse", "same", "n/a")),
        year_period=pick.choice(("", "2007/08", figures.period_of(period).year_before)), same_period_last_year=number(),
        change_on_year=pick.choice(("", "better", "worse", "same", "n/a")), is_year_asked=pick.random() < 0.5,
        seasonal=pick.choice(("", "rises", "falls")), signal=pick.choice(("", "better", "worse", "changed", "usual", "few")),
        points_available=pick.randrange(8), is_provisional=pick.random() < 0.5, revised_from=number(),
        revised_on=day(), revised_reason=pick.choice(REASONS), target_changed_from=number(),
        target_changed_in=pick.choice(("", "2009/10", "2009/10 Q1")), forecast=number(),
        forecast_status=pick.choice(("", "on", "near", "below")),
        forecast_by=pick.choice(("", PAST_FIGURES, "Head of ICT")),
        is_forecast_wanted=pick.random() < 0.5, due_date=day(), owner_role=pick.choice(("", "Head of ICT")),
        no_value_reason=pick.choice(REASONS), next_expected=day(), actions_total=pick.randrange(12),
        last_known_status=pick.choice(("", *words.STATUSES)), last_known_period=pick.choice(("", "2008/09 Q4")),
        actions_done=pick.randrange(2), actions_on_track=pick.randrange(3), actions_late=pick.randrange(12),
        spend_service=pick.choice(("", "Housing")), spend_fund=pick.choice(("", "general fund")),
        spend_variance=pick.choice((None, 0, -0.2, -450_000, float("nan"))),
        benchmark_median=number(), benchmark_of=pick.randrange(17), benchmark_rank=pick.randrange(17),
        benchmark_period=pick.choice(("", "2008/09")),
    )  # fmt: skip
    return facts if pick.random() < 0.5 else replace(facts, status=judge(facts))


def check(sentence):
    assert sentence.endswith("."), sentence
    assert sentence[0].isupper() or not sentence[0].isalpha(), sentence
    assert len(sentence.split()) <= 25, sentence
    assert not BROKEN.search(sentence), sentence
    assert not BANNED.search(re.sub(r"(are|is) only \d", "", sentence)), sentence


@pytest.mark.parametrize("block", range(4))
def test_no_sentence_breaks_a_guard_rail(block):
    for seed in range(block * 100, block * 100 + 100):
        facts = any_facts(seed)
        told = measure_sentences(facts)
        assert told, facts
        for sentence in [*told, *change_sentence(facts)]:
            check(sentence)
        assert measure_paragraph(facts, most=99) == " ".join(told)
        assert not re.search(r"from (.+) to \1(, |\.$)", " ".join(change_sentence(facts))), facts


def test_no_paragraph_breaks_a_guard_rail():
    for seed in range(300):
        pick = random.Random(seed)
        count = lambda most=40: pick.choice((0, 1, 2, pick.randrange(most + 1)))  # noqa: B023, E731
        names = tuple(pick.choice(("Missed bins", "Homes let", "A name " * 12)) for _ in range(count(6)))
        money = pick.choice((None, 0, -0.2, -450_000, 12_345, float("nan")))
        overview = OverviewFacts(
            period=pick.choice(PERIODS), on=count(), near=count(), below=count(), judged=count(), previous_on=count(),
            worse_names=names, improved_names=names[1:], returns_due=count(), returns_in=count(),
            returns_overdue=count(), budget_variance=money,
        )  # fmt: skip
        actions = ActionFacts(total=count(), done=count(), on_track=count(), late=count(), latest_name="A", latest_days=1)
        service = ServiceFacts(
            service="Housing", period=overview.period, on=count(), judged=count(), worst=any_facts(seed),
            best=any_facts(seed + 1000), actions=actions, budget_variance=money, top_risk="word " * count(),
            top_risk_score=count(), top_risk_band=pick.choice(("", *words.RISK_BANDS)),
        )  # fmt: skip
        risks = RiskFacts(total=count(), high=count(), low=count(), rose=count(), new=count(), reviews_overdue=count())
        paragraphs = (
            overview_paragraph(overview),
            service_paragraph(service),
            actions_paragraph(actions),
            risks_paragraph(risks),
        )
        for sentence in re.split(r"(?<=\.) ", " ".join(paragraphs)):
            if sentence not in ("1 action.", "1 risk."):
                check(sentence)


def test_turning_polarity_round_turns_the_judgement_and_not_the_verb():
    turned = {"higher": "lower", "lower": "higher"}
    opposite = {"better": "worse", "worse": "better"}
    compared = 0
    for seed in range(400):
        pick = random.Random(seed)
        facts = replace(
            ORDINARY, unit=pick.choice(UNITS), good_is=pick.choice(("higher", "lower")), value=pick.uniform(0, 100),
            previous_value=pick.uniform(0, 100), same_period_last_year=pick.uniform(0, 100), is_year_asked=True,
            target=pick.uniform(0, 100),
        )  # fmt: skip
        facts = replace(facts, status=judge(facts))
        flipped = replace(facts, good_is=turned[facts.good_is])
        flipped = replace(flipped, status=judge(flipped))
        (told,), (told_flipped,) = change_sentence(facts), change_sentence(flipped)
        assert re.findall("rose|fell", told) == re.findall("rose|fell", told_flipped) != []
        for one, other in (
            (told, told_flipped),
            *zip(measure_sentences(facts)[1:], measure_sentences(flipped)[1:], strict=True),
        ):
            assert re.sub("better|worse", lambda found: opposite[found[0]], one) == other
        assert ("beating" in measure_sentences(facts)[0]) != ("beating" in measure_sentences(flipped)[0])
        compared += 1
    assert compared == 400


def test_figures_that_look_the_same_are_about_the_same():
    for seed in range(300):
        pick = random.Random(seed)
        value, places = pick.uniform(0, 100), pick.randrange(3)
        near = round(value, places) + pick.uniform(-0.4, 0.4) * 10**-places
        facts = replace(
            ORDINARY, decimal_places=places, value=round(value, places), previous_value=near,
            same_period_last_year=near, is_year_asked=True, change_on_previous=pick.choice(("", "better", "worse")),
        )  # fmt: skip
        told = " ".join([*measure_sentences(facts), *change_sentence(facts)])
        assert told.count("about the same") == 3
        assert not re.search("rose|fell|better|worse", told)

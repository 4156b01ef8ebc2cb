"""The quality of the data: which returns came on time, which measures and figures each check names, and a sample of them."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from datetime import date, datetime
from decimal import Decimal

import pytest

from pimdata import build, queries_quality, refresh

Q2 = "2009/10 Q2"  # due on 28 October 2009


def names(db, check):
    return db.sql(
        "select indicator_code from quality_findings where check_code = $c order by 1", params={"c": check}
    ).fetchall()


# Why the case is here: when each of two figures first came, whether the return is in, and whether it came on time.
ARRIVALS = {
    "both before their day": ((datetime(2009, 10, 1), datetime(2009, 10, 20)), "in", True),
    "on the day itself, however late in the evening": ((datetime(2009, 10, 28, 23), datetime(2009, 10, 1)), "in", True),
    "one a day late makes the return late": ((datetime(2009, 10, 1), datetime(2009, 10, 29)), "in", False),
    "one still missing": ((datetime(2009, 10, 1), None), "late", False),
}


# Why the case is here: what is said of the measure, and the check that names it; None where no check of a measure does.
MEASURES = {
    "nothing is wrong": ({}, None),
    "no officer": ({"officer": ""}, "owned"),
    "a service that is not held": ({"service_code": "ZZ"}, "owned"),
    "no portfolio": ({"portfolio": ""}, "owned"),
    "no definition": ({"definition": ""}, "no definition"),
    "no source": ({"source": ""}, "no source"),
    "an old definition": ({"valid_from": date(2007, 12, 1)}, "old definition"),
    "one that is two years old today is not old yet": ({"valid_from": date(2007, 12, 31)}, None),
}


# Why the case is here: what was sent, and the checks of figures that name it.
FIGURES = {
    "an ordinary figure": ({}, []),
    "one that may change": ({"is_provisional": True}, ["provisional"]),
    "nineteen cases": ({"numerator": Decimal(8), "denominator": Decimal(19), "value": Decimal("42.1")}, ["small numbers"]),
    "twenty cases are enough": ({"numerator": Decimal(8), "denominator": Decimal(20)}, []),
    "below target and nothing said": ({"value": Decimal(30)}, ["explained below"]),
    "below target, and one prompt left out": (
        {"value": Decimal(30), "what_happened": "A flood.", "why": "Rain."},
        ["explained below"],
    ),
    "below target and all said": (
        {"value": Decimal(30), "what_happened": "A flood.", "why": "Rain.", "what_next": "Dry it."},
        [],
    ),
}


@pytest.fixture(scope="module")
def judged(world):
    """Every case of the tables below, each a service or a measure of its own, worked out once."""
    with world() as (db, given):
        given("services")
        for service, (came, *_) in ARRIVALS.items():
            for code, at in zip("AB", came, strict=True):
                own = {"indicator_code": f"{service} {code}", "service_code": service}
                given("indicators", **own, valid_from=date(2009, 7, 1), valid_to=date(2009, 9, 30))
                if at:
                    given("indicator_results", loaded_at=at, indicator_code=own["indicator_code"], period=Q2)
        whole = {"definition": "Counted.", "source": "The register.", "valid_from": date(2009, 12, 1)}
        for code, (changes, _) in MEASURES.items():
            given("indicators", loaded_at=datetime(2007, 1, 1), indicator_code=code, **whole | changes)
        for code, (sent, _) in FIGURES.items():
            given("indicators", indicator_code=code)
            given("targets", indicator_code=code)
            given("indicator_results", indicator_code=code, **sent)
        build.use(db, build.LIVE)
        refresh.everything(db)
        yield {
            "returns": db.sql("""
                select service_code, state, is_on_time, on_time, counted
                from quarter_returns inner join returns_on_time using (service_code)
                where dataset = 'indicator_results' and quarter_returns.quarter = '2009/10 Q2' and returns_on_time.quarter = ''
            """).fetchall(),
            "findings": db.sql("select indicator_code, quarter, check_code from quality_findings order by all").fetchall(),
        }


@pytest.mark.parametrize("case", ARRIVALS)
def test_a_return_is_on_time_when_every_row_first_came_by_its_own_day(judged, case):
    _, state, is_on_time = ARRIVALS[case]
    found = [row[1:] for row in judged["returns"] if row[0] == case]
    assert found == [(state, is_on_time, int(is_on_time), 1)]


@pytest.mark.parametrize("case", MEASURES)
def test_a_check_names_a_measure(judged, case):
    check = MEASURES[case][1]
    found = [name for code, quarter, name in judged["findings"] if code == case and not quarter and name != "fresh"]
    assert found == ([check] if check else [])


@pytest.mark.parametrize("case", FIGURES)
def test_a_check_names_a_figure(judged, case):
    assert [name for code, quarter, name in judged["findings"] if code == case and quarter] == FIGURES[case][1]


def test_a_revision_is_not_a_late_return(db, given):
    given("indicators", valid_from=date(2009, 7, 1), valid_to=date(2009, 9, 30))
    given("indicator_results", loaded_at=datetime(2009, 10, 1), period=Q2)
    given("indicator_results", loaded_at=datetime(2009, 12, 1), period=Q2, value=Decimal(50))
    query = "select state, is_on_time, came_on from quarter_returns where dataset = 'indicator_results'"
    assert db.sql(query).fetchall() == [("in", True, date(2009, 10, 1))]
    assert names(db, "revised") == [("IND-01",)]


def test_what_was_taken_back_came_when_it_was_sent_again(db, given):
    given("indicators", valid_from=date(2009, 7, 1), valid_to=date(2009, 9, 30))
    given.withdraw(given("indicator_results", loaded_at=datetime(2009, 10, 1), period=Q2))
    given("indicator_results", loaded_at=datetime(2009, 11, 2), period=Q2)
    query = "select is_on_time from quarter_returns where dataset = 'indicator_results'"
    assert db.sql(query).fetchall() == [(False,)]


def test_updates_scores_and_money_have_their_days_too(db, given):
    given("actions", start_date=date(2009, 7, 1), valid_from=date(2009, 7, 1))
    given("action_updates", loaded_at=datetime(2009, 10, 29), as_of=date(2009, 9, 30))
    given("risks", valid_from=date(2009, 7, 1))
    given("risk_assessments", loaded_at=datetime(2009, 10, 28), assessed_on=date(2009, 10, 1))
    given("budgets")
    given("budget_positions", loaded_at=datetime(2009, 10, 2))
    found = db.sql(f"select dataset, is_on_time from quarter_returns where quarter = '{Q2}' order by 1").fetchall()
    assert found == [("action_updates", False), ("budget_positions", True), ("risk_assessments", True)]


def test_a_cell_is_as_its_worst_part_is_and_leads_there(db, given):
    given("indicators", indicator_code="A", frequency="monthly", valid_from=date(2009, 7, 1), valid_to=date(2009, 9, 30))
    for month in ("2009-07", "2009-09"):
        given("indicator_results", indicator_code="A", period=month)
    query = f"select state, rows_owed, rows_in, period from quarter_returns where quarter = '{Q2}'"
    assert db.sql(query).fetchall() == [("late", 3, 2, "2009-08")]


def test_sending_a_definition_again_or_grading_its_measure_is_looking_at_it(db, given):
    given("indicators", indicator_code="A", loaded_at=datetime(2007, 4, 1))
    given("indicators", indicator_code="B", loaded_at=datetime(2008, 4, 1))
    given("indicators", indicator_code="C", loaded_at=datetime(2007, 4, 1))
    given("reliability_grades", indicator_code="C", graded_on=date(2009, 6, 1))
    assert names(db, "old definition") == [("A",)]


def test_a_measure_is_fresh_while_nothing_due_since_its_newest_return_is_missing(db, given):
    given("indicators", indicator_code="A")
    given("indicator_results", indicator_code="A", period="2009/10 Q2")
    given("indicators", indicator_code="B")
    given("indicator_results", indicator_code="B", period="2009/10 Q1")
    given("indicators", indicator_code="C")
    given("indicator_results", indicator_code="C", period="2009/10 Q2", value=None, no_value_reason="flood")
    given("indicators", indicator_code="D", valid_from=date(2009, 7, 1))
    query = "select indicator_code, newest_period, age_days, periods_behind, is_fresh from measure_quality order by 1"
    assert db.sql(query).fetchall() == [
        ("A", "2009/10 Q2", 92, 0, True),
        ("B", "2009/10 Q1", 184, 1, False),
        ("C", None, None, 0, True),
        ("D", None, None, 1, False),
    ]


def test_a_measure_that_has_ended_is_no_measure_of_today(db, given):
    given("indicators", valid_to=date(2009, 3, 31), definition="")
    assert db.sql("from measure_quality").fetchall() == []


def test_what_a_sender_answered_stays_with_the_figure_of_its_row(db, given):
    given("indicators", indicator_code="A")
    given("indicators", indicator_code="B")
    for code, row in (("A", 2), ("B", 3)):
        load_id = given("indicator_results", indicator_code=code)
        db.execute(
            "update main.loads set explanations = $said where load_id = $id",
            {"said": json.dumps({"3": 'The "new" store opened.'}), "id": load_id},
        )
        db.execute("update main.indicator_results set source_row = $row where load_id = $id", {"row": row, "id": load_id})
    found = db.sql("select indicator_code, said from quality_findings where check_code = 'explained'").fetchall()
    assert found == [("B", 'The "new" store opened.')]


def test_the_newest_grade_counts_and_one_taken_back_does_not(db, given):
    given("indicators")
    given("reliability_grades", graded_on=date(2009, 6, 1), grade="reliable")
    last = given("reliability_grades", graded_on=date(2009, 9, 1), grade="not reliable")
    given("reliability_grades", graded_on=date(2010, 1, 1), grade="reliable")
    query = "select grade, times_graded from measure_reliability"
    assert db.sql(query).fetchall() == [("not reliable", 2)]
    given.withdraw(last)
    assert db.sql(query).fetchall() == [("reliable", 1)]


def test_the_newest_audit_counts_one_to_come_does_not_and_one_taken_back_never_was(db, given):
    given("indicators")
    given("measure_audits", audited_on=date(2009, 6, 1), finding="borne out in part")
    last = given("measure_audits", audited_on=date(2009, 9, 1), finding="not borne out")
    given("measure_audits", audited_on=date(2010, 1, 1), finding="borne out")
    query = "select said from quality_findings where check_code = 'audited'"
    assert db.sql(query).fetchall() == [("2009-09-01 not borne out",)]
    given.withdraw(last)
    assert db.sql(query).fetchall() == [("2009-06-01 borne out in part",)]
    counted = "select number, of_all from quality_counts where check_code = 'audited' and is_council"
    assert db.sql(counted).fetchall() == [(1, 1)]


def test_every_check_cites_the_councils_own_words(db):
    checks = db.sql("from quality_checks").pl()
    assert checks["position"].to_list() == list(range(1, checks.height + 1))
    assert set(checks["characteristic"]) == {
        "accuracy", "validity", "reliability", "timeliness", "relevance", "completeness", "governance",
    }  # fmt: skip
    named = db.sql("select distinct check_code from quality_counts").pl()["check_code"]
    assert set(named) - set(checks["check_code"]) <= {"what happened", "why", "what next"}


@pytest.mark.parametrize("seed", range(2))
def test_counts_are_those_of_a_dozen_lines_of_python(db, given, seed):
    """The percentages again, from what was sent and not from the views."""
    chance = random.Random(seed)
    given("services")
    given("services", service_code="PL")
    sent, plan = [], []
    for number in range(30):
        code, service = f"M{number:02}", chance.choice(["HO", "PL"])
        told = {name: chance.choice(["", "Said."]) for name in ("definition", "source", "officer", "portfolio")}
        given("indicators", indicator_code=code, service_code=service, valid_from=date(2009, 4, 1), **told)
        given("targets", indicator_code=code)
        plan.append((service, told))
        for period in chance.sample(["2009/10 Q1", Q2], chance.choice([0, 1, 2])):
            said = {name: chance.choice(["", "Said."]) for name in ("what_happened", "why", "what_next")}
            row = {
                "value": Decimal(chance.choice([30, 39, 45])),
                "denominator": chance.choice([None, Decimal(12), Decimal(40)]),
            }
            given("indicator_results", indicator_code=code, period=period, **row, **said)
            sent.append((service, period, row["value"] < 38, row["denominator"] == 12, said))
    expected: Counter[tuple] = Counter()
    for service, told in plan:
        for whose in (service, ""):
            expected[whose, "", "owned", "number"] += bool(told["officer"] and told["portfolio"])
            expected[whose, "", "no definition", "number"] += not told["definition"]
            expected[whose, "", "no source", "number"] += not told["source"]
            for check in ("owned", "no definition", "no source"):
                expected[whose, "", check, "of"] += 1
    for service, period, is_below, is_small, said in sent:
        for whose in (service, ""):
            checks = {"small numbers": (is_small, 1), "explained below": (is_below and all(said.values()), is_below)}
            checks |= {name.replace("_", " "): (is_below and bool(words), is_below) for name, words in said.items()}
            for check, (counts, of) in checks.items():
                expected[whose, period, check, "number"] += counts
                expected[whose, period, check, "of"] += of
    checked = {check for _, _, check, _ in expected}
    found: Counter[tuple] = Counter()
    for service, is_council, quarter, check, number, of in db.sql("from quality_counts").fetchall():
        if check in checked and (is_council or service):
            found[service, quarter, check, "number"] = number
            found[service, quarter, check, "of"] = of
    assert {key: count for key, count in found.items() if count} == {key: count for key, count in expected.items() if count}


def test_a_sample_is_drawn_by_a_fingerprint_that_anybody_can_work_out(db, given):
    given("indicators")
    periods = [f"{year}/{year - 1999:02} Q{quarter}" for year in (2007, 2008) for quarter in (1, 2, 3, 4)]
    for period in periods:
        given("indicator_results", period=period)
    given("indicator_results", period="2009/10 Q1", value=None, no_value_reason="flood")

    def place(period: str, seed: str) -> str:
        return hashlib.sha256(f"{seed}|IND-01|{period}||".encode()).hexdigest()

    for seed in ("2010", "another"):
        drawn = queries_quality.sample(db, 3, seed)
        assert drawn["period"].to_list() == sorted(periods, key=lambda period: place(period, seed))[:3]
    assert queries_quality.sample(db, 50, "2010").height == queries_quality.figures_in_force(db) == len(periods)

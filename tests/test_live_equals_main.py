"""What is stored for speed is what the rules say, after any loads and withdrawals in any order."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import duckdb
import polars as pl
import pytest

from pimdata import build, load, refresh
from pimdata.models import DATASETS
from tests.conftest import ordinary

SEQUENCES, STEPS, TOGETHER = 60, 7, 6
SENT = load.Sent("file.csv", "abc", 1, "Housing Manager")
CODES = ("A", "B", "C")
PERIODS = [f"2008/09 Q{n}" for n in (1, 2, 3, 4)] + [f"2009/10 Q{n}" for n in (1, 2, 3)]
MONTHS = [f"2009-{n:02d}" for n in range(4, 13)]


def row_of(chance: random.Random, dataset: str) -> dict[str, Any]:
    """A row somebody might send, now and then of something nobody has heard of."""
    code, day = chance.choice(CODES), date(2009, 4, 1) + timedelta(chance.randrange(240))
    figure = chance.choice([None, *(Decimal(chance.randrange(-100, 1000)) / 10 for _ in range(5))])
    changes: dict[str, dict[str, Any]] = {
        "indicators": {
            "indicator_code": code,
            "valid_from": chance.choice([date(2008, 4, 1), date(2009, 7, 1)]),
            "frequency": chance.choice(["monthly", "quarterly", "annual"]),
            "good_is": chance.choice(["higher", "lower", "range", "neither"]),
            "value_basis": chance.choice(["period", "snapshot", "year_to_date"]),
            "aggregation": chance.choice(["sum", "mean", "ratio", "last", "none"]),
            "baseline_value": figure,
            "valid_to": chance.choice([None, None, date(2009, 12, 31)]),
        },
        "targets": {
            "indicator_code": code,
            "financial_year": chance.choice(["2008/09", "2009/10"]),
            "period": chance.choice(["", "", "2009/10 Q2"]),
            "target_kind": chance.choice(["percent", "relative_to_baseline", "set_baseline", "not_applicable", "none"]),
            "target_value": figure,
            "relative_unit": "points",
        },
        "spc_marks": {"indicator_code": code, "period": chance.choice(PERIODS), "kind": chance.choice(["break", "ghost"])},
        "reliability_grades": {"indicator_code": code, "graded_on": day, "grade": chance.choice(["reliable", "not reliable"])},
        "comparators": {
            "indicator_code": code,
            "period": chance.choice([*PERIODS, "2008/09"]),
            "authority_code": chance.choice(["X1", "X2", "X3"]),
            "group": chance.choice(["all", "all;near"]),
            "value": figure,
            "is_doubtful": chance.choice([None, False, True]),
        },
        "quartiles": {
            "indicator_code": code,
            "period": chance.choice([*PERIODS, "2008/09"]),
            "group": chance.choice(["all", "near"]),
            "lower_quartile": Decimal(chance.randrange(40)),
        },
        "indicator_results": {
            "indicator_code": code,
            "period": chance.choice(PERIODS + MONTHS),
            "value": figure,
            "numerator": figure,
            "denominator": figure and chance.choice([None, Decimal(0), Decimal(10)]),
            "no_value_reason": "" if figure is not None else "flood",
            "forecast_year_end": chance.choice([None, Decimal(50)]),
            "category": chance.choice(["", "", "Sawston"]),
        },
        "actions": {"action_code": code, "due_date": chance.choice([None, day]), "valid_to": chance.choice([None, day])},
        "action_steps": {"action_code": code, "step_no": chance.choice("12"), "due_date": day},
        "action_updates": {
            "action_code": code,
            "step_no": chance.choice(["", "", "1"]),
            "as_of": day,
            "state": chance.choice(["in progress", "complete", "cancelled"]),
            "revised_due": chance.choice([None, day + timedelta(30)]),
        },
        "risks": {"risk_code": code, "target_impact": chance.choice([None, 4])},
        "risk_assessments": {"risk_code": code, "assessed_on": day, "net_impact": chance.choice([None, 1, 5])},
        "budgets": {"cost_centre": code, "approved_budget": figure, "service_code": chance.choice(["HO", "PL"])},
        "budget_positions": {"cost_centre": code, "period": chance.choice(PERIODS), "forecast_outturn": figure},
        "virements": {"virement_no": chance.choice("12"), "on_date": day, "from_cost_centre": code, "amount": Decimal(9)},
    }
    return ordinary(dataset, **changes[dataset])


# What is sent of one kind of thing: what always comes first, returns, and plans. Nothing of one kind touches another.
FAMILIES = {
    "measures": (
        "indicators",
        ("indicator_results",),
        ("indicators", "targets", "spc_marks", "reliability_grades", "comparators", "quartiles"),
    ),
    "actions": ("actions", ("action_updates",), ("actions", "action_steps")),
    "risks": ("risks", ("risk_assessments",), ("risks",)),
    "money": ("budgets", ("budget_positions",), ("budgets", "virements")),
}
DATASETS_SENT = tuple(dict.fromkeys(name for _, returns, plans in FAMILIES.values() for name in (*plans, *returns)))


def send(db: duckdb.DuckDBPyConnection, chance: random.Random, dataset: str) -> int:
    """Load one to three rows of a dataset."""
    model = DATASETS[dataset]
    rows = [row_of(chance, dataset) | {"source_row": 2 + number} for number in range(chance.choice([1, 2, 3]))]
    types = {name: kind for name, kind in SCHEMAS[dataset].items() if name in rows[0]}
    return load.accept(db, model, pl.DataFrame(rows, schema_overrides=types), SENT)


SCHEMAS: dict[str, dict[str, pl.DataType]] = {}


@pytest.fixture(scope="module")
def stored(world):
    with world() as (db, _):
        for dataset in DATASETS_SENT:
            SCHEMAS[dataset] = dict(db.sql(f"from main.{dataset} limit 0").pl().schema)
    return [file.relation for file in build.sql_files() if file.is_stored]


def differences(db: duckdb.DuckDBPyConnection, relation: str) -> list[tuple]:
    """Rows that only one of the two holds; a row held twice by one of them is one."""
    build.use(db, build.MAIN)
    both = f"""
        with held as (from live.{relation}), ruled as materialized (from main.{relation})
        (from held except all from ruled) union all (from ruled except all from held)
    """
    found = db.sql(both).fetchall()
    build.use(db, build.LIVE)
    return found


@pytest.mark.parametrize("first", range(0, SEQUENCES, TOGETHER))
def test_live_equals_main_after_any_loads_and_withdrawals(world, stored, first):
    for seed in range(first, first + TOGETHER):
        chance = random.Random(seed)
        # Measures take three times as long as the rest, and every sixth sequence is of them.
        foremost, returns, plans = FAMILIES[chance.choices([*FAMILIES], [1, 2, 1, 2])[0]]
        with world() as (db, _):
            build.use(db, build.LIVE)
            told, loads = [foremost], [send(db, chance, foremost)]
            for _ in range(STEPS):
                if loads and chance.random() < 0.2:
                    told.append("withdraw")
                    load.withdraw(db, loads.pop(chance.randrange(len(loads))), "Housing Manager", "sent in error")
                    continue
                told.append(chance.choice(returns if chance.random() < 0.6 else plans))
                loads.append(send(db, chance, told[-1]))
            for relation in stored:
                if any(f"current_{dataset}" in build.reads(relation) for dataset in told):
                    assert differences(db, relation) == [], (seed, told, relation)


def test_live_equals_main_whatever_is_sent_beside_it(world, stored):
    chance = random.Random(0)
    with world() as (db, _):
        build.use(db, build.LIVE)
        for _ in range(3):
            for dataset in DATASETS_SENT:
                send(db, chance, dataset)
        for relation in stored:
            assert differences(db, relation) == [], relation


def test_a_year_that_begins_moves_what_is_expected(world, stored):
    chance = random.Random(1)
    with world() as (db, _):
        build.use(db, build.LIVE)
        send(db, chance, "indicators")
        ends = [db.sql("select max(period_end) from indicator_series").fetchall()[0][0]]
        db.execute("set variable today = date '2010-04-01'")
        send(db, chance, "risk_assessments")
        ends += [db.sql("select max(period_end) from indicator_series").fetchall()[0][0]]
        assert ends == [date(2011, 3, 31), date(2012, 3, 31)]
        for relation in stored:
            assert differences(db, relation) == []


def test_filling_again_changes_nothing(world, stored):
    chance = random.Random(5)
    with world() as (db, _):
        build.use(db, build.LIVE)
        for dataset in DATASETS_SENT:
            send(db, chance, dataset)
        before = {name: db.sql(f"from live.{name} order by all").fetchall() for name in stored}
        refresh.everything(db)
        assert before == {name: db.sql(f"from live.{name} order by all").fetchall() for name in stored}
        assert before["indicator_series"]
        assert before["action_progress"]


def test_a_place_among_others_is_kept_up_by_every_load_and_withdrawal(world, stored):
    """Chance seldom makes a place: the rows that make one are sent by turns, and taken back."""
    code = {"indicator_code": "A"}
    quartiles = {"lower_quartile": Decimal(40), "median": Decimal(50), "upper_quartile": Decimal(60)}
    steps = [
        ("indicators", code | {"frequency": "annual", "aggregation": "none"}),
        ("indicator_results", code | {"period": "2008/09", "value": Decimal(55)}),
        ("quartiles", code | {"period": "2007/08"} | quartiles),
        ("quartiles", code | {"period": "2008/09"} | quartiles | {"median": Decimal(56)}),
        ("comparators", code | {"period": "2008/09", "value": Decimal(70)}),
        ("indicator_results", code | {"period": "2008/09", "value": Decimal(65)}),
        ("indicators", code | {"frequency": "annual", "aggregation": "none", "good_is": "lower"}),
    ]
    places, loads = [], []
    with world() as (db, _):
        build.use(db, build.LIVE)
        for dataset, changes in steps:
            rows = pl.DataFrame([ordinary(dataset, **changes) | {"source_row": 2}], schema_overrides=SCHEMAS[dataset])
            loads.append(load.accept(db, DATASETS[dataset], rows, SENT))
            assert differences(db, "benchmark_own") == [], dataset
            places += db.sql("select band, threshold_period, rank from benchmark_own").fetchall()
        for load_id in reversed(loads[2:]):
            load.withdraw(db, load_id, "Housing Manager", "sent in error")
            assert differences(db, "benchmark_own") == [], load_id
        assert db.sql("from benchmark_own").fetchall() == []
    assert places == [
        ("above", "2007/08", None), ("below", "2008/09", None), ("below", "2008/09", 2), ("best", "2008/09", 2),
        ("worst", "2008/09", 1),
    ]  # fmt: skip


def test_a_mark_is_worked_out_for_its_own_measure_and_no_other(world, stored):
    """Both measures have a chart; what stands under the other's code is spoilt first, and must stay so."""
    touched = [name for name in stored if "current_spc_marks" in build.reads(name)]
    with world() as (db, given):
        build.use(db, build.LIVE)
        for code in ("A", "B"):
            given("indicators", indicator_code=code, frequency="monthly", valid_from=date(2008, 4, 1))
            for number, figure in enumerate([48, 52] * 9):
                month = f"{2008 + (number + 3) // 12}-{(number + 3) % 12 + 1:02d}"
                given("indicator_results", indicator_code=code, period=month, value=Decimal(figure))
        refresh.everything(db)
        charted = "select indicator_code, phase, points_in_phase from spc_summary order by all"
        found, loads = [db.sql(charted).fetchall()], []
        for kind, month in (("ghost", "2008-06"), ("break", "2008-12")):
            row = ordinary("spc_marks", indicator_code="A", period=month, kind=kind) | {"source_row": 2}
            loads.append(
                load.accept(db, DATASETS["spc_marks"], pl.DataFrame([row], schema_overrides=SCHEMAS["spc_marks"]), SENT)
            )
            found.append(db.sql(charted).fetchall())
            assert [name for name in touched if differences(db, name)] == []
        db.execute("update live.spc_summary set points_used = 0 where indicator_code = 'B'")
        for load_id in loads:
            load.withdraw(db, load_id, "Housing Manager", "sent in error")
        assert db.sql("select indicator_code, points_used from spc_summary order by 1").fetchall() == [("A", 18), ("B", 0)]
    assert found == [[("A", 1, 18), ("B", 1, 18)], [("A", 1, 17), ("B", 1, 18)], [("A", 2, 10), ("B", 1, 18)]]

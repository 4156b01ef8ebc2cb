"""The database as it is made: every relation described, every model a table, and only what both kinds of store can do."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import duckdb
import polars as pl
import pytest

from pimdata import build, load, refresh
from pimdata.models import DATASETS
from pimdata.rows import cell_kind, columns, quoted

FILES = {file.relation: file for file in build.sql_files()}
RELATIONS = {name: file for name, file in FILES.items() if file.layer != "macros"}
TYPES = {str: "VARCHAR", Decimal: "DECIMAL", int: "INTEGER", bool: "BOOLEAN", date: "DATE"}
LONG = {  # each over 110 lines, and why
    "judging": "every macro of judging in one place",
    "spc_points": "the four rules together, in the order they are defined",
}

CONTRACTS = {
    "current_indicator_results": """
        indicator_code period dimension category value numerator denominator achieved_on expected_on result_text
        is_provisional no_value_reason period_start period_end loaded_at load_id is_revised
    """,
    "indicator_status": """
        indicator_code period period_start period_end due_date value target intervention_value short_of_target status
        reason last_known_status last_known_period
    """,
    "indicator_change": """
        indicator_code period previous_value change_on_previous same_period_last_year change_on_year
    """,
    "series_points": """
        series_key indicator_code period period_start period_index phase value
    """,
    "spc_points": """
        series_key indicator_code period period_start period_index phase value mean lower_limit upper_limit lower_near
        upper_near astronomical trend two_of_three shift any_high any_low conflict primary_rule point_type
    """,
    "spc_summary": """
        indicator_code trend_method points_used limits_status variation assurance latest_period refused_because
    """,
    "indicator_forecast": """
        indicator_code financial_year method forecast low high forecast_status likelihood owner_forecast owner_reason
    """,
    "forecast_errors": """
        source code service_code financial_year period forecast outturn error percent_error is_within_tolerance came_true
    """,
    "forecast_quality": """
        service_code source quarter_reached forecasts mean_percent_error within_tolerance with_tolerance came_true judged
    """,
    "action_status": """
        action_code delivery_state rag percent_complete due_date original_due_date days_late next_step next_step_due
    """,
    "risk_status": """
        risk_code gross_score net_score target_score band previous_net_score movement next_review is_review_overdue
    """,
    "budget_status": """
        service_code fund period approved_budget budget_to_date actual_to_date variance forecast_outturn
        forecast_variance
    """,
    "returns_owed": """
        service_code dataset period due_date rows_owed rows_in state days_late owner_role
    """,
    "benchmark_position": """
        indicator_code period group value q1 median q3 band rank of threshold_period threshold_source to_next reason
    """,
    "headlines": """
        period is_on is_near is_below is_late is_info judged expected improving same worse not_comparable compared
        in_best_quartile in_best_two banded
    """,
    "exceptions": """
        subject code why_listed
    """,
    "successes": """
        subject code why_listed
    """,
    "questions_now": """
        question_no about_kind about_code route portfolio service_code asked_as asked_at answer_by state is_unanswered
        is_not_satisfied days_late was_late answer_days is_exempt
    """,
    "service_health": """
        service_code theme status worst_code
    """,
    "plan_progress": """
        item_code measures actions worst_status actions_late
    """,
    "history": """
        dataset code period value load_id by_whom loaded_at change_reason
    """,
    "definitions": """
        relation column_name comment
    """,
}


def columns_of(db: duckdb.DuckDBPyConnection, relation: str) -> dict[str, str]:
    return {name: kind for name, kind, *_ in db.sql(f"describe main.{relation}").fetchall()}


@pytest.mark.parametrize("relation", CONTRACTS)
def test_what_others_read_is_there(db, relation):
    assert set(CONTRACTS[relation].split()) <= columns_of(db, relation).keys()


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_datasets_columns_are_its_tables(db, dataset):
    described = columns(DATASETS[dataset])
    held = columns_of(db, dataset)
    assert [*held] == [*described, "load_id", "source_row"]
    assert {name: TYPES[cell_kind(field)] for name, field in described.items()} == {
        name: held[name].split("(")[0] for name in described
    }


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_dataset_has_its_rows_in_force_one_for_each_key(db, given, dataset):
    given(dataset)
    given(dataset)
    key = quoted(DATASETS[dataset].key)
    assert db.sql(f"select count(*), count(distinct ({key})) from current_{dataset}").fetchall() == [(1, 1)]
    assert db.sql(f"select distinct load_id from current_{dataset}").fetchall() == [(2,)]


def test_every_relation_and_column_is_described(db):
    assert db.sql("select relation, column_name from definitions where comment = ''").fetchall() == []
    described = set(db.sql("select relation, column_name from definitions").fetchall())
    for relation in RELATIONS:
        assert {(relation, name) for name in ("", *columns_of(db, relation))} <= described


def test_nothing_is_described_that_is_not_there(db):
    for relation, file in RELATIONS.items():
        told, own = build.described(file)
        assert told, relation
        assert own.keys() <= columns_of(db, relation).keys(), relation


@pytest.mark.parametrize("relation", [name for name, file in FILES.items() if file.layer in build.VIEWS])
def test_a_view_says_what_its_rows_are(relation):
    assert build.described(FILES[relation])[0].startswith("One row per ")


def test_every_comment_in_a_file_is_read():
    for relation, file in RELATIONS.items():
        told, own = build.described(file)
        assert file.text.count("comment on ") == bool(told) + len(own), relation


@pytest.mark.parametrize("relation", FILES)
def test_the_sql_stays_inside_what_both_kinds_of_store_can_do(relation):
    code = re.sub(r"'(?:[^']|'')*'", "''", build._code(FILES[relation].text).lower())
    assert not re.findall(
        r"primary key|foreign key|\breferences\b|\bunique\b|\bcheck\s*\(|\bsequence\b|\benum\b|on conflict|\breturning\b|->",
        code,
    )


@pytest.mark.parametrize("relation", FILES)
def test_a_file_can_be_read_in_one_sitting(relation):
    lines = FILES[relation].text.count("\n")
    assert (lines > 110) == (relation in LONG), f"{relation} has {lines} lines"


def test_every_file_is_built_once_and_after_all_that_it_reads():
    names = [file.relation for file in build.sql_files()]
    assert len(names) == len(set(names)) == len(list(build.SQL.glob("*/*.sql")))
    for name in names:
        before = set(names[: names.index(name)])
        assert build.reads(name) - {other for other in FILES if FILES[other].layer == "macros"} <= before


def test_every_rule_stands_in_live_too(db):
    held = {
        name: schema
        for schema, name in db.sql("""
            select schema_name, table_name from duckdb_tables() where schema_name = 'live'
            union all select schema_name, view_name from duckdb_views() where schema_name = 'live'
        """).fetchall()
    }
    assert held.keys() == {name for name, file in FILES.items() if file.layer in ("rules", "marts") or file.is_stored}


def test_building_the_views_again_changes_nothing_that_was_sent(db, given):
    given("indicator_results")
    before = db.sql("from indicator_results").fetchall(), db.sql("from definitions order by all").fetchall()
    build.create_views(db)
    build.use(db, build.MAIN)
    assert before == (db.sql("from indicator_results").fetchall(), db.sql("from definitions order by all").fetchall())


def test_what_is_made_and_filled_in_one_transaction_is_read_in_it(tmp_path):
    # More rows than DuckDB writes at once; a rebuild reads them again before it commits.
    with duckdb.connect(tmp_path / "many.duckdb") as db:
        build.create(db)
        db.execute("insert into main.posts (id, post, load_id, source_row) select i, 'Post', 1, i from range(200000) as t(i)")
        db.execute(
            "insert into main.loads values (1, 's', 'posts', '', '', 'a.csv', '', 0, 200000, true, '', '', now(), 'Somebody')"
        )
        db.execute("insert into main.load_events values (1, 1, 'signed off', now(), 'Somebody', '')")
        db.execute("begin")
        build.create_views(db)
        build.use(db, build.LIVE)
        refresh.everything(db)
        assert db.sql("select id from live.current_posts where id = '150000'").fetchall() == [("150000",)]


def test_loads_keep_numbers_and_names_unique(db):
    build.use(db, build.LIVE)
    sent = load.Sent("file.csv", "abc", 1, "Housing Manager")
    rows = pl.DataFrame({"risk_code": ["A", "B"], "assessed_on": [date(2009, 4, 1)] * 2, "source_row": [2, 3]})
    loads = [load.accept(db, DATASETS["risk_assessments"], rows, sent) for _ in range(3)]
    load.withdraw(db, loads[1], "Housing Manager", "sent in error")
    assert loads == [1, 2, 3]
    for table, key in (("loads", "load_id"), ("load_events", "event_no"), ("risk_assessments", "load_id, source_row")):
        found = db.sql(f"select count(*) = count(distinct ({key})), count(*) from {table}").fetchall()[0]
        assert found[0], table
        assert found[1], table
    for table in ("periods", "working_days", "settings", "definitions", "schema_meta", "writer_lock"):
        key = {"periods": "period", "working_days": "day", "settings": "name", "definitions": "relation, column_name"}.get(
            table, "1"
        )
        assert db.sql(f"select count(*) = count(distinct ({key})) from {table}").fetchall() == [(True,)]


def test_a_column_that_a_plan_leaves_out_keeps_what_it_said(db, given):
    given("indicators", good_is="lower", title="Arrears")
    given.events = given.loads = 100
    build.use(db, build.LIVE)
    rows = pl.DataFrame(
        {"indicator_code": ["IND-01"], "valid_from": [date(2007, 4, 1)], "title": ["Rent owed"], "source_row": [2]}
    )
    load.accept(db, DATASETS["indicators"], rows, load.Sent("file.csv", "abc", 1, "Housing Manager"))
    assert db.sql("select title, good_is, frequency from current_indicators").fetchall() == [
        ("Rent owed", "lower", "quarterly")
    ]


def test_a_column_left_out_of_a_first_file_is_as_if_it_were_empty(db):
    build.use(db, build.LIVE)
    sent = load.Sent("file.csv", "abc", 1, "Housing Manager")
    plan = {"indicator_code": ["IND-01"], "valid_from": [date(2009, 4, 1)], "kind": ["indicator"], "frequency": ["quarterly"]}
    load.accept(db, DATASETS["indicators"], pl.DataFrame(plan | {"source_row": [2]}), sent)
    figure = {
        "indicator_code": ["IND-01"],
        "period": ["2009/10 Q1"],
        "dimension": [""],
        "category": [""],
        "value": [Decimal(4)],
    }
    load.accept(db, DATASETS["indicator_results"], pl.DataFrame(figure | {"source_row": [2]}), sent)
    found = db.sql("select status, class, theme, aggregation from indicator_status where period = '2009/10 Q1'").fetchall()
    assert found == [("info", "target", "", "")]
    assert db.sql("select no_value_reason, why from current_indicator_results").fetchall() == [("", "")]


def test_a_column_thought_of_later_is_added_and_nothing_that_was_sent_is_touched():
    with duckdb.connect() as db:
        build.create(db)
        # A view that reads it stands in the way of its going, as in no database that was made before it.
        build.drop_views(db)
        db.execute("insert into main.indicator_results by name select 'A' as indicator_code, '2009/10' as period, "
                   "'' as dimension, '' as category, 41.5 as value, 1 as load_id, 2 as source_row")  # fmt: skip
        for column in ("promise_outcome", "forecast_year_end"):
            db.execute(f"alter table main.indicator_results drop column {column}")
        build.create_views(db)
        names = ("value::varchar", "promise_outcome", "forecast_year_end")
        rows = db.sql(f"select {', '.join(names)} from main.indicator_results").fetchall()
        assert rows == [("41.500000", "", None)]
        kinds = dict(db.execute("select column_name, data_type from duckdb_columns() where table_name = 'indicator_results' "
                                "and schema_name = 'main'").fetchall())  # fmt: skip
        assert (kinds["promise_outcome"], kinds["forecast_year_end"]) == ("VARCHAR", "DECIMAL(18,6)")


def test_every_column_of_a_table_is_found_in_its_statement(built):
    for file in build.sql_files():
        if file.layer == "tables" and "\n" in file.statement.strip():
            query = f"select column_name from duckdb_columns() where schema_name = 'main' and table_name = '{file.relation}'"
            names = [name for (name,) in built.sql(query).fetchall()]
            assert [name for name, _ in build._COLUMN.findall(file.statement)] == names, file.relation

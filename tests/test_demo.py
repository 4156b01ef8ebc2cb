"""The demonstration keeps what it promises: every file of it is one that could have been sent, and every story is there."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

import duckdb
import pytest

from pimdata import build, demo, reading
from pimdata.checks import check
from pimdata.models import DATASETS
from pimdata.store import Store

DATA = Path(__file__).resolve().parent.parent / "data"
EVERY = 3
ANSWER = "Looked into with the service; the figure is right."


@pytest.fixture(scope="module")
def db(demo_database):
    """The demonstration as it is read on its day."""
    store = Store(demo_database)
    with store.reading() as cursor:
        yield cursor


def counts(db: duckdb.DuckDBPyConnection, query: str) -> dict:
    return dict(db.sql(query).fetchall())


def test_files_have_nothing_to_put_right_on_the_day_they_were_sent(tmp_path):
    """Each by itself, on a database that holds what came before it. What a check only asks about may be answered.

    A sample, to be quick: every file of the plan, and one in EVERY of the returns.
    """
    store = Store(tmp_path / "pim.duckdb")
    files = demo.files(DATA)
    typed = demo._typed(files)
    wrong: dict[str, list[str]] = {}
    with store.writing_to(keep=False) as db:
        build.use(db, build.MAIN)  # `live` is not kept up meanwhile, so what is held is asked of the whole history
        for number, sent in enumerate(files):
            if number % EVERY == 0 or not DATASETS[sent.dataset].is_return:
                db.execute("set variable today = $day", {"day": sent.sent_at.date()})
                if found := faults(db, sent):
                    wrong[f"{sent.sent_at:%Y-%m-%d} {sent.file_name}"] = found
            demo._load(db, sent, typed[number])
    assert wrong == {}


def faults(db: duckdb.DuckDBPyConnection, sent: demo.DemoReturn) -> list[str]:
    """What is to be put right in a file once its questions are answered."""
    sheet, model = reading.read(sent.csv_text.encode(), sent.file_name), DATASETS[sent.dataset]
    checked = check(db, sheet, model)
    asked = {each.row: ANSWER for each in checked.to_do if each.kind == "explain" and each.row is not None}
    return [each.words for each in (check(db, sheet, model, asked) if asked else checked).to_do]


def test_whatever_was_below_target_was_accounted_for(db):
    """A return that is below target is asked why and what will be done."""
    query = """
        select indicator_code, period from indicator_series
        where judged_status = 'below' and value is not null and not is_rolled_up and (why = '' or what_next = '')
    """
    assert db.sql(query).fetchall() == []


def test_files_arrive_in_order_and_by_day():
    sent = demo.files(DATA)
    assert [each.sent_at for each in sent] == sorted(each.sent_at for each in sent)
    assert all(time(7) <= each.sent_at.time() <= time(19) for each in sent)
    assert sent[-1].sent_at < datetime.combine(demo.TODAY, time(23))


def test_no_return_is_signed_off_by_who_sent_it(db):
    """Nor before it was sent, nor by a post that the list of people gives no right to."""
    found = db.sql("""
        select loads.load_id, loads.by_whom, changed_by, changed_at >= loaded_at as is_after
        from loads inner join load_states using (load_id)
        where state = 'signed off'
            and dataset in ('indicator_results', 'action_updates', 'risk_assessments', 'budget_positions')
            and is_illustrative
    """).fetchall()
    assert len(found) > 200
    assert [each for each in found if each[1] == each[2] or not each[3]] == []
    signers = {post for (post,) in db.sql("select post from current_people where roles in ('head', 'finance')").fetchall()}
    assert {signed_by for _, _, signed_by, _ in found} <= signers


def test_every_file_is_named_after_what_it_holds():
    for each in demo.files(DATA):
        assert each.dataset in each.file_name or each.dataset in Path(each.file_name).stem, each.file_name


# What the plan and the rounding out around it promise: the question and the least, or the exact, answer.
PROMISED = {
    "aims": ("select count(*) from plan_items where kind = 'aim'", range(5, 6)),
    "approaches": ("select count(*) from plan_items where kind = 'approach'", range(10, 11)),
    "measures of the plan itself": (
        "select count(distinct indicator_code) from indicators where source_ref not like 'Illustrative%'",
        range(49, 50),
    ),
    "measures around it": (
        "select count(distinct indicator_code) from indicators where source_ref like 'Illustrative%'",
        range(75, 100),
    ),
    "Council Actions that the documents word": (
        "select count(distinct action_code) from actions where kind = 'council action' and source_ref not like 'Illustrative%'",
        range(12, 13),
    ),
    "registers of risks": ("select count(distinct register) from risks", range(4, 5)),
    "cost centres": ("select count(distinct cost_centre) from budgets", range(30, 31)),
    "services": ("select count(distinct service_code) from services", range(6, 15)),
    "years of figures": (
        "select count(distinct periods.financial_year) from indicator_results inner join periods using (period)",
        range(3, 6),
    ),
}


@pytest.mark.parametrize("case", PROMISED.values(), ids=PROMISED)
def test_it_holds_what_is_promised(db, case):
    query, expected = case
    assert db.sql(query).fetchall()[0][0] in expected


# Every word that a page has a shape or a sentence for occurs: the question, and the words there must be.
OCCURS = {
    "status": ("select distinct status from indicator_status", {"on", "near", "below", "info", "due", "late"}),
    "direction since the period before": (
        "select distinct change_on_previous from indicator_change",
        {"better", "worse", "same", "n/a"},
    ),
    "direction since last year": ("select distinct change_on_year from indicator_change", {"better", "worse", "same", "n/a"}),
    "kind of target": (
        "select distinct target_kind from current_targets",
        {"numeric", "percent", "milestone_date", "set_baseline", "relative_to_baseline", "not_applicable", "to_be_confirmed"},
    ),
    "polarity": (
        "select distinct good_is from current_indicators where kind = 'indicator'",
        {"higher", "lower", "range", "neither"},
    ),
    "frequency": ("select distinct frequency from current_indicators", {"monthly", "quarterly", "annual", "survey"}),
    "basis": (
        "select distinct value_basis from current_indicators where kind = 'indicator'",
        {"period", "year_to_date", "snapshot"},
    ),
    "class": ("select distinct class from current_indicators", {"target", "context"}),
    "state of an action": (
        "select distinct delivery_state from action_status",
        {"not started", "in progress", "complete", "deferred", "cancelled"},
    ),
    "colour of an action": ("select distinct rag from action_status", {"overdue", "due_soon", "on_track", "revised"}),
    "band of a risk": ("select distinct band from risk_status", {"low", "moderate", "high"}),
    "movement of a risk": ("select distinct movement from risk_status", {"rose", "fell", "same"}),
    "state of a return": ("select distinct state from returns_owed", {"in", "late", "not finished"}),
}


@pytest.mark.parametrize("case", OCCURS.values(), ids=OCCURS)
def test_every_word_a_page_may_show_occurs(db, case):
    query, expected = case
    found = {word for (word,) in db.sql(query).fetchall()}
    assert expected <= found, f"missing: {expected - found}; found: {found}"


def test_something_came_late_and_something_was_revised(db):
    query = """
        select count(*) filter (where loaded_at::date > due_date), count(*) filter (where is_revised)
        from indicator_series where value is not null
    """
    late, revised = db.sql(query).fetchall()[0]
    assert late > 0
    assert revised > 0


def test_everything_made_up_says_so(db):
    assert counts(
        db, "select dataset, bool_and(is_illustrative) from loads where dataset = 'indicator_results' group by 1"
    ) == {"indicator_results": True}

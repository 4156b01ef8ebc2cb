"""What a file would come to, found without storing it: the same as storing it gives, however few measures at a time."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pimdata import load, looking, previews, refresh, signing
from pimdata.models import DATASETS
from tests.conftest import ACCOUNT

RESULT = DATASETS["indicator_results"]
# A figure that is changed needs new words, of some length.
SAID = ACCOUNT | {"why": "The depot flooded in October and 40 rounds were missed"}


@pytest.fixture
def changed(demo_store):
    """Last quarter's figures of every service, a little higher, each with an account: figures to be tried out."""
    with demo_store.reading() as db:
        rows = db.sql("""
            select indicator_code, period, value + 0.1 as value from current_indicator_results
            where period in ('2010/11 Q2', '2010-09') and dimension = '' and value is not null order by indicator_code
        """).pl()
    content = rows.with_columns(**{name: pl.lit(words) for name, words in SAID.items()}).write_csv().encode()
    return lambda **more: looking.look(demo_store, content, "indicator_results.csv", **more)


def test_what_is_tried_out_is_what_it_comes_to_once_it_counts(demo_store, changed):
    looked = changed()
    assert looked.preview["status"].n_unique() > 2, "statuses of every kind are compared"
    assert looked.told.height == looked.preview.height > 30
    with demo_store.writing_to(keep=False) as db:
        load.accept(db, RESULT, looked.checked.rows, load.Sent("", "", 0, ""), force=True)
        stands = db.sql(
            "select indicator_code, period, status, reason, value_shown, short_of_target from indicator_status"
        ).pl()
        said = previews._told(db, looked.preview)
    keys = ["indicator_code", "period"]
    tried = looked.preview.select(stands.columns).sort(keys)
    assert_frame_equal(tried, stands.join(tried, on=keys, how="semi").sort(keys))
    assert_frame_equal(looked.told.sort(keys), said.sort(keys))


def test_a_large_file_is_tried_out_some_measures_at_a_time_and_comes_to_the_same(changed, monkeypatch):
    at_once = changed()
    monkeypatch.setattr(refresh, "MOST_WHOLE", 3)
    monkeypatch.setattr(refresh, "MOST_ROWS", 3)
    assert len(list(refresh.few_at_a_time(at_once.checked.rows, "indicator_code"))) > 10
    by_threes = changed()
    assert_frame_equal(by_threes.preview, at_once.preview)
    assert_frame_equal(by_threes.told, at_once.told)
    assert_frame_equal(by_threes.checked.rows, at_once.checked.rows)
    assert by_threes.checked.faults == at_once.checked.faults


def test_a_file_of_many_rows_is_judged_though_nothing_more_is_worked_out_to_be_said(changed, monkeypatch):
    few = changed()
    monkeypatch.setattr(looking, "MOST_TOLD", few.preview.height - 1)
    many = changed()
    assert many.told.is_empty()
    assert_frame_equal(many.preview, few.preview)


def test_what_waits_is_looked_at_beside_what_counts_and_not_beside_itself(demo_store):
    with demo_store.reading() as db:
        (load_id,) = db.sql("""
            select min(load_id) from load_states inner join loads using (load_id)
            where state = 'waiting for sign-off' and dataset = 'indicator_results'
        """).fetchall()[0]
    _, rows = signing.look(demo_store, load_id)
    assert rows.height
    assert "waiting" not in set(rows["what"])

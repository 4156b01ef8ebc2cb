"""The one cached door between pages and questions: what is kept, for how long, and that everybody gets their own."""

import threading
import time
from datetime import datetime

import pytest

from pimdata import answers, store
from pimdata.ui import asking

COUNTS = {"asked": 0}


def codes_of(db, codes=(), unit=""):
    """A question that says how often it was put."""
    COUNTS["asked"] += 1
    return {"rows": answers.rows(db, "select 1"), "codes": list(codes), "unit": unit}


@pytest.fixture
def door(demo_store, monkeypatch):
    monkeypatch.setattr(store, "default", lambda: demo_store)
    asking._packed.cache_clear()
    COUNTS["asked"] = 0
    return demo_store


def test_what_was_asked_before_is_not_asked_again_in_this_run_or_the_next(door):
    for _ in range(2):
        with asking.asking():
            asking.ask(codes_of, codes=["A", "B"])
            asking.ask(codes_of, codes=("A", "B"))
    assert COUNTS["asked"] == 1


def test_another_argument_another_day_and_another_moment_are_other_questions(door):
    with asking.asking() as run:
        asking.ask(codes_of, unit="a")
        asking.ask(codes_of, unit="b")
        run.today = run.today.replace(day=2)
        asking.ask(codes_of, unit="a")
    with asking.asking(as_at=datetime(2010, 9, 1)):
        asking.ask(codes_of, unit="a")
    assert COUNTS["asked"] == 4


def test_an_answer_that_a_page_alters_is_whole_for_the_next(door):
    with asking.asking():
        asking.ask(codes_of, codes=["A"])["codes"].clear()
        assert asking.ask(codes_of, codes=["A"])["codes"] == ["A"]


def test_after_a_load_everybody_asks_at_once_and_it_is_worked_out_once(door):
    started = threading.Barrier(8)

    def slowly(db):
        COUNTS["asked"] += 1
        time.sleep(0.05)  # long enough for all eight to be waiting for it
        return COUNTS["asked"]

    found = []

    def look():
        with asking.asking():
            started.wait()
            found.append(asking.ask(slowly))

    people = [threading.Thread(target=look) for _ in range(8)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    assert found == [1] * 8


def test_a_question_that_fails_is_put_again(door):
    def fails_once(db):
        COUNTS["asked"] += 1
        if COUNTS["asked"] == 1:
            raise ValueError("no")
        return COUNTS["asked"]

    with asking.asking():
        with pytest.raises(ValueError, match="no"):
            asking.ask(fails_once)
        assert asking.ask(fails_once) == 2

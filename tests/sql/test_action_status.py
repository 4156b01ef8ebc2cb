"""What is reported of an action, and what its dates say today."""

from __future__ import annotations

from datetime import date

import pytest

# Why the case is here: the action, its updates, and then delivery state, rag and days late on 31 December 2009.
CASES = {
    "due in more than 30 days": ({}, (), "not reported", "on_track", 0),
    "due in 31 days": ({"due_date": date(2010, 1, 31)}, (), "not reported", "on_track", 0),
    "due in 30 days": ({"due_date": date(2010, 1, 30)}, (), "not reported", "due_soon", 0),
    "due today is not overdue": ({"due_date": date(2009, 12, 31)}, (), "not reported", "due_soon", 0),
    "due yesterday": ({"due_date": date(2009, 12, 30)}, ({},), "in progress", "overdue", 1),
    "no date": ({"due_date": None}, ({},), "in progress", "no_date", 0),
    "complete by its date": (
        {"due_date": date(2009, 10, 1)}, ({"state": "complete", "as_of": date(2009, 9, 30)},), "complete", "complete", 0,
    ),
    "complete after its date keeps its lateness": (
        {"due_date": date(2009, 9, 20)}, ({"state": "complete", "as_of": date(2009, 9, 30)},), "complete", "complete", 10,
    ),
    "complete after the plan's own date, though put back": (
        {"due_date": date(2009, 9, 20)},
        (
            {"revised_due": date(2009, 12, 1), "as_of": date(2009, 9, 1), "reason_for_change": "rain"},
            {"state": "complete", "as_of": date(2009, 9, 30)},
        ),
        "complete", "complete", 10,
    ),
    "complete from the day it was first said": (
        {"due_date": date(2009, 9, 20)},
        ({"state": "complete", "as_of": date(2009, 9, 10)}, {"state": "complete", "as_of": date(2009, 9, 30)}),
        "complete", "complete", 0,
    ),
    "complete without a date is never late": ({"due_date": None}, ({"state": "complete"},), "complete", "complete", 0),
    "put back": ({"due_date": date(2009, 6, 1)}, ({"revised_due": date(2010, 3, 1)},), "in progress", "revised", 0),
    "put back and due soon": (
        {"due_date": date(2009, 6, 1)}, ({"revised_due": date(2010, 1, 1)},), "in progress", "due_soon", 0,
    ),
    "put back and past": ({"due_date": date(2009, 6, 1)}, ({"revised_due": date(2009, 12, 1)},), "in progress", "overdue", 30),
    "the plan's own date said again is no change": ({}, ({"revised_due": date(2010, 3, 31)},), "in progress", "on_track", 0),
    "deferred": ({"due_date": date(2009, 6, 1)}, ({"state": "deferred"},), "deferred", "deferred", 0),
    "cancelled": ({"due_date": date(2009, 6, 1)}, ({"state": "cancelled"},), "cancelled", "cancelled", 0),
    "its plan has ended": ({"due_date": date(2009, 6, 1), "valid_to": date(2009, 9, 30)}, (), "not reported", "closed", 0),
    "its plan ends today": (
        {"due_date": date(2009, 6, 1), "valid_to": date(2009, 12, 31)}, ({},), "in progress", "overdue", 213,
    ),
    "the newest update counts, by its day": (
        {},
        ({"state": "complete", "as_of": date(2009, 9, 30)}, {"state": "in progress", "as_of": date(2009, 6, 30)}),
        "complete", "complete", 0,
    ),
    "taken up again": (
        {}, ({"state": "complete", "as_of": date(2009, 6, 30)}, {"state": "in progress"}), "in progress", "on_track", 0,
    ),
    "a step's update is not the action's": ({}, ({"step_no": "1", "state": "complete"},), "not reported", "on_track", 0),
}  # fmt: skip


@pytest.fixture(scope="module")
def statuses(world):
    with world() as (db, given):
        for code, (action, updates, *_) in CASES.items():
            given("actions", action_code=code, **action)
            for update in updates:
                given("action_updates", action_code=code, **update)
        rows = db.sql("select action_code, delivery_state, rag, days_late from action_status").fetchall()
        return {code: tuple(answer) for code, *answer in rows}


@pytest.mark.parametrize("case", CASES)
def test_an_action_has_its_state_as_reported_and_its_standing_by_dates(statuses, case):
    assert statuses[case] == CASES[case][-3:]


# Why the case is here: the action, the day of its newest update, and whether nothing has been said for two quarters.
STALE = {
    "spoken of lately": ({}, date(2009, 9, 30), False),
    "190 days ago": ({}, date(2009, 6, 24), False),
    "191 days ago": ({}, date(2009, 6, 23), True),
    "never, since it began in April": ({}, None, True),
    "never, and it began in October": ({"start_date": date(2009, 10, 1)}, None, False),
    "never, and it has not begun": ({"start_date": date(2010, 2, 1)}, None, False),
    "never, without a start, its plan from April": ({"start_date": None}, None, True),
    "never, without a start, its plan from October": ({"start_date": None, "valid_from": date(2009, 10, 1)}, None, False),
}


@pytest.mark.parametrize("case", STALE)
def test_an_open_action_nobody_speaks_of_is_stale(db, given, case):
    action, updated, is_stale = STALE[case]
    given("actions", **action)
    if updated:
        given("action_updates", as_of=updated)
    assert db.sql("select is_stale from action_status").fetchall() == [(is_stale,)]


def test_a_complete_action_is_neither_open_nor_stale(db, given):
    given("actions")
    given("action_updates", as_of=date(2009, 4, 30), state="complete")
    assert db.sql("select is_open, is_stale from action_status").fetchall() == [(False, False)]


def test_every_change_of_date_is_kept_with_its_reason(db, given):
    given("actions")
    given("action_updates", as_of=date(2009, 5, 1), revised_due=date(2010, 5, 1), reason_for_change="rain")
    given("action_updates", as_of=date(2009, 6, 1), revised_due=date(2010, 5, 1))
    given("action_updates", as_of=date(2009, 7, 1), revised_due=date(2010, 7, 1), reason_for_change="frost")
    given("action_updates", as_of=date(2009, 8, 1))
    found = db.sql("select original_due_date, due_date, date_changes, date_reason from action_status").fetchall()
    assert found == [(date(2010, 3, 31), date(2010, 7, 1), 2, "frost")]
    history = db.sql("select as_of, is_date_change from action_history order by as_of").fetchall()
    assert [changed for _, changed in history] == [True, False, True, False]


def test_the_next_step_is_the_earliest_not_done(db, given):
    given("actions")
    for number, due in ((1, date(2009, 6, 1)), (2, date(2009, 9, 1)), (3, date(2009, 8, 1)), (4, None), (5, date(2009, 7, 1))):
        given("action_steps", step_no=str(number), step_order=number, title=f"step {number}", due_date=due)
    given("action_updates", step_no="1", state="complete")
    given("action_updates", step_no="5", state="cancelled")
    found = db.sql("select steps, steps_complete, next_step, next_step_due from action_status").fetchall()
    assert found == [(5, 1, "step 3", date(2009, 8, 1))]


def test_a_step_put_back_is_due_when_it_was_put_to(db, given):
    given("actions")
    given("action_steps", step_no="1", due_date=date(2009, 6, 1))
    given("action_steps", step_no="2", title="Draw it", due_date=date(2009, 9, 1))
    given("action_updates", step_no="1", revised_due=date(2010, 1, 1))
    assert db.sql("select next_step, next_step_due from action_status").fetchall() == [("Draw it", date(2009, 9, 1))]


def test_the_newest_wording_of_an_action_is_the_one_shown_once(db, given):
    given("actions")
    given("actions", valid_from=date(2009, 10, 1), title="Build twelve homes")
    assert db.sql("select title from action_status").fetchall() == [("Build twelve homes",)]

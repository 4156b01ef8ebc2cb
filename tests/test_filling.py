"""A return filled in without a file makes the very rows that its template makes when it is filled in."""

import csv
import io

import pytest

from pimdata import draft_rows, filling, looking, templates
from pimdata.checks_facts import today

RETURNS = {
    # why this case is here: (dataset, service, what is typed in each row)
    "figures, with months among them": ("indicator_results", "CS", {"value": "85.5", "is_provisional": "true"}),
    "no figure, and why": ("indicator_results", "CS", {"no_value_reason": "=The system was down for a week"}),
    "progress of actions": ("action_updates", "HO", {"state": "in progress", "percent_complete": "40"}),
    "risk scores": ("risk_assessments", "HO", {"net_likelihood": "3", "net_impact": "3", "comment": "No change of 1 point"}),
    "money": ("budget_positions", "HO", {"actual_to_date": "1200.5", "forecast_outturn": "2400", "reason": "2 storms"}),
}
PERIOD = "2010/11 Q2"


@pytest.mark.parametrize("case", RETURNS.values(), ids=RETURNS)
def test_what_is_filled_in_is_what_the_template_would_bring(demo_store, case):
    dataset, service, typed = case
    with demo_store.reading() as db:
        text = templates.filled(db, dataset, service, PERIOD)
        asked = filling.asked(db, dataset, service, PERIOD)
        content, _ = draft_rows.together(db, dataset, service, PERIOD, [], {row.key: typed for row in asked})
    rows = [row | {name: templates.safe(cell) for name, cell in typed.items()} for row in csv.DictReader(io.StringIO(text))]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    assert content == out.getvalue().encode()
    assert len(asked) == len(rows) > 0
    looked = looking.look(demo_store, content, filling.file_name(dataset, service, PERIOD), wanted=dataset, service=service)
    assert not looked.checked.is_stopped
    assert looked.checked.rows.height + looked.checked.held.height == len(rows)


def test_rows_left_blank_are_left_out_and_what_was_typed_is_read_again(demo_store):
    with demo_store.reading() as db:
        first, second, *_ = filling.asked(db, "budget_positions", "HO", PERIOD)
        content, _ = draft_rows.together(
            db, "budget_positions", "HO", PERIOD, [], {first.key: {"reason": ""}, second.key: {"actual_to_date": "12"}}
        )
    (held,) = draft_rows.read(content, "budget_positions.csv", "budget_positions")
    assert held.key == second.key
    assert held.cells["actual_to_date"] == "12"


def test_a_ratio_is_asked_for_its_parts_and_a_milestone_for_its_day(demo_store):
    with demo_store.reading() as db:
        db.execute("set variable today = date '2010-07-01'")
        kinds = {row.columns for row in filling.asked(db, "indicator_results", "", "2010/11 Q1")}
    assert ("value", "numerator", "denominator", "is_provisional", "no_value_reason") in kinds
    assert ("value", "is_provisional", "no_value_reason") in kinds


def test_many_actions_are_said_to_be_on_track_at_once_and_count_for_the_return(demo_store):
    with demo_store.reading() as db:
        rows = filling.asked(db, "action_updates", "HO", PERIOD)
        codes = [row.key[0] for row in rows][:3]
        day = filling.day_of(db, "action_updates", "HO", PERIOD)
        assert day < today(db), "its own day has passed, so what is said counts for the period's end"
        typed = filling.on_track(rows, codes, day)
        content, _ = draft_rows.together(db, "action_updates", "HO", PERIOD, [], typed)
    looked = looking.look(demo_store, content, "action_updates.csv", wanted="action_updates", service="HO")
    said = looked.checked.rows.select("action_code", "state", "state_as_written")
    assert said.rows() == [(code, "in progress", "Still on track") for code in codes]
    assert looked.checked.is_ready
    assert {row.key for row in draft_rows.read(content, "action_updates.csv", "action_updates")} == set(typed)

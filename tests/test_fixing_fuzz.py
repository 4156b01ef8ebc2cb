"""Damaged files, put right at random and pressed at random: no traceback, and nothing is ready that is not sound."""

import random

import pytest

from pimdata import checked, checks, draft_rows, filling, fixing, looking, models, reading
from pimdata.messages import THE_ROW
from pimdata.rows import columns
from tests.mutating import mutated
from tests.test_message_fixtures import council  # noqa: F401 - a fixture

START = (
    b"indicator_code,period,value,numerator,denominator,by_when,is_provisional,why\n"
    b'HO04,2009/10 Q3,0.92,62,68,2010-06-30,yes,"Snow, twice"\nHO03,2009/10 Q3,2150,,,03/04/2010,no,\n'
    b"HO3,Q3 2009,15,,,,,\nHO05,2009/10 Q3,=1+1,,,,,ask jo@example.org\n"
)
TEXTS = ("", "9" * 40, "nan", "1e15", "=1+1", "'", '"', "{0}", "£1,2", "2009/10 Q5", "31/02/2010", "\x00", "é" * 5000, "HO03")
TRIES = 12


@pytest.mark.parametrize("seed", [7, 8])
def test_whatever_is_typed_or_pressed_the_check_answers(council, seed):  # noqa: F811
    rng = random.Random(seed)
    model = models.DATASETS["indicator_results"]
    names = [*columns(model), THE_ROW, "no_such_column"]
    pressed = 0
    for _ in range(TRIES):
        content = START if rng.random() < 0.4 else mutated(rng, START)
        edits, reasons = {}, {}
        for _ in range(3):
            sheet = looking.read(content, "indicator_results.csv", edits)
            if sheet.is_stopped:
                break
            keys = fixing.row_keys(sheet, model)
            found = checks.check(council, fixing.applied(sheet, model, edits), model, fixing.by_row(sheet, model, reasons))
            assert checked.to_json(found)["stage"]
            assert checks.as_text(found, "q.csv")
            assert set(found.rows["source_row"]) <= set(keys)
            assert not set(found.rows["source_row"]) & {each.row for each in found.to_do}
            buttons = [(each, fix) for each in found.to_do for fix in each.fixes]
            if buttons and rng.random() < 0.7:
                said, fix = rng.choice(buttons)
                edits, reasons = fixing.pressed(said, fix, keys.get(said.row, ""), edits, reasons)
                pressed += 1
            elif keys:
                key = rng.choice([*keys.values(), "headings", "99", '["a"]', "not a key"])
                edits = {**edits, key: {rng.choice(names): rng.choice(TEXTS)}}
                reasons = {**reasons, rng.choice([*keys.values(), "none"]): rng.choice(TEXTS)}
    assert pressed > 2


def test_whatever_is_filled_in_the_page_answers(demo_store):
    rng = random.Random(9)
    for dataset in ("indicator_results", "action_updates", "risk_assessments", "budget_positions"):
        with demo_store.reading() as db:
            rows = filling.asked(db, dataset, "HO", "2010/11 Q2")
            typed = {row.key: {name: rng.choice(TEXTS) for name in row.columns} for row in rows}
            content, _ = draft_rows.together(db, dataset, "HO", "2010/11 Q2", [], typed)
        found = looking.look(demo_store, content, f"{dataset}.csv", wanted=dataset, service="HO")
        assert checked.to_json(found.checked)["rows_ready"] >= 0
        assert draft_rows.read(content, f"{dataset}.csv", dataset)
        assert reading.read(content, f"{dataset}.csv").sha256


def test_whatever_file_a_draft_is_its_rows_are_all_in_the_file_they_are_put_into(demo_store):
    rng = random.Random(10)
    with demo_store.reading() as db:
        for _ in range(40):
            rows = draft_rows.read(mutated(rng, START), "indicator_results.csv", "indicator_results")
            reasons = [row._replace(reason=f"Why of row {row.number}") for row in rows]
            content, said = draft_rows.together(db, "indicator_results", "HO", "2010/11 Q2", reasons, {})
            again = draft_rows.read(content, "indicator_results.csv", "indicator_results", {}, said)
            assert sorted((row.key, filled(row)) for row in again) == sorted((row.key, filled(row)) for row in rows)
            assert sorted(row.reason for row in again) == sorted(row.reason for row in reasons)


def filled(row):
    return sorted((name, text) for name, text in row.cells.items() if text)

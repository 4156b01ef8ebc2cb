"""What the Returns page says of what would come of a file: what changes and by how much, the ledger, and what is late."""

# ruff: noqa: F811 - a test takes a fixture by the name it is imported under

from decimal import Decimal

import polars as pl
import pytest

from pimdata import publishing
from pimdata.people import Viewer
from pimdata.ui import returns_changes, returns_ledger
from tests.conftest import words_of
from tests.test_pages_returns import CS03, as_manager, button, filled, upload  # noqa: F401 - a fixture

MONEY = {"source_row": 2, "cost_centre": "HO100", "period": "2010/11 Q2", "actual_to_date": Decimal(70)}
CELLS = {
    # why this case is here: (what of the row differs, what is read of it)
    "more than is held": ({"what": "changed", "old_actual_to_date": Decimal(50)}, "50 → 70 (20 more)"),
    "less than is held": ({"what": "changed", "old_actual_to_date": Decimal("1070.5")}, "1,070.5 → 70 (1,000.5 less)"),
    "nothing was held": ({"what": "changed", "old_actual_to_date": None}, "nothing → 70"),
    "it is taken away": ({"what": "changed", "actual_to_date": None, "old_actual_to_date": Decimal(50)}, "50 → nothing"),
    "a new row has nothing beside it": ({"what": "new", "old_actual_to_date": None}, "<span>70</span>"),
}


@pytest.mark.parametrize("case", CELLS.values(), ids=CELLS)
def test_a_row_of_money_shows_what_was_held_and_the_difference(case):
    changes, said = case
    told = returns_changes.tables("Rows that are ready", "budget_positions", pl.DataFrame([MONEY | changes]))
    assert said in told
    assert f"{returns_changes.WHATS[changes['what']]}: 1 row" in told


FIGURE = {
    "source_row": 2, "indicator_code": "CS03", "period": "2010/11 Q2", "category": "", "title": "Answered in time",
    "unit": "percent", "decimal_places": 1, "status": "on", "reason": "target met", "what": "changed",
    "target": Decimal(85), "recent": [82.0, None, 84.0, 85.5],
}  # fmt: skip
APART = {
    # why this case is here: (what is sent, what is held, the difference)
    "more": (Decimal("86.5"), Decimal("85.5"), "1.0 percentage points more"),
    "less": (Decimal("80"), Decimal("85.5"), "5.5 percentage points less"),
    "the same figure with another comment": (Decimal("85.5"), Decimal("85.5"), "Other words only"),
    "apart by less than is shown": (Decimal("85.51"), Decimal("85.5"), "Too little to show"),
}


@pytest.mark.parametrize("case", APART.values(), ids=APART)
def test_a_changed_figure_shows_the_difference(case):
    new, old, said = case
    rows = pl.DataFrame([FIGURE | {"value": new, "old_value": old}])
    assert said in returns_changes.tables("Rows that are ready", "indicator_results", rows)


DRAWN = {
    # why this case is here: (what differs, whether its last figures are drawn)
    "a changed figure": ({}, True),
    "a part, which has no series of its own": ({"category": "North"}, False),
    "a figure that is the first": ({"recent": [85.5]}, False),
    "a new figure is in no need of it": ({"what": "new"}, False),
}


@pytest.mark.parametrize("case", DRAWN.values(), ids=DRAWN)
def test_a_changed_figure_stands_beside_those_before_it(case):
    changes, is_drawn = case
    rows = pl.DataFrame([FIGURE | {"value": Decimal(86), "old_value": Decimal(85)} | changes])
    told = returns_changes.tables("Rows that are ready", "indicator_results", rows)
    assert ('alt="4 periods to' in told) == is_drawn
    assert ("<img" in told) == is_drawn


LEDGER = {
    # why this case is here: (the ledger's total, what is said)
    "none was given": (None, "No control total was given"),
    "to the penny": (Decimal("70.10"), "agrees with the ledger"),
    "a penny more": (Decimal("70.11"), "£70.11, £0.01 more than these rows"),
    "less": (Decimal("60.10"), "£10.00 less than these rows"),
}


@pytest.mark.parametrize("case", LEDGER.values(), ids=LEDGER)
def test_money_is_set_beside_the_ledger_before_it_is_sent(case):
    total, said = case
    rows = pl.DataFrame({"actual_to_date": [Decimal("70.10"), None]})
    assert said in returns_ledger.reconciled(total, "budget_positions", rows).replace("&#39;", "'")
    assert returns_ledger.reconciled(total, "indicator_results", rows) == ""


def test_the_money_page_says_which_returns_came_without_a_control_total(open_page, demo_store):
    assert "No control total was given with R-" in words_of(open_page("money", demo_store))


def test_what_comes_first_after_publication_is_late_and_no_revision(as_manager, open_page, demo_store):
    publishing.publish(demo_store, "2010/11 Q2", Viewer("policy", words="Policy and Performance team"))
    late, revises = "1 row comes after its period was published. It is marked as late", "revises figures of a published period"
    at = upload(as_manager(r=CS03), filled(demo_store, value="85.5"))
    at = next(each for each in at.checkbox if each.label == "Send it late").check().run()
    assert late in words_of(at)
    assert revises not in words_of(at)
    button(at, "Send 1 ready row").click().run()
    at = as_manager("Head of service, Customer Service")
    assert late in words_of(at)
    assert revises not in words_of(at)
    button(at, "Sign off").click().run()
    assert "1 row came after the period was published. It is marked as late." in words_of(as_manager(r=CS03))
    assert "1 row late, after publication" in words_of(open_page("quality", demo_store))

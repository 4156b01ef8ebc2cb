"""What a chart says in a word, what that means beside its target, and where it stands on a scorecard."""

from __future__ import annotations

import pytest

from tests.sql.standing_in import over

BETTER, WORSE, USUAL = "improvement_low", "concern_high", "common_cause"
READ = {
    # why this case is here: (variation, assurance, what it is read as, its place on a scorecard)
    "getting worse and bound to miss comes first": (WORSE, "fail", "worse", "act now", 1),
    "getting worse, whatever chance decides": (WORSE, "hit_or_miss", "worse", "watch", 2),
    "getting worse, and sure to meet it yet": (WORSE, "pass", "worse", "watch", 2),
    "getting worse, with nothing to meet": (WORSE, None, "worse", "watch", 2),
    "it cannot be met as it is": (USUAL, "fail", "usual", "redesign", 3),
    "better, and not there yet": (BETTER, "fail", "better", "working", 3),
    "neither way is good, and bound to miss": ("neutral_low", "fail", "changed", "", 3),
    "chance decides": (USUAL, "hit_or_miss", "usual", "chance", 4),
    "better, and chance decides": (BETTER, "hit_or_miss", "better", "improving", 4),
    "neither way is good, and chance decides": ("neutral_high", "hit_or_miss", "changed", "", 4),
    "stable": (USUAL, "pass", "usual", "stable", 5),
    "usual, with nothing to meet": (USUAL, None, "usual", "", 5),
    "better, and sure to meet it": (BETTER, "pass", "better", "celebrate", 6),
    "better, with nothing to meet": (BETTER, None, "better", "", 6),
    "changed, with nothing to meet": ("neutral_high", None, "changed", "", 6),
    "too few to say": (None, None, "few", "", 7),
}  # fmt: skip


@pytest.mark.parametrize("case", READ)
def test_signal_and_assurance_are_read_together(db, case):
    variation, assurance, *wanted = READ[case]
    row = {"trend_method": "XmR", "points_used": 1, "variation": variation, "assurance": assurance}
    (found,) = over(db, "change_signals", spc_summary=[row])
    assert [found[name] for name in ("signal", "reading", "scorecard_place")] == wanted


UNSAID = {
    # why this case is here: (method, figures, signal)
    "one figure is too few": ("run chart", 1, "few"),
    "none is nothing to be few": ("run chart", 0, ""),
    "what is not judged is not few": ("none", 30, ""),
}


@pytest.mark.parametrize("case", UNSAID)
def test_without_an_icon_it_says_few_only_of_what_may_be_judged_one_day(db, case):
    method, figures, signal = UNSAID[case]
    (found,) = over(db, "change_signals", spc_summary=[{"trend_method": method, "points_used": figures}])
    assert found["signal"] == signal


SHORT = {
    # why this case is here: (figures, figures in the newest phase, how many more make its limits firm)
    "fourteen want one": (14, 14, 1),
    "fifteen want none": (15, 15, 0),
    "forty want none, and no fewer": (40, 40, 0),
    "eleven of a new phase want one": (40, 11, 1),
    "twelve of a new phase want none": (40, 12, 0),
    "thirteen, of which five are new, want seven of the new": (13, 5, 7),
    "thirteen, of which twelve are new, want two of any": (13, 12, 2),
}


@pytest.mark.parametrize("case", SHORT)
def test_how_many_more_make_the_limits_firm(db, case):
    figures, in_phase, short = SHORT[case]
    (found,) = over(db, "change_signals", spc_summary=[{"points_used": figures, "points_in_phase": in_phase}])
    assert found["points_short"] == short

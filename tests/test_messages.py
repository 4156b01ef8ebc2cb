"""The words of every message: in the manner agreed, and with every slot filled."""

import re
from string import Formatter

import pytest

from pimdata.messages import MESSAGES, NOUNS, fault

BANNED = re.compile(r"\b(please|sorry|valid|invalid|forbidden|illegal|oops|error|failed)\b", re.IGNORECASE)
# The catalogue that was agreed, every code of it.
AGREED = [
    f"{letter}{number:02d}"
    for letter, most in {"A": 10, "B": 7, "C": 9, "D": 10, "E": 6, "F": 8, "G": 5}.items()
    for number in range(1, most + 1)
]
OURS = {"row", "column", "found", "suggestion", "item", "place", "line"}


@pytest.mark.parametrize("code", MESSAGES)
def test_no_message_scolds_or_apologises(code):
    assert not BANNED.search(MESSAGES[code].words)


@pytest.mark.parametrize("code", MESSAGES)
def test_every_message_is_a_sentence(code):
    words = MESSAGES[code].words
    assert words[-1] in ".}"
    assert "  " not in words


@pytest.mark.parametrize("code", MESSAGES)
def test_every_slot_is_filled(code):
    slots = {name for _, name, _, _ in Formatter().parse(MESSAGES[code].words) if name} - OURS
    made = fault(code, row=7, column="value", found="x", item="HO03", suggestion="y", **dict.fromkeys(slots, "z"))
    assert made.kind in ("stop", "fix", "explain", "note")
    assert "{" not in made.words


def test_the_codes_that_were_agreed_are_there():
    assert len(AGREED) == 55
    assert set(AGREED) <= set(MESSAGES)


def test_a_cell_full_of_braces_is_quoted_as_it_is():
    assert '"{0.__class__}" must be a number' in fault("D02", row=2, column="value", found="{0.__class__}", hint="").words


def test_a_long_cell_is_quoted_in_part_and_kept_whole():
    made = fault("D02", row=2, column="value", found="x" * 500, hint="")
    assert len(made.words) < 120
    assert made.found == "x" * 500


def test_an_action_is_never_called_a_measure():
    assert {NOUNS[name] for name in ("action_updates", "risk_assessments", "budget_positions")} == {
        "action",
        "risk",
        "cost centre",
    }

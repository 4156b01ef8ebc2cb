"""The words of every message: in the manner agreed, and with every slot filled."""

import re
from string import Formatter

import pytest

from pimdata.messages import MESSAGES, NOUNS, fault

BANNED = re.compile(r"\b(please|sorry|valid|invalid|forbidden|illegal|oops|error|failed)\b", re.IGNORECASE)
AGREED = [
    "A01",
    "A02",
    "A03",
    "A04",
    "A05",
    "A06",
    "A07",
    "A09",
    "B01",
    "B02",
    "B03",
    "B05",
    "B06",
    "B07",
    "C01",
    "C03",
    "C05",
    "C07",
    "C08",
    "C09",
    "D01",
    "D02",
    "D03",
    "D04",
    "D05",
    "D06",
    "D07",
    "D08",
    "D09",
    "E01",
    "E02",
    "E03",
    "F01",
    "F02",
    "F03",
    "F04",
    "G01",
    "G02",
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

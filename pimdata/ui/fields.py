"""One cell of a return as a field: its name, what helps to fill it in, and the box that suits it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pimdata.ui import show

# The four comments, as officers are asked for them: the name of the box and what belongs in it.
PROMPTS = {
    "what_happened": ("What happened", "Facts the figure does not show. Not the number again."),
    "why": ("Why", "The main causes, with sizes. Inside or outside our control?"),
    "what_next": ("What we will do", "Action, who, by when. Link an action from the plan."),
    "forecast_reason": ("What to expect next", "Next figure and year end."),
}
LABELS = {
    "value": "Figure",
    "is_provisional": "Provisional",
    "no_value_reason": "Reason for no figure",
    "achieved_on": "Day it was reached",
    "expected_on": "Day it is expected",
    "result_text": "Result in words",
    "promise_outcome": "What became of what was promised last time",
    "owner_role": "Post that will do it",
    "by_when": "By when",
    "forecast_year_end": "Forecast for the year's end",
    "as_of": "As of",
    "net_likelihood": "Likelihood after controls, 1 to 5",
    "net_impact": "Impact after controls, 1 to 5",
    "gross_likelihood": "Likelihood before controls, 1 to 5",
    "gross_impact": "Impact before controls, 1 to 5",
    "budget_to_date": "Budget to date, £",
    "actual_to_date": "Spent to date, £",
    "forecast_outturn": "Forecast for the year, £",
    "percent_complete": "Per cent complete",
    "revised_due": "New date, where it is put back",
    "reason_for_change": "Why the date changed",
    "controls_in_place": "Controls in place now",
    "decided_by": "Who decided the score",
}
LONGEST_ACCOUNT = 600
LONG = frozenset(("what_happened", "why", "what_next", "forecast_reason", "comment", "reason", "controls_in_place"))


def label(column: str) -> str:
    """What a column is called where somebody fills it in.

    >>> label("why"), label("state"), label("value")
    ('Why', 'State', 'Figure')
    """
    return PROMPTS[column][0] if column in PROMPTS else LABELS.get(column, column.replace("_", " ").capitalize())


def hint(column: str) -> str:
    """What belongs in a comment; '' for any other column."""
    return PROMPTS[column][1] if column in PROMPTS else ""


def _most(column: str, text: str) -> int:
    """How many characters a box takes; what stands in it already stays, however long it is."""
    return max(LONGEST_ACCOUNT if column in PROMPTS else 4000, len(text))


def cell(name: str, column: str, text: str, words: Sequence[str], key: str) -> None:
    """The box for one cell: a list where only some words may be, room where there is much to say, else a line."""
    named = show.plain(f"{name}. {hint(column)}" if hint(column) else name)
    known = [word for word in words if word]
    if known:
        st.selectbox(named, known, index=known.index(text) if text in known else None, placeholder="Choose", key=key)
    elif column in LONG:
        st.text_area(named, text, key=key, max_chars=_most(column, text), height=90)
    else:
        st.text_input(named, text, key=key, max_chars=400)

"""What Scrutiny recommended and what became of it: lists for homes, and what stands under a question with its forms."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from pimdata import figures, moments, permissions, queries_recommendations, question_words, questions, recommendations
from pimdata.people import Viewer
from pimdata.recommendations import ANSWERS, TO_WHOM, Recommended
from pimdata.ui import delivery_views, fragments, home_pieces, question_forms, questions_views, show
from pimdata.ui.asking import ask, now

Row = dict[str, Any]

CHIPS = {"waiting": "due", "accepted": "near", "not accepted": "info", "done": "on"}
STATES = {
    "waiting": "Waiting for an answer",
    "accepted": "Accepted, to be done",
    "not accepted": "Not accepted",
    "done": "Done",
}


def outstanding(title: str, viewer: Viewer, to_whom: str = "", portfolio: str = "") -> str:
    """What is not done yet, those that wait first: each leads to its question."""
    rows = ask(queries_recommendations.listed, viewer, to_whom=to_whom, portfolio=portfolio, outstanding_only=True)
    columns = [
        fragments.Column("words", "Recommendation", "link", href="href"),
        fragments.Column("to", "To"),
        fragments.Column("status", "What became of it", "chip"),
        fragments.Column("by", "Answer asked for by"),
    ]
    lines = [_line(row) for row in rows.to_dicts()]
    return home_pieces.part(title, fragments.table(title, columns, lines, "No recommendation is outstanding.", quiet=True))


def _line(row: Row) -> Row:
    return {
        "words": f"{row['recommendation_no']}. {questions_views.shortened(row['words'])}",
        "href": f"/questions?q={row['question_no']}",
        "to": to_words(row),
        "status": chip(row),
        "status_words": state_words(row),
        "by": delivery_views.short_day(row["answer_by"]),
    }


def to_words(row: Row) -> str:
    """To whom it was made, in words."""
    if row["to_whom"] == "holder":
        words = question_words.holder(row["portfolio"], row["holder"])
        return words[:1].upper() + words[1:]
    return TO_WHOM[row["to_whom"]]


def chip(row: Row) -> str:
    """The shape and colour of what became of it."""
    return "late" if row["days_late"] else CHIPS[row["state"]]


def state_words(row: Row) -> str:
    """What became of it, and how late an answer is."""
    return f"{STATES[row['state']]}, {question_words.late(row['days_late'])}" if row["days_late"] else STATES[row["state"]]


def of_question(viewer: Viewer, number: int) -> None:
    """What was recommended on a question, what may be said of it, and the form of another."""
    question = questions_views.one(viewer, number)
    if question is None:
        return
    rows = ask(queries_recommendations.listed, viewer, of_question=number).to_dicts()
    may_make = permissions.may(viewer, "recommend") and recommendations.is_before_scrutiny(question) and not now().as_at
    if rows or may_make:
        show.html(fragments.section("What Scrutiny recommends"))
    for row in rows:
        show.html(_told(row))
        if not now().as_at and (kinds := recommendations.possible(viewer, row)):
            _answer_form(viewer, row, kinds)
    if may_make:
        _make_form(viewer, question)


def _told(row: Row) -> str:
    number = row["recommendation_no"]
    own = f" ({questions_views.OUR_CHOICE})" if row["is_own_choice"] else ""
    pairs = [
        (f"Recommendation {number}", row["words"]),
        ("To", to_words(row)),
        ("Made by", f"{row['made_as']}, {moments.moment_words(row['made_at'])}"),
        ("Answer asked for by", figures.date_words(row["answer_by"]) + own),
        ("What was said of it", f"{row['answer']} ({row['answered_as']})" if row["answer"] else ""),
    ]
    made_up = fragments.caption("Illustrative: made up for the demonstration.") if row["is_illustrative"] else ""
    kept = fragments.definition_list([(term, said) for term, said in pairs if said])
    return kept + fragments.chip(chip(row), state_words(row)) + made_up


def _answer_form(viewer: Viewer, row: Row, kinds: tuple[str, ...]) -> None:
    number = row["recommendation_no"]
    kind = st.radio(
        show.plain(f"Recommendation {number}"),
        kinds,
        format_func=lambda key: ANSWERS[key][0],
        key=f"said_{number}",
        horizontal=True,
    )
    with st.form(f"answer_{number}_{kind}", border=True):
        words = st.text_area(
            show.plain(f"Say {ANSWERS[kind][1]}"), key=f"said_words_{number}_{kind}", max_chars=questions.MOST, height=100
        )
        sent = st.form_submit_button(ANSWERS[kind][0], type="primary")
    if sent and question_forms.tried(lambda: recommendations.answer(now().store, viewer, number, kind, words)) is not None:
        question_forms.open_question(row["question_no"], f"Kept: recommendation {number} is {kind}.")


def _make_form(viewer: Viewer, question: Row) -> None:
    number, ways = question["question_no"], recommendations.ways(question)
    with st.form(f"recommend_{number}", border=True):
        words = st.text_area("What is recommended", key=f"recommend_words_{number}", max_chars=questions.MOST, height=120)
        to = st.radio("To whom", list(ways), format_func=lambda key: ways[key], key=f"recommend_to_{number}", horizontal=True)
        by = st.date_input(
            f"Answer asked for by (left empty: {questions_views.USUAL})",
            value=None, min_value=now().today, key=f"recommend_by_{number}", format="DD/MM/YYYY",
        )  # fmt: skip
        show.html(fragments.caption(question_forms.KEPT))
        sent = st.form_submit_button("Recommend it")
    if sent:
        made = Recommended(number, to or "cabinet", words, by if isinstance(by, date) else None)
        done = question_forms.tried(lambda: recommendations.make(now().store, viewer, made))
        if done is not None:
            question_forms.open_question(number, f"It is recommended, as recommendation {done}.")

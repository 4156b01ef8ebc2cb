"""Scrutiny's private lines of enquiry: the list, one of them, and the form in which one is noted."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from pimdata import enquiries, figures, moments, permissions, queries_enquiries, queries_questions, questions
from pimdata.people import Viewer
from pimdata.ui import choices, delivery_views, fragments, main_pages, question_forms, questions_views, show
from pimdata.ui.asking import ask, now
from pimdata.ui.frame import address

Row = dict[str, Any]

CHIPS = {"open": "due", "asked": "on", "put aside": "info"}
STATES = {"": "All", "open": "Open", "asked": "Asked", "put aside": "Put aside"}
PRIVATE = (
    "The committee alone reads these: nobody of the executive, no officer, no export and no other system. A line becomes a "
    "question, which everybody may read, when it is asked."
)


def check(viewer: Viewer) -> None:
    """Stop whoever is not of Scrutiny.

    Raises:
        NotAllowed: the text says who may.
    """
    permissions.require(viewer, "see private lines")


def draw(viewer: Viewer) -> None:
    """What the address asks for: the form of a new line, one line, or the list."""
    if choices.asked("note"):
        _draw_note(viewer)
    elif choices.asked("line"):
        _draw_one(viewer)
    else:
        _draw_list()


def _draw_list() -> None:
    number = ask(queries_enquiries.listed, "open").height
    told = f"{figures.plural(number, 'line')} of enquiry {figures.noun(number, 'is', 'are')} open. {PRIVATE}"
    show.html(fragments.headline(told, "Lines of enquiry"))
    state = choices.select("state", "Where it stands", STATES)
    rows = [_line(row) for row in ask(queries_enquiries.listed, state).to_dicts()]
    columns = [
        fragments.Column("line", "Line of enquiry", "link", href="href"),
        fragments.Column("about", "About", "link", href="about_href"),
        fragments.Column("meeting", "For the meeting of"),
        fragments.Column("status", "Where it stands", "chip"),
        fragments.Column("by", "Noted by"),
    ]
    none = "No line of enquiry is listed here. Each measure, action, risk and service has a button to note one."
    show.html(fragments.table("Lines of enquiry, those of the next meeting first", columns, rows, none))


def _line(row: Row) -> Row:
    return {
        "line": f"{row['line_no']}. {questions_views.shortened(row['words'])}",
        "href": f"/enquiries?line={row['line_no']}",
        "about": _about(row),
        "about_href": address(row["about_kind"], row["about_code"]),
        "meeting": delivery_views.short_day(row["meeting_on"]) if row["meeting_on"] else "None is set",
        "status": CHIPS[row["state"]],
        "status_words": state_words(row),
        "by": f"{row['noted_as']}, {moments.moment_words(row['noted_at'])}",
    }


def _about(row: Row) -> str:
    words = f"{row['about_title'] or row['about_kind']} ({row['about_code']})"
    return words[:1].upper() + words[1:]


def state_words(row: Row) -> str:
    """Where a line stands, and which question it became."""
    return f"Asked: question {row['question_no']}" if row["question_no"] else STATES[row["state"]]


def _draw_one(viewer: Viewer) -> None:
    said = choices.asked("line").strip()
    number = int(said) if said.isdecimal() and len(said) < 9 else 0
    row = ask(queries_enquiries.line, number)
    way = fragments.more("", "See every line of enquiry", "/enquiries")
    if row is None:
        show.html(fragments.headline(f"There is no line of enquiry “{said[:20]}”.", "No such line of enquiry"), way)
        return
    pairs = [
        ("For the meeting of", figures.date_words(row["meeting_on"]) if row["meeting_on"] else "None is set"),
        ("Noted by", f"{row['noted_as']}, {moments.moment_words(row['noted_at'])}"),
    ]
    asked = row["question_no"]
    show.html(
        fragments.headline(row["words"], f"Line of enquiry {number}"),
        fragments.chip(CHIPS[row["state"]], state_words(row)),
        fragments.more("About", _about(row), address(row["about_kind"], row["about_code"])),
        fragments.definition_list(pairs),
        fragments.caption("Illustrative: made up for the demonstration.") if row["is_illustrative"] else "",
        fragments.more("", f"See question {asked}", f"/questions?q={asked}") if asked else fragments.paragraph(PRIVATE),
    )
    if row["state"] == "open" and not now().as_at:
        _draw_next(viewer, row)
    show.html(way)


def _draw_next(viewer: Viewer, row: Row) -> None:
    number = row["line_no"]
    with st.container(horizontal=True, key="enquiry_buttons"):
        if st.button("Ask it as a question", type="primary", key="ask_line"):
            main_pages.go("questions", ask=row["about_kind"], code=row["about_code"], line=str(number))
        if st.button("Put it aside", key="put_aside") and (
            question_forms.tried(lambda: enquiries.put_aside(now().store, viewer, number)) is not None
        ):
            _back(f"Line of enquiry {number} is put aside.")


def _draw_note(viewer: Viewer) -> None:
    kind, code = choices.asked("note"), choices.asked("code")
    thing = ask(queries_questions.subject, kind, code, viewer)
    if thing is None or now().as_at:
        words = f"There is no {kind[:20]} with the code “{code[:40]}” that a line of enquiry can be about."
        words = "Lines of enquiry are noted of the council as it is now." if now().as_at else words
        show.html(fragments.headline(words, "Note a line of enquiry"))
        return
    show.html(
        fragments.headline(PRIVATE, "Note a line of enquiry"),
        fragments.more("About", f"{thing.title} ({thing.code})", address(thing.kind, thing.code)),
    )
    with st.form("note_line", border=True):
        words = st.text_area("What is to be asked or found out", key="line_words", max_chars=questions.MOST, height=140)
        day = st.date_input(
            "For the meeting of (may be left empty)", value=None, min_value=now().today, key="line_day", format="DD/MM/YYYY"
        )
        sent = st.form_submit_button("Note it", type="primary")
    if sent:
        line = enquiries.Line(thing.kind, thing.code, words, day if isinstance(day, date) else None)
        number = question_forms.tried(lambda: enquiries.note(now().store, viewer, line))
        if number is not None:
            _back(f"It is noted as line of enquiry {number}, for the committee alone.")


def _back(words: str) -> None:
    """The list, with what has just been done."""
    st.session_state["question_said"] = words
    st.query_params.clear()
    st.rerun()

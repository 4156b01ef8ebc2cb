"""Asking a question, and the next step of one: only what this person may do is offered, and nothing sent is edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from pimdata import enquiries, figures, permissions, queries_enquiries, queries_questions, question_words, questions
from pimdata.errors import PimError
from pimdata.people import Viewer
from pimdata.queries_questions import Subject
from pimdata.ui import choices, fragments, questions_views, show
from pimdata.ui.asking import ask, now
from pimdata.ui.frame import address

Row = dict[str, Any]

HINTS = {
    "answered": "Your answer",
    "followed up": "What is still asked",
    "satisfied": "Anything you wish to add (may be left empty)",
    "not satisfied": "What is missing from the answer",
    "referred to scrutiny": "Why Scrutiny should look at it",
    "taken up by scrutiny": "Why Scrutiny takes it up",
    "concluded": "What came of it",
}
KEPT = "It is kept as it is sent, and shown to everybody who may see what it is about. It cannot be edited afterwards."
SENT = {
    "answered": "Your answer is sent.",
    "followed up": "Your follow-up is sent.",
    "satisfied": "Kept: you are satisfied, and the question is closed.",
    "not satisfied": "Kept: you are not satisfied. You may follow it up, or refer it to Scrutiny with its whole history.",
    "referred to scrutiny": "It is before Scrutiny, with its whole history.",
    "taken up by scrutiny": "Scrutiny has taken it up.",
    "concluded": "Kept: Scrutiny has concluded it.",
}


def said() -> None:
    """What was done a moment ago, once."""
    if words := st.session_state.pop("question_said", ""):
        show.html(fragments.banner(words, "good"))


def is_asking() -> bool:
    """Whether the address asks for the form of a question."""
    return bool(choices.asked("ask"))


def draw_one(viewer: Viewer, number: int) -> None:
    """One question, its history, and what may be done next."""
    row = questions_views.one(viewer, number)
    if row is None:
        show.html(questions_views.missing())
        return
    show.html(questions_views.question(row), questions_views.history(viewer, number))
    draw_next(viewer, row)


def draw_ask(viewer: Viewer) -> None:
    """The form of a question about what the address names."""
    kind, code = choices.asked("ask"), choices.asked("code")
    thing = ask(queries_questions.subject, kind, code, viewer)
    if thing is None:
        words = f"There is no {kind[:20]} with the code “{code[:40]}” that a question can be about."
        show.html(fragments.headline(words, "Ask a question"), fragments.more("", "See every question", "/questions"))
        return
    show.html(_about(thing))
    routes = _routes(viewer, thing)
    if not routes or now().as_at:
        words = "Questions are asked of the council as it is now." if now().as_at else permissions.who_may("ask question")
        show.html(fragments.banner(words, "note"))
        return
    _ask_form(viewer, thing, routes)


def _about(thing: Subject) -> str:
    held = zip(thing.portfolios, thing.holders, strict=True)
    named = [question_words.holder(portfolio, name) for portfolio, name in held]
    pairs = [
        ("About", f"{thing.title} ({thing.code})"),
        (
            "Portfolio holder" if len(named) < 2 else "Portfolio holders",
            _capital(figures.joined(named)) or "The plan names none",
        ),
        ("Responsible officer", ", ".join(part for part in (thing.officer, thing.service_title) if part)),
    ]
    back = fragments.more("", f"Back to {thing.title}", address(thing.kind, thing.code)) if not thing.is_exempt else ""
    return (
        fragments.headline(questions_views.PROTOCOL, "Ask a question")
        + fragments.definition_list([(term, words) for term, words in pairs if words])
        + back
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _routes(viewer: Viewer, thing: Subject) -> dict[str, str]:
    """Whom this person may ask, in the order of the protocol."""
    found = {}
    if permissions.may(viewer, "ask question"):
        if thing.portfolios:
            named = [question_words.holder(*each) for each in zip(thing.portfolios, thing.holders, strict=True)]
            first = _capital(named[0]) if len(named) == 1 else "The portfolio holder"
            found["holder"] = f"{show.plain(first)}: the protocol begins here"
        if thing.service:
            found["officer"] = "The responsible officer, copied to the portfolio holder"
        found["scrutiny"] = "Scrutiny, straight away, with the reason"
    if permissions.may(viewer, "take up"):
        found["scrutiny"] = "Take it up for Scrutiny, with the reason"
    return found


def _line() -> Row:
    """The private line of enquiry that is to be asked, where the address names one that this person may read."""
    said = choices.asked("line")
    found = ask(queries_enquiries.line, int(said)) if said.isdecimal() and len(said) < 9 else None
    return found or {"line_no": 0, "words": ""}


def _ask_form(viewer: Viewer, thing: Subject, routes: dict[str, str]) -> None:
    line = _line()
    route = st.radio("Whom to ask", list(routes), format_func=lambda key: routes[key], key="ask_route")
    with st.form("ask_question", border=True):
        portfolio = ""
        if len(thing.portfolios) > 1:
            portfolio = st.selectbox("Which portfolio", list(thing.portfolios), key="ask_portfolio")
        key = f"ask_words_{line['line_no']}" if line["line_no"] else "ask_words"
        words = st.text_area("Your question", value=line["words"], key=key, max_chars=questions.MOST, height=140)
        reason = st.text_area("Why it goes straight to Scrutiny", key="ask_reason", height=80) if route == "scrutiny" else ""
        day = _answer_by("ask_by")
        show.html(fragments.caption(KEPT))
        sent = st.form_submit_button("Send the question", type="primary")
    if sent:
        asked = questions.Asked(thing.kind, thing.code, words, route or "holder", portfolio or "", day, reason)
        number = tried(lambda: _send(viewer, asked, line["line_no"]))
        if number is not None:
            open_question(number, f"Your question is sent. It is number {number}.")


def _answer_by(key: str) -> date | None:
    """The day by which an answer is asked for; None where the usual one will do."""
    usual = ask(queries_questions.usual_answer_by, now().today)
    choice = f"{figures.date_words(usual)}, {queries_questions.WORKING_DAYS} working days, our own choice"
    by = st.date_input(
        f"Answer asked for by (left empty: {choice})",
        value=None, min_value=now().today, key=key, format="DD/MM/YYYY",
    )  # fmt: skip
    return by if isinstance(by, date) else None


def _send(viewer: Viewer, asked: questions.Asked, line: int) -> int:
    if line:
        return enquiries.put_question(now().store, viewer, line, asked)
    return questions.ask(now().store, viewer, asked)


def tried(do: Callable[[], int | None]) -> int | None:
    """Do it, or say on the page why it could not be done; None where it could not."""
    try:
        return do() or 0
    except PimError as error:
        show.html(fragments.banner(str(error), "problem"))
        return None


def open_question(number: int, words: str) -> None:
    """Show a question with what has just been done."""
    st.session_state["question_said"] = words
    st.query_params.from_dict({"q": str(number)})
    st.rerun()


def draw_next(viewer: Viewer, row: Row) -> None:
    """What this person may do next with a question."""
    kinds = [] if now().as_at else questions.possible(viewer, row)
    if not kinds:
        return
    show.html(fragments.section("What you can do next"), fragments.paragraph(_guide(row, kinds)))
    number = row["question_no"]
    labels = {kind: questions.STEPS[kind].label for kind in kinds}
    kind: str | None = kinds[0]
    if len(kinds) > 1:
        kind = st.radio("Next step", kinds, format_func=lambda key: labels[key], key=f"next_{number}", horizontal=True)
    if kind is None:
        return
    with st.form(f"step_{number}_{kind}", border=True):
        words = st.text_area(HINTS[kind], key=f"words_{number}_{kind}", max_chars=questions.MOST, height=120)
        day = _answer_by(f"by_{number}_{kind}") if kind == "followed up" else None
        show.html(fragments.caption(KEPT))
        sent = st.form_submit_button(labels[kind], type="primary")
    if sent and tried(lambda: questions.act(now().store, viewer, number, kind, words, day)) is not None:
        open_question(number, SENT[kind])


def _guide(row: Row, kinds: Sequence[str]) -> str:
    """What the protocol says comes next, to whoever may do these things."""
    if row["state"] == "closed":
        return "It is closed. Following it up opens it again." if "followed up" in kinds else "It is closed."
    if "answered" in kinds:
        return "It waits for your answer." if row["is_unanswered"] else "It is answered. You may add to what was said."
    if row["state"] == "escalated":
        return "It is before Scrutiny with its whole history. It may still be answered."
    if "followed up" not in kinds:
        return "By the protocol the portfolio holder answers it. Scrutiny may take it up itself, with the reason."
    if row["is_unanswered"]:
        return "By the protocol the answer comes first. Scrutiny may be asked before it has come, with the reason."
    return "By the protocol: say whether the answer satisfies you. If not, follow it up; Scrutiny comes last."

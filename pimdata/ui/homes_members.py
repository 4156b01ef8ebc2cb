"""Homes of councillors: any member, portfolio holder, Cabinet, Scrutiny, and the scrutiny monitor of a portfolio."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import quote

import polars as pl
import streamlit as st

from pimdata import figures, follows, moments, queries, queries_enquiries, queries_home, queries_money, queries_questions
from pimdata.people import Viewer
from pimdata.permissions import COUNCILLORS
from pimdata.ui import choices, fragments, home_pieces, money_views, overview_views, recommendation_views, service_views
from pimdata.ui.asking import ask, now
from pimdata.ui.frame import address

FIRST_LOOK = timedelta(days=28)  # what is shown of the past to somebody who has not looked before
CHANGES = {
    "figure": "A figure has come, for {}",
    "figure taken back": "A figure was taken back, for {}",
    "target": "A target was set or changed, for {}",
    "definition": "Its definition has changed",
    "owner": "Its owner has changed",
}
COUNTED = {
    "figure": "a new or revised figure",
    "figure taken back": "a figure taken back",
    "target": "a target set or changed",
    "definition": "another definition",
    "owner": "another owner",
}


def holder(viewer: Viewer) -> str:
    """The portfolio, the questions that wait, likely failures, and what Cabinet was told."""
    name = quote(viewer.portfolio)
    said = f"Lists on this page are of the {viewer.portfolio} portfolio; the counts are of all."
    portfolio = service_views.Scope(f"{viewer.portfolio} portfolio", portfolio=viewer.portfolio)
    rows = ask(queries.measures, likelihood="unlikely", portfolio=viewer.portfolio)
    reported = set(ask(queries_home.cabinet_reports, viewer.portfolio)["indicator_code"].to_list())
    left = [row["title"] for row in rows.to_dicts() if row["indicator_code"] not in reported]
    advice = (
        f"To report to Cabinet where nothing that can be done is likely to work: {figures.list_names(left)}." if left else ""
    )
    return (
        fragments.banner(said, "note")
        + home_pieces.part(
            "My portfolio", fragments.paragraph(service_views.sentence(portfolio)),
            f"The {viewer.portfolio} portfolio on one page", f"/service?p={name}",
        )
        + home_pieces.questions_for(
            viewer, "Questions for you", "No question waits for you.", f"/questions?portfolio={name}",
            portfolio=viewer.portfolio, unanswered_only=True,
        )
        + home_pieces.measures("Likely failures", rows, "No measure of the portfolio is unlikely to meet its target.")
        + fragments.paragraph(advice)
        + home_pieces.reports(viewer.portfolio)
        + recommendation_views.outstanding("Recommendations of Scrutiny", viewer, to_whom="holder", portfolio=viewer.portfolio)
    )  # fmt: skip


def cabinet(viewer: Viewer) -> str:
    """The aims, what portfolio holders and senior management report, what is unlikely, and the money."""
    period = money_views.newest()
    money = ask(queries_money.services, period).filter(pl.col("state") == "over budget") if period else pl.DataFrame()
    rows = money_views.by_fund(money, f"Forecast over budget, {figures.period_words(period)}") if money.height else ""
    return (
        overview_views.by_aim()
        + home_pieces.reports()
        + recommendation_views.outstanding("Recommendations of Scrutiny", viewer, to_whom="cabinet")
        + home_pieces.unlikely(Viewer())
        + home_pieces.part("Money", rows or fragments.paragraph("No service is forecast to spend over its budget."),
                           "See all of the money", "/money")
    )  # fmt: skip


def scrutiny(viewer: Viewer) -> str:
    """What was brought to the committee, what it recommended and what is answered late; exceptions come next."""
    return (
        home_pieces.questions_for(
            viewer, "Before Scrutiny", "Nothing is before Scrutiny.", "/questions?state=escalated", state="escalated"
        )
        + recommendation_views.outstanding("Recommendations outstanding", viewer)
        + home_pieces.questions_for(
            viewer, "Answers that are late", "No answer is late.", "/questions?state=waiting", state="waiting", late_only=True
        )
        + fragments.more("To prepare a meeting,", "build a running order from what needs attention", "/meeting")
        + fragments.more("For the committee alone:", _lines(), "/enquiries")
    )


def _lines() -> str:
    number = ask(queries_enquiries.listed, "open").height
    return f"{figures.plural(number, 'line')} of enquiry that {figures.noun(number, 'is', 'are')} open"


def public_comments(portfolio: str = "") -> str:
    """What the public says of one portfolio, or of all."""
    found = ask(queries_home.public_comments, portfolio)
    return home_pieces.said("Comments of the public", found, "No comment has been kept.")


def monitor(viewer: Viewer) -> str:
    """The portfolio that is followed: its questions, and what the public says of it."""
    name = quote(viewer.portfolio)
    return (
        fragments.banner(f"You follow the {viewer.portfolio} portfolio: lists on this page are of it.", "note")
        + home_pieces.unlikely(viewer)
        + home_pieces.questions_for(
            viewer, "Questions to its portfolio holder", "No question is open.", f"/questions?portfolio={name}",
            portfolio=viewer.portfolio, state="open",
        )
        + public_comments(viewer.portfolio)
    )  # fmt: skip


def own(viewer: Viewer) -> str:
    """What has changed since the last visit, one's own questions and one's own list; nothing for who has none of them."""
    codes = ask(queries_home.followed, viewer.identity)
    is_councillor, is_member = viewer.role in COUNCILLORS, viewer.role == "member"
    asked = ask(queries_questions.listed, viewer, asked_by=viewer.identity) if is_councillor else pl.DataFrame()
    if viewer.role == "scrutiny":  # what is before it leads already
        asked = asked.filter(pl.col("state") != "escalated")
    told = _changed(viewer) if codes or is_member else ""
    if asked.height or is_member:
        none = "You have asked no question. Each measure, action, risk and service has a button to ask."
        told += home_pieces.questions("My questions", asked, none, "/questions?mine=yes&state=all")
    if codes or is_member:
        listed = ask(queries.measures, codes=tuple(codes)) if codes else pl.DataFrame()
        none = "You follow no measure. Each measure's page has a button to add it to your list."
        told += home_pieces.measures("Measures I follow", listed, none)
    return told


def _changed(viewer: Viewer) -> str:
    since, is_first = _since(viewer)
    # Whoever looks after the last change asks the same as everybody who does: else each visit would keep an answer of its own.
    rows = ask(queries_home.changes, viewer.identity, min(since, now().last_change or since))
    first = f"In the four weeks to {figures.date_words((since + FIRST_LOOK).date())}"
    said = first if is_first else f"Since you last looked, {moments.moment_words(since)}"
    lines = [
        {
            "title": row["title"],
            "href": address("measure", row["indicator_code"]),
            "what": CHANGES[row["what"]].format(figures.period_name(row["period"]) if row["period"] else ""),
            "when": moments.moment_words(row["changed_at"]),
        }
        for row in rows.filter(pl.col("is_followed")).head(2 * home_pieces.MOST).to_dicts()
    ]
    columns = [
        fragments.Column("title", "Measure I follow", "link", href="href"),
        fragments.Column("what", "What changed"),
        fragments.Column("when", "When"),
    ]
    table = fragments.table(said, columns, lines, "Nothing has changed of the measures you follow.", quiet=True)
    return fragments.section("What has changed") + fragments.paragraph(f"{said}: {_counted(rows)}") + table


def _counted(rows: pl.DataFrame) -> str:
    """How many measures have changed in which way."""
    counts = {what: rows.filter(pl.col("what") == what).height for what in COUNTED}
    told = [f"{figures.plural(number, 'measure')} with {COUNTED[what]}" for what, number in counts.items() if number]
    return f"{figures.joined(told) or 'nothing has changed'}."


def _since(viewer: Viewer) -> tuple[datetime, bool]:
    """Since when changes are told, and whether that is for want of an earlier visit.

    A visit is as long as the session: what was new when it began stays so until it ends. What is drawn as it stood at an
    earlier moment is no visit.
    """
    run = now()
    try:
        if choices.asked("since"):
            return datetime.fromisoformat(choices.asked("since")), False
    except ValueError:
        pass
    key = f"last_look {viewer.identity}"
    if run.as_at:
        return run.as_at - FIRST_LOOK, True
    if key not in st.session_state:
        st.session_state[key] = follows.last_look(run.store, viewer)
    before: datetime | None = st.session_state[key]
    today = datetime.combine(run.today, datetime.min.time())
    return (before, False) if before else (today - FIRST_LOOK, True)

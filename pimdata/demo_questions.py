"""The demonstration's questions: one of each way a question can go, asked and answered by posts, never by named people."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NamedTuple

import duckdb

from pimdata import append, enquiries, questions, recommendations
from pimdata.enquiries import Line
from pimdata.people import ROLES, Viewer
from pimdata.questions import Asked
from pimdata.recommendations import Recommended

MEMBER = Viewer()
SCRUTINY = Viewer("scrutiny", words=ROLES["scrutiny"])


class Happened(NamedTuple):
    """One step: who did what, when, and in which words."""

    by: Viewer
    kind: str
    day: date
    words: str


class Story(NamedTuple):
    """A question and everything done with it since."""

    by: Viewer
    day: date
    asked: Asked
    then: tuple[Happened, ...] = ()


def holder(portfolio: str) -> Viewer:
    """The holder of a portfolio, by post."""
    return Viewer("holder", portfolio=portfolio, words=f"Portfolio holder, {portfolio}")


def head(service: str, title: str) -> Viewer:
    """The head of a service, by post."""
    return Viewer("head", service=service, words=f"Head of service, {title}")


def monitor(portfolio: str) -> Viewer:
    """The scrutiny monitor of a portfolio, by post."""
    return Viewer("monitor", portfolio=portfolio, words=f"Scrutiny monitor, {portfolio}")


STORIES = {
    "waits, in time": Story(
        MEMBER,
        date(2010, 10, 25),
        Asked(
            "measure",
            "CS03",
            "The second quarter's figure is not here yet. When will it be, and were complaints answered as quickly in the "
            "summer as in the spring?",
        ),
    ),
    "waits, and the day has passed": Story(
        MEMBER,
        date(2010, 10, 11),
        Asked(
            "measure",
            "NI 156",
            "The number of households in temporary accommodation rose in both quarters of this year. What has been tried, and "
            "what was the effect?",
        ),
    ),
    "answered in time, and satisfied": Story(
        MEMBER,
        date(2010, 8, 9),
        Asked("measure", "NI 191", "Does household waste here include what is taken to the recycling centres?"),
        (
            Happened(
                holder("Environmental Services"),
                "answered",
                date(2010, 8, 12),
                "It does not. The recycling centres are the county council's; the measure counts what is collected from homes.",
            ),
            Happened(MEMBER, "satisfied", date(2010, 8, 13), "Clear, and now in my notes."),
        ),
    ),
    "answered late": Story(
        monitor("Planning"),
        date(2010, 8, 16),
        Asked("measure", "PL04", "Fee income is below what was planned. Is it fewer applications, or smaller ones?"),
        (
            Happened(
                holder("Planning"),
                "answered",
                date(2010, 9, 8),
                "Fewer large applications. Householder applications came in as in other years; two large sites were put back.",
            ),
        ),
    ),
    "an officer was asked, and was followed up": Story(
        MEMBER,
        date(2010, 9, 20),
        Asked("action", "HO-A03", "The date was put back twice. What has to happen before it can be finished?", "officer"),
        (
            Happened(
                head("HO", "Housing"),
                "answered",
                date(2010, 9, 28),
                "The lease of the building has to be signed by the owner. Solicitors have the papers.",
            ),
            Happened(
                MEMBER, "followed up", date(2010, 10, 27), "Thank you. By which day does the owner say it will be signed?"
            ),
        ),
    ),
    "not satisfied, and brought to Scrutiny": Story(
        MEMBER,
        date(2010, 7, 5),
        Asked("measure", "HR05", "Spending on agency staff is above target again. Which services spend it, on which posts?"),
        (
            Happened(
                holder("Finance and Staffing"),
                "answered",
                date(2010, 7, 14),
                "Most of it covers vacant posts while pay and grading is reviewed.",
            ),
            Happened(
                MEMBER, "not satisfied", date(2010, 7, 19), "It does not say which services, nor which posts, nor until when."
            ),
            Happened(
                MEMBER, "followed up", date(2010, 7, 19), "Please give the spending of each service and the posts it covers."
            ),
            Happened(
                holder("Finance and Staffing"),
                "answered",
                date(2010, 8, 11),
                "A table by service is being prepared for the autumn budget report.",
            ),
            Happened(
                MEMBER,
                "referred to scrutiny",
                date(2010, 9, 6),
                "Two answers have not said which services spend it. The committee may wish to see the table.",
            ),
        ),
    ),
    "taken up by Scrutiny itself": Story(
        SCRUTINY,
        date(2010, 10, 14),
        Asked(
            "measure",
            "IND-28",
            "Why do so many of the significant partnerships' risks still score highly?",
            "scrutiny",
            reason="It has been below target for a year and nobody has asked. The committee looks at partnerships in January.",
        ),
    ),
    "answered, and nothing has been said of it": Story(
        MEMBER,
        date(2010, 10, 4),
        Asked("risk", "HO-R01", "The score rose in the summer. Which of the controls is not working as it should?"),
        (
            Happened(
                holder("Housing"),
                "answered",
                date(2010, 10, 13),
                "None of them has failed. More households came than they were made for; a further one is being planned.",
            ),
        ),
    ),
    "about a service": Story(
        MEMBER,
        date(2010, 6, 14),
        Asked("service", "RB", "How long do new claimants wait now, and is that longer than before the new claims came?"),
        (
            Happened(
                holder("Finance and Staffing"),
                "answered",
                date(2010, 6, 22),
                "Somewhat longer in the spring, and shorter again since two people were moved to new claims in May.",
            ),
            Happened(MEMBER, "satisfied", date(2010, 6, 23), ""),
        ),
    ),
}
REMARKS = (
    ("report to cabinet", "measure", "HR05", "Finance and Staffing", "HR", holder("Finance and Staffing"), date(2010, 10, 20),
     "Posts stay vacant until pay and grading is agreed. Nothing the service can do before then will bring it to target."),
    ("report to cabinet", "measure", "PL04", "Planning", "PL", Viewer("smt", words=ROLES["smt"]), date(2010, 10, 22),
     "Two large sites will not come forward this year. The shortfall needs a decision on the budget."),
    ("public comment", "portfolio", "Environmental Services", "Environmental Services", "", monitor("Environmental Services"),
     date(2010, 10, 18), "Several residents say that blue bins are sometimes left after the change of collection day."),
    ("to manager", "service", "CS", "", "CS", Viewer("team", service="CS", words="Team or employee, Customer Service"),
     date(2010, 10, 26), "Two of us are away for the whole of November, so calls at midday may wait longer."),
)  # fmt: skip
FOLLOWED = ("NI 156", "NI 191", "PL04")  # by any councillor
# What the committee recommended on the question of agency staff, and what became of each.
RECOMMENDED = (
    (Recommended(2, "cabinet", "That Cabinet asks each service for a plan to fill its vacant posts by January."),
     date(2010, 10, 7), ()),
    (Recommended(2, "holder", "That spending on agency staff is reported by service and post each quarter."), date(2010, 10, 7),
     ((holder("Finance and Staffing"), "accepted", date(2010, 10, 18), "It will be in the report for the third quarter."),)),
)  # fmt: skip
# What the committee means to ask at its meeting of 18 November, and has not yet.
LINES = (
    Line("measure", "NI 156", "What has been tried to shorten stays in temporary housing, and what did each attempt change?",
         date(2010, 11, 18)),
    Line("service", "HR", "Which services carry the vacancies, and what has been left undone because of them?", None),
)  # fmt: skip
LOOKED = date(2010, 10, 20)  # so that the first who opens the demonstration sees what has changed


def moment(day: date) -> datetime:
    """When on a day a step is taken to have happened."""
    return datetime.combine(day, time(10))


def add(db: duckdb.DuckDBPyConnection) -> None:
    """Put every story into the demonstration; `db` is a cursor of `Store.writing_to`, with `live` filled."""
    for story in sorted(STORIES.values(), key=lambda told: told.day):
        number = questions.ask_in(db, story.by, story.asked, moment(story.day), is_illustrative=True)
        for happened in story.then:
            questions.act_in(db, happened.by, number, happened.kind, moment(happened.day), happened.words)
    for kind, about, code, portfolio, service, by, day, words in REMARKS:
        append.numbered(
            db, "remarks", "remark_no",
            kind=kind, about_kind=about, about_code=code, portfolio=portfolio, service_code=service, words=words,
            said_by=by.identity, said_as=by.post, said_at=moment(day), is_illustrative=True,
        )  # fmt: skip
    for code in FOLLOWED:
        append.numbered(
            db, "follow_events", "event_no",
            identity=MEMBER.identity, indicator_code=code, kind="follow", happened_at=moment(LOOKED),
        )  # fmt: skip
    for said, day, answers in RECOMMENDED:
        number = recommendations.make_in(db, SCRUTINY, said, moment(day), is_illustrative=True)
        for by, kind, on, words in answers:
            recommendations.answer_in(db, by, number, kind, words, moment(on))
    for line in LINES:
        enquiries.note_in(db, SCRUTINY, line, moment(LOOKED), is_illustrative=True)
    append.row(db, "last_looks", identity=MEMBER.identity, looked_at=moment(LOOKED))

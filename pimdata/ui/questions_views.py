"""What pages say of members' questions: the list with its counts and times, and one question with its whole history."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from pimdata import figures, moments, queries_questions, question_words
from pimdata.people import Viewer
from pimdata.ui import choices, delivery_views, fragments
from pimdata.ui.asking import ask
from pimdata.ui.frame import address

Row = dict[str, Any]

STATES = {
    "open": "Open: all but the closed",
    "waiting": "Waiting for an answer",
    "answered": "Answered",
    "escalated": "Before Scrutiny",
    "closed": "Closed",
    "all": "All",
}
PROTOCOL = (
    "The council's protocol: an issue is raised first with the relevant portfolio holder. When every way is exhausted and "
    "who asked is still not satisfied, it goes to Scrutiny with its whole history. This guides and records; it locks "
    "nothing. A member may go to Scrutiny, and Scrutiny may take a matter up itself, with the reason kept."
)
OUR_CHOICE = f"{queries_questions.WORKING_DAYS} working days, our own choice: nobody set a day"
STEP_CHIPS = {
    "asked": "info",
    "answered": "on",
    "followed up": "due",
    "satisfied": "on",
    "not satisfied": "below",
    "referred to scrutiny": "near",
    "taken up by scrutiny": "near",
    "concluded": "info",
}
PROMPTS = {
    "asked": "The question",
    "answered": "The answer",
    "followed up": "What is still asked",
    "satisfied": "Added",
    "not satisfied": "What is missing",
    "referred to scrutiny": "Why",
    "taken up by scrutiny": "Why",
    "concluded": "What came of it",
}
LONGEST = 110  # characters of a question in a list


def head(viewer: Viewer) -> str:
    """The list in one paragraph, and its counts, each a way to its list."""
    counted = ask(queries_questions.counts, viewer)
    if not counted["total"]:
        return fragments.headline(
            "No question has been asked yet. Ask one from any measure, action, risk or service.", "Questions"
        )
    told = f"{figures.plural(counted['total'], 'question')} {figures.noun(counted['total'], 'has', 'have')} been asked."
    told += f" {counted['waiting']} {figures.noun(counted['waiting'], 'waits', 'wait')} for an answer"
    told += f", and {counted['escalated']} {figures.noun(counted['escalated'], 'is', 'are')} before Scrutiny."
    if counted["late"]:
        told += f" {counted['late']} {figures.noun(counted['late'], 'is', 'are')} past the day an answer was asked for."
    if counted["middle_days"] is not None:
        told += f" Half of first answers came within {figures.digits(counted['middle_days'], is_trimmed=True)} working days."
    return fragments.headline(told, "Questions") + _counts(counted) + _kept_back(counted["kept_back"])


def _counts(counted: Row) -> str:
    items = [
        fragments.Count(question_words.CHIPS[state], words, counted[state], f"/questions?state={state}", before)
        for state, words in question_words.STATES.items()
        for before in [f"{counted['late']} late" if state == "waiting" and counted["late"] else ""]
    ]
    return fragments.count_strip(items, "How many questions stand where")


def _kept_back(number: int) -> str:
    if not number:
        return ""
    said = f"{figures.plural(number, 'question')} more {figures.noun(number, 'is', 'are')} about what is exempt."
    return fragments.caption(f"{said} The head of the service it concerns says who may see it.")


def choose() -> None:
    """Which questions are listed: by where they stand and by portfolio, in the address."""
    delivery_views.choose_all({"state": ("Where it stands", STATES), "portfolio": ("Portfolio", delivery_views.portfolios())})
    choices.tick("mine", "Only those I asked")


def listed(viewer: Viewer) -> str:
    """Questions as chosen, those that wait first."""
    state = choices.among("state", STATES)
    rows = ask(
        queries_questions.listed,
        viewer,
        state="" if state == "all" else state,
        portfolio=choices.among("portfolio", delivery_views.portfolios()),
        asked_by=viewer.identity if choices.asked("mine") == choices.YES else "",
        about=_about(),
    ).to_dicts()
    return table(f"{figures.plural(len(rows), 'question')}, those that wait first", rows, "No question is listed here.")


def _about() -> tuple[str, str] | None:
    kind, _, code = choices.asked("about").partition(":")
    return (kind, code) if code else None


def table(caption: str, rows: list[Row], empty: str = "None.", *, quiet: bool = False) -> str:
    """Questions as a table: each a way to its history."""
    columns = [
        fragments.Column("question", "Question", "link", href="href"),
        fragments.Column("about", "About", "link", href="about_href"),
        fragments.Column("to", "Asked of"),
        fragments.Column("status", "Where it stands", "chip"),
        fragments.Column("by", "Answer asked for by"),
    ]
    return fragments.table(caption, columns, [line(row) for row in rows], empty, quiet=quiet)


def short_table(caption: str, rows: list[Row], empty: str) -> str:
    """Questions in few words, for a page that has other things to say."""
    columns = [
        fragments.Column("question", "Question", "link", href="href"),
        fragments.Column("about", "About"),
        fragments.Column("status", "Where it stands", "chip"),
        fragments.Column("by", "Answer asked for by"),
    ]
    return fragments.table(caption, columns, [line(row) for row in rows], empty, quiet=True)


def line(row: Row) -> Row:
    """One question as a row of a table."""
    return {
        "question": f"{row['question_no']}. {shortened(row['words'])}",
        "href": f"/questions?q={row['question_no']}",
        "about": about_words(row),
        "about_href": about_href(row),
        "to": _capital(question_words.addressed_to(row)),
        "status": question_words.chip(row),
        "status_words": question_words.state_words(row),
        "by": delivery_views.short_day(row["answer_by"]),
    }


def shortened(words: str) -> str:
    """The beginning of a question, where a list has no room for all of it."""
    flat = " ".join(words.split())
    return flat if len(flat) <= LONGEST else flat[:LONGEST].rsplit(" ", 1)[0] + " …"


def about_words(row: Row) -> str:
    """What a question is about; of an exempt risk, no more than its code."""
    if row["is_exempt"]:
        return f"Exempt risk {row['about_code']}"
    return _capital(f"{row['about_title'] or row['about_kind']} ({row['about_code']})")


def about_href(row: Row) -> str:
    """The page of what a question is about; none for an exempt risk, which has no page."""
    return "" if row["is_exempt"] else address(row["about_kind"], row["about_code"])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def times() -> str:
    """How soon each portfolio answers."""
    rows = [
        {
            "title": row["portfolio"] or "No portfolio",
            "href": f"/questions?portfolio={quote(row['portfolio'])}&state=all",
            "asked": row["asked"],
            "waiting": f"{row['waiting']}, {row['waiting_late']} late" if row["waiting_late"] else str(row["waiting"]),
            "answered": f"{row['answered_in_time']} of {row['answered']}" if row["answered"] else "–",
            "escalated": row["escalated"],
            "days": row["middle_days"],
        }
        for row in ask(queries_questions.times).to_dicts()
    ]
    columns = [
        fragments.Column("title", "Portfolio", "link", href="href"),
        fragments.Column("asked", "Asked", "number"),
        fragments.Column("waiting", "Waiting"),
        fragments.Column("answered", "First answered in time"),
        fragments.Column("escalated", "Before Scrutiny", "number"),
        fragments.Column("days", "Working days to the first answer, the middle one", "number"),
    ]
    heading = fragments.section("How soon questions are answered")
    return heading + fragments.table("By portfolio", columns, rows, "No question has been asked yet.", quiet=True)


def protocol() -> str:
    """How questions go."""
    return fragments.section("How a question goes") + fragments.paragraph(PROTOCOL)


def one(viewer: Viewer, number: int) -> Row | None:
    """The question of a number that this person may see."""
    return ask(queries_questions.question, viewer, number)


def asked() -> int | None:
    """The number in the address; None where it names none, 0 where it names what is no number."""
    said = choices.asked("q").strip()
    if not said:
        return None
    return int(said) if said.isdecimal() and len(said) < 9 else 0


def missing() -> str:
    """What is said of a number that is none, or that is kept from this person: the same of both."""
    told = f"There is no question “{choices.asked('q')[:20]}” that can be shown here."
    return fragments.headline(told, "No such question")


def every() -> str:
    """The way back to the list."""
    return fragments.more("", "See every question", "/questions")


def question(row: Row) -> str:
    """One question: what was asked, of whom, and where it stands."""
    chip = fragments.chip(question_words.chip(row), question_words.state_words(row))
    pairs = [
        ("Asked by", f"{row['asked_as']}, {moments.moment_words(row['asked_at'])}"),
        ("Asked of", _capital(question_words.addressed_to(row))),
        ("Straight to Scrutiny because", row["reason"]),
        ("Answer asked for by", answer_by(row)),
        ("First answered after", _took(row)),
    ]
    about = fragments.more("About", about_words(row), about_href(row)) if about_href(row) else ""
    about = about or fragments.paragraph(f"About: {about_words(row)}.")
    made_up = fragments.caption("Illustrative: made up for the demonstration.") if row["is_illustrative"] else ""
    kept = fragments.definition_list([(term, said) for term, said in pairs if said])
    return fragments.headline(row["words"], f"Question {row['question_no']}") + chip + about + kept + made_up


def answer_by(row: Row) -> str:
    """The day an answer is asked for, whose choice that was, and how late it is."""
    told = figures.date_words(row["answer_by"])
    told += f" ({OUR_CHOICE})" if row["is_own_choice"] else " (set by who asked)"
    return f"{told}. {_capital(question_words.late(row['days_late']))}." if row["days_late"] else f"{told}."


def _took(row: Row) -> str:
    if row["answer_days"] is None:
        return ""
    return figures.plural(row["answer_days"], "working day") if row["answer_days"] else "Less than a working day"


def history(viewer: Viewer, number: int) -> str:
    """Everything done with a question, in order."""
    items = [_step(row) for row in ask(queries_questions.steps, viewer, number).to_dicts()]
    return fragments.section("Its history") + fragments.comments(items)


def _step(row: Row) -> fragments.Comment:
    words = question_words.STEP_WORDS[row["kind"]]
    late = f", {question_words.late(row['days_late'])}" if row["days_late"] else ""
    asked_for = figures.date_words(row["answer_by"]) if row["answer_by"] else ""
    return fragments.Comment(
        period=moments.moment_words(row["happened_at"]),
        status="late" if late else STEP_CHIPS[row["kind"]],
        words=words + late,
        blocks=[(PROMPTS[row["kind"]], row["words"]), ("Answer asked for by", asked_for)],
        written_by=row["done_as"],
    )

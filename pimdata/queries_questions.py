"""One function a question about members' questions: what may be asked about, where each stands, and its whole history.

Whatever is about an exempt risk is given only to those who may see the risk; to anybody else it is not there.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import duckdb
import polars as pl

from pimdata.answers import first, frame, rows
from pimdata.people import Viewer
from pimdata.permissions import Item, may, sees_exempt

DB = duckdb.DuckDBPyConnection

WORKING_DAYS = 10  # by which an answer is asked for unless the asker sets a day: the system's own choice
_SEEN = "is_seen_by($seen, is_exempt, service_code, portfolio)"
_SUBJECTS = {
    "measure": """
        select title, [portfolio] as portfolios, service_code, officer, false as is_exempt
        from indicator_versions where indicator_code = $code
        order by today() between valid_from and valid_until desc, valid_from desc limit 1
    """,
    "action": """
        select title, [portfolio] as portfolios, service_code, officer, false as is_exempt
        from action_status where action_code = $code
    """,
    "risk": """
        select
            coalesce(nullif(event, ''), nullif(cause, ''), consequence) as title, [portfolio] as portfolios, service_code,
            owner_role as officer, coalesce(is_exempt, false) as is_exempt,
        from risk_status where risk_code = $code
    """,
    "service": """
        select
            title, service_code, head_of_service as officer, false as is_exempt,
            coalesce((
                select list(distinct portfolio order by portfolio) from (
                    select portfolio from current_indicators where service_code = $code
                    union
                    select portfolio from current_actions where service_code = $code
                )
            ), []) as portfolios,
        from service_names where service_code = $code
    """,
}


class Subject(NamedTuple):
    """What a question may be about, and who answers for it today. `portfolios` and `holders` go together."""

    kind: str
    code: str
    title: str
    portfolios: tuple[str, ...]
    holders: tuple[str, ...]
    service: str
    service_title: str
    officer: str
    is_exempt: bool


def subject(db: DB, kind: str, code: str, viewer: Viewer) -> Subject | None:
    """What a code stands for; None where there is no such thing, or it is exempt and not for this person to see."""
    found = first(db, _SUBJECTS[kind], {"code": code}) if kind in _SUBJECTS else None
    if found is None:
        return None
    names = tuple(name for name in found["portfolios"] if name)
    items = [Item(service=found["service_code"] or "", portfolio=name) for name in names or ("",)]
    if found["is_exempt"] and not any(may(viewer, "see exempt", item) for item in items):
        return None
    held = dict(rows(db, "select portfolio, coalesce(holder, '') from portfolio_holders"))
    titles = dict(rows(db, "select service_code, title from service_names"))
    service = found["service_code"] or ""
    holders = tuple(held.get(name, "") for name in names)
    officer = found["officer"] or ""
    return Subject(
        kind, code, found["title"] or "", names, holders, service, titles.get(service, service), officer, found["is_exempt"]
    )


def listed(
    db: DB,
    viewer: Viewer,
    state: str = "",
    portfolio: str = "",
    service: str = "",
    asked_by: str = "",
    about: tuple[str, str] | None = None,
    late_only: bool = False,
    unanswered_only: bool = False,
) -> pl.DataFrame:
    """Questions this person may see: those that wait first, the latest of them at the top, then by what was done last.

    Args:
        state: waiting, answered, escalated or closed; 'open' for all but the closed.
        service: those sent to an officer of this service.
        asked_by: an identity.
        about: kind and code.
    """
    return frame(
        db,
        f"""
        from questions_now
        where {_SEEN}
            and ($state = '' or state = $state or $state = 'open' and state <> 'closed')
            and ($portfolio = '' or portfolio = $portfolio)
            and ($service = '' or service_code = $service and route = 'officer')
            and ($asked_by = '' or asked_by = $asked_by)
            and ($about_kind = '' or about_kind = $about_kind and about_code = $about_code)
            and (not $late_only or days_late > 0 and is_unanswered)
            and (not $unanswered_only or is_unanswered)
        order by list_position(['waiting', 'escalated', 'answered', 'closed'], state), not is_unanswered,
            if(is_unanswered, answer_by, null), last_step_at desc, question_no desc
        """,
        {
            "state": state, "portfolio": portfolio, "service": service, "asked_by": asked_by,
            "about_kind": about[0] if about else "", "about_code": about[1] if about else "", "late_only": late_only,
            "unanswered_only": unanswered_only, "seen": list(sees_exempt(viewer)),
        },
    )  # fmt: skip


def question(db: DB, viewer: Viewer, number: int) -> dict[str, Any] | None:
    """One question; None where there is none, or it is about what this person may not see."""
    return first(
        db,
        f"from questions_now where question_no = $number and {_SEEN}",
        {"number": number, "seen": list(sees_exempt(viewer))},
    )


def steps(db: DB, viewer: Viewer, number: int) -> pl.DataFrame:
    """Everything done with a question, in order; for an answer, by how many working days it was late."""
    return frame(
        db,
        f"""
        select question_events.*, coalesce(turns.days_late, 0) as days_late
        from question_events
        left join question_turns as turns
            on question_events.question_no = turns.question_no and kind = 'answered' and turns.answered_at = happened_at
        where question_events.question_no = $number and happened_at <= as_at()
            and $number in (select question_no from questions_now where {_SEEN})
        order by event_no
        """,
        {"number": number, "seen": list(sees_exempt(viewer))},
    )


def counts(db: DB, viewer: Viewer, portfolio: str = "") -> dict[str, Any]:
    """How many questions stand where, how long first answers took, and how many more are about exempt things."""
    found = first(
        db,
        f"""
        select
            count(*) filter (where {_SEEN})::integer as total,
            count(*) filter (where {_SEEN} and state = 'waiting')::integer as waiting,
            count(*) filter (where {_SEEN} and is_unanswered and days_late > 0)::integer as late,
            count(*) filter (where {_SEEN} and state = 'answered')::integer as answered,
            count(*) filter (where {_SEEN} and state = 'escalated')::integer as escalated,
            count(*) filter (where {_SEEN} and state = 'closed')::integer as closed,
            median(answer_days) filter (where {_SEEN}) as middle_days,
            count(*) filter (where not {_SEEN})::integer as kept_back,
        from questions_now
        where $portfolio = '' or portfolio = $portfolio
        """,
        {"portfolio": portfolio, "seen": list(sees_exempt(viewer))},
    )
    return found or {}


def times(db: DB) -> pl.DataFrame:
    """How soon each portfolio answers."""
    return frame(db, "from question_times order by portfolio")


def usual_answer_by(db: DB, start: date) -> date:
    """The day by which an answer is asked for where nobody sets one."""
    found = rows(
        db,
        """
        select min(day) from working_days
        where is_working and working_day_no = (select working_day_no from working_days where day = $start) + $days
        """,
        {"start": start, "days": WORKING_DAYS},
    )
    return date.fromisoformat(str(found[0][0]))

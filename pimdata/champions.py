"""What a data quality champion says: how far a measure can be relied on, and whether a service's data meets the standard.

Each is sent the way every other row is: checked, kept with who and when, and able to be taken back.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pimdata import returns
from pimdata.csv_text import file_bytes
from pimdata.errors import NotAllowed
from pimdata.models_quality import ReliabilityGrade, StandardConfirmation
from pimdata.rows import columns
from pimdata.store import Store

Grade = Literal["reliable", "use with care", "not reliable"]
Answer = Literal["meets it", "meets it in part", "does not meet it"]
WHO_MAY = (
    "Only the manager of a service, for that service's data on behalf of its data quality champion, or the Policy and "
    "Performance team may say this."
)


def may_answer_for(role: str, own_service: str, service: str) -> bool:
    """Whether a viewer may speak for the data of a service; one place decides it.

    >>> may_answer_for("manager", "HO", "HO"), may_answer_for("manager", "HO", "PL"), may_answer_for("policy", "", "PL")
    (True, False, True)
    >>> may_answer_for("member", "", ""), may_answer_for("smt", "", "HO")
    (False, False)
    """
    return role == "policy" or (role == "manager" and service != "" and own_service == service)


def grade(store: Store, code: str, given: Grade, reason: str, by_whom: str, on: date, *, is_allowed: bool) -> returns.Receipt:
    """Grade a measure, from now on and for everybody.

    Args:
        given: how far its figures can be relied on.
        reason: what the grade rests on, as it will be shown beside it.
        by_whom: the post that gives it.
        is_allowed: what `may_answer_for` says of that post and the measure's service.

    Raises:
        NotAllowed: it is not theirs to grade.
        PimError: it cannot be stored; the text says why.
        NothingToDo: it is graded so already.
    """
    values = {"indicator_code": code, "graded_on": on, "grade": given, "reason": _said(reason), "graded_by": by_whom}
    return _put(store, ReliabilityGrade, values, f"grade-{code}-{on}", by_whom, is_allowed)


def confirm(
    store: Store, service: str, period: str, answer: Answer, statement: str, by_whom: str, on: date, *, is_allowed: bool
) -> returns.Receipt:
    """Say whether a service's data for a period meets the council's data quality standards.

    Args:
        statement: what the answer rests on, and what is being put right.
        is_allowed: what `may_answer_for` says of that post and the service.

    Raises:
        NotAllowed: it is not theirs to say.
        PimError: it cannot be stored; the text says why.
        NothingToDo: the same was said already.
    """
    values = {
        "service_code": service, "period": period, "answer": answer, "statement": _said(statement), "confirmed_on": on,
        "confirmed_by": by_whom,
    }  # fmt: skip
    return _put(store, StandardConfirmation, values, f"standard-{service}-{period}", by_whom, is_allowed)


def take_back(store: Store, load_id: int, by_whom: str, reason: str, *, is_allowed: bool) -> None:
    """Take back a grade or a confirmation: the one before it is in force again, and nothing is deleted.

    Raises:
        NotAllowed: it is not theirs to take back.
        PimError: no reason is given.
        NothingToDo: it was taken back already.
    """
    if not is_allowed:
        raise NotAllowed(WHO_MAY)
    returns.take_back(store, load_id, by_whom, reason)


def _said(words: str) -> str:
    return " ".join(words.split())


def _put(
    store: Store,
    model: type[ReliabilityGrade | StandardConfirmation],
    values: dict[str, object],
    name: str,
    by_whom: str,
    is_allowed: bool,
) -> returns.Receipt:
    if not is_allowed:
        raise NotAllowed(WHO_MAY)
    file_name = f"{name}.csv".replace(" ", "-").replace("/", "-")
    return returns.send(store, file_bytes(list(columns(model)), [values]), file_name, by_whom, dataset=model.dataset)

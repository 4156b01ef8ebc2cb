"""What a data quality champion says: how far a measure can be relied on, and whether a service's data meets the standard.

Each is sent the way every other row is: checked, kept with who and when, and able to be taken back.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pimdata import permissions, queries_quality, returns
from pimdata.csv_text import file_bytes
from pimdata.errors import PimError
from pimdata.models_quality import ReliabilityGrade, StandardConfirmation
from pimdata.people import Viewer
from pimdata.permissions import Item
from pimdata.rows import columns
from pimdata.store import Store

Grade = Literal["reliable", "use with care", "not reliable"]
Answer = Literal["meets it", "meets it in part", "does not meet it"]
GRADING, CONFIRMING = "grade reliability", "confirm standard"
ACTIONS = {ReliabilityGrade.dataset: GRADING, StandardConfirmation.dataset: CONFIRMING}


def grade(store: Store, viewer: Viewer, code: str, given: Grade, reason: str, on: date) -> returns.Receipt:
    """Grade a measure, from now on and for everybody.

    Args:
        viewer: who grades it.
        code: the measure's.
        given: how far its figures can be relied on.
        reason: what the grade rests on, as it will be shown beside it.

    Raises:
        NotAllowed: it is not theirs to grade.
        PimError: it cannot be stored; the text says why.
        NothingToDo: it is graded so already.
    """
    with store.reading() as db:
        service = queries_quality.service_of(db, code)
    permissions.require(viewer, GRADING, Item(service=service))
    values = {"indicator_code": code, "graded_on": on, "grade": given, "reason": _said(reason), "graded_by": viewer.post}
    return _put(store, ReliabilityGrade, values, f"grade-{code}-{on}", viewer)


def confirm(
    store: Store, viewer: Viewer, service: str, period: str, answer: Answer, statement: str, on: date
) -> returns.Receipt:
    """Say whether a service's data for a period meets the council's data quality standards.

    Args:
        viewer: who says it.
        statement: what the answer rests on, and what is being put right.

    Raises:
        NotAllowed: it is not theirs to say.
        PimError: it cannot be stored; the text says why.
        NothingToDo: the same was said already.
    """
    permissions.require(viewer, CONFIRMING, Item(service=service))
    values = {
        "service_code": service, "period": period, "answer": answer, "statement": _said(statement), "confirmed_on": on,
        "confirmed_by": viewer.post,
    }  # fmt: skip
    return _put(store, StandardConfirmation, values, f"standard-{service}-{period}", viewer)


def take_back(store: Store, viewer: Viewer, load_id: int, reason: str) -> None:
    """Take back a grade or a confirmation: the one before it is in force again, and nothing is deleted.

    Raises:
        NotAllowed: they could not have said it themselves.
        PimError: it is neither, or no reason is given.
        NothingToDo: it was taken back already.
    """
    with store.reading() as db:
        said = queries_quality.said_in(db, load_id)
    if not said:
        raise PimError(f"R-{load_id:05d} is no grade and no confirmation. Other loads are taken back under Returns.")
    for dataset, service in said:
        permissions.require(viewer, ACTIONS[dataset], Item(service=service))
    returns.take_back(store, load_id, viewer.post, reason)


def _said(words: str) -> str:
    return " ".join(words.split())


def _put(
    store: Store, model: type[ReliabilityGrade | StandardConfirmation], values: dict[str, object], name: str, viewer: Viewer
) -> returns.Receipt:
    file_name = f"{name}.csv".replace(" ", "-").replace("/", "-")
    return returns.send(store, file_bytes(list(columns(model)), [values]), file_name, viewer.post, dataset=model.dataset)

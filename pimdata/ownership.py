"""Who may send what: a service its own rows, the Policy and Performance team anything; one place decides it."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import polars as pl

from pimdata import acting, permissions, queries_returns
from pimdata.checked import Checked
from pimdata.errors import NotAllowed
from pimdata.messages import NOUNS, Fault, fault
from pimdata.models import DATASETS
from pimdata.people import Viewer
from pimdata.reading import ROW, Sheet
from pimdata.rows import Row

ORDINARY = frozenset(DATASETS) - {"people"}  # who may do what is sent by few, and never by mistake
WHO_MAY_TAKE_BACK = "This load holds rows that are not your service's. Only the Policy and Performance team may take it back."


def datasets_of(viewer: Viewer) -> frozenset[str]:
    """What somebody may send from a page: who keeps the plan does not decide who may do what, nor the other way round."""
    people = {"people"} if permissions.may(viewer, "manage people") else set()
    plan = ORDINARY if permissions.may(viewer, "send plan") else set()
    returns = {name for name, model in DATASETS.items() if model.is_return and permissions.only_service(viewer, name) != ""}
    return frozenset(people | plan | returns)


def refuse_dataset(dataset: str, allowed: frozenset[str] | None) -> None:
    """Stop whoever may send other things, and not this.

    Args:
        allowed: what may be sent; None for anything, as from the command line.

    Raises:
        NotAllowed: the text says who may.
    """
    if allowed is not None and dataset not in allowed:
        action = "manage people" if dataset == "people" else "send plan"
        acting.refuse(acting.actor("nobody"), action, dataset)
        raise NotAllowed(f"This file holds {spoken(dataset)}. {permissions.who_may(action)}")


def refuse_outsiders(service: str | None) -> None:
    """Stop whoever may send nothing.

    Raises:
        NotAllowed: the text says who may.
    """
    if service == "":
        acting.refuse(acting.actor("nobody"), "send return")
        raise NotAllowed(f"Nothing was sent. {permissions.who_may('send return')}")


def refuse_others_load(
    db: duckdb.DuckDBPyConnection, load_id: int, service: str | None, allowed: frozenset[str] | None = ORDINARY
) -> None:
    """Stop a service from taking back what holds another's rows, and anybody from taking back what they may not send.

    Raises:
        NotAllowed: the text says who may.
    """
    if dataset := queries_returns.dataset_of_load(db, load_id):
        refuse_dataset(dataset, allowed)
    if service is not None and queries_returns.services_of_load(db, load_id) not in ([service], []):
        acting.refuse(acting.actor("nobody"), "take back", f"load {load_id}")
        raise NotAllowed(WHO_MAY_TAKE_BACK)


def of_another_kind(model: type[Row], wanted: str, service: str | None) -> Fault | None:
    """Why a file does not belong here at all: a part of the plan from a service, or another return than was chosen."""
    if service is not None and not model.is_return:
        return fault("C15", found=spoken(model.dataset))
    if wanted and model.dataset != wanted:
        return fault("C02", found=spoken(model.dataset), suggestion=model.dataset, wanted=spoken(wanted))
    return None


def spoken(dataset: str) -> str:
    """A dataset's name in a sentence.

    >>> spoken("risk_assessments")
    'risk assessments'
    """
    return dataset.replace("_", " ")


def own_rows_only(
    db: duckdb.DuckDBPyConnection, checked: Checked, model: type[Row], sheet: Sheet, service: str | None
) -> Checked:
    """The check with every other service's row held back; that is then the only thing said of it."""
    if service is None or checked.is_stopped or model.dataset not in queries_returns.OWNERS:
        return checked
    faults = _of_others(db, model, sheet, service)
    others = [each.row for each in faults]
    if not others:
        return checked
    kept = tuple(each for each in checked.faults if each.row not in others)
    is_others = pl.col(ROW).is_in(others)
    return replace(
        checked,
        rows=checked.rows.filter(~is_others),
        held=sheet.frame.filter(is_others | pl.col(ROW).is_in(checked.held[ROW].implode())).select(ROW),
        faults=tuple(sorted((*kept, *faults), key=lambda each: each.row or 0)),
        explained=tuple(each for each in checked.explained if each.row not in others),
        own_words=tuple(each for each in checked.own_words if each.asked.row not in others),
    )


def _of_others(db: duckdb.DuckDBPyConnection, model: type[Row], sheet: Sheet, service: str) -> list[Fault]:
    owners = queries_returns.owners(db, model.dataset)
    code = queries_returns.OWNERS[model.dataset][0]
    own = own_parts(sheet, service) if model.dataset == "indicator_results" else set()
    faults = []
    for row, found in sheet.frame.select(ROW, code).iter_rows():
        owner, title = owners.get(found, (service, ""))
        if owner != service and row not in own:
            item = f"the {NOUNS[model.dataset]} {found}"
            whose = title or "no service"
            faults.append(fault("C04", row=row, column=code, found=found, item=item, service=whose))
    return faults


def own_parts(sheet: Sheet, service: str) -> set[int]:
    """The rows that are this service's own part of a measure, which it sends whoever owns the whole."""
    if not {"dimension", "category"} <= set(sheet.frame.columns):
        return set()
    is_part = (pl.col("dimension").str.to_lowercase() == queries_returns.PART) & (pl.col("category") == service)
    return set(sheet.frame.filter(is_part)[ROW].to_list())

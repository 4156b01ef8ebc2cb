"""What is asked of the HTTP API beside the rows, and rows sent as JSON made into the file they would have been."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from pimdata import api_description, figures
from pimdata.csv_text import file_bytes
from pimdata.models import DATASETS
from pimdata.rows import columns

TOO_MUCH = Decimal(10**12)  # pounds; what a column of amounts holds


class Wanted(NamedTuple):
    """What is wanted of a return that is sent.

    Args:
        is_check: say what is wrong and store nothing.
        is_partial: store the rows that are ready while others wait.
        replaces: take back what waits for sign-off and is other here.
        revises: revise figures of a published period.
        control_total: what the ledger gives as spent for all cost centres of the file together, in pounds.
        period: the period whose return it is; what is missing of that is then said.
        reasons: why, for rows that are asked about, by the number of the row.
    """

    is_check: bool
    is_partial: bool
    replaces: bool
    revises: bool
    control_total: Decimal | None
    period: str
    reasons: dict[int, str]


class Refused(Exception):
    """An answer that is no success: its status and what is said."""

    def __init__(self, status: int, words: str, **more: Any) -> None:  # noqa: ANN401 - anything JSON can say
        super().__init__(words)
        self.status, self.body = status, {"message": words, **more}


def wanted_of(query: Mapping[str, str], reasons: dict[int, str]) -> Wanted:
    """What the address asks for.

    Raises:
        Refused: something in it cannot be read.
    """
    period = query.get("period", "")
    if period and period not in figures.known_periods():
        raise Refused(400, f'"{period[:40]}" is no period. Write it as 2010-10, 2010/11 Q2 or 2010/11.')
    is_check, is_partial, replaces, revises = (_switch(query, name) for name in ("check", "partial", "replaces", "revises"))
    return Wanted(is_check, is_partial, replaces, revises, _pounds(query), period, reasons)


def _pounds(query: Mapping[str, str]) -> Decimal | None:
    said = query.get("control_total", "")
    if not said:
        return None
    try:
        amount = Decimal(said)
    except InvalidOperation:
        amount = Decimal("nan")
    if not amount.is_finite() or abs(amount) >= TOO_MUCH:
        raise Refused(400, f'"control_total" is an amount in pounds, as 1234.56; "{said[:40]}" is not.')
    return amount


def _switch(query: Mapping[str, str], name: str) -> bool:
    said = query.get(name, "false")
    if said not in ("true", "false"):
        raise Refused(400, f'"{name}" is true or false; "{said[:40]}" is neither.')
    return said == "true"


def as_file(dataset: str, content: bytes) -> tuple[bytes, dict[int, str]]:
    """Rows sent as JSON, as the file they would have been: one way in for all. And the reasons by row.

    Raises:
        Refused: it is no such JSON.
    """
    try:
        sent = api_description.Rows.model_validate_json(content)
    except ValueError as error:
        words = (
            'Send {"rows": [{"indicator_code": "…", …}, …]}: values are texts, numbers or null; "reasons": {"2": "…"} by row.'
        )
        raise Refused(400, words) from error
    rows = sent.rows
    named = list(dict.fromkeys(name for row in rows for name in row))
    known = [name for name in columns(DATASETS[dataset]) if name in named]
    headings = [*known, *(name for name in named if name not in known)]
    return file_bytes(headings, [dict.fromkeys(named) | row for row in rows]), sent.reasons

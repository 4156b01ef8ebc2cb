"""What every row of a file has: its kinds of cell, its key, and how its columns are described.

The description of a column is all there is to say about it: the check, the template, the error
message and the Definitions page are made from it, and nothing else describes a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

Text = Annotated[str, Field(default="", max_length=4000)]
Account = Annotated[str, Field(default="", max_length=600)]  # what members read of a figure: a short paragraph
Code = Annotated[str, Field(min_length=1, max_length=60)]
Figure = Annotated[Decimal | None, Field(default=None, max_digits=18, decimal_places=6)]
Deadband = Annotated[Decimal | None, Field(default=None, ge=0, max_digits=18, decimal_places=6)]
Whole = Annotated[int | None, Field(default=None)]
Day = Annotated[date | None, Field(default=None)]
Flag = Annotated[bool | None, Field(default=None)]
Score = Annotated[int | None, Field(default=None, ge=1, le=5)]
RunLength = Annotated[int | None, Field(default=None, ge=6, le=8)]  # of points that make a shift or a trend
Baseline = Annotated[int | None, Field(default=None, ge=2, le=120)]  # of points; one alone gives no limits

KINDS: tuple[type, ...] = (bool, int, Decimal, date, str)  # of cell
YEAR = "a financial year, as 2009/10"
PERIOD = "a period, as 2009/10, 2009/10 Q2, 2009/10 H1 or 2009-07"
INDICATOR = "the code of an indicator that is held, as NI 157a"


class Row(BaseModel):
    """A row of a file; the class variables say how rows of it are told apart and who sends them."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    dataset: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    scope_column: ClassVar[str | None] = None  # the code whose marts a row touches; None refreshes all
    is_return: ClassVar[bool] = False  # sent each period by services, rather than part of a plan
    is_of_one: ClassVar[bool] = False  # of a plan, and yet a row touches what stands under its own code alone
    is_comparison: ClassVar[bool] = False  # figures of other councils


class PlanRow(Row):
    """A row of a plan; each says what was inferred and where the rest came from."""

    inferred: Text = Field(description="the columns of this row that are inferred, not said by the source")
    note: Text = Field(description="anything a reader should know of this row")
    source_ref: Text = Field(description="where it was taken from: document and line, or Illustrative")


PLAN_COLUMNS = ("inferred", "note", "source_ref")


def columns(model: type[Row]) -> dict[str, FieldInfo]:
    """The file's headings in order, each with its description; a plan's own three come last.

    >>> from pimdata.models_plan import Link
    >>> list(columns(Link))
    ['from_code', 'to_code', 'valid_from', 'valid_to', 'inferred', 'note', 'source_ref']
    """
    named = {(field.alias or name): field for name, field in model.model_fields.items()}
    return {
        **{name: field for name, field in named.items() if name not in PLAN_COLUMNS},
        **{name: field for name, field in named.items() if name in PLAN_COLUMNS},
    }


def quoted(names: Iterable[str]) -> str:
    """Columns as SQL lists them; one of ours is called `group`.

    >>> quoted(("indicator_code", "group"))
    '"indicator_code", "group"'
    """
    return ", ".join(f'"{name}"' for name in names)


def cell_kind(field: FieldInfo) -> type:
    """Which of str, Decimal, int, bool or date a cell of this column is.

    >>> from pimdata.models_measures import Target
    >>> cell_kind(columns(Target)["target_value"]).__name__, cell_kind(columns(Target)["target_kind"]).__name__
    ('Decimal', 'str')
    """
    return _cell_kind(field.annotation)


def _cell_kind(annotation: object) -> type:
    if get_origin(annotation) is Literal:
        return str
    for part in get_args(annotation) or (annotation,):
        known: list[type] = [kind for kind in KINDS if kind is part]
        if known:
            return known[0]
        if get_args(part):
            return _cell_kind(part)
    raise TypeError(f"no cell kind for {annotation!r}")


def choices(field: FieldInfo) -> tuple[str, ...]:
    """The words a cell may hold, where only some are known; empty where any will do.

    >>> from pimdata.models_measures import SpcMark
    >>> choices(columns(SpcMark)["kind"])
    ('rebase', 'ghost', 'break')
    """
    return get_args(field.annotation) if get_origin(field.annotation) is Literal else ()


def is_needed(field: FieldInfo) -> bool:
    """Whether a row without this cell cannot be used."""
    return field.is_required()

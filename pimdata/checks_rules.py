"""A rule about rows: when it speaks, and what fills its words. Rows are tested all at once; only faults are worded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

import polars as pl

from pimdata.messages import Fault, fault
from pimdata.reading import ROW


@dataclass(frozen=True)
class Rule:
    """One message's rule. Every expression is over the rows with what the database knows of them."""

    code: str
    column: str
    when: pl.Expr
    found: pl.Expr = field(default_factory=lambda: pl.lit(""))
    suggestion: pl.Expr = field(default_factory=lambda: pl.lit(""))
    slots: dict[str, pl.Expr] = field(default_factory=dict)
    phrases: dict[str, str] = field(default_factory=dict)  # slots made of other slots


def broken(rule: Rule, rows: pl.DataFrame, item_of: Callable[[str], str], code_column: str) -> list[Fault]:
    """The rule's message for each row it speaks of."""
    faulty = rows.filter(rule.when).select(
        pl.col(ROW).alias("row"),
        pl.col(code_column).alias("item"),
        rule.found.alias("found"),
        rule.suggestion.alias("suggestion"),
        **rule.slots,
    )
    return [_worded(rule, values, item_of) for values in faulty.iter_rows(named=True)]


def _worded(rule: Rule, values: dict[str, object], item_of: Callable[[str], str]) -> Fault:
    row, item = values.pop("row"), item_of(str(values.pop("item")))
    values = {name: value for name, value in values.items() if value is not None or name != "suggestion"}
    said = {name: _read_easily(value) for name, value in values.items()}
    said |= {name: phrase.format(**said) for name, phrase in rule.phrases.items()}
    told = fault(rule.code, row=int(str(row)), column=rule.column, item=item, **said)
    # What goes into a cell is written as cells have it.
    meant = spoken(values.get("suggestion", ""))
    fixes = tuple(replace(each, text=meant) if each.column == rule.column else each for each in told.fixes)
    return replace(told, found=spoken(values["found"]), suggestion=meant, fixes=fixes)


def _read_easily(value: object) -> str:
    """A value in a sentence: as `spoken`, with its thousands apart.

    >>> _read_easily(Decimal("588733.50")), _read_easily(Decimal("-880500")), _read_easily("2010")
    ('588,733.5', '-880,500', '2010')
    """
    text = spoken(value)
    if not isinstance(value, Decimal | float):
        return text
    whole, point, part = text.partition(".")
    return f"{int(whole):,}{point}{part}" if whole.lstrip("-").isdecimal() and int(whole) else text


def spoken(value: object) -> str:
    """A value as a person writes it.

    >>> spoken(Decimal("39.500000")), spoken(Decimal("100.000000")), spoken(date(2010, 3, 31)), spoken(66.7)
    ('39.5', '100', '31 March 2010', '66.7')
    """
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, float):
        value = Decimal(f"{value:.6f}")
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return "no figure" if value is None else str(value)

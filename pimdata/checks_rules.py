"""A rule about rows: when it speaks, and what fills its words. Rows are tested all at once; only faults are worded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
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
    words = {name: spoken(value) for name, value in values.items() if value is not None or name != "suggestion"}
    words |= {name: phrase.format(**words) for name, phrase in rule.phrases.items()}
    return fault(rule.code, row=int(str(row)), column=rule.column, item=item, **words)


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

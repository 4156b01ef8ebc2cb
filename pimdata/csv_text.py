"""Rows as CSV text that opens safely in a spreadsheet: for downloads of what a page lists."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

# A spreadsheet takes a cell that begins with one of these for a formula, and would run it.
_OPENERS = ("=", "+", "-", "@", "\t", "\r")


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("+2.5%"), safe("Rent")
    ("'=1+1", "'+2.5%", 'Rent')
    """
    return f"'{text}" if text.startswith(_OPENERS) else text


def cell(value: Any) -> str:  # noqa: ANN401 - a cell may hold anything
    """A value as a file has it: a number bare, a date by year first, nothing empty.

    >>> cell(Decimal("21.400000")), cell(-3), cell(None), cell(True), cell("-")
    ('21.4', '-3', '', 'true', "'-")
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return f"{value.normalize() + 0:f}"
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, int | float) else safe(str(value))


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """A heading line and a line each row; lines end as RFC 4180 has them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(row[column]) for column in columns] for row in rows)
    return out.getvalue()


def file_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The file: UTF-8 with a mark at its start, without which Excel spoils pound signs."""
    return csv_text(columns, rows).encode("utf-8-sig")

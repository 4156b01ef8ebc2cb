"""A template as an Excel workbook: lists to choose from, days as days, and what is for reading only in grey."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from pydantic.fields import FieldInfo
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pimdata.rows import Row, cell_kind, choices, columns

RETURN, LISTS, ABOUT = "Return", "Lists", "About"  # reading a workbook prefers the sheet named Return
REASONS = ("Not available yet", "Not applicable", "Not collected this period", "Withheld")  # others may be typed
_HOW = (
    "Fill in the white cells of the sheet Return. Grey columns are for reading only: what is typed there is not used.",
    "Where there is no figure leave it blank and give a reason. Where there were no cases enter 0.",
    "Cells with an arrow have a list to choose from. Point at a heading to read what belongs beneath it.",
    "Save the workbook and upload it as it is; it need not be made into a CSV.",
)
_PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDE = ("indicator_name", "what_happened", "why", "what_next", "comment", "no_value_reason")


def workbook(model: type[Row], headings: Sequence[str], rows: Iterable[Mapping[str, Any]], label: str = "") -> bytes:
    """A workbook with a row for each that is owed.

    Args:
        model: what a row must be; its columns say what each heading needs and which lists there are.
        headings: in the order of the columns; those the model has not are for reading only.
        rows: a value for each heading that has one.
        label: what must be known of the figures, as that they are illustrative.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {**_PLAIN, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"title": model.dataset, "comments": label})
    sheet, about, lists = (book.add_worksheet(name) for name in (RETURN, ABOUT, LISTS))
    lists.hide()
    for number, words in enumerate(filter(None, (label, *_HOW))):
        about.write_string(number, 0, words)
    about.set_column(0, 0, 110)
    styles = _styles(book)
    filled = list(rows)
    own = columns(model)
    sheet.freeze_panes(1, 2)
    for index, heading in enumerate(headings):
        field = own.get(heading)
        _head(sheet, index, heading, field, styles)
        for number, row in enumerate(filled, start=1):
            _write(sheet, number, index, row.get(heading), styles["entry" if field else "reading"], styles)
        if field is not None:
            _offer(book, sheet, lists, index, heading, field, max(len(filled), 200))
    book.close()
    return out.getvalue()


def _styles(book: xlsxwriter.Workbook) -> dict[str, Format]:
    grey = {"bg_color": "#EDEDED", "font_color": "#404040"}
    return {
        "heading": book.add_format({"bold": True, "bottom": 1}),
        "heading for reading": book.add_format({"bold": True, "italic": True, "bottom": 1, **grey}),
        "entry": book.add_format({}),
        "reading": book.add_format(grey),
        "text": book.add_format({"num_format": "@"}),  # or a spreadsheet makes a day of 2009-07
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
    }


def _head(sheet: Worksheet, index: int, heading: str, field: FieldInfo | None, styles: Mapping[str, Format]) -> None:
    sheet.write_string(0, index, heading, styles["heading" if field else "heading for reading"])
    if field is None:
        style = styles["reading"]
    elif cell_kind(field) is date:
        style = styles["day"]
    else:
        style = styles["text"] if heading.endswith(("code", "period", "financial_year")) else styles["entry"]
    sheet.set_column(index, index, 40 if heading in _WIDE else max(12, len(heading) + 2), style)
    if field is not None and field.description:
        sheet.write_comment(0, index, field.description[:1].upper() + field.description[1:] + ".")


def _write(sheet: Worksheet, row: int, index: int, value: object, style: Format, styles: Mapping[str, Format]) -> None:
    """A cell in its own kind; text is never taken for a formula or a number."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, index, "yes" if value else "no", style)
    elif isinstance(value, Decimal | int | float):
        sheet.write_number(row, index, float(value), style)
    elif isinstance(value, date):
        sheet.write_datetime(row, index, value, styles["day"])
    else:
        sheet.write_string(row, index, str(value), style)


def _offer(
    book: xlsxwriter.Workbook, sheet: Worksheet, lists: Worksheet, index: int, heading: str, field: FieldInfo, rows: int
) -> None:
    """The list a cell may hold; of reasons, a list that others may be typed beside."""
    words = _words(heading, field)
    if not words:
        return
    lists.write_column(0, index, words)
    letter = xlsxwriter.utility.xl_col_to_name(index)
    sheet.data_validation(
        1,
        index,
        rows,
        index,
        {
            "validate": "list",
            "source": f"={LISTS}!${letter}$1:${letter}${len(words)}",
            "show_error": heading != "no_value_reason",
            "error_title": "Choose from the list",
            "error_message": "Choose one of the words in the list, or leave the cell blank.",
        },
    )


def _words(heading: str, field: FieldInfo) -> tuple[str | int, ...]:
    if heading == "no_value_reason":
        return REASONS
    if cell_kind(field) is bool:
        return ("yes", "no")
    limits = [next((getattr(each, side) for each in field.metadata if hasattr(each, side)), None) for side in ("ge", "le")]
    if cell_kind(field) is int and None not in limits:
        return tuple(range(int(limits[0] or 0), int(limits[1] or 0) + 1))
    return tuple(word for word in choices(field) if word)

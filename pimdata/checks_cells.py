"""Stage D: each cell into its column's own type. Columns are read whole; only odd cells are read one by one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl
from pydantic.fields import FieldInfo

from pimdata import cells
from pimdata.cell_marks import Taken
from pimdata.checked import NO_TIDIED
from pimdata.messages import Fault, Fix, counted, fault
from pimdata.reading import ROW, Sheet
from pimdata.rows import Row, cell_kind, choices, columns, is_needed

TYPES: dict[type, pl.DataType] = {
    str: pl.String(),
    Decimal: pl.Decimal(18, 6),
    int: pl.Int32(),
    date: pl.Date(),
    bool: pl.Boolean(),
}
Item = Callable[[str], str]  # a row's code to what a message calls it


@dataclass(frozen=True)
class Typed:
    """A file's rows in their columns' own types; a cell that could not be read is null (or '' for text)."""

    frame: pl.DataFrame
    faults: list[Fault]
    tidied: pl.DataFrame


def type_cells(sheet: Sheet, model: type[Row], item: Item) -> Typed:
    """Every cell of a file in its column's type; a column that is not there holds what a blank one would."""
    first_key = model.key[0]
    codes = sheet.frame[first_key]  # a column that is always there: stage B saw to it
    typed, faults, tidied = [], [], [NO_TIDIED]
    marked: pl.DataFrame | None = None
    for name, field in columns(model).items():
        reading = _Column(name, field, sheet.frame, codes, item)
        typed.append(reading.typed())
        faults += reading.faults
        tidied += reading.tidied
        marked = reading.marked if name == "value" else marked
    frame = pl.DataFrame([*typed, sheet.frame[ROW]])
    return Typed(frame if marked is None else _with_marks(frame, marked), faults, pl.concat(tidied))


def _with_marks(frame: pl.DataFrame, marked: pl.DataFrame) -> pl.DataFrame:
    """What stood beside figures, or in their place, where the row itself says nothing of it."""
    if not {"no_value_reason", "is_provisional"} <= set(frame.columns):
        return frame
    joined = frame.join(marked, on=ROW, how="left", maintain_order="left")
    reason = pl.when(pl.col("no_value_reason") == "").then(pl.col("reason").fill_null("")).otherwise(pl.col("no_value_reason"))
    provisional = pl.when(pl.col("marked_provisional").fill_null(False)).then(pl.lit(True))
    return joined.select(
        *[each for each in frame.columns if each not in ("no_value_reason", "is_provisional")],
        no_value_reason=reason,
        is_provisional=pl.coalesce("is_provisional", provisional),
    ).select(frame.columns)


class _Column:
    """One column while it is read."""

    def __init__(self, name: str, field: FieldInfo, frame: pl.DataFrame, codes: pl.Series, item: Item) -> None:
        self.name, self.field, self.item = name, field, item
        self.kind = cell_kind(field)
        self.type = TYPES[self.kind]
        self.blank = "" if self.kind is str and not choices(field) else None if is_needed(field) else field.default
        text = frame[name] if name in frame.columns else pl.Series([""]).new_from_index(0, frame.height)
        self.cells = pl.DataFrame({ROW: frame[ROW], "code": codes, "text": text})
        self.faults: list[Fault] = []
        self.tidied: list[pl.DataFrame] = []
        self.marked: pl.DataFrame | None = None  # what stood beside figures, or in their place

    def typed(self) -> pl.Series:
        """The column in its type, with its faults and what was tidied noted."""
        if (self.cells["text"] == "").all():
            self._need_every(self.cells)
            return pl.Series(self.name, [self.blank], dtype=self.type).new_from_index(0, self.cells.height)
        self._need_every(self.cells.filter(pl.col("text") == ""))
        plain = self.cells.with_columns(value=self._plain())
        odd = plain.filter(pl.col("value").is_null() & (pl.col("text") != ""))
        values = plain["value"] if odd.is_empty() else self._with_odd(plain, odd)
        if self.blank is not None:
            is_blank = self.cells["text"] == ""
            values = values.zip_with(~is_blank, pl.Series([self.blank], dtype=self.type).new_from_index(0, len(values)))
        return self._within_limits(values).alias(self.name)

    def _need_every(self, blanks: pl.DataFrame) -> None:
        """Blank cells of a column that must be filled are faults, but a figure's own blank is asked about later."""
        if is_needed(self.field) and "" not in choices(self.field):
            self._complain(blanks, lambda text: cells.Complaint("D12", {"wanted": self._wanted()}))

    def _wanted(self) -> str:
        words = choices(self.field)
        return "one of " + ", ".join(words) if words else self.field.description or "this"

    def _plain(self) -> pl.Expr:
        """The cells that need no thought, in their type; null for every other."""
        text = pl.col("text")
        if self.name in cells.PERIOD_COLUMNS:
            return pl.lit(None, pl.String)
        if choices(self.field):
            return pl.when(text.is_in([word for word in choices(self.field) if word])).then(text)
        if self.kind is Decimal:
            is_plain = text.str.contains(r"^-?\d{1,12}(\.\d{1,6})?$")
            return pl.when(is_plain).then(text).cast(self.type, strict=False)
        if self.kind is int:
            return pl.when(text.str.contains(r"^-?\d{1,9}$")).then(text).cast(self.type, strict=False)
        if self.kind is date:
            is_plain = text.str.contains(r"^(19|20)\d\d-\d\d-\d\d$")
            return pl.when(is_plain).then(text).str.to_date("%Y-%m-%d", strict=False)
        if self.kind is bool:
            lower = text.str.to_lowercase()
            return pl.when(lower.is_in(["true", "yes"])).then(True).when(lower.is_in(["false", "no"])).then(False)
        most = cells.longest(self.field)
        fits = text.str.len_chars() <= most if most else pl.lit(True)
        return pl.when(fits & ~text.str.starts_with("#")).then(text)

    def _with_odd(self, plain: pl.DataFrame, odd: pl.DataFrame) -> pl.Series:
        reader = cells.reader_of(self.name, self.field, self.kind)
        read = {text: cells.read(text, self.name, self.field, reader) for text in odd["text"].unique().to_list()}
        wrong = {text: each for text, each in read.items() if isinstance(each, cells.Complaint)}
        taken = {text: each for text, each in read.items() if isinstance(each, Taken)}
        right = {text: each for text, each in read.items() if not isinstance(each, cells.Complaint | Taken)}
        self._complain(odd.filter(pl.col("text").is_in(list(wrong))), wrong.__getitem__)
        self._note_tidied(odd, {text: str(value) for text, value in right.items() if str(value) != text})
        if taken:
            self._note_taken(odd, taken)
        right |= {text: each.value for text, each in taken.items() if each.value is not None}
        if not right:
            return plain["value"]
        names = pl.DataFrame(
            {"text": list(right), "mended": pl.Series(list(right.values()), dtype=self.type)},
            schema_overrides={"text": pl.String},
        )
        joined = plain.join(names, on="text", how="left", maintain_order="left")
        return joined.select(pl.coalesce("value", "mended")).to_series()

    def _note_tidied(self, odd: pl.DataFrame, became: dict[str, str]) -> None:
        if became:
            changed = odd.filter(pl.col("text").is_in(list(became)))
            now = changed["text"].replace_strict(became, return_dtype=pl.String).map_elements(_plainly, pl.String)
            column = pl.lit(self.name).alias("column")
            self.tidied.append(changed.select(ROW, column, pl.col("text").alias("found"), now.alias("became")))

    def _note_taken(self, odd: pl.DataFrame, taken: dict[str, Taken]) -> None:
        """Each mark with what it was taken for: among what was tidied, and in a note where there is no figure."""
        rows = odd.filter(pl.col("text").is_in(list(taken)))
        words = {
            text: f"{each.value}, {each.meaning}" if each.value is not None else each.meaning for text, each in taken.items()
        }
        self._note_tidied(odd, words)
        for text, each in taken.items():
            if each.value is None:
                held = counted(rows.filter(pl.col("text") == text).height, f"cell of {self.name}", f"cells of {self.name}")
                verb = "holds" if held.startswith("1 ") else "hold"
                self.faults.append(fault("D15", column=self.name, found=f"{held} {verb}", cell=text, meaning=each.meaning))
        self.marked = rows.select(
            ROW,
            pl.col("text").replace_strict({text: each.reason for text, each in taken.items()}).alias("reason"),
            pl.col("text")
            .replace_strict({text: each.is_provisional for text, each in taken.items()})
            .alias("marked_provisional"),
        )

    def _within_limits(self, values: pl.Series) -> pl.Series:
        low, high = self._limit("ge"), self._limit("le")
        if low is None or high is None:
            return values
        is_outside = ((values < low) | (values > high)).fill_null(False)
        if is_outside.any():
            limits = {"range": f"between {low} and {high}"}
            self._complain(self.cells.filter(is_outside), lambda text: cells.Complaint("D04", limits))
        return values.set(is_outside, None)

    def _limit(self, side: str) -> int | None:
        return next((getattr(each, side) for each in self.field.metadata if hasattr(each, side)), None)

    def _complain(self, faulty: pl.DataFrame, complaint_of: Callable[[str], cells.Complaint]) -> None:
        for row, code, text in faulty.select(ROW, "code", "text").iter_rows():
            complaint = complaint_of(text)
            said = fault(
                complaint.code,
                row=row,
                column=self.name,
                found=text,
                suggestion=complaint.suggestion,
                item=self.item(code),
                **complaint.slots,
            )
            either = [Fix(words, self.name, written) for words, written in complaint.either]
            self.faults.append(said.put_right_by(*either) if either else said)


def _plainly(value: str) -> str:
    """A figure without its idle noughts; anything else as it is.

    >>> _plainly("1234.000000"), _plainly("12.300000, provisional"), _plainly("2009-12-31")
    ('1234', '12.3, provisional', '2009-12-31')
    """
    return re.sub(r"^(-?\d+)(?:(\.\d*[1-9])0*|\.0+)(?=,|$)", r"\1\2", value)

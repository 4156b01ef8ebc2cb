"""A file of many authorities read through a layout: definitions that are not held, then every authority's figures."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

import polars as pl

from pimdata.errors import PimError
from pimdata.layout_file import Layout
from pimdata.layout_frames import CODE, Part
from pimdata.layout_others import MeasureOf, Taken
from pimdata.models_compare import Comparator
from pimdata.models_measures import Indicator
from pimdata.reading import ROW, Sheet, tidy_heading
from pimdata.rows import Row, columns

LEAVES_OUT = ("inferred", "source_ref", "group", "value", "period", CODE)


def parts(layout: Layout, sheet: Sheet, held: Collection[str]) -> Iterator[Part]:
    """What the file makes: the definitions the layout gives and nobody holds, then the figures, a part to a measure.

    Args:
        held: the codes of the indicators that are held; what is held is never changed by somebody else's file.

    Raises:
        PimError: it compares measures that are not held, and the layout does not define them.
    """
    file = _File(layout, sheet)
    _refuse_undefined(layout, sheet, file.codes(), held)
    if wanted := [code for code in layout.indicators if code not in held]:
        yield file.definitions(wanted)
    whole: list[MeasureOf | None] = [None]
    for measure in layout.measures or whole:
        yield file.figures(measure)


def _refuse_undefined(layout: Layout, sheet: Sheet, codes: list[str], held: Collection[str]) -> None:
    unknown = [code for code in codes if code not in held and code not in layout.indicators]
    if not unknown:
        return
    named = ", ".join(unknown[:5]) + (f" and {len(unknown) - 5} more" if len(unknown) > 5 else "")
    first = (
        f"Load their definitions first: pimdata load --layout {layout.companion} FILE."
        if layout.companion
        else "Load their definitions first, or give them in the layout under [indicators.CODE]."
    )
    raise PimError(f"{sheet.file_name} compares measures that are not held: {named}. Nothing was stored. {first}")


class _File:
    """A file of many authorities and its layout."""

    def __init__(self, layout: Layout, sheet: Sheet) -> None:
        self.layout, self.sheet = layout, sheet
        used = [pl.col(tidy_heading(heading)) for heading in layout.headings()]
        # Some exports end in a row that holds a number and nothing else.
        self.frame = sheet.frame.filter(pl.any_horizontal(column != "" for column in used))
        self.factors = {code: each.by for each in layout.scaled for code in each.codes}

    def codes(self) -> list[str]:
        """The measures the file compares."""
        if self.layout.measures:
            return [measure.code for measure in self.layout.measures]
        return self._column(self.layout.columns[CODE]).unique(maintain_order=True).to_list()

    def definitions(self, codes: list[str]) -> Part:
        """A definition for each of these codes; all of it is the layout's, and says so."""
        given = [self.layout.defaults | self.layout.indicators[code] | {CODE: code} for code in codes]
        given = [{name: text for name, text in each.items() if name in columns(Indicator)} for each in given]
        names = list(dict.fromkeys(name for each in given for name in each))
        first = self.frame[ROW].min()
        frame = pl.DataFrame(
            {
                ROW: pl.Series([first] * len(given), dtype=pl.Int32),
                **{name: [each.get(name, "") for each in given] for name in names},
                "inferred": [";".join(name for name in each if name != CODE) for each in given],
                "source_ref": [f"{self.sheet.file_name}, as the layout says"] * len(given),
            }
        )
        return self._part(Indicator, frame)

    def figures(self, measure: MeasureOf | None) -> Part:
        """Every authority's figures of one measure; of all of them, where the file has a column for the code."""
        rows = self.frame
        for heading, word in measure.where.items() if measure else ():
            rows = rows.filter(pl.col(tidy_heading(heading)) == word)
        code = pl.lit(measure.code) if measure else pl.col(tidy_heading(self.layout.columns[CODE]))
        taken = self._taken(rows[tidy_heading(self.layout.columns["period"])])
        mapped = [
            pl.col(tidy_heading(heading)).alias(name) for name, heading in self.layout.columns.items() if name not in LEAVES_OUT
        ]
        frame = rows.select(
            ROW,
            code.alias(CODE),
            *mapped,
            value=self._value(measure, code),
            group=self._group(),
            period=taken["period"],
            period_note=taken["note"],
            source_ref=pl.format(f"{self.sheet.file_name} row {{}}", ROW),
        )
        return self._part(Comparator, self._with_defaults(self._with_notes(frame)), self._headings(measure))

    def _headings(self, measure: MeasureOf | None) -> dict[str, str]:
        return self.layout.columns | ({"value": measure.value or measure.numerator} if measure else {})

    def _with_notes(self, frame: pl.DataFrame) -> pl.DataFrame:
        """What the file says of a row, and what its period was taken from."""
        note = pl.col("note") if "note" in frame.columns else pl.lit("")
        both = pl.concat_str([note, pl.col("period_note")], separator=" ").str.strip_chars()
        inferred = pl.when(pl.col("period_note") != "").then(pl.lit("period")).otherwise(pl.lit(""))
        return frame.with_columns(note=both, inferred=inferred).drop("period_note")

    def _with_defaults(self, frame: pl.DataFrame) -> pl.DataFrame:
        source = self.layout.defaults.get("source", "")
        return frame if "source" in frame.columns or not source else frame.with_columns(source=pl.lit(source))

    def _value(self, measure: MeasureOf | None, code: pl.Expr) -> pl.Expr:
        """The figure in the measure's own unit, at six decimals; what is no number stays as it is, for the check to name."""
        if measure and measure.numerator:
            top, bottom = (pl.col(tidy_heading(name)) for name in (measure.numerator, measure.denominator))
            share = 100 * top.cast(pl.Float64, strict=False) / bottom.cast(pl.Float64, strict=False)
            return pl.when(share.is_finite()).then(_written(share)).otherwise(pl.lit(""))
        text = pl.col(tidy_heading(measure.value if measure else self.layout.columns["value"]))
        factor = code.replace_strict(self.factors, default=1, return_dtype=pl.Float64) if self.factors else pl.lit(1.0)
        figure = text.cast(pl.Float64, strict=False) * factor
        return pl.when(figure.is_finite()).then(_written(figure)).otherwise(text)

    def _group(self) -> pl.Expr:
        default = self.layout.defaults.get("group", "")
        heading = self.layout.columns.get("group")
        group: pl.Expr = pl.col(tidy_heading(heading)) if heading else pl.lit(default)
        for rule in reversed(self.layout.groups):
            found = pl.col(tidy_heading(rule.heading))
            around = [pl.lit(words) for words in rule.group.split("{found}")]
            named = pl.concat_str([around[0], *(part for words in around[1:] for part in (found, words))])
            group = pl.when(found.str.starts_with(rule.starts)).then(named).otherwise(group)
        return group

    def _taken(self, words: pl.Series) -> pl.DataFrame:
        """The period each word stands for, and what a reader should know of it."""
        read = {word: self._one_taken(word) for word in words.unique().to_list()}
        return pl.DataFrame(
            {
                "period": words.replace_strict({word: each.period for word, each in read.items()}, return_dtype=pl.String),
                "note": words.replace_strict({word: each.note for word, each in read.items()}, return_dtype=pl.String),
            }
        )

    def _one_taken(self, word: str) -> Taken:
        found = (taken for span in self.layout.spans if (taken := span.taken(word)))
        return next(found, Taken(period=self.layout.periods.get(word, word)))

    def _column(self, heading: str) -> pl.Series:
        return self.frame[tidy_heading(heading)]

    def _part(self, model: type[Row], frame: pl.DataFrame, headings: dict[str, str] | None = None) -> Part:
        names = {name: name for name in frame.columns if name != ROW}
        return Part(model, replace(self.sheet, frame=frame, headings=names, faults=()), headings or {})


def _written(figure: pl.Expr) -> pl.Expr:
    """A number as text, at the six decimals that are stored."""
    return figure.round(6).cast(pl.Decimal(18, 6), strict=False).cast(pl.String)

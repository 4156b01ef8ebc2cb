"""A file read through a layout, as a sheet of cells for each dataset it makes: still text, still by the file's own rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from pimdata import period_words, periods
from pimdata.cells import number
from pimdata.layout_file import TARGET_IS_FOR, Layout
from pimdata.models_measures import Indicator, Result, Target
from pimdata.models_plan import Service
from pimdata.reading import ROW, Sheet, tidy_heading
from pimdata.rows import Row, columns

CODE = "indicator_code"
ANY_OTHER = "*"


@dataclass(frozen=True)
class Part:
    """Some rows of a dataset, made from a file: one to a row of the file, so that a fault can name the row."""

    model: type[Row]
    sheet: Sheet
    headings: dict[str, str]  # our column to the file's heading


def parts(layout: Layout, sheet: Sheet) -> Iterator[Part]:
    """What a file holds, definitions before what refers to them."""
    file = _File(layout, sheet)
    if "service_code" in layout.columns and "service_code" in layout.words:
        yield file.services()
    if "title" in layout.columns:
        yield file.indicators()
    if {"target_value", "target_text"} & layout.columns.keys():
        yield file.targets()
    if "period" in layout.columns:
        yield file.figures(layout.columns.get("value", ""), "")
    else:
        for heading, period in layout.periods.items():
            yield file.figures(heading, period)


class _File:
    """A file and its layout. A column is a series of cells and, beside it, whether the layout supplied each."""

    def __init__(self, layout: Layout, sheet: Sheet) -> None:
        self.layout, self.sheet, self.frame = layout, sheet, sheet.frame
        self.codes = self._their(CODE)

    def services(self) -> Part:
        """A service for each word that stands for one."""
        code, _ = self.cells("service_code")
        frame = self._plan_frame(Service, {"service_code": (code, ~self._none()), "valid_from": self.cells("valid_from")})
        named = frame.with_columns(title=self._their("service_code")).filter(pl.col("service_code") != "")
        return self._part(Service, named.unique("service_code", keep="first", maintain_order=True))

    def indicators(self) -> Part:
        """A definition for each indicator; decimals as many as its figures are written with, where nothing says."""
        made = self._spoken_of(Indicator, "decimal_places")
        places, given = made["decimal_places"]
        blank = places == ""
        made["decimal_places"] = (places.zip_with(~blank, self._places_written()), given | blank)
        frame = self._plan_frame(Indicator, made)
        return self._part(Indicator, frame.unique(CODE, keep="first", maintain_order=True))

    def targets(self) -> Part:
        """A target for each indicator that is judged and has one."""
        made = self._spoken_of(Target, "target_value", "target_text", "target_kind", "financial_year", "category")
        value, given = made["target_value"]
        text, _ = made["target_text"]
        if "target_text" not in self.layout.columns:
            made["target_text"] = (value, given)
        unit, kind, said = self.cells("unit")[0], *made["target_kind"]
        derived = pl.Series(["percent" if each in ("percent", "%") else "numeric" for each in unit])
        made["target_kind"] = (kind.zip_with(kind != "", derived), said | (kind == ""))
        made |= self._target_periods(made)
        frame = self._plan_frame(Target, made)
        class_, _ = self.cells("class")
        words = value.zip_with(value != "", text).str.to_lowercase()
        has_target = ~words.is_in(["", *self._no_figure()]) & class_.is_in(["", "target"])
        return self._part(
            Target,
            frame.filter(has_target).unique([CODE, "financial_year", "period", "category"], keep="first", maintain_order=True),
        )

    def figures(self, heading: str, period: str) -> Part:
        """The figures of one column. What is said of them belongs to the period that the file is for."""
        is_for_it = period in ("", self.layout.period)
        made = {
            name: self.cells(name)[0] if is_for_it or name in (CODE, "dimension", "category") else self._all("")
            for name in columns(Result)
        }
        made["value"] = self._column(heading) if heading else made["value"]
        made["period"] = self._all(period) if period else self._period_words()
        made |= self._without_figures(made)
        headings = {name: theirs for name, theirs in self.layout.columns.items() if name in made}
        return self._part(
            Result, pl.DataFrame({ROW: self.frame[ROW], **made}), headings | ({"value": heading} if heading else {})
        )

    def cells(self, name: str) -> tuple[pl.Series, pl.Series]:
        """A column of ours: what is said of the indicator, else what the file says in our words, else the default."""
        theirs = self._their(name)
        text, given = self._in_our_words(name, theirs)
        if name in self.layout.inferred:
            given = ~self._none()
        default = self.layout.defaults.get(name, "")
        if default:
            given = given | (text == "")
            text = text.zip_with(text != "", self._all(default))
        own = {code: said[name] for code, said in self.layout.indicators.items() if name in said}
        if own:
            is_own = self.codes.is_in(list(own))
            given = given | is_own
            text = text.zip_with(~is_own, self.codes.replace_strict(own, default="", return_dtype=pl.String))
        return text, given

    def _spoken_of(self, model: type[Row], *always: str) -> dict[str, tuple[pl.Series, pl.Series]]:
        """The columns of a dataset that file or layout speaks of, and those that are worked out."""
        layout = self.layout
        spoken = {*layout.columns, *layout.defaults, *(name for said in layout.indicators.values() for name in said)}
        return {name: self.cells(name) for name in columns(model) if name in spoken.union(always, model.key)}

    def _in_our_words(self, name: str, theirs: pl.Series) -> tuple[pl.Series, pl.Series]:
        words = self.layout.words.get(name)
        if not words:
            return theirs, self._none()
        other = words.get(ANY_OTHER)
        known = theirs.is_in(list(words))
        ours = theirs.replace_strict(words, default="", return_dtype=pl.String)
        unknown = theirs if other is None else self._all(other)
        # A word that the file says is its own; what stands for a blank, or for any other word, is the layout's.
        given = (known & (theirs == "")) | (~known if other is not None else self._none())
        return ours.zip_with(known, unknown), given

    def _target_periods(self, made: dict[str, tuple[pl.Series, pl.Series]]) -> dict[str, tuple[pl.Series, pl.Series]]:
        """Which year and period a target is for. The file says it by standing beside a period, or in a column."""
        period = self._period_words() if "period" in self.layout.columns else self._all(self.layout.period)
        period = pl.Series([period_words.read(each) or each for each in period], dtype=pl.String)
        years = pl.Series([_year_of(each) for each in period], dtype=pl.String)
        year, given = made["financial_year"]
        is_for, is_said = self.cells(TARGET_IS_FOR)
        own = period.zip_with((is_for != "year") & (period != years), self._all(""))
        return {
            "period": (own, is_said | ("period" not in self.layout.columns)),
            "financial_year": (year.zip_with(year != "", years), given | (year == "")),
        }

    def _period_words(self) -> pl.Series:
        return self._their("period").replace(self.layout.periods) if self.layout.periods else self._their("period")

    def _without_figures(self, made: dict[str, pl.Series]) -> dict[str, pl.Series]:
        """A word for no figure becomes a reason; so does a figure that the layout says is none."""
        words = self._no_figure()
        lower = made["value"].str.to_lowercase()
        found = lower.replace_strict(words, default="", return_dtype=pl.String) if words else self._all("")
        none = {(each.code, each.period): each.no_value_reason for each in self.layout.figures}
        single = pl.Series([none.get(key, "") for key in zip(self.codes, made["period"], strict=True)], dtype=pl.String)
        reason = single.zip_with(single != "", found)
        return {
            "value": made["value"].zip_with(reason == "", self._all("")),
            "no_value_reason": reason.zip_with(reason != "", made["no_value_reason"]),
        }

    def _no_figure(self) -> dict[str, str]:
        return {word.lower(): reason for word, reason in self.layout.no_figure.items()}

    def _places_written(self) -> pl.Series:
        headings = [
            *([] if "period" in self.layout.columns else self.layout.periods),
            *(self.layout.columns.get(name, "") for name in ("value", "target_value")),
        ]
        most: dict[str, int] = {}
        for heading in filter(None, headings):
            for code, text in zip(self.codes, self._column(heading), strict=True):
                most[code] = max(most.get(code, 0), _places(text))
        return pl.Series([str(most.get(code, 0)) for code in self.codes], dtype=pl.String)

    def _plan_frame(self, model: type[Row], made: dict[str, tuple[pl.Series, pl.Series]]) -> pl.DataFrame:
        """The rows of a plan, each saying which of its cells the layout supplied and where the rest came from."""
        given = [
            pl.Series(name, supplied).replace_strict({True: name, False: ""}, return_dtype=pl.String)
            for name, (_, supplied) in made.items()
            if name in columns(model)
        ]
        inferred = pl.DataFrame(given).select(
            pl.concat_list(pl.all()).list.eval(pl.element().filter(pl.element() != "")).list.join(";").alias("inferred")
        )
        return pl.DataFrame(
            {
                ROW: self.frame[ROW],
                **{name: text for name, (text, _) in made.items() if name in columns(model)},
                "inferred": inferred["inferred"],
                "source_ref": self.frame.select(pl.format(f"{self.sheet.file_name} row {{}}", ROW)).to_series(),
            }
        )

    def _part(self, model: type[Row], frame: pl.DataFrame, headings: dict[str, str] | None = None) -> Part:
        names = {name: name for name in frame.columns if name != ROW}
        known = {name: theirs for name, theirs in self.layout.columns.items() if name in frame.columns}
        return Part(model, replace(self.sheet, frame=frame, headings=names, faults=()), headings or known)

    def _their(self, name: str) -> pl.Series:
        return self._column(self.layout.columns[name]) if name in self.layout.columns else self._all("")

    def _column(self, heading: str) -> pl.Series:
        return self.frame[tidy_heading(heading)]

    def _all(self, text: str) -> pl.Series:
        return pl.Series([text], dtype=pl.String).new_from_index(0, self.frame.height)

    def _none(self) -> pl.Series:
        return pl.Series([False]).new_from_index(0, self.frame.height)


def _year_of(period: str) -> str:
    """The financial year a period lies in; "" where it is not one.

    >>> _year_of("2014/15 Q1"), _year_of("2015-02"), _year_of("soon")
    ('2014/15', '2014/15', '')
    """
    if period_words.read(period) != period:
        return ""
    return period[:7] if "/" in period else periods.financial_year(date(int(period[:4]), int(period[5:]), 1))


def _places(text: str) -> int:
    """How many decimals a figure is written with.

    >>> _places("1.58"), _places("1,284"), _places("N/A")
    (2, 0, 0)
    """
    found = number(text)
    return max(0, -int(found.as_tuple().exponent)) if found is not None else 0

"""Stage C: whether the rows of a file belong here: codes that are held, periods that are open, no row twice."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import polars as pl
from rapidfuzz import fuzz, process

from pimdata import checks_facts
from pimdata.checks_facts import REFERENCES
from pimdata.checks_rules import Rule, broken, spoken
from pimdata.messages import NOUNS, Fault, fault, row_words
from pimdata.reading import ROW
from pimdata.rows import Row, columns

MOST_GUESSED = 200  # unknown codes that are looked up by likeness; past these the file is simply another file
NEAR_ENOUGH = 70
MONTHS_IN = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "annual": 12, "survey": 12}
NOT_IN_FUTURE = {
    "indicator_results": "achieved_on",
    "action_updates": "as_of",
    "risk_assessments": "assessed_on",
    "reliability_grades": "graded_on",
    "measure_audits": "audited_on",
    "standard_confirmations": "confirmed_on",
}
WANTED = {
    "monthly": "a month, as 2009-07",
    "quarterly": "a quarter, as 2009/10 Q2",
    "half-yearly": "a half-year, as 2009/10 H1",
    "annual": "a financial year, as 2009/10",
    "survey": "a financial year, as 2009/10",
}
Item = Callable[[str], str]


def unknown_codes(rows: pl.DataFrame, dataset: str, held: dict[str, str]) -> list[Fault]:
    """The rows whose code is not held, each with the held code it is most like."""
    reference = REFERENCES[dataset]
    code = pl.col(reference.column)
    unknown = rows.filter((code != "") & ~code.is_in(list(held))).select(ROW, reference.column)
    likeness = {_plain(text): known for known, title in held.items() for text in (known, title or known)}
    near = {text: _nearest(text, likeness) for text in unknown[reference.column].unique().to_list()[:MOST_GUESSED]}
    faults = []
    for row, text in unknown.iter_rows():
        meant = near.get(text, "")
        asked = f" Did you mean {meant}, {held[meant]}?" if meant else " Check it against the template."
        slots = {"noun": reference.noun, "near": asked}
        faults.append(fault("C03", row=row, column=reference.column, found=text, suggestion=meant, **slots))
    return faults


def _nearest(text: str, likeness: dict[str, str]) -> str:
    found = process.extractOne(_plain(text), list(likeness), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
    return likeness[found[0]] if found else ""


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def not_ended(db: duckdb.DuckDBPyConnection, rows: pl.DataFrame, code: str, item: Item) -> list[Fault]:
    """The rows whose period has not ended; where that is every row, one message that stops the file.

    A milestone is told of while its year runs: that is when it is reached.
    """
    ends = rows.join(checks_facts.period_ends(db, rows), on=ROW, how="left")
    now = checks_facts.today(db)
    early = (pl.col("period_end") >= now) & ~(pl.col("is_milestone") & (pl.col("period_start") <= now))
    found = ends.filter(early).sort("period_end")
    if found.is_empty():
        return []
    if found.height == rows.height:
        names = found["period"].unique(maintain_order=True).to_list()
        said = names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"
        return [fault("C01", column="period", found=said, open=found["open_period"][0])]
    rule = Rule("C10", "period", early, found=pl.col("period"), slots={"date": pl.col("period_end")})
    return broken(rule, ends, item, code)


def in_future(db: duckdb.DuckDBPyConnection, rows: pl.DataFrame, model: type[Row], item: Item) -> list[Fault]:
    """The rows that tell of a day that has not come."""
    column = NOT_IN_FUTURE.get(model.dataset)
    if column is None:
        return []
    now = checks_facts.today(db)
    rule = Rule("D13", column, pl.col(column) > now, found=pl.col(column), slots={"date": pl.lit(now)})
    return broken(rule, rows, item, model.key[0])


def wrong_frequency(defined: pl.DataFrame, item: Item) -> list[Fault]:
    """Figures of another length than their measure's: a shorter one cannot be kept, a longer one stands beside."""
    own, sent = (
        pl.col(name).replace_strict(MONTHS_IN, default=None, return_dtype=pl.Int32)
        for name in ("frequency", "period_frequency")
    )
    slots = {
        "noun": pl.lit(NOUNS["indicators"]),
        "frequency": pl.when(pl.col("frequency") == "survey")
        .then(pl.lit("once a year it is surveyed"))
        .otherwise(pl.col("frequency")),
        "wanted": pl.col("frequency").replace_strict(WANTED, default="", return_dtype=pl.String),
    }
    rules = (
        Rule("C11", "period", sent < own, found=pl.col("period"), slots=slots),
        Rule("C12", "period", sent > own, found=pl.col("period"), slots=slots),
    )
    return [each for rule in rules for each in broken(rule, defined, item, "indicator_code")]


def outside_its_years(defined: pl.DataFrame, item: Item) -> list[Fault]:
    """Figures for a time when their measure was not collected: noted, and left out."""
    has_period = pl.col("period_end").is_not_null()
    ended = has_period & (pl.col("valid_to") < pl.col("period_end"))
    not_begun = has_period & pl.col("valid_from").is_null() & (pl.col("first_from") > pl.col("period_end"))
    rules = (
        Rule("C05", "period", ended, found=pl.col("period"), slots={"date": pl.col("valid_to").dt.strftime("%B %Y")}),
        Rule("C13", "period", not_begun, found=pl.col("period"), slots={"date": pl.col("first_from")}),
    )
    return [each for rule in rules for each in broken(rule, defined, item, "indicator_code")]


def twice(rows: pl.DataFrame, model: type[Row], item: Item) -> list[Fault]:
    """Rows with one key: where they say the same one is used, and where they differ someone must choose."""
    key = list(model.key)
    repeated = rows.filter(pl.struct(key).is_duplicated()) if rows.height else rows
    first: dict[tuple[object, ...], dict[str, object]] = {}
    faults: list[Fault] = []
    for row in repeated.sort(ROW).iter_rows(named=True):
        earlier = first.setdefault(tuple(row[name] for name in key), row)
        if earlier is not row:
            faults += _same_or_not(earlier, row, model, item)
    return faults


def _same_or_not(earlier: dict[str, object], row: dict[str, object], model: type[Row], item: Item) -> list[Fault]:
    numbers = int(str(earlier[ROW])), int(str(row[ROW]))
    differing = next((name for name in columns(model) if earlier[name] != row[name]), None)
    if differing is None:
        return [fault("C08", row=numbers[1], other=row_words(numbers[0]))]
    said = [spoken(each[differing]) or "blank" for each in (earlier, row)]
    about = item(str(row[model.key[0]]))
    return [
        fault("C07", row=one, column=differing, item=about, other=row_words(other), first=values[0], second=values[1])
        for one, other, values in ((numbers[0], numbers[1], said), (numbers[1], numbers[0], said[::-1]))
    ]

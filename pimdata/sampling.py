"""A random sample of figures with where each came from, as audit draws it: the same seed gives the same sample."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

COLUMNS: Mapping[str, str] = {
    "drawn": "drawn",
    "indicator_code": "indicator_code",
    "title": "title",
    "period": "period",
    "dimension": "dimension",
    "category": "category",
    "value": "value",
    "numerator": "numerator",
    "denominator": "denominator",
    "file_name": "file_name",
    "source_row": "row_of_file",
    "load_id": "load",
    "by_whom": "sent_by",
    "loaded_at": "arrived_at_utc",
    "sha256": "file_sha256",
    "papers": "working_papers",
}
MOST = 500  # figures; an auditor looks at some tens of them


def asked_size(said: str, usual: int = 25) -> int:
    """How many figures are asked for: a whole number from 1 to the most, else the usual.

    >>> asked_size("40"), asked_size("0"), asked_size("many"), asked_size("100000")
    (40, 25, 25, 500)
    """
    return min(int(said), MOST) if said.isdecimal() and int(said) else usual


def as_shown(drawn: pl.DataFrame) -> pl.DataFrame:
    """The sample with each figure as it was sent, without the noughts the database keeps."""
    value = pl.col("value")
    is_number = value.str.contains(r"^-?\d+\.\d+$")
    return drawn.with_columns(pl.when(is_number).then(value.str.replace(r"\.?0+$", "")).otherwise(value).alias("value"))


def as_table(drawn: pl.DataFrame, seed: str) -> pl.DataFrame:
    """The sample as it is handed over: plain headings, the seed on every row, no column that only the program needs."""
    named = [pl.col(name).alias(heading) for name, heading in COLUMNS.items()]
    return as_shown(drawn).select(*named, pl.lit(seed).alias("seed"))

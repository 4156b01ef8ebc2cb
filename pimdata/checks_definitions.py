"""Stage D for definitions of measures: a way of forecasting is chosen only where figures add up to the year's."""

from __future__ import annotations

import duckdb
import polars as pl

from pimdata.checks_facts import registered
from pimdata.checks_rules import Rule
from pimdata.reading import ROW

CHOSEN_WAY = Rule(
    "D11",
    "forecast_method",
    (pl.col("forecast_method") != "") & (pl.col("family") != "count"),
    found=pl.col("forecast_method"),
    phrases={"wanted": "blank: only a measure whose figures add up to the year's (a count or an amount) is forecast as chosen"},
)


def with_family(db: duckdb.DuckDBPyConnection, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of a file of measures with `family`, how the year of each is made; what a row leaves blank is as it is held."""
    with registered(db, rows.select(ROW, "indicator_code", "valid_from", "value_basis", "aggregation", "unit")):
        found: pl.DataFrame = db.sql("""
            select
                checked_rows.source_row,
                forecast_family(
                    coalesce(nullif(checked_rows.value_basis, ''), held.value_basis),
                    coalesce(nullif(checked_rows.aggregation, ''), held.aggregation),
                    coalesce(nullif(checked_rows.unit, ''), held.unit)
                ) as family,
            from checked_rows
            left join current_indicators as held using (indicator_code, valid_from)
        """).pl()
    return rows.join(found, on=ROW, how="left", maintain_order="left")

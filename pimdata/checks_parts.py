"""Stage F for measures of which several services send their parts: the whole beside what the parts come to."""

from __future__ import annotations

import duckdb
import polars as pl

from pimdata.checks_facts import registered
from pimdata.reading import ROW


def combined(db: duckdb.DuckDBPyConnection, rows: pl.DataFrame) -> pl.DataFrame:
    """One row per row that is a whole of which parts are in: what they come to, and who sent them, in words."""
    if not db.sql("select 1 from main.indicator_results where dimension = 'service' limit 1").fetchall():
        return rows.select(ROW).clear().with_columns(combined_value=pl.lit(0.0), sent_by=pl.lit(""))
    with registered(db, rows.select(ROW, "indicator_code", "period", "dimension", "category")):
        found: pl.DataFrame = db.sql("""
            select
                checked_rows.source_row,
                combined_parts.value as combined_value,
                'the parts that ' || array_to_string(services_in, ' and ') || ' sent' as sent_by,
            from checked_rows
            inner join combined_parts using (indicator_code, period)
            where checked_rows.dimension = '' and checked_rows.category = '' and combined_parts.value is not null
        """).pl()
    return found

"""One function a question about forecasts: how good those of past years have been; shapes are those of `forecast_quality`."""

from __future__ import annotations

import duckdb
import polars as pl

from pimdata.answers import frame

DB = duckdb.DuckDBPyConnection

_SOURCES = "list_position(['computed', 'owner', 'money'], source)"


def quality(db: DB) -> pl.DataFrame:
    """How good forecasts have been, a row each service and source; the council's as a whole first, without a service."""
    return frame(
        db,
        f"""
        select forecast_quality.*, coalesce(service_names.title, forecast_quality.service_code) as service_title
        from forecast_quality
        left join service_names using (service_code)
        where method = '' and quarter_reached = 0 and part = 0
        order by {_SOURCES}, forecast_quality.service_code <> '', service_title
        """,
    )


def by_quarter(db: DB, service: str = "") -> pl.DataFrame:
    """The same of the council or of one service, a row each source and quarter of the year reached."""
    return frame(
        db,
        f"""
        select * from forecast_quality
        where method = '' and quarter_reached > 0 and service_code = $service
        order by {_SOURCES}, quarter_reached
        """,
        {"service": service},
    )


def by_method(db: DB) -> pl.DataFrame:
    """The same of the council, a row each way of forecasting by arithmetic; the one used most comes first."""
    return frame(
        db,
        """
        select * from forecast_quality
        where method <> '' and part = 0 and source = 'computed'
        order by forecasts desc, method
        """,
    )


def by_part(db: DB, source: str = "computed", method: str = "") -> pl.DataFrame:
    """The same of the council, a row each number of the year's figures that were in: of months first, then of quarters."""
    return frame(
        db,
        """
        select * from forecast_quality
        where source = $source and method = $method and part > 0
        order by parts desc, part
        """,
        {"source": source, "method": method},
    )


def errors(db: DB, service: str = "") -> pl.DataFrame:
    """Every forecast of a year that has ended, with what the year came to; the newest first."""
    return frame(
        db,
        f"""
        select
            source, code, title, service_code, financial_year, period, method, unit, forecast, outturn, error, percent_error,
            margin, is_within_tolerance, predicted_status, outturn_status, came_true,
        from forecast_errors
        where $service = '' or service_code = $service
        order by financial_year desc, {_SOURCES}, code, period desc
        """,
        {"service": service},
    )

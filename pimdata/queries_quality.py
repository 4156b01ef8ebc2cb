"""One function a question about the quality of the data: returns, checks and what they name, grades, and a sample for audit."""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl

from pimdata.answers import first, frame, rows

DB = duckdb.DuckDBPyConnection


def quarters(db: DB) -> list[str]:
    """Quarters that have ended and for which something was owed, the newest first."""
    found = rows(
        db,
        """
        select period from periods
        where frequency = 'quarterly' and period_end < today()
            and period_end >= (select min(period_end) from indicator_standings)
        order by period_end desc
        """,
    )
    return [period for (period,) in found]


def returns_of_quarter(db: DB, quarter: str) -> pl.DataFrame:
    """What each service owes of each dataset for the periods that end in a quarter, and what is in."""
    return frame(
        db,
        """
        select
            quarter_returns.*, coalesce(service_names.title, service_code) as service,
            coalesce(service_names.data_quality_champion, '') as champion,
            if(state = 'in', null, held_up.reason) as held_up_by, held_up.expected_on,
        from quarter_returns
        left join service_names using (service_code)
        left join held_up using (service_code, dataset, period)
        where quarter = $quarter
        order by service, dataset
        """,
        {"quarter": quarter},
    )


def on_time(db: DB) -> pl.DataFrame:
    """Returns that came on time by service and quarter, the last eight; the council's own row has no service."""
    return frame(
        db,
        """
        select returns_on_time.*, coalesce(service_names.title, service_code) as service
        from returns_on_time
        left join service_names using (service_code)
        order by service_code <> '', service, quarters_ago desc
        """,
    )


def checks(db: DB) -> pl.DataFrame:
    """Every check, with the council's words it rests on."""
    return frame(db, "from quality_checks order by position")


def counts(db: DB, quarter: str) -> pl.DataFrame:
    """How many measures, and how many figures of a quarter, each check counts, by service and of the council."""
    return frame(
        db,
        """
        select quality_counts.*, coalesce(service_names.title, nullif(service_code, ''), 'No service') as service
        from quality_counts
        left join service_names using (service_code)
        where quarter in ('', $quarter)
        order by not is_council, service, check_code
        """,
        {"quarter": quarter},
    )


def findings(db: DB, quarter: str) -> pl.DataFrame:
    """Measures as they stand today, and figures of a quarter, that a check names."""
    return frame(
        db,
        """
        select quality_findings.*, coalesce(service_names.title, service_code) as service
        from quality_findings
        left join service_names using (service_code)
        where quarter in ('', $quarter)
        order by check_code, service, indicator_code, period
        """,
        {"quarter": quarter},
    )


def grades(db: DB) -> pl.DataFrame:
    """Every measure collected today with its newest grade, where it has one."""
    return frame(
        db,
        """
        select
            measures.indicator_code, measures.title, measures.service_code,
            coalesce(service_names.title, measures.service_code) as service,
            measures.grade, reason, graded_on, graded_by, load_id,
        from measure_quality as measures
        left join measure_reliability using (indicator_code)
        left join service_names on measures.service_code = service_names.service_code
        order by service, measures.indicator_code
        """,
    )


def grade_of(db: DB, code: str) -> dict[str, Any] | None:
    """The newest grade of a measure; None where no champion has graded it."""
    return first(db, "from measure_reliability where indicator_code = $code", {"code": code})


def last_audit(db: DB, code: str) -> dict[str, Any] | None:
    """The newest audit of a measure; None where its figures never were."""
    return first(db, "from measure_last_audit where indicator_code = $code", {"code": code})


def confirmations(db: DB, quarter: str) -> pl.DataFrame:
    """What champions said of their services' data for a quarter."""
    return frame(
        db,
        """
        select said.*, coalesce(service_names.title, service_code) as service
        from current_standard_confirmations as said
        left join service_names using (service_code)
        where period = $quarter
        order by service
        """,
        {"quarter": quarter},
    )


def service_of(db: DB, code: str) -> str:
    """The service that a measure belongs to by its newest definition; empty where it has none, or is not held."""
    found = rows(
        db,
        "select coalesce(arg_max(service_code, valid_from), '') from current_indicators where indicator_code = $code",
        {"code": code},
    )
    return str(found[0][0])


def said_in(db: DB, load_id: int) -> list[tuple[str, str]]:
    """What champions said in a load: the dataset and the service of each row; none for any other load."""
    return rows(
        db,
        """
        select distinct 'reliability_grades' as dataset, coalesce(newest.service_code, '') as service_code
        from main.reliability_grades as sent
        left join (
            select indicator_code, arg_max(service_code, valid_from) as service_code from current_indicators group by all
        ) as newest using (indicator_code)
        where sent.load_id = $id
        union all
        select distinct 'standard_confirmations', service_code from main.standard_confirmations where load_id = $id
        order by 1, 2
        """,
        {"id": load_id},
    )


def figures_in_force(db: DB) -> int:
    """How many figures there are to draw a sample from."""
    return int(rows(db, "select count(*) from figure_sources")[0][0])


def sample(db: DB, of: int, seed: str) -> pl.DataFrame:
    """Figures drawn at random, the same ones whenever the same seed is given for the same figures.

    Each figure's place is the SHA-256 of seed, measure, period, dimension and category with a vertical line between
    them, as hexadecimal; those that come first are drawn. So anyone can draw the sample again without this program,
    and figures that arrive later push out few of those drawn before. `papers` names the working papers behind each, with
    their fingerprints.

    Args:
        of: how many.
        seed: any words.
    """
    return frame(
        db,
        """
        select
            row_number() over (order by place, load_id, source_row) as drawn, sources.*,
            coalesce(code_titles.title, '') as title,
            coalesce(papers.papers, '') as papers,
        from (
            select
                *,
                sha256(concat_ws('|', $seed::varchar, indicator_code, period, dimension, category)) as place,
            from figure_sources
            order by place, load_id, source_row limit $of
        ) as sources
        left join code_titles on sources.indicator_code = code_titles.code and code_titles.kind = 'measure'
        left join (
            select key, string_agg(concat(file_name, ' (', sha256, ')'), '; ' order by file_name) as papers
            from current_attachments
            where dataset = 'indicator_results'
            group by key
        ) as papers
            on papers.key
                = figure_key(sources.indicator_code, sources.period, sources.dimension, sources.category)
        order by drawn
        """,
        {"of": of, "seed": seed},
    )

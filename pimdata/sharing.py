"""What a partner is shown: the measures shared with partners. A cursor is narrowed to them, so that no query need remember.

In front of each relation that holds anything of measures, actions, risks, money or returns stands a temporary view of the
same name, which names mean first, in every rule and mart too: it lets through what is of a shared measure.
"""

from __future__ import annotations

import duckdb

from pimdata import build

DB = duckdb.DuckDBPyConnection

_COLUMNS: dict[str, list[str]] = {}
SHARED = "(select indicator_code from temp.measures_shown)"
RETURNS = "('indicator_results', 'action_updates', 'risk_assessments', 'budget_positions')"
NOTHING = "false"
QUESTION = f"""
    question_no in (select question_no from {{main}}.questions where about_kind = 'measure' and about_code in {SHARED})
"""
# By the column that says what a row is of; the first that a relation has decides.
OF_COLUMN = {
    "indicator_code": f"indicator_code in {SHARED}",
    "action_code": NOTHING,
    "risk_code": NOTHING,
    "cost_centre": NOTHING,
    "from_cost_centre": NOTHING,
    "about_code": f"about_kind = 'measure' and about_code in {SHARED}",
}
# What no such column says.
OF_RELATION = {
    "api_tokens": NOTHING,
    "attachments": NOTHING,
    "budget_status": NOTHING,
    "code_titles": f"kind not in ('measure', 'action', 'risk') or kind = 'measure' and code in {SHARED}",
    "current_attachments": NOTHING,
    "current_standard_confirmations": NOTHING,
    "draft_versions": NOTHING,
    "drafts": NOTHING,
    "enquiry_events": NOTHING,
    "enquiry_lines": NOTHING,
    "handed_rows": NOTHING,
    "hold_ups": NOTHING,
    "kept_files": NOTHING,
    # A load of the plan says what a measure is; one of returns is shown where it holds a figure of a shared measure.
    "loads": f"""
        dataset not in {RETURNS}
        or load_id in (select load_id from {{main}}.indicator_results where indicator_code in {SHARED})
    """,
    "recommendations": QUESTION,
    "recommendation_events": f"recommendation_no in (select recommendation_no from {{main}}.recommendations where {QUESTION})",
    "question_events": QUESTION,
    "returns_expected": NOTHING,
    "standard_confirmations": NOTHING,
    "taught_layouts": NOTHING,
    "trail": NOTHING,
}  # fmt: skip


def narrow(db: DB) -> None:
    """Show this cursor the shared measures alone; once narrowed it stays so until it is closed."""
    if db.execute("select coalesce(getvariable('is_narrowed')::boolean, false)").fetchall()[0][0]:
        return
    db.execute("begin")  # one transaction: sixty small ones cost three times as much
    db.execute("create temporary table measures_shown as from shared_measures")
    # A name with `main.` before it alone would mean the temporary view itself.
    catalog, path = db.execute("select current_database(), current_setting('search_path')").fetchall()[0]
    worked_out = {
        name for (name,) in db.execute("select table_name from duckdb_tables() where database_name = 'temp'").fetchall()
    }
    for file, condition in narrowed(db):
        shown = condition.format(main=f"{catalog}.main")
        if file.relation in worked_out:  # as it stood at a moment: worked out for this cursor, whole
            db.execute(f"delete from temp.{file.relation} where not coalesce({shown}, false)")
        else:
            schema = "live" if file.is_stored and "live" in path else "main"
            db.execute(f"create temporary view {file.relation} as from {catalog}.{schema}.{file.relation} where {shown}")
    db.execute("commit")
    db.execute("set variable is_narrowed = true")


def narrowed(db: DB) -> list[tuple[build.SqlFile, str]]:
    """Each relation that is narrowed, and to what."""
    found = []
    for file in build.sql_files():
        if file.layer == "tables" or file.is_stored:
            of_column = [condition for name, condition in OF_COLUMN.items() if name in _columns(db)[file.relation]]
            condition = OF_RELATION.get(file.relation) or next(iter(of_column), "")
            found += [(file, condition)] if condition else []
    return found


def _columns(db: DB) -> dict[str, list[str]]:
    """The columns of every relation. The files of sql/ decide them, so they are looked up once."""
    if not _COLUMNS:
        query = "select table_name, list(column_name) from duckdb_columns() where schema_name = 'main' group by table_name"
        _COLUMNS.update(db.execute(query).fetchall())
    return _COLUMNS

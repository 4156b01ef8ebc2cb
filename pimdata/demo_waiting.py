"""Two illustrative returns on their way on the demonstration's day: one waits for sign-off, the other is a draft."""

from __future__ import annotations

from datetime import datetime

import duckdb
import polars as pl

from pimdata import load, queries_services, sending, stored_files
from pimdata.checks_cells import type_cells
from pimdata.models import DATASETS
from pimdata.reading import read

DB = duckdb.DuckDBPyConnection
RESULTS = "indicator_results"
PERIOD = "2010-10"
# Service, when its file arrived, the file, and whether it is sent. October is due in January, so nobody is late.
FILES = (
    ("RB", datetime(2010, 11, 1, 8, 40), "indicator_code,period,value\nBV9,2010-10,66.71\nBV10,2010-10,67.68\n", True),
    ("EH", datetime(2010, 11, 1, 8, 55), "indicator_code,period,value\nEH03,2010-10,94.6\nEH05,2010-10,\n", False),
)


def add(db: DB) -> None:
    """Put both in, in the demonstration's own transaction; neither counts, so no figure is another for it."""
    _, services = queries_services.portfolios_and_services(db)
    for number, (service, moment, text, is_sent) in enumerate(FILES, 1):
        name, content, who = f"{service}-{PERIOD}-{RESULTS}.csv", text.encode(), f"Manager, {services[service]}"
        sha256 = stored_files.keep(db, content)
        db.execute("update main.kept_files set kept_at = ? where sha256 = ?", [moment, sha256])
        db.execute("insert into main.drafts values (?, ?, ?, ?, ?, ?)", [number, RESULTS, service, PERIOD, moment, who])
        _version(db, [number, 1, "checked" if is_sent else "draft", name, sha256, "", "", "", None, moment, who, who])
        if is_sent:
            load_id = _send(db, content, name, sha256, who, moment)
            sending.record(db, load_id, who, number, None, False)
            _version(db, [number, 2, "sent", name, sha256, "", "", "", load_id, moment, who, who])


def _send(db: DB, content: bytes, name: str, sha256: str, who: str, moment: datetime) -> int:
    model = DATASETS[RESULTS]
    rows: pl.DataFrame = type_cells(read(content, name), model, str).frame
    sent = load.Sent(name, sha256, len(content), who, sent_at=moment, is_illustrative=True, identity=who)
    return load.accept(db, model, rows, sent, force=True, waits=True)


def _version(db: DB, values: list[object]) -> None:
    db.execute("insert into main.draft_versions values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

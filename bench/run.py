"""Measures what the design promises, and prints each figure with its bar: `make bench`.

Times are the shortest of several, and pages are held against bare ones by turns in the same run, for a machine is
seldom quiet. The result is written to bench/results.md.
"""

from __future__ import annotations

import logging
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import charts
import duckdb
import large_file
import polars as pl
import questions
import synthetic

import pages
from pimdata import identity, load, looking, reading, refresh, trail
from pimdata.checks import check
from pimdata.models import DATASETS
from pimdata.store import Store

RESULTS = Path(__file__).resolve().parent / "results.md"
RESULT = DATASETS["indicator_results"]
ACCOUNT = {
    "why": "The depot flooded in October and 40 rounds were missed",
    "what_next": "Move the vehicles to the upper yard",
    "owner_role": "Depot Manager",
    "by_when": "2011-01-31",
    "forecast_reason": "The yard is dry again by January",
    "promise_outcome": "done",
}
SMALL, LARGE, MANY = (200, 40), (2000, 180), (80_000, 60)
STORED_CHARTS = ("series_figures", "series_methods", "spc_points", "spc_summary")
ROWS = 100_000
SENT = load.Sent("bench.csv", "", 0, "Bench", is_illustrative=True)


class Measured(NamedTuple):
    """One figure, the most (or least) it may be, and whether it is."""

    what: str
    found: str
    bar: str
    meets: bool


def at_most(what: str, figure: float, bar: float, unit: str = "", places: int = 2, more: str = "") -> Measured:
    """A figure that may not be more than its bar."""
    return Measured(what, f"{figure:,.{places}f}{unit}{more}", f"{bar:,g}{unit} or less", figure <= bar)


def at_least(what: str, figure: float, bar: float, unit: str = "") -> Measured:
    """A figure that may not be less than its bar."""
    return Measured(what, f"{figure:,.0f}{unit}", f"{bar:,.0f}{unit} or more", figure >= bar)


def _verdict(each: Measured) -> str:
    return "" if each.bar == "none set" else "meets" if each.meets else "misses"


def main() -> None:
    """Measure everything, print it as it is found, and keep it."""
    logging.disable(logging.WARNING)
    found: list[Measured] = []
    with tempfile.TemporaryDirectory() as folder:
        for each in _all(Path(folder)):
            found.append(each)
            print(f"{each.what:74} {each.found:>34}   {each.bar:22} {_verdict(each)}", flush=True)
    RESULTS.write_text(_page(found), "utf-8")


def _all(folder: Path) -> Iterator[Measured]:
    demonstration = folder / "demonstration.duckdb"
    yield at_most("The demonstration, from nothing", _built(demonstration), 15, " s", 1)
    small = synthetic.build(folder / "small.duckdb", *SMALL)
    yield from _browser(small.path)
    yield from _asked("200 measures × 40 periods", small, 30)
    yield _signed_in(small)
    large = synthetic.build(folder / "large.duckdb", *LARGE)
    yield from _asked("2,000 × 180", large, 60)
    yield from _loads(large)
    yield from _previewed(large)
    yield from _charts(large)
    yield from _files(folder, large)
    ready, taken = large_file.memory(folder)
    yield at_most(f"Memory for a file of 500,000 rows looked at ({ready:,} ready)", taken, 1000, " MB", 0)


def _built(path: Path) -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "pimdata", "demo", "--no-serve", "--database", str(path)], check=True, capture_output=True
    )
    return time.perf_counter() - start


def _browser(path: Path) -> Iterator[Measured]:
    took = pages.measured(path)
    for what, ours, bare, bar in (
        (f"Overview, warm, against a bare page of {took.elements[0]} elements", took.overview, took.bare_overview, 1.5),
        (f"A measure, warm, against a bare page of {took.elements[1]} elements", took.measure, took.bare_measure, 1.5),
        ("A measure opened from the Overview, against a bare page's menu", took.opened, took.bare_opened, 1.2),
    ):
        yield at_most(what, ours / bare, bar, " ×", more=f" ({ours:.0f} / {bare:.0f} ms)")
    first, last = took.memory
    yield at_most("The server's memory from ten to fifty views", 100 * (last / first - 1), 5, " %", 1, f" ({first:.0f} MB)")


def _asked(size: str, store: Store, bar: float) -> Iterator[Measured]:
    for name, asked in (
        ("Overview", questions.of_page(store)),
        ("A measure", questions.of_page(store, "measure", i="M1")),
    ):
        more = f" ({asked.processor:.0f} of processor)"
        yield at_most(f"{name}, all its queries with no cache, {size}", asked.milliseconds, bar, " ms", 0, more)
        yield at_most(f"{name}, how many queries", asked.queries, 12, "", 0)


def _signed_in(store: Store) -> Measured:
    """Who may do what, in the first run after the data changed: against finding out that they did, which every run does."""
    identity.kept(store)

    def changed() -> None:
        store.known = ((), {})
        store.state()

    def changed_and_asked() -> None:
        store.known = ((), {})
        identity.kept(store)

    before, after = _shortest(changed, 15), _shortest(changed_and_asked, 15)
    return at_most("Identity after a change of the data, times seeing the change", after / before, 1.15, " ×")


def _shortest(act: Callable[[], object], repeats: int = 5) -> float:
    """The shortest of several, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return min(times)


def _return_of(rows: int) -> pl.DataFrame:
    """A month's return of this many measures."""
    codes = [f"M{number}" for number in range(rows)]
    frame = pl.DataFrame({"indicator_code": codes, "source_row": range(2, rows + 2)}, schema_overrides={"source_row": pl.Int32})
    given = {"period": "2010-10", "dimension": "", "category": "", "what_happened": "", "no_value_reason": ""}
    return frame.with_columns(
        **{name: pl.lit(text) for name, text in given.items()}, value=pl.lit("40").cast(pl.Decimal(18, 6))
    )


def _loads(store: Store) -> Iterator[Measured]:
    rows = _return_of(27)
    codes = rows["indicator_code"].to_list()
    with store.writing_to() as db:
        took = _shortest(lambda: refresh.touched(db, RESULT, codes))
    yield at_most("`live` refreshed after a return of 27 rows, 2,000 × 180", 1000 * took, 150, " ms", 0)

    def whole() -> None:
        with store.writing_to() as db:
            load.accept(db, RESULT, rows, SENT)

    # Held by somebody else all the while, as by an application in use: opening the file is not part of a load.
    with store.reading():
        took = _shortest(whole)
    yield Measured("That return loaded, refreshed and committed", f"{1000 * took:,.0f} ms", "none set", True)
    with store.writing_to() as db:
        newest = db.execute("select max(event_no) from main.load_events").fetchall()[0][0]
        told = _shortest(lambda: trail.record_loads(db, newest))
    yield at_most("The trail's part of that", 100 * told / took, 10, " %", 1, f" ({1000 * told:.1f} ms)")


def _previewed(store: Store) -> Iterator[Measured]:
    """A return as it is looked at before it is sent: read, checked, and tried out for the statuses it would get."""
    with store.reading() as db:
        # What each measure was last, with an account of it, so that every row is ready and is tried out.
        rows = db.sql(
            """
            select indicator_code, '2010-10' as period, round(max_by(value, period), 1) as value
            from main.indicator_results where list_contains($codes, indicator_code) group by indicator_code
            """,
            params={"codes": _return_of(27)["indicator_code"].to_list()},
        ).pl()
        content = rows.with_columns(**{name: pl.lit(words) for name, words in ACCOUNT.items()}).write_csv().encode()
        tried = looking.look(store, content, "indicator_results.csv").preview.height
        if tried != rows.height:
            sys.exit(f"of {rows.height} rows {tried} were tried out, so it would not be known what that takes")
        took = _shortest(lambda: looking.look(store, content, "indicator_results.csv"))
    yield at_most("A return of 27 rows checked and tried out, 2,000 × 180", 1000 * took, 300, " ms", 0)


def _charts(store: Store) -> Iterator[Measured]:
    """Whether series change: all of them from nothing, from the mart, and again for those a return touches."""
    small, many = charts.charted(*LARGE), charts.charted(*MANY, repeats=1)
    said = f" ({1000 * small.charts:,.0f} / {1000 * small.average:.0f} ms)"
    yield at_most(
        "Every chart of 2,000 × 180 from nothing, against one average of each", small.charts / small.average, 100, " ×", 0, said
    )
    ratio = (many.charts / many.rows) / (small.charts / small.rows)
    yield at_most("The same for 80,000 × 60, time for each row against that", ratio, 2, " ×", 2, f" ({many.charts:.0f} s)")
    with store.reading() as db:
        took = _shortest(lambda: db.execute("select * from spc_summary").fetchall())
    yield at_most("What every series of 2,000 × 180 says now, from the mart", 1000 * took, 20, " ms", 0)
    codes = _return_of(27)["indicator_code"].to_list()
    with store.writing_to() as db:
        took = _shortest(lambda: refresh.fill_codes(db, codes, list(STORED_CHARTS)))
    yield at_most("Charts refreshed after a return of 27 rows, 2,000 × 180", 1000 * took, 150, " ms", 0)


def _files(folder: Path, large: Store) -> Iterator[Measured]:
    """A file of 100,000 figures that are not held yet: checked, and loaded, beside a bare copy of it into a bare table."""
    store = synthetic.build(folder / "files.duckdb", *LARGE, last=date(2006, 7, 31))
    path = folder / "figures.csv"
    with large.reading() as db:
        cells = db.execute(
            """
            select indicator_code, period, round(value, 1) as value, what_happened
            from current_indicator_results where period_start > date '2006-07-31' and period_end <= date '2010-09-30'
            order by period, indicator_code limit $rows
            """,
            {"rows": ROWS},
        ).fetchall()
    pl.DataFrame(cells, schema=["indicator_code", "period", "value", "what_happened"], orient="row").write_csv(path)
    content = path.read_bytes()
    with store.reading() as db:
        checked = check(db, reading.read(content, path.name), RESULT)
        took = _shortest(lambda: check(db, reading.read(content, path.name), RESULT), 3)
    yield at_least(f"Rows of figures read and checked in a second ({checked.rows.height:,} ready)", ROWS / took, 50_000)
    copied = _copied(folder, path)
    loaded = _loaded(store, checked.rows)
    ratio = (took + loaded) / copied
    said = f" ({took:.2f} + {loaded:.2f} / {copied:.2f} s)"
    yield at_most("That file checked and loaded, without the refresh, against a bare COPY", ratio, 4, " ×", 1, said)


def _copied(folder: Path, path: Path) -> float:
    with duckdb.connect(folder / "bare.duckdb") as db:
        db.execute("create table figures (indicator_code varchar, period varchar, value decimal(18, 6), what_happened varchar)")
        return _shortest(lambda: db.execute(f"copy figures from '{path}' (header)"), 3)


def _loaded(store: Store, rows: pl.DataFrame) -> float:
    def whole() -> None:
        with store.writing_to() as db:
            load.accept(db, RESULT, rows, SENT, refreshes=False)

    with store.reading():
        return _shortest(whole, 3)


def _page(found: list[Measured]) -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "duckdb", "polars"))
    lines = [
        "# What was measured",
        "",
        f"{datetime.now(UTC):%d %B %Y}, {os.cpu_count()} cores, Python {platform.python_version()}, {versions}. "
        f"`make bench` writes this again. Load of the machine at the end: {os.getloadavg()[0]:.1f}; above 1 or so, times "
        "are longer than a quiet machine's, and ratios hold better than times.",
        "",
        "| what | found | bar | |",
        "| --- | ---: | --- | --- |",
        *(f"| {each.what} | {each.found} | {each.bar} | {_verdict(each)} |" for each in found),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()

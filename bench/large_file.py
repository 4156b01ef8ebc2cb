"""What the largest file we take costs in memory: looked at in a process of its own, whose highest mark is then read."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import synthetic

from pimdata import looking
from pimdata.reading import LARGEST_ROWS
from pimdata.store import Store

MEASURES, PERIODS = 2_780, 180  # a few more than the rows that are wanted
NOTHING_YET = date(1995, 10, 31)  # the day before the first of those periods


def memory(folder: Path) -> tuple[int, float]:
    """Rows that are ready in a file of 500,000, and the megabytes that looking at it takes beside what the process had."""
    store = synthetic.build(folder / "largest.duckdb", MEASURES, PERIODS, last=NOTHING_YET)
    path = folder / "indicator_results.csv"
    with store.reading() as db:
        db.sql(
            """
            select indicator_code, period, round(40 + 3 * sin(hash(indicator_code, period) % 1000), 1) as value
            from (select distinct indicator_code from current_indicators)
            cross join (select period from periods where frequency = 'monthly' and period_end <= date '2010-09-30'
                and period_start > $nothing_yet)
            order by period, indicator_code limit $rows
            """,
            params={"nothing_yet": NOTHING_YET, "rows": LARGEST_ROWS},
        ).pl().write_csv(path)
    done = subprocess.run([sys.executable, __file__, store.path, path], check=True, capture_output=True, text=True)
    ready, taken = done.stdout.split()
    return int(ready), float(taken)


def _highest() -> float:
    status = Path("/proc/self/status").read_text("utf-8")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1000 if found else 0.0


def _look(database: Path, path: Path) -> None:
    store, content = Store(database), path.read_bytes()
    # Once with a small file, so that what is measured is not the program itself.
    looking.look(store, b"\n".join(content.splitlines()[:28]), path.name)
    before = _highest()
    looked = looking.look(store, content, path.name)
    print(looked.preview.height, _highest() - before)


if __name__ == "__main__":
    _look(Path(sys.argv[1]), Path(sys.argv[2]))

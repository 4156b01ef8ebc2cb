"""An empty database built once, and one ordinary row of anything: a test says only what matters to it."""

from __future__ import annotations

import html
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from pimdata import build, demo, previews, refresh, security_log
from pimdata.models import DATASETS
from pimdata.rows import columns, quoted
from pimdata.store import Store

ROOT = Path(__file__).resolve().parent.parent

TODAY = date(2009, 12, 31)
LOADED_AT = datetime(2009, 12, 1, 9, 0)
AS_BUILT = "demo-as-built.duckdb"

# What a row short of target must say, in words too short to answer any other question about it.
ACCOUNT = {
    "promise_outcome": "done",
    "why": "Storms",
    "what_next": "Repairs",
    "owner_role": "Manager",
    "by_when": "2010-12-01",
    "forecast_reason": "The same",
}

ORDINARY: dict[str, dict[str, Any]] = {
    "portfolios": {"portfolio": "Housing", "valid_from": date(2007, 4, 1), "holder": "Cllr Mrs Hope"},
    "services": {"service_code": "HO", "valid_from": date(2007, 4, 1), "title": "Housing"},
    "posts": {"id": "P-01", "post": "Housing Manager"},
    "partners": {"id": "B-01", "name": "The county council"},
    "people": {"email": "mo@council.example", "valid_from": date(2009, 4, 1), "roles": "smt"},
    "plan_items": {"item_code": "A", "valid_from": date(2007, 4, 1), "kind": "aim", "title": "Homes for all"},
    "plan_sections": {"plan": "Corporate plan", "section_no": "1", "title": "Why", "text": "Words."},
    "links": {"from_code": "IND-01", "to_code": "A", "valid_from": date(2007, 4, 1)},
    "indicators": {
        "indicator_code": "IND-01",
        "valid_from": date(2007, 4, 1),
        "title": "Rent collected",
        "kind": "indicator",
        "theme": "results",
        "class": "target",
        "unit": "percent",
        "decimal_places": 0,
        "good_is": "higher",
        "frequency": "quarterly",
        "value_basis": "snapshot",
        "aggregation": "last",
        "tolerance_kind": "absolute",
        "tolerance": Decimal(2),
        "portfolio": "Housing",
        "service_code": "HO",
        "officer": "Housing Manager",
    },
    "spc_marks": {
        "indicator_code": "IND-01",
        "period": "2009/10 Q1",
        "kind": "break",
        "reason": "Counted otherwise.",
        "author": "Housing Manager",
        "marked_on": date(2009, 7, 1),
    },
    "targets": {
        "indicator_code": "IND-01",
        "financial_year": "2009/10",
        "period": "",
        "category": "",
        "target_text": "40%",
        "target_kind": "percent",
        "target_value": Decimal(40),
    },
    "comparators": {
        "indicator_code": "IND-01",
        "period": "2008/09",
        "authority_code": "X01",
        "authority": "Northshire",
        "group": "all districts",
        "value": Decimal(40),
    },
    "quartiles": {
        "indicator_code": "IND-01",
        "period": "2008/09",
        "group": "all districts",
        "upper_quartile": Decimal(60),
        "median": Decimal(50),
        "lower_quartile": Decimal(40),
    },
    "indicator_results": {
        "indicator_code": "IND-01",
        "period": "2009/10 Q1",
        "dimension": "",
        "category": "",
        "value": Decimal(40),
    },
    "actions": {
        "action_code": "CA-01",
        "valid_from": date(2009, 4, 1),
        "plan": "Corporate plan",
        "kind": "council action",
        "title": "Build ten homes",
        "portfolio": "Housing",
        "service_code": "HO",
        "officer": "Housing Manager",
        "start_date": date(2009, 4, 1),
        "due_date": date(2010, 3, 31),
    },
    "action_steps": {
        "action_code": "CA-01",
        "step_no": "1",
        "step_order": 1,
        "title": "Find the land",
        "due_date": date(2009, 9, 30),
    },
    "action_updates": {
        "action_code": "CA-01",
        "step_no": "",
        "as_of": date(2009, 9, 30),
        "state": "in progress",
    },
    "risks": {
        "risk_code": "RSK-01",
        "valid_from": date(2009, 4, 1),
        "register": "strategic",
        "cause": "Rents fall.",
        "event": "Arrears grow.",
        "consequence": "Homes are not kept up.",
        "portfolio": "Housing",
        "service_code": "HO",
        "owner_role": "Housing Manager",
        "target_likelihood": 2,
        "target_impact": 3,
        "review_every": "quarterly",
    },
    "risk_assessments": {
        "risk_code": "RSK-01",
        "assessed_on": date(2009, 10, 1),
        "gross_likelihood": 5,
        "gross_impact": 4,
        "net_likelihood": 3,
        "net_impact": 3,
    },
    "budgets": {
        "cost_centre": "CC1",
        "financial_year": "2009/10",
        "service_code": "HO",
        "title": "Repairs",
        "fund": "general fund",
        "approved_budget": Decimal(100000),
    },
    "budget_positions": {
        "cost_centre": "CC1",
        "period": "2009/10 Q2",
        "budget_to_date": Decimal(50000),
        "actual_to_date": Decimal(50000),
        "forecast_outturn": Decimal(100000),
    },
    "virements": {
        "virement_no": "V1",
        "on_date": date(2009, 8, 1),
        "from_cost_centre": "CC1",
        "to_cost_centre": "CC2",
        "amount": Decimal(5000),
    },
    "attachments": {
        "dataset": "indicator_results",
        "key": "IND-01|2009/10 Q1",
        "file_name": "count.pdf",
        "sha256": "abc",
        "size": 9,
    },
    "reliability_grades": {
        "indicator_code": "IND-01",
        "graded_on": date(2009, 10, 1),
        "grade": "use with care",
        "reason": "One month was estimated.",
        "graded_by": "Housing Manager",
    },
    "measure_audits": {
        "indicator_code": "IND-01",
        "audited_on": date(2009, 10, 1),
        "finding": "borne out",
        "summary": "All of 2008/09 was counted again.",
        "audited_by": "Auditor",
    },
    "standard_confirmations": {
        "service_code": "HO",
        "period": "2009/10 Q2",
        "answer": "meets it",
        "statement": "Every figure was checked against its case list.",
        "confirmed_on": date(2009, 10, 20),
        "confirmed_by": "Housing Manager",
    },
    "calendar": {"entry_code": "CAL-01", "title": "Quarter's returns", "month_from": 7, "month_to": 7},
}


def ordinary(dataset: str, **changes: Any) -> dict[str, Any]:
    """One ordinary row of a dataset, changed only where a test says."""
    row = {name: None if field.is_required() else field.default for name, field in columns(DATASETS[dataset]).items()}
    unknown = changes.keys() - row.keys()
    assert not unknown, f"{dataset} has no column {unknown}"
    return row | ORDINARY[dataset] | changes


class Given:
    """Puts rows into a database as loads that were signed off, the later one on top."""

    def __init__(self, db: duckdb.DuckDBPyConnection) -> None:
        self.db = db
        self.loads = self.events = 0

    def __call__(self, dataset: str, loaded_at: datetime = LOADED_AT, **changes: Any) -> int:
        """Load one row, sign it off, and say which load it was."""
        row = ordinary(dataset, **changes)
        self.loads += 1
        names = quoted([*row, "load_id", "source_row"])
        marks = ", ".join("?" for _ in range(len(row) + 2))
        self.db.execute(f"insert into main.{dataset} ({names}) values ({marks})", [*row.values(), self.loads, 2])
        self.db.execute(
            "insert into main.loads values (?, ?, ?, '', '', 'file.csv', 'abc', 1, 1, false, '', '', ?, 'Housing Manager')",
            [self.loads, f"s{self.loads}", dataset, loaded_at],
        )
        self._event(self.loads, "signed off", loaded_at, "")
        return self.loads

    def withdraw(self, load_id: int, at: datetime = LOADED_AT) -> None:
        """Take a load back."""
        self._event(load_id, "withdrawn", at, "sent in error")

    def sign_off(self, load_id: int, at: datetime = LOADED_AT) -> None:
        """Sign a load off again, which puts it on top."""
        self._event(load_id, "signed off", at, "")

    def _event(self, load_id: int, state: str, at: datetime, reason: str) -> None:
        self.events += 1
        self.db.execute(
            "insert into main.load_events values (?, ?, ?, ?, 'Housing Manager', ?)",
            [self.events, load_id, state, at, reason],
        )


World = Callable[..., AbstractContextManager[tuple[duckdb.DuckDBPyConnection, Given]]]


@pytest.fixture(scope="session")
def built() -> Iterator[duckdb.DuckDBPyConnection]:
    """Every table and view, empty, in memory; figures are expected to the end of March 2011."""
    with duckdb.connect() as root:
        root.execute("set TimeZone = 'UTC'")
        root.execute("set variable today = $today", {"today": TODAY})
        build.create(root)
        refresh.everything(root)
        yield root


@pytest.fixture(scope="session")
def world(built: duckdb.DuckDBPyConnection) -> World:
    """A database of one's own for a while: `with world() as (db, given)`; nothing of it stays."""

    @contextmanager
    def _world(today: date | None = TODAY) -> Iterator[tuple[duckdb.DuckDBPyConnection, Given]]:
        with built.cursor() as db:
            db.execute("set variable today = $today", {"today": today})
            build.use(db, build.MAIN)
            db.execute("begin")
            try:
                yield db, Given(db)
            finally:
                db.execute("rollback")

    return _world


@pytest.fixture
def _own(world: World) -> Iterator[tuple[duckdb.DuckDBPyConnection, Given]]:
    with world() as own:
        yield own


@pytest.fixture
def db(_own: tuple[duckdb.DuckDBPyConnection, Given]) -> duckdb.DuckDBPyConnection:
    """Every table and view on the last day of 2009, undone after the test; names mean `main`, the truth."""
    return _own[0]


@pytest.fixture
def given(_own: tuple[duckdb.DuckDBPyConnection, Given]) -> Given:
    """`given("indicators", good_is="lower")` loads one ordinary row, changed only where it says."""
    return _own[1]


@pytest.fixture
def refreshed(db: duckdb.DuckDBPyConnection) -> Callable[[], None]:
    """Fills `live` from all that was given; names then mean `live` first, as on a page."""

    def _refreshed() -> None:
        build.use(db, build.LIVE)
        refresh.everything(db)

    return _refreshed


@pytest.fixture(autouse=True, scope="session")
def _no_component_scan() -> None:
    """Each AppTest would otherwise read the metadata of every installed package, for components this has none of."""
    if "streamlit" in sys.modules:  # whatever tests pages has imported it by now; nothing else waits for it
        from streamlit.components.v2.component_manager import BidiComponentManager

        BidiComponentManager.discover_and_register_components = lambda self, **keywords: None


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, built once and shared by all workers; copy it before writing to it."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    built_at, ready = folder / "demo.duckdb", folder / "demo.ready"
    try:
        os.close(os.open(folder / "demo.lock", os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        for _ in range(1200):
            if ready.exists():
                return built_at
            time.sleep(0.1)
        raise AssertionError("another worker did not finish the demonstration") from None
    demo.build(Store(built_at), ROOT / "data")
    shutil.copy(built_at, built_at.with_name(AS_BUILT))
    ready.touch()
    return built_at


@pytest.fixture
def demo_store(demo_database: Path, tmp_path: Path) -> Store:
    """A copy of the demonstration of one's own, as it was built: pages opened on the shared one leave their visits in it."""
    return Store(Path(shutil.copy(demo_database.with_name(AS_BUILT), tmp_path / "pim.duckdb")))


@pytest.fixture
def open_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """`open_page("measure", store, i="NI 156")` runs a page as the app does; without a store there is no database."""
    from streamlit.testing.v1 import AppTest

    from pimdata import config, store
    from pimdata.ui import main_pages

    def _open(name: str, held: Store | None = None, **query: str) -> AppTest:
        monkeypatch.setattr(store, "default", lambda: held or Store(tmp_path / "none.duckdb"))
        config.settings.cache_clear()
        at = AppTest.from_file(str(ROOT / "pimdata" / "ui" / "main.py"), default_timeout=30)
        if name != "overview":
            at.run()
            at.switch_page(os.path.relpath(main_pages.path(name), ROOT / "pimdata" / "ui"))
        for key, value in query.items():
            at.query_params[key] = value
        return at.run()

    return _open


def short_rows(statuses: dict[int, str], short_by: float | None = None) -> pl.DataFrame:
    """Rows of a file by number that would get these statuses, as they are asked for their account: so many days short."""
    judged = {"dimension": "", "category": "", "short_of_target": short_by, "unit": "days", "decimal_places": 1}
    rows = [{"source_row": row, "status": status} | judged for row, status in statuses.items()]
    return previews.short_of_target(pl.DataFrame(rows, schema_overrides={"source_row": pl.Int32}))


def words_of(at: Any) -> str:
    """Everything a page says, as one text: its fragments without their tags, and its widgets' labels."""
    said = [element.proto.body for element in at.get("html")]
    return html.unescape(re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", " ".join(said), flags=re.DOTALL))


@pytest.fixture(autouse=True)
def _security_log_stays_itself() -> Iterator[None]:
    """A command or the launcher sends security events to a place of their own, where `caplog` would not see them."""
    yield
    for handler in list(security_log.LOGGER.handlers):
        security_log.LOGGER.removeHandler(handler)
        handler.close()
    security_log.LOGGER.propagate = True


@pytest.fixture(autouse=True)
def _main_stays_itself() -> Iterator[None]:
    """AppTest puts its script in the place of `__main__`, and a process begun afterwards would run that script."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main

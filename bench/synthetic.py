"""Databases of any size, made by SQL in seconds: the same measures, figures, actions, risks and money each time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from pimdata import refresh
from pimdata.models import DATASETS
from pimdata.rows import Row, cell_kind, columns
from pimdata.store import Store

TODAY = date(2010, 11, 1)
LAST = date(2010, 9, 30)
FREQUENCY = {40: "quarterly", 180: "monthly"}  # forty quarters are ten years, 180 months fifteen
SERVICES = 20
SENT_AT = "timestamp '2010-10-20 09:00:00'"
# A number from 0 to 999 that looks like chance and is the same in every run.
CHANCE = "(hash({}) % 1000)::integer"

DATA = {
    "portfolios": """
        select 'Portfolio ' || n as portfolio, date '1995-04-01' as valid_from, 'Cllr ' || n as holder from range(6) as t(n)
    """,
    "services": f"""
        select 'S' || n as service_code, date '1995-04-01' as valid_from, 'Service ' || n as title,
            'Head ' || n as head_of_service
        from range({SERVICES}) as t(n)
    """,
    "plan_items": """
        select 'A' || n as item_code, date '1995-04-01' as valid_from, 'aim' as kind, 'Aim ' || n as title,
            'Portfolio ' || n as portfolio
        from range(5) as t(n)
    """,
    "indicators": f"""
        select 'M' || n as indicator_code, $first as valid_from, 'Measure ' || n as title, 'indicator' as kind,
            ['results', 'customers', 'people'][n % 3 + 1] as theme, 'target' as class, 'percent' as unit, 1 as decimal_places,
            ['higher', 'lower'][n % 2 + 1] as good_is, $frequency as frequency, 'snapshot' as value_basis,
            'mean' as aggregation, 'absolute' as tolerance_kind, 2 as tolerance, n % 5 = 0 as is_key,
            'Portfolio ' || n % 6 as portfolio,
            'S' || n % {SERVICES} as service_code, 'Officer ' || n as officer
        from range($measures) as t(n)
    """,
    "targets": """
        select 'M' || n as indicator_code, financial_year, '' as period, '' as category, '50%' as target_text,
            'percent' as target_kind, 50 as target_value
        from range($measures) as t(n), periods where frequency = 'annual' and period_end between $first and date '2012-03-31'
    """,
    "links": """
        select 'M' || n as from_code, 'A' || n % 5 as to_code, date '1995-04-01' as valid_from from range($measures) as t(n)
        union all select 'C' || n as from_code, 'A' || n % 5 as to_code, date '1995-04-01' as valid_from from range(60) as t(n)
    """,
    "indicator_results": f"""
        select 'M' || n as indicator_code, period, '' as dimension, '' as category,
            (45 + n % 10 + {CHANCE.format("n || period")} / 500)::decimal(18, 6) as value,
            'What happened in ' || period as what_happened
        from range($measures) as t(n), periods
        where frequency = $frequency and period_start >= $first and period_end <= $last
    """,
    "actions": f"""
        select 'C' || n as action_code, date '2009-04-01' as valid_from, 'Plan' as plan, 'council action' as kind,
            'Action ' || n as title, 'Portfolio ' || n % 6 as portfolio, 'S' || n % {SERVICES} as service_code,
            'Officer' as officer, date '2009-04-01' as start_date, date '2010-04-01' + n::integer * 7 as due_date
        from range(60) as t(n)
    """,
    "action_updates": """
        select 'C' || n as action_code, '' as step_no, period_end as as_of, 'in progress' as state, 50 as percent_complete
        from range(60) as t(n), periods
        where frequency = 'quarterly' and period_end between date '2009-06-30' and date '2010-06-30'
    """,
    "risks": f"""
        select 'R' || n as risk_code, date '2009-04-01' as valid_from, 'strategic' as register, 'Cause ' || n as cause,
            'Event ' || n as event, 'Consequence' as consequence, 'Portfolio ' || n % 6 as portfolio,
            'S' || n % {SERVICES} as service_code, 'Head' as owner_role, 2 as target_likelihood, 2 as target_impact,
            'quarterly' as review_every
        from range(40) as t(n)
    """,
    "risk_assessments": """
        select 'R' || n as risk_code, period_end as assessed_on, 4 as gross_likelihood, 4 as gross_impact,
            n % 5 + 1 as net_likelihood, n % 4 + 1 as net_impact
        from range(40) as t(n), periods
        where frequency = 'quarterly' and period_end between date '2009-06-30' and date '2010-09-30'
    """,
    "budgets": f"""
        select 'CC' || n as cost_centre, financial_year, 'S' || n % {SERVICES} as service_code, 'Cost centre ' || n as title,
            'general fund' as fund, 100000 + n * 1000 as approved_budget
        from range(60) as t(n), periods where frequency = 'annual' and financial_year in ('2009/10', '2010/11')
    """,
    "budget_positions": """
        select 'CC' || n as cost_centre, period, 25000 * part as budget_to_date, 25000 * part + n * 10 as actual_to_date,
            101000 + n * 1000 as forecast_outturn
        from range(60) as t(n), periods
        where frequency = 'quarterly' and period_end between date '2009-06-30' and date '2010-09-30'
    """,
}  # fmt: skip


def build(path: Path, measures: int, number_of_periods: int, last: date = LAST) -> Store:
    """A whole database of this many measures and periods each, filled behind the loader's back, with figures up to a day."""
    store = Store(path)
    store.remove()
    frequency = FREQUENCY[number_of_periods]
    values = {"measures": measures, "frequency": frequency, "first": _first(number_of_periods, frequency), "last": last}
    with store.writing_to() as db:
        db.execute("insert into main.settings values ('today', $day)", {"day": TODAY.isoformat()})
        db.execute("set variable today = $day", {"day": TODAY})
        for number, (dataset, select) in enumerate(DATA.items(), start=1):
            _insert(
                db, DATASETS[dataset], select, number, {name: value for name, value in values.items() if f"${name}" in select}
            )
        refresh.everything(db)
    return store


def _first(number_of_periods: int, frequency: str) -> date:
    """The first day of the first period, where the last one ends with September 2010."""
    months = number_of_periods * {"quarterly": 3, "monthly": 1}[frequency]
    years, rest = divmod(2010 * 12 + 9 - months, 12)
    return date(years, rest + 1, 1)


def _insert(db: duckdb.DuckDBPyConnection, model: type[Row], select: str, number: int, values: dict[str, object]) -> None:
    given = set(db.sql(f"{select} limit 0", params=values).columns)
    blanks = "".join(
        f", '' as {name}" for name, field in columns(model).items() if name not in given and cell_kind(field) is str
    )
    db.execute(
        f"""
        insert into main.{model.dataset} by name
        select *, {number} as load_id, row_number() over () + 1 as source_row{blanks} from ({select})
        """,
        values,
    )
    db.execute(
        f"""
        insert into main.loads values
        ({number}, 'bench', '{model.dataset}', '', '', '{model.dataset}.csv', '', 0, 0, true, '', '', {SENT_AT}, 'Bench');
        insert into main.load_events values ({number}, {number}, 'signed off', {SENT_AT}, 'Bench', '')
        """
    )

"""Returns that are in order are let through: history sent again, as it was and with every comment taken out of it."""

import polars as pl
import pytest

from pimdata import checks, checks_judged, models, queries_returns, reading, rows
from tests.conftest import short_rows

ASKED_AT_MOST = 0.02
SHARES = {"indicator_results": 110, "action_updates": 30, "risk_assessments": 30, "budget_positions": 30}
WHEN = {
    "indicator_results": "period",
    "budget_positions": "period",
    "action_updates": "as_of",
    "risk_assessments": "assessed_on",
}


ACCOUNT = ("what_happened", "why")


def past_returns(db, dataset, without):
    """What each service sent of each period, as it stands now, without some of its columns."""
    code, view, newest = queries_returns.OWNERS[dataset]
    held = db.sql(f"""
        with owned as (select {code}, max_by(service_code, {newest}) as service from {view} group by all)
        select owned.service, {WHEN[dataset]}::varchar as sent_for, held.*
        from current_{dataset} as held inner join owned using ({code})
        order by owned.service, sent_for, held.{code}
    """).pl()
    kept = [name for name in rows.columns(models.DATASETS[dataset]) if name not in without]
    for _, part in held.group_by("service", "sent_for", maintain_order=True):
        yield part.select(kept)


@pytest.mark.parametrize("without", [ACCOUNT, ()], ids=["without a word that would answer", "as they were sent"])
def test_of_two_hundred_clean_returns_one_row_in_fifty_is_asked_about_at_most(demo_store, without):
    asked = sent = returns = 0
    with demo_store.reading() as db:
        for dataset, wanted in SHARES.items():
            every = list(past_returns(db, dataset, without))
            chosen = every[:: len(every) // wanted][:wanted]
            # Each row is held against what came before its own period, so all of them may go in one file.
            content = pl.concat(chosen).write_csv(null_value="").encode()
            found = checks.check(db, reading.read(content, f"{dataset}.csv"), models.DATASETS[dataset])
            assert not found.is_stopped
            returns += len(chosen)
            sent += sum(part.height for part in chosen)
            asked += len({each.row for each in found.to_do})
    assert returns == sum(SHARES.values()) == 200
    assert 0 < asked <= ASKED_AT_MOST * sent, f"{asked} of {sent} rows"


def test_history_short_of_target_accounts_for_itself_but_for_one_row_in_fifty_at_most(demo_store):
    """The questions that hang on a status: each row as it was sent, judged as it stands."""
    with demo_store.reading() as db:
        every = list(past_returns(db, "indicator_results", ()))
        content = pl.concat(every).write_csv(null_value="").encode()
        sheet = reading.read(content, "indicator_results.csv")
        held = db.sql("select indicator_code, period, status from indicator_status").fetchall()
        stands = {(code, period): status for code, period, status in held}
        statuses = {
            row: stands[code, period]
            for row, code, period in sheet.frame.select(reading.ROW, "indicator_code", "period").iter_rows()
            if (code, period) in stands
        }
        found = checks.check(db, sheet, models.DATASETS["indicator_results"])
        found = checks_judged.with_accounts(db, found, short_rows(statuses))
    asked = {each.row for each in found.to_do if each.code in ("E03", "E04", "E05", "E08")}
    assert sum(status in ("below", "near") for status in statuses.values()) > 400
    assert 0 < len(asked) <= ASKED_AT_MOST * sheet.frame.height, f"{len(asked)} of {sheet.frame.height} rows"

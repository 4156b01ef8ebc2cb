"""Returns that are in order are let through: history sent again, as it was and with every comment taken out of it."""

import polars as pl
import pytest

from pimdata import checks, models, queries_returns, reading, rows

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

"""Publishing a period: what was judged is kept as it was, and from then on its figures are revised and never replaced."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import duckdb
import polars as pl

from pimdata import acting, answers, permissions, previews, trail
from pimdata.errors import NothingToDo, PimError
from pimdata.figures import date_words
from pimdata.messages import Fault, fault
from pimdata.moments import local, moment_words
from pimdata.people import Viewer
from pimdata.rows import Row, columns
from pimdata.store import Store, now

DB = duckdb.DuckDBPyConnection
DAYS = ("as_of", "assessed_on")  # what dates the rows of a return that name no period


class Published(NamedTuple):
    """What was published: how many judgements were kept, and how many loads of the period wait for sign-off still."""

    publication_no: int
    period: str
    judgements: int
    waiting: int


def publish(
    store: Store, period: str, viewer: Viewer | None, reason: str = "", by_whom: str = "the system", keep: bool = True
) -> Published:
    """Publish a period: close it, and the periods within it, and keep every status in it with its rule, and every forecast.

    Args:
        viewer: who publishes; None where nobody signs in, and `by_whom` is then the post.
        keep: False to say what would be published, and change nothing.

    Raises:
        NotAllowed: this person may not publish.
        PimError: there is no such period, or it has not ended.
        NothingToDo: it is published already.
    """
    if viewer is not None:
        permissions.require(viewer, "publish")
    with store.writing_to(keep=keep) as db:
        _refuse(db, period)
        number = answers.rows(db, "select coalesce(max(publication_no), 0) + 1 from main.period_publications")[0][0]
        who = (viewer.post, viewer.identity) if viewer else (by_whom, "")
        db.execute(
            """
            insert into main.period_publications
            select ?, ?, ?, ?, ?, ?, (select sql_digest from main.schema_meta), coalesce(max(event_no), 0) from main.load_events
            """,
            [number, period, now(db), *who, reason.strip()],
        )
        db.execute(
            """
            insert into main.published_judgements by name
            select
                ? as publication_no, indicator_code, indicator_status.period, value, indicator_status.target, status, reason,
                forecast, low as forecast_low, high as forecast_high, coalesce(method, '') as forecast_method, owner_forecast,
                coalesce(forecast_likelihood, '') as likelihood,
            from indicator_status
            left join forecasts_made using (indicator_code, period)
            inner join periods as whole on whole.period = ?
            where indicator_status.period_start >= whole.period_start and indicator_status.period_end <= whole.period_end
            order by indicator_code, indicator_status.period
            """,
            [number, period],
        )
        query = "select count(*) from main.published_judgements where publication_no = $number"
        kept = answers.rows(db, query, {"number": number})[0][0]
        trail.record(db, acting.actor(viewer or by_whom), "period published", period, detail=f"{kept} statuses kept")
        return Published(number, period, kept, _waiting(db, period))


def _refuse(db: DB, period: str) -> None:
    found = answers.rows(db, "select period_end < main.today() from periods where period = $period", {"period": period})
    if not found:
        raise PimError(f'There is no period "{period}". Write it as 2009/10, 2009/10 Q2 or 2009-07.')
    if not found[0][0]:
        raise PimError(f"{period} has not ended, so it cannot be published yet.")
    held = answers.first(
        db, "select published_at, published_by from main.published_periods where period = $period", {"period": period}
    )
    if held:
        raise NothingToDo(f"{period} was published by {held['published_by']} at {moment_words(held['published_at'])}.")


def _waiting(db: DB, period: str) -> int:
    query = """
        select count(distinct load_id) from main.returned_rows
        inner join main.load_states using (load_id) inner join main.published_periods using (period)
        where state = 'waiting for sign-off'
            and publication_no = (select max(publication_no) from main.period_publications where period = $period)
    """
    return int(answers.rows(db, query, {"period": period})[0][0])


REVISE, SEND_LATE, BOTH = "Revise a published figure", "Send it late", "Revise what is published, and send the rest late"
HOW = {
    REVISE: 'To change it, choose "{choice}" so the change is recorded.',
    SEND_LATE: 'Nothing was there to revise. Choose "{choice}", and it is marked as late.',
    BOTH: 'Some rows change it, and some were not there. Choose "{choice}" so that both are recorded.',
}


def closed(db: DB, model: type[Row], rows: pl.DataFrame) -> Fault | None:
    """Why rows of a published period are stopped; None where no row is of one."""
    if not model.is_return or not rows.height:
        return None
    found = _published_of(db, model, rows)
    if found is None:
        return None
    day: date = local(found["published_at"]).date()
    chosen = choice(db, model, rows)
    return fault("C06", period=found["period"], date=date_words(day), how=HOW[chosen].format(choice=chosen))


def choice(db: DB, model: type[Row], rows: pl.DataFrame) -> str:
    """What the choice is called that lets rows of a published period be sent: where nothing was there, nothing is revised."""
    late, revised = after_publication(db, model, previews.compared(db, model, rows))
    return SEND_LATE if late and not revised else BOTH if late else REVISE


def after_publication(db: DB, model: type[Row], rows: pl.DataFrame) -> tuple[int, int]:
    """How many rows of published periods are late, having had nothing there, and how many revise what is held.

    Args:
        rows: with `what` (new, changed, unchanged), as `previews.compared` gives them.
    """
    if not model.is_return or not rows.height:
        return 0, 0
    db.register("rows_sent", rows)
    try:
        found = answers.rows(
            db,
            f"""
            select count(*) filter (what = 'new'), count(*) filter (what = 'changed')
            from rows_sent as sent
            where exists (from main.published_periods as published where {_of_row(model)})
            """,
        )
    finally:
        db.unregister("rows_sent")
    return int(found[0][0]), int(found[0][1])


def _of_row(model: type[Row]) -> str:
    """Whether a row sent is of a published period: by its period, or by its day."""
    day = next((name for name in DAYS if name in columns(model)), "")
    return f"{day} between period_start and period_end" if day else "sent.period = published.period"


def _published_of(db: DB, model: type[Row], rows: pl.DataFrame) -> dict[str, Any] | None:
    db.register("rows_sent", rows)
    try:
        return answers.first(
            db,
            f"""
            select published.period, published_at
            from main.published_periods as published
            where exists (from rows_sent as sent where {_of_row(model)})
            order by period_end - period_start desc, published.period limit 1
            """,
        )
    finally:
        db.unregister("rows_sent")

"""What sending adds to a load: which rows go, what it takes the place of, who sent it, and what the ledger says of it."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import polars as pl

from pimdata import answers, load, notices, queries_signing, templates
from pimdata.errors import PimError
from pimdata.figures import list_names, period_name, plural
from pimdata.messages import fault
from pimdata.moments import moment_words
from pimdata.people import Viewer
from pimdata.permissions import MONEY
from pimdata.reading import ROW
from pimdata.stages import what_next

DB = duckdb.DuckDBPyConnection


def rows_to_send(db: DB, rows: pl.DataFrame, preview: pl.DataFrame, viewer: Viewer | None, replaces: bool) -> pl.DataFrame:
    """The rows that go: those sent so already, and waiting for sign-off, do not go twice.

    Args:
        preview: for each row, `what` and the load it `waits_in`, as `previews.compared` gives them.
        replaces: take back what waits in the way; a load is taken back whole, so its other rows must be here too.

    Raises:
        PimError: a row that waits is another here, and nothing was said of replacing it.
    """
    if not preview.height or preview["waits_in"].null_count() == preview.height:
        return rows
    in_the_way = (
        preview.filter((pl.col("what") != "waiting") & pl.col("waits_in").is_not_null())["waits_in"].unique().sort().to_list()
    )
    for load_id in in_the_way:
        found = queries_signing.get(db, load_id)
        if not replaces or viewer is None:
            words = fault("G03", role=found.by_whom, time=moment_words(found.loaded_at)).words
            raise PimError(f"{words} It is {found.reference}, and waits for sign-off.")
        if preview.filter(pl.col("waits_in") == load_id).height < found.rows_stored:
            raise PimError(f"{found.reference} holds other rows too. Take it back first; all of it is then a draft again.")
        load.move(db, load_id, "taken back", viewer.post, "Replaced by a newer version.", viewer.identity)
    stays = preview.filter((pl.col("what") == "waiting") & ~pl.col("waits_in").is_in(in_the_way))[ROW]
    return rows.filter(~pl.col(ROW).is_in(stays.implode()))


def record(db: DB, load_id: int, identity: str, draft_id: int | None, control_total: Decimal | None, is_revision: bool) -> None:
    """Keep with a load who sent it, from which draft, and the ledger's total."""
    db.execute("insert into main.sendings values (?, ?, ?, ?, ?)", [load_id, identity, draft_id, control_total, is_revision])


def write_receipt(db: DB, viewer: Viewer, load_id: int, rows_held: int, signed_by: str) -> None:
    """A receipt by e-mail to whoever sent a return, where they are known by an address. It holds no figure of the return.

    Args:
        rows_held: how many of its rows were kept back.
        signed_by: the post that signs it off.
    """
    if not viewer.email:
        return
    found = queries_signing.get(db, load_id)
    services = queries_signing.service_titles(db, found.services)
    period = period_name(found.period) if found.period else ""
    of = ", ".join(filter(None, (list_names(services), templates.TITLES[found.dataset], period)))
    kept_back = f" and kept {plural(rows_held, 'row')} back" if rows_held else ""
    words = (
        f"Return received: {of}. Reference {found.reference}. Sent by {found.by_whom}, {moment_words(found.loaded_at)}. "
        f"We stored {plural(found.rows_stored, 'row')}{kept_back}. Next: {what_next(found.state, signed_by)} "
        f"The file's fingerprint (SHA-256) is {found.sha256}."
    )
    to = notices.To(viewer.role, viewer.post, email=viewer.email)
    page = "/" if viewer.role == "partner" else "/returns"  # partners send from their own home
    notices.queue(db, to, f"Return received: {found.reference}", words, page, found.loaded_at)


def signer(db: DB, load_id: int) -> str:
    """The post that signs a load off: Finance for money, else the head of its service as the services' list names it."""
    found = queries_signing.get(db, load_id)
    if found.dataset in MONEY:
        return "Finance"
    query = "select arg_max(head_of_service, valid_from) from current_services where service_code = $service"
    heads = {answers.rows(db, query, {"service": service})[0][0] or "" for service in found.services}
    return heads.pop() or "Its head of service" if len(heads) == 1 else "Senior management"

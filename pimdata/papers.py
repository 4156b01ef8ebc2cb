"""Working papers behind a figure: kept with their fingerprint, and given to auditors and to those whose figure it is."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

import duckdb
import polars as pl

from pimdata import answers, load, permissions, queries_returns, stored_files
from pimdata.errors import PimError
from pimdata.models import DATASETS
from pimdata.people import Viewer
from pimdata.permissions import Item
from pimdata.store import Store

DB = duckdb.DuckDBPyConnection
# A figure that was sent, or that is owed: its paper is often ready before it is.
_FIGURE = """
    select 1 from main.returned_rows where dataset = $dataset and row_key = $key
    union all
    select 1 from paper_rows where dataset = $dataset and row_key = $key
    limit 1
"""
WITH_PAPERS = ("indicator_results", "budget_positions")  # whose rows are known by their key before they are sent
_PAPERS = """
    select papers.*, loads.by_whom, loads.loaded_at
    from current_attachments as papers inner join main.loads using (load_id)
    where papers.dataset = $dataset
"""
_NEWEST_FIRST = "order by loads.loaded_at desc, papers.load_id desc"
LARGEST = 20_000_000
# What each kind of file begins with; a name that says otherwise than its content is refused. Nothing here runs by itself.
KINDS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".xlsx": (b"PK\x03\x04",),
    ".docx": (b"PK\x03\x04",),
    ".ods": (b"PK\x03\x04",),
    ".odt": (b"PK\x03\x04",),
    ".png": (b"\x89PNG",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".csv": (),
    ".txt": (),
}


def key_of(*parts: str) -> str:
    """The key of a figure as papers name it.

    >>> key_of("HO05", "2010/11 Q2", "", "")
    'HO05|2010/11 Q2'
    """
    return "|".join(parts).rstrip("|")


def attach(store: Store, viewer: Viewer, dataset: str, key: str, file_name: str, content: bytes, note: str = "") -> str:
    """Keep a working paper behind a figure and give its fingerprint.

    Args:
        key: as `key_of` makes it; it begins with the figure's code.

    Raises:
        NotAllowed: it is not this person's figure.
        PimError: the file is empty, too large or of a kind that is not kept, or no such figure is held.
    """
    name = PurePath(file_name.replace("\\", "/")).name[:120]
    _refuse_kind(name, content)
    with store.writing_to() as db:
        permissions.require(viewer, "attach paper", item_of(db, dataset, key))
        if not answers.rows(db, _FIGURE, _of(dataset, key)):
            raise PimError(f"No figure is held for {key.replace('|', ', ')}, so nothing can be put behind it.")
        sha256 = stored_files.keep(db, content)
        row = {
            "dataset": dataset, "key": key, "file_name": name, "sha256": sha256, "size": len(content), "note": note.strip(),
            "source_row": 2,
        }  # fmt: skip
        is_illustrative = answers.rows(db, "select coalesce(bool_or(is_illustrative), false) from main.accepted_loads")[0][0]
        sent = load.Sent(name, sha256, len(content), viewer.post, is_illustrative=is_illustrative, identity=viewer.identity)
        load.accept(db, DATASETS["attachments"], pl.DataFrame([row]), sent)
        return sha256


def item_of(db: DB, dataset: str, key: str) -> Item:
    """What is asked of permissions: the service whose figure it is, or whose part of it."""
    code, _, rest = key.partition("|")
    _, dimension, category = (*rest.split("|"), "", "")[:3]
    if dimension == queries_returns.PART:
        return Item(service=category, dataset=dataset)
    owner, _ = queries_returns.owners(db, dataset).get(code, ("", ""))
    return Item(service=owner, dataset=dataset)


def of_code(db: DB, dataset: str, code: str) -> list[dict[str, Any]]:
    """Papers behind the figures of one measure, action, risk or cost centre, the newest first; without their bytes."""
    which = "(papers.key = $code or starts_with(papers.key, $code || '|'))"
    return answers.frame(db, f"{_PAPERS} and {which} {_NEWEST_FIRST}", {"dataset": dataset, "code": code}).to_dicts()


def figures_of(db: DB, dataset: str, service: str, period: str) -> dict[str, str]:
    """The figures of a return that papers can be put behind, whether they are in or still to come: key to name."""
    query = """
        select row_key, name || if(period = $period, '', ', ' || period) as name
        from paper_rows
        where dataset = $dataset and service_code = $service and $period in (period, in_return)
        order by row_key
    """
    return dict(answers.rows(db, query, {"dataset": dataset, "service": service, "period": period}))


def of_keys(db: DB, dataset: str, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """Papers behind these figures, the newest first; without their bytes."""
    return answers.frame(db, f"{_PAPERS} and list_contains($keys, papers.key) {_NEWEST_FIRST}", {
        "dataset": dataset, "keys": list(keys),
    }).to_dicts()  # fmt: skip


def read(db: DB, viewer: Viewer, dataset: str, key: str, sha256: str) -> bytes:
    """A paper's bytes, just as they came.

    Raises:
        NotAllowed: this person may not read it.
        PimError: there is none, or it is not as it came.
    """
    permissions.require(viewer, "read paper", item_of(db, dataset, key))
    query = "select 1 from main.attachments where dataset = $dataset and key = $key and sha256 = $sha limit 1"
    if not answers.rows(db, query, {**_of(dataset, key), "sha": sha256}):
        raise PimError("There is no such paper behind this figure.")
    return stored_files.content(db, sha256)


def _of(dataset: str, key: str) -> dict[str, str]:
    return {"dataset": dataset, "key": key}


def _refuse_kind(name: str, content: bytes) -> None:
    extension = PurePath(name).suffix.lower()
    if not content:
        raise PimError("The selected file is empty. Check you saved it.")
    if len(content) > LARGEST:
        size = f"{len(content) / 1e6:.0f} MB"
        raise PimError(f"A working paper must be smaller than {LARGEST / 1e6:.0f} MB. Yours is {size}.")
    if extension not in KINDS:
        raise PimError(f"A working paper must be one of {', '.join(KINDS)}. Save {name} as one of them, such as PDF.")
    begins = KINDS[extension]
    if begins and not content.startswith(begins):
        raise PimError(f"{name} is not what its name says. Save it again as {extension}, and attach it then.")
    if extension in (".csv", ".txt") and b"\x00" in content[:4096]:
        raise PimError(f"{name} is no text file. Attach it under the name of what it is.")

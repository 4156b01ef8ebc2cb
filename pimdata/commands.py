"""The commands about files: check them, load them, take them back, and see what is owed."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from pimdata import steps
from pimdata.store import Store
from pimdata.terminal import (
    DONE,
    NOTHING_TO_DO,
    TO_EXPLAIN,
    TO_FIX,
    AsJson,
    By,
    Database,
    DryRun,
    Yes,
    agrees,
    print_json,
    print_table,
    stepping,
    store_of,
    tell,
)

Files = Annotated[
    list[Path], typer.Argument(help="CSV files or Excel workbooks (.xlsx).", exists=True, dir_okay=False, readable=True)
]
Dataset = Annotated[str | None, typer.Option("--dataset", help="What the rows are, where name and headings do not say.")]


def check(files: Files, database: Database = None, dataset: Dataset = None, as_json: AsJson = False) -> None:
    """Say what is wrong with files, without loading them.

    Examples:

      pimdata check HO-2010-11-Q2-indicator_results.csv

      pimdata check *.csv --json
    """
    from pimdata import returns
    from pimdata.checked import to_json
    from pimdata.reading import contents

    store, results, codes = store_of(database), [], [DONE]
    for path in files:
        with stepping(f"Checking {path.name}", steps.LOOKING):
            looked = returns.look(store, contents(path), path.name, dataset=dataset, allowed=None)
        results.append({"file": path.name, **to_json(looked.checked)})
        codes.append(_code(looked.checked))
        if not as_json:
            typer.echo(returns.refusal(looked, path.name))
    if as_json:
        print_json(results)
    # Rows to fix come before rows to explain: they cannot be answered in words.
    raise typer.Exit(TO_FIX if TO_FIX in codes else max(codes))


def load(
    files: Files,
    database: Database = None,
    dataset: Dataset = None,
    layout: Annotated[Path | None, typer.Option(help="How to read someone else's file: a layout in TOML, or its name.")] = None,
    by: By = "the system",
    dry_run: DryRun = False,
    yes: Annotated[bool, typer.Option("--yes", help="Store the rows that are ready while others wait.")] = False,
    illustrative: Annotated[bool | None, typer.Option("--illustrative/--real", help="Whether the figures are made up.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Mix illustrative and real figures.")] = False,
    revise: Annotated[bool, typer.Option("--revise", help="Revise figures of a published period.")] = False,
    control_total: Annotated[
        float | None, typer.Option(help="What the ledger gives as spent for all cost centres of a money return together.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check files and store them, signed off as the system.

    Examples:

      pimdata load HO-2010-11-Q2-indicator_results.csv --by 'Housing Performance Officer'

      pimdata load kpi.csv --layout hart-kpi-return
    """
    store = store_of(database)
    loaded: list[dict[str, Any]] = []
    try:
        for path in files:
            if layout is not None:
                loaded.append(_through(store, layout, path, by, force, dry_run, as_json))
            else:
                loaded += _load_one(store, path, dataset, by, dry_run, yes, illustrative, force, revise, control_total)
    finally:
        if as_json:
            print_json(loaded)


def _load_one(
    store: Store,
    path: Path,
    dataset: str | None,
    by: str,
    dry_run: bool,
    yes: bool,
    illustrative: bool | None,
    force: bool,
    revise: bool,
    control_total: float | None,
) -> list[dict[str, Any]]:
    """One file; files before it stay stored where this one cannot be."""
    from pimdata import returns
    from pimdata.reading import contents

    content = contents(path)
    with stepping(f"Checking {path.name}", steps.LOOKING):
        looked = returns.look(store, content, path.name, dataset=dataset, allowed=None, revises=revise)
    code = _code(looked.checked)
    ready = looked.checked.rows.height
    if code or dry_run:
        tell(returns.refusal(looked, path.name))
    question = f"{ready:,} rows are ready and {looked.checked.held.height:,} wait. Store those that are ready?"
    if code and not (ready and not dry_run and agrees(question, yes)):
        raise typer.Exit(code)
    if dry_run:
        return []
    with stepping(f"Storing {path.name}", steps.SENDING):
        total = None if control_total is None else Decimal(f"{control_total:.2f}")
        how = returns.Sending(revises=revise, control_total=total)
        receipt = returns.send(
            store,
            content,
            path.name,
            by,
            dataset=dataset,
            is_illustrative=illustrative,
            force=force,
            allowed=None,
            how=how,
        )
    tell(receipt.summary)
    return [asdict(receipt)]


def _through(store: Store, layout: Path, path: Path, by: str, force: bool, dry_run: bool, as_json: bool) -> dict[str, Any]:
    from pimdata import layouts
    from pimdata.reading import contents

    result = layouts.load(store, layout, contents(path), path.name, by, force, keep=not dry_run)
    tell(("Nothing was stored; it would be: " if dry_run else "") + result.words)
    if result.report and not as_json:
        typer.echo(result.report)
    return {**asdict(result), "differences": [each._asdict() for each in result.differences]}


def _code(checked: Any) -> int:  # noqa: ANN401 - pimdata.checked.Checked; imported late to start quickly
    kinds = {fault.kind for fault in checked.to_do}
    if kinds & {"stop", "fix"}:
        return TO_FIX
    return TO_EXPLAIN if kinds else DONE


def template(
    dataset: Annotated[str, typer.Argument(help="indicator_results, action_updates, …")],
    service: Annotated[str, typer.Option(help="Only what this service owes.")] = "",
    period: Annotated[str, typer.Option(help="For this period; the newest that is due where not given.")] = "",
    xlsx: Annotated[Path | None, typer.Option(help="Write it here as an Excel workbook with lists to choose from.")] = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Print a CSV template, or write a workbook; for what services return, already filled with the rows owed.

    Examples:

      pimdata template indicator_results --service HO > HO-indicator_results.csv

      pimdata template indicator_results --service HO --xlsx HO-indicator_results.xlsx
    """
    import csv

    from pimdata import templates

    if xlsx is not None:
        xlsx.write_bytes(templates.template_workbook(store_of(database), dataset, service, period))
        tell(f"{xlsx.name} is written.")
        return
    text = templates.template(store_of(database), dataset, service, period)
    if as_json:
        headings, *rows = csv.reader(text.splitlines())
        print_json({"dataset": dataset, "headings": headings, "rows": rows})
    else:
        typer.echo(text, nl=False)


def owed(
    database: Database = None,
    service: Annotated[str, typer.Option(help="Only this service.")] = "",
    as_json: AsJson = False,
) -> None:
    """List the returns that are due or overdue.

    Examples:

      pimdata owed

      pimdata owed --service HO --json
    """
    import polars as pl

    from pimdata import queries, stages

    with store_of(database).reading() as db:
        rows = queries.returns_wanted(db, service)
    stands = [stages.standing(*row)[1] for row in rows.select("state", "stage").iter_rows()]
    rows = rows.with_columns(pl.Series("stands", stands, pl.String))
    names = ["service", "dataset", "period", "due_date", "rows_in", "rows_owed", "stands", "days_late"]
    if as_json:
        print_json(rows.to_dicts())
    elif rows.height:
        print_table("Returns that are due or overdue", rows, names)
    if not rows.height:
        tell("Nothing is due or overdue.")
        raise typer.Exit(NOTHING_TO_DO)


def loads(database: Database = None, as_json: AsJson = False) -> None:
    """List what has been loaded, newest first.

    Examples:

      pimdata loads

      pimdata loads --json
    """
    from pimdata import queries

    with store_of(database).reading() as db:
        rows = queries.loads(db)
    if as_json:
        print_json(rows.to_dicts())
    else:
        names = ["load_id", "file_name", "dataset", "rows_stored", "by_whom", "loaded_at", "state"]
        print_table("Loads, newest first", rows, names)


def withdraw(
    load_id: Annotated[int, typer.Argument(help="The load's number; `pimdata loads` lists them.")],
    reason: Annotated[str, typer.Option(help="Why; kept with the load.")],
    by: By = "the system",
    database: Database = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Take a load back: the figures before it are in force again, and nothing is deleted.

    Examples:

      pimdata withdraw 12 --reason 'sent for the wrong quarter'

      pimdata withdraw 12 --reason 'sent twice' --by 'Housing Manager'
    """
    from pimdata import load as loading
    from pimdata import returns

    store = store_of(database)
    if dry_run:
        with store.writing_to(keep=False) as db:
            loading.withdraw(db, load_id, by, reason)
        tell(f"Load {load_id} would be taken back. Nothing was changed.")
    else:
        returns.take_back(store, load_id, by, reason, allowed=None)
        tell(f"Load {load_id} is taken back.")
    if as_json:
        print_json({"load_id": load_id, "state": "withdrawn", "reason": reason, "is_dry_run": dry_run})

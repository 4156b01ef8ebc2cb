"""The command line: data on standard output, messages on standard error, and an exit code that says how it went.

Exit codes: 0 done, 1 unexpected, 2 wrong use, 3 rows to fix, 4 rows to explain, 5 not allowed, 6 nothing to do.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from pimdata.config import HOME, settings
from pimdata.errors import PimError
from pimdata.store import Store

RIGHT, WRONG_USE, TO_FIX, TO_EXPLAIN = 0, 2, 3, 4

app = typer.Typer(
    name="pimdata",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help=(
        "A council's performance improvement system.\n\n"
        "Examples:\n\n"
        "  pimdata check HO-2010-11-Q2-indicator_results.csv\n\n"
        "  pimdata load HO-2010-11-Q2-indicator_results.csv --by 'Housing Performance Officer'"
    ),
)
say = Console(stderr=True, highlight=False)

Database = Annotated[
    Path | None, typer.Option("--database", help="The database file; PIMDATA_DATABASE where not given.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
By = Annotated[str, typer.Option("--by", help="The post that sends it.")]
Files = Annotated[list[Path], typer.Argument(help="CSV files.", exists=True, dir_okay=False, readable=True)]
Dataset = Annotated[
    str | None, typer.Option("--dataset", help="What the rows are, where name and headings do not say.")
]


def _store(database: Path | None) -> Store:
    return Store(database or settings().database, settings().today)


def _print(value: Any) -> None:  # noqa: ANN401 - anything JSON can say
    typer.echo(json.dumps(value, indent=2, default=str, ensure_ascii=False))


@contextmanager
def _progress(words: str) -> Iterator[Any]:
    """A bar on standard error, for what takes more than a second; silent where nobody watches."""
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=say, disable=not say.is_terminal
    ) as progress:
        task = progress.add_task(words, total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)


@app.command()
def demo(
    database: Database = None,
    serves: Annotated[bool, typer.Option("--serve/--no-serve", help="Open the app afterwards.")] = True,
    again: Annotated[bool, typer.Option("--again", help="Build it anew where there is one already.")] = False,
) -> None:
    """Build the demonstration, unless there is one, and serve it."""
    from pimdata import demo as demonstration

    store = _store(database)
    if again and store.exists():
        store.remove()
    if store.exists():
        say.print(f"There is a database already: {store.path}")
    else:
        with _progress("Building the demonstration") as progress:
            count = demonstration.build(store, HOME / "data", progress)
        say.print(f"Built the demonstration from {count} files: {store.path}")
    if serves:
        serve(database)


@app.command()
def serve(
    database: Database = None,
    port: Annotated[int | None, typer.Option(help="The port; PIMDATA_PORT where not given.")] = None,
) -> None:
    """Serve the app on this machine."""
    environment = {**os.environ, "PIMDATA_DATABASE": str((database or settings().database).resolve())}
    at = port or settings().port
    say.print(f"Serving on http://localhost:{at}  (Ctrl+C stops it)")
    command = [sys.executable, "-m", "streamlit", "run", str(HOME / "app.py"), "--server.port", str(at)]
    raise typer.Exit(subprocess.call(command, env=environment, cwd=HOME))  # noqa: S603 - our own command


@app.command()
def check(files: Files, database: Database = None, dataset: Dataset = None, as_json: AsJson = False) -> None:
    """Say what is wrong with files, without loading them."""
    from pimdata import returns
    from pimdata.checked import to_json

    store = _store(database)
    results, worst = [], RIGHT
    for path in files:
        looked = returns.look(store, path.read_bytes(), path.name, dataset=dataset)
        results.append({"file": path.name, **to_json(looked.checked)})
        worst = max(worst, _code(looked.checked))
        if not as_json:
            typer.echo(returns.refusal(looked, path.name))
    if as_json:
        _print(results)
    raise typer.Exit(worst)


@app.command()
def load(
    files: Files,
    database: Database = None,
    dataset: Dataset = None,
    layout: Annotated[
        Path | None, typer.Option(help="How to read someone else's file: a layout in TOML, or its name.")
    ] = None,
    by: By = "the system",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and preview; store nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Store the rows that are ready while others wait.")] = False,
    illustrative: Annotated[
        bool | None, typer.Option("--illustrative/--real", help="Whether the figures are made up.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Mix illustrative and real figures.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check files and store them, signed off as the system."""
    from pimdata import returns

    store = _store(database)
    if layout is not None:
        _load_through(store, layout, files, by, force, as_json)
        return
    receipts = []
    for path in files:
        content = path.read_bytes()
        looked = returns.look(store, content, path.name, dataset=dataset)
        code = _code(looked.checked)
        if dry_run or (code and not (yes and looked.checked.rows.height)):
            typer.echo(returns.refusal(looked, path.name))
            if dry_run and not code:
                continue
            raise typer.Exit(code)
        receipt = returns.send(
            store, content, path.name, by, dataset=dataset, is_illustrative=illustrative, force=force
        )
        receipts.append(asdict(receipt))
        say.print(
            f"{path.name}: {receipt.rows_sent:,} rows stored as load {receipt.load_id} "
            f"({receipt.new:,} new, {receipt.changed:,} changed, {receipt.unchanged:,} unchanged)"
            + (f"; {receipt.rows_held:,} wait" if receipt.rows_held else "")
        )
    if as_json:
        _print(receipts)


def _load_through(store: Store, layout: Path, files: list[Path], by: str, force: bool, as_json: bool) -> None:
    from pimdata import layouts

    results = [layouts.load(store, layout, path.read_bytes(), path.name, by, force) for path in files]
    for result in results:
        say.print(result.words)
        if not as_json:
            typer.echo(result.report)
    if as_json:
        _print([asdict(result) for result in results])


def _code(checked: Any) -> int:  # noqa: ANN401 - pimdata.checked.Checked; imported late to start quickly
    kinds = {fault.kind for fault in checked.to_do}
    if kinds & {"stop", "fix"}:
        return TO_FIX
    return TO_EXPLAIN if kinds else RIGHT


@app.command()
def template(
    dataset: Annotated[str, typer.Argument(help="indicator_results, action_updates, …")],
    service: Annotated[str, typer.Option(help="Only what this service owes.")] = "",
    period: Annotated[str, typer.Option(help="For this period; the newest that is due where not given.")] = "",
    database: Database = None,
) -> None:
    """Print a CSV template; for figures, already filled with the rows owed."""
    from pimdata import templates

    typer.echo(templates.template(_store(database), dataset, service, period), nl=False)


@app.command()
def owed(
    database: Database = None,
    service: Annotated[str, typer.Option(help="Only this service.")] = "",
    as_json: AsJson = False,
) -> None:
    """List the returns that are due or overdue."""
    from pimdata import queries

    with _store(database).reading() as db:
        rows = queries.returns_wanted(db, service)
    if as_json:
        _print(rows.to_dicts())
        return
    _table(
        "Returns that are due or overdue",
        rows,
        ["service", "dataset", "period", "due_date", "rows_in", "rows_owed", "state", "days_late"],
    )
    if not rows.height:
        say.print("Nothing is due or overdue.")
        raise typer.Exit(6)


@app.command()
def loads(database: Database = None, as_json: AsJson = False) -> None:
    """List what has been loaded, newest first."""
    from pimdata import queries

    with _store(database).reading() as db:
        rows = queries.loads(db)
    if as_json:
        _print(rows.to_dicts())
    else:
        _table(
            "Loads, newest first",
            rows,
            ["load_id", "file_name", "dataset", "rows_stored", "by_whom", "loaded_at", "state"],
        )


@app.command()
def withdraw(
    load_id: Annotated[int, typer.Argument(help="The load's number; `pimdata loads` lists them.")],
    reason: Annotated[str, typer.Option(help="Why; kept with the load.")],
    by: By = "the system",
    database: Database = None,
) -> None:
    """Take a load back: the figures before it are in force again, and nothing is deleted."""
    from pimdata import returns

    returns.take_back(_store(database), load_id, by, reason)
    say.print(f"Load {load_id} is taken back.")


@app.command()
def backup(
    folder: Annotated[Path, typer.Argument(help="A new folder to write to.")],
    database: Database = None,
) -> None:
    """Copy the whole database to open files, while others go on using it."""
    from pimdata import keeping

    say.print(f"Copied {keeping.backup(_store(database), folder):,} rows to {folder}")


@app.command()
def restore(
    folder: Annotated[Path, typer.Argument(help="A folder that `pimdata backup` wrote.", exists=True, file_okay=False)],
    database: Database = None,
) -> None:
    """Make a database from a backup; it never overwrites one."""
    from pimdata import keeping

    say.print(f"Restored {keeping.restore(_store(database), folder):,} rows from {folder}")


@app.command()
def doctor(database: Database = None, as_json: AsJson = False) -> None:
    """Look this installation over, and say how to put right what is wrong."""
    from pimdata import keeping

    findings = keeping.doctor(_store(database))
    if as_json:
        _print([finding._asdict() for finding in findings])
    else:
        for finding in findings:
            typer.echo(f"{'ok  ' if finding.is_well else 'MEND'}  {finding.what}: {finding.found}")
            if not finding.is_well:
                typer.echo(f"      {finding.how_to_mend}")
    raise typer.Exit(RIGHT if all(finding.is_well for finding in findings) else 1)


def _table(title: str, rows: Any, names: list[str]) -> None:  # noqa: ANN401 - a Polars frame; imported late
    table = Table(title=title, title_justify="left")
    for name in names:
        table.add_column(name.replace("_", " "))
    for row in rows.select(names).iter_rows():
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    Console(highlight=False).print(table)


def main() -> None:
    """Run a command; what the user can put right is said in words, without a traceback."""
    try:
        app()
    except PimError as error:
        say.print(str(error), markup=False)
        raise SystemExit(error.exit_code) from None


if __name__ == "__main__":
    main()

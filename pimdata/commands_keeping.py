"""The commands about the installation: the demonstration, serving, settings, copies, and its health."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from pimdata.config import HOME, settings
from pimdata.terminal import (
    DONE,
    UNEXPECTED,
    AsJson,
    Database,
    DryRun,
    Yes,
    agrees,
    print_json,
    progress,
    store_of,
    tell,
)


def demo(
    database: Database = None,
    serves: Annotated[bool, typer.Option("--serve/--no-serve", help="Open the app afterwards.")] = True,
    again: Annotated[bool, typer.Option("--again", help="Build it anew where there is one already.")] = False,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Build the demonstration, unless there is one, and serve it.

    Examples:

      pimdata demo

      pimdata demo --no-serve --database try.duckdb
    """
    from pimdata import demo as demonstration

    store = store_of(database)
    count = 0
    # Asked for by name, it is done where nobody can be asked; at a terminal a mistake can still be taken back.
    if again and store.exists() and agrees(f"Delete {store.path} and all that is in it?", yes or not sys.stdin.isatty()):
        store.remove()
    if store.exists():
        tell(f"There is a database already: {store.path}")
    else:
        with progress("Building the demonstration") as told:
            count = demonstration.build(store, HOME / "data", told)
        tell(f"Built the demonstration from {count} files: {store.path}")
    if as_json:
        print_json({"database": store.path, "files": count})
    if serves:
        serve(database)


def serve(
    database: Database = None,
    port: Annotated[int | None, typer.Option(help="The port; PIMDATA_PORT where not given.")] = None,
) -> None:
    """Serve the app on this machine.

    Examples:

      pimdata serve

      pimdata serve --port 8600 --database try.duckdb
    """
    environment = {**os.environ, "PIMDATA_DATABASE": str((database or settings().database).resolve())}
    at = port or settings().port
    tell(f"Serving on http://localhost:{at}  (Ctrl+C stops it)")
    command = [sys.executable, "-m", "streamlit", "run", str(HOME / "app.py"), "--server.port", str(at)]
    raise typer.Exit(subprocess.call(command, env=environment, cwd=HOME))  # noqa: S603 - our own command


def backup(
    folder: Annotated[Path, typer.Argument(help="A new folder to write to.")],
    database: Database = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Copy the whole database to open files, while others go on using it.

    Examples:

      pimdata backup data/backups/2010-11-01

      pimdata backup /media/safe/pim --json
    """
    from pimdata import keeping, trail

    store = store_of(database)
    rows = keeping.backup(store, folder, keep=not dry_run)
    if not dry_run:
        trail.note(store, trail.command_line(), "exported", "backup", detail=f"{rows} rows")
    tell(f"{rows:,} rows would be copied to {folder}. Nothing was written." if dry_run else f"Copied {rows:,} rows to {folder}")
    if as_json:
        print_json({"folder": folder, "rows": rows, "is_dry_run": dry_run})


def restore(
    folder: Annotated[Path, typer.Argument(help="A folder that `pimdata backup` wrote.", exists=True, file_okay=False)],
    database: Database = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Make a database from a backup; it never overwrites one.

    Examples:

      pimdata restore data/backups/2010-11-01 --database restored.duckdb

      pimdata restore data/backups/2010-11-01 --database restored.duckdb --dry-run
    """
    from pimdata import keeping, trail

    store = store_of(database)
    rows = keeping.restore(store, folder, keep=not dry_run)
    if not dry_run:
        trail.note(store, trail.command_line(), "restored", "backup", detail=f"{rows} rows")
    tell(f"The backup is whole: {rows:,} rows. Nothing was made." if dry_run else f"Restored {rows:,} rows from {folder}")
    if as_json:
        print_json({"folder": folder, "rows": rows, "is_dry_run": dry_run})


def doctor(
    database: Database = None,
    mend: Annotated[bool, typer.Option("--mend", help="First make all views and live tables again.")] = False,
    audit: Annotated[bool, typer.Option("--audit", help="Only whether the trail is whole.")] = False,
    heads: Annotated[
        Path | None, typer.Option(help="With --audit: a file of heads that were sent out.", exists=True, dir_okay=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Look this installation over, and say how to put right what is wrong.

    Examples:

      pimdata doctor

      pimdata doctor --mend

      pimdata doctor --audit --heads heads.txt
    """
    from pimdata import auditing, keeping, trail

    store = store_of(database)
    if mend and store.exists():
        store.rebuild()
        trail.note(store, trail.command_line(), "views made again")
        tell("Every view and the live tables were made again from what was sent.")
    findings = list(auditing.findings(store, heads)) if audit or heads else keeping.doctor(store)
    if as_json:
        print_json([finding._asdict() for finding in findings])
    else:
        for finding in findings:
            typer.echo(f"{'ok  ' if finding.is_well else 'MEND'}  {finding.what}: {finding.found}")
            if not finding.is_well:
                typer.echo(f"      {finding.how_to_mend}")
    raise typer.Exit(DONE if all(finding.is_well for finding in findings) else UNEXPECTED)


def config(as_json: AsJson = False) -> None:
    """Print each setting, its value and where it came from.

    Examples:

      pimdata config

      PIMDATA_PORT=8600 pimdata config --json
    """
    from pimdata.config import sources

    found = sources()
    if as_json:
        print_json([each._asdict() for each in found])
        return
    for each in found:
        typer.echo(f"{each.name} = {each.value}    ({each.source})")

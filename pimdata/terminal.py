"""What every command shares: its options, how it speaks, and how it ends.

Exit codes: 0 done, 1 unexpected, 2 wrong use, 3 rows to fix, 4 rows to explain, 5 not allowed, 6 nothing to do.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from typer.core import TyperGroup

from pimdata import acting, logs, steps, trail
from pimdata.config import settings
from pimdata.errors import PimError
from pimdata.store import Store

DONE, UNEXPECTED, WRONG_USE, TO_FIX, TO_EXPLAIN, NOT_ALLOWED, NOTHING_TO_DO = range(7)

say = Console(stderr=True, highlight=False, soft_wrap=True)

Database = Annotated[Path | None, typer.Option("--database", help="The database file; PIMDATA_DATABASE where not given.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
By = Annotated[str, typer.Option("--by", help="The post that sends it.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]
Yes = Annotated[bool, typer.Option("--yes", help="Answer yes to what would be asked at a terminal.")]


class Commands(TyperGroup):
    """The commands; what the user can put right is said in words, without a traceback."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - as the class it extends has it
        """Run a command, and end with the exit code of what went wrong."""
        try:
            # Whoever types a command is told in words what was refused; a file of security events has it all.
            logs.begin(logging.WARNING)
            with trail.run(who=trail.command_line()):
                return super().invoke(ctx)
        except PimError as error:
            tell(str(error))
            raise typer.Exit(error.exit_code) from None


def store_of(database: Path | None) -> Store:
    """The database a command works on."""
    store = Store(database or settings().database, settings().today, council=settings().council)
    acting.at(store)
    return store


def tell(words: str) -> None:
    """A message to the person at the keyboard, on standard error."""
    say.print(words, markup=False)


def print_json(value: Any) -> None:  # noqa: ANN401 - anything JSON can say
    """Data for another program, on standard output."""
    typer.echo(json.dumps(value, indent=2, default=str, ensure_ascii=False))


def print_table(title: str, rows: Any, names: list[str]) -> None:  # noqa: ANN401 - a Polars frame; imported late
    """Data for a person, on standard output."""
    table = Table(title=title, title_justify="left")
    for name in names:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows.select(names).iter_rows():
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    Console(highlight=False).print(table)


def agrees(question: str, yes: bool) -> bool:
    """Whether the person at the keyboard agrees. Where there is no terminal nobody is asked, and the answer is no."""
    if yes or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return yes
    return typer.confirm(question, err=True)


@contextmanager
def progress(words: str) -> Iterator[Any]:
    """A bar on standard error, for what takes more than a second; silent where nobody watches."""
    parts = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*parts, console=say, disable=not say.is_terminal) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, of, now=words: bar.update(task, completed=done, total=of, description=now)


@contextmanager
def stepping(words: str, names: Sequence[str]) -> Iterator[None]:
    """As `progress`, of something whose steps tell when they are done: the bar says which was the last, and what came of it."""
    done: list[str] = []
    with progress(words) as bar:
        bar(0, len(names))

        def _told(step: str, came_of_it: str) -> None:
            if step in names and step not in done:
                done.append(step)
                bar(len(done), len(names), f"{words}: {step}" + (f", {came_of_it}" if came_of_it else ""))

        with steps.told_to(_told):
            yield

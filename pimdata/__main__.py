"""The command line: data on standard output, messages on standard error, and an exit code that says how it went."""

from __future__ import annotations

import typer

from pimdata import commands, commands_audit, commands_keeping, commands_letters, commands_trail
from pimdata.commands_tokens import token
from pimdata.terminal import Commands

app = typer.Typer(
    name="pimdata",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help=(
        "A council's performance improvement system.\n\n"
        "Examples:\n\n"
        "  pimdata check HO-2010-11-Q2-indicator_results.csv\n\n"
        "  pimdata load HO-2010-11-Q2-indicator_results.csv --by 'Housing Performance Officer'\n\n"
        "Exit codes: 0 done, 1 unexpected, 2 wrong use, 3 rows to fix, 4 rows to explain, 5 not allowed, 6 nothing to do."
    ),
)

for command in (
    commands_keeping.demo,
    commands_keeping.serve,
    commands.check,
    commands.load,
    commands.template,
    commands.owed,
    commands.loads,
    commands.withdraw,
    commands_letters.remind,
    commands_audit.sample,
    commands_keeping.backup,
    commands_keeping.restore,
    commands_keeping.doctor,
    commands_keeping.config,
):
    app.command()(command)
app.add_typer(commands_trail.trail_app, name="trail")
app.add_typer(commands_trail.people_app, name="people")
app.add_typer(token, name="token")


def main() -> None:
    """Run a command."""
    app()


if __name__ == "__main__":
    main()

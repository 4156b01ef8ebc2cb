"""The commands about tokens, by which other systems send figures."""

from __future__ import annotations

from typing import Annotated

import typer

from pimdata.terminal import AsJson, By, Commands, Database, print_json, print_table, store_of, tell

token = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Tokens by which other systems of the council send figures.\n\nExamples:\n\n"
    "  pimdata token create housing-system --service HO\n\n  pimdata token revoke 1f0c --reason 'Found in a log'",
)
TokenId = Annotated[str, typer.Argument(help="What the token is called, as `pimdata token list` has it.")]


@token.command()
def create(
    account: Annotated[str, typer.Argument(help="The system's name: small letters, digits and hyphens.")],
    service: Annotated[str, typer.Option("--service", help="The service whose rows it may send.")],
    dataset: Annotated[
        list[str] | None, typer.Option("--dataset", help="What it may send; every return where not given.")
    ] = None,
    days: Annotated[int, typer.Option("--days", help="How long it lasts, at most 366 days.")] = 90,
    by: By = "the system",
    database: Database = None,
) -> None:
    """Make a token. It is printed once, on standard output, and kept nowhere.

    Examples:

      pimdata token create housing-system --service HO --dataset indicator_results
    """
    from pimdata import tokens

    made = tokens.create(store_of(database), account, service, dataset or (), days, by)
    tell(f"{account} may send for {service} for {days} days. This is told once; keep it where passwords are kept:")
    typer.echo(made)


@token.command("list")
def listed(database: Database = None, as_json: AsJson = False) -> None:
    """Every token there was: whose, for what, until when, and whether it still works.

    Examples:

      pimdata token list
    """
    from pimdata import tokens

    with store_of(database).reading() as db:
        found = tokens.every(db)
    if as_json:
        print_json(found.to_dicts())
    else:
        print_table("Tokens", found, ["token_id", "account", "service_code", "datasets", "expires_at", "state"])


@token.command()
def rotate(token_id: TokenId, by: By = "the system", database: Database = None) -> None:
    """Make a new token in place of one; the old one works for a day more.

    Examples:

      pimdata token rotate 1f0c5a2b9d3e
    """
    from pimdata import tokens

    made = tokens.rotate(store_of(database), token_id, by)
    tell(f"Token {token_id} works for another day. The new one is told once:")
    typer.echo(made)


@token.command()
def revoke(
    token_id: TokenId,
    reason: Annotated[str, typer.Option("--reason", help="Why it is ended; kept with it.")],
    by: By = "the system",
    database: Database = None,
) -> None:
    """End a token at once.

    Examples:

      pimdata token revoke 1f0c5a2b9d3e --reason 'Found in a log'
    """
    from pimdata import tokens

    tokens.revoke(store_of(database), token_id, by, reason)
    tell(f"Token {token_id} has ended.")

"""The command for audit: a random sample of figures, each with the file, row, load and sender behind it."""

from __future__ import annotations

from typing import Annotated

import typer

from pimdata.terminal import NOTHING_TO_DO, AsJson, Database, print_json, store_of, tell


def sample(
    of: Annotated[int, typer.Option("--of", min=1, max=500, help="How many figures.")] = 25,
    seed: Annotated[str, typer.Option(help="Any words; the same seed draws the same figures.")] = "",
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Draw figures at random for audit and print them as CSV, with where each came from.

    Without a seed one is made up and told, so that the sample can be drawn again.

    Examples:

      pimdata sample --of 25 --seed '2010/11 audit' > sample.csv

      pimdata sample --of 5 --seed 7 --json
    """
    import secrets

    from pimdata import queries_quality, sampling
    from pimdata.csv_text import file_bytes

    chosen = seed or secrets.token_hex(4)
    with store_of(database).reading() as db:
        drawn = sampling.as_table(queries_quality.sample(db, of, chosen), chosen)
        population = queries_quality.figures_in_force(db)
    if as_json:
        print_json(drawn.to_dicts())
    elif drawn.height:
        typer.echo(file_bytes(drawn.columns, drawn.to_dicts()).decode("utf-8-sig"), nl=False)
    if not drawn.height:
        tell("There is no figure to draw from yet.")
        raise typer.Exit(NOTHING_TO_DO)
    tell(f'{drawn.height} of {population:,} figures in force, drawn with the seed "{chosen}".')

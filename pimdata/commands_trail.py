"""The commands about the trail and the people in it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from pimdata.config import settings
from pimdata.figures import noun, plural
from pimdata.terminal import WRONG_USE, AsJson, Database, DryRun, Yes, agrees, print_json, store_of, tell

trail_app = typer.Typer(help="The trail of who did what.", no_args_is_help=True)


@trail_app.command()
def head(
    to: Annotated[Path | None, typer.Option("--to", help="Add it to this file, once a day.", dir_okay=False)] = None,
    as_message: Annotated[bool, typer.Option("--message", help="Print it as the text of an e-mail.")] = False,
    mail_to: Annotated[str, typer.Option("--mail", help="Send it to this address, through the council's mail server.")] = "",
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Print the trail's newest event and its hash, or keep them where nobody here can change them.

    Examples:

      pimdata trail head --to /media/elsewhere/heads.txt

      pimdata trail head --mail audit@council.gov.uk

      pimdata trail head --message
    """
    from pimdata import auditing

    store = store_of(database)
    if to is not None:
        newest, is_added = auditing.keep_head(store, to)
        tell(f"Event {newest.event_no} is added to {to.name}." if is_added else f"{to.name} has today's head already.")
    else:
        with store.reading() as db:
            newest = auditing.head(db)
    today = datetime.now(UTC).date()
    if mail_to:
        auditing.mail_head(newest, today, mail_to, settings())
        tell(f"Event {newest.event_no} is sent to {mail_to}.")
    if as_message:
        typer.echo("\n\n".join(auditing.message(newest, today, settings().council)))
    elif as_json:
        print_json({"date": today, **newest._asdict()})
    elif to is None and not mail_to:
        typer.echo(f"{today} {newest.event_no} {newest.hash}")


people_app = typer.Typer(help="The people the database knows.", no_args_is_help=True)


@people_app.command()
def forget(
    email: Annotated[str, typer.Argument(help="The address by which the person is known.")],
    database: Database = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Put a pseudonym in a person's place wherever they are kept; it cannot be undone, and the trail stays whole.

    Examples:

      pimdata people forget jo.bloggs@council.gov.uk --dry-run

      pimdata people forget jo.bloggs@council.gov.uk --yes
    """
    from pimdata import forgetting, trail

    store, who = store_of(database), trail.command_line()
    question = "This cannot be undone. Forget this person?"
    if not dry_run and not agrees(question, yes):
        tell("Nothing was changed. Add --yes where nobody can be asked.")
        raise typer.Exit(WRONG_USE)
    found = forgetting.forget(store, email, who, keep=not dry_run)
    told = ", ".join(f"{count:,} of {place}" for place, count in found.changed.items()) or "no row but the trail's key"
    tell(f"{'Nothing was changed; it would be' if dry_run else 'Forgotten'}: {told}. They are {found.pseudonym} in the trail.")
    if found.files:
        tell(
            f"{plural(len(found.files), 'kept file')} still {noun(len(found.files), 'holds', 'hold')} the address or name: "
            f"{', '.join(found.files)}. Files stay as they came, or their fingerprints would not be theirs."
        )
    if found.unread:
        tell(
            f"No program can look into {plural(len(found.unread), 'kept file')}, such as a PDF or a picture; somebody must "
            f"open {noun(len(found.unread), 'it', 'each')}: {', '.join(found.unread)}."
        )
    if not dry_run:
        tell(
            "Backups made before now still hold them: delete those when their time is over, and after restoring one do this "
            "again. The database file may hold traces until `pimdata backup` and `pimdata restore` make a clean one."
        )
    if as_json:
        print_json({**found._asdict(), "is_dry_run": dry_run})

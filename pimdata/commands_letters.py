"""The commands that write to people."""

from __future__ import annotations

import typer

from pimdata.config import settings
from pimdata.figures import plural
from pimdata.terminal import NOTHING_TO_DO, UNEXPECTED, AsJson, Database, DryRun, print_json, progress, store_of, tell


def remind(database: Database = None, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Write to those who hold returns that are due, by e-mail. Run it each morning; run twice, each letter goes once.

    Examples:

      pimdata remind --dry-run

      pimdata remind
    """
    from pimdata import reminders

    store = store_of(database)
    if lost := reminders.unaddressed(store):
        whom = "; ".join(dict.fromkeys(lost))
        tell(f"{plural(len(lost), 'notice')} found nobody on the list of people who holds the role it is for: {whom}.")
    if dry_run:
        letters = reminders.looked_at(store, settings().address)
        if as_json:
            print_json([letter._asdict() for letter in letters])
        for letter in [] if as_json else letters:
            typer.echo(
                "\n".join([f"To: {letter.to}", f"Subject: {letter.subject}", "", *letter.paragraphs, letter.link, "", ""])
            )
        raise typer.Exit(0 if letters else NOTHING_TO_DO)
    with progress("Writing letters"):
        outcomes = list(reminders.remind(store, settings()))
    if as_json:
        print_json([each._asdict() for each in outcomes])
    for each in outcomes:
        tell(
            f"{each.to}: {each.subject}. "
            + (f"Not sent: {each.words}. It is tried again next time." if each.words else "Sent.")
        )
    if not outcomes:
        tell("Nobody is to be written to.")
        raise typer.Exit(NOTHING_TO_DO)
    if any(each.words for each in outcomes):
        raise typer.Exit(UNEXPECTED)

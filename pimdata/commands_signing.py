"""The commands of the second person, and of publishing."""

from __future__ import annotations

from typing import Annotated

import typer

from pimdata.terminal import AsJson, By, Database, DryRun, print_json, store_of, tell


def sign_off(
    load_id: Annotated[int, typer.Argument(help="The load's number; `pimdata loads` lists them.")],
    by: By = "the system",
    reason: Annotated[str, typer.Option(help="Why, where it is not the head of its service that signs.")] = "",
    database: Database = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Sign off a load that waits for it: from then on it counts. Whoever sent it may not sign it.

    Examples:

      pimdata sign-off 12 --by 'Head of Housing'

      pimdata sign-off 12 --by 'Policy and Performance' --reason 'very little cover'
    """
    from pimdata import signing

    found = signing.sign_off(store_of(database), load_id, None, reason, by, keep=not dry_run)
    tell(f"Load {load_id} would be signed off. Nothing was changed." if dry_run else f"Load {load_id} is signed off.")
    if as_json:
        print_json({"load_id": load_id, "state": found.state, "rows": found.rows_stored, "is_dry_run": dry_run})


def publish(
    period: Annotated[str, typer.Argument(help="The period, as '2010/11 Q2' or 2010/11; all within it is closed with it.")],
    by: By = "the system",
    reason: Annotated[str, typer.Option(help="What is said of it, such as the minute that approved it.")] = "",
    database: Database = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Publish a period: its statuses are kept as they were judged, and its figures are revised from then on, never replaced.

    Examples:

      pimdata publish '2010/11 Q1' --by 'Policy and Performance' --reason 'Cabinet, 9 September 2010, minute 24'

      pimdata publish 2009/10 --dry-run
    """
    from pimdata import publishing

    done = publishing.publish(store_of(database), period, None, reason, by, keep=not dry_run)
    waits = f" {done.waiting} of its returns wait for sign-off and would be marked as late." if done.waiting else ""
    would = "would be published. Nothing was changed." if dry_run else "is published."
    tell(f"{period} {would} {done.judgements} statuses are kept.{waits}")
    if as_json:
        print_json({**done._asdict(), "is_dry_run": dry_run})

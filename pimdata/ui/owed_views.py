"""What is owed, as every page that lists it says it: each return, how much of it is in, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
from markupsafe import Markup

from pimdata import figures, queries, queries_drafts, queries_services, stages
from pimdata.moments import moment_words
from pimdata.people import Viewer
from pimdata.queries_drafts import Whose
from pimdata.ui import fragments
from pimdata.ui.asking import ask, now
from pimdata.ui.returns_views import address, title

Row = Mapping[str, Any]
MOST, FEWEST = 12, 4  # of a longer list as many overdue returns lead, and where few are overdue so many that come next


def head(viewer: Viewer) -> str:
    """The heading, and how many returns are wanted."""
    wanted = ask(queries.returns_wanted, service=viewer.service)
    late = wanted.filter(pl.col("state") == "late").height
    whose = "from your service" if viewer.service else "from all services"
    if not wanted.height:
        said = f"No return is due or overdue {whose}."
    else:
        are = figures.noun(wanted.height, "is", "are")
        said = f"{figures.plural(wanted.height, 'return')} {are} wanted {whose}; {figures.number_word(late)} overdue."
    return fragments.headline(said, "Returns")


def owed(viewer: Viewer) -> str:
    """What is owed: a manager's own, or every service's."""
    wanted = ask(queries.returns_wanted, service=viewer.service)
    caption = "What you owe" if viewer.role == "manager" else "What is owed"
    if wanted.height <= MOST:
        return fragments.section(caption) + table(wanted, caption)
    # What is chosen below must be in sight: of a whole council's list the overdue lead, and the rest opens at a press.
    late = wanted.filter(pl.col("state") == "late").height
    first = max(min(late, MOST), FEWEST)
    rest = wanted.slice(first)
    title = f"{figures.plural(rest.height, 'return')} more, {_due_between(rest)}"
    return fragments.section(caption) + table(wanted.head(first), caption) + fragments.opening(title, table(rest, title))


def _due_between(rows: pl.DataFrame) -> str:
    """When the first and the last of these are due."""
    days = rows["due_date"].sort().to_list()
    first, last = figures.date_words(days[0]), figures.date_words(days[-1])
    return f"due on {first}" if first == last else f"due from {first} to {last}"


def table(wanted: pl.DataFrame, caption: str) -> Markup:
    """Returns as a table, each leading to where it is sent."""
    columns = [
        fragments.Column("return", "Return", "link", href="href"),
        fragments.Column("service", "Service"),
        fragments.Column("rows", "Rows in"),
        fragments.Column("due", "Due"),
        fragments.Column("days", "Days"),
        fragments.Column("status", "Where it stands", "chip", note="since"),
    ]
    if wanted.height and wanted["service_code"].n_unique() == 1:
        del columns[1]
    if wanted.height and wanted["held_up_by"].null_count() < wanted.height:
        columns.append(fragments.Column("stopping", "What is stopping it"))
    on_their_way = drafts() if wanted.height else {}
    rows = [_row(row, on_their_way) for row in wanted.to_dicts()]
    return fragments.table(caption, columns, rows, "Nothing is due or overdue.", quiet=True)


def drafts() -> dict[Whose, str]:
    """The state of each draft that whoever is looking may see."""
    return {draft.whose: draft.state for draft in reversed(queries_drafts.mine(now().db(), now().viewer))}


def _row(row: Row, on_their_way: Mapping[Whose, str]) -> dict[str, Any]:
    status, said = standing(row, on_their_way)
    return {
        "return": f"{title(row['dataset'])}, {figures.period_name(row['period'])}",
        "href": address(row["dataset"], row["service_code"], row["period"]),
        "service": row["service"] or row["service_code"],
        "rows": rows_words(row),
        "due": figures.date_words(row["due_date"]),
        "days": days_words(row),
        "status": status,
        "status_words": said,
        "since": since_words(row, on_their_way),
        "stopping": held_up_words(row) or ("Not said" if row["state"] == "late" else "–"),
    }


def held_up_words(row: Row) -> str:
    """What is stopping a return, and when it is expected; nothing where nobody said."""
    if not row["held_up_by"]:
        return ""
    when = f" Expected on {figures.date_words(row['expected_on'])}." if row["expected_on"] else ""
    return f"{row['held_up_by'].rstrip('.')}.{when}"


def standing(row: Row, on_their_way: Mapping[Whose, str]) -> tuple[str, str]:
    """Where a return stands, as a status and in words; at the stage of its draft for those who may see that."""
    draft = on_their_way.get(Whose(row["dataset"], row["service_code"], row["period"]), "")
    return stages.standing(row["state"], row["stage"], draft)


def since_words(row: Row, on_their_way: Mapping[Whose, str]) -> str:
    """Who brought a return to the stage it is said to be at, and when; nothing of a draft, whose own list says it."""
    is_draft = Whose(row["dataset"], row["service_code"], row["period"]) in on_their_way
    if not row["stage_by"] or (is_draft and row["stage"] != "waiting for sign-off"):
        return ""
    return f"{row['stage_by']}, {moment_words(row['stage_at'])}"


def rows_words(row: Row) -> str:
    """How many rows are in, and how many of the rest wait for sign-off."""
    waits = f", {row['rows_waiting']} waiting" if row["rows_waiting"] else ""
    return f"{row['rows_in']} of {row['rows_owed']}{waits}"


def days_words(row: Row) -> str:
    """How long there is, or how long ago it was due."""
    if row["state"] == "late":
        late = row["days_late"]
        return f"{figures.plural(late, 'working day')} late" if late else "Due day has passed"
    left = row["days_left"]
    if left is None:
        return "–"
    return f"{figures.plural(left, 'working day')} left" if left else "Due today"


def what_is_owed(chosen: Row) -> str:
    """The return that was chosen, in a sentence."""
    count = figures.plural(chosen["rows_owed"], "row")
    still_to_come = chosen["rows_owed"] - chosen["rows_in"]
    due = figures.date_words(chosen["due_date"])
    came = "All of them are in." if still_to_come <= 0 else f"{chosen['rows_in']} are in and {still_to_come} still to come."
    left = days_words(chosen)
    when = f"{'It was due on' if chosen['due_date'] < now().today else 'It is due on'} {due}"
    when = when if left == "–" else f"{when}, {left[0].lower()}{left[1:]}"
    return f"{count} owed for {figures.period_in_full(chosen['period'])}. {came} {when}.{_stage_words(chosen)}"


def _stage_words(chosen: Row) -> str:
    """The stage of a return with who brought it there, and the rows that came after its period was published."""
    since = since_words(chosen, {})
    stage = f" {stages.stage_words(chosen['stage'])}: {since}." if since else ""
    after = chosen["rows_after_publication"]
    are = figures.noun(after, "It is", "They are")
    late = f" {figures.plural(after, 'row')} came after the period was published. {are} marked as late." if after else ""
    return stage + late


def drafts_of(viewer: Viewer) -> str:
    """Every draft this person may see, each leading to where it is picked up."""
    rows = [
        {
            "return": f"{title(draft.dataset)}, {figures.period_name(draft.period)}" if draft.dataset else "Any other file",
            "href": address(*draft.whose) if draft.dataset else "/returns?r=other",
            "service": ask(queries_services.portfolios_and_services)[1].get(draft.service, draft.service),
            "file": draft.file_name,
            "stage": stages.stage_words(draft.state),
            "by": draft.by_whom,
            "at": moment_words(draft.changed_at),
        }
        for draft in queries_drafts.mine(now().db(), viewer)
    ]
    columns = [
        fragments.Column("return", "Return", "link", href="href"),
        fragments.Column("service", "Service"),
        fragments.Column("file", "File"),
        fragments.Column("stage", "Stage"),
        fragments.Column("by", "Saved by"),
        fragments.Column("at", "Saved at"),
    ]
    return fragments.section("Drafts") + fragments.table("Drafts", columns, rows, quiet=True) if rows else ""

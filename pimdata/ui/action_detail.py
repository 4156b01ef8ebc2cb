"""One action: its plan, its dates with every change, its steps, and whether it is working."""

from __future__ import annotations

from typing import Any

from pimdata import figures, queries_delivery, queries_why
from pimdata.moments import moment_words
from pimdata.ui import action_views, choices, delivery_views, fragments, why_views
from pimdata.ui.asking import ask, now
from pimdata.ui.delivery_views import ACTION_CHIPS, day, rag_words, sentence, short_day

Row = dict[str, Any]


def asked() -> Row | None:
    """The action the address names."""
    return ask(queries_delivery.action, choices.asked("a"))


def missing() -> str:
    """What is shown where the address names none."""
    rows = ask(queries_delivery.actions)
    return delivery_views.unknown("action", choices.asked("a")) + action_views.table(rows, "Actions of the plans that stand")


def head(row: Row) -> str:
    """Its name, and what is reported beside what its dates say."""
    said = [
        f"Reported: {row['delivery_state']}{_as_written(row)}.",
        f"By its dates: {rag_words(row['rag']).lower()}.",
        action_views.reason_words(row),
        action_views.progress_words(row),
    ]
    chip = fragments.chip(ACTION_CHIPS[row["rag"]], rag_words(row["rag"]))
    return fragments.headline(" ".join(part for part in said if part), row["title"], row["action_code"]) + chip


def why(row: Row) -> str:
    """What its two statuses rest on: what was reported, what the dates say, and who sent either."""
    code = row["action_code"]
    found = why_views.sent(code)
    told = why_views.in_force(found, "action_updates")
    return why_views.panel(
        [
            ("By its dates", f"{rag_words(row['rag'])}: {row['reason']}."),
            ("Reported", f"{row['delivery_state'].capitalize()}{_as_written(row)}"),
            ("Reported as at", day(row["last_update"], "Nothing has been reported")),
            ("Date planned", _planned(row)),
            ("Date in force", day(row["due_date"], "The plan gives no date")),
            ("Why the date was changed", sentence(row["date_reason"] or "") if row["date_changes"] else ""),
            ("Judged on", day(now().today)),
            *why_views.came_from(told, "report" if told else ""),
            ("Earlier reports as at that day", why_views.earlier(found, told)),
            *_planned_by(code),
        ]
    )


def _planned_by(code: str) -> list[tuple[str, str]]:
    """Who sent the plan that its dates are taken from."""
    planned = [each for each in ask(queries_why.definition_changes, code).to_dicts() if each["state"] == "signed off"]
    if not planned:
        return []
    sent = planned[0]
    return [
        ("File of the plan", f"{sent['file_name']}, row {sent['source_row']} (load {sent['load_id']})"),
        ("Plan sent by", f"{sent['by_whom']}, {moment_words(sent['loaded_at'])}"),
    ]


def _as_written(row: Row) -> str:
    written = (row["state_as_written"] or "").strip()
    return f" (written “{written}”)" if written and written.lower() != row["delivery_state"] else ""


def about(row: Row) -> str:
    """Who answers for it, what it needs, and what it should bring."""
    pairs = [
        ("Plan", row["plan"]),
        ("Service", row["service_title"] or row["service_code"]),
        ("Portfolio", delivery_views.portfolio_words(row)),
        ("Officer", row["officer"]),
        ("How it will be known to have worked", row["success_criterion"]),
        ("Resources", row["resources"]),
        ("Outputs", row["outputs"]),
        ("Outcomes", row["outcomes"]),
    ]
    kept = [(term, said or "The plan does not say") for term, said in pairs]
    return fragments.section("What was planned") + fragments.definition_list(kept)


def dates(row: Row) -> str:
    """The day planned, and every change of it with its reason."""
    changes = [
        {
            "when": short_day(update["as_of"]),
            "before": short_day(update["due_before"] or row["original_due_date"], "No date"),
            "after": short_day(update["revised_due"]),
            "why": sentence(update["reason_for_change"] or "") or "No reason was given",
        }
        for update in ask(queries_delivery.action_updates, row["action_code"]).to_dicts()
        if update["is_date_change"]
    ]
    columns = [
        fragments.Column("when", "Changed"),
        fragments.Column("before", "From"),
        fragments.Column("after", "To"),
        fragments.Column("why", "Why"),
    ]
    pairs = [
        ("Starts", day(row["start_date"], "The plan does not say")),
        ("Planned to end", _planned(row)),
        ("Due now", day(row["due_date"], "The plan gives no date")),
        *([("Reported complete", day(row["completed_on"]))] if row["completed_on"] else []),
    ]
    table = fragments.table("Changes of its date, newest first", columns, changes, "Its date has not been changed.")
    return fragments.section("Dates") + fragments.definition_list(pairs) + table


def _planned(row: Row) -> str:
    planned = day(row["original_due_date"], "The plan gives no date")
    return f"{planned} (written “{row['due_text']}”)" if row["due_text"] else planned


def steps(row: Row) -> str:
    """Its steps with their dates and states."""
    rows = [
        {
            "title": f"{step['step_no']}. {step['title']}",
            "due": short_day(step["due_date"], step["due_text"] or ("No end" if step["is_ongoing"] else "–")),
            "state": step["state"].capitalize(),
            "as_of": short_day(step["as_of"]),
            "comment": step["comment"] or "–",
            "officer": step["officer"] or "–",
        }
        for step in ask(queries_delivery.action_steps, row["action_code"]).to_dicts()
    ]
    columns = [
        fragments.Column("title", "Step"),
        fragments.Column("due", "Due"),
        fragments.Column("state", "Reported"),
        fragments.Column("as_of", "As at"),
        fragments.Column("comment", "Said"),
        fragments.Column("officer", "Officer"),
    ]
    caption = f"{row['steps_complete']} of {figures.plural(row['steps'], 'step')} done"
    return fragments.section("Steps") + fragments.table(caption, columns, rows, "The plan sets out no steps.")


def comments(row: Row) -> str:
    """What was reported, newest first."""
    items = [
        fragments.Comment(
            period=figures.date_words(update["as_of"]),
            status=ACTION_CHIPS["complete" if update["state"] == "complete" else "no_date"],
            words=(update["state"] or "not reported").capitalize(),
            blocks=[
                ("What was said", update["comment"] or ""),
                ("Why its date changed", (update["reason_for_change"] or "") if update["is_date_change"] else ""),
            ],
        )
        for update in ask(queries_delivery.action_updates, row["action_code"]).to_dicts()
    ]
    return fragments.section("What was reported") + fragments.comments(items, "Nothing has been reported.")

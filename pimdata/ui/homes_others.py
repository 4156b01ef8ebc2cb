"""Homes of groups and of those outside: the improvement group, representatives, partners, and who audits."""

from __future__ import annotations

import polars as pl

from pimdata import access_review, figures, moments, queries, queries_delivery, queries_home, stages
from pimdata.people import Viewer
from pimdata.ui import action_views, fragments, home_pieces, homes_officers, risk_views, trail_views
from pimdata.ui.asking import ask, fresh
from pimdata.ui.frame import address

MOST = home_pieces.MOST


def group(viewer: Viewer) -> str:
    """Council-wide trends, improvement actions that are late, and who is behind with returns."""
    rows = [row | {"href": address("service", row["service_code"])} for row in ask(queries_home.trends).to_dicts()]
    columns = [
        fragments.Column("title", "Service", "link", href="href"),
        fragments.Column("better", "Real change for the better", "number"),
        fragments.Column("worse", "Real change for the worse", "number"),
        fragments.Column("usual", "Usual ups and downs", "number"),
        fragments.Column("unjudged", "Too few figures", "number"),
    ]
    trends = fragments.table("How many measures of each service", columns, rows, "No measure has figures yet.")
    actions = ask(queries_delivery.actions, state="open").filter(pl.col("kind").str.contains("improvement"))
    caption = f"{figures.plural(actions.height, 'open improvement action')}, the latest first"
    listed = action_views.table(actions.head(MOST), caption, "No improvement action is open.")
    return (
        home_pieces.part("Trends across the council", trends, "Measures as a scorecard", "/measures?show=scorecard")
        + home_pieces.part("Improvement actions", listed, "See every action", "/actions")
        + homes_officers.late_returns()
        + home_pieces.usage(viewer)
    )


def shared(viewer: Viewer) -> str:
    """The measures shared with partners, and for the council's own representatives the partnerships' risks."""
    rows = ask(queries.measures, shared_only=True)
    table = home_pieces.measure_table(rows)
    told = home_pieces.part("Shared measures", table)
    if viewer.role == "partner":
        return told
    risks = ask(queries_delivery.risks, register="partnership")
    caption = f"{figures.plural(risks.height, 'risk')} of partnerships, the highest first"
    return told + home_pieces.part("Risks of partnerships", risk_views.table(risks, caption, "No partnership has a risk."))


def shared_head() -> str:
    """The measures shared with partners in a sentence."""
    rows = ask(queries.measures, shared_only=True)
    judged = rows.filter(pl.col("status").is_in(["on", "near", "below"]))
    on = judged.filter(pl.col("status") == "on").height
    told = f"{figures.plural(rows.height, 'measure')} {figures.noun(rows.height, 'is', 'are')} shared with partners. "
    told += f"{on} of the {judged.height} that can be judged {figures.noun(on, 'is', 'are')} on target."
    return fragments.headline(told, "Measures we share")


def customers(viewer: Viewer) -> str:
    """Customer standards and complaints, those returned each month first."""
    rows = ask(queries.measures, theme="customers")
    monthly = rows.filter(pl.col("frequency") == "monthly")
    others = rows.filter(pl.col("frequency") != "monthly")
    months = sorted(monthly["period"].drop_nulls().to_list())
    return home_pieces.part(
        "Customer standards and complaints, each month", home_pieces.measure_table(monthly),
        f"See {figures.period_name(months[-1])} alone, or choose another month" if months else "",
        f"/measures?theme=customers&period={months[-1]}" if months else "",
    ) + home_pieces.measures(
        "Customer measures returned less often", others, "There are none.", "See all of them", "/measures?theme=customers"
    )  # fmt: skip


def projects(viewer: Viewer) -> str:
    """Key corporate projects and their risks."""
    actions = ask(queries_delivery.actions).filter(pl.col("kind") == "project")
    risks = ask(queries_delivery.risks, register="project")
    listed = action_views.table(actions, f"{figures.plural(actions.height, 'project')}, late ones first", "No project stands.")
    held = risk_views.table(risks, f"{figures.plural(risks.height, 'risk')} of projects", "No project has a risk.")
    return home_pieces.part("Key corporate projects", listed, "See every action", "/actions") + home_pieces.part(
        "Risks of projects", held
    )


def auditor(viewer: Viewer) -> str:
    """Whether the trail is whole, and what was sent and taken back lately."""
    return home_pieces.part("The trail", trail_views.verdict(viewer), "See every event", "/trail") + record()


def administrator(viewer: Viewer) -> str:
    """What is to be looked at in the roles people hold, whether the trail is whole, and what was sent lately."""
    findings = len(fresh(access_review.review, viewer).findings)
    clashes = f"{figures.plural(findings, 'thing')} to look at" if findings else "Nothing to look at"
    ways = [
        ("Access review", "/access", f"{clashes}: who may do what, who has left, and what clashes."),
        ("Trail", "/trail", "Who did what and when."),
        ("Usage", "/usage", "Which pages are opened, by role."),
    ]
    kept = fragments.section("People and their traces") + trail_views.verdict(viewer) + fragments.ways_on(ways)
    return kept + record()


def record() -> str:
    """What was sent and taken back lately: each load with its file, who sent it and when."""
    found = ask(queries.loads, most=2 * MOST)
    rows = [
        {
            "load": f"R-{row['load_id']:05d}, {row['file_name']}",
            "rows": row["rows_stored"],
            "by": f"{row['by_whom']}, {moments.moment_words(row['loaded_at'])}",
            "state": f"{stages.stage_words(row['state'])} by {row['changed_by']}",
            "why": row["reason"] or "–",
        }
        for row in found.to_dicts()
    ]
    columns = [
        fragments.Column("load", "Load"),
        fragments.Column("rows", "Rows", "number"),
        fragments.Column("by", "Sent by"),
        fragments.Column("state", "State"),
        fragments.Column("why", "Why"),
    ]
    said = "Each figure's own page says why it has its status: down to the file, row, person and time, and every earlier value."
    table = fragments.table("The newest loads", columns, rows, "Nothing has been loaded.", quiet=True)
    return home_pieces.part("Sent and taken back lately", fragments.paragraph(said) + table, "See every return", "/returns")

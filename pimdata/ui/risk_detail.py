"""One risk: its wording, its scores over time against the one aimed at, and what is done about it."""

from __future__ import annotations

from typing import Any

import polars as pl

from pimdata import charts, permissions, queries_delivery
from pimdata.ui import choices, delivery_views, fragments, risk_views, show, why_views
from pimdata.ui.asking import ask
from pimdata.ui.delivery_views import RISK_CHIPS, sentence, short_day

Row = dict[str, Any]
WITHHELD = "What it says is not for the public, nor for everybody here. If you need it for your work, ask who may read it."


def asked() -> Row | None:
    """The risk the address names, where whoever looks may read it."""
    return ask(queries_delivery.risk, choices.asked("r"))


def missing() -> str:
    """What is shown where the address names none that may be shown: of an exempt one that there is one, and whom to ask."""
    listed = risk_views.table(ask(queries_delivery.risks), "Risks that you may read")
    code = choices.asked("r")
    if ask(queries_delivery.is_withheld, code):
        return fragments.headline(f"{WITHHELD} {permissions.who_may('see exempt')}", f"Risk {code} is exempt") + listed
    return delivery_views.unknown("risk", code) + listed


def head(row: Row) -> str:
    """Its name, its wording and where it stands."""
    target = f"The target is {row['target_score']}." if row["target_score"] else "No target is set."
    scored = f"{sentence('Score ' + risk_views.score_words(row))} {sentence(risk_views.direction(row))} {target}"
    stands = scored if row["net_score"] else "It has not been scored yet."
    chip = fragments.chip(RISK_CHIPS.get(row["band"], "due"), risk_views.score_words(row))
    told = f"{sentence(risk_views.wording(row))}\n\n{stands}"
    return fragments.headline(told, risk_views.name(row), row["risk_code"]) + chip


def about(row: Row) -> str:
    """Its three parts, its controls, who owns it and when it is looked at again."""
    pairs = [
        ("Cause", row["cause"] or "Incomplete: no cause is written"),
        ("What would happen", row["event"] or "Incomplete: no event is written"),
        ("What would follow", row["consequence"] or "Incomplete: no consequence is written"),
        ("Controls", row["controls"] or row["controls_in_place"] or "None given"),
        ("Owner", row["owner_role"] or "None given"),
        ("Register", (row["register"] or "none").capitalize()),
        ("Service", row["service_title"] or row["service_code"] or "None given"),
        ("Portfolio", delivery_views.portfolio_words(row) or "None given"),
        ("Reviewed", (row["review_every"] or "quarterly").capitalize()),
        ("Next review", risk_views.review(row)),
    ]
    return fragments.section("The risk") + fragments.definition_list(pairs)


def why(row: Row) -> str:
    """What its band rests on: the two numbers, the rule, and who sent them."""
    found = why_views.sent(row["risk_code"])
    told = why_views.in_force(found, "risk_assessments")
    return why_views.panel(
        [
            ("Status", risk_views.score_words(row) if row["net_score"] else "Not scored"),
            ("After controls", _sum(row["net_likelihood"], row["net_impact"], row["net_score"])),
            ("Before controls", _sum(row["gross_likelihood"], row["gross_impact"], row["gross_score"])),
            ("Rule", "Likelihood times impact, worked out here and never typed; the band goes by that score"),
            ("Aimed at", _sum(row["target_likelihood"], row["target_impact"], row["target_score"])),
            ("Scored on", short_day(row["assessed_on"]) if row["assessed_on"] else ""),
            ("Decided by", row["decided_by"] or ""),
            *why_views.came_from(told),
            ("Earlier scores of that day", why_views.earlier(found, told)),
        ]
    )


def draw(row: Row) -> None:
    """The score after controls over time; nothing where there are too few to draw."""
    scores = ask(queries_delivery.risk_scores, row["risk_code"]).reverse()
    if scores.height < 2:
        return
    points = scores.select(
        period_label=pl.col("assessed_on").dt.strftime("%-d %b %Y"),
        value=pl.col("net_score").cast(pl.Float64),
        target=pl.lit(row["target_score"], dtype=pl.Float64),
        status=pl.col("band").replace_strict(RISK_CHIPS, default="due"),
    )
    drawing = charts.measure_chart(points)
    first, last = scores["net_score"][0], scores["net_score"][-1]
    alt = f"Line chart of the score after controls, from {first} to {last} of 25. Figures in the table below."
    show.html(fragments.section("Score over time, after controls (1 to 25)"))
    show.chart(drawing.spec, drawing.frame, alt, key="risk_scores")


def scores(row: Row) -> str:
    """Every assessment, newest first."""
    rows = [
        {
            "when": short_day(one["assessed_on"]),
            "before": _sum(one["gross_likelihood"], one["gross_impact"], one["gross_score"]),
            "after": _sum(one["net_likelihood"], one["net_impact"], one["net_score"]),
            "said": one["comment"] or "–",
            "by": one["decided_by"] or "–",
        }
        for one in ask(queries_delivery.risk_scores, row["risk_code"]).to_dicts()
    ]
    columns = [
        fragments.Column("when", "Scored"),
        fragments.Column("before", "Before controls"),
        fragments.Column("after", "After controls"),
        fragments.Column("said", "Said"),
        fragments.Column("by", "Decided by"),
    ]
    caption = "Scores, newest first: likelihood × impact"
    return fragments.section("Scores") + fragments.table(caption, columns, rows, "It has not been scored yet.")


def _sum(likelihood: int | None, impact: int | None, score: int | None) -> str:
    return f"{likelihood} × {impact} = {score}" if score else "–"

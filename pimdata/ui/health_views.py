"""The health card: the same five lines for every service and every portfolio."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from pimdata import figures, queries_delivery, queries_money, queries_services, words
from pimdata.ui import action_views, fragments, money_views, risk_views, service_views
from pimdata.ui.asking import ask
from pimdata.ui.frame import address
from pimdata.ui.service_views import Scope

Row = dict[str, Any]

THEMES = {
    "results": "Results",
    "customers": "Customers",
    "money": "Money",
    "people": "People",
    "plans": "Plans and risks",
}
GOOD = {"money": "within budget or on target", "plans": "on track"}
NONE: Row = {"status": "info", "worst_code": None, "worst_title": None} | dict.fromkeys(
    ("judged", "is_on", "is_late", "improving", "worse"), 0
)


def head(scope: Scope) -> str:
    """The page's heading, who answers, the paragraph, and the five lines."""
    found = _lines(scope)
    rows = [_row(scope, theme, found.get(theme, NONE)) for theme in THEMES]
    card = fragments.health_card(scope.title, service_views.people(scope), service_views.sentence(scope), rows)
    return fragments.headline("", scope.title, scope.service) + card


def _lines(scope: Scope) -> dict[str, Row]:
    if scope.portfolio:
        lines = ask(queries_services.portfolio_health, scope.portfolio)
    else:
        lines = ask(queries_services.health, scope.service)
    return {line["theme"]: line for line in lines.to_dicts()}


def _row(scope: Scope, theme: str, line: Row) -> fragments.HealthRow:
    kind = ask(queries_services.kinds, (line["worst_code"],)).get(line["worst_code"], "") if line["worst_code"] else ""
    return fragments.HealthRow(
        theme=THEMES[theme],
        status=line["status"],
        words=chip_words(theme, line),
        sentence=" ".join(_facts(scope, theme, line)),
        change=_change(scope, theme, line),
        href=_list_of(scope, theme),
        item=_worst(line),
        item_href=address(kind, line["worst_code"]) if kind else _list_of(scope, "money"),
    )


def _worst(line: Row) -> str:
    title = line["worst_title"] or ""
    return f"{title[:1].upper()}{title[1:]}"


def chip_words(theme: str, line: Row) -> str:
    """How many of those that can be judged are as they should be."""
    if not line["judged"]:
        return words.status_words("late") if line["is_late"] else "Nothing to judge"
    return f"{line['is_on']} of {line['judged']} {'on track' if theme == 'plans' else 'on target'}"


def _facts(scope: Scope, theme: str, line: Row) -> list[str]:
    told = [_measured(theme, line)]
    if theme == "money":
        told += _money(scope)
    if theme == "plans":
        told += _plans(scope)
    return [part for part in told if part]


def _measured(theme: str, line: Row) -> str:
    late = line["is_late"]
    overdue = f" {figures.plural(late, 'return')} {figures.noun(late, 'is', 'are')} overdue." if late else ""
    if not line["judged"]:
        return f"Nothing on this line can be judged yet.{overdue}"
    what = {"money": "funds and measures", "plans": "actions and measures"}.get(theme, "measures")
    of = f"{line['is_on']} of {line['judged']} {what} that can be judged"
    return f"{of} {figures.noun(line['is_on'], 'is', 'are')} {GOOD.get(theme, 'on target')}.{overdue}"


def _money(scope: Scope) -> list[str]:
    rows = ask(queries_money.services, money_views.newest(), service=scope.service, portfolio=scope.portfolio).to_dicts()
    return [
        f"{row['service_title']}, {row['fund']}: {money_views.variance_words(row)}."
        if scope.portfolio
        else f"{row['fund'].capitalize()}: {money_views.variance_words(row)}."
        for row in rows
    ]


def _plans(scope: Scope) -> list[str]:
    actions, risks = (
        action_views.facts(service=scope.service, portfolio=scope.portfolio),
        risk_views.facts(service=scope.service, portfolio=scope.portfolio),
    )
    late = [f"{figures.plural(actions.late, 'action')} {figures.noun(actions.late, 'is', 'are')} late."] if actions.late else []
    return [*late, *([f"The highest risk scores {risks.top_score} of 25: {risks.top_name}."] if risks.top_score else [])]


def _change(scope: Scope, theme: str, line: Row) -> str:
    if theme == "plans":
        counts = ask(queries_delivery.risk_counts, service=scope.service, portfolio=scope.portfolio)
        rose = figures.plural(counts["rose"], "risk")
        return f"Since they were last scored {rose} rose and {counts['fell']} fell." if counts["total"] else ""
    if not line["improving"] and not line["worse"]:
        return ""
    return f"{line['improving']} better than the period before, {line['worse']} worse."


def _list_of(scope: Scope, theme: str) -> str:
    if theme == "money" and scope.portfolio:
        return "/money"  # a cost centre belongs to a service, and to no portfolio
    pages = {"money": "money", "plans": "actions"}
    return f"/{pages.get(theme, 'measures')}?{service_views.query(scope)}"


def services() -> str:
    """Every service with the five lines of its health card."""
    lines: dict[str, dict[str, Row]] = {}
    for line in ask(queries_services.health).to_dicts():
        lines.setdefault(line["service_code"], {})[line["theme"]] = line
    rows = [
        {"title": row["title"], "href": f"/service?s={quote(row['service_code'])}", "head": row["head_of_service"] or "–"}
        | _chips(lines.get(row["service_code"], {}))
        for row in ask(queries_services.services).to_dicts()
    ]
    columns = [
        fragments.Column("title", "Service", "link", href="href"),
        fragments.Column("head", "Head of service"),
        *(fragments.Column(theme, name, "chip", words=f"{theme}_words") for theme, name in THEMES.items()),
    ]
    return fragments.table(
        "Of those that can be judged, how many are as they should be", columns, rows, "No service has been loaded."
    )


def _chips(lines: dict[str, Row]) -> Row:
    shown: Row = {}
    for theme in THEMES:
        line = lines.get(theme, NONE)
        shown |= {theme: line["status"], f"{theme}_words": f"{line['is_on']} of {line['judged']}" if line["judged"] else "None"}
    return shown


def opening() -> str:
    """The list in one paragraph."""
    names = dict(ask(queries_services.services).select("service_code", "title").iter_rows())
    results = [line for line in ask(queries_services.health).to_dicts() if line["theme"] == "results" and line["judged"]]
    if not names:
        return fragments.headline("No service has been loaded yet.", "Services")
    whole = [names[line["service_code"]] for line in results if line["status"] == "on" and line["service_code"] in names]
    under = [names[line["service_code"]] for line in results if line["status"] == "below" and line["service_code"] in names]
    told = [f"{figures.plural(len(names), 'service')}."]
    told += (
        [f"All results that can be judged are on target in {figures.number_word(len(whole))}: {figures.list_names(whole)}."]
        if whole
        else []
    )
    told += [f"Less than half are in {figures.number_word(len(under))}: {figures.list_names(under)}."] if under else []
    return fragments.headline(" ".join(told), "Services")

"""A home for each role: what leads on the Overview. Nothing that a member may see is hidden by it, only placed after."""

from __future__ import annotations

from collections.abc import Callable

from pimdata import permissions
from pimdata.people import Viewer
from pimdata.ui import home_forms, home_pieces, homes_members, homes_officers, homes_others, overview_views, show

HOMES: dict[str, Callable[[Viewer], str]] = {
    "holder": homes_members.holder,
    "cabinet": homes_members.cabinet,
    "scrutiny": homes_members.scrutiny,
    "monitor": homes_members.monitor,
    "smt": homes_officers.senior,
    "head": homes_officers.head,
    "manager": homes_officers.manager,
    "budget": homes_officers.budget,
    "team": homes_officers.team,
    "finance": homes_officers.finance,
    "policy": homes_officers.policy,
    "group": homes_others.group,
    "representative": homes_others.shared,
    "service_first": homes_others.customers,
    "assurance": homes_others.projects,
    "partner": homes_others.shared,
    "auditor": homes_others.auditor,
    "administrator": homes_others.administrator,
}


def head(viewer: Viewer, period: str) -> str:
    """The page's heading: the council in a paragraph, which names measures; a partner is told of shared ones alone."""
    return overview_views.head(period) if sees_council(viewer) else homes_others.shared_head()


def lead(viewer: Viewer) -> None:
    """What comes before the council's counts. For any councillor the council itself leads."""
    if viewer.role in HOMES:
        show.html(HOMES[viewer.role](viewer))
    if viewer.role != "scrutiny":
        home_forms.draw(viewer)


def after(viewer: Viewer) -> None:
    """What comes after the council's lists: what has changed, one's own questions and list, and what is due soon.

    For Scrutiny what the public says comes here too, after the exceptions.
    """
    if viewer.role == "scrutiny":  # for whom the exceptions come before what the public says
        show.html(homes_members.public_comments())
        home_forms.draw(viewer)
    show.html(homes_members.own(viewer), home_pieces.soon(viewer) if sees_council(viewer) else "")


def leads_with_aims(viewer: Viewer) -> bool:
    """Whether the aims stand first, and so not again beneath."""
    return viewer.role == "cabinet"


def sees_council(viewer: Viewer) -> bool:
    """Whether the council's own lists follow: a partner sees the measures it shares, and no others."""
    return permissions.may(viewer, "see the council")

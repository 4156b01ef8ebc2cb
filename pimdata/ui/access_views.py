"""The review of access as a page: what to look at first, then every role that is held, then who has left."""

from __future__ import annotations

from pimdata import access_review, figures, provider
from pimdata.config import settings
from pimdata.people import ROLES, Viewer, held_words
from pimdata.ui import downloads, fragments
from pimdata.ui.asking import fresh


def head(viewer: Viewer) -> str:
    """How many people, how many leavers, and what clashes, in a sentence."""
    found = fresh(access_review.review, viewer)
    people = found.held["email"].n_unique()
    glass = settings().break_glass or "none is named in the settings"
    return fragments.headline(
        f"{figures.plural(people, 'person', 'people')} {figures.noun(people, 'holds a role', 'hold a role')} today; "
        f"{figures.plural(found.left.height, 'person', 'people')} left; {figures.plural(len(found.findings), 'thing')} to look "
        f"at. Break-glass account: {glass}.",
        "Access review",
    )


def findings(viewer: Viewer) -> str:
    """What to look at."""
    rows = [
        {"who": each.email or "–", "what": each.what[:1].upper() + each.what[1:], "mend": each.how_to_mend}
        for each in fresh(access_review.review, viewer).findings
    ]
    columns = [
        fragments.Column("what", "What was found"),
        fragments.Column("who", "Who"),
        fragments.Column("mend", "What to do"),
    ]
    table = fragments.table("Clashes and gaps", columns, rows, "Nothing clashes.", quiet=True)
    known = fragments.caption(
        "Looked for in the list of people alone: the roles a claim gives somebody are known only while they are signed in."
    )
    return fragments.section("To look at") + known + table


def claimed() -> str:
    """The roles that the sign-in provider's claim gives, whoever has them; nothing where none is mapped."""
    found = settings().sign_in_roles
    if not found:
        return ""
    rows = [{"value": value, "role": _in_words(role)} for value, role in found.items()]
    columns = [
        fragments.Column("value", f"Value of the claim {settings().sign_in_roles_claim}"),
        fragments.Column("role", "Role it gives"),
    ]
    table = fragments.table("Values of the claim and the roles they give", columns, rows, quiet=True)
    letters = fragments.caption("Who has a role by this alone is written no letters; put them on the list of people for that.")
    return fragments.section("Roles from the sign-in") + letters + table


def _in_words(said: str) -> str:
    role = provider.role_of(said)
    return held_words(role.role, role.service, role.portfolio)


def held(viewer: Viewer) -> str:
    """Every role that is held."""
    rows = [
        {
            "who": row["email"],
            "post": row["post"] or "–",
            "role": held_words(row["role"], row["service_title"] or "", row["portfolio"], row["deputises_for"]),
            "since": figures.date_words(row["valid_from"]) if row["valid_from"] else "–",
            "until": figures.date_words(row["valid_to"]) if row["valid_to"] else "–",
        }
        for row in fresh(access_review.review, viewer).held.to_dicts()
    ]
    columns = [
        fragments.Column("who", "Who"),
        fragments.Column("post", "Post"),
        fragments.Column("role", "Role"),
        fragments.Column("since", "Since"),
        fragments.Column("until", "Last day"),
    ]
    empty = "No list of people has been sent; roles may come from the sign-in instead."
    return fragments.section("Roles held") + fragments.table("Every role that is held", columns, rows, empty, quiet=True)


def left(viewer: Viewer) -> str:
    """Who has left; they are refused from the day after."""
    rows = [
        {
            "who": row["email"],
            "post": row["post"] or "–",
            "roles": ", ".join(ROLES.get(role.strip(), role) for role in (row["roles"] or "").split(";")),
            "day": figures.date_words(row["valid_to"]),
        }
        for row in fresh(access_review.review, viewer).left.to_dicts()
    ]
    columns = [
        fragments.Column("who", "Who"),
        fragments.Column("post", "Post"),
        fragments.Column("roles", "Roles they held"),
        fragments.Column("day", "Last day"),
    ]
    return fragments.section("Left") + fragments.table("People who have left", columns, rows, "Nobody has left.", quiet=True)


def download(viewer: Viewer) -> None:
    """Every role that is held, as a file."""
    found = fresh(access_review.review, viewer).held
    if found.height:
        downloads.button("Download the roles (CSV)", lambda: downloads.frame_bytes(found), "access-review.csv")

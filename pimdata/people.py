"""Who is looking or sending: the one role they act in at a time, what it is about, and what they are called."""

from __future__ import annotations

from typing import NamedTuple

ROLES = {
    "member": "Any councillor",
    "holder": "Portfolio holder",
    "cabinet": "Leader and Cabinet",
    "scrutiny": "Scrutiny and Overview Committee",
    "monitor": "Scrutiny monitor",
    "smt": "Senior management",
    "head": "Head of service",
    "manager": "Manager",
    "budget": "Budget holder",
    "team": "Team or employee",
    "finance": "Finance",
    "policy": "Policy and Performance team",
    "group": "Performance Improvement Group",
    "representative": "Council's representative in partnerships",
    "service_first": "Service First group",
    "assurance": "Assurance Group",
    "partner": "Partner",
    "auditor": "Auditor",
    "administrator": "Administrator of the system",
    "account": "Another system of the council",
}
OF_PEOPLE = tuple(role for role in ROLES if role != "account")  # a system is no person: it is let in by a token
OF_A_SERVICE = ("head", "manager", "budget", "team", "account")
OF_A_PORTFOLIO = ("holder", "monitor")


class Viewer(NamedTuple):
    """A person in the role they act in. `email` is empty where nobody signs in and a point of view is chosen.

    `service` is of a role of a service, `portfolio` of one of a portfolio; `words` is what the person is called on what they
    send: a post, never a person's name.
    """

    role: str = "member"
    service: str = ""
    portfolio: str = ""
    words: str = "Any councillor"
    email: str = ""

    @property
    def post(self) -> str:
        """How this person is named on what they send."""
        return self.words

    @property
    def identity(self) -> str:
        """What tells this person from any other: who sent a thing may not be the one who signs it off."""
        return self.email or self.words


def held_words(role: str, service_title: str = "", portfolio: str = "", deputises_for: str = "") -> str:
    """What somebody is called in a role, and for whom they stand in.

    >>> held_words("manager", "Housing"), held_words("holder", portfolio="Planning", deputises_for="Leader")
    ('Manager, Housing', 'Portfolio holder, Planning, for the Leader')
    """
    of = service_title if role in OF_A_SERVICE else portfolio if role in OF_A_PORTFOLIO else ""
    words = f"{ROLES[role]}, {of}" if of else ROLES[role]
    return f"{words}, for the {deputises_for}" if deputises_for else words

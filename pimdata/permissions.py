"""Who may do what: the one place that decides it. Asked where things are read and written, not where a button is drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pimdata import acting
from pimdata.errors import NotAllowed
from pimdata.figures import list_names
from pimdata.messages import fault
from pimdata.people import ROLES, Viewer

MONEY = ("budget_positions", "virements", "budgets")


class Item(NamedTuple):
    """What something is done to. Whatever does not matter stays empty.

    Args:
        service: the code of the service it belongs to.
        portfolio: the portfolio that answers for it.
        dataset: the dataset of a return.
        by: the identity of who did the step before: who sent what is signed off, who asked what is referred.
        is_shared: True for a measure shared with partners.
        is_exempt: True for what tells of an exempt risk.
    """

    service: str = ""
    portfolio: str = ""
    dataset: str = ""
    by: str = ""
    is_shared: bool = False
    is_exempt: bool = False


NOTHING = Item()
Condition = Callable[[Viewer, Item], bool]


def _any(viewer: Viewer, item: Item) -> bool:
    return True


def _own_service(viewer: Viewer, item: Item) -> bool:
    return viewer.service != "" and viewer.service == item.service


def _own_portfolio(viewer: Viewer, item: Item) -> bool:
    return viewer.portfolio != "" and viewer.portfolio == item.portfolio


def _money(viewer: Viewer, item: Item) -> bool:
    return item.dataset in MONEY


def _own_money(viewer: Viewer, item: Item) -> bool:
    return _money(viewer, item) and _own_service(viewer, item)


def _not_money(viewer: Viewer, item: Item) -> bool:
    return not _money(viewer, item)


def _own_service_not_money(viewer: Viewer, item: Item) -> bool:
    return _not_money(viewer, item) and _own_service(viewer, item)


def _shared(viewer: Viewer, item: Item) -> bool:
    return item.is_shared


def _own_doing(viewer: Viewer, item: Item) -> bool:
    return item.by != "" and item.by == viewer.identity


COUNCILLORS = ("member", "holder", "cabinet", "scrutiny", "monitor")

# Whoever sends a return for its service, and works on it until it counts.
SENDERS: dict[str, Condition] = {
    "manager": _own_service, "head": _own_service, "budget": _own_money, "finance": _money, "policy": _any,
}  # fmt: skip
RULES: dict[str, dict[str, Condition]] = {
    "send return": {**SENDERS, "partner": _shared, "account": _own_service},
    "take back": SENDERS,
    "work on draft": SENDERS,
    "sign off": {"head": _own_service_not_money, "smt": _not_money, "finance": _money, "policy": _not_money},
    "reopen": {"head": _own_service_not_money, "smt": _not_money, "finance": _money, "policy": _any},
    "attach paper": SENDERS,
    "read paper": {
        "manager": _own_service, "head": _own_service, "budget": _own_money, "finance": _money, "policy": _any, "auditor": _any,
    },
    "publish": {"policy": _any},
    "send plan": {"policy": _any},
    "mark chart": {"policy": _any},
    "grade reliability": {"manager": _own_service, "head": _own_service, "smt": _any, "policy": _any},
    "confirm standard": {"manager": _own_service, "head": _own_service, "smt": _any},
    "see exempt": {"smt": _any, "head": _own_service, "manager": _own_service, "holder": _own_portfolio},
    "see the council": dict.fromkeys((role for role in ROLES if role not in ("partner", "account")), _any),
    "see private lines": {"scrutiny": _any},
    "note private line": {"scrutiny": _any},
    "ask question": dict.fromkeys(COUNCILLORS, _any),
    "answer question": {"holder": _own_portfolio, "head": _own_service, "manager": _own_service},
    "follow up": dict.fromkeys(COUNCILLORS, _own_doing),
    "refer to scrutiny": dict.fromkeys(COUNCILLORS, _own_doing),
    "take up": {"scrutiny": _any},
    "conclude": {"scrutiny": _any},
    "recommend": {"scrutiny": _any},
    "answer recommendation": {"cabinet": _any, "holder": _own_portfolio, "head": _own_service},
    "report to cabinet": {"holder": _own_portfolio, "smt": _any},
    "keep public comment": {"monitor": _own_portfolio, "scrutiny": _any},
    "tell manager": {"team": _own_service},
    "read what team tells": {"manager": _own_service, "head": _own_service, "team": _own_doing},
    "follow": {**dict.fromkeys((role for role in ROLES if role != "account"), _any), "partner": _shared},
    "draw sample": {"auditor": _any, "policy": _any},
    "record audit": {"auditor": _any},
    "read trail": {"auditor": _any, "administrator": _any},
    "see usage": {"policy": _any, "group": _any, "auditor": _any, "administrator": _any},
    "manage people": {"administrator": _any},
    "review access": {"administrator": _any, "auditor": _any},
}  # fmt: skip
SECOND_PERSON = ("sign off",)  # never by who did the step before
SHOWN = ("sign off", "work on draft")  # by whoever may read what is in it


def may(viewer: Viewer, action: str, item: Item = NOTHING) -> bool:
    """Whether somebody may do this to that.

    >>> may(Viewer("manager", service="HO"), "send return", Item(service="HO"))
    True
    >>> may(Viewer("manager", service="HO"), "send return", Item(service="CS"))
    False

    Raises:
        KeyError: no rule has this name.
    """
    condition = RULES[action].get(viewer.role)
    if condition is None or (action in SECOND_PERSON and _own_doing(viewer, item)):
        return False
    return condition(viewer, item) and not _is_withheld(viewer, action, item)


def _is_withheld(viewer: Viewer, action: str, item: Item) -> bool:
    return item.is_exempt and action in SHOWN and not may(viewer, "see exempt", item)


def require(viewer: Viewer, action: str, item: Item = NOTHING) -> None:
    """Stop whoever may not do this.

    Raises:
        NotAllowed: the text says who may.
    """
    if not may(viewer, action, item):
        acting.refuse(viewer, action, item.service or item.portfolio or item.dataset)
        raise NotAllowed(refused(viewer, action, item))


def refused(viewer: Viewer, action: str, item: Item = NOTHING) -> str:
    """Why somebody may not, and who may, in a sentence or two.

    >>> refused(Viewer(), "publish")
    'Any councillor may not publish this. The Policy and Performance team may.'
    """
    if action in SECOND_PERSON and _own_doing(viewer, item):
        return fault("G04", roles=_second_persons(action, item)).words
    if _is_withheld(viewer, action, item):
        return f"{viewer.words} may not {WORDS[action]}: a risk in it is exempt. {who_may('see exempt')}"
    return f"{viewer.words} may not {WORDS[action]}. {who_may(action)}"


def _second_persons(action: str, item: Item) -> str:
    """The roles that may be the second person for this; all of the action's where the thing is not known."""
    able = [
        role
        for role in RULES[action]
        if not item.service + item.dataset or may(Viewer(role, item.service, item.portfolio), action, item)
    ]
    named = list_names([_named(role, RULES[action][role]) for role in able], most=len(able))
    return named[:1].upper() + named[1:]


def who_may(action: str) -> str:
    """Whom to ask, as a sentence.

    >>> who_may("take up")
    'The Scrutiny and Overview Committee may.'
    """
    names = [_named(role, condition) for role, condition in RULES[action].items()]
    return f"The {names[0]} may." if len(names) == 1 else f"These may: {list_names(names, most=len(names))}."


def _named(role: str, condition: Condition) -> str:
    if condition is _own_doing and role not in COUNCILLORS:
        return f"{ROLES[role].lower()} who said it"
    if condition in (_own_service, _own_money, _own_service_not_money) and role != "head":
        return f"{ROLES[role].lower()} of its service"
    if condition is _own_portfolio:
        return f"{ROLES[role].lower()} who answers for it"
    if condition is _own_doing:
        return f"{ROLES[role]} who asked"
    return "its head of service" if role == "head" else ROLES[role]


WORDS = {
    "send return": "send this return",
    "send plan": "change the plan",
    "take back": "take this back",
    "work on draft": "see or change this draft",
    "sign off": "sign this off",
    "reopen": "reopen this",
    "publish": "publish this",
    "attach paper": "attach a working paper to this",
    "read paper": "read the working papers of this",
    "mark chart": "mark this chart",
    "grade reliability": "grade how reliable this is",
    "confirm standard": "confirm the data quality standard for this",
    "see exempt": "see what is exempt",
    "see the council": "see more than the measures shared with partners",
    "see private lines": "see private lines of enquiry",
    "note private line": "note a private line of enquiry",
    "ask question": "ask this question",
    "answer question": "answer this question",
    "follow up": "follow this up",
    "refer to scrutiny": "refer this to Scrutiny",
    "take up": "take this up for Scrutiny",
    "conclude": "say what came of this",
    "recommend": "recommend this",
    "answer recommendation": "answer this recommendation",
    "report to cabinet": "report this to Cabinet",
    "keep public comment": "keep a public comment on this",
    "tell manager": "tell the manager of this",
    "read what team tells": "read what a team tells its manager",
    "follow": "put this on a list",
    "draw sample": "draw a sample for audit",
    "record audit": "record an audit of this",
    "read trail": "read the trail",
    "see usage": "see how the system is used",
    "manage people": "change who may do what",
    "review access": "review who may do what",
}


def only_service(viewer: Viewer, dataset: str = "") -> str | None:
    """The only service whose rows of a return somebody may send: '' for none at all, None for any.

    >>> only_service(Viewer("manager", service="CS")), only_service(Viewer("policy")), only_service(Viewer())
    ('CS', None, '')
    >>> only_service(Viewer("budget", service="CS"), "budget_positions"), only_service(Viewer("finance"), "budget_positions")
    ('CS', None)
    """
    if may(viewer, "send plan"):
        return None
    is_allowed = may(viewer, "send return", Item(service=viewer.service, dataset=dataset))
    return (viewer.service or None) if is_allowed else ""


def sees_exempt(viewer: Viewer) -> tuple[str, ...]:
    """Which exempt things somebody may read, as SQL is told it: 'all', or those of a service or a portfolio.

    >>> sees_exempt(Viewer("smt")), sees_exempt(Viewer("manager", service="HO")), sees_exempt(Viewer())
    (('all',), ('service HO',), ())
    """
    if may(viewer, "see exempt"):
        return ("all",)
    named = {
        f"service {viewer.service}": Item(service=viewer.service),
        f"portfolio {viewer.portfolio}": Item(portfolio=viewer.portfolio),
    }
    return tuple(words for words, item in named.items() if may(viewer, "see exempt", item))

"""Who may do what: every action by every role, to what is one's own and to what is another's."""

import pytest

from pimdata import ownership, permissions
from pimdata.errors import NotAllowed
from pimdata.models import DATASETS
from pimdata.people import OF_A_PORTFOLIO, OF_A_SERVICE, ROLES, Viewer
from pimdata.permissions import Item

OWN = Item(service="HO", portfolio="Housing", by="somebody@council.example")
OTHERS = Item(service="CS", portfolio="Planning", by="somebody@council.example")
OWN_MONEY = OWN._replace(dataset="budget_positions")

# Who may do it to anything; who only to what is their own. Written from the design, not from the rules.
EXPECTED = {
    "send return": ("policy", "manager head account"),
    "take back": ("policy", "manager head"),
    "work on draft": ("policy", "manager head"),
    "sign off": ("smt policy", "head"),
    "reopen": ("smt policy", "head"),
    "attach paper": ("policy", "manager head"),
    "read paper": ("policy auditor", "manager head"),
    "publish": ("policy", ""),
    "send plan": ("policy", ""),
    "mark chart": ("policy", ""),
    "grade reliability": ("smt policy", "manager head"),
    "confirm standard": ("smt", "manager head"),
    "see exempt": ("smt", "head manager holder"),
    "see the council": (" ".join(role for role in ROLES if role not in ("partner", "account")), ""),
    "see private lines": ("scrutiny", ""),
    "note private line": ("scrutiny", ""),
    "ask question": ("member holder cabinet scrutiny monitor", ""),
    "answer question": ("", "holder head manager"),
    "follow up": ("", ""),
    "refer to scrutiny": ("", ""),
    "take up": ("scrutiny", ""),
    "conclude": ("scrutiny", ""),
    "recommend": ("scrutiny", ""),
    "answer recommendation": ("cabinet", "holder head"),
    "report to cabinet": ("smt", "holder"),
    "keep public comment": ("scrutiny", "monitor"),
    "tell manager": ("", "team"),
    "read what team tells": ("", "manager head"),
    "follow": (" ".join(role for role in ROLES if role not in ("partner", "account")), ""),
    "draw sample": ("auditor policy", ""),
    "record audit": ("auditor", ""),
    "read trail": ("auditor administrator", ""),
    "see usage": ("policy group auditor administrator", ""),
    "manage people": ("administrator", ""),
    "review access": ("administrator auditor", ""),
}


def viewer(role: str) -> Viewer:
    service = "HO" if role in OF_A_SERVICE else ""
    portfolio = "Housing" if role in OF_A_PORTFOLIO else ""
    return Viewer(role, service, portfolio, ROLES[role], f"{role}@council.example")


def test_every_action_is_looked_at():
    assert set(EXPECTED) == set(permissions.RULES) == set(permissions.WORDS)


@pytest.mark.parametrize("action", EXPECTED)
@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_do_what_the_design_gives_it(role, action):
    anything, own = (words.split() for words in EXPECTED[action])
    assert permissions.may(viewer(role), action, OTHERS) == (role in anything)
    assert permissions.may(viewer(role), action, OWN) == (role in anything or role in own)


@pytest.mark.parametrize("action", ["send return", "sign off"])
@pytest.mark.parametrize("role", ROLES)
def test_money_is_sent_by_its_holder_and_signed_by_finance(role, action):
    # Finance signs money, and nobody else does: not the head whose money it is.
    signs, sends = ["finance"], ["policy", "manager", "head", "budget", "finance", "account"]
    assert permissions.may(viewer(role), action, OWN_MONEY) == (role in (signs if action == "sign off" else sends))


@pytest.mark.parametrize("role", ["head", "smt", "policy", "finance"])
def test_nobody_signs_off_what_they_sent(role):
    dataset = "budget_positions" if role == "finance" else "indicator_results"
    item = OWN._replace(by=f"{role}@council.example", dataset=dataset)
    assert not permissions.may(viewer(role), "sign off", item)
    assert permissions.may(viewer(role), "sign off", item._replace(by="somebody@council.example"))
    with pytest.raises(NotAllowed, match="someone else must sign it off"):
        permissions.require(viewer(role), "sign off", item)
    second = (
        "Finance can." if role == "finance" else "Its head of service, Senior management and Policy and Performance team can."
    )
    words = permissions.refused(viewer(role), "sign off", item)
    assert words == f"You sent this return, so someone else must sign it off. {second}"


@pytest.mark.parametrize("action", permissions.SHOWN)
@pytest.mark.parametrize("role", ROLES)
def test_what_tells_of_an_exempt_risk_is_signed_and_worked_on_by_those_who_may_read_of_it(role, action):
    # The Policy and Performance team signs and drafts for every service, and may not read what is exempt.
    own, others = (item._replace(dataset="risk_assessments", is_exempt=True) for item in (OWN, OTHERS))
    anything, of_own = (words.split() for words in EXPECTED[action])
    reads, reads_own = (words.split() for words in EXPECTED["see exempt"])
    assert permissions.may(viewer(role), action, others) == (role in anything and role in reads)
    assert permissions.may(viewer(role), action, own) == (role in anything + of_own and role in reads + reads_own)
    if role == "policy":
        assert permissions.refused(viewer(role), action, own).endswith(
            "a risk in it is exempt. These may: Senior management, its head of service, manager of its service and "
            "portfolio holder who answers for it."
        )
        assert "Policy" not in permissions.refused(viewer("head"), "sign off", own._replace(by="head@council.example"))


@pytest.mark.parametrize("action", ["follow up", "refer to scrutiny"])
def test_only_who_asked_goes_on_asking(action):
    asked = Item(by="member@council.example")
    assert permissions.may(viewer("member"), action, asked)
    assert not permissions.may(viewer("scrutiny"), action, asked)


def test_a_partner_sends_shared_measures_alone():
    assert permissions.may(viewer("partner"), "send return", Item(is_shared=True))
    assert not permissions.may(viewer("partner"), "send return", Item())


@pytest.mark.parametrize("action", permissions.RULES)
def test_whoever_is_refused_is_told_who_may(action):
    words = permissions.refused(Viewer("nobody", words="Somebody"), action, OWN)
    assert words.startswith("Somebody may not ")
    assert words.endswith(".")
    assert " may" in words.split(". ")[1]


ALL_RETURNS = {name for name, model in DATASETS.items() if model.is_return}


@pytest.mark.parametrize(
    ("role", "expected"),
    [("manager", ALL_RETURNS), ("finance", {"budget_positions"}), ("budget", {"budget_positions"}), ("member", set())],
)
def test_each_role_sends_the_returns_that_are_its_own(role, expected):
    # Finance and budget holders send money alone, so their Returns page must take a file of it and no other.
    assert ownership.datasets_of(viewer(role)) == expected

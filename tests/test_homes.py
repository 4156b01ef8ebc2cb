"""A home for each role: what leads on the Overview is what the data say, and nothing of the council is hidden by it."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from pimdata import access_review, queries, queries_home, queries_questions
from pimdata.people import ROLES, Viewer
from pimdata.ui import roles
from tests.conftest import words_of

PEOPLE = set(ROLES) - {"account"}  # a program's account looks at no page
COUNCIL = ("Needs attention", "Going well", "By aim", "By service")

# What leads for each point of view, in its order.
LEADS = {
    "Leader and Cabinet": [
        "By aim", "Reported to Cabinet", "Recommendations of Scrutiny", "Unlikely to meet the year's target", "Money",
    ],
    "Scrutiny and Overview Committee": [
        "Before Scrutiny", "Recommendations outstanding", "Answers that are late", "Needs attention", "Going well",
        "Comments of the public",
    ],
    "Senior management": [
        "Returns by service", "Waiting to be signed off", "Unlikely to meet the year's target", "Sickness and people",
        "Reported to Cabinet",
    ],
    "Policy and Performance team": ["Returns by service", "Waiting to be signed off", "Definitions to mend", "Usage"],
    "Finance": ["Waiting to be signed off", "Money returns that are due", "Over budget"],
    "Portfolio holder, Housing": [
        "My portfolio", "Questions for you", "Likely failures", "Reported to Cabinet", "Recommendations of Scrutiny",
    ],
    "Scrutiny monitor, Housing": [
        "Unlikely to meet the year's target", "Questions to its portfolio holder", "Comments of the public",
    ],
    "Manager, Customer Service": [
        "What you owe", "Questions to the service", "My measures", "My actions and risks", "What the team says",
    ],
    "Head of service, Customer Service": [
        "What you owe", "Waiting to be signed off", "Questions to the service", "My measures", "My actions and risks",
        "What the team says",
    ],
    "Budget holder, Housing": ["My cost centres", "My measures"],
    "Team or employee, Customer Service": ["This month", "How we serve the council's aims", "What you told your manager"],
    "Performance Improvement Group": ["Trends across the council", "Improvement actions", "Returns by service", "Usage"],
    "Council's representative in partnerships": ["Shared measures", "Risks of partnerships"],
    "Service First group": ["Customer standards and complaints, each month", "Customer measures returned less often"],
    "Assurance Group": ["Key corporate projects", "Risks of projects"],
    "Partner": ["Shared measures"],
    "Auditor": ["The trail", "Sent and taken back lately"],
    "Administrator of the system": [
        "People and their traces", "Access review", "Trail", "Usage", "Sent and taken back lately",
    ],
}  # fmt: skip


def headings(at):
    found = re.findall(r"<h2[^>]*>(.*?)</h2>", "".join(element.proto.body for element in at.get("html")), re.DOTALL)
    return [re.sub("<[^>]+>", "", each).replace("&#39;", "'").strip() for each in found]


def part(at, title):
    """The words between one heading and the next."""
    said = words_of(at)
    after = headings(at)[headings(at).index(title) + 1]
    return said.split(title, 1)[1].split(after, 1)[0]


@pytest.fixture
def home(open_page, demo_store):
    """`home("Partner")`: the Overview from that point of view."""

    def _open(words="", **query):
        at = open_page("overview", demo_store, **query)
        return at.selectbox(key="view_as").select(words).run() if words else at

    return _open


def test_every_role_has_a_point_of_view_and_a_home(demo_store):
    with demo_store.reading() as db:
        offered = roles.viewers(db)
    assert {viewer.role for viewer in offered} == PEOPLE
    assert len({viewer.words for viewer in offered}) == len(offered)
    roles_told = {next(viewer.role for viewer in offered if viewer.words == words) for words in LEADS}
    assert roles_told == PEOPLE - {"member"}


@pytest.mark.parametrize("words", LEADS)
def test_what_leads_for_a_role_comes_first_and_the_council_after(home, words):
    at = home(words)
    assert not at.exception
    found = headings(at)
    assert found[: len(LEADS[words])] == LEADS[words]
    shown = [] if words == "Partner" else list(COUNCIL)
    assert sorted(title for title in found if title in COUNCIL) == sorted(shown), "each once, for all but a partner"


def test_for_any_councillor_the_council_leads_and_ones_own_comes_after(home):
    found = headings(home())
    assert found[:5] == ["Needs attention", "Going well", "What has changed", "My questions", "Measures I follow"]
    assert found[found.index("By aim") - 1] == "Next 30 days"


def test_a_councillors_own_questions_and_measures_are_those_of_the_data(home, demo_store):
    at = home()
    with demo_store.reading() as db:
        mine = queries_questions.listed(db, Viewer(), asked_by="Any councillor")
        codes = queries_home.followed(db, "Any councillor")
        titles = queries.measures(db, codes=codes)["title"].to_list()
    assert len(codes) == 3
    assert f"See all of them ({mine.height})" in part(at, "My questions")
    assert "5 working days late" in part(at, "My questions")
    assert all(title in part(at, "Measures I follow") for title in titles)


def test_what_changed_since_the_last_visit_is_told_until_the_visit_ends(home, demo_store, open_page):
    at = home()
    with demo_store.reading() as db:
        changes = queries_home.changes(db, "Any councillor", datetime(2010, 10, 20, 10))
    followed = changes.filter(changes["is_followed"])["title"].unique().to_list()
    said = part(at, "What has changed")
    assert "Since you last looked, 20 October 2010, 11:00am" in said
    assert followed
    assert all(title in said for title in followed)
    assert "20 October 2010, 11:00am" in part(at.run(), "What has changed")
    # A new visit begins where the last one began.
    assert "Since you last looked, 1 November 2010" in part(open_page("overview", demo_store), "What has changed")


def test_whoever_looks_after_the_last_change_is_answered_from_what_is_kept(home, monkeypatch):
    asked, real = [], queries_home.changes

    def changes(db, identity, since):
        asked.append(since)
        return real(db, identity, since)

    monkeypatch.setattr(queries_home, "changes", changes)
    for day in ("2010-11-02", "2010-11-03"):
        at = home(since=f"{day}T09:00:00")
        assert "nothing has changed" in part(at, "What has changed")
    assert len(asked) == 1, "or each visit leaves an answer of its own in the server's memory"


def test_the_moment_in_the_address_is_the_one_since_which_changes_are_told(home):
    assert "Since you last looked, 1 October 2010" in part(home(since="2010-10-01"), "What has changed")
    assert "20 October 2010" in part(home(since="nonsense"), "What has changed")


def test_a_page_drawn_as_it_stood_is_no_visit(home, demo_store):
    home(as_at="2010-10-25T09:00:00")
    with demo_store.reading() as db:
        assert db.sql("select looked_at from last_looks").fetchall() == [(datetime(2010, 10, 20, 10),)]


def test_a_portfolio_holder_sees_the_questions_that_wait_and_what_cabinet_was_told(home):
    at = home("Portfolio holder, Housing")
    assert "rose in both quarters of this year" in part(at, "Questions for you")
    assert "No report to Cabinet stands" in part(at, "Reported to Cabinet")
    assert "The Housing portfolio met six of nine targets" in part(at, "My portfolio")
    assert "Posts stay vacant" in part(home("Portfolio holder, Finance and Staffing"), "Reported to Cabinet")


def test_cabinet_sees_what_holders_and_senior_management_reported(home, demo_store):
    said = part(home("Leader and Cabinet"), "Reported to Cabinet")
    assert "Portfolio holder, Finance and Staffing" in said
    assert "Senior management" in said


@pytest.mark.parametrize(
    ("words", "which"),
    [("Leader and Cabinet", {}), ("Senior management", {}), ("Scrutiny monitor, Planning", {"portfolio": "Planning"})],
)
def test_the_unlikely_are_those_of_the_data(home, demo_store, words, which):
    with demo_store.reading() as db:
        titles = queries.measures(db, likelihood="unlikely", **which)["title"].to_list()
    said = part(home(words), "Unlikely to meet the year's target")
    assert all(title in said for title in titles[:5])
    assert titles or "No measure is unlikely" in said


def test_scrutiny_sees_what_was_brought_to_it_and_what_is_late(home):
    at = home("Scrutiny and Overview Committee")
    assert "agency staff" in part(at, "Before Scrutiny")
    assert "partnerships" in part(at, "Before Scrutiny")
    assert "5 working days late" in part(at, "Answers that are late")
    assert words_of(at).count("Why do so many of the significant partnerships' risks") == 1, "not again as late, and as its own"
    assert "blue bins" in part(at, "Comments of the public")


def test_senior_management_sees_late_returns_by_service_and_who_is_off_sick(home, demo_store):
    at = home("Senior management")
    with demo_store.reading() as db:
        late = [row for row in queries_home.late_by_service(db).to_dicts() if row["late"]]
    assert late
    assert all(row["service"] in part(at, "Returns by service") for row in late)
    assert "Revenues and Benefits" in part(at, "Waiting to be signed off")  # the demonstration's own
    said = part(at, "Sickness and people")
    sick = "Working days lost to sickness for each employee", "Working days lost to sickness by refuse crews"
    assert max(said.index(each) for each in sick) < said.index("Training days"), "sickness before what is worse of people"


def test_a_return_that_waits_is_on_the_homes_of_those_who_may_sign(home, demo_store):
    with demo_store.writing_to() as db:
        db.execute("""
            insert into main.loads values
            (9999, 's', 'indicator_results', '', 'HO', 'a.csv', '', 1, 3, true, '', '', now()::timestamp, 'Housing Officer')
        """)
        db.execute("""
            insert into main.indicator_results by name
            select
                'HO05' as indicator_code, '2010-10' as period, '' as dimension, '' as category,
                9999 as load_id, 2 as source_row
        """)
        db.execute("""
            insert into main.load_events
            select max(event_no) + 1, 9999, 'waiting for sign-off', timestamp '2010-11-01 09:00', 'Housing Officer', ''
            from main.load_events
        """)
    for words in ("Senior management", "Policy and Performance team", "Head of service, Housing"):
        assert "Housing Officer" in part(home(words), "Waiting to be signed off")
    assert "No return waits" in part(home("Head of service, Customer Service"), "Waiting to be signed off")
    assert "No return waits" in part(home("Finance"), "Waiting to be signed off")


def test_definitions_to_mend_are_those_of_the_data(home, demo_store):
    with demo_store.reading() as db:
        found = queries_home.definitions_to_mend(db)
    said = part(home("Policy and Performance team"), "Definitions to mend")
    assert f"of {found.height}," in said
    assert found["title"][0] in said


def test_a_budget_holder_sees_the_cost_centres_of_the_service(home):
    said = part(home("Budget holder, Housing"), "My cost centres")
    assert "Homelessness and temporary accommodation (HO100)" in said
    assert "CS100" not in said
    assert "over (" in said
    assert "under (" in said
    told = words_of(home("Budget holder, Housing"))
    assert "No money return is due or overdue from your service." in told, "its figures are due, and are not its own to send"
    assert "Nothing is due or overdue" not in told


def test_an_aim_whose_measures_cannot_be_judged_says_so(home):
    said = part(home("Team or employee, Housing"), "How we serve the council's aims")
    assert "None can be judged" in said
    assert "0 of 0" not in said


def test_a_partner_is_offered_no_period_since_nothing_on_its_page_is_of_one(home):
    assert "Period" in [box.label for box in home().selectbox]
    assert "Period" not in [box.label for box in home("Partner").selectbox]


def test_a_partner_sees_shared_measures_and_no_other(home, demo_store):
    at = home("Partner")
    with demo_store.reading() as db:
        shared = queries.measures(db, shared_only=True)["title"].to_list()
        others = set(queries.measures(db)["title"]) - set(shared)
    said = words_of(at)
    assert all(title in said for title in shared)
    assert not [title for title in others if title in said]


def test_projects_and_customers_are_those_of_the_groups(home):
    assert "project" in part(home("Assurance Group"), "Key corporate projects")
    said = part(home("Service First group"), "Customer standards and complaints, each month")
    assert "9 in all" in said
    assert "See September 2010 alone, or choose another month" in said


def test_an_auditor_sees_who_sent_and_took_back_what(home):
    at = home("Auditor")
    assert "Signed off by" in part(at, "Sent and taken back lately")
    assert "the chain is whole" in part(at, "The trail")
    assert 'href="/trail"' in "".join(element.proto.body for element in at.get("html"))


def test_an_administrator_is_led_to_the_review_of_access_the_trail_and_usage(home, demo_store):
    at = home("Administrator of the system")
    told = "".join(element.proto.body for element in at.get("html"))
    assert [href for href in ("/access", "/trail", "/usage") if f'href="{href}"' not in told] == []
    with demo_store.reading() as db:
        found = len(access_review.review(db, Viewer("administrator")).findings)
    assert (f"{found} thing" if found else "Nothing to look at") in words_of(at)


def test_a_word_to_the_manager_is_read_by_the_manager_and_no_other_team(home, demo_store):
    at = home("Team or employee, Housing")
    at.text_area(key="tell_manager_words").input("The new lease papers are late again.")
    at = next(each for each in at.button if each.label == "Tell my manager").click().run()
    assert not at.exception
    assert "Your manager is told" in words_of(at)
    assert "lease papers" in part(at, "What you told your manager")
    assert "lease papers" in part(home("Manager, Housing"), "What the team says")
    for words in ("Manager, Customer Service", "Team or employee, Customer Service", "Senior management", ""):
        assert "lease papers" not in words_of(home(words))


def test_what_is_not_said_is_not_kept(home):
    at = home("Team or employee, Housing")
    at = next(each for each in at.button if each.label == "Tell my manager").click().run()
    assert "Nothing was sent" in words_of(at)


def test_the_committee_says_which_portfolio_a_public_comment_is_of(home):
    at = home("Scrutiny and Overview Committee")
    at.selectbox(key="public_comment_portfolio").select("Planning")
    at.text_area(key="public_comment_words").input("The plans are hard to find.")
    at = next(each for each in at.button if each.label == "Keep the comment").click().run()
    assert "hard to find" in part(at, "Comments of the public")
    assert "hard to find" in part(home("Scrutiny monitor, Planning"), "Comments of the public")
    assert "hard to find" not in part(home("Scrutiny monitor, Housing"), "Comments of the public")


def test_a_public_comment_is_kept_for_its_portfolio(home):
    at = home("Scrutiny monitor, Housing")
    at.text_area(key="public_comment_words").input("Repairs are quicker than they were.")
    at = next(each for each in at.button if each.label == "Keep the comment").click().run()
    assert "Repairs are quicker" in part(at, "Comments of the public")
    assert "Repairs are quicker" not in part(home("Scrutiny monitor, Planning"), "Comments of the public")
    assert "Repairs are quicker" in part(home("Scrutiny and Overview Committee"), "Comments of the public")

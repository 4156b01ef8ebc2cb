"""The Data quality and Calendar pages: the demonstration, nothing loaded, and no database; what a champion says; feeds."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from icalendar import Calendar

from pimdata import champions, feeds, measure_audits, queries, queries_calendar, queries_quality, store
from pimdata.errors import NotAllowed, PimError
from pimdata.people import Viewer
from pimdata.store import Store
from pimdata.ui import calendar_feed
from tests.conftest import words_of

PAGES = ("quality", "calendar")
HOUSING = Viewer("manager", "HO", words="Manager, Housing")


@pytest.fixture
def said(open_page, demo_database):
    """The words of a page over the demonstration, in one line."""

    def _said(page, **query):
        at = open_page(page, Store(demo_database), **query)
        assert not at.exception
        return " ".join(words_of(at).split())

    return _said


def test_the_page_says_first_what_is_in_and_then_what_the_checks_find(said, demo_database):
    words = said("quality")
    with Store(demo_database).reading() as db:
        owed = queries_quality.returns_of_quarter(db, "2010/11 Q2")
        checks = queries_quality.checks(db).to_dicts()
    are_in = (owed["state"] == "in").sum()
    late = (owed["state"] == "late").sum()
    assert 0 < late < are_in
    assert f"{are_in} of {owed.height} returns for Quarter 2 are in. {late} are overdue, the oldest by 2 working days." in words
    assert "due 28 October 2010; 14 of 15 in" in words
    for check in checks:
        assert check["title"] in words
        assert check["council_words"] in words
    assert words.count("Not confirmed yet") == owed["service_code"].n_unique()


def test_another_quarter_is_in_the_address(said):
    words = said("quality", period="2009/10 Q3")
    assert "Returns for Quarter 3 (October to December 2009)" in words
    assert "39 returns for Quarter 3 are in." in words


def test_a_sample_is_drawn_again_from_the_seed_in_the_address(open_page, demo_database):
    drawn = []
    for _ in range(2):
        at = open_page("quality", Store(demo_database), seed="2010", sample="2")
        assert "Who may draw a random sample of figures?" in words_of(at), "a councillor draws none"
        at.selectbox(key="view_as").set_value("Auditor").run()
        drawn.append(" ".join(words_of(at).split()))
        assert "Download sample for audit (CSV)" in [button.proto.label for button in at.get("download_button")]
    assert drawn[0] == drawn[1]
    assert " figures in force, drawn with the seed “2010”" in drawn[0]
    with Store(demo_database).reading() as db:
        sample = queries_quality.sample(db, 2, "2010").to_dicts()
    for row in sample:
        assert f"{row['file_name']}, row {row['source_row']} R-{row['load_id']:05d} {row['by_whom']}" in drawn[0]


def test_an_audit_is_recorded_by_who_audits_and_shown_on_the_measures_page(open_page, demo_store):
    measure = {"i": "NI 156"}
    assert "No audit of its figures is recorded." in words_of(open_page("measure", demo_store, **measure))
    at = open_page("quality", demo_store)
    at.selectbox(key="view_as").set_value("Policy and Performance team").run()
    assert "Record it" not in [each.label for each in at.button], "who draws a sample need not be who audits"
    at.selectbox(key="view_as").set_value("Auditor").run()
    at.selectbox(key="audit_code").set_value("NI 156")
    at.radio(key="audit_finding").set_value("borne out in part")
    at.text_area(key="audit_note").input("Fine")
    at = next(each for each in at.button if each.label == "Record it").click().run()
    assert "Nothing was kept" in words_of(at)
    at.text_area(key="audit_note").input("Quarters 1 and 2 were counted again; one case had no file")
    at = next(each for each in at.button if each.label == "Record it").click().run()
    assert not at.exception
    assert "is kept as R-" in words_of(at)
    assert "last audited 1 November 2010: borne out in part" in " ".join(words_of(at).split())
    said = " ".join(words_of(open_page("measure", demo_store, **measure)).split())
    assert "Last audited on 1 November 2010 by Auditor: borne out in part by the papers behind it." in said


@pytest.mark.parametrize("viewer", [Viewer("policy", words="Policy"), HOUSING], ids=lambda viewer: viewer.role)
def test_nobody_else_records_an_audit(demo_store, viewer):
    with pytest.raises(NotAllowed):
        measure_audits.record(demo_store, viewer, "NI 156", "borne out", "All of it was counted again", date(2010, 11, 1))


def test_a_grade_is_given_shown_on_the_measures_page_and_taken_back(open_page, demo_store):
    at = open_page("quality", demo_store)
    at.selectbox(key="view_as").set_value("Manager, Housing").run()
    at.selectbox(key="grade_code").set_value("NI 156")
    at.radio(key="grade_given").set_value("use with care")
    with demo_store.reading() as db:
        own = queries_quality.grades(db).filter(service_code="HO")
    labels = [f"{title} ({code})" for code, title in own.select("indicator_code", "title").iter_rows()]
    assert at.selectbox(key="grade_code").options == labels, "their own service's measures, and no other's"
    at.text_area(key="grade_reason").set_value("One month was estimated.")
    press(at, "Give the grade")
    assert "is graded. It is kept as R-" in words_of(at)
    assert words_of(at).index("Housing") < words_of(at).index("Customer Service"), "the viewer's own service comes first"
    on_measure = " ".join(words_of(open_page("measure", demo_store, i="NI 156")).split())
    assert (
        "To be used with care: its figures are sound within the limits given. One month was estimated. "
        "Graded by Manager, Housing, 1 November 2010."
    ) in on_measure
    with demo_store.reading() as db:
        load_id = queries_quality.grade_of(db, "NI 156")["load_id"]
    champions.take_back(demo_store, HOUSING, load_id, "graded in error")
    assert "Not graded by its service's data quality champion yet." in words_of(open_page("measure", demo_store, i="NI 156"))


def press(at, label):
    next(button for button in at.button if button.label == label).click()
    at.run()
    assert not at.exception


def test_the_standard_is_confirmed_for_the_quarter_that_is_shown(open_page, demo_store):
    at = open_page("quality", demo_store)
    at.selectbox(key="view_as").set_value("Manager, Planning").run()
    at.selectbox(key="confirm_service").set_value("PL")
    at.radio(key="confirm_answer").set_value("meets it in part")
    press(at, "Confirm it")
    assert "Nothing was kept. Say in a few words" in words_of(at)
    at.text_area(key="confirm_statement").set_value("Two dates were not recorded.")
    press(at, "Confirm it")
    assert "Meets it in part" in words_of(at)
    assert "1 November 2010, Manager, Planning. Two dates were not recorded." in words_of(at)


def test_a_councillor_sees_all_of_it_and_is_offered_no_form(open_page, demo_database):
    at = open_page("quality", Store(demo_database))
    assert "Who may grade a measure?" in words_of(at)
    assert not [button for button in at.button if button.label in ("Give the grade", "Confirm it")]


DAY = date(2010, 11, 1)
REFUSED = {
    # why this case is here:                       what is tried
    "a councillor grades nothing": lambda held: champions.grade(held, Viewer(), "NI 156", "reliable", "It is.", DAY),
    "a manager grades no other service's": lambda held: champions.grade(held, HOUSING, "CS02", "reliable", "It is.", DAY),
    "nor a measure that is not held": lambda held: champions.grade(held, HOUSING, "ZZ", "reliable", "It is.", DAY),
    "nor answers for another": lambda held: champions.confirm(held, HOUSING, "PL", "2010/11 Q2", "meets it", "It does.", DAY),
}


@pytest.mark.parametrize("what", REFUSED)
def test_whoever_may_not_is_stopped_where_it_is_written(demo_store, what):
    with demo_store.reading() as db:
        before = queries.loads(db)
    with pytest.raises(NotAllowed):
        REFUSED[what](demo_store)
    with demo_store.reading() as db:
        assert queries.loads(db).equals(before)


def test_only_what_a_champion_said_is_taken_back_and_by_whoever_could_have_said_it(demo_store):
    sent = champions.grade(demo_store, HOUSING, "NI 156", "reliable", "Counted from the register.", DAY)
    with pytest.raises(NotAllowed):
        champions.take_back(demo_store, Viewer("manager", "PL", words="Manager, Planning"), sent.load_id, "not ours")
    with pytest.raises(PimError, match="is no grade and no confirmation"):
        champions.take_back(demo_store, HOUSING, 1, "not ours")
    champions.take_back(demo_store, HOUSING, sent.load_id, "graded in error")
    with demo_store.reading() as db:
        assert queries_quality.grade_of(db, "NI 156") is None


def test_the_calendar_says_where_the_year_stands_and_what_is_due(said):
    words = said("calendar")
    assert "It is November. 3 steps of the council's annual cycle are under way. The next begins in February." in words
    assert "The next return due is figures for October 2010, on 26 November 2010." in words
    assert "November - December, as written" in words
    assert "- Sept, as written; when it begins cannot be read" in words
    assert "Para 5.3 says the review is done" in words
    assert "Sickness absence and other key HR statistics by SMT Monthly SMT" in words


@pytest.mark.parametrize("page", PAGES)
def test_without_figures_the_page_says_so(open_page, tmp_path, page):
    held = Store(tmp_path / "pim.duckdb")
    with held.writing_to():
        pass
    at = open_page(page, held)
    assert not at.exception
    assert {"quality": "No return has been owed yet", "calendar": "has not been loaded"}[page] in words_of(at)


@pytest.mark.parametrize("page", PAGES)
def test_without_a_database_there_is_no_traceback(open_page, page):
    at = open_page(page)
    assert not at.exception
    assert "There is no database yet" in words_of(at)


@pytest.fixture
def followed(demo_database):
    """A feed of the demonstration by name, read back."""

    def _followed(name):
        held = Store(demo_database)
        with held.reading() as db:
            made = feeds.feed(db, name, "Council", "http://localhost:8501/", store.state(db).last_change)
        return made and Calendar.from_ical(made)

    return _followed


def test_a_feed_has_whole_days_that_are_known_and_its_identifiers_stay(followed, demo_database):
    ours, again = followed("manager-HO"), followed("manager-HO")
    events = ours.walk("VEVENT")
    assert len(events) > 10
    assert ours.to_ical() == again.to_ical()
    assert len({str(event["uid"]) for event in events}) == len(events)
    for event in events:
        start, end = event.decoded("dtstart"), event.decoded("dtend")
        assert type(start) is date
        assert end - start == timedelta(days=1)
        assert str(event["summary"]).endswith(": Housing")
    with Store(demo_database).reading() as db:
        days = queries_calendar.days(db, DAY - feeds.BACK, DAY + feeds.AHEAD, "HO")
    assert {event.decoded("dtstart") for event in events} == set(days["day"]), "no day but those that are worked out"


def test_only_those_who_answer_for_risks_are_told_the_days_of_their_reviews(followed):
    def has_reviews(name):
        return any("Reviews of risks" in str(event["summary"]) for event in followed(name).walk("VEVENT"))

    told = {name: has_reviews(name) for name in ("manager-HO", "head-HO", "smt", "policy", "member", "cabinet", "finance")}
    assert [name for name, has in told.items() if has] == ["manager-HO", "head-HO", "smt", "policy"]


def test_those_who_answer_for_money_alone_have_the_days_of_money_alone(followed):
    for name in ("finance", "budget-HO"):
        said = [str(event["summary"]) for event in followed(name).walk("VEVENT")]
        assert said
        assert all("Budget" in each or "budget" in each or "Money" in each for each in said), said[:3]


def test_a_feed_names_no_person_and_holds_no_figure(followed, demo_database):
    with Store(demo_database).reading() as db:
        people = db.sql("""
            select distinct name from current_posts where name <> ''
            union select distinct holder from current_portfolios where holder <> ''
            union select distinct officer from current_indicators where officer in (select name from current_posts)
        """).fetchall()
        every = [*feeds.names(db)]
    assert ("Paul Swift",) in people
    for name in every:
        text = followed(name).to_ical().decode().replace("\r\n ", "")
        assert not [person for (person,) in people if person in text]
        assert "%" not in "".join(line for line in text.splitlines() if line.startswith(("SUMMARY", "DESCRIPTION")))


def asked(name):
    return calendar_feed.answer(SimpleNamespace(path_params={"name": name}, base_url="http://localhost:8501/"))


def test_a_feed_is_answered_and_an_unknown_one_is_not_found(demo_database, monkeypatch):
    monkeypatch.setattr(store, "default", lambda: Store(demo_database))
    found = asked("member")
    assert found.status_code == 200
    assert found.headers["content-type"].startswith("text/calendar")
    assert Calendar.from_ical(found.body).walk("VEVENT")
    assert asked("manager-ZZ").status_code == 404


def test_before_there_is_a_database_a_feed_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "default", lambda: Store(tmp_path / "none.duckdb"))
    told = asked("member")
    assert (told.status_code, told.body[:26]) == (503, b"There is no database yet. ")

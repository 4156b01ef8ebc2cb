"""The trail and usage as those who may read them meet them; what is exported, refused and opened leaves its event."""

from __future__ import annotations

import json
import re
import threading
from datetime import date
from types import SimpleNamespace

import pytest

from pimdata import acting, build, config, identity, permissions, queries_trail, store, trail, usage
from pimdata.errors import NotAllowed
from pimdata.people import ROLES, Viewer
from pimdata.queries_trail import Asked
from pimdata.store import Store
from pimdata.ui import downloads, privacy_views, watching
from tests.conftest import words_of

AUDITOR = Viewer("auditor", words=ROLES["auditor"])
DAY = date(2009, 4, 1)
MEMBER = Viewer("member", email="cllr@council.example")


def as_(at, words: str):
    return at.selectbox(key="view_as").select(words).run()


def said(held: Store, columns: str = "what, about, detail") -> list[tuple]:
    with held.reading() as db:
        return db.execute(f"select {columns} from trail where load_id is null order by event_no").fetchall()


def test_an_auditor_reads_the_trail_and_a_member_is_told_who_may(open_page, demo_store):
    at = open_page("trail", demo_store)
    assert "Any councillor may not read the trail. These may: Auditor and Administrator of the system." in words_of(at)
    assert "load signed off" not in words_of(at).lower()
    at = as_(at, ROLES["auditor"])
    assert not at.exception
    words = words_of(at)
    assert re.search(r"\d{3} events; the chain is whole; head ", words)
    assert "Load signed off" in words
    assert ("refused", "", "read trail") in said(demo_store)
    at.query_params["load"] = "12"
    assert "Load 12" in words_of(at.run())


def test_a_fault_is_told_on_the_page(open_page, demo_store):
    with demo_store.writing_to() as db:
        ((event,),) = db.execute("select max(event_no) - 1 from trail").fetchall()  # on the first page, with the newest
        db.execute("update trail set about = 'nothing' where event_no = $event", {"event": event})
    words = words_of(as_(open_page("trail", demo_store), ROLES["auditor"]))
    assert f"event {event}: it is not as it was written" in words
    assert "This event is at fault" in words


def test_more_lists_the_trail_for_those_alone_who_may_read_it(open_page, demo_database):
    at = open_page("more", Store(demo_database))
    assert "/trail" not in at.get("html")[-2].proto.body
    assert "whether the record is whole" not in words_of(at)
    assert "whether the record is whole" in words_of(as_(at, ROLES["auditor"]))


# Why the case is here: what is asked for, and of which events alone.
NARROWED = {
    "by whom": (Asked(who="accountancy"), lambda row: "Accountancy" in row["who"]),
    "by what": (Asked(what="load signed off"), lambda row: row["what"] == "load signed off"),
    "about what": (Asked(about="2009/10 q2"), lambda row: "2009/10 Q2" in row["about"]),
    "on a day, whole": (Asked(since=DAY, until=DAY), lambda row: row["happened_at"].date() == DAY),
    "of a load": (Asked(load_id=7), lambda row: row["load_id"] == 7),
    "a quotation mark is a letter like any other": (Asked(who="' or 1=1 --"), lambda row: False),
}


@pytest.mark.parametrize("case", NARROWED.values(), ids=NARROWED)
def test_the_events_are_those_that_were_asked_for(demo_database, case):
    asked, is_wanted = case
    with Store(demo_database).reading() as db:
        every = queries_trail.saved(db, AUDITOR, Asked())
        wanted = [row["event_no"] for row in every.to_dicts() if is_wanted(row)]
        assert queries_trail.saved(db, AUDITOR, asked)["event_no"].to_list() == wanted
        count, page = queries_trail.events(db, AUDITOR, asked)
        assert (count, page["event_no"].to_list()) == (len(wanted), wanted[::-1][: queries_trail.PAGE])
    assert len(wanted) < every.height or asked.what


@pytest.mark.parametrize("question", [queries_trail.kinds, queries_trail.verdict])
@pytest.mark.parametrize("role", ROLES)
def test_the_trail_is_refused_where_it_is_read(demo_database, question, role):
    viewer = Viewer(role, words=ROLES[role])
    with Store(demo_database).reading() as db:
        if permissions.may(viewer, "read trail"):
            assert question(db, viewer)
        else:
            with pytest.raises(NotAllowed):
                question(db, viewer)


def test_a_file_that_is_taken_is_an_event_and_no_formula(demo_store, monkeypatch):
    pressed = []
    monkeypatch.setattr(downloads, "now", lambda: SimpleNamespace(store=demo_store))
    monkeypatch.setattr(downloads.st, "download_button", lambda label, made, *_, **__: pressed.append(made))
    with acting.acting(MEMBER):
        downloads.button("Save", lambda: "text", "measures.csv")
    assert said(demo_store) == [], "drawing the button takes nothing"
    assert [made() for made in pressed] == ["text"]
    assert said(demo_store, "acting_role, what, about") == [("member", "exported", "measures.csv")]
    with demo_store.writing_to() as db:
        trail.record(db, "=cmd()", "=1+1", "@x")
    with demo_store.reading() as db:
        text = downloads.frame_bytes(queries_trail.saved(db, AUDITOR, Asked(what="=1+1"))).decode("utf-8-sig")
    assert "'=cmd()" in text
    assert not re.search(r"(^|,)[=@]", text, re.MULTILINE)


def test_the_break_glass_account_is_loud(monkeypatch, demo_store, caplog):
    shown = []
    monkeypatch.setenv("PIMDATA_BREAK_GLASS", "Glass@council.example")
    config.settings.cache_clear()
    monkeypatch.setattr(watching.show, "html", lambda *parts: shown.extend(parts))
    for viewer in (Viewer("administrator", email="glass@council.example"), MEMBER):
        monkeypatch.setattr(watching.st, "session_state", {})
        with trail.run(demo_store):
            watching.opened("trail", viewer)
    config.settings.cache_clear()
    assert [watching.BROKEN in str(part) for part in shown] == [True]
    assert said(demo_store, "acting_role, what, about") == [("administrator", "break-glass account used", "trail")]
    logged = [json.loads(line.message) for line in caplog.records if line.name == "pimdata.security"]
    assert ("break-glass account used", "trail") in [(line["event"], line.get("page")) for line in logged]


def test_nobody_is_the_break_glass_account_where_none_is_named():
    config.settings.cache_clear()
    assert not identity.is_break_glass("")


def views(held: Store) -> list[tuple]:
    with held.reading() as db:
        return db.execute("select page, role, views from page_views order by all").fetchall()


def test_pages_are_counted_by_role_and_added_up_by_day(demo_store):
    counted = usage.Usage()
    for page, role in (("measures", "member"), ("measures", "member"), ("trail", "auditor")):
        counted.seen(page, role)
    counted.flush(demo_store)
    counted.seen("measures", "member")
    counted.flush(demo_store)
    counted.flush(demo_store)
    assert views(demo_store) == [("measures", "member", 3), ("trail", "auditor", 1)]
    with demo_store.reading() as db:
        found = queries_trail.use(db, AUDITOR)
        assert found.select("page", "views", "on_days").rows() == [("measures", 3, 1), ("trail", 1, 1)]
        assert queries_trail.use_by_day(db, AUDITOR).select("councillors", "others").rows() == [(3, 1)]
        with pytest.raises(NotAllowed):
            queries_trail.use(db, MEMBER)


def test_counts_wait_where_the_database_is_busy_and_are_forgotten_after_two_years(demo_store, monkeypatch):
    counted = usage.Usage()
    counted.seen("help", "member")

    def busy(*_: object) -> None:
        raise store.Busy("busy")

    with monkeypatch.context() as patched:
        patched.setattr(usage, "_write", busy)
        counted.flush(demo_store)
    with demo_store.writing_to() as db:
        db.execute("insert into page_views values (date '2008-10-30', 'help', 'member', 9)")
    counted.flush(demo_store)
    assert views(demo_store) == [("help", "member", 1)]


def test_counts_are_written_as_the_application_ends(demo_store):
    counted = usage.Usage()
    counted.begin(lambda: demo_store)
    counted.seen("help", "member")
    counted.end(lambda: demo_store)
    assert views(demo_store) == [("help", "member", 1)]
    assert not [thread for thread in threading.enumerate() if thread is counted.thread]


def test_opening_a_page_counts_once_whatever_is_chosen_on_it(open_page, demo_database, monkeypatch):
    counted = usage.Usage()
    monkeypatch.setattr(watching, "USAGE", counted)
    at = open_page("measures", Store(demo_database))
    at.run()
    assert counted.waiting == {("overview", "member"): 1, ("measures", "member"): 1}


def test_usage_is_shown_to_policy_and_not_to_a_member(open_page, demo_store):
    counted = usage.Usage()
    counted.seen("measures", "member")
    counted.flush(demo_store)
    at = open_page("usage", demo_store)
    assert "may not see how the system is used" in words_of(at)
    assert "This is not open to you" in words_of(at)
    words = words_of(as_(at, ROLES["policy"]))
    assert "councillors opened 1 page, on 1 day" in words


def test_everybody_is_told_what_is_held_of_people(open_page, demo_database):
    words = words_of(open_page("privacy", Store(demo_database)))
    assert "Almost nothing is held of people" in words
    assert "2 years, then deleted" in words


def test_no_table_that_names_somebody_is_left_out_of_the_page_on_data_protection():
    """A column called so holds a person, a post or an address; whoever adds one must say so to those it is about."""
    named = {
        "by_whom",
        "who",
        "identity",
        "email",
        "officer",
        "owner_role",
        "holder",
        "head_of_service",
        "role",
        "sent_to",
        "begun_by",
        "created_by",
    }
    told = {table for _, where, _, _ in privacy_views.HELD for table in where.split(", ") if table}
    assert told <= {file.relation for file in build.sql_files()}, "a table that is not there"
    for file in build.sql_files():
        columns = set(re.findall(r"^    (\w+) ", file.statement, re.MULTILINE))
        if file.layer == "tables" and columns & named:
            assert file.relation in told, file.relation

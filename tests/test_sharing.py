"""A partner is shown the measures that are shared, and nothing else of the council's: by relation, by page, by file."""

from __future__ import annotations

from datetime import datetime

import pytest

from pimdata import build, queries, queries_delivery, sharing, sight
from pimdata.people import ROLES, Viewer
from pimdata.store import Store
from pimdata.ui import downloads
from tests.conftest import words_of

PARTNER = Viewer("partner", words=ROLES["partner"])
MOMENTS = {"now": None, "as it stood in July": datetime(2010, 7, 20, 9)}

# What holds nothing of a measure, an action, a risk, money or a return; whatever comes next must be named here or narrowed.
LEFT = {
    "what the program makes": "definitions periods working_days schema_meta settings writer_lock",
    "who holds what, read to sign people in": "people current_people identities",
    "names that the measures carry": """
        portfolios current_portfolios portfolio_versions services current_services service_versions posts current_posts
        partners current_partners
    """,
    "the plan's own words and what serves what, in which a code is no more than a code": """
        plan_items current_plan_items plan_sections current_plan_sections links current_links serves calendar current_calendar
    """,
    "who did what to a load, without its rows": "load_events event_people sendings period_publications api_token_events",
    "nothing of the council's": "last_looks page_views notices letter_events",
}


@pytest.fixture(scope="module")
def known(demo_database) -> dict[str, set[str]]:
    """What is shared, and what a partner must never read: codes and titles of everything else."""
    with Store(demo_database).reading() as db:
        shared = {code for (code,) in db.execute("from shared_measures").fetchall()}
        visible = {title for title, in db.execute(
            "select title from coded_things where kind not in ('measure', 'action', 'risk')").fetchall()}  # fmt: skip
        found = db.execute("select code, title from coded_things where kind in ('measure', 'action', 'risk')").fetchall()
    visible |= {title for code, title in found if code in shared}
    return {
        "shared": shared,
        "codes": {code for code, _ in found if code not in shared},
        "titles": {
            title for code, title in found
            if code not in shared and len(title) > 20 and not any(title.lower() in each.lower() for each in visible)
        },
    }  # fmt: skip


def test_every_relation_is_narrowed_or_named_as_holding_nothing(demo_database):
    with Store(demo_database).reading() as db:
        narrowed = {file.relation for file, _ in sharing.narrowed(db)}
    every = {file.relation for file in build.sql_files() if file.layer == "tables" or file.is_stored}
    left = {name for names in LEFT.values() for name in names.split()}
    assert narrowed | left == every
    assert not narrowed & left
    assert sharing.OF_RELATION.keys() <= every


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_no_relation_gives_a_partner_anything_but_shared_measures(demo_database, known, moment):
    with Store(demo_database).reading(moment) as db:
        sight.of(PARTNER).tell(db)
        described = dict(
            db.execute(
                "select table_name, list(column_name) from duckdb_columns() where schema_name = 'main' group by 1"
            ).fetchall()
        )
        seen = set()
        for file in build.sql_files():
            if file.layer == "macros" or file.relation in ("trail_checked",):
                continue
            for name in ("", "main."):
                if "indicator_code" in described[file.relation]:
                    query = f"select distinct indicator_code from {name}{file.relation} where indicator_code is not null"
                    codes = {code for (code,) in db.execute(query).fetchall()}
                    assert codes <= known["shared"], f"{name}{file.relation}"
                    seen |= codes
                elif {"action_code", "risk_code", "cost_centre"} & set(described[file.relation]):
                    assert db.execute(f"select count(*) from {name}{file.relation}").fetchall() == [(0,)], file.relation
        assert seen == known["shared"], "and of those it gives all"


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("partner", "account")])
def test_nobody_else_is_narrowed(role):
    assert not sight.of(Viewer(role)).shared_only


def test_a_question_about_a_service_is_not_shown_and_one_about_a_shared_measure_is(demo_database, known):
    with Store(demo_database).reading() as db:
        every = set(db.execute("select about_kind, about_code from questions_now").fetchall())
        sight.of(PARTNER).tell(db)
        seen = set(db.execute("select about_kind, about_code from questions_now").fetchall())
        assert db.execute("select count(distinct question_no) from question_events").fetchall() == [(len(seen),)]
    assert seen == {("measure", code) for kind, code in every if kind == "measure" and code in known["shared"]}
    assert seen != every


PAGES = {
    "overview": {},
    "measures": {},
    "measures, as a scorecard": {"show": "scorecard"},
    "measure": {"i": "HO02"},
    "measure, as it stood": {"i": "HO02", "as_at": "2010-10-01T09:00:00"},
    "compare": {},
    "compare, one": {"i": "HO02"},
    "actions": {},
    "actions, risks": {"show": "risks"},
    "action": {"a": "HO-A03"},
    "risk": {"r": "HO-R01"},
    "services": {},
    "service": {"s": "HO"},
    "money": {},
    "questions": {"state": "all"},
    "question": {"q": "2"},
    "returns": {},
    "quality": {},
    "calendar": {},
    "forecasts": {},
    "definitions": {},
    "meeting": {"items": "HO02,NI 156", "n": "1", "as_at": "2010-10-01T09:00:00"},
    "meeting, prepared": {},
}


@pytest.mark.parametrize("name", PAGES)
def test_no_page_and_no_file_tells_a_partner_of_anything_else(open_page, demo_database, known, monkeypatch, name):
    taken: list[str] = []
    monkeypatch.setattr(downloads, "button", lambda _label, make, *_, **__: taken.append(str(make())))
    query = dict(PAGES[name])
    page = name.partition(",")[0]
    at = open_page({"question": "questions"}.get(page, page), Store(demo_database))
    at = at.selectbox(key="view_as").select(PARTNER.words).run()
    taken.clear()  # what the role before was offered
    for key, value in query.items():
        at.query_params[key] = value
    at.run()
    assert not at.exception
    widgets = " ".join(str(option) for box in (*at.selectbox, *at.multiselect, *at.radio) for option in box.options)
    told = " ".join([words_of(at), widgets, *(box.label for box in at.checkbox), *taken]).lower()
    assert not {title for title in known["titles"] if title.lower() in told}
    own = {value.lower() for value in query.values()}
    codes = {code for code in known["codes"] if f"({code.lower()})" in told or f"({code.lower()}," in told}
    assert not {code for code in codes if code.lower() not in own}


def test_what_is_shared_is_there_and_one_that_is_not_is_as_if_it_were_none(open_page, demo_database):
    at = open_page("measure", Store(demo_database), i="NI 156")
    at.session_state["view_as"] = PARTNER.words
    at.run()
    assert "Households living in temporary accommodation" in words_of(at)
    at.query_params["i"] = "HO02"
    refused = words_of(at.run())
    at.query_params["i"] = "HO99"
    assert words_of(at.run()) == refused.replace("HO02", "HO99")


def test_a_session_that_changes_its_role_is_shown_what_the_new_one_may_see(open_page, demo_database):
    at = open_page("measure", Store(demo_database), i="HO02")
    titles = []
    for words in (ROLES["smt"], ROLES["partner"], ROLES["smt"]):
        at = at.selectbox(key="view_as").select(words).run()
        titles.append("HO02" in words_of(at) and "Target" in words_of(at))
    assert titles == [True, False, True]


def test_every_question_of_the_council_is_narrowed_by_the_cursor(demo_database, known):
    with Store(demo_database).reading() as db:
        sight.of(PARTNER).tell(db)
        assert set(queries.measures(db)["indicator_code"]) <= known["shared"]
        assert {code for code, kind, _ in queries.things(db).iter_rows() if kind == "measure"} == known["shared"]
        assert queries.history(db, "HO02").height == 0
        assert queries_delivery.risks(db).height == 0
        assert queries_delivery.actions(db).height == 0

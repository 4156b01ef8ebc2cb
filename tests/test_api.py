"""Figures sent by another system: the same checks, the same words, and never more than its token allows."""

# ruff: noqa: F811 - a test takes a fixture by the name it is imported under

import io
import json
import warnings
from decimal import Decimal

import polars as pl
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pimdata import api, api_description, api_wanted, queries_returns, returns, tokens
from pimdata.store import Busy, Store
from tests.test_templates import store, two_services, version  # noqa: F401 - fixtures

GOOD = {"indicator_code": "HO1", "period": "2009/10 Q2", "value": 91.5}
SEND = "/api/returns/indicator_results"


@pytest.fixture
def served(store, monkeypatch):
    """The routes over a store, as a browser or another system reaches them."""
    monkeypatch.setattr(api.store, "default", lambda: store)
    with TestClient(Starlette(routes=api.ROUTES), base_url="https://council.example") as client:
        yield client


@pytest.fixture
def token(store):
    return tokens.create(store, "housing-system", "HO", ["indicator_results"], 30, "Administrator")


def bearing(token):
    return {"Authorization": f"Bearer {token}"}


def post(served, token, rows, address=SEND, **query):
    body = rows if isinstance(rows, dict) else {"rows": rows}
    return served.post(address, json=body, params=query, headers=bearing(token))


def state_of(store, load_id):
    with store.reading() as db:
        return queries_returns.return_sent(db, load_id)["state"]


def test_a_figure_is_sent_and_looked_up_again(served, store, token):
    answer = post(served, token, [GOOD])
    assert answer.status_code == 201, answer.text
    sent = answer.json()
    assert (sent["rows_sent"], sent["rows_held"], sent["new"]) == (1, 0, 1)
    found = served.get(answer.headers["location"], headers=bearing(token)).json()
    assert (found["id"], found["rows_stored"], found["sha256"]) == (sent["id"], 1, sent["sha256"])
    assert found["changed_by"] == "account:housing-system"
    # A system is no second person: what it sends counts once somebody signs it.
    assert found["state"] == sent["stage"] == "waiting for sign-off"


@pytest.mark.parametrize("kind", ["text/csv", "text/csv; charset=utf-8", api.XLSX])
def test_a_file_is_sent_as_it_is(served, token, kind):
    frame, out = pl.DataFrame([GOOD]), io.BytesIO()
    frame.write_excel(out, "Return") if kind == api.XLSX else frame.write_csv(out)
    answer = served.post(SEND, content=out.getvalue(), headers={**bearing(token), "Content-Type": kind})
    assert answer.status_code == 201, answer.text


def test_the_faults_are_those_of_the_page(served, store, token):
    rows = [GOOD | {"value": "many"}, GOOD | {"indicator_code": "CS1"}]
    answer = post(served, token, rows)
    assert answer.status_code == 422
    content, _ = api_wanted.as_file("indicator_results", api_description.Rows(rows=rows).model_dump_json().encode())
    looked = returns.look(store, content, "a.csv", dataset="indicator_results", service="HO")
    assert [each["words"] for each in answer.json()["faults"]] == [each.words for each in looked.checked.faults]
    assert {each["code"] for each in answer.json()["faults"]} >= {"D02", "C04"}


def test_rows_that_are_ready_go_alone_only_where_that_is_asked_for(served, store, token):
    before = version(store)
    rows = [GOOD, GOOD | {"period": "2009/10 Q1", "value": "many"}]
    refused = post(served, token, rows)
    assert refused.status_code == 422
    assert "partial=true" in refused.json()["message"]
    assert version(store) == before
    sent = post(served, token, rows, partial="true")
    assert (sent.status_code, sent.json()["rows_sent"], sent.json()["rows_held"]) == (201, 1, 1)


def test_a_check_stores_nothing(served, store, token):
    before = version(store)
    answer = post(served, token, [GOOD], check="true")
    assert (answer.status_code, answer.json()["rows_ready"]) == (200, 1)
    assert version(store) == before


def test_what_waits_for_sign_off_is_replaced_only_where_that_is_asked_for(served, store, token):
    first = post(served, token, [GOOD]).json()["id"]
    other = [GOOD | {"value": 92}]
    refused = post(served, token, other)
    # A client that tries again later would try for ever: this stays so until somebody decides.
    assert refused.status_code == 409
    assert "retry-after" not in refused.headers
    assert f"It is R-{first:05d}, and waits for sign-off." in refused.json()["message"]
    second = post(served, token, other, replaces="true")
    assert second.status_code == 201
    assert (state_of(store, first), state_of(store, second.json()["id"])) == ("taken back", "waiting for sign-off")


def test_a_reason_comes_with_its_row(served, store, token):
    signed = returns.send(store, b"indicator_code,period,value\nHO1,2009/10 Q2,91.5\n", "a.csv", "Manager, Housing")
    rows = [GOOD | {"value": 92}]
    asked = post(served, token, rows)
    assert [(each["code"], each["row"]) for each in asked.json()["faults"]] == [("F04", 2)]
    told = "Two lettings were counted twice in September"
    sent = post(served, token, {"rows": rows, "reasons": {"2": told}})
    assert sent.status_code == 201, sent.text
    assert sent.json()["id"] > signed.load_id
    with store.reading() as db:
        kept = db.execute("select explanations::varchar from main.loads where load_id = $1", [sent.json()["id"]]).fetchone()[0]
    assert told in kept


def test_what_is_missing_of_a_return_is_said_where_it_is_named(served, token):
    codes = {named: post(served, token, [GOOD], check="true", **more) for named, more in PERIOD_NAMED.items()}
    told = {named: [each["code"] for each in answer.json()["faults"]] for named, answer in codes.items()}
    assert "G05" in told["its own"]
    assert "G05" not in told["none"]


PERIOD_NAMED = {"none": {}, "its own": {"period": "2009/10 Q2"}}
UNREADABLE = {
    "no such period": {"period": "2009/10 Q5"},
    "a word for an amount": {"control_total": "much"},
    "no number": {"control_total": "nan"},
    "more than there is": {"control_total": "1e300"},
    "neither true nor false": {"replaces": "perhaps"},
}


@pytest.mark.parametrize("query", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_in_the_address_is_named(served, store, token, query):
    before = version(store)
    answer = post(served, token, [GOOD], **query)
    assert answer.status_code == 400
    assert next(iter(query.values())) in answer.json()["message"]
    assert version(store) == before


def test_the_ledgers_total_comes_with_money(served, store):
    budget = b"cost_centre,financial_year,service_code,title,fund,approved_budget\nHO-100,2009/10,HO,Lettings,general fund,30\n"
    returns.send(store, budget, "budgets.csv", "Policy and Performance")
    money = tokens.create(store, "ledger", "HO", ["budget_positions"], 30, "Administrator")
    rows = [{"cost_centre": "HO-100", "period": "2009/10 Q2", "actual_to_date": 10, "forecast_outturn": 30}]
    sent = post(served, money, rows, "/api/returns/budget_positions", control_total="12.50")
    assert sent.status_code == 201, sent.text
    with store.reading() as db:
        query = "select control_total from main.sendings where load_id = $1"
        assert db.execute(query, [sent.json()["id"]]).fetchone()[0] == Decimal("12.50")


def test_what_is_owed_is_that_of_its_own_service(served, store, token):
    owed = served.get("/api/owed", headers=bearing(token)).json()["owed"]
    with store.reading() as db:
        held = queries_returns.returns_open(db, "HO").filter(pl.col("dataset") == "indicator_results")
    assert [row["period"] for row in owed] == held["period"].to_list()
    assert owed
    assert all(row["dataset"] == "indicator_results" for row in owed)


def test_another_services_return_is_not_there(served, store, token):
    theirs = returns.send(store, b"indicator_code,period,value\nCS1,2009/10 Q2,91.5\n", "a.csv", "Manager, Customer service")
    answers = [served.get(f"/api/returns/{number}", headers=bearing(token)) for number in (theirs.load_id, 99, 2**40)]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert answers[0].json()["message"].replace(str(theirs.load_id), "99") == answers[1].json()["message"]


NO_TOKEN = {
    "no heading": {},
    "another scheme": {"Authorization": "Basic cGltOnBpbQ=="},
    "nothing after it": {"Authorization": "Bearer "},
    "a shape that is none": {"Authorization": "Bearer ' or 1=1 --"},
    "a token nobody made": {"Authorization": f"Bearer pim_{'0' * 12}_{'A' * 43}"},
}


@pytest.mark.parametrize("headers", NO_TOKEN.values(), ids=NO_TOKEN)
@pytest.mark.parametrize("address", [SEND, "/api/owed", "/api/returns/1"])
def test_without_a_token_nothing_is_told(served, headers, address):
    answer = served.request("POST" if address == SEND else "GET", address, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert set(answer.json()) == {"message"}


def test_a_token_with_another_secret_is_no_token(served, token):
    changed = token[:-1] + ("A" if token[-1] != "A" else "B")
    assert served.get("/api/owed", headers=bearing(changed)).status_code == 401


# Why the case is here: what is done to a token that was in use, and which token the log then names.
ENDED = {
    "revoked": lambda store, token: tokens.revoke(store, token.split("_")[1], "Administrator", "the system is gone"),
    "expired": lambda store, token: aged(store),
    "wrong": lambda store, token: None,
}


def aged(store):
    with store.writing_to() as db:
        db.execute("update main.api_tokens set expires_at = created_at")


@pytest.mark.parametrize("case", ENDED)
def test_a_token_that_is_refused_is_told_of_in_the_log_without_its_secret(served, store, token, case, caplog):
    ENDED[case](store, token)
    sent = token[:-1] + ("A" if token[-1] != "A" else "B") if case == "wrong" else token
    with caplog.at_level("INFO", "pimdata.security"):
        assert served.get("/api/owed", headers=bearing(sent)).status_code == 401
    logged = [line for line in caplog.records if line.name == "pimdata.security"]
    assert [json.loads(line.message)["event"] for line in logged] == ["API token refused"]
    assert [json.loads(line.message)["token"] for line in logged] == [token.split("_")[1]]
    assert token.split("_", 2)[2][:-1] not in caplog.text


def test_a_token_sends_only_the_datasets_it_was_made_for(served, token):
    answer = post(served, token, [{"action_code": "CA-01"}], "/api/returns/action_updates")
    assert answer.status_code == 403
    assert "may send indicator_results" in answer.json()["message"]


@pytest.mark.parametrize("dataset", ["indicators", "people", "loads", "nothing"])
def test_what_is_no_return_cannot_be_sent(served, token, dataset):
    assert post(served, token, [{}], f"/api/returns/{dataset}").status_code == 404


def test_a_token_signs_nothing_off(store, token):
    from pimdata import permissions
    from pimdata.permissions import Item

    with store.reading() as db:
        viewer = tokens.account_of(db, token).viewer
    allowed = {action for action in permissions.RULES if permissions.may(viewer, action, Item(service="HO", by="another"))}
    assert allowed == {"send return"}


BODIES = {
    "not JSON": (b"{", "application/json", 400),
    "no rows": (b"{}", "application/json", 400),
    "rows in rows": (b'{"rows": [{"value": {"a": 1}}]}', "application/json", 400),
    "something beside the rows": (b'{"rows": [], "as": "admin"}', "application/json", 400),
    "no row at all": (b'{"rows": []}', "application/json", 422),
    "a heading of nothing": (b'{"rows": [{"": 1}]}', "application/json", 422),
    "a NUL byte": (b'{"rows": [{"indicator_code": "HO\\u0000", "period": "2009/10 Q2"}]}', "application/json", 422),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), "text/csv", 422),
    "nothing": (b"", "text/csv", 422),
    "another kind": (b"<xml/>", "application/xml", 415),
    "no kind": (b"", "", 415),
}


@pytest.mark.parametrize("case", BODIES.values(), ids=BODIES)
def test_whatever_is_sent_is_answered_in_words(served, store, token, case):
    content, kind, status = case
    before = version(store)
    answer = served.post(SEND, content=content, headers={**bearing(token), "Content-Type": kind})
    assert answer.status_code == status, answer.text
    assert answer.json()["message"].endswith(".")
    assert version(store) == before


def test_what_is_too_large_is_let_go_of_before_it_is_all_here(served, token, monkeypatch):
    monkeypatch.setattr(api, "LARGEST_FILE", 1000)
    taken = []

    def parts():
        for _ in range(100):
            taken.append(1)
            yield b"x" * 500

    answer = served.post(SEND, content=parts(), headers={**bearing(token), "Content-Type": "text/csv"})
    assert answer.status_code == 413


def test_a_formula_comes_back_as_text(served, store, token):
    words = '=HYPERLINK("https://elsewhere.example") was said by 3 callers in the queue'
    answer = post(served, token, [GOOD | {"what_happened": words}])
    assert answer.status_code == 201, answer.text
    with store.reading() as db:
        held = db.execute("select what_happened from main.indicator_results where load_id = $1", [answer.json()["id"]])
        assert held.fetchone()[0] == words


def test_a_database_that_is_held_asks_for_another_try(served, token, store, monkeypatch):
    def busy(*args, **more):
        raise Busy("Another program has held the database for 10 seconds.")

    monkeypatch.setattr(Store, "reading", busy)
    answer = served.get("/api/owed", headers=bearing(token))
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")


def test_the_description_names_every_return_and_its_columns(served):
    told = served.get("/api/openapi.json").json()
    assert set(tokens.returned()) <= set(told["components"]["schemas"])
    row = told["components"]["schemas"]["indicator_results"]["properties"]["rows"]["items"]["properties"]
    assert row["value"]["description"] == "a number alone, as 39.5; 40 means 40%"


def test_what_the_description_allows_is_answered_as_it_says(store, token, monkeypatch):
    """Schemathesis makes requests out of the description, sound and unsound, and holds the answers to it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own, of its own dependencies
        import schemathesis
        from hypothesis import HealthCheck, settings
        from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

    monkeypatch.setattr(api.store, "default", lambda: store)
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", Starlette(routes=api.ROUTES))
    tried = []
    for operation in schema.get_all_operations():

        @settings(max_examples=12, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @__import__("hypothesis").given(case=operation.ok().as_strategy())
        def sends(case):
            tried.append(case.path)
            # What the description allows may still be a figure that no check lets through, and that is answered with 422.
            case.call_and_validate(headers=bearing(token), excluded_checks=[positive_data_acceptance, negative_data_rejection])

        sends()
    assert len(set(tried)) == 3

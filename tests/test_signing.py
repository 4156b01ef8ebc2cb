"""Sign-off: the second person is never the first, only what is signed counts, and nothing is ever lost on the way."""

# ruff: noqa: F811 - a test takes a fixture by the name it is imported under

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time

import pytest

from pimdata import build, drafts, queries, queries_drafts, queries_returns, queries_signing, returns, signing
from pimdata.errors import NotAllowed, NothingToDo, PimError
from pimdata.people import ROLES, Viewer
from pimdata.queries_drafts import Whose
from pimdata.returns import Sending
from pimdata.store import Store
from tests.test_live_equals_main import differences
from tests.test_templates import TODAY, store, two_services, version  # noqa: F401 - fixtures

HO = Whose("indicator_results", "HO", "2009/10 Q2")
MANAGER = Viewer("manager", "HO", words="Manager, Housing")
HEAD = Viewer("head", "HO", words="Head of service, Housing")
POLICY = Viewer("policy", words="Policy and Performance team")
FINANCE = Viewer("finance", words="Finance")
BUDGET = Viewer("budget", "HO", words="Budget holder, Housing")
FILE = "indicator_code,period,value\nHO1,2009/10 Q2,{}\n"
MONEY = b"cost_centre,period,budget_to_date,actual_to_date,forecast_outturn\nCC1,2009/10 Q2,50000,51000,100000\n"
NAME = "HO-indicator_results.csv"


def send(store, value=91.5, viewer=MANAGER, **how):
    """A return sent from the page: kept as a draft, then sent."""
    content = FILE.format(value).encode()
    draft = drafts.keep(store, viewer, HO, NAME, content)
    return returns.send(store, content, NAME, viewer.post, service="HO", how=Sending(viewer, draft, **how))


def held(store):
    with store.reading() as db:
        value = queries.measure(db, "HO1", "2009/10 Q2")["value"]
    return None if value is None else float(value)


def state(store, load_id):
    with store.reading() as db:
        return queries_signing.get(db, load_id).state


def open_drafts(store):
    with store.reading() as db:
        return queries_drafts.of_return(db, MANAGER, HO)


def stage(store):
    with store.reading() as db:
        found = queries_returns.return_owed(db, *HO)
    return found["stage"], found["rows_in"]


def test_what_a_person_sends_counts_only_once_another_signs(store):
    receipt = send(store)
    assert (receipt.stage, held(store), stage(store)) == ("waiting for sign-off", None, ("waiting for sign-off", 0))
    signing.sign_off(store, receipt.load_id, HEAD)
    assert (held(store), stage(store)) == (91.5, ("signed off", 1))


def test_sending_refreshes_nothing_and_signing_does(store):
    def stored():
        with store.reading() as db:
            return db.sql("from live.indicator_series order by all").fetchall()

    before = stored()
    receipt = send(store)
    assert stored() == before
    signing.sign_off(store, receipt.load_id, HEAD)
    assert stored() != before


def test_what_waits_is_no_history_and_is_listed_for_who_signs(store):
    receipt = send(store)
    with store.reading() as db:
        assert db.sql("from history where dataset = 'indicator_results'").fetchall() == []
        (waits,) = queries_signing.waiting(db)
    assert (waits.load_id, waits.services, waits.by_whom) == (receipt.load_id, ("HO",), "Manager, Housing")
    signing.sign_off(store, receipt.load_id, HEAD)
    with store.reading() as db:
        assert queries_signing.waiting(db) == []
        assert db.sql("select value, changed_by from history where dataset = 'indicator_results'").fetchall() == [
            ("91.500000", "Head of service, Housing")
        ]


def test_the_statuses_shown_before_signing_are_those_it_gets(store):
    receipt = send(store)
    before = version(store)
    load, rows = signing.look(store, receipt.load_id)
    assert rows.select("what", "status", "value").rows() == [("new", "on", 91.5)]
    assert version(store) == before
    signing.sign_off(store, load.load_id, HEAD)
    with store.reading() as db:
        assert queries.measure(db, "HO1", "2009/10 Q2")["status"] == "on"


# Who may do what to Housing's figures that Housing's manager sent, at each stage; everyone else is refused.
STAGES = {
    "waiting for sign-off": {
        "sign_off": {"head", "smt", "policy"},
        "send_back": {"head", "smt", "policy"},
        "take_back": {"manager", "head", "policy"},
        "reopen": set(),
    },
    "signed off": {"sign_off": set(), "send_back": set(), "take_back": set(), "reopen": {"head", "smt", "policy"}},
    "sent back": {"sign_off": set(), "send_back": set(), "take_back": set(), "reopen": set()},
    "taken back": {"sign_off": set(), "send_back": set(), "take_back": set(), "reopen": set()},
    "reopened": {"sign_off": set(), "send_back": set(), "take_back": set(), "reopen": set()},
}
ACTS = {
    "sign_off": lambda store, number, viewer: signing.sign_off(store, number, viewer, "Very little cover."),
    "send_back": lambda store, number, viewer: signing.send_back(store, number, viewer, "The month is wrong."),
    "take_back": lambda store, number, viewer: signing.take_back(store, number, viewer),
    "reopen": lambda store, number, viewer: signing.reopen(store, number, viewer, "The system was wrong."),
}


def bring_to(store, stage):
    number = send(store).load_id
    if stage in ("signed off", "reopened"):
        signing.sign_off(store, number, HEAD)
    way = {"sent back": "send_back", "taken back": "take_back", "reopened": "reopen"}.get(stage)
    if way:
        ACTS[way](store, number, {"take_back": MANAGER}.get(way, HEAD))
    return number


@pytest.mark.parametrize("stage", STAGES)
def test_every_role_at_every_stage_may_do_what_the_design_gives_it(store, stage):
    number = bring_to(store, stage)
    content = store.path.read_bytes()
    for role in ROLES:
        # Somebody else of that role than whoever sent it; and nobody of another service.
        for service in ("HO", "CS"):
            viewer = Viewer(role, service, "Housing", words=f"{ROLES[role]}, {service}")
            for act, those in STAGES[stage].items():
                may = role in those and (service == "HO" or role in ("smt", "policy"))
                if may:
                    ACTS[act](store, number, viewer)
                    assert state(store, number) != stage
                    store.path.write_bytes(content)
                else:
                    with pytest.raises((NotAllowed, NothingToDo)):
                        ACTS[act](store, number, viewer)
    assert state(store, number) == stage


@pytest.mark.parametrize("sender", [HEAD, POLICY], ids=lambda viewer: viewer.role)
def test_nobody_signs_what_they_sent(store, sender):
    number = send(store, viewer=sender).load_id
    with pytest.raises(NotAllowed, match="someone else must sign it off"):
        signing.sign_off(store, number, sender, "Very little cover.")
    with pytest.raises(NotAllowed, match="someone else must sign it off"):
        signing.sign_off(store, number, None, by_whom=sender.words)
    signing.sign_off(store, number, HEAD if sender is POLICY else POLICY, "Very little cover.")
    assert held(store) == 91.5


def test_policy_and_performance_signs_only_with_a_reason_that_is_kept(store):
    number = send(store).load_id
    with pytest.raises(PimError, match="Say why"):
        signing.sign_off(store, number, POLICY)
    signing.sign_off(store, number, POLICY, "Very little cover: the head is away.")
    with store.reading() as db:
        assert queries_signing.get(db, number).change_reason == "Very little cover: the head is away."


@pytest.mark.parametrize("role", ROLES)
def test_money_is_signed_by_finance_alone(store, role):
    number = returns.send(store, MONEY, "budget_positions.csv", BUDGET.post, how=Sending(BUDGET)).load_id
    viewer = Viewer(role, "HO", "Housing", words=ROLES[role])
    if role == "finance":
        signing.sign_off(store, number, viewer)
        assert state(store, number) == "signed off"
    else:
        with pytest.raises(NotAllowed):
            signing.sign_off(store, number, viewer, "Very little cover.")


def test_what_is_sent_back_is_a_draft_again_with_the_reason_on_it(store):
    number = send(store).load_id
    assert open_drafts(store) == []
    with pytest.raises(PimError, match="Say why"):
        signing.send_back(store, number, HEAD, " ")
    signing.send_back(store, number, HEAD, "The month is wrong.")
    (draft,) = open_drafts(store)
    assert draft.note == "Sent back by Head of service, Housing: The month is wrong."
    assert held(store) is None


def test_what_is_taken_back_keeps_everything(store):
    number = send(store).load_id
    signing.take_back(store, number, MANAGER)
    (draft,) = open_drafts(store)
    with store.reading() as db:
        assert queries_drafts.content(db, draft) == FILE.format(91.5).encode()
    again = returns.send(store, FILE.format(91.5).encode(), NAME, MANAGER.post, service="HO", how=Sending(MANAGER, draft))
    signing.sign_off(store, again.load_id, HEAD)
    assert held(store) == 91.5


def test_what_is_reopened_counts_no_more_and_the_figure_before_does(store):
    signing.sign_off(store, send(store).load_id, HEAD)
    content = b"indicator_code,period,value,why\nHO1,2009/10 Q2,93.5,The second week was counted twice.\n"
    later = returns.send(store, content, NAME, MANAGER.post, service="HO", how=Sending(MANAGER))
    signing.sign_off(store, later.load_id, HEAD)
    assert held(store) == 93.5
    signing.reopen(store, later.load_id, HEAD, "It was right before.")
    assert held(store) == 91.5


def test_what_waits_is_not_sent_twice_nor_overtaken_unasked(store):
    send(store)
    with pytest.raises(NothingToDo, match="waits for sign-off"):
        send(store)
    with pytest.raises(
        PimError, match=r"Manager, Housing sent a newer version at .* Open it, or replace it with yours\. It is R-"
    ):
        send(store, 92.5)
    receipt = send(store, 92.5, replaces=True)
    assert (state(store, receipt.load_id - 1), state(store, receipt.load_id)) == ("taken back", "waiting for sign-off")
    signing.sign_off(store, receipt.load_id, HEAD)
    assert held(store) == 92.5


def test_rows_that_were_kept_back_stay_a_draft_and_go_later_alone(store):
    content = FILE.format(91.5).encode() + b"HO2,2009-07,many\n"
    draft = drafts.keep(store, MANAGER, HO, NAME, content)
    first = returns.send(store, content, NAME, MANAGER.post, service="HO", how=Sending(MANAGER, draft))
    assert (first.rows_sent, first.rows_held) == (1, 1)
    (draft,) = open_drafts(store)
    mended = content.replace(b"many", b"12")
    draft = drafts.change(store, MANAGER, draft.draft_id, draft.version, file=(NAME, mended))
    second = returns.send(store, mended, NAME, MANAGER.post, service="HO", how=Sending(MANAGER, draft))
    with store.reading() as db:
        assert db.sql(f"select rows_stored from main.loads where load_id = {second.load_id}").fetchall() == [(1,)]
    assert open_drafts(store) == []


def test_a_draft_that_somebody_changed_is_not_sent_unseen(store):
    content = FILE.format(91.5).encode()
    draft = drafts.keep(store, MANAGER, HO, NAME, content)
    drafts.change(store, HEAD, draft.draft_id, 1, file=(NAME, FILE.format(99).encode()))
    with pytest.raises(PimError, match="Head of service, Housing saved a newer version"):
        returns.send(store, content, NAME, MANAGER.post, service="HO", how=Sending(MANAGER, draft))
    with store.reading() as db:
        assert queries_signing.waiting(db) == []


def test_a_part_of_the_plan_needs_no_second_person(store):
    text = b"from_code,to_code,valid_from\nHO1,CS1,2009-04-01\n"
    assert returns.send(store, text, "links.csv", POLICY.post, how=Sending(POLICY)).stage == "signed off"


@pytest.mark.parametrize("seed", range(3))
def test_live_equals_main_after_any_sequence_of_stages(store, seed):
    chance = random.Random(seed)
    value = 91.0
    for _ in range(6):
        with store.reading() as db:
            loads = [each.load_id for each in queries_signing.lately(db)]
        act = chance.choice(["send", *ACTS])
        try:
            if act == "send" or not loads:
                value += 0.5
                content = f"indicator_code,period,value,why\nHO1,2009/10 Q2,{value},Sixty more tenants paid in July.\n".encode()
                returns.send(store, content, NAME, MANAGER.post, how=Sending(MANAGER, replaces=chance.random() < 0.5))
            else:
                ACTS[act](store, chance.choice(loads), MANAGER if act == "take_back" else HEAD)
        except PimError:
            continue
        with store.writing_to(keep=False) as db:
            for file in build.sql_files():
                if file.is_stored and "current_indicator_results" in build.reads(file.relation):
                    assert differences(db, file.relation) == [], (seed, act, file.relation)


AWAY = multiprocessing.get_context("forkserver")
AWAY.set_forkserver_preload([__name__])


def _send_and_sign_for_ever(path, says):
    store, value = Store(path, TODAY), 50
    while True:
        value += 1
        content = (
            "indicator_code,period,value,why,what_next,owner_role,by_when,forecast_reason\n"
            f"HO1,2009/10 Q2,{value},Sixty more paid.,Visit 40 homes,Manager,2010-06-30,The same\n"
        ).encode()
        draft = drafts.keep(store, MANAGER, HO, NAME, content)
        says.send(("draft", value))
        sent = returns.send(store, content, NAME, MANAGER.post, how=Sending(MANAGER, draft))
        says.send(("waiting for sign-off", value))
        signing.sign_off(store, sent.load_id, HEAD)
        says.send(("signed off", value))


@pytest.mark.parametrize("steps", range(4))
def test_a_server_killed_at_each_stage_loses_nothing(store, steps):
    here, there = AWAY.Pipe()
    other = AWAY.Process(target=_send_and_sign_for_ever, args=(store.path, there))
    other.start()
    there.close()
    try:
        told = [here.recv() for _ in range(steps + 1)]
        time.sleep(0.03 * steps)
        os.kill(other.pid, signal.SIGKILL)
        other.join()
        while here.poll():
            try:
                told.append(here.recv())
            except EOFError:
                break
    finally:
        other.kill()
        other.join()
        here.close()
    store = Store(store.path, TODAY)
    with store.reading() as db:
        signed = db.sql(
            "select count(*) from main.accepted_loads inner join main.loads using (load_id) where dataset = 'indicator_results'"
        )
        signed = signed.fetchall()[0][0]
        waiting = len(queries_signing.waiting(db))
        made = db.sql("select count(*) from main.drafts").fetchall()[0][0]
    for stage, reached in (("draft", made), ("waiting for sign-off", signed + waiting), ("signed off", signed)):
        safe = sum(said == stage for said, _ in told)
        assert safe <= reached <= safe + 1, stage
    assert held(store) == (50 + signed if signed else None)
    with store.writing_to(keep=False) as db:
        assert differences(db, "indicator_series") == []

"""Returns on their way: nothing is lost, nobody overwrites anybody, and a draft counts for nothing."""

# ruff: noqa: F811 - a test takes a fixture by the name it is imported under

from __future__ import annotations

import multiprocessing
import os
import signal
import time

import pytest

from pimdata import drafts, keeping, queries_drafts
from pimdata.errors import NotAllowed, PimError
from pimdata.people import ROLES, Viewer
from pimdata.queries_drafts import Whose
from pimdata.store import Store
from tests.test_templates import TODAY, store, two_services, version  # noqa: F401 - fixtures

HO = Whose("indicator_results", "HO", "2009/10 Q2")
MANAGER = Viewer("manager", "HO", words="Manager, Housing", email="manager@council.example")
DEPUTY = Viewer("manager", "HO", words="Deputy Manager, Housing", email="deputy@council.example")
POLICY = Viewer("policy", words="Policy and Performance team")
FILE = b"indicator_code,period,value\nHO1,2009/10 Q2,91.5\n"
EDITS = {'["HO1","2009/10 Q2"]': {"value": "92.5"}}


def keep(store, viewer=MANAGER, whose=HO, content=FILE):
    return drafts.keep(store, viewer, whose, "HO.csv", content)


def seen(store, viewer=MANAGER, whose=HO):
    with store.reading() as db:
        return queries_drafts.of_return(db, viewer, whose)


def content(store, draft):
    with store.reading() as db:
        return queries_drafts.content(db, draft)


def test_a_file_comes_back_byte_for_byte_with_who_and_when(store):
    keep(store)
    (held,) = seen(Store(store.path, TODAY))
    assert (held.file_name, held.version, held.state, held.by_whom) == ("HO.csv", 1, "draft", "Manager, Housing")
    assert held.whose == HO
    assert content(store, held) == FILE


def test_a_draft_is_no_part_of_what_counts(store):
    before = version(store)
    held = keep(store)
    drafts.change(store, MANAGER, held.draft_id, 1, edits=EDITS)
    assert version(store) == before


def test_every_change_is_kept_and_the_newest_is_the_draft(store):
    held = keep(store)
    held = drafts.change(store, MANAGER, held.draft_id, held.version, edits=EDITS)
    held = drafts.change(store, MANAGER, held.draft_id, held.version, reasons={"2": "A new tenant."}, state="checked")
    assert seen(store) == [held]
    assert (held.edits, held.reasons, held.state, held.version) == (EDITS, {"2": "A new tenant."}, "checked", 3)
    with store.reading() as db:
        assert [each.edits for each in queries_drafts.versions(db, held.draft_id)] == [{}, EDITS, EDITS]


def test_a_new_file_takes_the_place_of_the_old_and_keeps_what_was_put_right(store):
    held = keep(store)
    held = drafts.change(store, MANAGER, held.draft_id, 1, edits=EDITS, state="checked")
    held = drafts.change(store, MANAGER, held.draft_id, 2, file=("better.csv", FILE + b"\n"))
    assert (held.file_name, held.edits, held.state) == ("better.csv", EDITS, "draft")
    assert content(store, held) == FILE + b"\n"


def test_what_changes_nothing_writes_nothing(store):
    held = keep(store)
    assert drafts.change(store, MANAGER, held.draft_id, 1, edits={}, file=("HO.csv", FILE)) == held
    assert seen(store) == [held]


def test_a_draft_filled_in_on_the_page_needs_no_file(store):
    held = keep(store, content=b"")
    assert content(store, drafts.change(store, MANAGER, held.draft_id, 1, edits=EDITS)) == b""


def test_a_later_save_never_overwrites_and_loses_nothing(store):
    held = keep(store)
    drafts.change(store, DEPUTY, held.draft_id, 1, reasons={"2": "theirs"})
    with pytest.raises(drafts.ChangedMeanwhile, match=r"Deputy Manager, Housing saved a newer version at .*pm|am") as clash:
        drafts.change(store, MANAGER, held.draft_id, 1, reasons={"2": "mine"})
    assert {each.reasons["2"] for each in seen(store)} == {"theirs", "mine"}
    put = drafts.replace(store, MANAGER, clash.value.newer, clash.value.kept)
    assert [(each.draft_id, each.reasons["2"]) for each in seen(store)] == [(put.draft_id, "mine")]
    with store.reading() as db:
        assert "theirs" in [each.reasons.get("2") for each in queries_drafts.versions(db, put.draft_id)]


def test_one_person_in_two_windows_is_two(store):
    held = keep(store)
    drafts.change(store, MANAGER, held.draft_id, 1, reasons={"2": "in the first window"})
    with pytest.raises(drafts.ChangedMeanwhile):
        drafts.change(store, MANAGER, held.draft_id, 1, reasons={"2": "in the second"})


def test_what_is_removed_is_shown_no_more_and_cannot_be_changed(store):
    held = keep(store)
    drafts.close(store, MANAGER, held.draft_id)
    assert seen(store) == []
    with pytest.raises(PimError, match="was removed by Manager, Housing"):
        drafts.change(store, MANAGER, held.draft_id, 2, edits=EDITS)
    with store.reading() as db:
        assert [each.state for each in queries_drafts.versions(db, held.draft_id)] == ["draft", "removed"]


def test_a_draft_nobody_knows_is_said_to_be_unknown(store):
    with pytest.raises(PimError, match="no draft 9"):
        drafts.change(store, MANAGER, 9, 1, edits=EDITS)


# Who may see and change a draft of Housing's figures; everybody else may do neither.
MAY = {"manager", "head", "policy"}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("service", ["HO", "CS"])
def test_a_draft_is_seen_and_changed_by_those_who_send_it_alone(store, role, service):
    held = keep(store)
    viewer = Viewer(role, service, "Housing", words=ROLES[role])
    may = role in MAY and (service == "HO" or role == "policy")
    assert bool(seen(store, viewer)) == may
    with store.reading() as db:
        assert bool(queries_drafts.mine(db, viewer)) == may
    attempts = (
        lambda: keep(store, viewer),
        lambda: drafts.change(store, viewer, held.draft_id, held.version, edits=EDITS),
        lambda: drafts.close(store, viewer, held.draft_id + may),
    )
    for attempt in attempts:
        if may:
            attempt()
        else:
            with pytest.raises(NotAllowed):
                attempt()


def test_a_file_that_is_no_return_is_for_the_policy_team_alone(store):
    keep(store, POLICY, Whose())
    assert len(seen(store, POLICY, Whose())) == 1
    assert seen(store, MANAGER, Whose()) == []
    with pytest.raises(NotAllowed):
        keep(store, MANAGER, Whose())


def test_a_backup_brings_drafts_back_with_their_files(store, tmp_path):
    held = drafts.change(store, MANAGER, keep(store).draft_id, 1, edits=EDITS)
    keeping.backup(store, tmp_path / "copy")
    back = Store(tmp_path / "back.duckdb", TODAY)
    keeping.restore(back, tmp_path / "copy")
    assert seen(back) == [held]
    assert content(back, held) == FILE


def test_a_file_that_is_not_as_it_came_is_not_shown(store):
    held = keep(store)
    with store.writing_to() as db:
        db.execute("update main.kept_files set content = 'something else'::blob")
    with pytest.raises(PimError, match="not as it came"):
        content(store, held)


AWAY = multiprocessing.get_context("forkserver")
AWAY.set_forkserver_preload([__name__])


def _keep_for_ever(path, says):
    """Keep a draft and change it again and again, saying each time what is safe."""
    held = keep(Store(path, TODAY))
    while True:
        says.send((held.draft_id, held.version))
        held = drafts.change(
            Store(path, TODAY),
            MANAGER,
            held.draft_id,
            held.version,
            edits={"n": held.version},
            file=("HO.csv", FILE * held.version),
        )


@pytest.mark.parametrize("kill", range(4))
def test_a_server_killed_at_any_moment_loses_nothing_that_was_saved(store, kill):
    here, there = AWAY.Pipe()
    other = AWAY.Process(target=_keep_for_ever, args=(store.path, there))
    other.start()
    there.close()
    try:
        saved = here.recv()
        for _ in range(kill):
            saved = here.recv()
        time.sleep(0.01 * kill)
        os.kill(other.pid, signal.SIGKILL)
        other.join()
        while here.poll():
            try:
                saved = here.recv()
            except EOFError:
                break
    finally:
        other.kill()
        other.join()
        here.close()
    (held,) = seen(Store(store.path, TODAY))
    draft_id, saved_version = saved
    assert held.draft_id == draft_id
    assert saved_version <= held.version <= saved_version + 1
    assert content(store, held) == FILE * max(held.version - 1, 1)

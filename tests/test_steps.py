"""Whoever waits for a large file is told step by step how far it has come, on the page and at a terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from pimdata import returns, steps, terminal
from pimdata.errors import PimError
from pimdata.ui import fragments, returns_progress
from tests.conftest import words_of

GOOD = "indicator_code,period,value,what_happened\nCS03,2010/11 Q2,88.5,A week of storms\n"
CASES = {
    # why the case is here: (file, the steps that are told, what came of one of them)
    "a file that is ready passes through all": (GOOD, steps.LOOKING, ("checked", "1 ready, 0 waiting")),
    "an empty one is received, and no more": ("\n\n", ("received",), ("received", "1 KB")),
    "one without headings is read, and stopped by its check": ("1,2\n3,4\n", steps.LOOKING[:3], ("read", "1 row")),
    "one without a row that is ready is never tried out": (
        "indicator_code,period,value\nCS03,2010/11 Q2,many\n",
        steps.LOOKING[:4],
        ("checked", "0 ready, 1 waiting"),
    ),
}


def told_of(looking):
    told = []
    with steps.told_to(lambda *said: told.append(said)):
        looking()
    return told


@pytest.mark.parametrize("case", CASES)
def test_each_step_is_told_once_and_in_order(demo_store, case):
    text, names, came_of_it = CASES[case]
    told = told_of(lambda: returns.look(demo_store, text.encode(), "kpi.csv", wanted="indicator_results"))
    assert tuple(name for name, _ in told) == names
    assert came_of_it in told


def test_what_is_stored_is_told_once_it_is(demo_store):
    told = told_of(lambda: returns.send(demo_store, GOOD.encode(), "kpi.csv", "Manager", wanted="indicator_results"))
    assert tuple(name for name, _ in told) == steps.SENDING
    assert told[-1] == ("stored", "1 row")


def test_nobody_is_told_once_nobody_listens(demo_store):
    told = told_of(lambda: None)
    returns.look(demo_store, GOOD.encode(), "kpi.csv")
    assert told == []


def test_a_terminal_shows_the_step_and_a_pipe_shows_nothing(monkeypatch):
    for is_terminal in (True, False):
        out = io.StringIO()
        monkeypatch.setattr(terminal, "say", Console(file=out, force_terminal=is_terminal, width=200))
        with terminal.stepping("Checking kpi.csv", steps.LOOKING):
            steps.done("read", "500,000 rows")
            steps.done("stored", "is no step of looking")
        said = out.getvalue()
        assert ("Checking kpi.csv: read, 500,000 rows" in said) == is_terminal
        assert ("1/5" in said) == is_terminal
        assert "stored" not in said


@pytest.fixture
def drawn(monkeypatch):
    """What is drawn of the steps: for each drawing its title and which are done."""
    drawings = []

    def _progress(title, done, ahead):
        drawings.append((title, [name for name, _ in done]))
        return fragments.steps([title], 1)

    monkeypatch.setattr(returns_progress.fragments, "progress", _progress)
    return drawings


@pytest.fixture
def as_manager(open_page, demo_store):
    at = open_page("returns", demo_store, r="indicator_results,CS,2010/11 Q2")
    return at.selectbox(key="view_as").select("Manager, Customer Service").run()


def test_a_large_file_is_drawn_step_by_step_from_its_arrival_to_its_receipt(as_manager, drawn, monkeypatch):
    monkeypatch.setattr(returns_progress, "LARGE", 1)
    at = as_manager.get("file_uploader")[0].upload("kpi.csv", GOOD.encode()).run()
    assert [title.split()[0] for title, _ in drawn] == ["Keeping"] * 4 + ["Checking"] * 6
    assert drawn[3][1] == ["Received", "Kept as a draft", "Headings looked up"]
    assert drawn[-1][1] == ["Received", "Read", "Headings understood", "Checked", "Tried out"]
    drawn.clear()
    next(each for each in at.button if each.label == "Send 1 ready row").click().run()
    assert drawn[-1] == ("Sending kpi.csv, 1 KB", [*drawn[-1][1][:-1], "Stored"])


def test_a_small_file_is_there_before_anybody_could_read_of_it(as_manager, drawn):
    as_manager.get("file_uploader")[0].upload("kpi.csv", GOOD.encode()).run()
    assert drawn == []


def test_a_large_file_that_the_scanner_refuses_is_not_tried_for_ever(as_manager, monkeypatch):
    monkeypatch.setattr(returns_progress, "LARGE", 1)

    def _refuse(content, name):
        raise PimError("kpi.csv is not clean.")

    monkeypatch.setattr("pimdata.ui.returns_arrival.scanning.refuse_harmful", _refuse)
    at = as_manager.get("file_uploader")[0].upload("kpi.csv", GOOD.encode()).run()
    assert "kpi.csv is not clean." in words_of(at)
    assert not [each for each in at.button if each.label.startswith("Send")]

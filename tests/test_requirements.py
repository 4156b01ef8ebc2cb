"""What docs/requirements.md says of each requirement can be checked: nothing it points to is missing, and its counts add up."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from pimdata.__main__ import app

ROOT = Path(__file__).resolve().parent.parent
PAPER = ROOT / "docs" / "requirements.md"
CATALOGUE = ROOT.parent / "shared" / "design" / "requirements.md"
IDS = [f"R-{number:03}" for number in range(1, 287)]
TAGS = ("MUST", "SHOULD", "COULD")
STATES = ("met", "partly", "not yet")
NONE = "–"
MOST_WORDS = 12


class Line(NamedTuple):
    """One requirement, as the paper tells it."""

    code: str
    tag: str
    asked: str
    state: str
    where: str
    shown_by: str
    missing: str


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


LINES = [Line(*cells(line)) for line in PAPER.read_text("utf-8").splitlines() if line.startswith("| R-")]
BY_CODE = {line.code: line for line in LINES}


def quoted(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


@cache
def names_in(path: Path) -> frozenset[str]:
    nodes = ast.parse(path.read_text("utf-8")).body
    return frozenset(node.name for node in nodes if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))


@cache
def commands() -> frozenset[str]:
    return frozenset(each.name or each.callback.__name__ for each in app.registered_commands)


@cache
def relations() -> frozenset[str]:
    return frozenset(path.stem for path in (ROOT / "sql").rglob("*.sql"))


def is_there(thing: str) -> bool:
    if thing.startswith("pimdata "):
        return thing.removeprefix("pimdata ") in commands()
    return (ROOT / thing).is_file() if "/" in thing else thing in relations()


def test_every_requirement_is_told_once_and_in_order():
    assert [line.code for line in LINES] == IDS


@pytest.mark.parametrize("line", LINES, ids=BY_CODE)
def test_a_requirement_is_told_in_known_words_and_points_to_what_is_there(line):
    assert line.tag in TAGS
    assert line.state in STATES
    assert 0 < len(line.asked.split()) <= MOST_WORDS
    assert [thing for thing in quoted(line.where) if not is_there(thing)] == []
    for named in quoted(line.shown_by):
        file, _, test = named.partition("::")
        assert (ROOT / file).is_file(), f"{file} is not there"
        assert not test or test in names_in(ROOT / file), f"{file} has no {test}"


@pytest.mark.parametrize("line", LINES, ids=BY_CODE)
def test_met_has_a_place_and_a_test_and_what_is_not_says_what_is_missing(line):
    is_shown = bool(quoted(line.where)) and bool(quoted(line.shown_by))
    assert is_shown == (line.state != "not yet")
    assert (line.missing == NONE) == (line.state == "met")


def test_the_counts_at_the_head_are_those_of_the_tables():
    counted = Counter((line.tag, line.state) for line in LINES)
    expected = {tag: [counted[tag, state] for state in STATES] for tag in TAGS}
    expected["all"] = [sum(counted[tag, state] for tag in TAGS) for state in STATES]
    heads = tuple(f"| {tag} |" for tag in expected)
    head = [cells(line) for line in PAPER.read_text("utf-8").splitlines() if line.startswith(heads)]
    told = {tag: [int(number) for number in numbers] for tag, *numbers in head}
    assert told == {tag: [*numbers, sum(numbers)] for tag, numbers in expected.items()}


@pytest.fixture(scope="module")
def catalogue() -> list[tuple[str, str, str]]:
    """Part, code and tag of each requirement, in the catalogue's order."""
    if not CATALOGUE.is_file():
        pytest.skip("the catalogue of requirements lies outside the project and is not here")
    found, part = [], ""
    for line in CATALOGUE.read_text("utf-8").splitlines():
        part = line if line.startswith("### ") else part
        if line.startswith("| R-"):
            found.append((part.removeprefix("### "), cells(line)[0], cells(line)[-1]))
    return found


def test_codes_and_tags_are_those_of_the_catalogue(catalogue):
    assert {code: tag for _, code, tag in catalogue} == {line.code: line.tag for line in LINES}


def test_parts_are_those_of_the_catalogue_and_in_its_order(catalogue):
    found, part = [], ""
    for line in PAPER.read_text("utf-8").splitlines():
        part = line.removeprefix("## ") if line.startswith("## ") else part
        if line.startswith("| R-"):
            found.append((part, cells(line)[0]))
    assert found == [(part, code) for part, code, _ in catalogue]


def test_no_wording_is_the_catalogues(catalogue):
    told = {line.asked.lower() for line in LINES}
    theirs = {cells(line)[1].lower() for line in CATALOGUE.read_text("utf-8").splitlines() if line.startswith("| R-")}
    assert not told & theirs

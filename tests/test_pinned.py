"""What the program is made of is pinned, whole and written down; nobody need be asked to check it."""

from __future__ import annotations

import re
import runpy
import subprocess
from importlib import metadata

import pytest

from pimdata import bill_of_materials
from pimdata.bill_of_materials import plain
from tests.conftest import ROOT

AUDITOR = (ROOT / ".ci" / "audit.txt").read_text("utf-8")
PINNED = (ROOT / ".ci" / "constraints.txt").read_text("utf-8")


def blocks(pinned):
    return [block for block in re.split(r"\n(?=[A-Za-z])", pinned) if "==" in block]


BLOCKS = blocks(PINNED)


@pytest.mark.parametrize(
    ("pinned", "fewest"), [(PINNED, 50), (AUDITOR, 20)], ids=["what the program needs", "what asks of known faults"]
)
def test_every_package_is_pinned_to_one_version_by_its_digest(pinned, fewest):
    names = [plain(block.split("==")[0]) for block in blocks(pinned)]
    assert len(names) == len(set(names)) > fewest
    for block in blocks(pinned):
        assert re.match(r"[A-Za-z0-9._-]+==[\w.!+]+\s", block), block.split("\n")[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block.split("\n")[0]


def test_all_that_is_needed_is_pinned_and_is_what_is_installed():
    pinned = {plain(block.split("==")[0]): re.split(r"[\s;\\]", block.split("==")[1])[0] for block in BLOCKS}
    needed = {part["name"]: part["version"] for part in bill_of_materials.bill(PINNED)["components"]}
    assert {name: pinned.get(name) for name in needed} == needed


def test_the_bill_of_materials_names_every_part_with_its_licence_and_what_it_needs():
    bill = bill_of_materials.bill(PINNED)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    refs = [part["bom-ref"] for part in bill["components"]]
    assert len(refs) == len(set(refs))
    told = {each["ref"]: each["dependsOn"] for each in bill["dependencies"]}
    assert set(told) == {*refs, "pimdata"}
    assert {ref for depends in told.values() for ref in depends} <= set(refs)
    assert "pkg:pypi/streamlit@" + metadata.version("streamlit") in told["pimdata"]
    # What only sign-in needs is an extra of Streamlit's, and is there all the same.
    assert any(ref.startswith("pkg:pypi/authlib@") for ref in refs)
    # Tools for developing are not part of the program.
    assert not {part["name"] for part in bill["components"]} & {"pytest", "ruff", "mypy", "oidc-provider-mock"}
    assert all(part["licenses"][0]["license"]["name"] != "not said" for part in bill["components"])
    assert all(part["properties"] for part in bill["components"])
    assert bill["serialNumber"] == bill_of_materials.bill(PINNED)["serialNumber"]


JUDGED = {
    # why this case is here:                       (what pip-audit told, must it be reached, exit code, words)
    "all are known and none has a fault":          ([("a", [])], False, 0, "No known fault in 1 pinned packages."),
    "a fault is named and fails":                  ([("a", []), ("b", ["X-1"])], False, 1, "b 1.0: X-1"),
    "a fault fails whatever else is not known":    ([("a", None), ("b", ["X-1"])], False, 1, "b 1.0: X-1"),
    "a mirror without the list tells of nothing":  ([("a", None), ("b", None)], False, 0, "could not be asked"),
    "and does not pass where it must be reached":  ([("a", None), ("b", None)], True, 1, "could not be asked"),
    "what the list does not have is named":        ([("a", []), ("b", None)], False, 0, "Not on the list: b"),
    "nor does that pass":                          ([("a", []), ("b", None)], True, 1, "Not on the list: b"),
    "no report is no good news":                   (None, False, 0, "Nothing is known"),
    "nor where it must be reached":                (None, True, 1, "Nothing is known"),
}  # fmt: skip


def told_of(name, faults):
    known = {"skip_reason": "not found"} if faults is None else {"vulns": [{"id": each} for each in faults]}
    return {"name": name, "version": "1.0", **known}


@pytest.mark.parametrize("case", JUDGED.values(), ids=JUDGED)
def test_an_audit_fails_for_what_it_finds_and_says_where_it_asked_nobody(case):
    told, must_reach, code, words = case
    judged = runpy.run_path(str(ROOT / ".ci" / "audit.py"))["judged"]
    found = None if told is None else {"dependencies": [told_of(*each) for each in told]}
    assert judged(found, must_reach)[0] == code
    assert words in judged(found, must_reach)[1]


def test_what_asks_is_had_in_its_pinned_versions_and_without_it_nothing_is_known(monkeypatch, tmp_path):
    done = []
    monkeypatch.setattr(subprocess, "run", lambda command, **_: done.append(command))
    audit = runpy.run_path(str(ROOT / ".ci" / "audit.py"))
    audit["report"].__globals__.update(ROOT=tmp_path, AUDITOR=tmp_path / "audit")
    assert audit["report"]() is None, "nothing was made, as where nobody is reached"
    install = next(command for command in done if "install" in command)
    assert install[-3:] == ("--require-hashes", "--requirement", str(ROOT / ".ci" / "audit.txt"))
    assert "pip-audit==" in AUDITOR

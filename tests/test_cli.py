"""The command line: data on standard output, messages on standard error, and exit codes that say how it went."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pimdata import config, keeping, returns
from pimdata.__main__ import app
from pimdata.people import Viewer
from pimdata.store import Store

ROOT = Path(__file__).resolve().parent.parent
DONE, UNEXPECTED, WRONG_USE, TO_FIX, TO_EXPLAIN, NOT_ALLOWED, NOTHING_TO_DO = range(7)
COMMANDS = [command.callback.__name__.replace("_", "-") for command in app.registered_commands]

INDICATORS = (
    "indicator_code,valid_from,title,kind,unit,decimal_places,good_is,frequency,value_basis,aggregation,tolerance_kind,tolerance\n"
    "K1,2008-04-01,Calls answered,indicator,percent,1,higher,quarterly,snapshot,none,absolute,2\n"
    "K2,2008-04-01,Visits,indicator,number,0,higher,quarterly,snapshot,none,absolute,2\n"
)
GOOD = "indicator_code,period,value\nK1,2010/11 Q1,92.5\nK2,2010/11 Q1,300\n"
BAD = "indicator_code,period,value\nK1,2010/11 Q1,lots\nK2,2010/11 Q1,300\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """`run("load", "x.csv")` runs a command on a database of one's own, in 2010."""
    monkeypatch.setenv("PIMDATA_TODAY", "2010-08-01")
    monkeypatch.setenv("PIMDATA_DATABASE", str(tmp_path / "pim.duckdb"))
    config.settings.cache_clear()
    yield lambda *words: CliRunner().invoke(app, [str(word) for word in words])
    config.settings.cache_clear()


@pytest.fixture
def file(tmp_path):
    """`file("q1.csv", text)` writes a file and says where."""

    def _file(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, "utf-8")
        return tmp_path / name

    return _file


@pytest.fixture
def held(run, file):
    """A database that holds two measures."""
    assert run("load", file("indicators.csv", INDICATORS)).exit_code == DONE


def test_every_command_has_help_that_begins_with_two_examples(run):
    for name in COMMANDS:
        told = run(name, "--help")
        assert told.exit_code == DONE
        assert len(re.findall(rf"^ +(?:PIMDATA_PORT=8600 )?pimdata {name}\b", told.stdout, re.MULTILINE)) >= 2, told.stdout
        assert not re.search(r"Args:|\\b", told.stdout)


def test_every_command_that_prints_data_can_print_json(run):
    for name in set(COMMANDS) - {"serve"}:
        assert "--json" in run(name, "--help").stdout, name


def test_every_command_that_writes_can_be_tried_out(run):
    for name in ("load", "withdraw", "backup", "restore"):
        assert "--dry-run" in run(name, "--help").stdout, name


def test_every_command_on_data_takes_a_database(run):
    for name in set(COMMANDS) - {"config"}:
        assert "--database" in run(name, "--help").stdout, name


def test_a_mistyped_command_is_wrong_use_and_the_nearest_is_named(run):
    told = run("chekc")
    assert (told.exit_code, told.stdout) == (WRONG_USE, "")
    assert "Did you mean 'check'?" in told.stderr


def test_a_file_that_is_not_there_is_wrong_use(run):
    assert run("check", "none.csv").exit_code == WRONG_USE


def test_without_a_database_one_is_told_how_to_make_it(run):
    told = run("loads")
    assert (told.exit_code, told.stdout) == (WRONG_USE, "")
    assert "There is no database yet." in told.stderr


def test_a_good_file_checks_loads_and_is_nothing_to_do_again(run, file, held):
    path = file("q1-indicator_results.csv", GOOD)
    assert run("check", path).exit_code == DONE
    told = run("load", path, "--by", "Policy Officer")
    assert (told.exit_code, told.stdout) == (DONE, "")
    assert "2 rows stored as load 2 (2 new, 0 changed, 0 unchanged)" in told.stderr
    again = run("load", path)
    assert again.exit_code == NOTHING_TO_DO
    assert "held already" in again.stderr


@pytest.mark.parametrize("command", ["check", "load"])
def test_a_bad_file_has_rows_to_fix_and_nothing_is_stored(run, file, held, command):
    told = run(command, file("q1-indicator_results.csv", BAD))
    assert told.exit_code == TO_FIX
    assert 'Row 2, value (K1 Calls answered): "lots" must be a number.' in told.output
    assert len(json.loads(run("loads", "--json").stdout)) == 1


def test_rows_that_are_ready_are_stored_when_asked_for(run, file, held):
    told = run("load", file("q1-indicator_results.csv", BAD), "--yes", "--json")
    assert told.exit_code == DONE
    (receipt,) = json.loads(told.stdout)
    assert (receipt["rows_sent"], receipt["rows_held"]) == (1, 1)


def test_rows_that_only_want_a_reason_are_told_apart(run, file, held):
    assert run("load", file("a-indicator_results.csv", GOOD)).exit_code == DONE
    changed = file("b-indicator_results.csv", GOOD.replace("92.5", "93.5"))
    told = run("check", changed, "--json")
    assert told.exit_code == TO_EXPLAIN
    assert [fault["code"] for fault in json.loads(told.stdout)[0]["faults"] if fault["kind"] == "explain"] == ["F04"]
    assert run("load", changed).exit_code == TO_EXPLAIN


def test_of_several_files_the_worst_decides(run, file, held):
    good, bad = file("a-indicator_results.csv", GOOD), file("b-indicator_results.csv", BAD)
    assert run("check", bad, good).exit_code == TO_FIX


def test_a_dry_run_stores_nothing(run, file, held):
    told = run("load", file("q1-indicator_results.csv", GOOD), "--dry-run")
    assert (told.exit_code, told.stdout) == (DONE, "")
    assert "All 2 rows are ready" in told.stderr
    assert len(json.loads(run("loads", "--json").stdout)) == 1


def test_illustrative_and_real_figures_are_not_mixed_without_force(run, file, held):
    assert run("load", file("a-indicator_results.csv", GOOD), "--illustrative").exit_code == DONE
    other = file("b-indicator_results.csv", GOOD.replace("2010/11 Q1", "2009/10 Q4"))
    refused = run("load", other, "--real")
    assert refused.exit_code == WRONG_USE
    assert "add --force to mix them" in refused.stderr
    assert run("load", other, "--real", "--force").exit_code == DONE


def test_a_load_is_taken_back_once(run, file, held):
    assert run("load", file("q1-indicator_results.csv", GOOD)).exit_code == DONE
    assert "would be taken back" in run("withdraw", "2", "--reason", "wrong quarter", "--dry-run").stderr
    taken = run("withdraw", "2", "--reason", "wrong quarter", "--json")
    assert (taken.exit_code, json.loads(taken.stdout)["state"]) == (DONE, "withdrawn")
    assert run("withdraw", "2", "--reason", "again").exit_code == NOTHING_TO_DO
    assert "There is no load 99." in run("withdraw", "99", "--reason", "x").stderr
    assert [load["state"] for load in json.loads(run("loads", "--json").stdout)] == ["withdrawn", "signed off"]


def test_what_waits_is_signed_off_by_somebody_else_than_sent_it(run, file, held, tmp_path):
    sender = Viewer("policy", words="Policy Officer")
    store = Store(tmp_path / "pim.duckdb", date(2010, 8, 1))
    returns.send(store, GOOD.encode(), "q1-indicator_results.csv", sender.words, how=returns.Sending(sender))
    refused = run("sign-off", "2", "--by", "Policy Officer")
    assert (refused.exit_code, "someone else must sign it off" in refused.stderr) == (NOT_ALLOWED, True)
    assert "would be signed off" in run("sign-off", "2", "--by", "Head of Service", "--dry-run").stderr
    signed = run("sign-off", "2", "--by", "Head of Service", "--json")
    assert (signed.exit_code, json.loads(signed.stdout)["state"]) == (DONE, "signed off")
    assert run("sign-off", "2", "--by", "Head of Service").exit_code == NOTHING_TO_DO


def test_a_period_is_published_once_and_closed_then(run, file, held):
    assert run("load", file("q1-indicator_results.csv", GOOD)).exit_code == DONE
    assert "would be published" in run("publish", "2010/11 Q1", "--dry-run").stderr
    assert json.loads(run("publish", "2010/11 Q1", "--json").stdout)["judgements"] == 2
    assert run("publish", "2010/11 Q1").exit_code == NOTHING_TO_DO
    later = file(
        "later-indicator_results.csv",
        GOOD.replace("value\n", "value,why\n").replace("92.5", "93.5,40 calls were counted twice in June"),
    )
    assert run("load", later).exit_code == TO_FIX
    assert run("withdraw", "2", "--reason", "wrong").exit_code == NOT_ALLOWED
    assert run("load", later, "--revise").exit_code == DONE


def test_without_a_terminal_nobody_is_asked(run, file, held):
    told = run("load", file("q1-indicator_results.csv", BAD))
    assert "?" not in told.stderr.split("load it again")[-1]


def test_what_is_owed_and_a_template_for_it(run, file, held):
    owed = json.loads(run("owed", "--json").stdout)
    assert {row["period"] for row in owed} >= {"2010/11 Q1"}
    assert "Returns that are due or overdue" in run("owed").stdout
    template = run("template", "indicator_results", "--period", "2010/11 Q1")
    assert template.exit_code == DONE
    assert "indicator_code" in template.stdout.splitlines()[0]
    parsed = json.loads(run("template", "targets", "--json").stdout)
    assert "target_value" in parsed["headings"]


def test_a_template_as_a_workbook_is_written_where_it_is_wanted(run, held, tmp_path):
    told = run("template", "targets", "--xlsx", str(tmp_path / "targets.xlsx"))
    assert told.exit_code == DONE
    assert (tmp_path / "targets.xlsx").read_bytes().startswith(b"PK")


def test_a_link_is_not_followed(run, held, tmp_path):
    (tmp_path / "real.csv").write_text("indicator_code,period,value\nA,2009/10,4\n")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    assert "is a link to another file" in run("check", str(tmp_path / "link.csv")).stderr


def test_a_template_of_nothing_we_know_names_what_there_is(run, held):
    told = run("template", "figures")
    assert told.exit_code == WRONG_USE
    assert "indicator_results" in told.stderr


def test_a_file_is_read_through_a_layout(run, file):
    layout = file(
        "mine.toml",
        'title = "Mine"\nperiod = "2010/11 Q1"\n[columns]\nindicator_code = "Ref"\ntitle = "Name"\n'
        '[periods]\nNow = "2010/11 Q1"\n'
        '[defaults]\nkind = "indicator"\nfrequency = "quarterly"\nvalid_from = 2010-04-01\n',
    )
    path = file("kpi.csv", "Ref,Name,Now\nK1,Calls,7\n")
    tried = run("load", path, "--layout", layout, "--dry-run")
    assert (tried.exit_code, "Nothing was stored" in tried.stderr) == (DONE, True)
    told = run("load", path, "--layout", layout, "--json")
    assert told.exit_code == DONE
    assert [dataset for dataset, *_ in json.loads(told.stdout)[0]["loads"]] == ["indicators", "indicator_results"]
    assert run("load", path, "--layout", layout).exit_code == NOTHING_TO_DO
    assert run("load", file("bad.csv", "Ref,Name,Now\nK1,Calls,x\n"), "--layout", layout).exit_code == TO_FIX


def test_backup_restore_and_doctor(run, held, tmp_path):
    folder = tmp_path / "copy"
    assert "Nothing was written" in run("backup", folder, "--dry-run").stderr
    assert not folder.exists()
    told = run("backup", folder, "--json")
    assert (told.exit_code, json.loads(told.stdout)["rows"] > 2) == (DONE, True)
    assert run("backup", folder).exit_code == WRONG_USE
    assert run("restore", folder).exit_code == WRONG_USE
    assert "The backup is whole" in run("restore", folder, "--database", tmp_path / "back.duckdb", "--dry-run").stderr
    assert run("restore", folder, "--database", tmp_path / "back.duckdb").exit_code == DONE
    findings = json.loads(run("doctor", "--json", "--database", tmp_path / "back.duckdb").stdout)
    assert {finding["what"] for finding in findings} >= {
        "Python",
        "packages",
        "clock",
        "folder",
        "disk",
        "database",
        "rows",
        "live",
    }


def test_the_doctor_says_what_to_mend_and_mends_what_can_be(run, held, tmp_path):
    with Store(tmp_path / "pim.duckdb").writing_to() as db:
        db.execute("delete from live.indicator_series")
    told = run("doctor")
    assert told.exit_code == UNEXPECTED
    assert re.search(r"MEND  live: .*indicator_series", told.stdout)
    mended = run("doctor", "--mend")
    assert "MEND  live" not in mended.stdout


def test_settings_say_where_they_came_from(run):
    told = {each["name"]: each for each in json.loads(run("config", "--json").stdout)}
    assert told["today"] == {"name": "today", "value": "2010-08-01", "source": "environment, PIMDATA_TODAY"}
    assert told["port"]["source"] == "default"


def test_a_setting_that_means_nothing_is_named_with_the_nearest(run, tmp_path, monkeypatch):
    (tmp_path / "pimdata.toml").write_text('datbase = "x"\nport = "high"\n')
    monkeypatch.setitem(config.Settings.model_config, "toml_file", tmp_path / "pimdata.toml")
    config.settings.cache_clear()
    told = run("config")
    assert told.exit_code == WRONG_USE
    assert '"datbase" means nothing here. Did you mean "database"?' in told.stderr
    assert '"port": Input should be a valid integer' in told.stderr


def process(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pimdata", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env={**os.environ, **environment}, check=False)


def test_the_demonstration_is_built_and_not_built_again(tmp_path, demo_database):
    """In a process of its own, as a person would run it; `demo_database` shows that building it works."""
    again = process("demo", "--no-serve", "--json", "--database", str(demo_database))
    assert again.returncode == DONE
    assert json.loads(again.stdout)["files"] == 0
    assert "There is a database already" in again.stderr


def test_a_process_ends_with_the_code_and_speaks_on_standard_error(tmp_path):
    told = process("loads", "--database", str(tmp_path / "none.duckdb"))
    assert (told.returncode, told.stdout) == (WRONG_USE, "")
    assert "Traceback" not in told.stderr


def test_colour_is_left_out_where_it_is_not_wanted(demo_database):
    told = process("loads", "--database", str(demo_database), NO_COLOR="1", FORCE_COLOR="1")
    assert not re.search(r"\x1b\[[349][0-7]", told.stdout)


def test_what_is_not_allowed_has_a_code_of_its_own(run, monkeypatch, held, tmp_path):
    from pimdata.errors import NotAllowed

    def refuse(*_: object, **__: object) -> int:
        raise NotAllowed("Only the Policy and Performance Manager may do this.")

    monkeypatch.setattr(keeping, "backup", refuse)
    assert run("backup", tmp_path / "copy").exit_code == NOT_ALLOWED

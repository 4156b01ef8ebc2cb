"""Reminders: which day brings which, to whom, in words that blame nobody, and each of them once."""

# ruff: noqa: F811 - a test takes a fixture by the name it is imported under

import re
import shutil
from datetime import date, datetime, timedelta

import pytest
from typer.testing import CliRunner

from pimdata import follows, hold_ups, mail, notices, reminders, returns
from pimdata.__main__ import app
from pimdata.answers import rows
from pimdata.config import Settings
from pimdata.notices import To
from pimdata.people import Viewer
from pimdata.queries_drafts import Whose
from pimdata.store import Store
from tests.test_mail import certificate, server  # noqa: F401 - fixtures
from tests.test_templates import two_services  # noqa: F401 - a fixture

PEOPLE = (
    "email,valid_from,post,roles,service_codes,is_deputy_for,valid_to\n"
    "hm@council.example,2009-04-01,Housing Manager,manager,HO,,\n"
    "hh@council.example,2009-04-01,Head of Housing,head,HO,,\n"
    "hd@council.example,2009-04-01,Deputy,team,HO,hm@council.example,\n"
    "cm@council.example,2009-04-01,Customer Manager,manager,CS,,\n"
    "cl@council.example,2009-04-01,Customer Manager before,manager,CS,,2009-12-31\n"
    "me@council.example,2009-04-01,Member,member,,,\n"
)
# Quarter 3 of 2009/10 ends on 31 December; with New Year's Day its twentieth working day is 29 January.
DUE = date(2010, 1, 29)


@pytest.fixture
def council(two_services, tmp_path):
    path = shutil.copy(two_services, tmp_path / "pim.duckdb")
    held = Store(path, date(2010, 1, 4))
    returns.send(held, PEOPLE.encode(), "people.csv", "Administrator", allowed=None)
    return path


def on(council, day):
    return Store(council, day)


def figures_due(council, day):
    with on(council, day).reading() as db:
        return rows(
            db,
            """
            select step, is_for_head from reminders_due
            where service_code = 'HO' and dataset = 'indicator_results' and period = '2009/10 Q3'
            """,
        )


# Each day's reminder of the return that is due on Friday 29 January, and why that day is looked at.
DAYS = {
    "eleven working days before: none yet": (date(2010, 1, 14), []),
    "ten before: the template": (date(2010, 1, 15), [("template ready", False)]),
    "four before: still the template": (date(2010, 1, 25), [("template ready", False)]),
    "three before: rows to go": (date(2010, 1, 26), [("rows to go", False)]),
    "the day before": (date(2010, 1, 28), [("rows to go", False)]),
    "the day": (DUE, [("due today", False)]),
    "the Saturday after: no working day has passed": (date(2010, 1, 30), [("just overdue", False)]),
    "one after": (date(2010, 2, 1), [("just overdue", False)]),
    "two after": (date(2010, 2, 2), [("just overdue", False)]),
    "three after: its head too": (date(2010, 2, 3), [("overdue for both", True)]),
    "four after": (date(2010, 2, 4), [("overdue for both", True)]),
    "five after: it stands in reports, and no letter goes": (date(2010, 2, 5), []),
}


@pytest.mark.parametrize("case", DAYS.values(), ids=DAYS)
def test_each_day_brings_its_reminder(council, case):
    day, expected = case
    assert figures_due(council, day) == expected


def letters(council, day):
    return {letter.to: letter for letter in reminders.looked_at(on(council, day), "https://performance.council.example")}


def test_those_who_hold_the_return_are_written_to_and_nobody_else(council):
    assert set(letters(council, date(2010, 1, 26))) == {"hm@council.example", "hd@council.example", "cm@council.example"}


def test_its_head_is_told_three_days_after(council):
    assert "hh@council.example" in letters(council, date(2010, 2, 3))


def test_one_letter_tells_a_person_of_all_their_returns(council):
    told = letters(council, date(2010, 1, 26))["hm@council.example"]
    assert told.link == "https://performance.council.example/returns"
    assert "returns to send" in told.subject
    assert len(told.paragraphs) > 2 + len(reminders.CLOSING)


def test_one_return_is_led_to_directly(council):
    told = letters(council, date(2010, 1, 26))["cm@council.example"]
    assert told.subject == "Rows to go: Customer Service, figures, Quarter 3 2009/10"
    assert told.paragraphs[0] == "Customer Service, figures, Quarter 3 2009/10 is due on 29 January 2010: 1 row to go."
    assert told.link.endswith("/returns?r=indicator_results%2CCS%2C2009/10%20Q3")


def test_a_letter_says_that_it_is_known_what_is_stopping_a_return_and_not_what(council):
    manager = Viewer("manager", "CS", words="Manager, Customer Service")
    whose = Whose("indicator_results", "CS", "2009/10 Q3")
    hold_ups.say(on(council, date(2010, 1, 26)), manager, whose, "The export is broken", date(2010, 2, 8))
    said = letters(council, date(2010, 1, 26))["cm@council.example"].paragraphs[0]
    assert said.endswith("1 row to go. What is stopping it has been said, and it is expected on 8 February 2010.")


def test_what_has_come_in_is_not_asked_for(council):
    sent = b"indicator_code,period,value\nCS1,2009/10 Q3,91.5\n"
    returns.send(on(council, date(2010, 1, 20)), sent, "indicator_results.csv", "Customer Manager")
    assert "cm@council.example" not in letters(council, date(2010, 1, 26))


MANAGER = Viewer("manager", "HO", words="Manager, Housing")
ANOTHER = (
    "indicator_code,valid_from,title,kind,unit,decimal_places,good_is,frequency,value_basis,aggregation,service_code,officer\n"
    "HO3,2009-04-01,Voids,indicator,percent,1,lower,quarterly,snapshot,last,HO,Manager\n"
)


@pytest.fixture
def owing_two(council):
    """A day on which Housing is reminded of two figures of the quarter."""
    held = on(council, date(2010, 1, 26))
    returns.send(held, ANOTHER.encode(), "indicators.csv", "Policy and Performance Officer")
    assert _rows_to_go(held) == 2
    return held


def test_what_waits_for_sign_off_is_not_asked_for_again(owing_two):
    file = b"indicator_code,period,value\nHO1,2009/10 Q3,91.5\n"
    returns.send(owing_two, file, "a.csv", "Manager, Housing", service="HO", how=returns.Sending(MANAGER))
    assert _rows_to_go(owing_two) == 1, "whoever signs off has the other now"


def test_a_correction_that_waits_covers_nothing_that_is_missing(owing_two):
    returns.send(owing_two, b"indicator_code,period,value\nHO1,2009/10 Q3,91.5\n", "a.csv", "Manager, Housing")
    file = b"indicator_code,period,value,what_happened\nHO1,2009/10 Q3,92,Two lettings of September were counted twice\n"
    returns.send(owing_two, file, "b.csv", "Manager, Housing", service="HO", how=returns.Sending(MANAGER))
    assert _rows_to_go(owing_two) == 1, "HO3 is missing still"


def _rows_to_go(held):
    query = """
        select coalesce(sum(rows_to_go), 0) from reminders_due
        where service_code = 'HO' and dataset = 'indicator_results' and period = '2009/10 Q3'
    """
    with held.reading() as db:
        return int(rows(db, query)[0][0])


def test_budget_holders_are_reminded_of_money_and_of_nothing_else(council):
    day = date(2010, 1, 26)
    holder = "email,valid_from,post,roles,service_codes\nbh@council.example,2009-04-01,Budget Holder,budget,HO\n"
    returns.send(on(council, day), holder.encode(), "people.csv", "Administrator", allowed=None)
    told = letters(council, day)["bh@council.example"]
    assert told.subject == "Rows to go: Housing, budget positions, Quarter 3 2009/10"


@pytest.mark.parametrize("day", [day for day, expected in DAYS.values() if expected])
def test_no_letter_blames_or_tells_a_figure(council, day):
    for letter in letters(council, day).values():
        words = " ".join((letter.subject, *letter.paragraphs)).lower()
        assert not [word for word in ("fail", "blame", "must", "%", "target", "urgent") if word in words]


def run(council, day, settings):
    return [(each.to, each.words) for each in reminders.remind(on(council, day), settings)]


def test_run_twice_each_letter_goes_once(council, server):
    kept, settings = server()
    first = run(council, date(2010, 1, 26), settings)
    assert len(first) == 3
    assert len(kept.letters) == 3
    assert run(council, date(2010, 1, 26), settings) == []
    assert run(council, date(2010, 1, 28), settings) == []  # the same step, two days on
    assert len(run(council, DUE, settings)) == 3
    assert len(kept.letters) == 6


def test_a_letter_that_could_not_go_goes_next_time(council, server):
    _kept, settings = server()
    gone = PEOPLE.replace("cm@council.example", "left@council.example").splitlines(keepends=True)
    leaves = "cm@council.example,2010-01-05,Customer Manager,manager,CS,,2010-01-05\n"
    people = "".join([gone[0], gone[4], leaves]).encode()
    returns.send(on(council, date(2010, 1, 20)), people, "people.csv", "Administrator", allowed=None)
    assert ("left@council.example", "The mail server said 550 No such mailbox here") in run(
        council, date(2010, 1, 26), settings
    )
    assert [to for to, _ in run(council, date(2010, 1, 26), settings)] == ["left@council.example"]


def test_a_run_that_was_cut_short_is_taken_up_after_an_hour(council, server, monkeypatch):
    _kept, settings = server()
    moment = datetime(2026, 1, 1, 9, 0)
    monkeypatch.setattr(reminders, "_now", lambda: moment)

    def cut(self, letter):
        raise KeyboardInterrupt

    monkeypatch.setattr(mail.Post, "send", cut)
    with pytest.raises(KeyboardInterrupt):
        run(council, date(2010, 1, 26), settings)
    monkeypatch.undo()
    monkeypatch.setattr(reminders, "_now", lambda: moment + timedelta(minutes=59))
    assert len(run(council, date(2010, 1, 26), settings)) == 2
    monkeypatch.setattr(reminders, "_now", lambda: moment + timedelta(minutes=61))
    assert len(run(council, date(2010, 1, 26), settings)) == 1


def test_where_no_server_answers_nothing_is_noted(council, server):
    _, settings = server(mail_port=1)
    with pytest.raises(mail.PimError):
        run(council, date(2010, 1, 26), settings)
    with on(council, date(2010, 1, 26)).reading() as db:
        assert rows(db, "select count(*) from letter_events") == [(0,)]


# Whom a notice is for, and who is written to.
NOTICES = {
    "a role of a service": (To("manager", "Manager", service="HO"), {"hm@council.example", "hd@council.example"}),
    "an address": (To("member", "A member", email="me@council.example"), {"me@council.example"}),
    "a member without an address: never all of them": (To("member", "A member"), set()),
    "a role that nobody holds": (To("scrutiny", "Scrutiny"), set()),
}


@pytest.mark.parametrize("case", NOTICES.values(), ids=NOTICES)
def test_a_notice_goes_to_those_it_is_for_once(council, server, case):
    to, expected = case
    kept, settings = server()
    day = date(2010, 1, 12)  # on which no return is due
    with on(council, day).writing_to() as db:
        notices.queue(db, to, "Question 3: answered", "Your question was answered.", "/questions?q=3", datetime(2010, 1, 11))
        notices.queue(db, to, "Question 2: answered", "An old one.", "/questions?q=2", datetime(2009, 12, 1))
    assert {each for each, _ in run(council, day, settings)} == expected
    assert {letter["Subject"] for letter in kept.letters} <= {"Question 3: answered"}
    assert run(council, day, settings) == []


def test_how_many_notices_found_nobody_is_told(council, monkeypatch):
    """As where the head of a service has that role from the sign-in alone."""
    day = date(2010, 1, 12)
    nobody = (
        To("scrutiny", "Scrutiny"),
        To("head", "Head of Planning", service="PL"),
        To("head", "Head of Planning", service="PL"),
    )
    with on(council, day).writing_to() as db:
        for to in (*nobody, To("member", "A member"), To("manager", "Manager", service="HO")):
            notices.queue(db, to, "Question 3: answered", "It was answered.", "/questions?q=3", datetime(2010, 1, 11))
        notices.queue(db, nobody[0], "Question 2: answered", "An old one.", "/questions?q=2", datetime(2009, 12, 1))
    assert reminders.unaddressed(on(council, day)) == ["Head of Planning", "Head of Planning", "Scrutiny"]
    settings = Settings(today=day)
    monkeypatch.setattr("pimdata.commands_letters.settings", lambda: settings)
    monkeypatch.setattr("pimdata.terminal.settings", lambda: settings)
    told = CliRunner().invoke(app, ["remind", "--dry-run", "--database", str(council)]).stderr
    assert "3 notices found nobody on the list of people who holds the role it is for: Head of Planning; Scrutiny." in told


def test_from_the_command_line(council, server, monkeypatch):
    kept, settings = server()
    settings = settings.model_copy(update={"today": date(2010, 1, 26)})
    monkeypatch.setattr("pimdata.commands_letters.settings", lambda: settings)
    monkeypatch.setattr("pimdata.terminal.settings", lambda: settings)
    held = ["--database", str(council)]
    shown = CliRunner().invoke(app, ["remind", "--dry-run", *held])
    assert "Subject: Rows to go: Customer Service" in shown.stdout
    assert kept.letters == []
    assert CliRunner().invoke(app, ["remind", *held]).exit_code == 0
    assert len(kept.letters) == 3
    assert CliRunner().invoke(app, ["remind", *held]).exit_code == 6


MEMBER = Viewer("member", words="Any councillor", email="Me@council.example")
TARGET = "indicator_code,financial_year,target_text,target_kind,target_value\nCS1,2009/10,{0}%,percent,{0}\n"
INDICATOR = "indicator_code,valid_from,kind,frequency,{}\nCS1,2009-04-01,indicator,quarterly,{}\n"

# Why the case is here: what is sent, and what a follower is told of it.
CHANGES = {
    "another target": ("targets", TARGET.format(85), "The target of measure CS1 has changed."),
    "another definition": (
        "indicators", INDICATOR.format("definition", "Of all calls"), "The definition of measure CS1 has changed.",
    ),
    "another owner": ("indicators", INDICATOR.format("officer", "Somebody"), "The owner of measure CS1 has changed."),
    "where it comes from is none of these": ("indicators", INDICATOR.format("source", "The switchboard"), ""),
    "a figure is no such change": ("indicator_results", "indicator_code,period,value\nCS1,2009/10 Q3,91.5\n", ""),
}  # fmt: skip


def followed(council, day=date(2010, 1, 5)):
    """What the member is told of what they follow, and the whole letters."""
    found = [each for each in reminders.looked_at(on(council, day), "https://pim.example") if "on your list" in each.subject]
    return [letter.paragraphs[:-1] for letter in found], found


def send_plan(council, dataset, text, day=date(2010, 1, 5)):
    return returns.send(on(council, day), text.encode(), f"{dataset}.csv", "Policy and Performance Officer", allowed=None)


@pytest.fixture
def following(council):
    follows.follow(on(council, date(2010, 1, 4)), MEMBER, "CS1")
    return council


@pytest.mark.parametrize("case", CHANGES.values(), ids=CHANGES)
def test_a_follower_is_told_of_a_definition_a_target_and_an_owner_and_of_no_figure(following, case):
    dataset, text, said = case
    send_plan(following, dataset, text)
    told, letters = followed(following)
    assert told == ([(said,)] if said else [])
    for letter in letters:
        assert letter.to == "me@council.example"
        assert letter.link == "https://pim.example/measure?i=CS1"
        assert not re.search(r"\d", " ".join((letter.subject, *letter.paragraphs)).replace("CS1", ""))


def test_a_follower_is_told_once_of_each(following, server):
    kept, settings = server()
    send_plan(following, "targets", TARGET.format(85))
    day = date(2010, 1, 5)
    assert "me@council.example" in [to for to, _ in run(following, day, settings)]
    assert run(following, day, settings) == []
    send_plan(following, "targets", TARGET.format(86))
    before = len(kept.letters)
    assert [to for to, _ in run(following, day, settings)] == ["me@council.example"]
    assert len(kept.letters) == before + 1


def test_who_follows_no_longer_or_not_yet_or_has_left_is_told_nothing(council):
    held = on(council, date(2010, 1, 4))
    send_plan(council, "targets", TARGET.format(85))
    follows.follow(held, MEMBER, "CS1")
    follows.follow(held, MEMBER._replace(email="cl@council.example"), "CS1")  # whose row ended on the last of December
    follows.follow(held, MEMBER._replace(email="", words="A post, and no address"), "CS1")
    assert followed(council)[0] == []
    send_plan(council, "targets", TARGET.format(86))
    assert len(followed(council)[0]) == 1
    follows.stop(held, MEMBER, "CS1")
    assert followed(council)[0] == []


def test_what_is_more_than_a_fortnight_old_is_told_no_more(following):
    send_plan(following, "targets", TARGET.format(85))
    moment = rows_of(following, "select max(changed_at)::date from measure_changes")[0][0]
    assert len(followed(following, moment + timedelta(days=14))[0]) == 1
    assert followed(following, moment + timedelta(days=16))[0] == []


def rows_of(council, query):
    with on(council, date(2010, 1, 4)).reading() as db:
        return rows(db, query)

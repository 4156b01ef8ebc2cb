"""Questions through their functions: every role and every step, what is refused and why, who is told; nothing is edited."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from pimdata import follows, queries_questions, question_words, questions, remarks
from pimdata.errors import NotAllowed, NothingToDo, PimError
from pimdata.people import OF_A_PORTFOLIO, OF_A_SERVICE, ROLES, Viewer
from pimdata.questions import Asked
from pimdata.store import Store

ROOT = Path(__file__).resolve().parent.parent
COUNCILLORS = ("member", "holder", "cabinet", "scrutiny", "monitor")
ASKER = Viewer(words="Any councillor", email="asker@council.example")
NOW = datetime(2010, 11, 1, 12)
WORDS = "Why did it rise again?"
EXEMPT = "HR-R01"  # of People and Organisational Development, in the Finance and Staffing portfolio
TABLES = ("questions", "question_events", "remarks", "notices", "follow_events")


def viewer(role, service="HO", portfolio="Housing", email=""):
    return Viewer(
        role,
        service if role in OF_A_SERVICE else "",
        portfolio if role in OF_A_PORTFOLIO else "",
        ROLES[role],
        email or f"{role}@council.example",
    )


@pytest.fixture(scope="module")
def held(demo_database, tmp_path_factory):
    """One copy of the demonstration for all that is asked here; each test asks questions of its own."""
    path = tmp_path_factory.mktemp("questions") / "pim.duckdb"
    path.write_bytes(demo_database.read_bytes())
    return Store(path)


_asked = iter(range(1, 10_000))


def ask(held, who=ASKER, kind="measure", code="NI 156", **more):
    """A question nobody has asked before, and its number."""
    return questions.ask(held, who, Asked(kind, code, f"{WORDS} Number {next(_asked)}.", **more))


def now(held, number, who=ASKER):
    with held.reading() as db:
        return queries_questions.question(db, who, number)


def rows(held, query):
    with held.reading() as db:
        return db.sql(query).fetchall()


def test_a_question_goes_to_the_things_own_portfolio_within_ten_working_days(held):
    row = now(held, ask(held))
    assert (row["route"], row["portfolio"], row["service_code"], row["officer"]) == (
        "holder", "Housing", "HO", "Housing Options Manager",
    )  # fmt: skip
    # Ten working days after Monday 1 November 2010.
    assert (row["answer_by"], row["is_own_choice"], row["state"]) == (date(2010, 11, 15), True, "waiting")


def test_a_measures_own_portfolio_decides_and_not_its_services(held):
    # Of the Policy and Performance team, most of whose measures are another portfolio's.
    assert now(held, ask(held, code="IND-17"))["portfolio"] == "Equality and Diversity"


def test_a_service_of_two_portfolios_is_asked_of_the_one_that_is_chosen(held):
    with held.reading() as db:
        thing = queries_questions.subject(db, "service", "PP", ASKER)
    assert set(thing.portfolios) >= {"Policy", "Equality and Diversity"}
    number = ask(held, kind="service", code="PP", portfolio="Policy")
    assert (now(held, number)["portfolio"], now(held, number)["holder"]) == ("Policy", "Cllr Tim Wotherspoon")
    with pytest.raises(PimError, match="does not answer for it"):
        ask(held, kind="service", code="PP", portfolio="Housing")


def test_a_day_that_is_set_is_not_called_our_own_choice(held):
    row = now(held, ask(held, answer_by=date(2010, 11, 5)))
    assert (row["answer_by"], row["is_own_choice"]) == (date(2010, 11, 5), False)


@pytest.fixture
def undone(held):
    """A cursor whose writing is undone: many steps at the price of one."""
    with held.writing_to(keep=False) as db:
        yield db


def ask_in(db, who=ASKER, **more):
    return questions.ask_in(db, who, Asked("measure", "NI 156", f"{WORDS} Number {next(_asked)}.", **more), NOW)


def act_in(db, who, number, kind):
    return questions.act_in(db, who, number, kind, NOW, f"As {who.role} sees it, so it is. {next(_asked)}")


@pytest.mark.parametrize("role", ROLES)
def test_who_may_ask(undone, role):
    for route in questions.ROUTES:
        more = {"route": route, "reason": "Nobody has looked at it this year."}
        if role in COUNCILLORS:
            number = ask_in(undone, viewer(role), **more)
            assert undone.sql(f"select asked_by, route from questions where question_no = {number}").fetchall() == [
                (f"{role}@council.example", route)
            ]
        else:
            with pytest.raises(NotAllowed):
                ask_in(undone, viewer(role), **more)


# Who may do each step with somebody else's question, by route; written from the protocol, not from the rules.
OF_ANOTHER = {
    "answered": {"holder": ("holder",), "officer": ("holder", "head", "manager"), "scrutiny": ("holder",)},
    "followed up": {},
    "satisfied": {},
    "not satisfied": {},
    "referred to scrutiny": {},
    "taken up by scrutiny": dict.fromkeys(questions.ROUTES, ("scrutiny",)),
    "concluded": dict.fromkeys(questions.ROUTES, ("scrutiny",)),
}
OWN = ("followed up", "satisfied", "not satisfied", "referred to scrutiny")


@pytest.mark.parametrize("role", ROLES)
def test_every_role_and_every_step_of_anothers_question(undone, role):
    assert set(OF_ANOTHER) == set(questions.STEPS)
    for route in questions.ROUTES:
        number = ask_in(undone, route=route, reason="Nobody has looked at it this year.")
        act_in(undone, viewer("holder", email="holder@elsewhere.example"), number, "answered")
        # By which way it went matters to answering alone; one way shows it of the rest.
        for kind, may in OF_ANOTHER.items() if route == "holder" else [("answered", OF_ANOTHER["answered"])]:
            if role in may.get(route, ()):
                assert act_in(undone, viewer(role), number, kind)["question_no"] == number
            else:
                with pytest.raises(NotAllowed, match="may not"):
                    act_in(undone, viewer(role), number, kind)


@pytest.mark.parametrize("role", ["holder", "head", "manager"])
def test_another_services_or_portfolios_question_is_not_theirs_to_answer(undone, role):
    stranger = viewer(role, service="CS", portfolio="Planning")
    for route in questions.ROUTES:
        number = ask_in(undone, route=route, reason="Nobody has looked at it this year.")
        with pytest.raises(NotAllowed):
            act_in(undone, stranger, number, "answered")


@pytest.mark.parametrize("role", ROLES)
def test_who_asked_goes_on_with_their_own_while_a_councillor(undone, role):
    number = ask_in(undone)
    act_in(undone, viewer("holder"), number, "answered")
    same = viewer(role, email=ASKER.email)
    for kind in OWN:
        if role in COUNCILLORS:
            assert act_in(undone, same, number, kind)["answers"] == 1
        else:
            with pytest.raises(NotAllowed):
                act_in(undone, same, number, kind)


def test_the_whole_way_and_its_history(held):
    number = ask(held)
    steps = [
        (viewer("holder"), "answered", "More families came than homes were found."),
        (ASKER, "not satisfied", "It does not say what was tried."),
        (ASKER, "followed up", "What was tried, and what was the effect?"),
        (viewer("holder"), "answered", "Six homes were leased, and eleven families moved."),
        (ASKER, "referred to scrutiny", "Two answers have not said what comes next."),
        (viewer("scrutiny"), "concluded", "The committee asked for a report in January."),
    ]
    states = []
    for who, kind, words in steps:
        questions.act(held, who, number, kind, words)
        states.append(now(held, number)["state"])
    assert states == ["answered", "answered", "waiting", "answered", "escalated", "closed"]
    with held.reading() as db:
        told = queries_questions.steps(db, ASKER, number)
    assert told["kind"].to_list() == ["asked", *[kind for _, kind, _ in steps]]
    assert told["words"].to_list()[1:] == [words for *_, words in steps]
    assert told["done_as"].to_list()[1:] == [who.words for who, *_ in steps]


REFUSED = {
    # why this case is here: (what is sent, what is said)
    "nothing is asked": (Asked("measure", "NI 156", "  "), "Say what you ask"),
    "a word is no question": (Asked("measure", "NI 156", "Why?"), "Say what you ask"),
    "far too long": (Asked("measure", "NI 156", "why is it " * 500), "characters or fewer"),
    "no such measure": (Asked("measure", "XX99", WORDS), "no measure with the code “XX99”"),
    "no such kind": (Asked("person", "NI 156", WORDS), "no person with the code"),
    "no such way": (Asked("measure", "NI 156", WORDS, route="mayor"), "not to “mayor”"),
    "straight to Scrutiny needs a reason": (Asked("measure", "NI 156", WORDS, route="scrutiny"), "why it goes straight"),
    "a day that has passed": (Asked("measure", "NI 156", WORDS, answer_by=date(2010, 11, 1)), "after today"),
    "a day out of sight": (Asked("measure", "NI 156", WORDS, answer_by=date(2012, 1, 1)), "within a year"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_sent_is_refused_and_nothing_is_kept(held, case):
    before = rows(held, "select count(*) from questions")
    with pytest.raises(PimError, match=case[1]):
        questions.ask(held, ASKER, case[0])
    assert rows(held, "select count(*) from questions") == before


def test_the_same_twice_is_kept_once(held):
    asked = Asked("measure", "NI 156", "Why did it rise so very much?")
    number = questions.ask(held, ASKER, asked)
    with pytest.raises(NothingToDo):
        questions.ask(held, ASKER, asked)
    questions.act(held, viewer("holder"), number, "answered", "More families came.")
    with pytest.raises(NothingToDo):
        questions.act(held, viewer("holder"), number, "answered", "More families came.")


def test_nobody_is_satisfied_with_what_was_not_answered(held):
    number = ask(held)
    for kind in ("satisfied", "not satisfied"):
        assert kind not in questions.possible(ASKER, now(held, number))
        with pytest.raises(PimError, match="not been answered yet"):
            questions.act(held, ASKER, number, kind, "There was no answer.")


@pytest.mark.parametrize("number", [0, 999_999])
def test_a_question_that_is_not_there(held, number):
    with pytest.raises(PimError, match=f"There is no question {number}"):
        questions.act(held, ASKER, number, "answered", "Words that would be kept.")


# ---- Exempt risks: that they exist is said, and no more ----


@pytest.fixture(scope="module")
def exempt(held):
    """The number of a question on an exempt risk, asked by its portfolio holder."""
    who = viewer("holder", portfolio="Finance and Staffing")
    return questions.ask(held, who, Asked("risk", EXEMPT, "What does the settlement cost us?", "officer"))


@pytest.mark.parametrize("role", ROLES)
def test_a_question_on_an_exempt_risk_is_seen_by_those_who_may_see_the_risk(held, exempt, role):
    for place, who in (
        ("HR", viewer(role, "HR", "Finance and Staffing")),
        ("HO", viewer(role, "HO", "Housing")),
    ):
        may = role == "smt" or (place == "HR" and role in ("head", "manager", "holder"))
        with held.reading() as db:
            assert (queries_questions.question(db, who, exempt) is not None) == may
            assert (exempt in queries_questions.listed(db, who)["question_no"].to_list()) == may
            assert (queries_questions.steps(db, who, exempt).height > 0) == may
            counted = queries_questions.counts(db, who)
            assert counted["kept_back"] == (0 if may else 1)
            assert (queries_questions.subject(db, "risk", EXEMPT, who) is not None) == may
        if not may:
            with pytest.raises(PimError, match=f"There is no question {exempt}"):
                questions.act(held, who, exempt, "answered", "Words that would be kept.")


def test_asking_about_an_exempt_risk_is_answered_as_asking_about_none(held, exempt):
    said = []
    for code in (EXEMPT, "HR-R99"):
        with pytest.raises(PimError) as refused:
            ask(held, kind="risk", code=code)
        said.append(str(refused.value).replace(code, "X"))
    assert said[0] == said[1]


def test_no_notice_says_what_was_written_or_what_an_exempt_risk_is(held, exempt):
    told = rows(held, "select about, words, link from notices")
    assert told
    for about, words, link in told:
        assert re.fullmatch(r"(Question \d+: [a-z ]+|A report to Cabinet|A word from your team)", about)
        assert not re.search(r"\d", words)
        assert WORDS not in words
        assert re.fullmatch(r"/(questions\?q=\d+)?", link)
    assert not [row for row in told if EXEMPT in " ".join(row)]


# ---- Who is told ----


def told_of(held, number):
    link = f"/questions?q={number}"
    return rows(
        held, f"select to_role, to_portfolio, to_service, to_email from notices where link = '{link}' order by notice_no"
    )


def test_each_is_told_who_has_something_to_do_or_to_know(held):
    number = ask(held)
    assert told_of(held, number) == [("holder", "Housing", "", "")]
    questions.act(held, viewer("holder"), number, "answered", "More families came.")
    questions.act(held, ASKER, number, "not satisfied", "It does not say why.")
    questions.act(held, ASKER, number, "referred to scrutiny", "It does not say why.")
    assert told_of(held, number)[1:] == [
        ("member", "", "", ASKER.email),
        ("holder", "Housing", "", ""),
        ("holder", "Housing", "", ""),
        ("scrutiny", "", "", ""),
    ]


ANSWER, COPY = question_words.TO_ANSWER, question_words.COPIED
HOLDER, HEAD, SCRUTINY, ASKED = "holder", "head", "scrutiny", "member"
DID = question_words.TOLD
BROUGHT = "A matter in your portfolio has been brought straight to Scrutiny, with the reason."
# Why the case is here: the way a question went, the steps before the one looked at, that step, and who is told what of it.
TOLD = {
    "asked of the holder": (HOLDER, "", "asked", {HOLDER: ANSWER}),
    "asked of an officer, the holder has a copy": ("officer", "", "asked", {HEAD: ANSWER, HOLDER: COPY}),
    "straight to Scrutiny": (SCRUTINY, "", "asked", {SCRUTINY: DID["referred to scrutiny"], HOLDER: BROUGHT}),
    "an answer is the asker's": (HOLDER, "", "answered", {ASKED: DID["answered"]}),
    "an officer's answer too": ("officer", "", "answered", {ASKED: DID["answered"]}),
    "what is before Scrutiny is answered to it": (
        SCRUTINY, "", "answered", {ASKED: DID["answered"], SCRUTINY: DID["answered"]},
    ),
    "what was referred, too": (
        HOLDER, "referred to scrutiny", "answered", {ASKED: DID["answered"], SCRUTINY: DID["answered"]},
    ),
    "a follow-up asks again": (HOLDER, "answered", "followed up", {HOLDER: ANSWER}),
    "of the officer as well": ("officer", "answered", "followed up", {HEAD: ANSWER, HOLDER: COPY}),
    "before Scrutiny it asks, and Scrutiny knows": (
        SCRUTINY, "answered", "followed up", {HOLDER: ANSWER, SCRUTINY: question_words.FOLLOWED},
    ),
    "and of one that was referred later": (
        HOLDER, "answered, referred to scrutiny", "followed up", {HOLDER: ANSWER, SCRUTINY: question_words.FOLLOWED},
    ),
    "and of one Scrutiny has said its word on": (
        "officer", "answered, taken up by scrutiny, concluded", "followed up",
        {HEAD: ANSWER, HOLDER: COPY, SCRUTINY: question_words.FOLLOWED},
    ),
    "satisfied": (HOLDER, "answered", "satisfied", {HOLDER: DID["satisfied"]}),
    "the officer who answered hears of it": (
        "officer", "answered", "satisfied", dict.fromkeys((HEAD, HOLDER), DID["satisfied"]),
    ),
    "not satisfied": ("officer", "answered", "not satisfied", dict.fromkeys((HEAD, HOLDER), DID["not satisfied"])),
    "referred, and the officer hears of it": (
        "officer", "", "referred to scrutiny", dict.fromkeys((HEAD, HOLDER, SCRUTINY), DID["referred to scrutiny"]),
    ),
    "taken up, which Scrutiny knows": (
        "officer", "", "taken up by scrutiny", dict.fromkeys((ASKED, HEAD, HOLDER), DID["taken up by scrutiny"]),
    ),
    "of the holder's, no head": (
        HOLDER, "", "taken up by scrutiny", dict.fromkeys((ASKED, HOLDER), DID["taken up by scrutiny"]),
    ),
    "concluded": (SCRUTINY, "", "concluded", dict.fromkeys((ASKED, HOLDER), DID["concluded"])),
}  # fmt: skip
BY = {"answered": "holder", "taken up by scrutiny": "scrutiny", "concluded": "scrutiny"}


@pytest.mark.parametrize("case", TOLD.values(), ids=TOLD)
def test_each_step_is_told_to_whoever_it_concerns_in_its_own_words(held, case):
    route, before, kind, told = case
    last = 0
    number = ask(held, route=route, reason="It cannot wait for that." if route == "scrutiny" else "")
    for step in [*filter(None, before.split(", ")), *([] if kind == "asked" else [kind])]:
        last = rows(held, "select max(notice_no) from notices")[0][0]
        who = viewer(BY[step]) if step in BY else ASKER
        questions.act(held, who, number, step, f"Words enough to say {step}.")
    its = f"link = '/questions?q={number}'"
    found = rows(held, f"select to_role, words from notices where {its} and notice_no > {last} order by notice_no")
    assert len(found) == len(told)
    assert dict(found) == told
    assert set(rows(held, f"select to_service from notices where {its} and to_role = 'head'")) <= {("HO",)}


def test_the_demonstration_tells_nobody(demo_store):
    assert rows(demo_store, "select count(*) from notices") == [(0,)]
    assert rows(demo_store, "select bool_and(is_illustrative), count(distinct state) from questions_now") == [(True, 4)]
    assert rows(demo_store, "select count(*) from questions where contains(asked_as, 'Cllr')") == [(0,)]


def test_the_trail_tells_each_step_and_no_word_of_it(held):
    number = ask(held)
    questions.act(held, viewer("holder"), number, "answered", "More families came.")
    remarks.report_to_cabinet(held, viewer("smt"), "NI 156", "No home will be found this year.")
    found = rows(held, f"select what, about, detail from trail where about = 'question {number}' order by event_no")
    assert found == [("question asked", f"question {number}", ""), ("question answered", f"question {number}", "")]
    assert rows(held, "select count(*) from trail where what = 'measure reported to Cabinet' and detail = ''")[0][0] >= 1


# ---- Nothing is edited ----


def test_what_is_sent_stays_as_it_was_sent_whatever_comes_after(held):
    number = ask(held)
    before = {table: rows(held, f"from {table}") for table in TABLES}
    ask(held)
    questions.act(held, viewer("holder"), number, "answered", "More families came.")
    questions.act(held, ASKER, number, "followed up", "And what was done about it?")
    remarks.report_to_cabinet(held, viewer("holder"), "NI 156", "No home can be found in time.")
    follows.follow(held, ASKER, "NI 157a")
    follows.stop(held, ASKER, "NI 157a")
    for table in TABLES:
        after = rows(held, f"from {table}")
        assert after[: len(before[table])] == before[table]
        assert len(after) > len(before[table]), table


@pytest.mark.parametrize("table", TABLES)
def test_no_code_changes_or_deletes_what_was_sent(table):
    code = " ".join(path.read_text("utf-8") for path in (ROOT / "pimdata").rglob("*.py"))
    assert not re.search(rf"(update|delete from)\s+(main\.)?{table}\b", code)


# ---- What asks for no answer ----


@pytest.mark.parametrize("role", ROLES)
def test_who_may_report_to_cabinet(held, role):
    words = f"As {role} sees it, nothing will help."
    if role in ("holder", "smt"):
        remarks.report_to_cabinet(held, viewer(role), "NI 156", words)
    else:
        with pytest.raises(NotAllowed):
            remarks.report_to_cabinet(held, viewer(role), "NI 156", words)
    if role == "holder":
        with pytest.raises(NotAllowed):
            remarks.report_to_cabinet(held, viewer(role), "PL04", words)


def test_a_report_needs_a_measure_and_a_reason(held):
    with pytest.raises(PimError, match="no measure with the code"):
        remarks.report_to_cabinet(held, viewer("smt"), "XX99", "Nothing will help it.")
    with pytest.raises(PimError, match="Say why"):
        remarks.report_to_cabinet(held, viewer("smt"), "NI 156", " ")


@pytest.mark.parametrize("role", ROLES)
def test_who_may_keep_a_public_comment_and_tell_the_manager(held, role):
    if role in ("monitor", "scrutiny"):
        remarks.public_comment(held, viewer(role), "Housing", f"A resident told {role} of it.")
    else:
        with pytest.raises(NotAllowed):
            remarks.public_comment(held, viewer(role), "Housing", "A resident told us of it.")
    if role == "team":
        remarks.tell_manager(held, viewer(role), "HO", "Two of us are away in November.")
    else:
        with pytest.raises(NotAllowed):
            remarks.tell_manager(held, viewer(role), "HO", "Two of us are away in November.")


def test_a_team_tells_its_own_manager_alone(held):
    with pytest.raises(NotAllowed):
        remarks.tell_manager(held, viewer("team"), "CS", "Two of us are away in November.")
    with pytest.raises(NotAllowed):
        remarks.public_comment(held, viewer("monitor"), "Planning", "A resident told us of it.")


# ---- Lists of one's own ----


def test_a_list_is_ones_own(held):
    follows.follow(held, ASKER, "NI 191")
    with held.reading() as db:
        assert follows.is_followed(db, ASKER.identity, "NI 191")
        assert not follows.is_followed(db, "other@council.example", "NI 191")
    with pytest.raises(NothingToDo):
        follows.follow(held, ASKER, "NI 191")
    follows.stop(held, ASKER, "NI 191")
    with pytest.raises(NothingToDo):
        follows.stop(held, ASKER, "NI 191")
    with pytest.raises(PimError, match="no measure"):
        follows.follow(held, ASKER, "XX99")


def test_a_partner_follows_shared_measures_alone(held):
    shared = rows(held, "select min(indicator_code) from indicator_versions where is_partnership")[0][0]
    follows.follow(held, viewer("partner"), shared)
    with pytest.raises(NotAllowed):
        follows.follow(held, viewer("partner"), "HO02")


def test_of_a_visit_only_the_last_is_kept(held):
    before = held.state().version
    assert follows.last_look(held, ASKER) is None
    first = follows.last_look(held, ASKER)
    second = follows.last_look(held, ASKER)
    assert first is not None
    assert first <= second <= first + timedelta(hours=1)
    assert rows(held, f"select count(*) from last_looks where identity = '{ASKER.identity}'") == [(1,)]
    assert held.state().version == before  # no page is worked out again because somebody looked

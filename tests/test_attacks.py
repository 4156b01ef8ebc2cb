"""What somebody might try, and that it is refused or harmless: a row for each attempt, with what would have come of it."""

from __future__ import annotations

import ast
import asyncio
import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest
from starlette.responses import PlainTextResponse

from pimdata import (
    checks,
    csv_text,
    enquiries,
    hold_ups,
    ownership,
    queries,
    queries_returns,
    questions,
    reading,
    recommendations,
    remarks,
    returns,
    scanning,
    signing,
    templates,
)
from pimdata.config import Settings
from pimdata.errors import NotAllowed, PimError
from pimdata.models import DATASETS
from pimdata.people import Viewer
from pimdata.queries_drafts import Whose
from pimdata.questions import Asked
from pimdata.rows import cell_kind, columns
from pimdata.store import Store
from pimdata.ui import fragments, gate, headers, listening, patience, show
from tests.conftest import ACCOUNT, ROOT, ordinary, words_of

SCRIPT = '<script>alert("pim")</script><img src=x onerror=alert(1)>'
SQL = "x'); drop table main.loads; --"


def raw(at) -> str:
    """What a page sends to the browser, tags and all."""
    return " ".join(element.proto.body for element in at.get("html"))


# Stored script: in a comment, in a file name, in a heading.


def test_a_script_in_a_comment_is_text_wherever_the_comment_is_read(open_page, demo_store):
    with demo_store.reading() as db:
        row = db.execute(
            "select indicator_code, period from indicator_status where status = 'below' and value > 1 order by period desc, 1"
        ).fetchall()[0]
    account = ",".join(ACCOUNT)
    words = f'"{SCRIPT.replace(chr(34), "")}",{",".join(ACCOUNT.values())}'
    text = f"indicator_code,period,value,what_happened,{account}\n{row[0]},{row[1]},1,{words}\n"
    sent = returns.send(
        demo_store, text.encode(), "indicator_results.csv", "Housing Manager", {2: "Said at length, to be let in."}
    )
    assert sent.rows_sent == 1
    for page, query in {"measure": {"i": row[0]}, "overview": {}, "returns": {}, "measures": {}}.items():
        told = raw(open_page(page, demo_store, **query))
        assert "<script>alert" not in told, page
        assert "<img src=x" not in told, page
    assert "&lt;script&gt;alert" in raw(open_page("measure", demo_store, i=row[0]))


def test_a_script_in_the_name_of_a_file_is_text(open_page, demo_store):
    name = "<img src=x onerror=alert(1)> *indicator_results*.csv"
    with demo_store.reading() as db:
        row = db.execute(
            "select indicator_code, period, value from indicator_status where status = 'on' order by period desc, 1"
        ).fetchall()[0]
    text = f"indicator_code,period,value\n{row[0]},{row[1]},{row[2] + 1}\n".encode()
    returns.send(demo_store, text, name, "Housing Manager", {2: "Said at length, to be let in."}, dataset="indicator_results")
    at = open_page("returns", demo_store)
    at.selectbox(key="view_as").set_value("Policy and Performance team").run()
    told = raw(at)
    assert "<img" not in told.replace('<img class="', "").replace('<img src="data:', "")
    assert "&lt;img src=x onerror=alert(1)&gt;" in told


def test_a_script_in_a_heading_is_text(demo_database):
    text = f'indicator_code,period,value,"{SCRIPT.replace(chr(34), "")}"\nNI 156,2010/11 Q2,1,x\n'.encode()
    with Store(demo_database).reading() as db:
        checked = checks.check(db, reading.read(text, "indicator_results.csv"), DATASETS["indicator_results"])
    notes = [fault for fault in checked.faults if "alert" in fault.words]
    assert notes
    assert "<script" not in fragments.paragraph(notes[0].words)


MARKDOWN = ["[press](javascript:alert(1))", "![x](https://elsewhere.example/p.png)", "**bold** :material/home: $x$ <b>"]


@pytest.mark.parametrize("text", MARKDOWN)
def test_markdown_in_a_label_is_text(text):
    # Every mark that could begin something else is quoted, and nothing else is changed.
    quoted = show.plain(text)
    assert quoted.replace("\\", "") == text
    assert not re.search(r"(?<!\\)(?:[\[\]`*<$]|:\w)", quoted)


# A box's label is read aloud as it is written, with the stroke that quotes a mark.
READ_ALOUD = ["Row 6: the reason, if it is right as it stands", "Spent, £ (HO_100)", "Over $5 and rising!", "a > b | {c}"]


@pytest.mark.parametrize("text", READ_ALOUD)
def test_a_label_that_markdown_makes_nothing_of_is_read_as_it_is(text):
    assert show.plain(text) == text


# Numbers and words of our own may stand in a label as they are.
SAFE = ("show.plain", "len", "plural", "figures.plural", "figures.date_words")
OWN = {"questions_views.USUAL", "looked.told.height"}
WIDGETS = {
    "button", "checkbox", "date_input", "download_button", "expander", "file_uploader", "form_submit_button", "link_button",
    "multiselect", "number_input", "page_link", "popover", "radio", "segmented_control", "selectbox", "tabs", "text_area",
    "text_input", "toggle",
}  # fmt: skip


def unquoted(source):
    """The f-strings that are a widget's label, with something in them that Markdown would be made of."""
    for node in ast.walk(ast.parse(source)):
        is_widget = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WIDGETS
        for label in node.args[:1] if is_widget else []:
            values = [each.value for each in ast.walk(label) if isinstance(each, ast.FormattedValue)]
            if isinstance(label, ast.JoinedStr) and not all(
                ast.unparse(value.func if isinstance(value, ast.Call) else value) in {*SAFE, *OWN} for value in values
            ):
                yield ast.unparse(label)


@pytest.mark.parametrize("path", sorted((ROOT / "pimdata" / "ui").glob("*.py")), ids=lambda path: path.stem)
def test_no_label_is_made_of_words_that_are_not_quoted(path):
    assert list(unquoted(path.read_text("utf-8"))) == []


def test_a_label_that_is_not_quoted_is_found():
    assert list(unquoted("st.button(f'Undo {names[key]}')")) != []
    assert list(unquoted("st.button(show.plain(f'Undo {names[key]}'))")) == []
    assert list(unquoted("downloads.button(f'Rows ({len(rows)})', make)")) == []


@pytest.mark.parametrize("name", ["paragraph", "banner", "headline", "caption", "section"])
def test_every_value_put_into_a_fragment_is_escaped(name):
    assert SCRIPT not in getattr(fragments, name)(SCRIPT)


@pytest.mark.parametrize("href", ["javascript:alert(1)", "//elsewhere.example", "data:text/html,x", "/\\\\elsewhere.example"])
def test_a_link_that_would_run_or_mislead_leads_nowhere(href):
    assert href not in fragments.more("Said.", "Press", href)


@pytest.mark.parametrize(
    "page", ["measure", "risk", "action", "service", "measures", "meeting", "compare", "definitions", "returns"]
)
def test_an_address_full_of_tricks_shows_a_page_and_nothing_else(open_page, demo_database, page):
    names = ("i", "r", "a", "s", "p", "q", "item", "items", "period", "service", "dataset", "n", "as_at", "us")
    at = open_page(page, Store(demo_database), **dict.fromkeys(names, f"{SCRIPT}{SQL}"))
    assert not at.exception
    assert "<script>alert" not in raw(at)
    assert queries_still_answer(demo_database)


def queries_still_answer(path) -> bool:
    with Store(path).reading() as db:
        return queries.loads(db).height > 0


# Words typed on screens.

TYPED_ON = "NI 156"
SAYING = Viewer("member", words="Any councillor", email="asker@council.example")
SCRUTINEER = Viewer("scrutiny", words="Scrutiny", email="scrutiny@council.example")
HOLDS = Viewer("holder", portfolio="Housing", words="Portfolio holder, Housing", email="holder@council.example")
POLICY = Viewer("policy", words="Policy and Performance team", email="policy@council.example")


def asked_first(held, **more):
    """A question of one's own, so that what follows it has something to follow."""
    return questions.ask(held, SAYING, Asked("measure", TYPED_ON, "Why did it rise again this time?", **more))


def answered(held, text):
    number = asked_first(held)
    questions.act(held, HOLDS, number, "answered", text)
    return {"q": str(number)}


def straight(held, text):
    return {"q": str(asked_first(held, route="scrutiny", reason=text))}


def recommended(held, text):
    number = asked_first(held, route="scrutiny", reason="It cannot wait for that.")
    recommendations.make(held, SCRUTINEER, recommendations.Recommended(number, "cabinet", text))
    return {"q": str(number)}


def held_up(held, text):
    with held.reading() as db:
        owed = next(row for row in queries_returns.returns_open(db, "HO").to_dicts() if row["state"] != "in")
    whose = Whose(owed["dataset"], "HO", owed["period"])
    hold_ups.say(held, Viewer("manager", "HO", words="Manager, Housing"), whose, text)
    return {"r": f"{whose.dataset},HO,{whose.period}"}


def reopened(held, text):
    account = ACCOUNT | {"why": "Five families were counted twice in August"}
    file = f"indicator_code,period,value,{','.join(account)}\nNI 156,2010/11 Q2,62,{','.join(account.values())}\n"
    sent = returns.send(held, file.encode(), "a.csv", "x")
    signing.reopen(held, sent.load_id, POLICY, text)
    return {}


# What is typed: the function behind the form, the page that shows it, its address where the function gives none, to whom.
TYPED = {
    "a question": (
        lambda held, text: {"q": str(questions.ask(held, SAYING, Asked("measure", TYPED_ON, text)))}, "questions", "",
    ),
    "an answer": (answered, "questions", ""),
    "why it goes straight to Scrutiny": (straight, "questions", ""),
    "a recommendation": (recommended, "questions", ""),
    "a report to Cabinet": (
        lambda held, text: remarks.report_to_cabinet(held, HOLDS, TYPED_ON, text) and {}, "overview", "Leader and Cabinet",
    ),
    "a comment of the public": (
        lambda held, text: remarks.public_comment(held, SCRUTINEER, "Housing", text) and {},
        "overview", "Scrutiny and Overview Committee",
    ),
    "a word to the manager": (
        lambda held, text: remarks.tell_manager(held, Viewer("team", "HO"), "HO", text) and {}, "overview", "Manager, Housing",
    ),
    "a line of enquiry": (
        lambda held, text: enquiries.note(held, SCRUTINEER, enquiries.Line("measure", TYPED_ON, text)) and {},
        "enquiries", "Scrutiny and Overview Committee",
    ),
    "what is stopping a return": (held_up, "returns", "Manager, Housing"),
    "why a return is reopened": (reopened, "overview", "Auditor"),
}  # fmt: skip


@pytest.mark.parametrize("case", TYPED.values(), ids=TYPED)
def test_script_and_sql_in_words_typed_on_a_screen_are_text_that_is_kept(open_page, demo_store, case):
    typed, page, viewer = case
    text = f"Said so: {SCRIPT} {SQL} [press](javascript:alert(1))"
    query = typed(demo_store, text)
    at = open_page(page, demo_store, **query)
    at = at.selectbox(key="view_as").select(viewer).run() if viewer else at
    assert not at.exception
    told = raw(at)
    assert "<script>alert" not in told
    assert "<img src=x" not in told
    assert "&lt;script&gt;alert" in told, "and is shown as it was typed"
    with demo_store.reading() as db:
        assert queries.loads(db).height > 0, "the table is still there"


# Formulas in exports.

FORMULAS = ["=1+1", "+cmd|'/c calc'!A1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_export_holds_a_formula(text):
    written = csv_text.csv_text(["a"], [{"a": text}]).splitlines()[1].strip('"')
    assert written.startswith("'")


@pytest.mark.parametrize("text", [text for text in FORMULAS if text.isprintable()])  # a workbook holds no other
def test_no_workbook_we_write_holds_a_formula(demo_store, text):
    with demo_store.writing_to() as db:
        db.execute("update main.indicators set title = $text", {"text": text})
    demo_store.rebuild()
    content = templates.template_workbook(demo_store, "indicator_results", "HO", "2010/11 Q2")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        cells = " ".join(book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/"))
    assert "<f>" not in cells


# SQL, in every text field of every dataset.


@pytest.mark.parametrize("dataset", DATASETS)
def test_sql_in_every_text_field_is_kept_as_text_or_refused_in_words(demo_database, dataset):
    model = DATASETS[dataset]
    row = ordinary(dataset)
    for name, field in columns(model).items():
        if cell_kind(field) is str and name not in ("period", "financial_year"):
            row[name] = SQL
    text = csv_text.csv_text(list(row), [row]).encode()
    store = Store(demo_database)
    looked = returns.look(store, text, f"{dataset}.csv", dataset=dataset, allowed=None)
    kept = looked.checked.rows.select(pl.col(pl.String)).rows()
    assert {cell for cells in kept for cell in cells} <= {SQL, "", *(str(value) for value in row.values())}
    assert looked.checked.faults or looked.checked.rows.height == 1
    assert queries_still_answer(demo_database)


def test_the_database_reads_and_writes_nothing_outside_its_own_folder(demo_database):
    with Store(demo_database).reading() as db:
        for statement in (
            "from read_text('/etc/passwd')",
            "from read_csv('/etc/passwd')",
            f"from read_text('{ROOT / 'pyproject.toml'}')",
            "copy (select 1) to '/out.csv'",
            "attach '/other.duckdb'",
            "install httpfs",
            "set enable_external_access = true",
            "set allowed_directories = ['/']",
        ):
            with pytest.raises(duckdb.Error, match=r"(?i)disabled|locked|permission"):
                db.execute(statement).fetchall()


# Paths in names.

NAMES = ["../../etc/passwd.csv", "..\\..\\boot.csv", "/etc/cron.d/x.csv", "C:\\x.csv", "a/../../b.csv"]


@pytest.mark.parametrize("name", NAMES)
def test_a_path_in_the_name_of_a_file_leads_nowhere(name):
    sheet = reading.read(b"indicator_code,period,value\nA,2009/10,1\n", name)
    assert not re.search(r"[/\\]|\.\.", sheet.file_name)


# Harmful files.


@pytest.fixture
def scanner(monkeypatch, tmp_path):
    """`scanner("exit 1")` sets a scanner that does this."""

    def _scanner(does: str) -> Path:
        script = tmp_path / "scan.sh"
        script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> {tmp_path}/seen\ncat "$1" >> {tmp_path}/content\n{does}\n')
        script.chmod(0o700)
        monkeypatch.setattr(scanning, "settings", lambda: Settings(upload_scanner=f"{script} {{}}"))
        scanning._clean.clear()
        return tmp_path

    return _scanner


SCANS = {
    # why this case is here:           (how the scanner ends, what is said)
    "clean":                           ("exit 0", ""),
    "something was found":             ("exit 1", "found something harmful"),
    "it could not look":               ("exit 2", "could not look at it"),
}  # fmt: skip


@pytest.mark.parametrize("case", SCANS.values(), ids=SCANS)
def test_a_file_is_scanned_before_it_is_read(scanner, case):
    ends, said = case
    folder = scanner(ends)
    content = b"indicator_code,period,value\nA,2009/10,1\n"
    for _ in range(2):
        if said:
            with pytest.raises(PimError, match=said) as refused:
                reading.read(content, "../$(touch x); rm.csv")
            assert str(folder) not in str(refused.value)
        else:
            reading.read(content, "a.csv")
    assert (folder / "content").read_bytes().startswith(content)
    seen = (folder / "seen").read_text()
    assert "touch" not in seen, "the sender's name is not given to a command"
    assert len(seen.splitlines()) == (2 if said else 1), "a clean file is looked at once"
    assert not Path(seen.splitlines()[0]).exists(), "nothing is left behind"


@pytest.mark.parametrize("address", ["indicator_results,CS,2010/11 Q2", "other"])
def test_a_file_the_scanner_refuses_is_said_on_the_page_and_kept_nowhere(open_page, demo_store, scanner, address):
    scanner("exit 1")
    at = open_page("returns", demo_store, r=address)
    at = at.selectbox(key="view_as").set_value("Policy and Performance team").run()
    with demo_store.reading() as db:
        before = db.sql("select count(*) from main.kept_files").fetchall()
    box = next(each for each in at.get("file_uploader") if each.label.startswith("Choose your file"))
    at = box.upload("indicator_results.csv", b"indicator_code,period,value\nCS03,2010/11 Q2,85.5\n").run()
    assert not at.exception
    assert "found something harmful in it. Nothing was stored." in words_of(at)
    with demo_store.reading() as db:
        assert db.sql("select count(*) from main.kept_files").fetchall() == before


def test_a_scanner_that_is_not_there_refuses_every_file(monkeypatch):
    monkeypatch.setattr(scanning, "settings", lambda: Settings(upload_scanner="/no/such/scanner"))
    scanning._clean.clear()
    with pytest.raises(PimError, match="could not look"):
        reading.read(b"never scanned before\n", "a.csv")


# Requests that are too large or too slow.


async def _slurp(scope, receive, send):
    more = True
    while more:
        message = await receive()
        more = message.get("more_body", False)
    await PlainTextResponse("taken")(scope, receive, send)


def _put(pieces, headers_sent=(), pause=5.0, longest=10.0):
    """What is answered to a request that arrives in these pieces; None stands for one that never comes."""
    waiting = iter(pieces)
    answers = []

    async def receive():
        piece = next(waiting)
        if piece is None:
            await asyncio.Event().wait()
        return {"type": "http.request", "body": piece, "more_body": True} if piece else {"type": "http.request"}

    async def send(message):
        answers.append(message)

    scope = {"type": "http", "method": "PUT", "path": "/x", "headers": list(headers_sent)}
    asyncio.run(patience.Patience(_slurp, pause, longest)(scope, receive, send))
    return answers[0]["status"]


MEGABYTE = b"x" * 1_000_000
REQUESTS = {
    # why this case is here:                        (pieces, headers, seconds between two, answer)
    "an ordinary file":                             ([MEGABYTE, b""], [], 5.0, 200),
    "one that says itself that it is too large":    ([b""], [(b"content-length", b"60000000")], 5.0, 413),
    "one that does not say so":                     ([MEGABYTE] * 60, [], 5.0, 413),
    "one that never ends":                          ([b"x", None], [], 0.01, 408),
    "one that never begins":                        ([None], [], 0.01, 408),
}  # fmt: skip


@pytest.mark.parametrize("case", REQUESTS.values(), ids=REQUESTS)
def test_what_is_too_large_or_too_slow_is_answered(case):
    pieces, sent, pause, answer = case
    assert _put(pieces, sent, pause) == answer


def test_a_drip_that_goes_on_for_ever_is_ended():
    assert _put([b"x"] * 1_000_000, longest=0.01) == 408


# Guessing, and going round.


def test_guessing_the_number_of_a_load_takes_back_nothing_of_anothers(demo_store):
    with demo_store.reading() as db:
        loads = queries.loads(db).head(30)["load_id"].to_list()
        before = db.execute("select count(*) from load_events").fetchall()
    for load_id in (*loads, 0, -1, 10**9):
        with pytest.raises(PimError):
            returns.take_back(
                demo_store, load_id, "Somebody", "guessing", service="ZZ", allowed=frozenset({"indicator_results"})
            )
    with demo_store.reading() as db:
        assert db.execute("select count(*) from load_events").fetchall() == before


def test_a_role_that_sends_nothing_sends_nothing_by_any_dataset(demo_database):
    for dataset in DATASETS:
        text = csv_text.csv_text(list(ordinary(dataset)), [ordinary(dataset)]).encode()
        with pytest.raises(NotAllowed):
            returns.send(
                Store(demo_database), text, f"{dataset}.csv", "me", dataset=dataset, service="", allowed=ownership.ORDINARY
            )


SHUT = [
    "/media/a.csv",
    "/_stcore/upload_file/a/b",
    "/_stcore/metrics",
    "/anything",
    "/returns/../media/a",
    "/static/../media/a",
    "/media/",
]


@pytest.mark.parametrize("path", SHUT)
def test_an_address_nobody_thought_of_is_shut(path):
    assert not gate.is_open(path)


@pytest.mark.parametrize(
    "path",
    ["/", "/measure", "/measure/_stcore/health", "/static/js/index.js", "/_stcore/stream", "/auth/login", "/oauth2callback"],
)
def test_what_the_sign_in_page_is_made_of_is_open(path):
    assert gate.is_open(path)


HERE = {
    # why this case is here:                     (the address served, the name asked for, let in)
    "this machine":                              ("127.0.0.1", "localhost:8501", True),
    "this machine by its other number":          ("::1", "[::1]:8501", True),
    "from the network":                          ("10.0.0.5", "10.0.0.5:8501", False),
    "from the network, under a false name":      ("10.0.0.5", "localhost", False),
    "a page elsewhere that points its name here": ("127.0.0.1", "elsewhere.example:8501", False),
    "a name that only begins like ours":         ("127.0.0.1", "localhost.elsewhere.example", False),
}  # fmt: skip


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("case", HERE.values(), ids=HERE)
def test_without_sign_in_only_this_machine_is_served(case, kind):
    served, host, is_in = case
    reached, answers = [], []

    async def inner(scope, receive, send):
        reached.append(scope["type"])

    async def send(message):
        answers.append(message)

    scope = {"type": kind, "method": "GET", "path": "/", "server": (served, 8501), "headers": [(b"host", host.encode())]}
    asyncio.run(gate.Gate(inner)(scope, None, send))
    assert bool(reached) == is_in
    if not is_in and kind == "http":
        assert answers[0]["status"] == 403
        assert b"docs/sign-in.md" in answers[1]["body"]
    if not is_in and kind == "websocket":
        assert answers == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize("goes", ["raises", "400"])
def test_a_provider_that_is_not_reached_is_told_of_in_words(monkeypatch, goes):
    monkeypatch.setattr(gate.provider, "is_configured", lambda: True)
    answers = []

    async def inner(scope, receive, send):
        if goes == "raises":
            raise ConnectionError("/secret/path refused")
        await PlainTextResponse("Authentication error at /secret/path", 400)(scope, receive, send)

    async def send(message):
        answers.append(message)

    asyncio.run(gate.Gate(inner)({"type": "http", "method": "GET", "path": "/auth/login", "headers": []}, None, send))
    assert answers[0]["status"] == 502
    assert b"could not be reached" in answers[1]["body"]
    assert b"secret" not in answers[1]["body"]


ADDRESSES_LISTENED = {
    "this machine": ("127.0.0.1", True),
    "by name": ("localhost", True),
    "everywhere": ("0.0.0.0", False),
    "everywhere, the newer way": ("::", False),
    "on the network": ("192.168.1.5", False),
}  # fmt: skip


@pytest.mark.parametrize("case", ADDRESSES_LISTENED.values(), ids=ADDRESSES_LISTENED)
def test_without_sign_in_it_listens_nowhere_else(monkeypatch, case):
    host, is_fine = case
    monkeypatch.setattr(listening, "addresses", lambda: [host])
    if is_fine:
        listening.check()
    else:
        with pytest.raises(PimError, match="set up sign-in first"):
            listening.check()


@pytest.mark.parametrize("name", listening.NOT_SAFE)
def test_streamlits_own_safeguards_cannot_be_turned_off(monkeypatch, name):
    monkeypatch.setattr(listening.st, "get_option", lambda asked: listening.NOT_SAFE[name][0] if asked == name else None)
    monkeypatch.setattr(listening, "addresses", lambda: ["127.0.0.1"])
    with pytest.raises(PimError, match=re.escape(name)):
        listening.check()


# What is sent with every answer, and what is pinned.


def test_over_tls_browsers_are_told_to_stay_there(monkeypatch):
    headers.security_headers.cache_clear()
    assert "strict-transport-security" not in headers.security_headers()
    headers.security_headers.cache_clear()
    monkeypatch.setattr(headers.provider, "is_public_https", lambda: True)
    assert headers.security_headers()["strict-transport-security"].startswith("max-age=31536000")
    headers.security_headers.cache_clear()


def test_no_script_but_ours_and_no_frame_around_us():
    policy = headers.security_headers()["content-security-policy"]
    assert "'unsafe-eval'" not in policy
    assert re.search(r"script-src 'self' 'sha256-[^;]*;", policy)
    assert "'unsafe-inline'" not in re.search(r"script-src[^;]*", policy)[0]
    assert {"frame-ancestors 'none'", "object-src 'none'", "base-uri 'self'", "form-action 'self'"} <= set(policy.split("; "))


def test_nothing_of_what_goes_wrong_inside_is_shown():
    text = (ROOT / ".streamlit" / "config.toml").read_text("utf-8")
    assert 'showErrorDetails = "none"' in text
    assert 'toolbarMode = "viewer"' in text
    assert Decimal(re.search(r"maxUploadSize = (\d+)", text)[1]) <= 50

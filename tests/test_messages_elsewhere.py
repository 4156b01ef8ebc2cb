"""A file, or a step on the way, for each message that is no row's alone: said of the file, before its rows, or after them."""

import io

import pytest
import xlsxwriter

from pimdata import checks, decoding, looking, models, publishing, reading, returns, signing
from pimdata.errors import PimError
from pimdata.messages import MESSAGES
from pimdata.people import Viewer
from pimdata.returns import Sending
from tests import test_checks as given
from tests.mutating import workbook
from tests.test_message_fixtures import ELSEWHERE
from tests.test_reading_difficulties import lying, with_part

F, A = "indicator_results", "action_updates"
MANAGER = Viewer("manager", "CS", words="Manager, Customer Service")
POLICY = Viewer("policy", words="Policy and Performance team")
HEADINGS = ["indicator_code", "period", "value"]
PLAIN = "indicator_code,period,value\n"
ROWS = [HEADINGS, ["A", "2009/10", 4]]


def hidden_row():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Return")
        for number, row in enumerate([*ROWS, ["B", "2009/10", 5]]):
            sheet.write_row(number, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
    return out.getvalue()


READ = {
    # code: (what arrives, what it is called, words that are said)
    "A01": (lambda: b"", "", "Select your return."),
    "A02": (lambda: b"%PDF-1.4", "q1.csv", "Yours is a PDF. In Excel choose Save As"),
    "A03": (lambda: b"", "q1.csv", "empty. Check you saved it"),
    "A04": (lambda: bytes(decoding.LARGEST_FILE + 1), "q1.csv", "smaller than 50 MB. Yours is 50 MB"),
    "A05": (lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "q1.xlsx", "Remove the password"),
    "A06": (lambda: PLAIN.encode() + b"A,\x81\x8d,4\n", "q1.csv", "Save it as CSV UTF-8"),
    "A07": (lambda: PLAIN.encode() + b"A,2009/10,\xa34\n", "q1.csv", "We read this as a Windows file"),
    "A08": (lambda: workbook(ROWS, "Apr", [("May", ROWS)]), "q1.xlsx", "we could not tell which holds the return"),
    "A09": (lambda: PLAIN.encode() + b"A,2009/10,4\nB,2009/10,4,x\n", "q1.csv", "Row 3 has 4"),
    "A10": (lambda: workbook(ROWS)[:2000], "q1.xlsx", "did not arrive in full. Try again."),
    "A11": (lambda: with_part("xl/vbaProject.bin", b"x"), "q1.xlsx", "holds macros, so we did not open it"),
    "A12": (lambda: workbook([["Read me"]], "Notes", [("Figures", ROWS)]), "q1.xlsx", 'We read the sheet "Figures"'),
    "A13": (hidden_row, "q1.xlsx", "hidden in the workbook, and we read them like any other: 3."),
    "A14": (lambda: (PLAIN + "A,2009/10,Â£4\n").encode(), "q1.csv", "saved twice"),
    "A15": (lying, "q1.xlsx", "may be damaged. Open it in Excel"),
    "B01": (lambda: b"Housing returns\nkpi,result\nA,4\n", "q1.csv", "move the headings to row 1"),
    "B03": (lambda: b"Value,period,value\n1,2,3\n", "q1.csv", 'The heading "value" appears in columns A and C.'),
    "B05": (lambda: b"indicator_code,period,value,\nA,2009/10,4,x\n", "q1.csv", "We did not use these columns"),
    "B06": (lambda: (PLAIN + "A,2009/10,4\n,,\nB,2009/10,5\n").encode(), "q1.csv", "We left out 1 blank row."),
    "B08": (lambda: (PLAIN + "A,2009/10\n").encode(), "q1.csv", "took their last cells as blank: 2."),
    "B10": (lambda: ("Housing\n" + PLAIN + "A,2009/10,4\n").encode(), "q1.csv", "We took row 2 for the headings"),
    "B11": (lambda: (PLAIN + "A,2009/10,4\nTotal,,4\n").encode(), "q1.csv", "totals are worked out from the figures"),
    "B12": (lambda: b"indicator_code,202021\nA,4\n", "q1.csv", 'The heading "202021" may mean'),
    "B13": (lambda: b"indicator_code,2009/10 Q1\nA,4\n", "q1.csv", "a table with a column for each period"),
    "B14": (lambda: (PLAIN + '"=""A""",2009/10,4\n').encode(), "q1.csv", "We read 1 cell written as"),
}  # fmt: skip
CHECKED = {
    # code: (dataset, text, words that are said)
    "B02": (F, "indicator_code,value\nHO03,21.5\n", 'The heading "period" is missing. Add it'),
    "C05": (F, PLAIN + "HO07,2009/10 Q3,4\n", "stopped being collected in March 2008. We left it out."),
    "C08": (F, PLAIN + "HO03,2009/10 Q3,21.5\nHO03,2009/10 Q3,21.5\n", "Rows 2 and 3 are the same. We used one."),
    "C09": (F, given.HISTORY, "This is the same file Housing Performance Officer sent on 1 January 2020."),
    "C12": (F, PLAIN + "HO03,2008/09,20.5\n", "We keep the figure for 2008/09 beside its series."),
    "C13": (F, PLAIN + "HO08,2009/10 Q1,4\n", "is collected from 1 October 2009. We left out 2009/10 Q1."),
    "C14": ("budget_positions", "cost_centre,period,actual_to_date\nX,2009/10 Q3,1\n", "Load budgets.csv first."),
    "D14": (F, PLAIN + "HO03,2009/10 Q3, £21.5\n", "We tidied 1 cell. See what changed."),
    "D15": (F, "indicator_code,period,value\nHO03,2009/10 Q3,tbc\n", 'holds "tbc", which we took for no figure'),
    "E07": (F, "indicator_code,period,value,numerator,denominator\nHO04,2009/10 Q3,,62,68\n", "We worked out 1 value"),
}  # fmt: skip
LOOKED = {
    # code: (the return that was chosen, text, words that are said)
    "B09": ("", "colour,size\nred,4\n", "We could not tell what this file holds: none of the files we hold"),
    "C01": (f"{F},CS,2010/11 Q2", PLAIN + "CS03,2010/11 Q1,85.5\n", "for 2010/11 Q1. The open return is 2010/11 Q2."),
    "C02": (f"{F},CS,2010/11 Q2", "risk_code,assessed_on,net_impact\nX,2010-09-30,1\n", "holds risk assessments. You are"),
    "C04": (f"{F},CS,2010/11 Q2", PLAIN + "HO01,2010-09,99\n", "the measure HO01 belongs to Housing. Remove the row"),
    "C15": (f"{F},CS,2010/11 Q2", "risk_code,valid_from,register,event\nX,2009-04-01,service,Fire\n", "Only the Policy and"),
    "C16": (f"{A},HO,2010/11 Q2", "action_code,as_of,state\nHO-A01,2010-10-29,in progress\n", "is not one of the days of"),
    "G01": (f"{F},CS,2010/11 Q2", PLAIN + "CS04,2010/11 Q2,85.5\n", "you owe is not in this file: CS03. You can send the rest"),
    "G05": (f"{F},CS,2010/11 Q2", PLAIN + "CS03,2010/11 Q2,88\n", "was due on 28 October 2010. You can still send it."),
}  # fmt: skip
IN_STEPS = {"C06", "G02", "G03", "G04"}  # what is said on the way from a file to what is published; each has its test below


@pytest.fixture(scope="module")
def council():
    files = (("indicators", given.INDICATORS), ("actions", given.ACTIONS), (F, given.HISTORY))
    return given.council_of(*files)


def test_every_message_said_elsewhere_has_its_case_here():
    assert set(READ) | set(CHECKED) | set(LOOKED) | IN_STEPS == ELSEWHERE


def said(faults, code):
    """The words of the one message of a code; its kind is the catalogue's."""
    (found,) = [each for each in faults if each.code == code]
    assert found.kind == MESSAGES[code].kind
    return found.words


@pytest.mark.parametrize("code", READ)
def test_what_is_said_of_a_file_as_it_is_read(code):
    make, name, words = READ[code]
    assert words in said(reading.read(make(), name).faults, code)


@pytest.mark.parametrize("code", CHECKED)
def test_what_is_said_as_its_rows_are_checked(council, code):
    dataset, text, words = CHECKED[code]
    sheet = reading.read(text.encode(), f"{dataset}.csv")
    assert words in said(checks.check(council, sheet, models.DATASETS[dataset]).faults, code)


@pytest.mark.parametrize("code", LOOKED)
def test_what_is_said_of_a_return_that_was_chosen(demo_store, code):
    chosen, text, words = LOOKED[code]
    dataset, service, period = chosen.split(",") if chosen else ("", "", "")
    own = {"service": service, "whose": service, "period": period, "wanted": dataset} if chosen else {}
    try:
        told = said(looking.look(demo_store, text.encode(), "a.csv", **own).checked.faults, code)
    except PimError as error:  # what is no dataset of ours is refused before it is looked at
        told = str(error)
    assert words in told


def sent(store, value, **more):
    text = f"indicator_code,period,value\nCS03,2010/11 Q2,{value}\n".encode()
    return returns.send(store, text, f"{F}.csv", MANAGER.words, service="CS", how=Sending(MANAGER, **more))


def test_what_is_said_on_the_way_to_what_is_published(demo_store):
    text = PLAIN + "CS03,2010/11 Q2,90.5\nCS04,2010/11 Q2,90.5\n"
    with demo_store.reading() as db:
        found = checks.check(db, reading.read(text.encode(), f"{F}.csv"), models.DATASETS[F], {3: "Counted again in full"})
    assert "All 2 rows are ready. Look through them, then send." in checks.as_text(found, "q1.csv")  # G02

    number = sent(demo_store, 90.5).load_id
    with pytest.raises(PimError, match="You sent this return, so someone else must sign it off"):  # G04
        signing.sign_off(demo_store, number, MANAGER)
    with pytest.raises(PimError, match=r"sent a newer version at .* Open it, or replace it with yours"):  # G03
        sent(demo_store, 91.5)

    publishing.publish(demo_store, "2010/11 Q2", POLICY)
    with pytest.raises(PimError, match=r'2010/11 Q2 was published on .* choose "Revise a published figure"'):  # C06
        returns.send(demo_store, (PLAIN + "CS04,2010/11 Q2,80.5\n").encode(), f"{F}.csv", POLICY.words, how=Sending(POLICY))

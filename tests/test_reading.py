"""Files as councils really send them: whatever wrote them, the cells come out the same or the reason is said."""

import csv
import io
import random

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pimdata import csv_cells, decoding, grids, models, reading, recognise
from pimdata.errors import PimError

HEADINGS = "indicator_code,period,value\n"


def cells(sheet):
    return sheet.frame.rows()


def codes(sheet):
    return [each.code for each in sheet.faults]


READ = {
    # why this case is here: (the file, its rows, the codes of its notes)
    "plain": (b"indicator_code,period,value\nA,2009/10,4\n", [(2, "A", "2009/10", "4")], []),
    "no line end at the end": (b"indicator_code,value\nA,4", [(2, "A", "4")], []),
    "line ends of Windows": (b"indicator_code,value\r\nA,4\r\nB,\r\n", [(2, "A", "4"), (3, "B", "")], []),
    "line ends of an old Macintosh": (b"indicator_code,value\rA,4\rB,5\r", [(2, "A", "4"), (3, "B", "5")], []),
    "Excel's CSV UTF-8 begins with a mark": (b"\xef\xbb\xbfindicator_code,why\nA,caf\xc3\xa9", [(2, "A", "café")], []),
    "Excel's Unicode Text is UTF-16 with tabs": (
        "indicator_code\tvalue\r\nA\t£4\r\n".encode("utf-16"),
        [(2, "A", "£4")],
        [],
    ),
    "UTF-16 that lost its mark": ("indicator_code,value\nA,4\n".encode("utf-16-le"), [(2, "A", "4")], []),
    "Excel's plain CSV is cp1252": (b"indicator_code,value\nA,\xa34\n", [(2, "A", "£4")], ["A07"]),
    "a machine set to German writes semicolons": (b"indicator_code;value\nA;4,5\n", [(2, "A", "4,5")], []),
    "Excel's own separator line is not a row": (b"sep=;\r\nindicator_code;value\r\nA;4\r\n", [(2, "A", "4")], []),
    "more commas in the headings than semicolons": (
        b'indicator_code;"value, to the year\'s end, as agreed"\nA;4\n',
        [(2, "A", "4")],
        [],
    ),
    "blank rows are counted": (
        b"indicator_code,value\n\nA,4\n,\n  ,\nB,5\n\n\n",
        [(3, "A", "4"), (6, "B", "5")],
        ["B06"],
    ),
    "a cell of several lines is one row": (
        b'indicator_code,why\nA,"one\ntwo\r\nthree"\nB,x\n',
        [(2, "A", "one\ntwo\nthree"), (3, "B", "x")],
        [],
    ),
    "a doubled quotation mark is one": (b'indicator_code,why\nA,"said ""no"""\n', [(2, "A", 'said "no"')], []),
    "a quotation mark within a cell is itself": (b"indicator_code,why\nA,6' 2\" tall\n", [(2, "A", "6' 2\" tall")], []),
    "spaces that do not break, and others": (
        "indicator_code,value\n \u00a0A\u00a0, 4\u200b \n".encode(),
        [(2, "A", "4")],
        [],
    ),
    "headings in any case and spacing": (b" Indicator Code ,VALUE\nA,4\n", [(2, "A", "4")], []),
    "a column for reading only is dropped": (b"indicator_code,value,target*\nA,4,9\n", [(2, "A", "4")], []),
    "a blank column is dropped": (b"indicator_code,value,,\nA,4,,\n", [(2, "A", "4")], []),
    "a column without a heading is not used": (b"indicator_code,value,\nA,4,x\n", [(2, "A", "4")], ["B05"]),
    "Excel leaves out the last blank cells": (b"indicator_code,value,why\nA,4\n", [(2, "A", "4", "")], ["B08"]),
    "short rows beside separators in quotes": (
        b'indicator_code,value,why\nA,4,"x, y"\nB,5\n',
        [(2, "A", "4", "x, y"), (3, "B", "5", "")],
        ["B08"],
    ),
    "blank cells past the last heading": (b"indicator_code,value\nA,4,,\n", [(2, "A", "4")], []),
    "a heading called source_row": (b"indicator_code,source_row\nA,9\n", [(2, "A")], []),
}  # fmt: skip


@pytest.mark.parametrize("case", READ.values(), ids=READ)
def test_read(case):
    content, expected, notes = case
    sheet = reading.read(content, "q1.csv")
    assert not sheet.is_stopped
    assert cells(sheet) == expected
    assert codes(sheet) == notes


STOPPED = {
    # why this case is here: (the file, its name, the code, a part of its words)
    "nothing in it": (b"", "q1.csv", "A03", "empty"),
    "headings alone": (b"indicator_code,value\n", "q1.csv", "A03", "empty"),
    "headings and blank rows": (b"indicator_code,value\n,\n\n", "q1.csv", "A03", "empty"),
    "a workbook cut off": (b"PK\x03\x04....xl/workbook.xml", "q1.xlsx", "A10", "did not arrive in full"),
    "a workbook of another kind": (b"PK\x03\x04....xl/workbook.xml", "q1.xlsm", "A02", "another kind"),
    "a document, which is a zip file too": (b"PK\x03\x04....word/document.xml", "q1.xlsx", "A02", "a zip file"),
    "text that is called a workbook": (b"indicator_code,value\nA,4\n", "q1.xlsx", "A02", "is no workbook"),
    "a web page that is called a workbook": (b"<html><table><tr><td>4", "q1.xls", "A02", "a web page"),
    "an old workbook": (b"\xd0\xcf\x11\xe0....", "q1.xls", "A02", "old kind"),
    "a locked workbook": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "q1.xlsx", "A05", "password"),
    "a PDF": (b"%PDF-1.4", "q1.csv", "A02", "a PDF"),
    "another kind by its name": (b"indicator_code,value\nA,4\n", "q1.docx", "A02", ".docx"),
    "bytes that no encoding has": (b"indicator_code,value\nA,\x81\x8d\n", "q1.csv", "A06", "letters"),
    "a nought byte": (b"indicator_code,value\nA,4\x00\n", "q1.csv", "A06", "letters"),
    "half a letter of UTF-16": (b"\xff\xfea\x00,\x00b", "q1.csv", "A06", "letters"),
    "a comma in a comment": (HEADINGS.encode() + b"A,2009/10,4\nB,2009/10,4,x\n", "q.csv", "A09", "Row 3 has 4"),
    "a quotation mark never closed": (HEADINGS.encode() + b'A,2009/10,4\nB,2009/10,"4\nC,1,2', "q.csv", "A09", "Row 3"),
    "a quotation mark closed rows later": (HEADINGS.encode() + b'A,"x,4\nB,"2009/10,4\n', "q.csv", "A09", "Row 2"),
    "a row torn by a quotation mark": (HEADINGS.encode() + b'A,"2009/10,4\nB,2009/10"\n', "q.csv", "A09", "Row 2"),
    "the same heading twice": (b"Value,period,value\n1,2,3\n", "q.csv", "B03", "columns A and C"),
    "a title, and headings that are not ours": (b"Housing returns\nkpi,result\nA,4\n", "q.csv", "B01", "row 1"),
}  # fmt: skip


@pytest.mark.parametrize("case", STOPPED.values(), ids=STOPPED)
def test_stopped(case):
    content, name, code, words = case
    sheet = reading.read(content, name)
    assert sheet.is_stopped
    assert codes(sheet) == [code]
    assert words in sheet.faults[0].words


def test_a_file_too_large_is_refused_with_both_sizes(monkeypatch):
    monkeypatch.setattr(decoding, "LARGEST_FILE", 2_000_000)
    sheet = reading.read(b"x" * 3_000_000, "q1.csv")
    assert "smaller than 2 MB. Yours is 3 MB" in sheet.faults[0].words


def test_a_sheet_knows_what_it_was():
    sheet = reading.read(b"indicator_code;value\nA;4\n", "C:\\returns\\q1.csv")
    assert (sheet.file_name, sheet.separator, sheet.encoding, sheet.size) == ("q1.csv", ";", "utf-8", 25)
    assert len(sheet.sha256) == 64


NAMED = {
    "as the template names it": ("HO-2009-10-Q1-indicator_results.csv", "indicator_results"),
    "the longer name wins": ("action_updates.csv", "action_updates"),
    "a browser's second copy": ("indicators (1).csv", "indicators"),
    "spaces and capitals": ("Risk Assessments.CSV", "risk_assessments"),
    "hyphens": ("budget-positions-final.csv", "budget_positions"),
}


@pytest.mark.parametrize("case", NAMED.values(), ids=NAMED)
def test_named(case):
    name, dataset = case
    assert recognise.by_name(name) is models.DATASETS[dataset]


HEADED = {
    "the least a return can have": ("indicator_code,period,value", "indicator_results"),
    "a target has a year": ("indicator_code,financial_year,target_kind,target_value", "targets"),
    "progress": ("action_code,step_no,as_of,state,comment", "action_updates"),
    "a score": ("risk_code,assessed_on,net_impact", "risk_assessments"),
}


@pytest.mark.parametrize("case", HEADED.values(), ids=HEADED)
def test_headed(case):
    headings, dataset = case
    row = ",".join("x" for _ in headings.split(","))
    assert recognise.recognise(reading.read(f"{headings}\n{row}".encode(), "q1.csv")) is models.DATASETS[dataset]


def test_what_is_in_a_file_tells_more_than_its_name():
    links = reading.read(b"from_code,to_code,valid_from\nA,B,2009-04-01", "links_actions.csv")
    assert recognise.recognise(links).dataset == "links"
    unfinished = reading.read(b"action_code,title\nA,B", "actions.csv")
    assert recognise.recognise(unfinished).dataset == "actions"  # so that the check can say what is missing


@pytest.mark.parametrize("headings", ["name,age", "id,note"], ids=["fits nothing", "fits two equally"])
def test_not_recognised(headings):
    with pytest.raises(PimError, match="could not tell what this file holds"):
        recognise.recognise(reading.read(f"{headings}\n1,2".encode(), "q1.csv"))


TEXT = st.text(st.characters(codec="cp1252", exclude_categories=["Cc", "Cs"]) | st.sampled_from('\n,;\t"'), max_size=12).map(
    str.strip
)
ROWS = st.lists(st.tuples(TEXT.filter(bool), TEXT, TEXT), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    rows=ROWS,
    separator=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_what_was_written_is_read_back(rows, separator, encoding, line_end):
    rows = [tuple(cell.strip("\u00a0 \t\n") for cell in row) for row in rows]
    rows = [("A", *row[1:]) if not row[0] else row for row in rows]
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=separator, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    writer.writerows([("indicator_code", "period", "why"), *rows])
    sheet = reading.read(written.getvalue().encode(encoding), "q1.csv")
    assert not sheet.is_stopped
    # A file in cp1252 that also happens to be UTF-8 cannot be told apart, by anyone.
    if encoding != "cp1252" or sheet.encoding == "cp1252" or all(cell.isascii() for row in rows for cell in row):
        assert cells(sheet) == [(number, *row) for number, row in enumerate(rows, start=2)]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(content=st.text(st.sampled_from('ab,"\n \r'), max_size=40))
@example(content=',"""')
def test_the_quick_way_reads_what_the_careful_way_reads(content):
    text = ("indicator_code,value\n" + content).rstrip("\r\n")
    quick = csv_cells._read_quickly(text, ",", 2)
    if quick is not None:
        careful, short = csv_cells._read_carefully(text, ",", ["indicator_code", "value"])
        assert not short
        assert grids._trimmed(quick).equals(grids._trimmed(careful))


def test_a_damaged_file_is_refused_and_never_breaks_the_reader():
    start = b'indicator_code,period,value,why\r\nNI 1,2009/10 Q1,4.5,"Snow, twice"\r\n' * 3
    rng = random.Random(7)
    for _ in range(400):
        content = bytearray(start)
        for _ in range(rng.randint(1, 6)):
            at = rng.randrange(len(content))
            content[at : at + rng.randint(0, 3)] = rng.choice([b'"', b",", b"\n", b"\x00", b"\xff", b"\r", b";", b""])
        sheet = reading.read(bytes(content), "q1.csv")
        assert isinstance(sheet.frame, pl.DataFrame)
        assert sheet.is_stopped or sheet.frame.height

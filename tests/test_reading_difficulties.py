"""A file for each difficulty that councils' files have: read, and what was done said; or refused in a sentence."""

import io
import os
import random
import zipfile
from datetime import date, datetime

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from pimdata import checks, messages, period_words, reading, workbook_limits
from pimdata.errors import PimError
from pimdata.models import DATASETS
from tests import test_checks as given_files
from tests.mutating import mutated, sound, workbook

HEADINGS = ["indicator_code", "period", "value"]
TABLE = [("A", "2009/10", "4"), ("B", "2009/10", "5")]
PLAIN = "indicator_code,period,value\nA,2009/10,4\nB,2009/10,5\n"


def rows(sheet):
    return [row[1:] for row in sheet.frame.rows()]


def said(sheet):
    return " ".join(each.words for each in sheet.faults)


READ = {
    # why this case is here: (the file, what is said of it)
    "a title above, padded with commas as Excel does": (
        "Housing return 2009/10,,\n,,\n" + PLAIN,
        "We took row 3 for the headings, and left out what stands above: Housing return 2009/10.",
    ),
    "a title above, and nothing padded": ("Housing\n\nPrepared in May\n" + PLAIN, "row 4 for the headings"),
    "a title in quotation marks over two lines": ('"Housing\nreturn",,\n' + PLAIN, "row 2 for the headings"),
    "a title that holds a word we know": ("Period,2009/10,\n" + PLAIN, "row 2 for the headings"),
    "a blank first row": (",,\n" + PLAIN, ""),
    "a note below": (PLAIN + "\nSource: the housing system\n", 'the note in row 5 ("Source: the housing system")'),
    "a note below with a comma": (PLAIN + "Source: the housing system, May 2009\n", "the note in row 4"),
    "several notes below": (PLAIN + "* provisional,,\nNote that this is so,,\n", "the note in row 4"),
    "a total below": (PLAIN + "Total,,9\n", 'We left out row 4 ("Total": totals are worked out from the figures).'),
    "a grand total, and a note": (PLAIN + "GRAND TOTAL,,9\nNotes: none\n", 'row 4 ("GRAND TOTAL"'),
    "the headings again on each page": (
        "indicator_code,period,value\nA,2009/10,4\nindicator_code,period,value\nB,2009/10,5\n",
        "We left out row 3 (the headings again)",
    ),
    "hundreds of empty columns": (PLAIN.replace("\n", "," * 300 + "\n"), ""),
    "a blank column between": (PLAIN.replace(",", ",,"), ""),
    "a blank row between": (PLAIN.replace("\nB", "\n\n,,\nB"), "We left out 2 blank rows."),
    "a line break in a heading": (PLAIN.replace("indicator_code", '"indicator\ncode"'), ""),
    "a heading that is not used, twice": (PLAIN.replace("\n", ",n,n\n", 1).replace(",4\n", ",4,x,y\n"), "(n again)"),
    "Excel's way to keep a nought": (PLAIN.replace("A,", '"=""A""",'), "We read 1 cell written as"),
    "line ends mixed": (PLAIN.replace("\nA", "\rA"), ""),
}  # fmt: skip


@pytest.mark.parametrize("case", READ.values(), ids=READ)
def test_the_table_is_found_whatever_stands_about_it(case):
    text, words = case
    sheet = reading.read(text.encode(), "q1.csv")
    assert not sheet.is_stopped, said(sheet)
    assert [
        row[:3]
        for row in rows(
            sheet.__class__(**{**vars(sheet), "frame": sheet.frame.select(reading.ROW, "indicator_code", "period", "value")})
        )
    ] == TABLE
    assert words in said(sheet)


def test_rows_keep_the_number_a_spreadsheet_shows_below_a_title():
    sheet = reading.read(('"Two\nlines",,\n,,\n' + PLAIN).encode(), "q1.csv")
    assert sheet.frame[reading.ROW].to_list() == [4, 5]
    torn = reading.read(b"Title\nindicator_code,period,value\nA,2009/10,4\nB,2009/10,4,x\n", "q.csv")
    assert "Row 4 has 4 columns" in said(torn)


KEPT = {
    # what looks like a note or a total and is none
    "a row of which only the code is filled": "indicator_code,value\nA,4\nNI 157,\n",
    "a measure whose code begins with Total": "indicator_code,value\nTotal 1,4\nTOTALS2,5\n",
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_what_is_no_note_is_kept(text):
    assert reading.read(text.encode(), "q1.csv").frame.height == 2


LETTERS = {
    # why this case is here: (text, encoding, how sure)
    "pounds alone are the same in both": ("£4", "cp1252", "cp1252", "fairly sure"),
    "Windows quotation marks": ("the council’s “own” café", "cp1252", "cp1252", "fairly sure"),
    "Macintosh quotation marks": ("the council’s “own” café", "mac-roman", "mac-roman", "fairly sure"),
    "letters that tell little": ("ˆ", "cp1252", "cp1252", "not sure"),
}


@pytest.mark.parametrize("case", LETTERS.values(), ids=LETTERS)
def test_letters_of_one_byte_are_told_apart_and_how_surely_is_said(case):
    text, written, encoding, sure = case
    sheet = reading.read(f"indicator_code,why\nA,{text}\n".encode(written), "q1.csv")
    assert (sheet.encoding, sheet.frame["why"][0]) == (encoding, text)
    assert sure in said(sheet)


def test_letters_saved_twice_are_said():
    sheet = reading.read("indicator_code,why\nA,Â£4\n".encode(), "q1.csv")
    assert 'saved twice, as "Â£"' in said(sheet)


WIDE = {
    # why this case is here: (the file, its rows)
    "a column for each quarter": (
        "indicator_code,Q1 2009/10,2009-10 Q2\nA,4,5\nB,6,\n",
        [("A", "2009/10 Q1", "4"), ("A", "2009/10 Q2", "5"), ("B", "2009/10 Q1", "6")],
    ),
    "a column for each month, and a title above": (
        "Housing,,\nindicator_code,Apr-09,May 2009\nA,4,N/A\n",
        [("A", "2009-04", "4"), ("A", "2009-05", "N/A")],
    ),
    "a column for each measure": (
        "period,HO03,NI 157a\n2009/10 Q1,4,5\n2009/10 Q2,,6\n",
        [("2009/10 Q1", "HO03", "4"), ("2009/10 Q1", "NI 157a", "5"), ("2009/10 Q2", "NI 157a", "6")],
    ),
    "columns for reading beside": ("indicator_code,indicator_name,2009/10\nA,Homes,4\n", [("A", "2009/10", "4")]),
}


@pytest.mark.parametrize("case", WIDE.values(), ids=WIDE)
def test_a_wide_table_is_read_as_a_row_a_figure(case):
    text, expected = case
    sheet = reading.read(text.encode(), "q1.csv")
    assert rows(sheet) == expected
    assert f"{len(expected)} figure" in said(sheet)
    assert {"indicator_code", "period", "value"} <= set(sheet.headings)


def test_a_figure_of_a_wide_table_keeps_its_cell():
    sheet = reading.read(b"indicator_code,Q1 2009/10,Q2 2009/10\nA,4,5\nB,6,7\n", "q1.csv")
    assert [messages.row_words(row) for row in sheet.frame[reading.ROW]] == [
        "2, column B", "2, column C", "3, column B", "3, column C",
    ]  # fmt: skip
    assert messages.fault("D05", row=sheet.frame[reading.ROW][3], column="value").words.startswith("Row 3, column C, value")


ASKED = {
    "a year run together": ("202021", "may mean 2020/21, and we do not guess. Write it as 2020/21."),
    "a year or a month": ("201011", "could be 2010/11 or November 2010"),
    "a quarter of the calendar or the financial year": ("Q2 2010", "2010/11 Q2 or 2010/11 Q1"),
}


@pytest.mark.parametrize("case", ASKED.values(), ids=ASKED)
def test_a_heading_that_could_be_two_periods_is_asked_about(case):
    heading, words = case
    sheet = reading.read(f"indicator_code,{heading}\nA,4\n".encode(), "q1.csv")
    assert sheet.is_stopped
    assert words in said(sheet)


BOOKS = {
    # why this case is here: (rows, more sheets, what is said)
    "one plain sheet": ([HEADINGS, ["A", "2009/10", 4], ["B", "2009/10", 5]], [], ""),
    "a title, merged over the table": (
        [["Housing return", None, None], [], HEADINGS, ["A", "2009/10", 4], ["B", "2009/10", 5]],
        [],
        "row 3 for the headings, and left out what stands above: Housing return.",
    ),
    "several sheets, of which one fits": (
        [["Read me first"], ["Fill in the other sheet"]],
        [("Data", [HEADINGS, ["A", "2009/10", 4], ["B", "2009/10", 5]]), ("Empty", [])],
        'We read the sheet "Data" of this workbook: of its 3 sheets its headings fit best.',
    ),
    "a total and a note below": (
        [HEADINGS, ["A", "2009/10", 4], ["B", "2009/10", 5], ["Total", None, 9], [], ["Source: the system"]],
        [],
        "We left out row 4",
    ),
    "the table begins some way in": (
        [[], [None, *HEADINGS], [None, "A", "2009/10", 4], [None, "B", "2009/10", 5]],
        [],
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BOOKS.values(), ids=BOOKS)
def test_a_workbook_is_read_like_any_file(case):
    cells, more, words = case
    sheet = reading.read(workbook(cells, "Sheet1", more), "q1.xlsx")
    assert not sheet.is_stopped, said(sheet)
    assert rows(sheet) == TABLE
    assert words in said(sheet)


def book(fill):
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(made)
    made.close()
    return out.getvalue()


def test_days_formulas_errors_and_hidden_rows_of_a_workbook():
    def fill(made):
        sheet = made.add_worksheet("Return")
        day = made.add_format({"num_format": "mmm-yy"})
        sheet.write_row("C3", ["indicator_code", "period", "value", "by_when"])
        sheet.write_row("C4", ["A", "", 0.1 + 0.2])
        sheet.write_datetime("D4", datetime(2010, 7, 1), day)
        sheet.write_datetime("F4", date(2011, 1, 31), day)
        sheet.write_string("C5", "=1+1")
        sheet.write_formula("E5", "=2+2", None, 4)
        sheet.write_string("C6", "B")
        sheet.write_formula("E6", "=1/0", None, "#DIV/0!")
        sheet.set_row(4, None, None, {"hidden": True})

    sheet = reading.read(book(fill), "q1.xlsx")
    assert sheet.frame.rows() == [
        (4, "A", "2010-07-01", "0.3", "2011-01-31"),
        (5, "=1+1", "", "4", ""),
        (6, "B", "", "#DIV/0!", ""),
    ]
    assert "These rows are hidden in the workbook, and we read them like any other: 5." in said(sheet)


def test_a_hidden_sheet_is_not_read():
    def fill(made):
        made.add_worksheet("Sheet1").write_row(0, 0, ["Nothing here"])
        hidden = made.add_worksheet("Return")
        hidden.write_row(0, 0, HEADINGS)
        hidden.hide()

    assert "indicator_code" not in reading.read(book(fill), "q1.xlsx").headings


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def far_apart():
    def fill(made):
        sheet = made.add_worksheet("Return")
        sheet.write(0, 0, "indicator_code")
        sheet.write(1_048_575, 16_383, 4)

    return book(fill)


def with_part(name, content):
    plain = workbook([HEADINGS, ["A", "2009/10", 4]])
    with zipfile.ZipFile(io.BytesIO(plain)) as old:
        return packed({**{each: old.read(each) for each in old.namelist()}, name: content})


def with_cell(last, sheet="xl/worksheets/sheet1.xml"):
    """A workbook with one cell more, named as given, on a sheet that lies where it is said to."""
    plain = workbook([HEADINGS, ["A", "2009/10", 4]])
    with zipfile.ZipFile(io.BytesIO(plain)) as old:
        parts = {each: old.read(each) for each in old.namelist()}
    cells = parts.pop("xl/worksheets/sheet1.xml").replace(b'<c r="C2">', b"<c " + last + b">")
    relations = parts["xl/_rels/workbook.xml.rels"].replace(b"worksheets/sheet1.xml", sheet.removeprefix("xl/").encode())
    return packed({**parts, "xl/_rels/workbook.xml.rels": relations, sheet: cells})


def lying():
    """A zip file whose directory says that a part is small."""
    made = bytearray(with_part("xl/more.bin", b"0" * 5_000_000))
    size = (5_000_000).to_bytes(4, "little")
    while (at := made.find(size)) >= 0:
        made[at : at + 4] = (100).to_bytes(4, "little")
    return bytes(made)


HARMLESS = {
    # why this case is here: (the file, the code, a part of its words)
    "a zip bomb by its ratio": (lambda: with_part("xl/more.bin", b"0" * 30_000_000), "A11", "times its size"),
    "a zip bomb whose directory lies": (lying, "A15", "may be damaged"),
    "macros": (lambda: with_part("xl/vbaProject.bin", b"x"), "A11", "holds macros"),
    "a cell in the last corner, which asks for room for all between": (far_apart, "A11", "reaches to row 1,048,576"),
    # The reader makes room for such a cell; where there is no such memory the process ends, and the server with it.
    "the last corner, on a sheet under another name": (
        lambda: with_cell(b'r="XFD1048576"', "xl/pictures/one.png"),
        "A11",
        "reaches to row 1,048,576",
    ),
    "a cell with two names and no blank between": (lambda: with_cell(b'r="C2"r="XFD1048576"'), "A15", "may be damaged"),
    "a number with noughts before it": (lambda: with_cell(b'r="XFD0001048576"'), "A15", "may be damaged"),
    "blanks about the equals sign": (lambda: with_cell(b"r" + b" " * 40 + b'="XFD1048576"'), "A15", "may be damaged"),
    "a reference in quotation marks of the other kind": (lambda: with_cell(b"r='XFD1048576'"), "A11", "reaches to row"),
    "entities that grow": (
        lambda: with_part("xl/sharedStrings.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><sst>&a;</sst>'),
        "A11",
        "entities",
    ),
    "a binary workbook": (lambda: with_part("xl/workbook.bin", b"x"), "A02", "binary workbook"),
    "months on sheets alike": (
        lambda: workbook([HEADINGS, ["A", "2009-04", 4]], "Apr", [("May", [HEADINGS, ["A", "2009-05", 4]])]),
        "A08",
        'the headings of "Apr", "May" fit alike',
    ),
    "nothing on any sheet": (lambda: workbook([]), "A03", "empty"),
    "cut off half way": (lambda: workbook([HEADINGS, ["A", "2009/10", 4]])[:2000], "A10", "did not arrive in full"),
}


@pytest.mark.parametrize("case", HARMLESS.values(), ids=HARMLESS)
def test_what_would_do_harm_is_refused_in_a_sentence(case):
    make, code, words = case
    sheet = reading.read(make(), "q1.xlsx")
    assert [each.code for each in sheet.faults] == [code]
    assert words in said(sheet)


def test_a_bomb_is_refused_by_its_directory_and_never_unpacked(monkeypatch):
    content = workbook([HEADINGS, ["A", "2009/10", 4]])
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *args, **more: pytest.fail("it was unpacked"))
    monkeypatch.setattr(workbook_limits, "LARGEST_UNPACKED", 1000)
    assert "unpacks to" in said(reading.read(content, "q1.xlsx"))


def test_our_own_sheet_is_taken_where_two_fit_alike():
    sheets = [HEADINGS, ["A", "2009-04", 4]]
    sheet = reading.read(workbook(sheets, "Copy", [("Return", sheets)]), "q1.xlsx")
    assert sheet.separator == "Return"


def test_too_many_rows_are_refused_by_number(monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_ROWS", 1)
    assert "smaller than 1 rows. Yours is 2 rows" in said(reading.read(PLAIN.encode(), "q1.csv"))


def test_a_link_a_device_and_a_file_too_large_are_not_read(tmp_path, monkeypatch):
    file, link = tmp_path / "q1.csv", tmp_path / "link.csv"
    file.write_text(PLAIN)
    link.symlink_to(file)
    assert reading.contents(file) == PLAIN.encode()
    for path, words in ((link, "is a link"), (tmp_path, "not a plain file"), (reading.Path("/dev/zero"), "not a plain file")):
        with pytest.raises(PimError, match=words):
            reading.contents(path)
    monkeypatch.setattr("pimdata.decoding.LARGEST_FILE", 10)
    with pytest.raises(PimError, match="must be smaller"):
        reading.contents(file)


# What a written frame may hold: no edges that are trimmed, no note or total, nothing a spreadsheet reads otherwise.
CODE = st.from_regex(r"[A-Z]{2} [0-9]{1,4}", fullmatch=True)
FIGURE = st.decimals(min_value=-(10**6), max_value=10**6, places=2, allow_nan=False).map(lambda each: f"{each.normalize():f}")
QUARTERS = [f"{year}/{(year + 1) % 100:02d} Q{quarter}" for year in range(2005, 2015) for quarter in (1, 2, 3, 4)]
FRAMES = st.dictionaries(st.tuples(CODE, st.sampled_from(QUARTERS)), FIGURE, min_size=1, max_size=8)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac-roman"]
SPELLINGS = [
    lambda year, quarter: f"{year} {quarter}",
    lambda year, quarter: f"{quarter} {year}",
    lambda year, quarter: f"{year.replace('/', '-')} {quarter}",
    lambda year, quarter: f"Quarter {quarter[1]} {year[:4]}/20{year[5:]}",
]


def written(figures, shape, spell):
    """The cells of a file of these figures in one of its shapes."""
    named = {period: spell(*period.split()) for _, period in figures}
    if shape == "long":
        return [HEADINGS, *([code, named[period], value] for (code, period), value in figures.items())]
    codes, periods = (list(dict.fromkeys(key[index] for key in figures)) for index in (0, 1))
    if shape == "a column a period":
        cells = [[code, *(figures.get((code, period), "") for period in periods)] for code in codes]
        return [["indicator_code", *named.values()], *cells]
    cells = [[named[period], *(figures.get((code, period), "") for code in codes)] for period in periods]
    return [["period", *codes], *cells]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    figures=FRAMES,
    shape=st.sampled_from(["long", "a column a period", "a row a period"]),
    spell=st.sampled_from(SPELLINGS),
    kind=st.sampled_from([*ENCODINGS, "xlsx"]),
    separator=st.sampled_from(",;\t"),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    title=st.booleans(),
)
def test_figures_written_in_any_shape_and_encoding_are_read_back(figures, shape, spell, kind, separator, line_end, title):
    cells = [*([["Housing – £"]] if title else []), *written(figures, shape, spell)]
    content = workbook(cells) if kind == "xlsx" else "".join(separator.join(row) + line_end for row in cells).encode(kind)
    sheet = reading.read(content, "q1.xlsx" if kind == "xlsx" else "q1.csv")
    assert not sheet.is_stopped, said(sheet)
    found = {(code, period_words.read(period)): value for code, period, value in sheet.frame.select(HEADINGS).rows()}
    assert found == figures


MEASURES = "indicator_code,valid_from,title,kind,frequency,unit,decimal_places,aggregation,value_basis\n" + "".join(
    f"NI {number},2005-04-01,Homes,indicator,quarterly,number,1,sum,period\n" for number in (1, 2, 3)
)
# `make fuzz` asks for 20,000.
TRIES = int(os.environ.get("PIMDATA_FUZZ_TRIES", "600"))


def test_a_damaged_file_of_any_kind_is_read_or_refused_and_never_breaks_the_reader_or_the_checks():
    files, read = sound(), 0
    with given_files.council_of(("indicators", MEASURES)) as db:
        for seed in range(TRIES):
            rng = random.Random(seed)
            content = mutated(rng, files[seed % len(files)])
            sheet = reading.read(content, "q1.xlsx" if content.startswith(b"PK") else "q1.csv")
            assert isinstance(sheet.frame, pl.DataFrame)
            assert sheet.is_stopped or sheet.frame.height
            assert all(each.words.strip() for each in sheet.faults)
            read += not sheet.is_stopped
            if not sheet.is_stopped and read % 8 == 0:  # a check takes some ten times as long
                found = checks.check(db, sheet, DATASETS["indicator_results"])
                assert all(each.words.strip() for each in found.faults)
    assert read > TRIES / 10, "most were refused, so little was shown of the reading"

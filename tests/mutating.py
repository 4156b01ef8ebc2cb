"""Files that are damaged on purpose, each in another way, from sound ones of every kind that is read."""

import io
import random
import zipfile

import xlsxwriter

LONG = (
    'indicator_code,period,value,what_happened\r\nNI 1,2009/10 Q1,"1,234.5 (p)","Snow, twice"\r\n'
    "NI 2,Jul-10,£4,\r\nNI 3,2009-10 Q2,N/A,-\r\n\r\nTotal,,99,\r\nSource: the housing system"
)
WIDE = "Housing returns\n\nindicator_code;2009/10 Q1;Q2 2009/10;202021\nNI 1;4;..;5*\nNI 2;(3);;#REF!\n"
PIECES = (
    b'"', b",", b"\n", b"\x00", b"\xff", b"\r", b";", b"", b"\t", b"=", b"9" * 40, b"\xa3", b"\xef\xbb\xbf", b"  ", b"'", b"-",
)  # fmt: skip
XML_PIECES = (*PIECES, b"<", b">", b"/", b'r="XFD1048576"', b't="e"', b't="s"', b"<v>1e999</v>", b'hidden="1"', b"<row>")


def workbook(rows, name="Return", more=()):
    """A plain workbook of these rows, with more sheets where they are named."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for title, cells in ((name, rows), *more):
        sheet = book.add_worksheet(title)
        for number, row in enumerate(cells):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(number, column, value)
    book.close()
    return out.getvalue()


def sound():
    """A sound file of each kind."""
    rows = [["Housing"], [], ["indicator_code", "period", "value"], ["NI 1", "2009/10 Q1", 4.5], ["NI 2", "Jul-10", "N/A"]]
    return [
        LONG.encode(),
        LONG.encode("utf-16"),
        LONG.encode("cp1252"),
        LONG.replace("\r\n", "\r").encode("mac-roman"),
        WIDE.encode("utf-8-sig"),
        workbook(rows, more=[("Notes", [["Anything"]])]),
    ]


def mutated(rng: random.Random, content: bytes) -> bytes:
    """The file with a few pieces of it put in, taken out or cut off; half of the workbooks inside their parts."""
    if content.startswith(b"PK") and rng.random() < 0.6:
        return _mutated_parts(rng, content)
    return _bytes(rng, content, PIECES)


def _bytes(rng, content, pieces):
    changed = bytearray(content)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(changed) + 1)
        changed[at : at + rng.choice((0, 1, 3, 30))] = rng.choice(pieces)
    return bytes(changed[: rng.randrange(len(changed) + 1)] if rng.random() < 0.1 else changed)


def _mutated_parts(rng, content):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = [name for name in old.namelist() if name.startswith(("xl/", "[Content", "_rels"))]
        chosen = rng.choice(names)
        for name in old.namelist():
            part = old.read(name)
            if name != chosen:
                new.writestr(name, part)
            elif rng.random() < 0.95:
                new.writestr(name, _bytes(rng, part, XML_PIECES))
    return out.getvalue()

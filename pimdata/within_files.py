"""Whether words stand in a file that is kept: in its text, in the parts of a workbook or a document, or no program can tell."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence

LARGEST_UNPACKED = 100_000_000  # bytes; a larger one is for a person to look at
PICTURED = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff")  # whose words may be packed, or drawn
_TAG = re.compile(r"<[^>]{0,10000}>")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError)


def hold(content: bytes, sought: Sequence[str]) -> bool | None:
    """Whether any of these words stands in a file, in whatever letters; None where only a person who opens it can tell.

    >>> hold(b"Ask JO@x.example", ["jo@x.example"]), hold(b"Ask Mo", ["jo@x.example"]), hold(b"%PDF-1.7", ["jo"])
    (True, False, None)
    """
    wanted = [words.lower() for words in sought]
    try:
        if any(words in text for text in _texts(content) for words in wanted):
            return True
    except _BROKEN:
        return None
    return None if content.startswith(PICTURED) else False


def _texts(content: bytes) -> Iterator[str]:
    """A file's text in small letters; of one that is packed, that of each part, without the marks between its words.

    Raises:
        ValueError: it unpacks to too much, or is locked.
    """
    if not content.startswith(b"PK"):
        yield _text(content)
        return
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise ValueError("unpacks to too much")
        for part in parts:
            with packed.open(part) as unpacked:
                said = _text(unpacked.read(part.file_size + 1))
            yield said
            yield html.unescape(_TAG.sub("", said))


def _text(content: bytes) -> str:
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return content.decode("utf-16" if is_wide else "utf-8", "ignore").lower()

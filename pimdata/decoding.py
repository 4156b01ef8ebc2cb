"""A file's bytes into text: what is not text is refused by name, and the encoding is found, never asked."""

from __future__ import annotations

from pathlib import PurePath

from pimdata.messages import Fault, fault

LARGEST_FILE = 50_000_000
KINDS_OF_FILE = (".csv", ".txt", ".tsv", "")
WORKBOOKS = (".xlsx", *KINDS_OF_FILE)  # a workbook is known by its content, whatever it is called
ONE_BYTE = {"cp1252": "a Windows", "mac-roman": "an old Macintosh"}
# Beyond ASCII and seen in returns; none that is another of them when a Windows file is read as a Macintosh's.
ENGLISH = "£€‘’“”–—…•éèêçöüá½¼¾°²±×©®™\u00a0"
_NOT_TEXT = bytes(code for code in range(32) if chr(code) not in "\t\n\v\f\r\x1b")


class CannotRead(Exception):
    """The file cannot be read, for this reason."""

    def __init__(self, reason: Fault) -> None:
        super().__init__(reason.words)
        self.reason = reason


def kind_of(content: bytes, name: str) -> str:
    """Whether a file is text ("") or a workbook ("xlsx"), whatever its name says.

    Raises:
        CannotRead: it is too large, empty, locked, or neither.
    """
    if len(content) > LARGEST_FILE:
        raise CannotRead(too_large(len(content)))
    if not name and not content:
        raise CannotRead(fault("A01"))
    extension = PurePath(name).suffix.lower()
    found = _kind_by_content(content)
    if found == "password":
        raise CannotRead(fault("A05"))
    if found == "xlsx" and extension in WORKBOOKS:
        if b"PK\x05\x06" not in content:  # what ends every such file
            raise CannotRead(fault("A10"))
        return found
    if found or extension not in KINDS_OF_FILE:
        spoken = "an Excel workbook of another kind" if found == "xlsx" else found or _spoken_extension(extension)
        raise CannotRead(fault("A02", found=spoken, ext=spoken))
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n,;"):
        raise CannotRead(fault("A03"))
    return ""


def too_large(size: int) -> Fault:
    """What is said of a file over the limit, with both sizes."""
    found = f"{size / 1e6:.0f} MB"
    return fault("A04", found=found, limit=f"{LARGEST_FILE / 1e6:.0f} MB", size=found)


def _spoken_extension(extension: str) -> str:
    return f"called {extension} and is no workbook" if extension == ".xlsx" else f"a {extension} file"


def _kind_by_content(content: bytes) -> str:
    """What a file really is where its first bytes give it away, whatever its name says."""
    if content.startswith(b"PK\x03\x04"):
        return "xlsx" if b"xl/" in content else "a zip file"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        is_locked = "EncryptedPackage".encode("utf-16-le") in content
        return "password" if is_locked else "an Excel workbook of the old kind"
    kinds = {b"%PDF": "a PDF", b"{\\rtf": "a word processor's document", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture"}
    if found := next((kind for start, kind in kinds.items() if content.startswith(start)), ""):
        return found
    start = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "a web page" if start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml")) else ""


def decoded(content: bytes) -> tuple[str, str, list[Fault]]:
    """The text, its encoding, and how sure that is.

    UTF-8 and UTF-16 show themselves. Windows and Macintosh files do not: the one under which more of the letters
    beyond ASCII are those of English writing is taken, and it is said how plain the difference was.

    Raises:
        CannotRead: no encoding makes text of it.
    """
    for encoding in _that_show_themselves(content):
        text = _as(content, encoding)
        if text is not None:
            return text, encoding, _saved_twice(text)
    if _is_utf_16(content) or 0 in content:
        raise CannotRead(fault("A06"))
    return _by_letters(content)


def _as(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _has_control_characters(text) else text


def _has_control_characters(text: str) -> bool:
    stored = text.encode(errors="replace")
    return len(stored.translate(None, _NOT_TEXT)) < len(stored)


def _is_utf_16(content: bytes) -> bool:
    return content.startswith((b"\xff\xfe", b"\xfe\xff"))


def _that_show_themselves(content: bytes) -> tuple[str, ...]:
    if _is_utf_16(content):
        return ("utf-16",)
    if content.startswith(b"\xef\xbb\xbf"):
        return ("utf-8-sig",)
    start = content[:2000]
    if start.count(0) > len(start) // 3:  # every other byte of English in UTF-16 is nought
        return ("utf-16-le",) if start[:1] != b"\x00" else ("utf-16-be",)
    return ("utf-8",)


def _by_letters(content: bytes) -> tuple[str, str, list[Fault]]:
    """A file of one byte a letter: which of two hundred and fifty-six is told by what the letters come to."""
    beyond = content.translate(None, bytes(range(128)))
    readings = {encoding: text for encoding in ONE_BYTE if (text := _as(beyond, encoding))}
    likeness = {encoding: sum(map(text.count, ENGLISH)) / len(text) for encoding, text in readings.items()}
    # Where both fit alike Windows is likelier; a Macintosh is taken only where most of its letters make sense.
    likely = [encoding for encoding, fit in likeness.items() if encoding != "mac-roman" or fit > 0.5]
    best = max(likely, key=lambda encoding: likeness[encoding], default="")
    text = _as(content, best) if best else None
    if text is None:
        raise CannotRead(fault("A06"))
    other = max((fit for encoding, fit in likeness.items() if encoding != best), default=0.0)
    is_plain = likeness[best] - other >= 0.5 or len(set(readings.values())) == 1
    sure = "fairly sure" if is_plain else "not sure, since few of its letters tell"
    return text, best, [fault("A07", kind=ONE_BYTE[best], sure=sure), *_saved_twice(text)]


def _saved_twice(text: str) -> list[Fault]:
    """UTF-8 that was once taken for Windows letters and saved so: £ has become Â£."""
    if text.isascii():
        return []
    found = next((mark for mark in ("Â£", "â€™", "â€œ", "â€“", "Ã©") if mark in text), "")
    return [fault("A14", found=found)] if found else []

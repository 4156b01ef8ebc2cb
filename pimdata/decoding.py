"""A file's bytes into text: what is not text is refused by name, and the encoding is found, never asked."""

from __future__ import annotations

from pathlib import PurePath

from pimdata.messages import Fault, fault

LARGEST_FILE = 50_000_000
KINDS_OF_FILE = (".csv", ".txt", ".tsv", "")
_NOT_TEXT = bytes(code for code in range(32) if chr(code) not in "\t\n\v\f\r\x1b")


class CannotRead(Exception):
    """The file cannot be read, for this reason."""

    def __init__(self, reason: Fault) -> None:
        super().__init__(reason.words)
        self.reason = reason


def refuse_other_kinds(content: bytes, name: str) -> None:
    """Refuse what is too large, empty, locked, or not text whatever its name says."""
    if len(content) > LARGEST_FILE:
        size = f"{len(content) / 1e6:.0f} MB"
        raise CannotRead(fault("A04", found=size, limit=f"{LARGEST_FILE / 1e6:.0f} MB", size=size))
    kind = _kind_by_content(content)
    if kind == "password":
        raise CannotRead(fault("A05"))
    extension = PurePath(name).suffix.lower()
    if kind or extension not in KINDS_OF_FILE:
        found = kind or f"a {extension} file"
        raise CannotRead(fault("A02", found=found, ext=found))
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n,;"):
        raise CannotRead(fault("A03"))


def _kind_by_content(content: bytes) -> str:
    """What a file really is where its first bytes give it away, whatever its name says."""
    if content.startswith(b"PK\x03\x04"):
        return "an Excel workbook" if b"xl/" in content[:4000] else "a zip file"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        is_locked = "EncryptedPackage".encode("utf-16-le") in content
        return "password" if is_locked else "an Excel workbook of the old kind"
    return "a PDF" if content.startswith(b"%PDF") else ""


def decoded(content: bytes) -> tuple[str, str]:
    """The text and its encoding. cp1252 comes last: it reads almost anything, so it is never sure."""
    for encoding in _possible_encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _has_control_characters(text):
            return text, encoding
    raise CannotRead(fault("A06"))


def _has_control_characters(text: str) -> bool:
    stored = text.encode(errors="replace")
    return len(stored.translate(None, _NOT_TEXT)) < len(stored)


def _possible_encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if content.startswith(b"\xef\xbb\xbf"):
        return ("utf-8-sig",)
    start = content[:2000]
    if start.count(0) > len(start) // 3:  # every other byte of English in UTF-16 is nought
        return ("utf-16-le",) if start[:1] != b"\x00" else ("utf-16-be",)
    return ("utf-8", "cp1252")

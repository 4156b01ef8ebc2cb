"""What stands in a cell beside a figure, or in its place: each mark with what it is taken for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


@dataclass(frozen=True)
class Taken:
    """A cell that was read with a meaning that its reader is told; no figure has a reason in place of one."""

    value: Decimal | None
    meaning: str
    reason: str = ""
    is_provisional: bool = False


class Mark(NamedTuple):
    """What a mark behind a figure means."""

    meaning: str
    is_provisional: bool = False


# A single hyphen is nought to some and nothing to others, so no nought is made of it: it is no figure, and we say so.
_NO_FIGURE = {
    "Not applicable": ("n/a", "na", "n\\a", ".", "not applicable", "[z]"),
    "No figure given": ("-", "--", "–", "—", "blank", "null", "[blank]"),
    "Not available": ("..", "...", "…", ":", "n.a.", "not available", "no data", "[x]"),
    "Not available yet": ("tbc", "tba", "to be confirmed", "awaited", "not yet available", "pending"),
    "Withheld": ("[c]", "suppressed", "withheld"),
}
_REASONS = {word: reason for reason, words in _NO_FIGURE.items() for word in words}
_PROVISIONAL = Mark("provisional", True)
_MARKS = {
    **dict.fromkeys(("p", "prov", "provisional"), _PROVISIONAL),
    **dict.fromkeys(("r", "rev", "revised"), Mark("marked as revised")),
    **dict.fromkeys(("e", "est", "estimate", "estimated"), Mark("marked as estimated")),
}
_MARKED = re.compile(r"(?P<figure>.*[\d)%-])\s*(?:[(\[](?P<word>[a-z]+)\.?[)\]]|(?P<sign>\*+|[†‡¹²³#]))", re.IGNORECASE)


def no_figure(text: str) -> Taken | None:
    """What a word in place of a figure is taken for; None where it is no such word.

    >>> no_figure("N/A").reason, no_figure("..").meaning, no_figure("3")
    ('Not applicable ("N/A" in the file)', 'no figure: not available', None)
    """
    reason = _REASONS.get(" ".join(text.lower().split()))
    return Taken(None, f"no figure: {reason.lower()}", f'{reason} ("{text}" in the file)') if reason else None


def marked(text: str) -> tuple[str, Mark | None]:
    """A figure without the mark behind it, and the mark.

    >>> marked("12.3 (p)"), marked("1,234*"), marked("(12)"), marked("12 (x)")
    (('12.3', Mark(meaning='provisional', is_provisional=True)), ('1,234', Mark(meaning='marked *', \
is_provisional=False)), ('(12)', None), ('12 (x)', None))
    """
    found = _MARKED.fullmatch(text)
    if not found:
        return text, None
    mark = Mark(f"marked {found['sign']}") if found["sign"] else _MARKS.get(found["word"].lower())
    return (found["figure"], mark) if mark else (text, None)

"""What the pieces of a page hold; `fragments` turns them into HTML."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from pimdata.ui.spark import Spark

Kind = Literal["text", "number", "link", "file", "chip", "spark", "mark"]


class Column(NamedTuple):
    """One column of a table: which key of a row, under which heading, shown how.

    A `link` or `file` takes its address from the row's key named in `href`; a `chip` holds a status and takes
    its words from the key named in `words`, and a line beneath it from the one named in `note`. What leads to `href` is that
    line, or where there is none the chip itself: to why the status is what it is.
    The first column names its row.
    """

    key: str
    heading: str
    kind: Kind = "text"
    href: str = ""
    words: str = "status_words"
    note: str = ""


class Mark(NamedTuple):
    """A signal in a table: a letter in a ring of its tone (better, worse, usual, neither), and words."""

    tone: str
    letter: str
    words: str


class Card(NamedTuple):
    """One thing that needs attention or is going well."""

    status: str
    words: str
    title: str
    href: str
    sentence: str
    value: str = ""
    target: str = ""
    spark: Spark | None = None
    next_step: str = ""
    owner: str = ""


class Item(NamedTuple):
    """One line of a list: a card that opens. `why` is the rule that lists it; its status leads to `why_href`."""

    status: str
    words: str
    title: str
    href: str
    why: str
    value: str = ""
    target: str = ""
    spark: Spark | None = None
    sentence: str = ""
    next_step: str = ""
    owner: str = ""
    why_href: str = ""


class ItemList(NamedTuple):
    """A list with its name, the rule that lists, and the way to all of it."""

    title: str
    rule: str
    items: Sequence[Item]
    more: str = ""
    more_href: str = ""


class Count(NamedTuple):
    """How many have a status, and where they are listed; `before` says what it was, in words."""

    status: str
    words: str
    number: int
    href: str = ""
    before: str = ""


class HealthRow(NamedTuple):
    """One of the five themes of a health card; `item` is what on it most needs attention."""

    theme: str
    status: str
    words: str
    sentence: str
    change: str = ""
    href: str = ""
    item: str = ""
    item_href: str = ""


class RiskCell(NamedTuple):
    """How many risks stand at a likelihood and impact, and the band the rules give that place."""

    likelihood: int
    impact: int
    score: int
    band: str
    number: int = 0
    href: str = ""


class Comment(NamedTuple):
    """What an officer wrote about one period: prompts and answers, who wrote it and who signed it off."""

    period: str
    status: str
    words: str
    blocks: Sequence[tuple[str, str]]
    written_by: str = ""
    signed_off_by: str = ""
    when: str = ""
    number: int | None = None
    why_href: str = ""


class Fault(NamedTuple):
    """One thing to put right; `href` leads to its row."""

    kind: Literal["Stop", "Fix", "Explain", "Note"]
    place: str
    words: str
    href: str = ""


class Facts(NamedTuple):
    """What must stand under every page of figures."""

    as_at: str
    next_update: str
    status_of_figures: str
    source: str
    strengths_and_limits: str
    revisions: str
    contact: str
    contact_href: str = ""
    accessibility_href: str = "/help"


class Standing(NamedTuple):
    """One of the three facts of a measure: what it is called, the figure or word, its status, and lines under it."""

    title: str
    figure: str
    lines: Sequence[str] = ()
    status: str = ""
    words: str = ""
    why_href: str = ""

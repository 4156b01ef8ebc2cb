"""Pieces of a page as HTML: values in, an escaped string out. Nothing here knows Streamlit.

Every piece is a template in `templates/`, where autoescape is on, so text from a return can never become markup.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pimdata.ui.pieces import Card as Card
from pimdata.ui.pieces import Column as Column
from pimdata.ui.pieces import Comment as Comment
from pimdata.ui.pieces import Count as Count
from pimdata.ui.pieces import Facts as Facts
from pimdata.ui.pieces import Fault as Fault
from pimdata.ui.pieces import HealthRow as HealthRow
from pimdata.ui.pieces import Item as Item
from pimdata.ui.pieces import ItemList as ItemList
from pimdata.ui.pieces import Mark as Mark
from pimdata.ui.pieces import RiskCell as RiskCell
from pimdata.ui.pieces import Standing as Standing
from pimdata.ui.spark import HEIGHT, WIDTH

# Other schemes (javascript:, data:) would run when clicked, and escaping does not stop them.
_SAFE_ADDRESS = re.compile(r"(?:/(?![/\\])|#|\?|https?://|mailto:)", re.IGNORECASE)


def _address(href: str) -> str:
    """The address when it is one that may be followed, else nothing."""
    return href if _SAFE_ADDRESS.match(href) else ""


def _figure(value: Any) -> str:  # noqa: ANN401 - a cell may hold anything
    """A cell as it is read: thousands apart, a true minus sign, and a dash for nothing."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    # Neither 64.19999999999999 nor the database's 21.400000.
    return f"{Decimal(str(round(value, 6))).normalize() + 0:,f}".replace("-", "\N{MINUS SIGN}")


def _slug(text: str) -> str:
    """A band or kind as the end of a class name."""
    return re.sub(r"[^a-z]+", "-", text.lower()).strip("-")


_ENVIRONMENT = Environment(
    loader=PackageLoader("pimdata.ui"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_ENVIRONMENT.filters |= {"address": _address, "figure": _figure, "slug": _slug}
_ENVIRONMENT.globals |= {"spark_width": WIDTH, "spark_height": HEIGHT}


def _render(name: str, **values: object) -> Markup:
    """A template filled in; the result counts as safe because autoescape has done its work."""
    return Markup(_ENVIRONMENT.get_template(f"{name}.html").render(values).strip())  # noqa: S704


def chip(status: str, words: str) -> Markup:
    """A status: shape, mark, words and colour."""
    return _render("chip", status=status, words=words)


def headline(text: str, title: str = "", code: str = "") -> Markup:
    """The page's h1, where a title is given, and the paragraph that comes before everything else."""
    return _render("headline", title=title, code=code, paragraphs=text.split("\n\n"))


def table(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, Any]],
    empty: str = "There is nothing to list.",
    *,
    quiet: bool = False,
    anchor: str = "",
) -> Markup:
    """A real table, which becomes a list of cards on a phone.

    Args:
        caption: names the table; `quiet` keeps it for screen readers only, where a heading says the same.
        columns: in the order shown.
        rows: as `frame.to_dicts()` gives them.
        empty: what to say where there are no rows.
        anchor: the key of a row that holds its id, so that a fault can lead to it.
    """
    return _render("table", caption=caption, columns=columns, rows=rows, empty=empty, quiet=quiet, anchor=anchor)


def card(item: Card) -> Markup:
    """One card on its own."""
    return _render("card", item=item)


def cards(items: Sequence[Card], empty: str = "There is nothing to list.") -> Markup:
    """Cards side by side, all the same size: what goes well is given the room of what does not."""
    return _render("cards", items=items, empty=empty)


def lists(items: Sequence[ItemList]) -> Markup:
    """Lists side by side and the same size, so that what goes well is seen as soon as what does not."""
    return _render("lists", lists=items)


def count_strip(items: Sequence[Count], label: str = "How many measures have each status") -> Markup:
    """How many of each status, each number leading to its list."""
    return _render("count_strip", items=items, label=label)


def health_card(title: str, people: Sequence[tuple[str, str]], sentence: str, rows: Sequence[HealthRow]) -> Markup:
    """A service on one page: who answers for it, a sentence, and its five themes."""
    return _render("health_card", title=title, people=people, sentence=sentence, rows=rows)


def risk_matrix(
    cells: Sequence[RiskCell],
    caption: str = "Risks by likelihood and impact",
    likelihood_words: Mapping[int, str] | None = None,
    impact_words: Mapping[int, str] | None = None,
) -> Markup:
    """Likelihood upwards, impact to the right; every cell prints its score, its band and its count."""
    grid = {(cell.likelihood, cell.impact): cell for cell in cells}
    return _render(
        "risk_matrix",
        grid=grid,
        caption=caption,
        likelihoods=sorted({likelihood for likelihood, _ in grid}, reverse=True),
        impacts=sorted({impact for _, impact in grid}),
        likelihood_words=likelihood_words or {},
        impact_words=impact_words or {},
    )


def steps(names: Sequence[str], current: int, label: str = "Steps") -> Markup:
    """Where you are in a task; `current` counts from 1, and one past the end means all done."""
    return _render("steps", names=names, current=current, label=label)


def progress(title: str, done: Sequence[tuple[str, str]], ahead: Sequence[str]) -> Markup:
    """How far something long has come: each step that is done, and what came of it; the first of those ahead is under way."""
    return _render("progress", title=title, done=done, ahead=ahead)


def banner(text: str, kind: Literal["illustrative", "note", "good", "problem"] = "illustrative") -> Markup:
    """A line across the page that must not be missed."""
    return _render("banner", text=text, kind=kind)


def footer(facts: Facts) -> Markup:
    """What the Office for Statistics Regulation asks every dashboard to say."""
    return _render("footer", facts=facts)


def comments(items: Sequence[Comment], empty: str = "No comment has been written.") -> Markup:
    """Comments, in the order given; a number is that of its point on the chart."""
    return _render("comments", items=items, empty=empty)


def definition_list(pairs: Sequence[tuple[str, str]]) -> Markup:
    """Terms and what they mean."""
    return _render("definition_list", pairs=pairs)


def fault_list(faults: Sequence[Fault], heading: str = "Put these right") -> Markup:
    """A summary of faults, each leading to its row."""
    return _render("fault_list", faults=faults, heading=heading)


def row_faults(anchor: str, title: str, faults: Sequence[Fault]) -> Markup:
    """What is wrong with one row, above the cells where it is put right; the summary leads to its `anchor`."""
    return _render("row_faults", anchor=anchor, title=title, faults=faults)


def asked_row(title: str, beside: Sequence[tuple[str, str]]) -> Markup:
    """A row that is owed, with the figures that help to fill it in."""
    return _render("asked_row", title=title, beside=beside)


def summary(text: str, kind: Literal["note", "good", "problem"], token: str = "") -> Markup:
    """What was found in a file, in a line. Focus moves to it whenever it comes with another token."""
    return _render("summary", text=text, kind=kind, token=token)


def meeting_item(
    place: str, title: str, status: str, words: str, sentences: Sequence[str], next_step: str, why_href: str = ""
) -> Markup:
    """One item of a running order, to be read across a room; its status leads to `why_href`."""
    said = {"title": title, "status": status, "words": words, "sentences": sentences, "next_step": next_step}
    return _render("meeting_item", place=place, why_href=why_href, **said)


def section(title: str) -> Markup:
    """The heading of a part of a page."""
    return Markup("<h2>{}</h2>").format(title)


def paragraph(words: str) -> Markup:
    """A paragraph of words."""
    return Markup("<p>{}</p>").format(words) if words else Markup("")


def more(said: str, words: str, href: str) -> Markup:
    """What is not shown, and the way to it."""
    return _render("more", said=said, words=words, href=href)


def link(words: str, href: str) -> Markup:
    """A few words that lead somewhere, within a sentence or a term."""
    return _render("link", words=words, href=href)


def standing(items: Sequence[Standing]) -> Markup:
    """Now, direction and year end side by side: three facts that are never made into one."""
    return _render("standing", items=items)


def opening(title: str, body: Markup, is_open: bool = False) -> Markup:
    """A part of a page that opens: its heading is what is pressed, so it is found among the headings."""
    return _render("opening", title=title, body=body, is_open=is_open)


def judged_headline(title: str, code: str, status: str, words: str, text: str, why_href: str = "") -> Markup:
    """The h1 of a page about one judged thing: its status stands between its name and what is said of it."""
    return _render("judged_headline", title=title, code=code, status=status, words=words, text=text, why_href=why_href)


def caption(words: str) -> Markup:
    """What stands under a heading or beside a chart, in quieter type."""
    return Markup('<p class="pim pim-caption">{}</p>').format(words) if words else Markup("")


def ways_on(ways: Sequence[tuple[str, str, str]]) -> Markup:
    """Where to go from here: title, address, and what is there."""
    return _render("ways_on", ways=ways)

"""Pieces of a page: escaped, named, and whole for those who cannot see them."""

import base64
import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from pimdata.palette import STATUSES
from pimdata.ui import fragments as f
from pimdata.ui import headers
from pimdata.ui.spark import SHAPES, spark

NASTY = '<script>alert("x")</script> **bold** [a](javascript:alert(1)) & \' "'
VOID = {"img", "br", "hr", "input"}
PICTURE = spark([1, 2, None, 4], "near", NASTY, 3)
CARD = f.Card("below", NASTY, NASTY, NASTY, NASTY, NASTY, NASTY, PICTURE, NASTY, NASTY)
COLUMNS = [
    f.Column("name", NASTY, "link", href="href"),
    f.Column("value", NASTY, "number"),
    f.Column("status", NASTY, "chip"),
    f.Column("picture", NASTY, "spark"),
    f.Column("file", NASTY, "file", href="href"),
    f.Column("name", NASTY),
]
ROW = {"name": NASTY, "href": NASTY, "value": NASTY, "status": "on", "status_words": NASTY, "picture": PICTURE}
ROW |= {"file": NASTY}
EVERY_PIECE = {
    "chip": f.chip("on", NASTY),
    "headline": f.headline(NASTY, NASTY, NASTY),
    "table": f.table(NASTY, COLUMNS, [ROW], anchor="name"),
    "empty table": f.table(NASTY, COLUMNS, [], NASTY),
    "card": f.card(CARD),
    "cards": f.cards([CARD, CARD]),
    "no cards": f.cards([], NASTY),
    "count strip": f.count_strip([f.Count("on", NASTY, 3, NASTY, NASTY)], NASTY),
    "health card": f.health_card(NASTY, [(NASTY, NASTY)], NASTY, [f.HealthRow(NASTY, "due", NASTY, NASTY, NASTY, NASTY)]),
    "risk matrix": f.risk_matrix([f.RiskCell(1, 1, 1, NASTY, 2, NASTY)], NASTY, {1: NASTY}, {1: NASTY}),
    "steps": f.steps([NASTY, NASTY], 1, NASTY),
    "progress": f.progress(NASTY, [(NASTY, NASTY), (NASTY, "")], [NASTY, NASTY]),
    "banner": f.banner(NASTY),
    "footer": f.footer(f.Facts(*[NASTY] * 9)),
    "comments": f.comments([f.Comment(NASTY, "late", NASTY, [(NASTY, NASTY)], NASTY, NASTY, NASTY, 1)]),
    "no comments": f.comments([], NASTY),
    "definition list": f.definition_list([(NASTY, NASTY)]),
    "fault list": f.fault_list([f.Fault("Fix", NASTY, NASTY, NASTY)], NASTY),
    "meeting item": f.meeting_item(NASTY, NASTY, "info", NASTY, [NASTY], NASTY),
}


class Page(HTMLParser):
    """Reads a fragment as a browser does: tags, addresses, and text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.open, self.addresses, self.text, self.roles = [], [], [], "", []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.addresses += [value for name, value in attrs if name in ("href", "src")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("html", EVERY_PIECE.values(), ids=EVERY_PIECE)
def test_what_people_write_never_becomes_markup(html):
    page = Page(html)
    assert "script" not in {tag for tag, _ in page.tags}
    assert not {name for _, attrs in page.tags for name in attrs if name.startswith("on")}
    assert [address for address in page.addresses if not address.startswith("data:image/svg+xml;base64,")] in (
        [],
        ["/help"],
    )
    assert "**bold** [a]" in page.text  # said as it was written


@pytest.mark.parametrize("html", EVERY_PIECE.values(), ids=EVERY_PIECE)
def test_every_tag_is_closed(html):
    assert Page(html).open == []


@pytest.mark.parametrize("href", ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//evil.example"])
def test_only_addresses_that_are_safe_to_follow_become_links(href):
    assert "href" not in f.card(f.Card("on", "On target", "A title", href, "A sentence."))


def test_a_link_to_our_own_page_is_followed_without_loading_again():
    assert '<a href="/measures?i=A&amp;p=2" data-page>' in f.card(
        f.Card("on", "On target", "A title", "/measures?i=A&p=2", "A sentence.")
    )


def test_a_table_keeps_its_meaning_when_it_is_drawn_as_cards():
    columns = [f.Column("name", "Measure"), f.Column("value", "Days", "number")]
    page = Page(f.table("Days to re-let", columns, [{"name": "Homes", "value": 1234.5}]))
    roles = [attrs.get("role") for _, attrs in page.tags if attrs.get("role")]
    assert roles == ["table", "rowgroup", "row", "columnheader", "columnheader", "rowgroup", "row", "rowheader", "cell"]
    scopes = [attrs["scope"] for tag, attrs in page.tags if tag == "th"]
    assert scopes == ["col", "col", "row"]
    assert ("td", {"role": "cell", "class": "pim-is-number", "data-label": "Days"}) in page.tags


CELLS = {
    # why this case is here:                 (value, shown)
    "thousands apart": (1234567, "1,234,567"),
    "no dust of floating point": (64.19999999999999, "64.2"),
    "a decimal of the database": (Decimal("21.400000"), "21.4"),
    "a round decimal": (Decimal("1200.000000"), "1,200"),
    "a true minus sign": (-3, "\N{MINUS SIGN}3"),
    "nothing is a dash": (None, "–"),
    "nought is not nothing": (0, "0"),
    "words stay as they are": ("49.60%", "49.60%"),
}


@pytest.mark.parametrize("case", CELLS.values(), ids=CELLS)
def test_a_figure_is_written_as_it_is_read(case):
    value, shown = case
    page = Page(f.table("T", [f.Column("n", "N"), f.Column("v", "V", "number")], [{"n": "a", "v": value}]))
    assert page.text.split()[-1] == shown


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_is_a_shape_and_words_and_not_only_a_colour(status):
    assert f"pim-shape--{status}" in f.chip(status, "Words")
    assert Page(f.chip(status, "Words")).text == "Words"
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_every_cell_of_the_risk_matrix_prints_its_score_and_band():
    cells = [f.RiskCell(li, im, li * im, "High", (li + im) % 3, "/risks") for li in (1, 2) for im in (1, 2)]
    text = " ".join(Page(f.risk_matrix(cells)).text.split())
    assert [f"High, {score}" in text for score in (1, 2, 4)] == [True] * 3
    assert "1 risk at" in text
    assert "2 risks at" in text


def test_no_faults_show_nothing():
    assert f.fault_list([]) == ""


def test_the_footer_says_all_that_is_asked_of_a_dashboard():
    text = Page(f.footer(f.Facts("a", "b", "c", "d", "e", "f", "g"))).text
    for term in (
        "Figures as at",
        "Next update",
        "Status of the figures",
        "Source",
        "Strengths and limits",
        "Revisions",
    ):
        assert term in text
    assert "Contact" in text
    assert "Accessibility statement" in text


def picture(*args):
    return base64.b64decode(spark(*args).uri.partition(",")[2]).decode()


def test_a_gap_in_a_series_is_a_gap_in_the_picture():
    assert len(re.findall("<polyline", picture([1, 2, None, 3, 4], "on", ""))) == 2
    assert len(re.findall("<polyline", picture([1, None, 3], "on", ""))) == 2


@pytest.mark.parametrize("values", [[], [None, None], [5], [5, 5, 5], [-1, 0, 1]])
@pytest.mark.parametrize("status", STATUSES)
def test_any_series_can_be_drawn(values, status):
    svg = picture(values, status, "")
    assert SHAPES[status] in svg
    assert "nan" not in svg
    assert Page(svg).open == []


def test_the_policy_names_our_script_and_that_of_the_front_end():
    policy = headers.security_headers()["content-security-policy"]
    assert headers.digest(headers.SCRIPT) in policy
    assert policy.count("'sha256-") >= 2
    assert "unsafe-eval" not in policy
    assert headers.inline_scripts("<script>a</script><script src='x'></script><script>\nb</script>") == ["a", "\nb"]

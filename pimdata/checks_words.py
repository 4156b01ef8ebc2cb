"""Stages D and E for what people write: personal data, words that say nothing, and words at odds with the figure."""

from __future__ import annotations

import re
from collections.abc import Callable

import duckdb
import polars as pl

from pimdata.messages import Fault, Fix, clipped, fault
from pimdata.reading import ROW
from pimdata.rows import Row, cell_kind, choices, columns

Item = Callable[[str], str]
_NAMED = r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? [A-Z][a-z]+(?:[ -][A-Z][a-z]+)*"
# What must not stand where members and the public may read it.
_PERSONAL = {
    "an email address": r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    "a National Insurance number": r"(?i)\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b",
    "a phone number": r"(?:\+44[ -]?\(?0?\)?|\b0)\d(?:[ -]?\d){8,9}\b",
}
SHORT_OF_TARGET = ("below", "near")  # the statuses at which a row gives an account
_COMMENTS = ("what_happened", "why", "what_next")
_SAYS_NOTHING = re.compile(
    r"(?:"
    r"as (?:expected|above|before|previously|last \w+|usual|stated)|see (?:above|below|comments?|previous|attached|last \w+)"
    r"|no (?:changes?|comments?|reasons?|issues?|updates?|concerns?)|n/?a|not applicable|none|nil|nothing"
    r"|(?:the )?figures? (?:is|are) (?:correct|right|accurate|confirmed|checked)(?: as \w+)?|correct|checked|confirmed"
    r"|due to (?:\w+ )?(?:staffing|resources?|demand|circumstances)(?: issues?| problems?| shortages?)?|staffing(?: issues?)?"
    r"|on-? ?going|in progress|various(?: reasons| factors)?|to follow|tb[ac]|unknown|not known|(?:will )?monitor(?:ing)?"
    r"|for information|noted|ok(?:ay)?|same as (?:above|before|last \w+)|a blip|seasonal|continue(?: as (?:is|now))?|[\W_]*"
    r")[\s.!]*",
    re.IGNORECASE,
)
# Words that any account of any figure may be made of: whatever is beside them, a number or a date says what happened.
_WORDS_OF_ANY = """
    a about above achieve achieved achieving actual after again all also although an and any are as at baseline be because
    been before being below between but by can cant challenge challenges challenging change changed changes circumstances
    continue continued continues continuing could couldnt current currently decline declined decrease decreased did didnt
    difficult difficulties do does dont down drop dropped due during each effort efforts even expect expected factor
    factors fall fallen far fell few figure figures for from had hard has hasnt have havent having here high higher how if
    improve improved improvement improving in increase increased into is isnt issue issues it its just last late lately
    less level levels little low lower many may meet meeting met might miss missed missing month months more most much
    must near no not now number numbers of off on once ongoing only or other our out over overall owing own past
    performance performed performing period periods poor position pressure pressures previous problem problems progress
    quarter quarters quite rather reason reasons recent recently remain remained remains result results rise risen rose
    same service services short shortfall should since situation slight slightly small so some still such target targets
    team teams than that the their them then there these they this those though through time times to too total unable
    under unfortunately until up us usual usually various very was wasnt we well were werent what when where which while
    who why will with within work worked working worse would year years yet
"""
_OF_ANY_FIGURE = frozenset(_WORDS_OF_ANY.split())
_MONTH = r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)\b"
_GOOD_NEWS = (
    r"(?i)\b(?:on target|target (?:was |is |has been )?(?:met|exceeded|achieved)|above target|exceed(?:s|ed|ing)"
    r"|pleas(?:ed|ing)|excellent|very good|good (?:news|performance|result|progress|quarter)|strong performance|best ever"
    r"|well done|success)"
)
_BUT = (
    r"(?i)\b(?:but|however|although|though|despite|yet|not|below|behind|miss(?:ed|es)?|short(?:fall)?|fell|fall(?:en|s)?|worse|late"
    r"|un(?:able|likely)|fail(?:ed|s)?|drop(?:ped|s)?|delay(?:ed|s)?|lower than|poor(?:er)?)\b"
)


def says_nothing(text: str) -> bool:
    """Whether words are only a phrase that stands for none.

    >>> says_nothing("As expected."), says_nothing("n/a"), says_nothing("As expected, 40 homes came back")
    (True, True, False)
    """
    return bool(_SAYS_NOTHING.fullmatch(" ".join(text.split())))


def names_no_cause(text: str) -> bool:
    """Whether an account holds no number, no date, and no word but those that any account of any figure may be made of.

    >>> names_no_cause("It was a very difficult quarter for the team."), names_no_cause("Snow"), names_no_cause("Short by 3")
    (True, False, False)
    """
    words = re.findall(r"[^\W\d_]+", text.replace("'", "").replace("’", "").casefold())
    has_figure = any(letter.isdigit() for letter in text) or re.search(_MONTH, text) is not None
    return not has_figure and all(word in _OF_ANY_FIGURE for word in words)


def personal(rows: pl.DataFrame, model: type[Row], item: Item) -> list[Fault]:
    """The cells of free words that seem to hold what tells of a person."""
    text = [name for name, field in columns(model).items() if cell_kind(field) is str and not choices(field)]
    faults = []
    for name in (each for each in text if each not in model.key):
        said = rows.filter(pl.col(name) != "").select(ROW, model.key[0], name)
        for what, pattern in _PERSONAL.items():
            for row, code, words in said.filter(pl.col(name).str.contains(pattern)).iter_rows():
                fix = Fix("Take it out", name, " ".join(re.sub(pattern, "", words).split()))
                said_so = fault("D10", row=row, column=name, found=words, item=item(code), what=what)
                faults.append(said_so.put_right_by(fix))
        for row, code, words in said.filter(pl.col(name).str.contains(_NAMED)).iter_rows():
            found = re.search(_NAMED, words)
            faults.append(
                fault("D17", row=row, column=name, found=words, item=item(code), name=clipped(found[0] if found else words))
            )
    return faults


def empty_comments(db: duckdb.DuckDBPyConnection, short: pl.DataFrame, item: Item) -> list[Fault]:
    """The comments of rows short of target that say nothing, each with the last that did."""
    faults = []
    for row in short.iter_rows(named=True):
        for name in _COMMENTS:
            if row[name] and (says_nothing(row[name]) or (name == "why" and names_no_cause(row[name]))):
                good = _last_good(db, row["indicator_code"], name)
                slots = {"good": f' Last time you wrote: "{clipped(good)}"' if good else ""}
                about = item(row["indicator_code"])
                faults.append(fault("E04", row=row[ROW], column=name, found=row[name], item=about, **slots))
    return faults


def _last_good(db: duckdb.DuckDBPyConnection, code: str, column: str) -> str:
    """The newest comment of a measure that says something; '' where there is none."""
    rows = db.sql(
        f"""
        select {column} from current_indicator_results
        where indicator_code = $code and {column} <> '' order by period_end desc limit 8
        """,
        params={"code": code},
    ).fetchall()
    return next((words for (words,) in rows if not (says_nothing(words) or names_no_cause(words))), "")


def fights_status() -> pl.Expr:
    """Whether a row's account reads as good news, without a word that turns it."""
    said = pl.concat_str(_COMMENTS[:2], separator=" ")
    return said.str.contains(_GOOD_NEWS) & ~said.str.contains(_BUT)

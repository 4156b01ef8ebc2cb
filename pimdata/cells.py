"""One cell's text into its value, or what is wrong with it. Only cells that are not already plain come here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from pydantic.fields import FieldInfo
from rapidfuzz import process

from pimdata import period_words, periods
from pimdata.cell_marks import Taken, marked, no_figure
from pimdata.rows import choices, is_needed

LARGEST = Decimal("999999999999.999999")  # what a DECIMAL(18, 6) holds
SIX_PLACES = Decimal("0.000001")
PERIOD_COLUMNS = ("period", "financial_year")
# Excel's own, a column too narrow for its figure, and LibreOffice's.
FORMULA_ERRORS = re.compile(r"#(REF|DIV/0|VALUE|NAME|N/A|NUM|NULL|SPILL|CALC|GETTING_DATA)[!?]?|#{2,}|Err:\d{3}", re.IGNORECASE)
YES = dict.fromkeys(("yes", "y", "true", "t", "1"), True)
NO = dict.fromkeys(("no", "n", "false", "f", "0"), False)

Value = Decimal | int | date | bool | str


@dataclass(frozen=True)
class Complaint:
    """What is wrong with a cell: the message's code, what to put instead, and the slots of its words.

    `either` are the readings of a cell that has several, each as it is said and as it is written.
    """

    code: str
    slots: dict[str, str]
    suggestion: str = ""
    either: tuple[tuple[str, str], ...] = ()


Found = Value | Complaint | Taken
Reader = Callable[[str, str, FieldInfo], Found]

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+"
_NUMBER = re.compile(rf"(\()?(-|\+)?£?(-)?({_DIGITS})(e[+-]?\d{{1,2}})?%?(\))?(-)?")
_MONTH = r"(?P<word>[a-z]{3,9})\.?"
_DAYS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<first>\d{1,2})[-/. ](?P<second>\d{1,2})[-/. ](?P<year>\d{4}|\d{2})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[- ,/]*{_MONTH}[- ,/]*(?P<year>\d{{4}}|\d{{2}})",
        rf"{_MONTH}[- ]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[, ]+(?P<year>\d{{4}})",
    )
)
_CLOCK = re.compile(r"[t ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?z?$")
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? +")


def number(text: str) -> Decimal | None:
    """A number as people write it; None where it is not one.

    >>> [str(number(t)) for t in ("£1,234.50", "39%", "(12)", "12-", "1.2E+03", "39,5", "nan", "3 days")]
    ['1234.50', '39', '-12', '-12', '1.2E+3', 'None', 'None', 'None']
    """
    cleaned = text.lower().replace("−", "-").replace("–", "-").removeprefix("'")
    cleaned = re.sub(r"(?<=\d)\s(?=\d{3}(?!\d))", ",", cleaned)  # a space that parts thousands
    cleaned = re.sub(r"(?<![\d.])\s+|\s+(?![\d.])", "", cleaned)  # a space beside a sign
    found = _NUMBER.fullmatch(cleaned)
    if not found or bool(found[1]) != bool(found[6]):
        return None
    minuses = [found[1], found[2] == "-", found[3], found[7]]
    if sum(map(bool, minuses)) > 1:
        return None
    size = Decimal(found[4].replace(",", "") + (found[5] or ""))
    return -size if any(minuses) else size


def _read_figure(text: str, name: str, field: FieldInfo) -> Found:
    if not is_needed(field) and (none := no_figure(text)):
        return none
    bare, mark = marked(text)
    found = number(bare)
    if found is None:
        if meant := _european(text):
            return Complaint("D16", {}, meant)
        hint = ' For "no cases" enter 0. For "not known" leave it blank and give a reason.' if name == "value" else ""
        return Complaint("D02", {"hint": hint})
    if abs(found) > LARGEST:
        return Complaint("D04", {"range": f"between -{LARGEST:,.0f} and {LARGEST:,.0f}"})
    figure = found.quantize(SIX_PLACES, ROUND_HALF_UP)
    return Taken(figure, mark.meaning, is_provisional=mark.is_provisional) if mark else figure


def _european(text: str) -> str:
    """What a figure with a decimal comma means; 1,234 is never one.

    >>> _european("39,5"), _european("1.234,56"), _european("1,234")
    ('39.5', '1234.56', '')
    """
    found = re.fullmatch(r"(-?\d{1,3}(?:\.\d{3})*|-?\d+),(\d{1,2}|\d{4,6})", text)
    return f"{found[1].replace('.', '')}.{found[2]}" if found else ""


def _read_whole(text: str, name: str, field: FieldInfo) -> Found:
    found = number(text)
    if found is None:
        return Complaint("D02", {"hint": ""})
    if found != int(found):
        return Complaint("D05", {})
    return int(found) if abs(found) < 2**31 else Complaint("D04", {"range": "a smaller number"})


def _read_flag(text: str, name: str, field: FieldInfo) -> Found:
    found = (YES | NO).get(text.lower())
    return found if found is not None else Complaint("D08", {"list": "yes, no"})


def _read_word(text: str, name: str, field: FieldInfo) -> Found:
    """A word of a list, whatever its case and whichever of space, hyphen and underscore it has."""
    words = {_plain(choice): choice for choice in choices(field) if choice}
    if _plain(text) in words:
        return words[_plain(text)]
    near = process.extractOne(_plain(text), list(words), score_cutoff=70)
    return Complaint("D08", {"list": ", ".join(words.values())}, words[near[0]] if near else "")


def _plain(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.lower()).strip()


def _read_text(text: str, name: str, field: FieldInfo) -> Found:
    most = longest(field)
    if most and len(text) > most:
        return Complaint("D09", {"max": f"{most:,}", "length": f"{len(text):,}"})
    return text


def _read_period(text: str, name: str, field: FieldInfo) -> Found:
    """A period; what can be read in two ways, or only with a guess, is asked about."""
    if name == "financial_year":
        year = period_words.year_of(text)
        is_sure = period_words.read(text) is not None or year is None
        candidates: tuple[str, ...] = (year,) if year else ()
    else:
        candidates, is_sure = period_words.reading(text)
    if is_sure and candidates:
        return candidates[0]
    if not candidates:
        return Complaint("D11", {"wanted": field.description or "a period"})
    if len(candidates) == 1:
        return Complaint("D16", {}, candidates[0])
    spoken = [period_words.spoken(each) for each in candidates]
    either = tuple(zip(spoken, candidates, strict=True))
    return Complaint("D06", {"first": ", ".join(spoken[:-1]), "second": spoken[-1]}, " or ".join(candidates), either)


def _read_day(text: str, name: str, field: FieldInfo) -> Found:
    """A day as people write it. Two numbers that could each be the month are asked about, never guessed."""
    if not is_needed(field) and (none := no_figure(text)):
        return none
    cleaned = _WEEKDAY.sub("", _CLOCK.sub("", " ".join(text.lower().split())))
    found = next((match for match in (pattern.fullmatch(cleaned) for pattern in _DAYS) if match), None)
    parts = found.groupdict() if found else {}
    if "first" in parts:
        return _day_of_two(int(parts["first"]), int(parts["second"]), _year(parts["year"]), field)
    month = periods.MONTHS.index(parts["word"][:3]) + 1 if parts.get("word", "")[:3] in periods.MONTHS else 0
    day = _day(_year(parts["year"]), month or int(parts.get("month", 0)), int(parts["day"])) if parts else None
    return day or _not_a_day(field)


def _day_of_two(first: int, second: int, year: int, field: FieldInfo) -> date | Complaint:
    days = [day for day in (_day(year, second, first), _day(year, first, second)) if day]
    if len(set(days)) == 2:
        spoken = [f"{day.day} {day:%B}" for day in days]
        suggestion = " or ".join(day.isoformat() for day in days)
        either = tuple((f"{day.day} {day:%B %Y}", day.isoformat()) for day in days)
        return Complaint("D06", {"first": spoken[0], "second": spoken[1]}, suggestion, either)
    return days[0] if days else _not_a_day(field)


def _not_a_day(field: FieldInfo) -> Complaint:
    about = field.description or ""
    example = "" if "2009-12-31" in about else ", as 2009-12-31"
    return Complaint("D11", {"wanted": (about or "a day") + example})


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2100 else None
    except ValueError:
        return None


def longest(field: FieldInfo) -> int | None:
    """The most characters a cell may have."""
    return next((limit for each in field.metadata if (limit := getattr(each, "max_length", None))), None)


_READERS: dict[type, Reader] = {Decimal: _read_figure, int: _read_whole, date: _read_day, bool: _read_flag}


def reader_of(name: str, field: FieldInfo, kind: type) -> Reader:
    """What reads the odd cells of a column."""
    if name in PERIOD_COLUMNS:
        return _read_period
    if choices(field):
        return _read_word
    return _READERS.get(kind, _read_text)


def read(text: str, name: str, field: FieldInfo, reader: Reader) -> Found:
    """The cell's value, what it was taken for, or the complaint about it."""
    if FORMULA_ERRORS.fullmatch(text):
        return Complaint("B07", {})
    return reader(text, name, field)

"""Illustrative figures of other councils, and quartiles as they used to be published, from a fixed seed for each measure.

No real council is named: made-up figures under a real name would be believed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from pimdata.demo_figures import rounded
from pimdata.demo_other_files import Record, chance
from pimdata.demo_return import DemoReturn

SENDER = "Performance Improvement Officer"
SOURCE = "Illustrative"
DISTRICTS = 24
ALL, SIMILAR, NEIGHBOURS = "all districts", "similar districts", "neighbouring districts"
COMPARATOR_COLUMNS = "indicator_code period authority_code authority group value is_doubtful source note source_ref"
QUARTILE_COLUMNS = "indicator_code period group upper_quartile median lower_quartile source source_ref"
# National figures came out some nine months after a year's end; a few came sooner.
CAME_OUT = {
    "2008/09": datetime(2010, 1, 14, 10, 5),
    "2009/10": datetime(2010, 10, 12, 15, 20),
}


class Shape(NamedTuple):
    """How other councils do at a measure: the middle, how far they lie apart, and the least and most there can be."""

    middle: float
    spread: float
    places: int = 1
    low: float = 0
    high: float = 1e9
    years: tuple[str, ...] = ("2008/09", "2009/10")
    authorities: int = DISTRICTS
    step: float = 0.0  # how the middle moves in a year


# What each is there to show stands beside it.
SHAPES: dict[str, Shape] = {
    "NI 157a": Shape(70.5, 9, high=100),  # in the bottom quarter, and slipping
    "NI 157b": Shape(74.5, 6, high=100, step=1),  # in the third quarter
    "NI 157c": Shape(87.2, 4, high=100),
    "NI 158": Shape(6.5, 4, high=100, authorities=8),  # few districts still let homes: a rank alone
    "NI 180": Shape(740, 120, 0),
    "NI 181": Shape(16.2, 3.4, low=6),  # less is better; second best quarter
    "NI 182": Shape(76, 4, 0, high=100, years=("2008/09",)),  # against the year before
    "NI 184": Shape(84, 6, high=100),
    "NI 188": Shape(2, 0.2, 0, high=4),  # nearly all at one level: too alike to rank
    "NI 191": Shape(560, 70, years=("2008/09",)),  # best quarter, against the year before
    "NI 192": Shape(42, 6.5, high=70, step=1.2),  # best quarter
    "NI 195a": Shape(6.5, 2.6, high=100),
    "NI 195b": Shape(9.5, 3.5, high=100),
    "NI 195c": Shape(2.4, 1.1, high=100),
    "BV86": Shape(55, 7, 2),  # costs more than most
    "PL06": Shape(33, 5, 0),  # a range is good: no quarter
}
# A figure its auditor doubted, and one that never came.
DOUBTED = (("NI 195a", 5), ("NI 192", 17), ("NI 181", 9))
MISSING = (("NI 184", 11), ("NI 157a", 20), ("BV86", 3))

# Lower quartile, median and upper quartile, as the figures run.
PUBLISHED: dict[str, dict[str, tuple[str, str, str]]] = {
    "BV8": {"2008/09": ("91.0", "94.3", "96.8"), "2009/10": ("91.9", "95.0", "97.2")},
    "BV9": {"2008/09": ("97.3", "98.0", "98.6"), "2009/10": ("97.2", "98.0", "98.5")},
    "BV10": {"2008/09": ("98.0", "98.7", "99.2"), "2009/10": ("97.6", "98.2", "98.8")},
    "BV12": {"2008/09": ("7.90", "9.10", "10.60")},
    "BV66a": {"2008/09": ("97.5", "98.3", "98.9")},
    "BV212": {"2008/09": ("21.0", "26.0", "34.0"), "2009/10": ("20.0", "25.0", "33.0")},
}


def comparison_files() -> list[DemoReturn]:
    """Every file of other councils' figures, in the order they would have arrived."""
    return list(_files())


def _files() -> Iterator[DemoReturn]:
    for year, moment in CAME_OUT.items():
        yield _file(moment, "comparators", year, COMPARATOR_COLUMNS, list(_comparators(year)))
        yield _file(moment.replace(minute=moment.minute + 15), "quartiles", year, QUARTILE_COLUMNS, list(_quartiles(year)))


def _file(moment: datetime, dataset: str, year: str, columns: str, rows: Sequence[Record]) -> DemoReturn:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns.split(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return DemoReturn(moment, SENDER, dataset, f"{year.replace('/', '-')}-{dataset}.csv", "", text.getvalue())


def _comparators(year: str) -> Iterator[Record]:
    for code, shape in SHAPES.items():
        if year not in shape.years:
            continue
        for number in range(1, shape.authorities + 1):
            is_missing = (code, number) in MISSING
            yield {
                "indicator_code": code,
                "period": year,
                "authority_code": f"ILL{number:02}",
                "authority": f"Illustrative district {number:02}",
                "group": _groups(number),
                "value": "" if is_missing else _figure(code, shape, number, year),
                "is_doubtful": "true" if (code, number) in DOUBTED else "false",
                "source": SOURCE,
                "note": "It published no figure." if is_missing else "",
                "source_ref": SOURCE,
            }


def _groups(number: int) -> str:
    """Half of the districts are like ours, six are beside us, and each is among all of them."""
    if number <= 12:
        return f"{ALL};{SIMILAR}"
    return f"{ALL};{NEIGHBOURS}" if number <= 18 else ALL


def _figure(code: str, shape: Shape, number: int, year: str) -> str:
    """A council keeps most of its place from one year to the next."""
    own = chance("compare", code, str(number)).gauss(0, shape.spread)
    wobble = chance("compare", code, str(number), year).gauss(0, shape.spread / 5)
    middle = shape.middle + shape.step * (int(year[:4]) - 2008)
    return str(rounded(min(max(middle + own + wobble, shape.low), shape.high), shape.places))


def _quartiles(year: str) -> Iterator[Record]:
    for code, years in PUBLISHED.items():
        if year in years:
            lower, median, upper = years[year]
            yield {
                "indicator_code": code,
                "period": year,
                "group": ALL,
                "upper_quartile": upper,
                "median": median,
                "lower_quartile": lower,
                "source": SOURCE,
                "source_ref": SOURCE,
            }

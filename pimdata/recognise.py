"""Which dataset a file is: by its name where its headings agree, else by its headings."""

from __future__ import annotations

import re

from pimdata.errors import PimError
from pimdata.messages import clipped, fault, listed
from pimdata.models import DATASETS
from pimdata.reading import Sheet, tidy_heading
from pimdata.rows import Row, columns, is_needed


def recognise(sheet: Sheet) -> type[Row]:
    """What the rows of a file are.

    Raises:
        PimError: where neither its name nor its headings say, or where its headings fit two datasets equally.
    """
    named, headings = by_name(sheet.file_name), set(sheet.headings)
    if named and needed(named) <= headings:
        return named
    # links_actions.csv ends like actions.csv and holds links: what is in a file tells more than what it is called.
    best = _by_headings(headings)
    if len(best) == 1:
        return best[0]
    if named:
        return named
    names = " and ".join(model.dataset for model in best)
    found = listed([clipped(heading) for heading in sheet.headings.values()], 6)
    why = f"its headings fit {names} equally" if best else f"none of the files we hold has its headings ({found})"
    raise PimError(fault("B09", why=why).words)


def by_name(file_name: str) -> type[Row] | None:
    """The dataset a file is named after, the longest name first; None where it is named after none.

    >>> by_name("HO-2009-10-Q1-indicator_results (2).csv").dataset, by_name("Risks.csv").dataset, by_name("q1.csv")
    ('indicator_results', 'risks', None)
    """
    stem = re.sub(r"\.\w{1,5}$", "", file_name)
    stem = tidy_heading(re.sub(r"(?i)([\s_-]*(\(\d+\)|copy|final|v\d+))+$", "", stem))
    for name in sorted(DATASETS, key=len, reverse=True):
        if stem == name or stem.endswith("_" + name):
            return DATASETS[name]
    return None


def _by_headings(headings: set[str]) -> list[type[Row]]:
    """The datasets that have most of these headings and need no other."""
    fits = {model: len(headings & set(columns(model))) for model in DATASETS.values() if needed(model) <= headings}
    return [model for model, count in fits.items() if count == max(fits.values())]


def needed(model: type[Row]) -> set[str]:
    """The headings a file cannot do without."""
    return {name for name, field in columns(model).items() if is_needed(field)}

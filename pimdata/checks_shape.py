"""Stage B: a file's headings: those that are missing, those that may be meant, and those that are not used."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from pimdata.messages import Fault, Fix, fault
from pimdata.reading import Sheet
from pimdata.recognise import needed
from pimdata.rows import Row, columns

# What a template of figures says beside its columns, in order, to help whoever fills it in.
FOR_READING = (
    "indicator_name",
    "unit",
    "good_is",
    "target",
    "last_value",
    "same_period_last_year",
    "due_date",
    "promised_last_time",
)
LIKE_ENOUGH = 80  # per cent of its letters that a heading shares with the one it may mean


def headings(sheet: Sheet, model: type[Row]) -> list[Fault]:
    """Every fault of a file's headings; one that is near to a heading of ours is asked about, never used unasked."""
    wanted = set(columns(model))
    known = wanted.union(FOR_READING, ["template_id"])
    if not wanted & set(sheet.headings):
        return [fault("B01")]
    missing = [name for name in columns(model) if name not in sheet.headings]
    unused = {name: found for name, found in sheet.headings.items() if name not in known}
    near = _near(unused, missing) if model.is_return else {}
    faults = [_asked(name, unused[name], meant) for name, meant in near.items()]
    faults += [fault("B02", column=name) for name in missing if name in needed(model)]
    left = [found for name, found in unused.items() if name not in near and found]
    return faults + ([fault("B05", found=", ".join(left))] if left else [])


def _near(unused: dict[str, str], missing: list[str]) -> dict[str, str]:
    """Which heading of ours each unknown one may mean: the likest, and none twice."""
    meant: dict[str, str] = {}
    for name in unused:
        left = [each for each in missing if each not in meant.values()]
        found = process.extractOne(name, left, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH) if unused[name] else None
        if found:
            meant[name] = found[0]
    return meant


def _asked(name: str, found: str, meant: str) -> Fault:
    asked = fault("B04", column=name, found=found, suggestion=meant)
    return asked.put_right_by(Fix("Yes, use it", name, meant), Fix("No, leave it out", name, ""))

"""The fixed vocabulary: what a reader sees for each key, the same on every page.

Every table is in the order things are sorted on a page: what needs attention comes first.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Status(NamedTuple):
    """What a status is called, its letter where there is no colour, and what it means."""

    words: str
    letter: str
    meaning: str


STATUSES: Mapping[str, Status] = {
    "below": Status("Below target", "R", "Worse than the intervention level."),
    "near": Status("Slightly below target", "A", "Between the target and the intervention level."),
    "on": Status("On target", "G", "At the target or better."),
    "info": Status("No target set", "N", "Shown for information."),
    "due": Status("Not due yet", "–", "The period is not finished, or the return is not due."),
    "late": Status("Return overdue", "L", "The figure should be here and is not."),
}

# Said beside a status, never instead of one.
EXTRAS: Mapping[str, str] = {"beat": "Beat target", "provisional": "Provisional", "revised": "Revised"}

DIRECTIONS: Mapping[str, str] = {
    "worse": "Worse",
    "same": "About the same",
    "better": "Better",
    "n/a": "Too soon to say",
}
# Where it never will be said which way a figure went, however long one waits.
NO_DIRECTION: Mapping[str, str] = {
    "running_total": "A running total: not compared",
    "neither": "Not judged",
    "milestone": "One date",
}

SIGNALS: Mapping[str, str] = {
    "worse": "Real change for the worse",
    "better": "Real change for the better",
    "changed": "Real change, neither better nor worse",
    "usual": "Usual ups and downs",
    "few": "Not enough figures yet",
}

# The letter that tells a signal or an assurance where there is no colour.
LETTERS: Mapping[str, str] = {"high": "H", "low": "L", "pass": "P", "fail": "F", "hit_or_miss": "?"}

ASSURANCES: Mapping[str, str] = {
    "fail": "Will keep missing it",
    "hit_or_miss": "Hit or miss",
    "pass": "Will keep meeting it",
}

# A signal and an assurance read together.
READINGS: Mapping[str, str] = {
    "act now": "Act now: getting worse, and bound to miss",
    "watch": "Watch it: getting worse",
    "redesign": "Steady, and bound to miss: the way it is done cannot meet the target",
    "working": "Getting better, and not there yet",
    "chance": "Steady: chance decides whether it is met",
    "improving": "Getting better: chance decides for now",
    "stable": "Steady, and sure to be met",
    "celebrate": "Getting better, and sure to be met",
}

# Why a point of a chart stands out, where the rule fires upwards and where it fires downwards.
RULES: Mapping[str, tuple[str, str]] = {
    "astronomical": ("Above the upper limit", "Below the lower limit"),
    "trend": ("In a run of rises", "In a run of falls"),
    "two_of_three": ("One of two far above the mean", "One of two far below the mean"),
    "shift": ("In a run above the mean", "In a run below the mean"),
}

FORECASTS: Mapping[str, str] = {
    "below": "Will miss target",
    "near": "May miss target",
    "on": "Will meet target",
    "info": "No target to meet",
    "n/a": "No forecast",
}

LIKELIHOODS: Mapping[str, str] = {
    "unlikely": "Unlikely to meet target",
    "in doubt": "In doubt",
    "likely": "Likely to meet target",
}

# The status whose shape and words a likelihood takes.
AS_STATUS: Mapping[str, str] = {"likely": "on", "in doubt": "near", "unlikely": "below"}

ACTION_RAGS: Mapping[str, str] = {
    "overdue": "Overdue",
    "due_soon": "Due soon",
    "revised": "Date revised",
    "on_track": "On track",
    "complete": "Complete",
    "closed": "Closed",
}

RISK_BANDS: Mapping[str, str] = {
    "very_high": "Very high",
    "high": "High",
    "moderate": "Moderate",
    "low": "Low",
}

MOVEMENTS: Mapping[str, str] = {"rose": "Rose", "new": "New", "same": "About the same", "fell": "Fell"}

QUARTILES: Mapping[str, str] = {
    "worst": "Bottom quarter",
    "below": "Third quarter",
    "above": "Second best quarter",
    "best": "Best quarter",
    "no_spread": "Too alike to rank",
}


def status_words(key: str) -> str:
    """What a reader sees for a status.

    >>> status_words("near")
    'Slightly below target'
    """
    return STATUSES[key].words


def status_order(key: str) -> int:
    """Where a status sorts: nought comes first on every page.

    >>> sorted(["late", "on", "below"], key=status_order)
    ['below', 'on', 'late']
    """
    return list(STATUSES).index(key)


def status_key(words: str) -> str:
    """The key behind the words shown, for a reader's choice in a filter.

    >>> status_key("Return overdue")
    'late'
    """
    return next(key for key, status in STATUSES.items() if status.words == words)

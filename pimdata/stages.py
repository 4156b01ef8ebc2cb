"""The stages of a return, in the words used everywhere: on the page, in receipts, in lists and on the command line."""

from __future__ import annotations

from collections.abc import Mapping

# In the order a return goes through them. `returns_owed.stage` and a draft's state are these in small letters.
STAGES = ("Not started", "Draft", "Checked", "Part in", "Waiting for sign-off", "Signed off", "Published", "Revised")
# What ends a load otherwise.
ENDS: Mapping[str, str] = {
    "sent back": "Sent back",
    "taken back": "Taken back",
    "reopened": "Reopened",
    "withdrawn": "Withdrawn",
}
NEXT: Mapping[str, str] = {
    "not started": "Get the template, upload a file or fill it in here.",
    "draft": "Put right what is asked about, then send it.",
    "checked": "Look through it, then send it.",
    "part in": "Send the rows that are still to come.",
    "waiting for sign-off": "{signer} signs off. You can take it back until then.",
    "signed off": "It counts. Until its period is published, whoever signs off can reopen it.",
    "published": "It is closed. A figure can be revised, with a reason that stays beside it.",
    "revised": "What each figure was stays beside it.",
}
OVERDUE = "Return overdue"
_WORDS = {stage.lower(): stage for stage in STAGES} | dict(ENDS)


def stage_words(state: str) -> str:
    """How a state is said.

    >>> stage_words("waiting for sign-off"), stage_words("withdrawn")
    ('Waiting for sign-off', 'Withdrawn')
    """
    return _WORDS[state]


def standing(state: str, stage: str, draft: str = "") -> tuple[str, str]:
    """Where a return stands, as a status and in words: the same two wherever a return is shown.

    Args:
        state: whether it is in time, as `returns_owed.state`.
        stage: how far it has come, as `returns_owed.stage`; empty for what has none.
        draft: the state of its draft, for those who may see that; what waits for sign-off comes before it.

    >>> standing("late", "part in"), standing("due", "not started", "checked"), standing("in", "published")
    (('late', 'Return overdue, part in'), ('due', 'Checked'), ('on', 'Published'))
    >>> standing("not finished", "not started"), standing("late", "waiting for sign-off", "draft")
    (('due', 'Period not finished'), ('late', 'Return overdue, waiting for sign-off'))
    """
    now = draft if draft and stage != "waiting for sign-off" else stage
    words = stage_words(now) if now else ""
    if state == "late":
        return "late", f"{OVERDUE}, {words.lower()}" if words else OVERDUE
    if state == "not finished" and now == "not started":
        return "due", "Period not finished"
    return "on" if state == "in" else "due", words or "Due"


def what_next(state: str, signer: str = "Its head of service") -> str:
    """What happens next to a return at this stage, in a sentence.

    >>> what_next("waiting for sign-off", "Head of service, Housing")
    'Head of service, Housing signs off. You can take it back until then.'
    """
    return NEXT.get(state, "").format(signer=signer)

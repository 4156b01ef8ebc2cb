"""What must be seen in the illustrative actions, risks and money, whatever chance decides about the rest."""

from datetime import date
from typing import NamedTuple


class Story(NamedTuple):
    """Something the demonstration shows on 1 November 2010, and where to look for it."""

    name: str
    code: str  # an action, risk, cost centre or virement
    happens: str
    reader_sees: str


STORIES = (
    Story("complete on time", "HO-A01", "Done on 18 December 2009, due 31 December.", "Complete, on time."),
    Story("complete late", "EH-A01", "Due 30 September 2009, done 22 January 2010.", "Complete, 114 days late."),
    Story("overdue", "PL-A01", "Due 30 June 2010; still in progress, no new date.", "Overdue by 124 days."),
    Story(
        "overdue, revised twice",
        "HO-A03",
        "Due 31 December 2009, moved to 31 March and then 30 September 2010, each with its reason; not finished.",
        "Overdue on the revised date; the first date and both reasons are kept.",
    ),
    Story(
        "revised, on track",
        "HR-A03",
        "Due 30 September 2010, moved once to 17 December 2010 with its reason.",
        "In progress on a revised date; not overdue.",
    ),
    Story("due in 30 days", "CS-A04", "Due 26 November 2010, four fifths done.", "Due soon, with its next step."),
    Story("not started", "HR-A05", "Should have begun on 1 July 2010 and has not.", "Not started; due March 2011."),
    Story("deferred", "IT-A03", "Put off by decision in June 2010.", "Deferred, with the reason; not counted late."),
    Story("cancelled", "FI-A03", "Stopped by decision in March 2010.", "Cancelled, with the reason; not counted late."),
    Story(
        "no update",
        "RB-A03",
        "Last heard of at 31 March 2010.",
        "No update for two quarters; the last known state is given with its date.",
    ),
    Story(
        "step overdue",
        "PL-A04",
        "Step 2 was due on 30 July 2010 and is not done; the action is due in March 2011.",
        "On track, with one step overdue.",
    ),
    Story(
        "risk rose",
        "HO-R01",
        "Net score from 6 to 16 in six reviews, while NI 156 worsened.",
        "The risk has risen and the measure beside it is worse.",
    ),
    Story("risk fell", "EH-R01", "Net score from 16 to 8 after new vehicles came.", "The controls have worked."),
    Story("very high risk", "STR-R01", "Net score 25 in September 2010.", "In the top corner of the matrix."),
    Story("review overdue", "IT-R01", "Quarterly; last reviewed in March 2010.", "Review overdue."),
    Story("exempt risk", "STR-R07", "Scored as usual, but exempt.", "Shown to those who may see it; never to the public."),
    Story("never scored", "PJ-R03", "On the register since May 2010 with no score.", "Not yet scored."),
    Story(
        "overspend, good results",
        "EH100",
        "Forecast over budget by more than 8% while recycling is above target.",
        "Good results that cost more than planned.",
    ),
    Story(
        "underspend hides lateness",
        "PL110",
        "Forecast 22% under budget because posts are vacant; PL-A01 is overdue for want of staff.",
        "The saving and the late action side by side.",
    ),
    Story("capital slippage", "HO800", "Forecast 35% under; the work moves to 2011/12.", "Slippage, not a saving."),
    Story(
        "housing account apart",
        "HO510",
        "The housing revenue account is over budget while general fund housing advice (HO110) is under.",
        "Two totals for Housing, never one.",
    ),
    Story(
        "virement for a measure",
        "V10-02",
        "£45,000 moved from FI100 to HO100 on 16 August 2010.",
        "The money moved, for NI 156.",
    ),
)


class Said(NamedTuple):
    """What was reported of an action in one quarter, where chance is not to decide."""

    comment: str
    state: str = "in progress"
    percent: int | None = None  # None: from the dates
    revised_due: date | None = None
    reason: str = ""


# Days between the date an action was due and the date it was, or will be, done.
SLIPS = {
    "HO-A01": -13,
    "HO-A03": 396,
    "HO-A04": 0,
    "EH-A01": 114,
    "EH-A04": 0,
    "PL-A01": 210,
    "PL-A04": 0,
    "PL-A05": -35,
    "CS-A04": 0,
    "HR-A03": 78,
    "HR-A05": 0,
    "IT-A02": 200,
    "IT-A03": 120,
    "FI-A03": 60,
    "RB-A03": 0,
    "CA-08": 75,
    "IA-06": 300,
    "IA-15": 260,
}

SAID = {
    ("HO-A03", "2009/10 Q2"): Said(
        "Four homes leased. Owners ask for longer leases than we can offer.",
        revised_due=date(2010, 3, 31),
        reason="Owners want five-year leases, and a new form of lease must be agreed first.",
    ),
    ("HO-A03", "2009/10 Q3"): Said("Six homes leased, on the new form of lease."),
    ("HO-A03", "2009/10 Q4"): Said(
        "Nine homes leased. Two owners withdrew.",
        revised_due=date(2010, 9, 30),
        reason="Rents are above the local housing allowance; Cabinet is asked for a deposit fund.",
    ),
    ("HO-A03", "2010/11 Q1"): Said("Eleven homes leased."),
    ("HO-A03", "2010/11 Q2"): Said("Fourteen homes leased. The deposit fund began in August.", percent=70),
    ("PL-A01", "2010/11 Q1"): Said("Transport evidence is not finished. Two posts are vacant.", percent=70),
    ("PL-A01", "2010/11 Q2"): Said("Transport evidence is not finished. A third post is vacant.", percent=75),
    ("PL-A04", "2010/11 Q2"): Said("Two of four workshops held; drafting has begun from what they said."),
    ("HR-A03", "2010/11 Q2"): Said(
        "All jobs are scored and the scales modelled. Talks with the unions go on.",
        percent=90,
        revised_due=date(2010, 12, 17),
        reason="The unions asked for time to ballot their members.",
    ),
    ("CS-A04", "2010/11 Q2"): Said("Sixteen forms are in use; four are being tested.", percent=80),
    ("HR-A05", "2010/11 Q1"): Said("Not due to begin until July.", "not started", 0),
    ("HR-A05", "2010/11 Q2"): Said("Waiting for the restructuring to be settled.", "not started", 0),
    ("IT-A03", "2010/11 Q1"): Said(
        "Cabinet put this off until the savings programme is agreed.",
        "deferred",
        35,
        reason="A decision of Cabinet, to be looked at again in February 2011.",
    ),
    ("FI-A03", "2009/10 Q4"): Said(
        "The neighbouring council has withdrawn.",
        "cancelled",
        25,
        reason="The business case no longer holds; audit plans will be shared instead.",
    ),
}

LAST_HEARD = {"RB-A03": "2009/10 Q4", "IT-R01": "2009/10 Q4"}
STUCK_STEPS = {("PL-A04", "2"), ("PL-A01", "2"), ("PL-A01", "3")}
NEVER_SCORED = {"PJ-R03"}

# Net likelihood and impact at each review in turn.
RISK_PATHS = {
    "HO-R01": ((2, 3), (2, 3), (2, 3), (3, 3), (3, 4), (4, 4)),
    "EH-R01": ((4, 4), (4, 4), (4, 4), (3, 4), (2, 4), (2, 4)),
    "PL-R01": ((2, 3), (2, 3), (3, 3), (3, 3), (3, 3), (4, 3)),
    "STR-R01": ((3, 5), (4, 5), (5, 5)),
}
RISK_WORDS = {
    ("HO-R01", "2009/10 Q4"): "More landlords are giving notice.",
    ("HO-R01", "2010/11 Q1"): "Bed and breakfast is used each week, so the effect is now greater.",
    ("HO-R01", "2010/11 Q2"): "Households in temporary accommodation keep rising.",
    ("EH-R01", "2009/10 Q4"): "First six new vehicles are on the road.",
    ("EH-R01", "2010/11 Q1"): "All the oldest vehicles are replaced and a hire agreement is signed.",
    ("PL-R01", "2009/10 Q3"): "The first post is held vacant.",
    ("PL-R01", "2010/11 Q2"): "Three posts are vacant, and the site policies are late.",
    ("STR-R01", "2009/10 Q4"): "All parties speak of large reductions.",
    ("STR-R01", "2010/11 Q2"): "Departments plan for cuts of a quarter or more over four years.",
}

# How far the year ends from its budget, as a part of it, and why.
BUDGET_COURSES = {
    ("EH100", "2009/10"): (0.06, "Extra rounds while blue bins were delivered."),
    ("EH100", "2010/11"): (0.084, "Fuel costs more, and extra rounds collect what residents now recycle."),
    ("PL110", "2009/10"): (-0.12, "One post held vacant through the year."),
    ("PL110", "2010/11"): (-0.22, "Posts are held vacant; the site policies are late because of it."),
    ("HO100", "2010/11"): (0.11, "More families in bed and breakfast than allowed for."),
    ("HO110", "2010/11"): (-0.07, "Grant received for advice work."),
    ("HO510", "2010/11"): (0.065, "Repairs to pipes and boilers after the hard winter."),
    ("HO800", "2009/10"): (-0.28, "The contract for kitchens is late; the work moves to 2010/11."),
    ("HO800", "2010/11"): (-0.35, "Contractor in administration; the work moves to 2011/12."),
}

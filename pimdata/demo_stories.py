"""What the demonstration's figures are like, and the stories told by them. Tables alone: `demo_returns` reads them.

A measure's level runs in a straight line from `start` (April 2007) to `end` (September 2010) through the points of
`via`, each a month counted from April 2007. Around it come noise, in the measure's own unit (for a year to date, as a
share of each month's part), and a yearly swing with its peak in the month `peak`.
"""

from datetime import date
from typing import NamedTuple


class Shape(NamedTuple):
    """How one measure's figures behave; `cases` is the usual denominator of one period (0: none is returned)."""

    topic: str
    start: float
    end: float
    noise: float = 0.0
    cases: int = 0
    swing: float = 0.0
    peak: int = 1
    via: tuple[tuple[int, float], ...] = ()
    profile: str = "even"


class Revision(NamedTuple):
    """A figure first sent as something else: the first figure is the true one times `factor`."""

    code: str
    period: str
    factor: float
    sent_on: date
    reason: str
    was_provisional: bool = False


class Story(NamedTuple):
    """Something that must be true of the figures, and what a reader should see because of it."""

    name: str
    indicator_code: str
    what_happens: str
    what_a_reader_should_see: str


# The share of a year's total reached by the end of each month from April.
PROFILES: dict[str, tuple[float, ...]] = {
    "even": (0.083, 0.167, 0.25, 0.333, 0.417, 0.5, 0.583, 0.667, 0.75, 0.833, 0.917, 1.0),
    "late": (0.04, 0.09, 0.15, 0.21, 0.28, 0.36, 0.44, 0.52, 0.61, 0.72, 0.85, 1.0),
    "winter": (0.076, 0.147, 0.217, 0.285, 0.349, 0.421, 0.508, 0.604, 0.712, 0.819, 0.913, 1.0),
    "garden": (0.087, 0.184, 0.281, 0.376, 0.468, 0.557, 0.641, 0.718, 0.79, 0.857, 0.922, 1.0),
    "audit": (0.03, 0.09, 0.16, 0.24, 0.32, 0.42, 0.51, 0.61, 0.71, 0.81, 0.91, 1.0),
    "tax": (0.112, 0.205, 0.298, 0.392, 0.485, 0.578, 0.673, 0.765, 0.858, 0.953, 0.976, 1.0),
    "rates": (0.121, 0.216, 0.312, 0.405, 0.497, 0.59, 0.682, 0.775, 0.869, 0.963, 0.982, 1.0),
    "rent": (0.951, 0.963, 0.968, 0.974, 0.979, 0.983, 0.987, 0.991, 0.994, 0.996, 0.998, 1.0),
    "flat": (1.0,) * 12,
}

SHAPES: dict[str, Shape] = {
    # Housing
    "BV183": Shape("homeless", 4.1, 3.6, 0.4, cases=11),
    "NI 156": Shape("homeless", 54, 60),
    "HO05": Shape("bandb", 63000, 54000, 0.10),
    "HO07": Shape("homeless", 118, 148, 0.06, via=((30, 160),)),
    "HO08": Shape("homeless", 82, 90, 5, cases=13),
    "NI 155": Shape("homes", 168, 162, 0.08, via=((18, 174), (30, 201)), profile="late"),
    "BV66a": Shape("rent", 97.7, 98.5, 0.0025, cases=24_600_000, profile="rent"),
    "BV212": Shape("relet", 33, 23.5, 1.6, cases=41, swing=1.5, peak=1),
    "HO01": Shape("repairs", 97.4, 99.2, 0.6, cases=290, swing=0.3, peak=7),
    "HO02": Shape("repairs", 91.7, 87.4, 0.5, cases=980, via=((32, 91.5),)),
    "HO06": Shape("rent", 2.31, 2.02, 0.05, cases=24_600_000, swing=0.05, peak=11),
    "HO09": Shape("gas", 0, 0),
    "HO12": Shape("general", 9, 3, 1.6, via=((14, 8), (20, 2))),
    "NI 158": Shape("homes", 14.5, 1.2, cases=5540),
    "NI 160": Shape("satisfaction", 80, 83, cases=1240, via=((18, 81.4),)),
    # Planning
    "BV109a": Shape("planning", 62, 60, 6, cases=14),
    "BV109b": Shape("planning", 66, 68, 3, cases=52),
    "BV109c": Shape("planning", 81, 83, 2, cases=128),
    "NI 157a": Shape("planning", 60, 63, 5, cases=12, via=((35, 70),)),
    "NI 157b": Shape("planning", 65, 79.5, 3.2, cases=47, via=((12, 69), (20, 66.5), (30, 76))),
    "NI 157c": Shape("planning", 81, 89.5, 1.8, cases=118),
    "BV204": Shape("appeals", 33, 32.5, 1.0, cases=66, via=((33, 28),)),
    "PL02": Shape("searches", 80.5, 98.9, 0.3, cases=1160, via=((17, 79.5), (18, 98.5))),
    "PL03": Shape("enforcement", 71.5, 79, 2.0, cases=80, via=((29, 78),)),
    "PL04": Shape("fees", 860, 545, 0.06, via=((14, 840), (22, 600), (30, 606))),
    "NI 154": Shape("homes", 980, 770, via=((18, 861), (30, 611))),
    "NI 159": Shape("homes", 112, 101, via=((18, 96), (30, 103))),
    "PL06": Shape("homes", 31, 34, cases=24, via=((18, 29.5), (30, 32.2))),
    "PL08": Shape("satisfaction", 72, 75, cases=410, via=((30, 73.4),)),
    "PL09": Shape("posts", 8.2, 7.7, 0.5, cases=84, via=((24, 6.4), (35, 5.2))),
    # Environmental Health and Waste
    "BV82a": Shape("recycling", 19.1, 19.8, 0.4, cases=15_300),
    "BV82b": Shape("recycling", 33, 34, 0.6, cases=15_300, swing=7, peak=6),
    "NI 192": Shape("recycling", 51, 55, 0.7, cases=5000, swing=3.6, peak=7),
    "BV84": Shape("waste", 416, 412, 0.02, cases=138_400, profile="garden"),
    "NI 191": Shape("waste", 484, 449, 0.015, cases=59_300),
    "EH01": Shape("bins", 2410, 1930, 0.08, via=((18, 2190), (30, 2090))),
    "EH03": Shape("bins", 84.5, 92.6, 0.8, cases=180),
    "EH05": Shape("streets", 96.4, 99.2, 0.5, cases=96),
    "BV86": Shape("money", 57.6, 60.4, cases=59_300, via=((18, 59.9), (30, 60.6))),
    "EH09": Shape("general", 5090, 4960, 45, swing=520, peak=6),
    "BV199": Shape("streets", 8.6, 8.4, cases=900),
    "NI 195a": Shape("streets", 5, 3.4, cases=900, via=((18, 5.4), (30, 4.3))),
    "NI 195b": Shape("streets", 9, 7, cases=900, via=((18, 9.8), (30, 7.6))),
    "NI 195c": Shape("streets", 2, 1.3, cases=900),
    "NI 195d": Shape("streets", 1, 0.5, cases=900),
    "EH10": Shape("sickness", 13.1, 10.7, 0.05, cases=96, profile="winter"),
    "NI 182": Shape("regulation", 71, 79, 1.6, cases=66),
    "NI 184": Shape("regulation", 83.5, 90.6, 0.4, cases=1190),
    "EH06": Shape("carbon", 3260, 2990, via=((18, 3180), (30, 3056))),
    "NI 188": Shape("general", 1, 2, via=((18, 1), (30, 2))),
    # Revenues and Benefits
    "BV9": Shape("tax", 98.8, 98.35, 0.006, cases=62_000_000, via=((18, 98.6), (30, 98.85)), profile="tax"),
    "BV10": Shape("rates", 99.2, 98.7, 0.008, cases=55_000_000, via=((18, 98.4), (30, 98.7)), profile="rates"),
    "RB02": Shape("tax", 65.6, 74.8, 0.05, cases=57_800),
    "BV78a": Shape("benefits", 28, 25, 1.0, cases=880),
    "BV78b": Shape("benefits", 10.6, 10, 0.4, cases=2900),
    "NI 181": Shape("benefits", 14, 11.6, 0.7, cases=1350, via=((13, 13.5), (21, 19.6), (26, 17.2), (30, 14.1))),
    "NI 180": Shape("benefits", 735, 790, 0.04, cases=6900, via=((18, 738), (30, 781))),
    "BV79a": Shape("benefits", 97.2, 97.4, 0.3, cases=250, via=((35, 98.6),)),
    "RB01": Shape("overpay", 68, 75.4, 0.03, cases=190_000, profile="flat"),
    "RB03": Shape("general", 6020, 7080, 12, via=((14, 6090), (26, 6820))),
    "RB06": Shape("training", 4.1, 3.1, 0.05, cases=31, via=((30, 4.3),)),
    # Customer Service
    "CS01": Shape("calls", 77, 84.5, 2.2, cases=11_600, swing=-3.0, peak=3),
    "CS02": Shape("calls", 7.3, 4.9, 0.5, cases=11_800, swing=0.7, peak=3),
    "CS03": Shape("complaints", 81, 89, 3, cases=64),
    "CS04": Shape("satisfaction", 78, 82.6, 0.6, cases=360),
    "CS06": Shape("online", 27, 54, 0.3),
    "CS07": Shape("complaints", 90.5, 95.5, 2.2, cases=68),
    "CS08": Shape("general", 11_200, 12_300, 240, swing=1100, peak=3),
    "CS09": Shape("calls", 85.6, 91, 1.2, cases=940),
    "CS10": Shape("money", 3.63, 3.24, cases=131_000, via=((18, 3.52), (30, 3.36))),
    "CS11": Shape("staff", 21, 16.5, 1.0, cases=44),
    # Finance
    "BV8": Shape("invoices", 94.1, 97.6, 0.5, cases=820, via=((18, 96.2), (30, 97.1))),
    "FI01": Shape("invoices", 78, 86, 1.5, cases=310, via=((24, 78.5),)),
    "NI 179": Shape("money", 0, 1290, via=((12, 0), (23, 431), (35, 1003))),
    "FI02": Shape("investment", 5.52, 1.34, 0.03, via=((16, 5.3), (25, 2.4), (31, 1.75))),
    "FI03": Shape("debts", 24.6, 21.6, 0.5, cases=1_900_000, via=((35, 19.8),)),
    "FI04": Shape("audit", 96, 98, 0.08, cases=60, profile="audit"),
    "FI06": Shape("training", 82, 91, cases=112, via=((18, 84), (30, 92))),
    # People and Organisational Development
    "BV12": Shape("sickness", 9.5, 8.4, 0.04, cases=442, via=((18, 9.15), (30, 8.85)), profile="winter"),
    "HR01": Shape("staff", 12.8, 8.4, 0.4, cases=505, via=((12, 13.6), (30, 7.6))),
    "HR02": Shape("staff", 88, 95, cases=468, via=((18, 91), (30, 94.4))),
    "HR03": Shape("recruitment", 70, 71, 3, cases=24, via=((35, 78),)),
    "HR04": Shape("satisfaction", 66, 70, cases=344, via=((18, 67.4),)),
    "BV16a": Shape("staff", 3.5, 4.7, 0.06, cases=480),
    "HR05": Shape("agency", 655, 556, 0.08, via=((18, 588), (30, 548))),
    # Information and Communications Technology
    "IT01": Shape("itavail", 99.1, 99.72, 0.14, cases=2100),
    "IT02": Shape("helpdesk", 87.4, 87.9, 0.6, cases=2450),
    "IT04": Shape("projects", 70, 82, 6, cases=17),
    "IT05": Shape("money", 2440, 2310, cases=512, via=((18, 2450), (30, 2390))),
    "IT06": Shape("training", 5.1, 5.5, 0.10, cases=19),
}

# The council's own plan: levels for the measures that have no target to aim at, and those better told than derived.
PLAN_SHAPES: dict[str, Shape] = {
    "IND-01": Shape("satisfaction", 61, 61, cases=310),
    "IND-04": Shape("general", 100, 100, cases=12),
    "IND-05": Shape("general", 3, 3),
    "IND-06": Shape("general", 60, 66, 2, cases=70),
    "IND-07": Shape("general", 64, 74, 2, cases=34),
    "IND-08": Shape("general", 11, 13, 2.4),
    "SX52": Shape("general", 84, 88, 6, cases=13),
    "IND-10": Shape("general", 31, 32, 0.05),
    "SX53": Shape("general", 13, 15, 2.5),
    "SX18": Shape("satisfaction", 32, 42.5, 3, cases=38),
    "IND-13": Shape("online", 84, 92, 0.05, profile="late"),
    "NI 14": Shape("calls", 1.5, 1.2, 0.05, cases=1200),
    "IND-16": Shape("general", 2, 2),
    "IND-17": Shape("equality", 8, 82, 2, cases=64, via=((24, 12), (35, 52))),
    "NI 140": Shape("satisfaction", 74, 74, cases=480),
    "NI 1": Shape("satisfaction", 81, 81, cases=480),
    "NI 5": Shape("satisfaction", 57, 57, cases=46),
    "IND-26": Shape("partnership", 68, 81, 2, cases=34),
    "IND-27": Shape("partnership", 74, 82, 2, cases=42),
    "IND-28": Shape("partnership", 5.3, 3.1, 0.15, cases=180),
    "IND-30": Shape("general", 13, 14),
    "IND-31": Shape("general", 0, 3, via=((24, 0.6), (35, 2))),
    "IND-33": Shape("general", 22, 47, 1, via=((24, 22),)),
    "IND-35": Shape("general", 100, 100, cases=31),
    "IND-36": Shape("general", 90.4, 94, cases=31),
    "IND-37": Shape("general", 84, 93, 4, cases=16),
    "IND-38": Shape("parishes", 19, 27, via=((24, 20.5), (35, 25.2))),
    "IND-39": Shape("parishes", 91, 97, 0.05, cases=101, profile="late"),
    "NI 24": Shape("satisfaction", 56, 58, cases=120),
    "NI 25": Shape("satisfaction", 53, 55, cases=38),
    "NI 16": Shape("general", 2.2, 1.9, 0.12, cases=142_000, swing=0.12, peak=12),
    "IND-46": Shape("general", 84, 71, 5, swing=5, peak=11),
    "IND-47": Shape("general", 33, 32, 4, swing=4, peak=12),
    "IND-49": Shape("satisfaction", 64, 66, cases=480),
}

# Figures that a story needs exactly: a value, or numerator/denominator.
FIXED: dict[str, dict[str, str]] = {
    "NI 156": dict(
        zip(
            [f"{year} Q{n}" for year in ("2008/09", "2009/10", "2010/11") for n in (1, 2, 3, 4)],
            ["57", "54", "53", "51", "50", "48", "46", "46", "51", "63"],
            strict=False,
        )
    ),
    "HO01": {"2010-09": "286/290"},
    "HO09": {"2007/08 Q2": "4", "2008/09 Q3": "2", "2009/10 Q4": "1", "2010/11 Q1": "3"},
    "PL03": {"2009/10 Q3": "51/75", "2009/10 Q4": "54/77", "2010/11 Q1": "58/81", "2010/11 Q2": "55/80"},
    "NI 188": {"2008/09": "1", "2009/10": "2"},
    "CS02": {"2010-09": "366/11806"},
    "CS04": {
        "2009/10 Q1": "284/356",
        "2009/10 Q2": "289/361",
        "2009/10 Q3": "285/357",
        "2009/10 Q4": "291/364",
        "2010/11 Q1": "293/361",
        "2010/11 Q2": "302/365",
    },
    "CS07": {"2010/11 Q2": "63/70"},
    "CS09": {"2010/11 Q1": "846/950", "2010/11 Q2": "831/940"},
    "BV8": {"2010-09": "776/800"},
    "IND-30": {"2009/10 Q1": "13", "2009/10 Q2": "13", "2009/10 Q3": "13", "2009/10 Q4": "13"},
}

# Months whose part of a year to date was out of the ordinary: how many times the usual.
BURSTS = {("HO05", "2009-04"): 1.9, ("HO05", "2009-05"): 3.1, ("HO05", "2009-06"): 2.5}

MISSING = {
    (
        "NI 182",
        "2010/11 Q1",
    ): "Survey forms were not sent out in this quarter while the mailing contract was let again.",
    ("IT04", "2008/09 Q3"): "The project list was being drawn up afresh, so no count was made at the quarter's end.",
    ("PL02", "2008-09"): "The old searches system was closed for the move and its September log could not be read.",
}
MISSING_EACH_YEAR = {"IND-15": "Measures of the customer service standards are still being developed."}

NEVER_SENT = {("CS03", "2010/11 Q2")}

# Sent apart from their quarter's return, on a day of their own.
SENT_APART = {("EH06", "2008/09"): date(2009, 11, 12)}

PROVISIONAL = {("NI 179", "2010/11 H1"), ("NI 192", "2010-09")}

REVISIONS = (
    Revision("BV66a", "2008-10", 0.994, date(2008, 12, 4), "A week's payments had been left out of the first figure."),
    Revision("BV12", "2008-11", 0.93, date(2009, 3, 5), "Two depots sent their November sickness forms after the return."),
    Revision("EH01", "2009-08", 0.72, date(2009, 11, 20), "Reports for two rounds had been left out of the first count."),
    Revision("NI 192", "2009-12", 1.08, date(2010, 3, 9), "The sorting plant corrected its weighbridge tickets for December."),
    Revision("NI 157b", "2010-02", 0.90, date(2010, 6, 3), "Five decisions were first counted with the wrong date."),
    Revision(
        "NI 179",
        "2009/10 H2",
        0.93,
        date(2010, 7, 22),
        "The final figure, after audit, replaces the provisional one.",
        True,
    ),
)

# Working days from the quarter's end, for the returns that came late; any other takes five to twenty.
LATE = {("RB", "2007/08 Q4"): 24, ("HO", "2008/09 Q3"): 27, ("IT", "2009/10 Q2"): 31, ("PL", "2010/11 Q1"): 26}

OWNER_FORECASTS = {
    ("CS09", "2010/11 Q2"): (
        "91",
        "The second reception desk opened in September; the last two sample weeks were at 93%.",
    ),
    ("HO05", "2010/11 Q2"): ("55500", "Two leased houses open in November and should take the larger families."),
    ("NI 155", "2010/11 Q2"): ("162", "Contracts for 104 homes give completion dates between November and March."),
    ("NI 156", "2010/11 Q2"): ("60", "Repossessions are still rising, and the new leases begin in January."),
    ("PL03", "2010/11 Q2"): (
        "72",
        "The vacant post is filled from November, but older cases will close late until February.",
    ),
}

# Milestones: quarter of the return, then the day achieved (=) or expected (>), and what was said.
MILESTONES: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "HO13": (("2009/10", "2009/10 Q3", "=2009-12-17", "Council adopted the strategy six weeks sooner than planned."),),
    "FI05": (
        ("2008/09", "2008/09 Q1", "=2008-06-30", "The committee approved the accounts on the last day allowed."),
        ("2009/10", "2009/10 Q1", "=2009-06-30", "The committee approved the accounts on the last day allowed."),
        ("2010/11", "2010/11 Q1", "=2010-06-28", "The committee approved the accounts two days inside the limit."),
    ),
    "HR07": (
        ("2009/10", "2009/10 Q2", ">2009-12-01", "A second ballot of staff put back the start by two months."),
        (
            "2009/10",
            "2009/10 Q3",
            "=2009-12-01",
            "The scheme took effect two months late, after a second ballot of staff.",
        ),
    ),
    "PL07": (
        (
            "2009/10",
            "2009/10 Q4",
            ">2010-09-30",
            "The plan was not sent: 214 more objections came in than were planned for.",
        ),
        (
            "2010/11",
            "2010/11 Q2",
            ">2011-01-31",
            "The plan was not sent: two sites need a new flood study, due in December.",
        ),
    ),
}

STORIES = (
    Story(
        "missed four quarters running",
        "PL03",
        "Below 75% against 76% and then 80%, 2009/10 Q3 to 2010/11 Q2",
        "Below target, missed for four quarters in a row",
    ),
    Story(
        "recovery",
        "NI 181",
        "Over 18 days in the winter of 2008/09; under 14 by summer 2010",
        "Back on target, with the bad year still to be seen",
    ),
    Story(
        "amber now, green by year end",
        "CS09",
        "88.4% against 90% in 2010/11 Q2; the owner expects 91%",
        "Slightly below now; year end on target, with the owner's reason",
    ),
    Story(
        "early spike in a year to date",
        "HO05",
        "Three dear months from April 2009 keep the total over its profile",
        "Below target all of 2009/10 though later months are ordinary",
    ),
    Story(
        "between surveys",
        "NI 160",
        "Surveyed in 2008/09; next in 2010/11",
        "The last survey's figure; nothing due for 2009/10",
    ),
    Story(
        "a baseline that arrives late",
        "EH06",
        "The 2008/09 baseline was sent in November 2009",
        "No judgement is possible until November 2009; a judgement after it",
    ),
    Story(
        "a zero target",
        "HO09",
        "Target 0, tolerance 2 homes; 3 in 2010/11 Q1, 0 in Q2",
        "Below, then on target; no division by nought",
    ),
    Story("a provisional figure", "NI 179", "2010/11 H1 is provisional, as 2009/10 H2 was at first", "Marked provisional"),
    Story(
        "a revised figure",
        "NI 192",
        "December 2009 was corrected in March 2010",
        "The new figure, the old one and the reason",
    ),
    Story(
        "a slip in a year to date",
        "EH01",
        "August 2009 was first sent lower than July and then corrected",
        "A figure that adds up fell: queried, then revised",
    ),
    Story(
        "a return overdue",
        "CS03",
        "Nothing was sent for 2010/11 Q2",
        "Late at 1 November 2010, with the last known status beside it",
    ),
    Story(
        "no figure, with a reason",
        "NI 182",
        "2010/11 Q1 is blank and says why",
        "For information: no figure, and the reason",
    ),
    Story("a small denominator", "HO08", "Fewer than 20 decisions in every quarter", "The counts beside the percentage"),
    Story(
        "a changed target",
        "FI02",
        "3.50% for the first half of 2009/10; 1.60% for the second",
        "The step in the target, and its reason",
    ),
    Story(
        "a measure that worsened",
        "NI 156",
        "From 46 households to 63 in two quarters",
        "Worse twice running; the risk beside it rises",
    ),
    Story(
        "good results beside an overspend",
        "NI 192",
        "On target through 2010/11 while the service overspends",
        "Green measures and a forecast overspend on one page",
    ),
    Story("a context measure", "RB03", "Benefit caseload rises with the recession", "No status and no judgement"),
    Story("a data-only measure", "HO12", "Right to buy sales fall", "A figure without target or status"),
    Story(
        "a range measure",
        "HR01",
        "Turnover falls out of the bottom of 8 to 13% in 2009/10",
        "Below the range, then back in it",
    ),
    Story(
        "monthly, rolled up",
        "BV212",
        "Days and lettings each month",
        "Quarter and year as days over lettings, not means of means",
    ),
    Story(
        "retired and replaced",
        "BV109c",
        "Ends March 2008; NI 157c follows with a break",
        "Two series that are not compared",
    ),
    Story("milestone achieved early", "HO13", "17 December 2009 against 28 January 2010", "On target, early"),
    Story("milestone achieved on its day", "FI05", "30 June 2009", "On target"),
    Story("milestone achieved late", "HR07", "1 December 2009 against 1 October", "Late, with both dates"),
    Story(
        "milestone missed",
        "PL07",
        "31 March 2010, then 30 September 2010: neither met",
        "Below, with the expected date",
    ),
    Story(
        "relative to a baseline",
        "CS04",
        "2009/10 sets the baseline; 2010/11 must be two points above it",
        "A target worked out from the baseline, and said so",
    ),
    Story(
        "a target not yet confirmed",
        "FI01",
        "2010/11 has no confirmed target",
        "For information: target to be confirmed",
    ),
    Story("not applicable this year", "NI 180", "The return ended in March 2010", "Nothing expected for 2010/11"),
    Story("steady real improvement", "RB02", "Rises in every quarter from 2007/08 Q1", "A real change for the better"),
    Story(
        "bound to miss",
        "IT02",
        "Steady about 88% against 91%",
        "Usual ups and downs, and its target missed for good if nothing changes",
    ),
    Story(
        "worse, and bound to miss",
        "HO02",
        "About 91.5% for two and a half years, then down to 87% by September 2010; never at 95%",
        "Act now: a real change for the worse, and its target missed for good if nothing changes",
    ),
    Story(
        "working, not there yet",
        "EH03",
        "Up from about 84% to about 92%; never at 94%",
        "A real change for the better that will still miss its target if nothing more changes",
    ),
    Story(
        "better, and sure to be met",
        "EH05",
        "Above 92% in every month, and above its mean since early 2010",
        "A real change for the better, and its target met for good if nothing changes",
    ),
    Story(
        "a figure left out",
        "CS01",
        "January 2010, when snow kept the contact centre shut for four days, does not count",
        "A hollow point, with the reason, and limits that it does not move",
    ),
    Story(
        "a step change",
        "PL02",
        "From about 80% to over 98% in October 2008",
        "A step, and the limits drawn afresh after it",
    ),
    Story("exactly on target", "BV8", "776 of 800 in September 2010: 97.0% against 97%", "On target"),
    Story("on target by rounding", "HO01", "286 of 290 in September 2010: 98.6%, shown as 99% against 99%", "On target"),
    Story(
        "on the edge of the tolerance",
        "CS07",
        "63 of 70 in 2010/11 Q2: 90.0% against 95% less 5",
        "Slightly below, not below",
    ),
    Story("best ever", "CS02", "3.1% of calls abandoned in September 2010", "The best figure on record"),
    Story("not due yet", "NI 154", "2010/11 is counted after March 2011", "Not due yet"),
)

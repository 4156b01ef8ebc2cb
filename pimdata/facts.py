"""What a sentence may say: small records with a default for everything, so a caller gives only what it knows.

Figures are in the measure's own unit (40 means 40%). A variance is positive when over budget. Periods are
written as in the calendar, 2009/10 Q2. An empty text, or nothing, means "not known": nothing is then said of it.
"""

from dataclasses import dataclass
from datetime import date

from pimdata.figures import Number

# Whose forecast it is, where it was computed and no officer gave it.
PAST_FIGURES = "past figures"
# Figures that rise by themselves: from April on, or from year to year.
NEVER_ENDS = "running_total"
ADDS_UP = ("year_to_date", NEVER_ENDS)


@dataclass(frozen=True, kw_only=True)
class MeasureFacts:
    """One measure in one period."""

    subject: str = ""  # begins a sentence and takes "was": "The average time to re-let a council home"
    title: str = ""
    unit: str = ""
    decimal_places: int = 0
    good_is: str = ""  # higher, lower, range, neither
    value_basis: str = ""  # year_to_date is told as "so far this year"
    period: str = ""
    is_period_named: bool = False  # the page has said which months the quarter has

    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    target: Number | None = None
    target_low: Number | None = None
    target_high: Number | None = None
    stretch_value: Number | None = None
    status: str = ""
    reason: str = ""  # the rule that gave the status
    no_target_reason: str = ""  # follows "because"

    is_milestone: bool = False
    target_date: date | None = None
    achieved_on: date | None = None
    expected_on: date | None = None

    run_of_misses: int = 0
    missed_since: str = ""
    back_after: int = 0  # how many periods it had missed before this one met its target
    previous_period: str = ""
    previous_value: Number | None = None
    change_on_previous: str = ""  # better, worse, same, n/a; worked out from the figures where empty
    year_period: str = ""
    same_period_last_year: Number | None = None
    change_on_year: str = ""
    is_year_asked: bool = False  # compare with last year even where the measure is not seasonal
    seasonal: str = ""  # rises or falls: what it usually does at this time of year
    signal: str = ""  # better, worse, changed, usual, few; empty where no chart was made
    points_available: int = 0

    is_provisional: bool = False
    revised_from: Number | None = None
    revised_on: date | None = None
    revised_reason: str = ""
    target_changed_from: Number | None = None
    target_changed_in: str = ""  # a period

    forecast: Number | None = None
    forecast_status: str = ""  # on, near, below
    forecast_by: str = ""  # a post, or PAST_FIGURES
    is_forecast_wanted: bool = False  # say so where there is none

    due_date: date | None = None
    owner_role: str = ""
    no_value_reason: str = ""
    next_expected: date | None = None
    last_known_status: str = ""
    last_known_period: str = ""

    actions_total: int = 0
    actions_done: int = 0
    actions_on_track: int = 0
    actions_late: int = 0
    spend_service: str = ""
    spend_fund: str = ""  # said where the service has more funds than one: they are never netted
    spend_variance: Number | None = None
    benchmark_median: Number | None = None
    benchmark_of: int = 0
    benchmark_rank: int = 0
    benchmark_period: str = ""


@dataclass(frozen=True, kw_only=True)
class ActionFacts:
    """Counts of actions; each is in one count at most."""

    total: int = 0
    done: int = 0
    on_track: int = 0
    due_soon: int = 0
    late: int = 0
    not_started: int = 0  # and should have been
    latest_name: str = ""
    latest_days: int = 0


@dataclass(frozen=True, kw_only=True)
class RiskFacts:
    """Counts of risks by band and by movement since they were last scored."""

    total: int = 0
    very_high: int = 0
    high: int = 0
    moderate: int = 0
    low: int = 0
    rose: int = 0
    fell: int = 0
    new: int = 0
    reviews_overdue: int = 0
    top_name: str = ""
    top_score: int = 0
    top_band: str = ""


@dataclass(frozen=True, kw_only=True)
class MoneyFacts:
    """A budget at a date; funds are never netted, so one record is one fund, or one service in one."""

    name: str = ""  # begins a sentence: "The general fund"
    period: str = ""
    approved_budget: Number | None = None
    variance: Number | None = None  # to date
    forecast_variance: Number | None = None
    over_names: tuple[str, ...] = ()  # services forecast to spend over their budget, largest first


@dataclass(frozen=True, kw_only=True)
class OverviewFacts:
    """The whole council in one period; `judged` is the denominator of `on`."""

    period: str = ""
    on: int = 0
    near: int = 0
    below: int = 0
    judged: int = 0
    previous_on: int | None = None
    worse_names: tuple[str, ...] = ()  # worse for two periods or more, worst first
    improved_names: tuple[str, ...] = ()
    returns_due: int = 0
    returns_in: int = 0
    returns_overdue: int = 0
    budget_name: str = "The council"
    budget_variance: Number | None = None


@dataclass(frozen=True, kw_only=True)
class ServiceFacts:
    """One service in one period."""

    service: str = ""
    period: str = ""
    on: int = 0
    judged: int = 0
    worst: MeasureFacts | None = None
    best: MeasureFacts | None = None  # the greatest improvement
    actions: ActionFacts | None = None
    budget_variance: Number | None = None
    top_risk: str = ""
    top_risk_score: int = 0
    top_risk_band: str = ""


@dataclass(frozen=True, kw_only=True)
class ChartFacts:
    """What a chart of one measure shows."""

    chart_type: str = "Line chart"
    measure: str = ""
    unit: str = ""
    decimal_places: int = 0
    first_period: str = ""
    last_period: str = ""
    value: Number | None = None
    status: str = ""
    highest: Number | None = None
    highest_period: str = ""
    lowest: Number | None = None
    lowest_period: str = ""
    signal: str = ""
    points_available: int = 0

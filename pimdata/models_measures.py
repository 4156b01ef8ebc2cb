"""What a row of each file about measures must be: definitions, targets and figures."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from pimdata.rows import (
    INDICATOR,
    PERIOD,
    YEAR,
    Account,
    Baseline,
    Code,
    Day,
    Deadband,
    Figure,
    Flag,
    PlanRow,
    Row,
    RunLength,
    Text,
    Whole,
)


class Indicator(PlanRow):
    """A measure, or a dated milestone: how it is counted, judged, owned and due."""

    dataset = "indicators"
    key = ("indicator_code", "valid_from")
    scope_column = "indicator_code"
    indicator_code: Code = Field(description="the given code, as NI 157a, or IND-nn")
    valid_from: date = Field(description="the first day of this definition")
    title: Text = Field(description="its name, as members know it")
    sentence_subject: Text = Field(description='a noun phrase that begins a sentence, as "The share of rent collected"')
    kind: Literal["indicator", "milestone"] = Field(description="a figure, or something done by a date")
    theme: Literal["results", "customers", "money", "people", "plans", ""] = Field(
        default="", description="which line of the health card it belongs to"
    )
    class_: Literal["target", "context", "data_only"] = Field(
        default="target", alias="class", description="target is judged; context and data_only never are"
    )
    unit: Text = Field(description="percent, number, days, £, …")
    decimal_places: Annotated[int | None, Field(default=0, ge=0, le=6)] = Field(
        description="decimals shown; figures are judged at these"
    )
    good_is: Literal["higher", "lower", "range", "neither", ""] = Field(
        default="", description="which way is better; empty on a milestone"
    )
    frequency: Literal["monthly", "quarterly", "half-yearly", "annual", "survey"] = Field(
        description="how often a figure is returned"
    )
    expected_in: Text = Field(description="the years of a survey, or the only periods asked for, separated by ;")
    value_basis: Literal["period", "year_to_date", "running_total", "rolling", "snapshot", ""] = Field(
        default="", description="what span a figure covers"
    )
    aggregation: Literal["sum", "ratio", "mean", "last", "none", ""] = Field(
        default="", description="how figures make those of a longer period"
    )
    tolerance_kind: Literal["absolute", "percent", ""] = Field(
        default="", description="whether the tolerance is in the measure's unit or a percentage of its target"
    )
    tolerance: Figure = Field(description="how far short of target still counts as slightly below")
    deadband_kind: Literal["absolute", "percent", ""] = Field(
        default="", description="whether the deadband is in the measure's unit or a percentage of the figure compared with"
    )
    deadband: Deadband = Field(description="how small a change still counts as about the same; none if empty")
    lowest_possible: Figure = Field(description="the least a figure can be")
    highest_possible: Figure = Field(description="the most a figure can be")
    due_days: Whole = Field(description="days after the period's end by which its figure is due; 20 if empty")
    due_day_kind: Literal["working", "calendar", ""] = Field(
        default="", description="working (English working days) or calendar; working if empty"
    )
    frequency_agreed_by: Text = Field(description="who agreed how often it is returned")
    is_key: Flag = Field(description="one of the few that lead the Overview")
    is_public: Flag = Field(description="shown on the public pages")
    is_partnership: Flag = Field(description="shared with partners")
    portfolio: Text = Field(description="the portfolio that answers for it, whatever its service's")
    service_code: Text = Field(description="the service that returns it")
    team: Text = Field(description="the team that returns it")
    officer: Text = Field(description="the officer or post, as written")
    definition: Text = Field(description="how it is worked out")
    source: Text = Field(description="where its figures come from")
    replaces: Text = Field(description="the code of the measure it took over from")
    baseline_text: Text = Field(description="the baseline as written")
    baseline_value: Figure = Field(description="the baseline as a figure")
    baseline_period: Text = Field(description="the period or date of the baseline")
    spc_shift_length: RunLength = Field(description="points that make a shift, 6 to 8; 7 if empty")
    spc_trend_length: RunLength = Field(description="points that make a trend, 6 to 8; 7 if empty")
    spc_is_screened: Flag = Field(description="whether large moving ranges are left out of the limits")
    spc_conflict: Literal["concern", "improvement", "rule_order", ""] = Field(
        default="", description="what a point that is both better and worse is shown as"
    )
    spc_baseline_points: Baseline = Field(description="how many points set the limits of a phase, 2 or more; all if empty")
    forecast_method: Literal["profile", "straight_line", "last_year_remainder", "run_rate", ""] = Field(
        default="",
        description="how the year's end of a count or an amount is forecast: profile (as earlier years went), straight_line, "
        "last_year_remainder or run_rate (as the last six periods); profile if empty",
    )
    valid_to: Day = Field(description="the last day of this definition; empty while it stands")


class SpcMark(PlanRow):
    """A mark on a series: a rebase, a ghosted point, or a break in definition."""

    dataset = "spc_marks"
    key = ("indicator_code", "period", "kind")
    scope_column = "indicator_code"
    is_of_one = True
    indicator_code: Code = Field(description=INDICATOR)
    period: Code = Field(description=PERIOD)
    kind: Literal["rebase", "ghost", "break"] = Field(description="what the mark means")
    reason: Code = Field(description="why it was made", max_length=600)
    author: Code = Field(description="who made it")
    marked_on: date = Field(description="the day it was made")


class Target(PlanRow):
    """What an indicator should be in a year or one of its periods."""

    dataset = "targets"
    key = ("indicator_code", "financial_year", "period", "category")
    scope_column = "indicator_code"
    indicator_code: Code = Field(description=INDICATOR)
    financial_year: Code = Field(description=YEAR)
    period: Text = Field(description=PERIOD + "; empty for the year")
    category: Text = Field(description="the part it is for; empty for the whole")
    target_text: Text = Field(description="the target as written")
    target_kind: Literal[
        "numeric",
        "percent",
        "milestone_date",
        "set_baseline",
        "relative_to_baseline",
        "not_applicable",
        "to_be_confirmed",
        "none",
    ] = Field(description="how the words are to be read")
    target_value: Figure = Field(description="the target as a number, or the amount added to the baseline")
    target_low: Figure = Field(description="the lower edge of a range")
    target_high: Figure = Field(description="the upper edge of a range")
    target_date: Day = Field(description="the day by which a milestone is to be reached")
    date_precision: Literal["day", "month", "quarter", "year", ""] = Field(
        default="", description="how exactly the day was written"
    )
    relative_unit: Literal["points", "percent", "unknown", ""] = Field(
        default="", description="whether a baseline's addition is in points or per cent of it"
    )
    stretch_value: Figure = Field(description="the figure that beats the target")
    intervention_value: Figure = Field(description="the figure past which it counts as below target")
    is_uncertain: Flag = Field(description="the plan itself marks it with a question mark")
    financial_implication: Text = Field(description="what it costs, as written")
    staffing_implication: Text = Field(description="what staff it needs, as written")
    mtfs_decision: Text = Field(description="the decision in the medium-term financial strategy")
    set_by: Text = Field(description="who set it")
    set_on: Day = Field(description="the day it was set")
    agreed_by: Text = Field(description="who agreed it")
    change_reason: Text = Field(description="why it differs from the target before it")


class Result(Row):
    """A figure returned by a service, with what it says of it."""

    dataset = "indicator_results"
    key = ("indicator_code", "period", "dimension", "category")
    scope_column = "indicator_code"
    is_return = True
    indicator_code: Code = Field(description=INDICATOR)
    period: Code = Field(description=PERIOD)
    dimension: Text = Field(description="what the figure is split by; empty for the whole")
    category: Text = Field(description="the part it is for; empty for the whole")
    value: Figure = Field(description="a number alone, as 39.5; 40 means 40%")
    numerator: Figure = Field(description="the number of cases counted, as 62")
    denominator: Figure = Field(description="the number of cases in all, as 68")
    achieved_on: Day = Field(description="the day a milestone was reached, as 2009-12-31")
    expected_on: Day = Field(description="the day a milestone is expected to be reached, as 2009-12-31")
    result_text: Text = Field(description="a named level or a milestone's result in words")
    is_provisional: Flag = Field(description="true while the figure may still change")
    no_value_reason: Text = Field(description="why there is no figure, where there is none")
    promise_outcome: Literal["done", "not done", "late", ""] = Field(
        default="", description="what became of what was promised last time: done, not done or late"
    )
    what_happened: Account = Field(description="facts that the figure does not show")
    why: Account = Field(description="the main causes, with sizes")
    what_next: Account = Field(description="what will be done")
    owner_role: Text = Field(description="the post that will do it")
    by_when: Day = Field(description="the day by which it will be done")
    forecast_year_end: Figure = Field(description="the figure expected at the year's end")
    forecast_reason: Account = Field(description="what the expectation rests on")


class Attachment(Row):
    """A working paper behind a figure; sent from the page of the figure, with its file."""

    dataset = "attachments"
    key = ("dataset", "key", "file_name")
    dataset_: Code = Field(alias="dataset", description="the dataset of the figure it is behind")
    key_: Code = Field(alias="key", description="the key of that figure, its parts joined by |, as HO05|2010/11 Q2")
    file_name: Code = Field(description="the file's name as sent")
    sha256: Code = Field(description="the file's fingerprint; the file itself is in kept_files")
    size: int = Field(description="the file's size in bytes")
    note: Text = Field(description="what it shows")

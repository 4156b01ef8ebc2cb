"""What a row of each file about actions, risks and money must be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from pimdata.rows import PERIOD, YEAR, Code, Day, Figure, Flag, PlanRow, Row, Score, Text, Whole


class Action(PlanRow):
    """Something to be done: a Council Action, an improvement, a corrective action or a project."""

    dataset = "actions"
    key = ("action_code", "valid_from")
    scope_column = "action_code"
    action_code: Code = Field(description="a code, as CA-01")
    valid_from: date = Field(description="the first day of this row")
    plan: Text = Field(description="the plan it stands in")
    kind: Text = Field(description="council action, improvement action, corrective action or project")
    title: Text = Field(description="what is to be done")
    portfolio: Text = Field(description="the portfolio that answers for it")
    service_code: Text = Field(description="the service that does it")
    officer: Text = Field(description="the officer or post, as written")
    start_date: Day = Field(description="the day it starts")
    due_date: Day = Field(description="the day it is due")
    due_text: Text = Field(description="when it is due, as written")
    is_inferred_due: Flag = Field(description="true where the day was worked out from the words")
    success_criterion: Text = Field(description="how it will be known to have worked")
    resources: Text = Field(description="what it needs")
    outputs: Text = Field(description="what it makes")
    outcomes: Text = Field(description="what changes for people")
    other_services: Text = Field(description="who else takes part")
    preamble: Text = Field(description="words before its steps")
    valid_to: Day = Field(description="the last day of this row; empty while it stands")


class ActionStep(PlanRow):
    """A step of an action."""

    dataset = "action_steps"
    key = ("action_code", "step_no")
    scope_column = "action_code"
    action_code: Code = Field(description="the code of an action that is held")
    step_no: Code = Field(description="the step's number, as written")
    step_order: Whole = Field(description="its place among the steps")
    title: Text = Field(description="what is to be done")
    start_date: Day = Field(description="the day it starts")
    due_date: Day = Field(description="the day it is due")
    due_text: Text = Field(description="when it is due, as written")
    is_ongoing: Flag = Field(description="true where it has no end")
    officer: Text = Field(description="the officer or post, as written")


class ActionUpdate(Row):
    """Progress on an action or one of its steps."""

    dataset = "action_updates"
    key = ("action_code", "step_no", "as_of")
    scope_column = "action_code"
    is_return = True
    action_code: Code = Field(description="the code of an action that is held")
    step_no: Text = Field(description="the step's number; empty for the whole action")
    as_of: date = Field(description="the day the progress was true, as 2009-12-31")
    state: Literal["not started", "in progress", "complete", "deferred", "cancelled"] = Field(description="how far it has come")
    state_as_written: Text = Field(description="the state in the sender's own words")
    percent_complete: Annotated[Decimal | None, Field(default=None, ge=0, le=100)] = Field(
        description="how much is done, 0 to 100"
    )
    revised_due: Day = Field(description="the new date, where it is put back")
    reason_for_change: Text = Field(description="why the date changed")
    comment: Text = Field(description="what was done and what comes next")


class Risk(PlanRow):
    """A risk: cause, event and consequence."""

    dataset = "risks"
    key = ("risk_code", "valid_from")
    scope_column = "risk_code"
    risk_code: Code = Field(description="a code, as RSK-01")
    valid_from: date = Field(description="the first day of this row")
    register_: Literal["strategic", "service", "partnership", "project"] = Field(
        alias="register", description="the register it is on"
    )
    cause: Text = Field(description="what could start it")
    event: Text = Field(description="what would happen")
    consequence: Text = Field(description="what would follow")
    portfolio: Text = Field(description="the portfolio that answers for it")
    service_code: Text = Field(description="the service that owns it")
    owner_role: Text = Field(description="the post that owns it")
    controls: Text = Field(description="what is done about it")
    target_likelihood: Score = Field(description="the likelihood aimed at, 1 to 5")
    target_impact: Score = Field(description="the impact aimed at, 1 to 5")
    review_every: Text = Field(description="quarterly, half-yearly or annual")
    is_exempt: Flag = Field(description="true where the public may not read it")
    valid_to: Day = Field(description="the last day of this row; empty while it stands")


class RiskAssessment(Row):
    """A risk's likelihood and impact, before and after its controls."""

    dataset = "risk_assessments"
    key = ("risk_code", "assessed_on")
    scope_column = "risk_code"
    is_return = True
    risk_code: Code = Field(description="the code of a risk that is held")
    assessed_on: date = Field(description="the day it was assessed, as 2009-12-31")
    gross_likelihood: Score = Field(description="before controls, 1 to 5")
    gross_impact: Score = Field(description="before controls, 1 to 5")
    net_likelihood: Score = Field(description="after controls, 1 to 5")
    net_impact: Score = Field(description="after controls, 1 to 5")
    controls_in_place: Text = Field(description="what is done about it now")
    comment: Text = Field(description="what changed")
    decided_by: Text = Field(description="who decided the score")


class Budget(PlanRow):
    """A cost centre's year."""

    dataset = "budgets"
    key = ("cost_centre", "financial_year")
    scope_column = "cost_centre"
    cost_centre: Code = Field(description="the cost centre's code")
    financial_year: Code = Field(description=YEAR)
    service_code: Text = Field(description="the service that holds it")
    title: Text = Field(description="its name")
    fund: Literal["general fund", "housing revenue account", "capital", "ring-fenced"] = Field(
        description="the fund; funds are never netted"
    )
    approved_budget: Figure = Field(description="the year's budget in pounds")


class BudgetPosition(Row):
    """A cost centre's money at a date."""

    dataset = "budget_positions"
    key = ("cost_centre", "period")
    scope_column = "cost_centre"
    is_return = True
    cost_centre: Code = Field(description="the code of a cost centre that is held")
    period: Code = Field(description=PERIOD)
    budget_to_date: Figure = Field(description="the year's budget to the period's end, in pounds")
    actual_to_date: Figure = Field(description="spent to the period's end, in pounds")
    forecast_outturn: Figure = Field(description="what the year is expected to cost, in pounds")
    reason: Text = Field(description="why the forecast differs from the budget")


class Virement(PlanRow):
    """Money moved from one cost centre to another."""

    dataset = "virements"
    key = ("virement_no",)
    virement_no: Code = Field(description="the virement's number")
    on_date: date = Field(description="the day it was made")
    from_cost_centre: Code = Field(description="the cost centre it came from")
    to_cost_centre: Code = Field(description="the cost centre it went to")
    amount: Figure = Field(description="pounds moved")
    purpose: Text = Field(description="what it was for")
    decided_by: Text = Field(description="who decided it")
    for_indicator: Text = Field(description="the measure it was meant to help")

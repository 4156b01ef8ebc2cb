"""What a row of each file of the plan must be: who, what for, and when."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from pimdata.rows import Code, Day, PlanRow, Text, Whole


class Portfolio(PlanRow):
    """A portfolio and who holds it."""

    dataset = "portfolios"
    key = ("portfolio", "valid_from")
    portfolio: Code = Field(description="the portfolio's name")
    valid_from: date = Field(description="the first day of this row")
    holder: Text = Field(description="the councillor who holds it, as written; empty when not known")
    valid_to: Day = Field(description="the last day of this row; empty while it stands")


class Service(PlanRow):
    """A service or team that owns measures, actions, risks and money."""

    dataset = "services"
    key = ("service_code", "valid_from")
    service_code: Code = Field(description="a short code, as HO")
    valid_from: date = Field(description="the first day of this row")
    title: Text = Field(description="the service's name")
    directorate: Text = Field(description="the directorate it belongs to")
    head_of_service: Text = Field(description="the post that heads it")
    data_quality_champion: Text = Field(description="the post that answers for its data")
    valid_to: Day = Field(description="the last day of this row; empty while it stands")


class Post(PlanRow):
    """A post or a named person in the papers."""

    dataset = "posts"
    key = ("id",)
    id: Code = Field(description="a code for the post")
    kind: Text = Field(description="person or post")
    name: Text = Field(description="the person's name where the papers give one")
    post: Text = Field(description="the post's title")
    team: Text = Field(description="the team")
    fte: Text = Field(description="full-time equivalent, as written")
    qualifier: Text = Field(description="temporary, part-time and so on, as written")
    also_written_as: Text = Field(description="other spellings in the papers")


class Partner(PlanRow):
    """A partner body."""

    dataset = "partners"
    key = ("id",)
    id: Code = Field(description="a code for the partner")
    name: Text = Field(description="the body's name")
    also_written_as: Text = Field(description="other names in the papers")
    kind: Text = Field(description="what kind of body it is")
    listed_as_key_partner: Text = Field(description="Y where the service plan lists it as a key partner")


class PlanItem(PlanRow):
    """An aim, approach, objective, priority or plan that other things serve."""

    dataset = "plan_items"
    key = ("item_code", "valid_from")
    item_code: Code = Field(description="a code, as A or SO-PP1")
    valid_from: date = Field(description="the first day of this row")
    kind: Literal[
        "aim",
        "approach",
        "service objective",
        "supporting objective",
        "community strategy priority",
        "LAA target",
        "corporate plan",
    ] = Field(description="what kind of thing it is")
    title: Text = Field(description="its wording")
    portfolio: Text = Field(description="the portfolio that answers for it")
    service_code: Text = Field(description="the service that owns it")
    team: Text = Field(description="the team that owns it")
    officer: Text = Field(description="the officer or post, as written")
    valid_to: Day = Field(description="the last day of this row; empty while it stands")


class PlanSection(PlanRow):
    """A part of a plan that is prose."""

    dataset = "plan_sections"
    key = ("plan", "section_no")
    plan: Code = Field(description="the plan's name")
    section_no: Code = Field(description="the section's number in the plan")
    title: Text = Field(description="the section's heading")
    text: Annotated[str, Field(default="", max_length=60000)] = Field(description="the section's words")


class Link(PlanRow):
    """This serves that, between any two coded things."""

    dataset = "links"
    key = ("from_code", "to_code", "valid_from")
    from_code: Code = Field(description="the code of what serves")
    to_code: Code = Field(description="the code of what is served")
    valid_from: date = Field(description="the first day of this row")
    valid_to: Day = Field(description="the last day of this row; empty while it stands")


class CalendarEntry(PlanRow):
    """A date or season in the year's cycle."""

    dataset = "calendar"
    key = ("entry_code",)
    entry_code: Code = Field(description="a code, as CAL-01")
    title: Text = Field(description="what happens")
    audience: Text = Field(description="who it is for")
    month_from: Whole = Field(description="the month it begins, 1 to 12")
    month_to: Whole = Field(description="the month it ends, 1 to 12")
    frequency: Text = Field(description="how often, as written")
    due_rule: Text = Field(description="the months or rule, as written")


class Person(PlanRow):
    """A person who signs in, and the roles they hold."""

    dataset = "people"
    key = ("email", "valid_from")
    email: Code = Field(description="the address they sign in with, as a.person@council.gov.uk", max_length=200)
    valid_from: date = Field(description="the first day of this row")
    name: Text = Field(description="the person's name; it may be left out, as a post is enough to work with")
    post: Text = Field(description="the post they hold, as Housing Performance Officer: it is what others are shown")
    roles: Text = Field(description="the roles they hold, with ; between them, as manager; budget")
    service_codes: Text = Field(description="the services those roles are of, with ; between them, as HO; CS")
    portfolio: Text = Field(description="the portfolios those roles are of, with ; between them")
    is_deputy_for: Text = Field(description="the addresses of those whose roles they stand in for, with ; between them")
    valid_to: Day = Field(description="the last day of this row; empty while it stands")

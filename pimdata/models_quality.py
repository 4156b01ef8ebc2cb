"""What a row of each file about the quality of data must be: a champion's grade of a measure, and word on the standard."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from pimdata.rows import INDICATOR, PERIOD, Code, Row, Text


class ReliabilityGrade(Row):
    """How far a service's data quality champion holds that a measure can be relied on."""

    dataset = "reliability_grades"
    key = ("indicator_code", "graded_on")
    scope_column = "indicator_code"
    indicator_code: Code = Field(description=INDICATOR)
    graded_on: date = Field(description="the day it was graded")
    grade: Literal["reliable", "use with care", "not reliable"] = Field(description="how far its figures can be relied on")
    reason: Code = Field(description="what the grade rests on", max_length=600)
    graded_by: Code = Field(description="the post that gave it")


class MeasureAudit(Row):
    """That somebody who audits went through a measure's figures, and what they found."""

    dataset = "measure_audits"
    key = ("indicator_code", "audited_on")
    scope_column = "indicator_code"
    indicator_code: Code = Field(description=INDICATOR)
    audited_on: date = Field(description="the day it was audited")
    finding: Literal["borne out", "borne out in part", "not borne out"] = Field(
        description="whether the papers behind its figures bear them out"
    )
    summary: Code = Field(description="which figures were gone through, and what was found", max_length=600)
    audited_by: Code = Field(description="the post that audited it")


class StandardConfirmation(Row):
    """What a service's data quality champion says of its data against the council's standard, for a period."""

    dataset = "standard_confirmations"
    key = ("service_code", "period")
    service_code: Code = Field(description="the code of a service that is held, as HO")
    period: Code = Field(description=PERIOD)
    answer: Literal["meets it", "meets it in part", "does not meet it"] = Field(
        description="whether the data meets the council's data quality standards"
    )
    statement: Text = Field(description="what the answer rests on, and what is being put right", max_length=600)
    confirmed_on: date = Field(description="the day it was said")
    confirmed_by: Code = Field(description="the post that said it")

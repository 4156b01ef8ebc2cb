"""What a row of each file about other councils must be: their figures, and the quartiles that were published."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from pimdata.rows import INDICATOR, PERIOD, Code, Figure, Flag, PlanRow, Text

Threshold = Annotated[Decimal, Field(max_digits=18, decimal_places=6)]
GROUPS = "the groups of authorities it is compared in, separated by ;, as all districts"


class Comparator(PlanRow):
    """Another authority's figure."""

    dataset = "comparators"
    key = ("indicator_code", "period", "authority_code")
    scope_column = "indicator_code"
    is_comparison = True
    indicator_code: Code = Field(description=INDICATOR)
    period: Code = Field(description=PERIOD)
    authority_code: Code = Field(description="the authority's own code, as E07000012")
    authority: Code = Field(description="its name", max_length=200)
    group: Text = Field(description=GROUPS)
    value: Figure = Field(description="a number alone, in the measure's own unit; empty where it published none")
    is_doubtful: Flag = Field(description="true where its publisher or auditor doubts it; it then counts in no quartile")
    source: Text = Field(description="who published it")


class Quartile(PlanRow):
    """Published thresholds of a group of authorities."""

    dataset = "quartiles"
    key = ("indicator_code", "period", "group")
    scope_column = "indicator_code"
    is_comparison = True
    indicator_code: Code = Field(description=INDICATOR)
    period: Code = Field(description=PERIOD)
    group: Code = Field(description="the group of authorities they are of, as all districts", max_length=200)
    upper_quartile: Threshold = Field(description="the figure above which a quarter of the group lies")
    median: Threshold = Field(description="the middle figure of the group")
    lower_quartile: Threshold = Field(description="the figure below which a quarter of the group lies")
    source: Text = Field(description="who published them")

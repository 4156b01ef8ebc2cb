"""What an officer has in mind when writing a return: the target for the period, and where the year may end.

No screen reads this. The rules that judge figures are the views under `sql/rules`; here a service decides whether
its figure needs a word of explanation.
"""

from decimal import Decimal
from typing import NamedTuple

from pimdata.demo_figures import Figure, Period, Row, financial_year, rounded

Targets = dict[tuple[str, str], Row]  # by financial year and period, of one measure


class Series(NamedTuple):
    """A measure with its targets and all its figures."""

    measure: Row
    targets: Targets
    results: dict[str, Figure]

    @property
    def places(self) -> int:
        """The decimal places that readers see."""
        return int(self.measure["decimal_places"])

    def goal(self, year: str, period: str = "") -> Decimal | None:
        """A target as a number; one relative to a baseline is worked out from the year that set it."""
        row = self.targets.get((year, period), {})
        if row.get("target_kind") == "relative_to_baseline":
            return self._from_baseline(row)
        return Decimal(row["target_value"]) if row.get("target_value") else None

    def _from_baseline(self, row: Row) -> Decimal | None:
        """The last figure of the year that set the baseline, and the addition in points or per cent."""
        years = [year for (year, _), each in self.targets.items() if each["target_kind"] == "set_baseline"]
        base = [Decimal(figure.value) for name, figure in self.results.items() if name[:7] in years and figure.value]
        if not base:
            return None
        step = Decimal(row["target_value"])
        return base[-1] * (1 + step / 100) if row["relative_unit"] == "percent" else base[-1] + step

    def is_asked(self, period: Period) -> bool:
        """Whether the year's target leaves the measure in use."""
        kind = self.targets.get((financial_year(period.first), ""), {}).get("target_kind")
        return kind != "not_applicable"

    def short(self, period: Period, figure: Figure) -> Decimal:
        """How far a figure falls short of its target as readers see both; nought when met, or without a target."""
        year = financial_year(period.first)
        name = period.name if (year, period.name) in self.targets else ""
        adds_up = self.measure["value_basis"] == "year_to_date" or self.measure["aggregation"] == "sum"
        if not figure.value or (not name and adds_up and self.measure["frequency"] != "annual"):
            return Decimal(0)
        return max(self._gap(rounded(figure.value, self.places), year, name), Decimal(0))

    def _gap(self, value: Decimal, year: str, name: str) -> Decimal:
        """From the value to its target, or to the nearer end of its range; nought or less is met."""
        row = self.targets.get((year, name), {})
        if row.get("target_low"):
            return max(Decimal(row["target_low"]) - value, value - Decimal(row["target_high"]))
        goal = self.goal(year, name)
        if goal is None:
            return Decimal(0)
        gap = rounded(goal, self.places) - value
        return gap if self.measure["good_is"] == "higher" else -gap

    def estimate(self, period: Period, figure: Figure) -> Decimal | None:
        """A year end that keeps half of the present gap; a total keeps half of its lead or lag on the profile."""
        year = financial_year(period.first)
        goal, so_far = self.goal(year), self.goal(year, period.name)
        if goal is None or not figure.value:
            return None
        value = Decimal(figure.value)
        if self.measure["value_basis"] in ("year_to_date", "running_total"):
            guess = goal * (1 + (value / so_far - 1) / 2) if so_far else goal
        else:
            guess = (value + goal) / 2
        high = self.measure["highest_possible"]
        return rounded(min(guess, Decimal(high)) if high else guess, self.places)

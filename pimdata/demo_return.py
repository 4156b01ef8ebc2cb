"""What a service would have sent: a file, its sender and the time it arrived."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class DemoReturn:
    """One file as a service would have sent it."""

    sent_at: datetime  # UTC, naive; when it would really have arrived
    by_whom: str  # a post
    dataset: str  # "action_updates" | "risk_assessments" | "budget_positions" | "indicator_results"
    file_name: str  # "HO-2009-10-Q1-action_updates.csv"
    service_code: str
    csv_text: str  # heading row and rows; columns in the order of the dataset

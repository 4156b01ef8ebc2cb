"""Measures that several services send their parts of, as the Returns page shows them."""

from __future__ import annotations

from typing import Any

from pimdata import figures
from pimdata.ui import fragments


def shared(measures: list[dict[str, Any]], service: str) -> str:
    """Measures that several services send their parts of: which are in, which are awaited, and what they come to."""
    rows = [
        {
            "name": f"{row['title']} ({row['indicator_code']}), {figures.period_short(row['period'])}",
            "in": ", ".join(row["services_in"]) or "None yet",
            "awaited": ", ".join(row["services_awaited"]) or "None",
            "combined": figures.figure(row["combined"], row["unit"] or "", row["decimal_places"] or 0),
        }
        for row in measures
    ]
    if not rows:
        return ""
    columns = [
        fragments.Column("name", "Measure"),
        fragments.Column("in", "Parts in"),
        fragments.Column("awaited", "Parts awaited"),
        fragments.Column("combined", "Parts together"),
    ]
    how = (
        f'Send your own part as a row with the dimension "service" and the category "{service}"; the template has it. '
        "A service that sent its part within the last year owes it. Once every part is in, what they come to is the figure."
    )
    return fragments.table("Measures sent in parts by several services", columns, rows) + fragments.paragraph(how)

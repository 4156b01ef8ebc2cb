"""What pages say of forecasts: how good they have been, by service, by point in the year and by method."""

from __future__ import annotations

from typing import Any

import polars as pl

from pimdata import figures, forecast_chart, forecast_sentences, queries_forecasts
from pimdata.ui import choices, fragments, show
from pimdata.ui.asking import ask
from pimdata.ui.frame import address

Row = dict[str, Any]
TITLE = "How good our forecasts have been"
SECTIONS = {
    "computed": ("By arithmetic", "Worked out from the figures returned, for every measure returned more than once a year."),
    "owner": ("By owners", "What the post that answers for a measure said the year would end at, with its return."),
    "money": ("Money", "What the budget holder of each cost centre said the year would cost, against what was spent."),
}
PARTS = {12: "months", 4: "quarters", 2: "half-years"}
EMPTY = "No forecast of this kind is of a year that has ended."
HOW_TO_READ = [
    ("Out by", "How far a forecast was from what the year came to, as a percentage of what it came to; the plain average."),
    ("Close", "No further out than the measure's own tolerance; for money, than 1% of the budget."),
    ("Came true", "The status forecast (on, slightly below or below target; over, under or on budget) was that of the year."),
    (
        "Which forecasts",
        "One for each figure returned, of years that have ended. Each is worked out from what that figure and those before "
        "it are now known to be; the owner's and the budget holder's are as they sent them.",
    ),
    (
        "Small numbers",
        "A year that came to next to nothing makes any error a large percentage; one that came to nought has none.",
    ),
]


def head() -> bool:
    """The page's sentences; says whether there is anything to show beneath them."""
    quality = ask(queries_forecasts.quality)
    kinds = [kind_of(row) for row in quality.filter(pl.col("service_code") == "").to_dicts()]
    show.html(fragments.headline(forecast_sentences.quality_paragraph(kinds), TITLE))
    return bool(quality.height)


def kind_of(row: Row) -> forecast_sentences.Quality:
    """A row of the council as a whole, for its sentences."""
    return forecast_sentences.Quality(**{name: row[name] for name in forecast_sentences.Quality._fields})


def by_service() -> None:
    """One table each for arithmetic, owners and money, a row a service and the council last."""
    quality = ask(queries_forecasts.quality)
    for source, (name, meaning) in SECTIONS.items():
        rows = quality.filter(pl.col("source") == source).to_dicts()
        columns = [fragments.Column("title", "Service", "link", href="href"), *_COLUMNS]
        listed = [_service_row(row) for row in [*rows[1:], *rows[:1]]]
        show.html(
            fragments.section(name),
            fragments.paragraph(meaning),
            fragments.table(f"{name}, by service", columns, listed, EMPTY, quiet=True),
        )


_COLUMNS = [
    fragments.Column("forecasts", "Forecasts", "number"),
    fragments.Column("out", "Out by, on average"),
    fragments.Column("close", "Close"),
    fragments.Column("true", "Came true"),
]


def _service_row(row: Row) -> Row:
    is_council = not row["service_code"]
    return {
        "title": "The whole council" if is_council else row["service_title"],
        "href": "" if is_council else address("service", row["service_code"]),
        **quality_cells(row),
    }


def quality_cells(row: Row) -> Row:
    """The cells of a row of any of these tables; a share stands on its own count."""
    return {
        "forecasts": row["forecasts"],
        "out": "–" if row["mean_percent_error"] is None else figures.figure(row["mean_percent_error"], "percent", 1),
        "close": share_words(row["within_tolerance"], row["with_tolerance"]),
        "true": share_words(row["came_true"], row["judged"]),
    }


def share_words(part: int, of: int) -> str:
    """Some of many, with the percentage where there are enough to give one.

    >>> share_words(80, 100), share_words(3, 4), share_words(0, 0)
    ('80 of 100 (80%)', '3 of 4', 'None can be judged')
    """
    if not of:
        return "None can be judged"
    return f"{part:,} of {of:,}" + (f" ({round(100 * part / of)}%)" if of >= 20 else "")


def chart() -> None:
    """How far out forecasts were by how much of the year had gone, as a chart and as its table."""
    quality = ask(queries_forecasts.by_quarter)
    known = quality.filter(pl.col("mean_percent_error").is_not_null())
    show.html(
        fragments.section("The later in the year, the nearer?"),
        fragments.paragraph("How far out forecasts were on average, by the quarter of the year in which they were made."),
    )
    if not known.height:
        show.html(fragments.paragraph(EMPTY))
        return
    drawing = forecast_chart.error_chart(known)
    show.chart(drawing.spec, drawing.frame, chart_words(known.to_dicts()), key="forecast_errors")
    columns = [fragments.Column("title", "Made in the"), *_COLUMNS]
    listed = [
        {
            "title": f"{forecast_sentences.QUARTERS[row['quarter_reached']].capitalize()} quarter, {_name(row)}",
            **quality_cells(row),
        }
        for row in quality.to_dicts()
    ]
    table = fragments.table("Forecasts by quarter of the year in which they were made", columns, listed, EMPTY, quiet=True)
    show.html(fragments.opening("Show the figures as a table", table))


def _name(row: Row) -> str:
    return "money" if row["source"] == "money" else forecast_sentences.SOURCES[row["source"]]


def chart_words(rows: list[Row]) -> str:
    """What the chart shows, for those who cannot see it."""
    told = []
    for source, name in forecast_chart.NAMES.items():
        mine = [row for row in rows if row["source"] == source]
        if mine:
            ends = [figures.figure(row["mean_percent_error"], "percent", 1) for row in (mine[0], mine[-1])]
            quarter = forecast_sentences.QUARTERS[mine[-1]["quarter_reached"]]
            told.append(f"{name.lower()}, from {ends[0]} out to {ends[1]} in the {quarter} quarter")
    return f"Line chart of how far out forecasts were by quarter of the year: {'; '.join(told)}. Figures in the table below."


def by_method() -> str:
    """How good each way of forecasting by arithmetic has been."""
    columns = [fragments.Column("title", "Way of forecasting"), *_COLUMNS]
    listed = [
        {"title": forecast_sentences.METHOD_NAMES.get(row["method"], row["method"]), **quality_cells(row)}
        for row in ask(queries_forecasts.by_method).to_dicts()
    ]
    table = fragments.table("Ways of forecasting by arithmetic", columns, listed, EMPTY, quiet=True)
    said = fragments.paragraph("Which way is used depends on the kind of figure; for a count it may be chosen for the measure.")
    return fragments.section("By way of forecasting") + said + table


def by_part() -> None:
    """How far out they were by how many of the year's figures were in, of one way of forecasting or of all."""
    show.html(
        fragments.section("By how many of the year's figures were in"),
        fragments.paragraph("Measures returned each month, each quarter or each half-year apart, by one way of forecasting."),
    )
    ways = {
        row["method"]: forecast_sentences.METHOD_NAMES[row["method"]] for row in ask(queries_forecasts.by_method).to_dicts()
    }
    others = {source: name for source, (name, _) in SECTIONS.items() if source != "computed"}
    way = choices.select("way", "Way of forecasting", {"": "By arithmetic, in every way", **ways, **others})
    asked = {"source": way} if way in others else {"method": way}
    listed = [{"title": part_words(row), **quality_cells(row)} for row in ask(queries_forecasts.by_part, **asked).to_dicts()]
    columns = [fragments.Column("title", "Figures in"), *_COLUMNS]
    show.html(fragments.table("Forecasts by how many of the year's figures were in", columns, listed, EMPTY, quiet=True))


def part_words(row: Row) -> str:
    """How many of the year's figures were in.

    >>> part_words({"part": 1, "parts": 12}), part_words({"part": 1, "parts": 2})
    ('1 of 12 months', '1 of 2 half-years')
    """
    return f"{row['part']} of {row['parts']} {PARTS[row['parts']]}"


def how_to_read() -> str:
    """What the words of the tables mean."""
    return fragments.section("How to read this") + fragments.definition_list(HOW_TO_READ)


def way_here() -> str:
    """The way to this page from a page that shows a forecast."""
    return fragments.more("", TITLE, "/forecasts")

"""What the Compare page says: our place in words, the strip of dots, everybody's figure, and every measure compared."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl

from pimdata import chart_compare, figures, queries_compare, sentences_compare, words
from pimdata.chart_compare import Strip
from pimdata.config import settings
from pimdata.sentences_compare import CountFacts, PlaceFacts
from pimdata.ui import compare_choices, downloads, fragments, show
from pimdata.ui.asking import ask, now
from pimdata.ui.compare_choices import Compared

Row = dict[str, Any]
TITLE = "How we compare"
NOTHING = (
    "No other council's figures have been loaded, so there is nothing to compare with. The Policy and Performance team can "
    "load them: as comparators.csv or quartiles.csv, or as someone else's file through a layout "
    "(pimdata load --layout NAME FILE)."
)
UNKNOWN = "No authority has the code “{}”, so there is nothing to show for it. Choose another under Whose place."
LONG = 12  # figures; a longer list is closed until it is wanted
HOW = (
    ("Quarters", "A group in order of its figures, parted into four: a quarter of its authorities stand in each."),
    (
        "Best and bottom",
        "The best quarter is that of the highest figures where more is better, and of the lowest where less is.",
    ),
    ("On the line", "A figure exactly where two quarters part takes the better one; our own is taken as it is shown."),
    (
        "Where quarters come from",
        "Published quartiles are used as they are. Otherwise they are worked out over the group with ourselves in it, by "
        "straight lines between figures, where at least 12 authorities have one; with fewer there is a rank alone.",
    ),
    ("Another year's quartiles", "Others' figures come out late. The newest that are held are used, and the words say which."),
    ("Left out", "Figures that are missing, and those their source doubts (hollow dots), count in no quarter and no rank."),
    ("The strip", "A dot for each authority, standing on one another where they are alike; the diamond is us."),
)  # fmt: skip


def head() -> str:
    """The heading, and how many measures stand in which quarter, with both denominators."""
    if not ask(queries_compare.measures).height:
        return fragments.headline(NOTHING, TITLE)
    who = compare_choices.whose()
    if now().us and not who:
        return fragments.headline(UNKNOWN.format(now().us), TITLE)
    counted = ask(queries_compare.counts)
    told = sentences_compare.count_sentences(_counts(counted, who)) if counted else []
    other = f"How {who} compares" if who else TITLE
    return fragments.headline(" ".join(told) or "No figure of ours has a quarter yet; choose whose place to look at.", other)


def _counts(row: Row, who: str) -> CountFacts:
    return CountFacts(
        who=who,
        period=row["period"],
        is_owed=row["is_owed"],
        expected=row["expected"],
        banded=row["banded"],
        best=row["in_best_quartile"],
        best_two=row["in_best_two"],
        up=row["quartile_up"],
        same=row["quartile_same"],
        down=row["quartile_down"],
        compared=row["quartile_compared"],
    )


def facts(chosen: Compared) -> PlaceFacts:
    """What is said of a place."""
    place: Row = chosen.place or {}
    return PlaceFacts(
        who=chosen.who,
        subject=chosen.measure["sentence_subject"] or "",
        title=chosen.measure["title"],
        unit=chosen.measure["unit"] or "",
        decimal_places=chosen.measure["decimal_places"],
        period=chosen.period,
        group=chosen.group,
        value=place.get("value"),
        band=place.get("band") or "",
        previous_band=place.get("previous_band") or "",
        reason=place.get("reason") or "",
        rank=place.get("rank") or 0,
        of=place.get("of") or 0,
        middle=place.get("middle"),
        median=chosen.quartiles["median"],
        threshold_period=chosen.shown_period,
        threshold_source=chosen.quartiles["threshold_source"] or "",
        to_next=place.get("to_next"),
        next_edge=place.get("next_edge"),
    )


def place(chosen: Compared) -> str:
    """The finding as a heading, what is compared beneath it, and the sentences."""
    told = facts(chosen)
    measure = chosen.measure
    unit = measure["unit"] or ""
    counted = "" if unit in (*figures.SIGNS, *figures.BARE_UNITS) else f", in {unit}"
    where = f"{measure['title']}{counted}, {chosen.group}, {figures.period_name(chosen.shown_period)}."
    better = {"higher": " Better is to the right.", "lower": " Better is to the left."}.get(measure["good_is"] or "", "")
    inferred = " Which way is better is inferred, not said by the source." if "good_is" in (measure["inferred"] or "") else ""
    said = sentences_compare.place_sentences(told) if chosen.place else [_without(chosen)]
    return (
        fragments.section(finding(told)) + fragments.paragraph(" ".join(said)) + fragments.caption(f"{where}{better}{inferred}")
    )


def finding(told: PlaceFacts) -> str:
    """The finding in a few words."""
    if told.band:
        return f"{words.QUARTILES[told.band]} of {told.group}{sentences_compare.against(told)}"
    if told.reason == "no spread":
        return words.QUARTILES["no_spread"]
    return f"Number {told.rank} of {told.of}" if told.rank else "No quarter"


def _without(chosen: Compared) -> str:
    whose = chosen.who or "The council"
    return f"{whose} has no figure for {figures.period_name(chosen.period)} in this group, so others' are shown alone."


def everybody(chosen: Compared) -> pl.DataFrame:
    """The figures the strip shows, best first."""
    row = chosen.quartiles
    edges: tuple[Decimal | None, ...] = (row["q1"], row["median"], row["q3"])
    return ask(queries_compare.figures, chosen.measure["indicator_code"], chosen.shown_period, chosen.group, edges)


def strip(chosen: Compared, found: pl.DataFrame) -> None:
    """Everybody on one line, ours as a diamond; where only quartiles are held, those and ours."""
    others = found.filter(~pl.col("is_us"))
    told = facts(chosen)
    edges = [chosen.quartiles[name] for name in ("q1", "median", "q3")]
    if not others.height and all(edge is None for edge in edges):
        return
    name = chosen.who or "Us"
    unit = figures.SIGNS.get(told.unit, told.unit)
    figures_ = others.select("authority", "value", "is_counted")
    drawn_from = Strip(figures_, place_value(chosen), name, edges, unit, told.decimal_places, chosen.measure["good_is"] or "")
    drawn = chart_compare.dot_strip(drawn_from)
    ends: tuple[Any, Any] = (others["value"].min(), others["value"].max())
    show.chart(drawn.spec, drawn.frame, sentences_compare.strip_alt(told, *ends, name), key="dot_strip")
    far = chart_compare.beyond(drawn_from)
    show.html(fragments.caption(f"Beyond the scale, as a cross at its end: {'; '.join(far)}." if far else ""))


def place_value(chosen: Compared) -> Decimal | None:
    """Our figure; None where we have none."""
    return chosen.place["value"] if chosen.place else None


def table(chosen: Compared, found: pl.DataFrame) -> str:
    """The same facts: where the quarters part, and everybody's figure and place."""
    unit, places = chosen.measure["unit"] or "", chosen.measure["decimal_places"]
    rows = [_line(row, chosen, unit, places) for row in found.to_dicts()]
    columns = [
        fragments.Column("authority", "Authority"),
        fragments.Column("value", "Figure", "number"),
        fragments.Column("rank", "Rank", "number"),
        fragments.Column("quarter", "Quarter"),
        fragments.Column("source", "Source"),
        fragments.Column("note", "To know"),
    ]
    if not any(row["note"] for row in rows):
        del columns[5]
    sources = sorted({row["source"] for row in found.to_dicts() if row["source"]})
    caption = f"{compare_choices.figures_first(chosen.group)}, {figures.period_name(chosen.shown_period)}"
    if len(sources) == 1:
        del columns[4]
        caption += f". Source: {sources[0]}"
    body = fragments.table(caption, columns, rows, "Quartiles alone are held of this group, and no council's own figure.")
    whole = fragments.opening(f"All {len(rows)} figures", body) if len(rows) > LONG else body
    return fragments.section("Where the quarters part") + _edges(chosen, unit, places) + whole


def _line(row: Row, chosen: Compared, unit: str, places: int) -> Row:
    name = row["authority"] or settings().council
    return {
        "authority": f"{name} (us)" if row["is_us"] else name,
        "value": figures.figure(row["value"], unit, places),
        "rank": row["rank"],
        "quarter": words.QUARTILES[row["band"]] if row["band"] else "–",
        "source": row["source"] or ("Our own results" if row["is_us"] else "–"),
        "note": " ".join(filter(None, ("Doubtful: not counted." if row["is_doubtful"] else "", row["note"]))),
    }


def _edges(chosen: Compared, unit: str, places: int) -> str:
    """The three figures that part the quarters, in words, and where they come from."""
    row = chosen.quartiles
    if row["q1"] is None:
        return fragments.paragraph("There are no quartiles: none were published, and fewer than 12 authorities have a figure.")
    low, middle, high = (figures.figure(row[name], unit, places) for name in ("q1", "median", "q3"))
    best, bottom = (low, high) if chosen.measure["good_is"] == "lower" else (high, low)
    judged = chosen.measure["good_is"] in ("higher", "lower")
    names = ("Best quarter begins at", "Bottom quarter begins at") if judged else ("Upper quartile", "Lower quartile")
    source = f"Published ({row['source'] or 'source not named'})"
    if row["threshold_source"] == "worked out":
        source = f"Worked out over {row['of']} authorities, by straight lines between figures"
    period = figures.period_name(chosen.shown_period)
    pairs = ((names[0], best), ("Middle", middle), (names[1], bottom), ("Quartiles are of", period), ("They were", source))
    return fragments.definition_list(pairs)


def how() -> str:
    """How to read it."""
    return fragments.opening("How to read this page", fragments.definition_list(HOW))


def files(found: pl.DataFrame) -> None:
    """The figures and the places as files."""
    downloads.csv_button("figures compared", found)
    downloads.csv_button("places among other councils", ask(queries_compare.places))


def is_known() -> bool:
    """Whether the authority in the address, if there is one, is held."""
    return not now().us or bool(compare_choices.whose())

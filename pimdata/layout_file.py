"""What a layout says, read from its TOML file; a key that means nothing is named with the nearest that does."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from rapidfuzz import process

from pimdata import period_words
from pimdata.config import HOME
from pimdata.errors import PimError
from pimdata.layout_others import GroupOf, MeasureOf, Scaled, Span
from pimdata.models_compare import Comparator
from pimdata.models_measures import Indicator, Result, Target
from pimdata.rows import columns

FOLDER = HOME / "data" / "layouts"
STATUSES = ("on", "near", "below", "info", "due", "late")
TARGET_IS_FOR = "target_is_for"  # not a column: whether a file's target is for the period returned or for its year
COLUMNS = frozenset(name for model in (Indicator, Target, Result, Comparator) for name in columns(model))
MAPPED = COLUMNS - {"inferred", "source_ref"}
NEAR_ENOUGH = 70


def _as_written(cell: object) -> object:
    """What TOML holds, as a cell of a file would be written; the readers of cells then see nothing strange."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell) if isinstance(cell, int | date) else cell


Cell = Annotated[str, BeforeValidator(_as_written)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Statuses(_Part):
    """Where a file says how each measure stood, and what its words mean in ours."""

    heading: str
    words: dict[str, str]


class NoFigure(_Part):
    """A figure of the file that is none."""

    code: str
    period: str
    no_value_reason: str = Field(min_length=1)


class Layout(_Part):
    """How someone else's file is to be read.

    Args:
        columns: our column to their heading; one heading may fill several columns.
        periods: their heading to our period, where each period has a column of its own; in a file of one row a figure,
            their word for a period to ours.
        period: what the file's targets, statuses and notes are for, where it has a column for each period.
        words: for a column of ours, their word to ours; "*" is any other word.
        inferred: columns of ours that are read out of the file's words and not said by them.
        no_figure: a word that stands where a figure should, to the reason there is none.
        defaults: for a column of ours, what stands where the file says nothing.
        indicators: the same for one indicator; it goes before what the file says.
        figures: single figures that are none.
        explanation: what answers for figures that a check would ask about. They are another's: nobody here can say more.
        makes: "comparators" where the file's figures are of many authorities; the parts below are for those alone.
        companion: the layout of the file that brings the definitions of what this one compares.
        measures: which rows, and which of their headings, make the figures of each measure.
        spans: how the file's words for a time are read, the first that fits.
        groups: which groups an authority is compared in, the first that fits.
        scaled: measures whose figures are multiplied, as shares that are wanted as percentages.
    """

    title: str
    about: str = ""
    period: str = ""
    is_illustrative: bool = False
    explanation: str = ""
    columns: dict[str, str]
    periods: dict[str, str] = {}
    words: dict[str, dict[str, Cell]] = {}
    inferred: list[str] = []
    no_figure: dict[str, str] = {}
    status: Statuses | None = None
    defaults: dict[str, Cell] = {}
    indicators: dict[str, dict[str, Cell]] = {}
    figures: list[NoFigure] = []
    makes: Literal["returns", "comparators"] = "returns"
    companion: str = ""
    measures: list[MeasureOf] = []
    spans: list[Span] = []
    groups: list[GroupOf] = []
    scaled: list[Scaled] = []

    def headings(self) -> dict[str, str]:
        """Every heading the file must have, with what it is for."""
        wanted = {heading: name for name, heading in self.columns.items()}
        if "period" not in self.columns:
            wanted |= dict(self.periods)
        compared = [*(each.headings() for each in self.measures), *(each.headings() for each in self.groups)]
        wanted |= {heading: "what is compared" for headings in compared for heading in headings}
        return wanted | ({self.status.heading: "status"} if self.status else {})


def find(named: Path | str) -> Path:
    """The layout of this name in data/layouts, or the file itself.

    Raises:
        PimError: there is neither; the text names those there are.
    """
    path = Path(named)
    if path.is_file():
        return path
    known = sorted(each.stem for each in FOLDER.glob("*.toml"))
    if path.name.removesuffix(".toml") in known:
        return FOLDER / f"{path.name.removesuffix('.toml')}.toml"
    raise PimError(f'There is no layout "{path}". {_nearest(path.stem, known)}There are: {", ".join(known) or "none"}.')


def read(path: Path) -> Layout:
    """A layout, with all that is wrong with it said at once.

    Raises:
        PimError: it is not TOML, or says something a layout cannot say.
    """
    try:
        # Figures stay as they are written: 4.10 has two decimals.
        raw = tomllib.loads(path.read_text("utf-8"), parse_float=str)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PimError(f"{path.name} is not a TOML file: {error}. Put that line right and try again.") from error
    try:
        layout = Layout.model_validate(raw)
    except ValidationError as error:
        raise _wrong(path, [_worded(each) for each in error.errors()]) from error
    if faults := [*_unknown_columns(layout), *_unknown_periods(layout), *_unknown_statuses(layout)]:
        raise _wrong(path, faults)
    return layout


def _wrong(path: Path, faults: list[str]) -> PimError:
    things = "one thing" if len(faults) == 1 else f"{len(faults)} things"
    return PimError(
        "\n".join([f"The layout {path.name} cannot be used. Put {things} right:", *(f"  {each}" for each in faults)])
    )


def _worded(error: Any) -> str:  # noqa: ANN401 - pydantic's own record of an error
    place = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        parts: dict[str, type[BaseModel]] = {
            "status": Statuses, "figures": NoFigure, "measures": MeasureOf, "spans": Span, "groups": GroupOf, "scaled": Scaled,
        }  # fmt: skip
        part = parts.get(str(error["loc"][0]) if len(error["loc"]) > 1 else "", Layout)
        return f'"{place}" means nothing here. {_nearest(str(error["loc"][-1]), part.model_fields)}'.rstrip()
    if error["type"] == "missing":
        return f'"{place}" is missing.'
    return f'"{place}": {error["msg"]}.'


def _unknown_columns(layout: Layout) -> list[str]:
    extra = {TARGET_IS_FOR}
    parts: list[tuple[str, Iterable[str], set[str]]] = [
        ("columns", layout.columns, set()),
        ("words", layout.words, set()),
        ("inferred", layout.inferred, set()),
        ("defaults", layout.defaults, extra),
        *((f"indicators.{code}", given, extra) for code, given in layout.indicators.items()),
    ]
    faults = [
        f'[{part}] "{name}" is no column of ours. {_nearest(name, MAPPED | more)}'.rstrip()
        for part, names, more in parts
        for name in names
        if name not in MAPPED | more
    ]
    if "indicator_code" not in layout.columns and not layout.measures:
        faults.append("[columns] must say which heading holds the indicator_code.")
    if layout.makes == "comparators":
        wanted = [name for name in ("authority_code", "authority", "period") if name not in layout.columns]
        faults += [f"[columns] must say which heading holds the {name} of each authority." for name in wanted]
    return faults


def _unknown_periods(layout: Layout) -> list[str]:
    named: dict[str, Mapping[str, str]] = {
        "periods": layout.periods,
        "figures": {f"{each.code} period": each.period for each in layout.figures},
        "layout": {"period": layout.period} if layout.period else {},
    }
    faults = [
        f'[{part}] "{name}": "{period}" is not a period. Write it as 2009/10, 2009/10 Q2, 2009/10 H1 or 2009-07.'
        for part, given in named.items()
        for name, period in given.items()
        if period_words.read(period) != period
    ]
    if layout.period and layout.period not in layout.periods.values() and "period" not in layout.columns:
        faults.append(f'"period" is {layout.period}, and no heading under [periods] is.')
    return faults


def _unknown_statuses(layout: Layout) -> list[str]:
    words = layout.status.words if layout.status else {}
    return [
        f'[status.words] "{word}" is "{status}", and must be one of {", ".join(STATUSES)}.'
        for word, status in words.items()
        if status not in STATUSES
    ]


def _nearest(name: str, known: Iterable[str]) -> str:
    found = process.extractOne(name, sorted(known), score_cutoff=NEAR_ENOUGH)
    return f'Did you mean "{found[0]}"? ' if found else ""

"""What a layout says of a file that holds many authorities: which figures are whose, for when, and in which groups."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from pimdata import periods


def _is_pattern(text: str) -> str:
    try:
        named = re.compile(text).groupindex
    except re.error as error:
        raise ValueError(f"it is no pattern: {error}") from error
    if not named or named.keys() - {"begins", "ends"}:
        raise ValueError("it must name the year that begins, as (?P<begins>\\d{4}), or the one that ends, and no other")
    return text


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MeasureOf(_Part):
    """One measure of a file: the rows with these words under these headings, and where their figure stands.

    A numerator and a denominator make a percentage.
    """

    code: str
    where: dict[str, str] = {}
    value: str = ""
    numerator: str = ""
    denominator: str = ""

    @model_validator(mode="after")
    def _has_a_figure(self) -> Self:
        if bool(self.value) == bool(self.numerator and self.denominator):
            raise ValueError("it needs either a value, or a numerator and a denominator")
        return self

    def headings(self) -> list[str]:
        """The headings it speaks of."""
        return [*self.where, *filter(None, (self.value, self.numerator, self.denominator))]


class Taken(_Part):
    """A period of ours for a file's words, and what a reader should know of it; nothing where it is exactly that."""

    period: str
    note: str = ""


class Span(_Part):
    """How words for a time are read: taken for the financial year that ends in the year that `ends`, else begins."""

    pattern: Annotated[str, AfterValidator(_is_pattern)]
    note: str = ""

    def taken(self, words: str) -> Taken | None:
        """The financial year meant; None where the words are not of this kind.

        >>> several = Span(pattern=r"(?P<begins>\\d{4})-(?P<ends>\\d{2})", note="The years {found}, taken for {period}.")
        >>> several.taken("2010-11"), several.taken("2010-14").period, several.taken("soon")
        (Taken(period='2010/11', note=''), '2013/14', None)
        """
        found = re.fullmatch(self.pattern, words)
        if not found:
            return None
        begins, ends = (found.groupdict().get(name) for name in ("begins", "ends"))
        last = int(ends) + (2000 if len(ends) == 2 else 0) if ends else int(begins or 0) + 1
        period = periods.year_name(last - 1)
        is_exact = bool(begins and ends) and int(begins or 0) + 1 == last
        return Taken(period=period, note="" if is_exact else self.note.format(found=words, period=period, year=begins or last))


class GroupOf(_Part):
    """The groups of an authority by a cell of its row; `{found}` is that cell."""

    heading: str
    starts: str = ""
    group: str = Field(min_length=1)

    def headings(self) -> list[str]:
        """The heading it speaks of."""
        return [self.heading]


class Scaled(_Part):
    """Measures whose figures are multiplied."""

    by: Literal[100, 1000]
    codes: list[str]

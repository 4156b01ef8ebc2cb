"""What a draft keeps when its file arrives: what its headings were taught to mean, and what was put right in the one before."""

from __future__ import annotations

from collections.abc import Mapping

from pimdata import fixing, looking, store, teaching
from pimdata.queries_drafts import Draft, Whose
from pimdata.returns import Looked

Edits = dict[str, dict[str, str]]


def known(whose: Whose, name: str, content: bytes) -> Edits:
    """What the headings and the codes of an export mean, where somebody has taught it."""
    if not whose.dataset:
        return {}
    sheet = looking.read(content, name, {})
    with store.default().reading() as db:
        found = teaching.known(db, sheet, whose)
    return of_headings(whose, name, content, found) if found else {}


def of_headings(whose: Whose, name: str, content: bytes, headings: Mapping[str, str]) -> Edits:
    """What was said of an export's headings, and with it what its codes were put right to before."""
    said = {fixing.HEADINGS: dict(headings)}
    with store.default().reading() as db:
        ours = teaching.codes(db, whose)
    codes = teaching.with_codes(looking.read(content, name, said), whose.dataset, ours) if ours else {}
    return said | {key: dict(cells) for key, cells in codes.items()}


def together(known: Edits, edits: Edits) -> Edits:
    """What is known of a file and what was put right in it; of a cell in both, what was put right there."""
    return {key: {**known.get(key, {}), **edits.get(key, {})} for key in {**edits, **known}}


def still_standing(
    looked: Looked | None, before: bytes | None, held: Draft, file: tuple[str, bytes]
) -> tuple[Edits, dict[str, str]]:
    """What was put right and explained, as far as it holds for the file that takes the place of the draft's."""
    model = looked.model if looked else None
    if model is None or before is None or not (held.edits or held.reasons):
        return {}, {}
    old, new = looking.read(before, held.file_name, held.edits), looking.read(file[1], file[0], held.edits)
    return fixing.still_standing(old, new, model, held.edits, held.reasons)

"""What stands between a file and its load: every fault at once, in words, and the rows that are ready."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import duckdb
import polars as pl

from pimdata import (
    checks_answers,
    checks_belongs,
    checks_definitions,
    checks_delivery,
    checks_facts,
    checks_forecasts,
    checks_parts,
    checks_people,
    checks_sense,
    checks_shape,
    checks_words,
    refresh,
)
from pimdata.checked import NO_ROWS, Checked, OwnWords, as_text, in_order, place, to_json
from pimdata.checks_cells import Typed, type_cells
from pimdata.checks_facts import REFERENCES
from pimdata.checks_rules import Rule, broken
from pimdata.messages import Fault, counted, fault
from pimdata.reading import ROW, Sheet
from pimdata.rows import Row, columns

__all__ = ["Checked", "as_text", "check", "to_json"]

LEFT_OUT = frozenset(("C05", "C08", "C13"))  # notes whose row is not used


def check(
    db: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    model: type[Row],
    explained: Mapping[int, str] | None = None,
) -> Checked:
    """Check a file in stages; one that stops the file stops the later ones too.

    What a row must say for itself hangs on the status it will get: once that is known, `checks_judged` asks for it.

    Args:
        db: a cursor on the database; read only.
        sheet: the file as read.
        model: what its rows should be.
        explained: for rows that were asked about before, the reason given; `checks_answers` says what counts.

    Returns:
        The rows that are ready, those held back, and every fault. A value left blank beside its numerator and
        denominator is worked out and is among the rows that are ready.
    """
    faults = [*sheet.faults, *([] if sheet.is_stopped else checks_shape.headings(sheet, model))]
    if _stops(faults):
        return _stopped(model, faults)
    held = checks_facts.held_codes(db, model)
    reference = REFERENCES.get(model.dataset)
    if reference and not held:
        file = f"{reference.view}.csv"
        return _stopped(model, [*faults, fault("C14", noun=reference.noun, file=file)])
    return _Check(db, sheet, model, held, explained or {}).whole(faults)


def _stopped(model: type[Row], faults: list[Fault]) -> Checked:
    stage = next(each.code[0] for each in faults if each.kind == "stop")
    return Checked(model.dataset, NO_ROWS, faults=tuple(faults), stage=stage)


def _stops(faults: list[Fault]) -> bool:
    return any(each.kind == "stop" for each in faults)


class _Check:
    """One file while it is checked: its rows, and the faults found so far."""

    def __init__(
        self,
        db: duckdb.DuckDBPyConnection,
        sheet: Sheet,
        model: type[Row],
        held: dict[str, str] | None,
        explained: Mapping[int, str],
    ) -> None:
        self.db, self.sheet, self.model, self.held, self.explained = db, sheet, model, held, explained
        self.code = model.key[0]
        self.faults: list[Fault] = []
        self.settled: list[Fault] = []
        self.own_words: list[OwnWords] = []
        self.worked_out: list[pl.DataFrame] = []  # values that were left blank, by row

    def item(self, code: str) -> str:
        """A row's code and title, as a message calls it."""
        return checks_facts.item_words(code, self.held)

    def whole(self, faults: list[Fault]) -> Checked:
        """Every stage from C on."""
        typed = type_cells(self.sheet, self.model, self.item)
        stops = self._belongs(typed)
        if stops:
            return _stopped(self.model, [*faults, *stops])
        self.faults += typed.faults
        if self.model.is_return:
            self.faults += checks_words.personal(typed.frame, self.model, self.item)
        if self.model.dataset == "indicator_results":
            # All that is known of a row is some sixty columns beside it: of a large file, no more than some measures' at once.
            for some in refresh.few_at_a_time(typed.frame, self.code):
                self._sense(some)
        else:
            self._delivery(typed.frame)
        is_left_out = pl.col(ROW).is_in(self._rows_of(lambda each: each.code in LEFT_OUT))
        # A heading that may be one of ours is of every row: what stands under it must not be lost unasked.
        is_asked = any(each.code == "B04" for each in faults)
        waits = pl.lit(is_asked) | pl.col(ROW).is_in(self._rows_of(lambda each: each.kind in ("fix", "explain")))
        return Checked(
            dataset=self.model.dataset,
            rows=self._with_worked_out(typed.frame.filter(~is_left_out & ~waits).select(self._as_sent())),
            held=typed.frame.filter(~is_left_out & waits).select(ROW),
            faults=in_order((*faults, *self.faults, *self._notes(typed))),
            stage="F" if self.model.is_return else "D",
            explained=in_order(self.settled),
            tidied=typed.tidied,
            own_words=tuple(sorted(self.own_words, key=lambda each: place(each.asked))),
        )

    def _as_sent(self) -> list[str]:
        """The columns to be stored. What a plan's file leaves out stays as it is held; a return stands whole."""
        sent = {*self.sheet.frame.columns, *self.model.key, ROW}
        return [name for name in (*columns(self.model), ROW) if self.model.is_return or name in sent]

    def _rows_of(self, which: Callable[[Fault], bool]) -> list[int]:
        return list({each.row for each in self.faults if each.row is not None and which(each)})

    def _belongs(self, typed: Typed) -> list[Fault]:
        """Stage C; what is returned stops the file."""
        rows = typed.frame
        if self.held is not None:
            self.faults += checks_belongs.unknown_codes(rows, self.model.dataset, self.held)
        if self.model.is_return and "period" in rows.columns:
            early = checks_belongs.not_ended(self.db, rows, self.code, self.item)
            if _stops(early):
                return early
            self.faults += early
        self.faults += checks_belongs.in_future(self.db, rows, self.model, self.item)
        unread = {each.row for each in typed.faults if each.row is not None}
        sound = rows.filter(~pl.col(ROW).is_in(list(unread)))
        self.faults += checks_belongs.twice(sound, self.model, self.item)
        if self.model.dataset == "people":
            self.faults += checks_people.people(self.db, sound, self.item)
        return []

    def _sense(self, rows: pl.DataFrame) -> None:
        """Stages C to F of a return of figures."""
        facts = checks_facts.definitions(self.db, rows)
        defined = rows.join(facts, on=ROW, how="left", maintain_order="left")
        defined = self._worked_out(defined)
        self.faults += checks_belongs.wrong_frequency(defined, self.item)
        self.faults += checks_belongs.outside_its_years(defined, self.item)
        known = self._still_sound(defined)
        past = known.join(checks_facts.history(self.db, known), on=ROW, how="left", maintain_order="left")
        past = past.join(checks_parts.combined(self.db, known), on=ROW, how="left", maintain_order="left")
        past = past.join(checks_forecasts.forecasts(self.db, known), on=ROW, how="left", maintain_order="left")
        for rules in (checks_sense.CELL_RULES, checks_sense.ROW_RULES, checks_sense.HISTORY_RULES):
            for rule in rules:
                self._apply(rule, past)
            past = self._still_sound(past)

    def _delivery(self, rows: pl.DataFrame) -> None:
        """Stages D to F of a return of actions, risks or money, and what is asked of definitions."""
        dataset = self.model.dataset
        if dataset == "indicators":
            self._apply(checks_definitions.CHOSEN_WAY, checks_definitions.with_family(self.db, self._still_sound(rows)))
        if dataset in checks_delivery.RULES:
            known = checks_delivery.with_facts(self.db, self._still_sound(rows), dataset)
            for rules in (checks_delivery.CELL_RULES, checks_delivery.RULES):
                for rule in rules.get(dataset, ()):
                    self._apply(rule, known)
                known = self._still_sound(known)

    def _still_sound(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows with nothing to put right and not left out: a wrong cell would only make more noise later."""
        done = self._rows_of(lambda each: each.kind == "fix" or each.code in LEFT_OUT)
        return rows.filter(~pl.col(ROW).is_in(done))

    def _worked_out(self, defined: pl.DataFrame) -> pl.DataFrame:
        """The rows, where a value that was left blank stands as its numerator and denominator give it."""
        worked_out = defined.filter(checks_sense.CAN_BE_WORKED_OUT).select(ROW, value=checks_sense.WORKED_OUT)
        self.worked_out.append(worked_out)
        return defined.update(worked_out, on=ROW) if worked_out.height else defined

    def _with_worked_out(self, rows: pl.DataFrame) -> pl.DataFrame:
        worked_out = pl.concat(self.worked_out) if self.worked_out else NO_ROWS
        return rows.update(worked_out, on=ROW) if worked_out.height else rows

    def _apply(self, rule: Rule, rows: pl.DataFrame) -> None:
        """Keep what a rule finds; what was answered, by a reason given or by the row itself, is settled."""
        found = broken(rule, rows, self.item, self.code)
        asked = [each for each in found if each.takes_reason]
        explained = {each.row for each in asked if checks_answers.is_reason(self.explained.get(each.row or 0, ""))}
        own_words = checks_answers.own_words((each for each in asked if each.row not in explained), rows)
        settled = explained | {each.asked.row for each in own_words}
        self.own_words += own_words
        self.settled += [each for each in asked if each.row in settled]
        self.faults += [each for each in found if each.row not in settled]

    def _notes(self, typed: Typed) -> list[Fault]:
        notes = []
        worked_out = sum(each.height for each in self.worked_out)
        if worked_out:
            notes.append(fault("E07", found=counted(worked_out, "value")))
        if typed.tidied.height:
            notes.append(fault("D14", found=counted(typed.tidied.height, "cell")))
        before = checks_facts.sent_before(self.db, self.sheet.sha256, self.model.dataset)
        if before:
            role, day = before
            notes.append(fault("C09", role=role, date=f"{day.day} {day:%B %Y}"))
        return notes

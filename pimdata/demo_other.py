"""Illustrative returns on actions, risks and money, made from the plan with a fixed seed for each code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pimdata.demo_other_files import (
    PLAN_QUARTERS,
    QUARTERS,
    REPORTED_FROM,
    SENDERS,
    Quarter,
    Record,
    chance,
    day,
    records,
    sent,
    working_day,
)
from pimdata.demo_other_stories import (
    BUDGET_COURSES,
    LAST_HEARD,
    NEVER_SCORED,
    RISK_PATHS,
    RISK_WORDS,
    SAID,
    SLIPS,
    STUCK_STEPS,
    Said,
)
from pimdata.demo_return import DemoReturn

UPDATE_COLUMNS = "action_code step_no as_of state state_as_written percent_complete revised_due reason_for_change comment"
SCORE_COLUMNS = (
    "risk_code assessed_on gross_likelihood gross_impact net_likelihood net_impact controls_in_place comment decided_by"
)
POSITION_COLUMNS = "cost_centre period budget_to_date actual_to_date forecast_outturn reason"

DECIDED_BY = {
    "strategic": "Executive Management Team",
    "service": "Senior Management Team",
    "partnership": "Partnership board",
    "project": "Project board",
}
# The words a sender may use for a state.
AS_WRITTEN = {
    "not started": ("Not started", "Not commenced"),
    "in progress": ("In progress", "On going", "Under way"),
    "complete": ("Complete", "Completed", "Done"),
    "deferred": ("Deferred",),
    "cancelled": ("Cancelled",),
}
LONGEST_TITLE = 60  # in a comment; a longer one is called by its number
REVENUE_PROFILE = (0.25, 0.5, 0.75, 1.0)
CAPITAL_PROFILE = (0.1, 0.3, 0.6, 1.0)


@dataclass(frozen=True)
class Course:
    """How an action goes: when it begins, was to be done, and is really done."""

    action: Record
    steps: Sequence[Record]
    start: date
    due: date
    done: date

    def planned(self, step: Record) -> tuple[date, date]:
        """The dates of a step; those without any follow one another evenly through the action."""
        place = self.steps.index(step)
        share = (self.due - self.start) / max(1, len(self.steps))
        start = day(step["start_date"]) or (self.start if step["due_date"] else self.start + share * place)
        return start, day(step["due_date"]) or self.start + share * (place + 1)

    def step_done(self, step: Record) -> date:
        """The first steps keep near their dates; most of what is gained or lost is at the end."""
        planned = self.planned(step)[1]
        if (self.action["action_code"], step["step_no"]) in STUCK_STEPS:
            return self.done + timedelta(365)
        if step["is_ongoing"].lower() == "true":
            return self.done
        share = max(planned - self.start, timedelta()) / max(self.due - self.start, timedelta(1))
        return min(self.done, working_day(planned + (self.done - self.due) * share**2))


def other_returns(data: Path) -> list[DemoReturn]:
    """Every return of actions, risks and money up to September 2010, in the order they would have arrived."""
    returns = [*action_returns(data), *risk_returns(data), *budget_returns(data)]
    return sorted(returns, key=lambda sent: (sent.sent_at, sent.file_name))


def action_returns(data: Path) -> Iterator[DemoReturn]:
    """One file for each service and quarter in which it had something to report."""
    courses = action_courses(data)
    for quarter in PLAN_QUARTERS:
        for service, sender in SENDERS.items():
            ours = [course for course in courses if course.action["service_code"] == service]
            rows = [row for course in ours for row in action_rows(course, quarter)]
            if rows:
                yield sent(quarter, service, sender, "action_updates", UPDATE_COLUMNS, rows)


def action_courses(data: Path) -> list[Course]:
    """Every action of the illustrative plan and, of the council's own, those of 2009/10 on."""
    steps = records(data, "action_steps.csv")
    actions = [action for action in records(data, "actions.csv") if "2007" not in action["plan"]]
    return [course_of(action, [s for s in steps if s["action_code"] == action["action_code"]]) for action in actions]


def course_of(action: Record, steps: Sequence[Record]) -> Course:
    """An action's dates, with March 2010 where the plan gives no end."""
    code = action["action_code"]
    dated = [found for step in steps if (found := day(step["due_date"]))]
    due = day(action["due_date"]) or max([date(2010, 3, 31), *dated])
    start = min(day(action["start_date"]) or REPORTED_FROM, due)
    slip = SLIPS.get(code, chance(code, "slip").choice((-14, -7, -5, -3, 0, 0, 0, 12, 25)))
    return Course(action, steps, start, due, max(start, working_day(due + timedelta(slip))))


def action_rows(course: Course, quarter: Quarter) -> Iterator[Record]:
    """What a service says of an action in a quarter: the whole, then each step not already done."""
    code = course.action["action_code"]
    begins = min(day(course.action["valid_from"]) or course.start, course.start)
    if begins > quarter.end or has_ended(course, quarter):
        return
    said = SAID.get((code, quarter.period), Said(comment_of(course, quarter)))
    state, percent, as_of = progress(course.start, course.done, quarter)
    if (code, quarter.period) in SAID:
        state, percent = said.state, percent if said.percent is None else said.percent
    yield update(code, "", as_of, state, percent, said)
    if state in ("in progress", "complete"):
        yield from step_rows(course, quarter)


def has_ended(course: Course, quarter: Quarter) -> bool:
    """No more is said of an action once it is done, stopped, or forgotten by those who should report it."""
    code = course.action["action_code"]
    last = LAST_HEARD.get(code, "9999")
    stopped = any(
        (code, earlier.period) in SAID and SAID[code, earlier.period].state in ("deferred", "cancelled")
        for earlier in PLAN_QUARTERS
        if earlier < quarter
    )
    return stopped or quarter.period > last or was_done_before(course.done, quarter)


def was_done_before(done: date, quarter: Quarter) -> bool:
    """Done in a quarter already reported; what was done before reporting began is said once, in the first."""
    return any(done <= earlier.end for earlier in PLAN_QUARTERS if earlier < quarter)


def step_rows(course: Course, quarter: Quarter) -> Iterator[Record]:
    """The steps that have a number, are begun, and were not done before this quarter."""
    code = course.action["action_code"]
    for step in course.steps:
        start, done = course.planned(step)[0], course.step_done(step)
        state, percent, as_of = progress(min(start, done), done, quarter)
        if step["step_no"] and state != "not started" and not was_done_before(done, quarter):
            yield update(code, step["step_no"], as_of, state, percent, Said(""))


def progress(start: date, done: date, quarter: Quarter) -> tuple[str, int, date]:
    """State, per cent done in fives, and the day it was so: the day it was finished, else the quarter's last."""
    if done <= quarter.end:
        return "complete", 100, max(done, REPORTED_FROM)
    if start > quarter.end:
        return "not started", 0, quarter.end
    elapsed = (quarter.end - start) / (done - start)
    return "in progress", min(95, max(5, round(elapsed * 20) * 5)), quarter.end


def update(code: str, step_no: str, as_of: date, state: str, percent: int, said: Said) -> Record:
    """One row of action_updates; a revised date stands only in the row that changes it."""
    written = chance(code, "written").choice(AS_WRITTEN[state])
    revised = said.revised_due.isoformat() if said.revised_due else ""
    values = (code, step_no, as_of.isoformat(), state, written, str(percent), revised, said.reason, said.comment)
    return dict(zip(UPDATE_COLUMNS.split(), values, strict=True))


def comment_of(course: Course, quarter: Quarter) -> str:
    """How many steps are done, and which comes next."""
    if course.done <= quarter.end:
        return "All done."
    if course.start > quarter.end:
        return "Not due to begin yet."
    waiting = [step for step in course.steps if course.step_done(step) > quarter.end]
    if not waiting:
        return "The steps are done; the outcome is being checked."
    title, number = waiting[0]["title"].rstrip("."), waiting[0]["step_no"]
    following = title if len(title) <= LONGEST_TITLE else f"step {number}"
    return f"{len(course.steps) - len(waiting)} of {len(course.steps)} steps done. Next: {following}."


def risk_returns(data: Path) -> Iterator[DemoReturn]:
    """One file for each register and review: strategic at half-years, the rest each quarter."""
    risks = records(data, "risks.csv")
    for register, decided_by in DECIDED_BY.items():
        ours = [risk for risk in risks if register_of(risk) == register]
        rounds = [quarter for quarter in PLAN_QUARTERS if register != "strategic" or quarter.number in (2, 4)]
        walks = {risk["risk_code"]: net_scores(risk, len(rounds)) for risk in ours}
        for number, quarter in enumerate(rounds):
            met_on = working_day(quarter.end - timedelta(chance(register, quarter.period).randint(3, 15)))
            rows = [
                assessment(risk, walks[risk["risk_code"]][: number + 1], quarter, met_on) | {"decided_by": decided_by}
                for risk in ours
                if is_reviewed(risk, quarter, met_on)
            ]
            dataset = "risk_assessments"
            yield sent(quarter, "PP", SENDERS["PP"], dataset, SCORE_COLUMNS, rows, f"{dataset}-{register}")


def register_of(risk: Record) -> str:
    """The register a risk is on; those found in an action's own cell are service risks."""
    return risk["register"] if risk["register"] in DECIDED_BY else "service"


def is_reviewed(risk: Record, quarter: Quarter, met_on: date) -> bool:
    """Whether the register's owners looked at this risk when they met."""
    code = risk["risk_code"]
    is_forgotten = code in NEVER_SCORED or quarter.period > LAST_HEARD.get(code, "9999")
    return not is_forgotten and (day(risk["valid_from"]) or met_on) <= met_on


def net_scores(risk: Record, reviews: int) -> list[tuple[int, int]]:
    """Net likelihood and impact at each review: its path if it has one, else a slow walk above its target."""
    code = risk["risk_code"]
    if code in RISK_PATHS:
        return list(RISK_PATHS[code])
    draw = chance(code, "net")
    low, impact = int(risk["target_likelihood"] or 2), int(risk["target_impact"] or 3)
    likelihood = low + draw.choice((0, 1, 1))
    scores = []
    for _ in range(reviews):
        scores.append((likelihood, impact))
        likelihood = min(4, max(low, likelihood + draw.choices((-1, 0, 1), (2, 16, 1))[0]))
    return scores


def assessment(risk: Record, walked: Sequence[tuple[int, int]], quarter: Quarter, met_on: date) -> Record:
    """One row of risk_assessments; a changed score always says what changed."""
    code, now = risk["risk_code"], walked[-1]
    before = walked[-2] if len(walked) > 1 else now
    words = {-1: "Controls are working.", 0: "No change.", 1: "Early signs that this is more likely."}
    moved = now[0] * now[1] - before[0] * before[1]
    comment = RISK_WORDS.get((code, quarter.period), words[(moved > 0) - (moved < 0)])
    worst = [max(scores) for scores in zip(*RISK_PATHS.get(code, ((4, now[1]),)), strict=True)]
    gross = (min(5, worst[0] + chance(code, "gross").choice((0, 1))), max(worst[1], now[1]))
    controls = risk["controls"] or "As set out in the plan"
    values = (code, met_on.isoformat(), *map(str, (*gross, *now)), controls, comment, "")
    return dict(zip(SCORE_COLUMNS.split(), values, strict=True))


def budget_returns(data: Path) -> Iterator[DemoReturn]:
    """One file a quarter for the whole council."""
    budgets, virements = records(data, "budgets.csv"), records(data, "virements.csv")
    for quarter in QUARTERS:
        rows = [position(budget, virements, quarter) for budget in budgets if budget["financial_year"] == quarter.year]
        yield sent(quarter, "FI", SENDERS["FI"], "budget_positions", POSITION_COLUMNS, rows)


def position(budget: Record, virements: Sequence[Record], quarter: Quarter) -> Record:
    """A cost centre's money from April to the quarter's end, in pounds; virements count from their own date."""
    centre, usual = budget["cost_centre"], chance(budget["cost_centre"], quarter.year).gauss(0, 0.015)
    rate, why = BUDGET_COURSES.get((centre, quarter.year), (max(-0.035, min(0.035, usual)), ""))
    total = int(budget["approved_budget"]) + moved_by(virements, centre, quarter)
    profile = CAPITAL_PROFILE if budget["fund"] == "capital" else REVENUE_PROFILE
    to_date = round(total * profile[quarter.number - 1])
    wobble = chance(centre, quarter.period).uniform(-0.01, 0.01)
    actual = round(to_date * (1 + rate + wobble))
    forecast = actual if quarter.number == 4 else round(total * (1 + rate) / 100) * 100
    is_far = abs(actual - to_date) > 0.05 * to_date or abs(forecast - total) > 0.05 * total
    values = (centre, quarter.period, str(to_date), str(actual), str(forecast), why if is_far else "")
    return dict(zip(POSITION_COLUMNS.split(), values, strict=True))


def moved_by(virements: Sequence[Record], centre: str, quarter: Quarter) -> int:
    """Net pounds moved into a cost centre since April by the quarter's end."""
    april = date(int(quarter.year[:4]), 4, 1).isoformat()
    moved = [row for row in virements if april <= row["on_date"] <= quarter.end.isoformat()]
    received = sum(int(row["amount"]) for row in moved if row["to_cost_centre"] == centre)
    return received - sum(int(row["amount"]) for row in moved if row["from_cost_centre"] == centre)

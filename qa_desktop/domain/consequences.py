"""What follows from an audit: who is told, what is due when, which tasks are raised (R-080 to R-099, R-112)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.domain.read_entries import as_day
from qa_desktop.domain.tool import AnswerType, Tool
from qa_desktop.domain.tool_outcome import DeadlineRule, FollowUpRule
from qa_desktop.domain.working_days import add_months, add_working_days

ALLOCATION = "allocation"
INITIAL_AUDIT = "initial_audit"
COUNTED_STARTS = (ALLOCATION, INITIAL_AUDIT)
"""From where a date can run beside the last meeting and the dates of the form: every audit knows of it."""
ALLOCATED_ON = "allocated_on"
"""The field that holds on which day the audit was allocated, in the head of a form or in *About this audit*."""
FROM_ALLOCATION = frozenset({ALLOCATION, ALLOCATED_ON})
"""From where the auditor's own date runs until an audit is handed in."""
SIGNING = "signing"
"""What a date applies to by which the record itself is to be signed, from whichever day it runs."""


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who is told because of the overall grade."""

    grade_label: str
    recipients: tuple[str, ...]
    note: str = ""
    comment_by: tuple[str, ...] = ()
    """Who of them is asked for a comment."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date that follows, with whose it is."""

    rule: DeadlineRule
    on: date


def is_hand_in(tool: Tool, rule: DeadlineRule) -> bool:
    """Tell whether a date is that by which the form is signed: the auditor's own from the allocation on (R-094).

    Or what the tool says is one, as the day before a case is closed (R-213).
    """
    is_own = rule.start in FROM_ALLOCATION and rule.owner.casefold() == tool.words.auditor.casefold()
    return is_own or rule.applies_to == SIGNING


def escalation(audit: Audit) -> Escalation | None:
    """Return who is told. Nothing follows before both grade and reason are given (PRACTICE P-05)."""
    grade = audit.overall_grade
    overall = audit.tool.overall
    if overall is None or not grade or (overall.reason_compulsory and not audit.overall_reason.strip()):
        return None
    rule = next((rule for rule in audit.tool.escalation if rule.grade == grade), None)
    if rule is None:
        return None
    scale = audit.tool.scale(overall.scale)
    point = scale.point(grade) if scale else None
    where_relevant = rule.conditional if audit.value(paths.about("iro_or_chair")) == "yes" else ()
    return Escalation(point.label if point else grade, rule.recipients + where_relevant, rule.note, rule.comment_by)


def deadlines(audit: Audit) -> tuple[Deadline, ...]:
    """Return the dates that follow: from last meeting, allocation, initial audit (P-40), or a date that was entered.

    What is counted from the meeting waits for grade and reason; a date that was entered counts at once.
    """
    found = []
    for rule in audit.tool.deadlines:
        start = start_of(audit, rule)
        if start is not None and _applies(rule, audit):
            found.append(Deadline(rule, due_date(start, rule)))
    return tuple(found)


def signing_rules(tool: Tool, lookup: Callable[[str], Value]) -> tuple[DeadlineRule, ...]:
    """Return the dates by which a record that says so much is to be signed, each with its start known or not."""
    rules = (rule for rule in tool.deadlines if rule.applies_to == SIGNING and rule.start)
    return tuple(rule for rule in rules if rule.shown_when is None or rule.shown_when.holds(lookup))


def signing_day(tool: Tool, lookup: Callable[[str], Value]) -> date | None:
    """Return by when a record that says so much is to be signed (R-213); None where it does not say enough."""
    found = ((rule, as_day(lookup(rule.start))) for rule in signing_rules(tool, lookup))
    return min((due_date(start, rule) for rule, start in found if start is not None), default=None)


def start_of(audit: Audit, rule: DeadlineRule) -> date | None:
    """Return the day from which a date is counted; None where it is not known yet."""
    if not rule.start:
        return _graded_meeting(audit)
    if rule.start == INITIAL_AUDIT:
        return _initial_audit(audit)
    return as_day(audit.lookup(ALLOCATED_ON if rule.start == ALLOCATION else rule.start))


def _graded_meeting(audit: Audit) -> date | None:
    overall = audit.tool.overall
    waits = bool(overall and overall.reason_compulsory and not audit.overall_reason.strip())
    return None if waits else audit.last_meeting()


def _initial_audit(audit: Audit) -> date | None:
    """Return the day of the audit that a record is about; an audit that points to no other is the initial one."""
    entered = as_day(audit.lookup(INITIAL_AUDIT))
    items = (*audit.tool.header, *audit.tool.items)
    if entered is not None or all(item.type is not AnswerType.AUDIT for item in items):
        return entered or _graded_meeting(audit)
    taken = (item.id for item in items if item.taken_from is not None and item.taken_from.field == "date")
    return next((day for one in taken if (day := as_day(audit.lookup(one))) is not None), None)


def due_date(start: date, rule: DeadlineRule) -> date:
    """Return the date that a rule gives from a start."""
    counted = _counted(start, rule.amount, rule.unit)
    move = MOVES.get(rule.moved_to)
    return move(counted) if move else counted


def recurrence_words(rule: DeadlineRule) -> str:
    """Return how often a deadline comes round, as "every 3 months"; empty where it comes once."""
    if rule.every is None:
        return ""
    unit = rule.every.unit.replace("_", " ")
    return f"every {unit.removesuffix('s')}" if rule.every.amount == 1 else f"every {rule.every.amount} {unit}"


def _counted(start: date, amount: int, unit: str) -> date:
    match unit:
        case "working_days":
            return add_working_days(start, amount)
        case "weeks":
            return start + timedelta(weeks=amount)
        case "months":
            return add_months(start, amount)
        case _:
            return start + timedelta(days=amount)


def _end_of_months(day: date, months: int) -> date:
    """Return the last day of the block of so many months in which a day lies."""
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return add_months(first, months) - timedelta(days=1)


def _end_of_week_4(day: date) -> date:
    """Return the Friday of the fourth week of the month, or of the next month once that has passed."""
    first = day.replace(day=1)
    friday = first + timedelta(days=(FRIDAY - first.weekday()) % 7 + 3 * 7)
    return friday if friday >= day else _end_of_week_4(add_months(first, 1))


FRIDAY = 4
MOVES: dict[str, Callable[[date], date]] = {
    "end_of_week": lambda day: day + timedelta(days=(FRIDAY - day.weekday()) % 7),
    "end_of_week_4": _end_of_week_4,
    "end_of_month": lambda day: _end_of_months(day, 1),
    "end_of_quarter": lambda day: _end_of_months(day, 3),
    "start_of_next_quarter": lambda day: _end_of_months(day, 3) + timedelta(days=1),
    "end_of_year": lambda day: _end_of_months(day, 12),
}
"""Where a counted date can be moved to. A week ends on its Friday, the fourth one on the fourth Friday of the month."""


def follow_ups(audit: Audit) -> tuple[FollowUpRule, ...]:
    """Return the tasks that the answers raise, as supervision question 10 raises an observation (R-112)."""
    return tuple(rule for rule in audit.tool.follow_ups if _is_raised(audit, rule))


def _is_raised(audit: Audit, rule: FollowUpRule) -> bool:
    item, value = audit.tool.item(rule.item), audit.lookup(rule.item)
    given = value if isinstance(value, tuple) else (value,)
    return item is not None and audit.applies(item) and any(one in rule.answers for one in given)


def _applies(rule: DeadlineRule, audit: Audit) -> bool:
    if not audit.holds(rule.shown_when) or (rule.grades and audit.overall_grade not in rule.grades):
        return False
    match rule.applies_to:
        case "immediate_actions":
            return any(action.immediate for action in audit.actions)
        case "other_actions":
            return any(not action.immediate for action in audit.actions)
        case _:
            return True

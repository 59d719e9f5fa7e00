"""What follows from an audit: who is told, what is due when, which tasks are raised (R-080 to R-099, R-112)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.tool_outcome import DeadlineRule, FollowUpRule
from qa_desktop.domain.working_days import add_months, add_working_days


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who is told because of the overall grade."""

    grade_label: str
    recipients: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date that follows, with whose it is."""

    rule: DeadlineRule
    on: date


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
    return Escalation(point.label if point else grade, rule.recipients + where_relevant, rule.note)


def deadlines(audit: Audit) -> tuple[Deadline, ...]:
    """Return the dates that follow, counted from the last meeting (PRACTICE P-40); empty before grade and reason."""
    start = audit.last_meeting()
    overall = audit.tool.overall
    if start is None or (overall and overall.reason_compulsory and not audit.overall_reason.strip()):
        return ()
    return tuple(Deadline(rule, due_date(start, rule)) for rule in audit.tool.deadlines if _applies(rule, audit))


def due_date(start: date, rule: DeadlineRule) -> date:
    """Return the date that a rule gives from a start."""
    match rule.unit:
        case "working_days":
            return add_working_days(start, rule.amount)
        case "weeks":
            return start + timedelta(weeks=rule.amount)
        case "months":
            return add_months(start, rule.amount)
        case _:
            return start + timedelta(days=rule.amount)


def follow_ups(audit: Audit) -> tuple[FollowUpRule, ...]:
    """Return the tasks that the answers raise, as supervision question 10 raises an observation (R-112)."""
    return tuple(rule for rule in audit.tool.follow_ups if _is_raised(audit, rule))


def _is_raised(audit: Audit, rule: FollowUpRule) -> bool:
    item, value = audit.tool.item(rule.item), audit.lookup(rule.item)
    given = value if isinstance(value, tuple) else (value,)
    return item is not None and audit.applies(item) and any(one in rule.answers for one in given)


def _applies(rule: DeadlineRule, audit: Audit) -> bool:
    if rule.grades and audit.overall_grade not in rule.grades:
        return False
    match rule.applies_to:
        case "immediate_actions":
            return any(action.immediate for action in audit.actions)
        case "other_actions":
            return any(not action.immediate for action in audit.actions)
        case _:
            return True

"""Whether what follows from an audit is closed: its actions done, and after a poor grade the service better (R-097)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa_desktop.domain import follow_up, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_link import link_in, path_of
from qa_desktop.domain.case_follow_up import CommonFollowUp, common_follow_up, deadline_key, done_on
from qa_desktop.domain.follow_up import Stage, Task
from qa_desktop.domain.improvement import followed_actions
from qa_desktop.domain.origin import moved_on
from qa_desktop.domain.read_entries import as_day


@dataclass(frozen=True, slots=True)
class Closing:
    """How far an audit is from being closed."""

    open_actions: int
    """How many actions are not done, or not checked where the plan asks for a check."""
    unchecked: int
    """How many of them are done, and wait for the check."""
    tasks: tuple[Task, ...]
    """The dates that follow, done where a record that points to the audit says so."""
    wants_record: bool
    """Whether the grade asks for a look again, which a record has to hold."""
    improved: bool | None = None
    """What the last signed record says of the service; None where none says anything."""

    @property
    def is_closed(self) -> bool:
        """Whether nothing is left to follow."""
        if self.open_actions:
            return False
        return self.improved is True if self.wants_record else all(task.is_done for task in self.tasks)


def closing(audit: Audit, records: Iterable[Audit] = (), other: Audit | None = None) -> Closing:
    """Return how far a signed audit is, from its own later entries and the records that point to it.

    `other` is the other form of a case that two people audited: a date of the case is met where either form says so.

    A record counts where its tool `closes` the audit to which it points, or the other form of the same case: lead and
    peer audit one child, who is looked at again once. What it says of the service counts once it
    is signed; of several the last one, by the day on which it looked again, then by its signature.
    """
    records = tuple(records)
    mine, moved = [one for one in records if _points_to(one, audit)], moved_on(audit, records)
    stages = [follow_up.stage_of(audit, one) for one in followed_actions(audit) if one.id not in moved]
    common = common_follow_up(audit, other)
    tasks = tuple(_with_records(_with_other(task, common), mine) for task in follow_up.tasks(audit))
    signed = sorted((one for one in mine if one.is_signed), key=_moment)
    return Closing(
        open_actions=len(stages) - stages.count(Stage.CLOSED),
        unchecked=stages.count(Stage.CHECK),
        tasks=tasks,
        wants_record=any(task.rule.grades for task in tasks),
        improved=_says_better(signed[-1]) if signed else None,
    )


def closed_tasks(audit: Audit, records: Iterable[Audit] = ()) -> frozenset[str]:
    """Return the ids of the deadlines of which nothing is left to do."""
    return frozenset(task.rule.id for task in closing(audit, records).tasks if task.is_done)


def _points_to(record: Audit, audit: Audit) -> bool:
    rule = record.tool.closes
    if rule is None or record.id == audit.id:
        return False
    link = link_in(record.value(path_of(record.tool, rule.link)))
    other = audit.standing.other if audit.standing else None
    return link is not None and link.audit in (audit.id, other)


def _says_better(record: Audit) -> bool:
    rule = record.tool.closes
    return rule is not None and record.holds(rule.when)


def _with_other(task: Task, common: CommonFollowUp | None) -> Task:
    """Return the task as done where the other form says so."""
    if common is None or task.done_on is not None or deadline_key(task.rule.id) not in common.keys:
        return task
    return replace(task, done_on=done_on(common.other, task.rule.id))


def _with_records(task: Task, records: Sequence[Audit]) -> Task:
    """Return the task as done where a record answers the question that belongs to it."""
    days = [day for record in records if (day := _answered_on(record, task.rule.id)) is not None]
    return replace(task, done_on=min(days)) if days and task.done_on is None else task


def _answered_on(record: Audit, deadline: str) -> date | None:
    rule = record.tool.closes
    asked = next((one for name, one in rule.deadlines if name == deadline), "") if rule else ""
    return as_day(record.lookup(asked)) if asked else None


def _moment(record: Audit) -> tuple[date, str]:
    rule = record.tool.closes
    days = [as_day(record.lookup(asked)) for _, asked in rule.deadlines] if rule else []
    signed = record.record.fields.get(paths.SIGNED)
    return max((day for day in days if day), default=date.min), signed.at.isoformat() if signed else ""

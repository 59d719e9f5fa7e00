"""What becomes of an audit after it was signed: of its actions, in supervision, by its dates (R-090 to R-107).

Everything here is a later entry: it stands beside what was signed, and never changes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from qa_desktop.domain import consequences, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_terms import manager_label
from qa_desktop.domain.entries import Action, Progress
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.improvement import impact_in_plan, progress_in_plan
from qa_desktop.domain.record import NOBODY
from qa_desktop.domain.tool import Tool
from qa_desktop.domain.tool_outcome import DeadlineRule

GROUP = "followup"
WHOLE = "audit"
"""The key of what concerns the audit as a whole."""
DISCUSSED_ON = paths.entry(GROUP, WHOLE, "discussed_on")
DISCUSSED = paths.entry(GROUP, WHOLE, "discussed")
CHECKED = frozenset({"checked_by", "checked_on"})
IMMEDIATE, OTHER = "immediate_actions", "other_actions"


class Stage(Enum):
    """What an action waits for."""

    OPEN = "open"
    CHECK = "check"
    """It is done, and the manager has to check that."""
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has an action now."""

    who: str
    """As it is written: a name or a role."""
    name: str
    """The person's name where it is known, else the same words."""
    person: PersonId = NOBODY
    """Who they are in the directory, where the action was given to them by name."""


@dataclass(frozen=True, slots=True)
class Supervision:
    """The half of an action that is filled in later (R-100), and the manager's check apart from the doing (R-107)."""

    progress: Progress = Progress.OPEN
    reviewed_on: date | None = None
    completed: str = ""
    initials: str = ""
    done_on: date | None = None
    reason: str = ""
    """Why it is not needed any more."""
    approved_by: str = ""
    """Who approved that (PRACTICE P-43)."""
    checked_by: str = ""
    checked_on: date | None = None
    impact: str = ""
    """Of an improvement action what became of it."""
    recorded_by: PersonId = NOBODY
    """Who recorded how far it is."""


@dataclass(frozen=True, slots=True)
class Task:
    """A date that follows from the audit, with whether what it asks for is done."""

    rule: DeadlineRule
    on: date
    open_actions: int = 0
    """How many of the actions that it is about are still open."""
    done_on: date | None = None
    note: str = ""

    @property
    def is_about_actions(self) -> bool:
        """Whether it is done by doing actions."""
        return self.rule.applies_to in (IMMEDIATE, OTHER)

    @property
    def is_done(self) -> bool:
        """Whether it is done."""
        return self.open_actions == 0 if self.is_about_actions else self.done_on is not None


def of_action(entry: str, field: str) -> str:
    """Return the path of a field of an action's later half."""
    return paths.entry(GROUP, entry, field)


def of_deadline(rule_id: str, field: str) -> str:
    """Return the path of what is said about a date that follows: done_on or note."""
    return paths.entry(GROUP, f"deadline.{rule_id}", field)


def supervision(audit: Audit, entry: str) -> Supervision:
    """Return what was filled in for an action since."""
    said = audit.record.fields.get(of_action(entry, "progress"))
    return Supervision(
        progress=next((one for one in Progress if said and one.value == said.value), progress_in_plan(audit, entry)),
        reviewed_on=audit.day(of_action(entry, "reviewed_on")),
        completed=audit.text(of_action(entry, "completed")),
        initials=audit.text(of_action(entry, "initials")),
        done_on=audit.day(of_action(entry, "done_on")),
        reason=audit.text(of_action(entry, "reason")),
        approved_by=audit.text(of_action(entry, "approved_by")),
        checked_by=audit.text(of_action(entry, "checked_by")),
        checked_on=audit.day(of_action(entry, "checked_on")),
        impact=audit.text(of_action(entry, "impact")) or impact_in_plan(audit, entry),
        recorded_by=said.author if said else NOBODY,
    )


def wants_check(tool: Tool) -> bool:
    """Tell whether the plan prints a manager's check apart from the doing (R-107)."""
    return tool.action_plan is not None and any(one.field in CHECKED for one in tool.action_plan.columns)


def stage_of(audit: Audit, action: Action) -> Stage:
    """Return what an action waits for."""
    half = supervision(audit, action.id)
    if half.progress in (Progress.OPEN, Progress.STARTED):
        return Stage.OPEN
    waits = half.progress is Progress.DONE and wants_check(audit.tool) and half.checked_on is None
    return Stage.CHECK if waits else Stage.CLOSED


def owner_of(audit: Audit, action: Action) -> Owner:
    """Return who has an action: whom it was given to since, or who is named in the plan."""
    given = audit.text(of_action(action.id, "who"))
    if given:
        return Owner(given, given, PersonId(audit.text(of_action(action.id, "person"))))
    roles = {
        audit.tool.words.practitioner: paths.about("practitioner"),
        audit.tool.words.auditor: paths.about("auditor"),
        manager_label(audit.tool): paths.about("manager"),
    }
    told = action.who.strip()
    named = next((audit.text(path) for role, path in roles.items() if role.casefold() == told.casefold()), "")
    return Owner(told, named or told)


def limits(audit: Audit) -> dict[bool, date]:
    """Return by when immediate actions (True) and others (False) have to be done, where the authority says so."""
    found = {one.rule.applies_to: one.on for one in consequences.deadlines(audit)}
    return {kind == IMMEDIATE: on for kind, on in found.items() if kind in (IMMEDIATE, OTHER)}


def due_of(action: Action, limit: dict[bool, date]) -> date | None:
    """Return by when an action is due: the plan's own day or the authority's limit, whichever comes first.

    An action that waits for an event is looked at on its review date.
    """
    days = [day for day in (action.due or action.review_on, limit.get(action.immediate)) if day is not None]
    return min(days, default=None)


def check_refusal(audit: Audit, action: Action, person: PersonId, name: str, *, is_done_now: bool = False) -> str:
    """Return why a person may not check an action; empty where they may.

    `is_done_now` tells that the same person marks it as done with the very same entry.
    """
    half, owner = supervision(audit, action.id), owner_of(audit, action)
    if half.progress is not Progress.DONE and not is_done_now:
        return "This action is not marked as done yet, so there is nothing to check."
    own = person in (half.recorded_by, owner.person) or name.strip().casefold() == owner.name.casefold()
    if (own or is_done_now) and wants_check(audit.tool):
        return "Somebody else than the person who did this, or who marked it as done, has to check it."
    return ""


def tasks(audit: Audit) -> tuple[Task, ...]:
    """Return the dates that follow from the meeting, once each, with whether what they ask for is done.

    What comes round again, and what is counted from another date, is no matter of what follows this one audit.
    """
    return tuple(_tasks(audit))


def _tasks(audit: Audit) -> Iterator[Task]:
    left = [one for one in audit.actions if stage_of(audit, one) is not Stage.CLOSED]
    for deadline in consequences.deadlines(audit):
        rule = deadline.rule
        if rule.start or rule.every is not None:
            continue
        mine = [one for one in left if rule.applies_to in (IMMEDIATE if one.immediate else OTHER, "audit")]
        yield Task(
            rule,
            deadline.on,
            len(mine),
            audit.day(of_deadline(rule.id, "done_on")),
            audit.text(of_deadline(rule.id, "note")),
        )

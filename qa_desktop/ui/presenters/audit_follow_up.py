"""Turns what became of a signed audit into what its page shows: actions, dates, talk in supervision, closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa_desktop.domain import follow_up
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.case_follow_up import common_follow_up, deadline_key
from qa_desktop.domain.closing import Closing, closing
from qa_desktop.domain.entries import Action, Progress
from qa_desktop.domain.follow_up import Owner, Stage, Supervision, Task
from qa_desktop.domain.follow_up_rules import follow_up_mistakes
from qa_desktop.domain.improvement import followed_actions
from qa_desktop.domain.origin import moved_on
from qa_desktop.domain.record import Person
from qa_desktop.domain.tool import Tool
from qa_desktop.domain.wordcase import lower_first
from qa_desktop.domain.work_due import SUPERVISION
from qa_desktop.services.begin_record import RecordOffer
from qa_desktop.ui.presenters.audit_words import count_words, day_words, short_day
from qa_desktop.ui.presenters.case_follow_up import CaseView, case_view, is_elsewhere, kept_here

FIELDS = {"reviewed_on": "Date reviewed", "completed": "Completed, or comments", "initials": "Initials"}
"""The supervision half in our words, where the plan prints none of its own."""
KEEPS_DATES = (
    "You say here when a date was kept, and comment under “Tell”. Actions and the talk in supervision are filled in by "
    "the auditor, the manager of the team or a QA officer."
)
"""What a head of service is told."""


@dataclass(frozen=True, slots=True)
class FollowedAction:
    """One action with what became of it."""

    number: int
    action: Action
    owner: Owner
    half: Supervision
    stage: Stage
    state: str
    due: str
    is_late: bool
    told: tuple[str, ...]
    """What was filled in, in sentences."""
    check_refusal: str = ""
    """Why this person cannot check it; empty where they can, or where there is nothing to check."""
    elsewhere: str = ""
    """That a newer plan has the line, so that what becomes of it is recorded there."""

    @property
    def can_be_checked(self) -> bool:
        """Whether it is done and this person may check it."""
        return self.half.progress is Progress.DONE and self.half.checked_on is None and not self.check_refusal


@dataclass(frozen=True, slots=True)
class FollowedDate:
    """One date that follows, with whether what it asks for is done."""

    task: Task
    due: str
    state: str
    is_late: bool
    can_mark: bool
    """Whether somebody says when it was done; otherwise actions or a record show it."""


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """What the page shows."""

    actions: tuple[FollowedAction, ...]
    dates: tuple[FollowedDate, ...]
    labels: dict[str, str]
    lead: str
    """How far the audit is from being closed, in a sentence."""
    is_closed: bool
    wants_check: bool
    refusal: str = ""
    """Why this person does not fill in actions and the talk; empty where they may."""
    keeps_dates: bool = True
    """Whether this person says when a date was kept."""
    no_actions: str = ""
    case: CaseView | None = None
    """What the form says of the other one, where two people audited the case."""
    shows_talk: bool = True
    """Whether the talk in supervision is written down here."""


Read = tuple[Sequence[Audit], Audit | None]
"""The records that point to an audit, and the other form of its case where two people audited it."""


def follow_up_view(audit: Audit, read: Read, person: Person, today: date) -> FollowUpView:
    """Return what became of an audit, as a person sees it."""
    records, other = read
    found, common = closing(audit, records, other), common_follow_up(audit, other)
    here = [task for task in found.tasks if kept_here(audit, common, deadline_key(task.rule.id))]
    limits = follow_up.limits(audit)
    refusal = _refusal(audit, follow_up.DISCUSSED_ON, person)
    keeps_dates = not _refusal(audit, follow_up.of_deadline("", "done_on"), person)
    moved = moved_on(audit, records)
    followed = (
        (_action(audit, number, one, (limits, person, today)), moved.get(one.id))
        for number, one in enumerate(followed_actions(audit), 1)
    )
    actions = tuple(_moved(one, newer) if newer is not None else one for one, newer in followed)
    return FollowUpView(
        actions=actions,
        dates=tuple(_date(task, today) for task in here),
        labels=labels_of(audit.tool),
        lead=closing_words(found),
        is_closed=found.is_closed,
        wants_check=follow_up.wants_check(audit.tool),
        refusal=KEEPS_DATES if refusal and keeps_dates and here else refusal,
        keeps_dates=keeps_dates,
        no_actions="" if actions else "This audit has no actions.",
        case=case_view(audit, other, lambda path: not _refusal(audit, path, person)),
        # A plan is not about anybody's work.
        shows_talk=audit.tool.improvement is None and kept_here(audit, common, SUPERVISION),
    )


def _refusal(audit: Audit, path: str, person: Person) -> str:
    """Return why a person may not fill in a field, as a sentence; empty where they may."""
    probe = follow_up_mistakes(audit, {path: None}, person)
    return probe[0].message[:1].upper() + probe[0].message[1:] + "." if probe else ""


def record_words(offer: RecordOffer) -> str:
    """Return what the button says that leads to the record in which an audit is followed up."""
    name = lower_first(offer.tool.title)
    return f"Go on with the {name}" if offer.begun else f"Begin the {name}"


def labels_of(tool: Tool) -> dict[str, str]:
    """Return what the plan calls the fields of its supervision half."""
    columns = tool.action_plan.columns if tool.action_plan else ()
    printed = {one.field: one.label for one in columns if one.by == "supervision"}
    return {field: printed.get(field, ours) for field, ours in FIELDS.items()}


def closing_words(found: Closing) -> str:
    """Return how far an audit is from being closed."""
    if found.is_closed:
        better = " The service is better, as the last signed record says." if found.wants_record else ""
        return f"Closed. Nothing is left to do.{better}"
    parts = []
    left = found.open_actions - found.unchecked
    parts += [count_words(left, "action is still to do", "actions are still to do")] if left else []
    waiting = found.unchecked
    parts += [count_words(waiting, "action is to be checked", "actions are to be checked")] if waiting else []
    if found.wants_record and found.improved is None:
        parts.append("no signed record says yet that the service to the child and family is better")
    elif found.wants_record and found.improved is False:
        parts.append("the last signed record says that the service is not better yet")
    elif not found.wants_record:
        left = sum(not task.is_done and not task.is_about_actions for task in found.tasks)
        parts += [count_words(left, "date waits to be marked as met", "dates wait to be marked as met")] if left else []
    return f"Not closed: {'; '.join(parts)}."


def follow_up_state(audit: Audit) -> tuple[bool, str]:
    """Return for the rail whether every action is done, and what it says; the records are not looked at there."""
    left = sum(follow_up.stage_of(audit, one) is not Stage.CLOSED for one in followed_actions(audit))
    if left:
        return False, count_words(left, "action open", "actions open")
    if audit.tool.improvement is not None:
        return True, "Done"
    if is_elsewhere(audit):
        return True, "With the lead’s form"
    standing = audit.standing
    talked = audit.day(follow_up.DISCUSSED_ON) is not None or (standing is not None and standing.is_talked)
    return talked, "Done" if talked else "To talk through"


def _action(audit: Audit, number: int, action: Action, seen: tuple[dict[bool, date], Person, date]) -> FollowedAction:
    limits, person, today = seen
    half, stage = follow_up.supervision(audit, action.id), follow_up.stage_of(audit, action)
    due = follow_up.due_of(action, limits)
    late = due is not None and due < today and stage is Stage.OPEN
    is_done = half.progress is Progress.DONE and half.checked_on is None
    return FollowedAction(
        number=number,
        action=action,
        owner=follow_up.owner_of(audit, action),
        half=half,
        stage=stage,
        state="Done, to be checked" if stage is Stage.CHECK else half.progress.label,
        due=_due_words(due, today, is_open=stage is Stage.OPEN),
        is_late=late,
        told=tuple(_told(half)),
        check_refusal=follow_up.check_refusal(audit, action, person.id, person.name) if is_done else "",
    )


def _moved(one: FollowedAction, newer: Audit) -> FollowedAction:
    day = day_words(newer.last_meeting())
    words = f"It stands in the plan of {day} now. Record there what becomes of it."
    return replace(one, state="Carried over", is_late=False, elsewhere=words)


def _due_words(due: date | None, today: date, *, is_open: bool) -> str:
    if due is None:
        return "No date"
    days = (due - today).days
    if not is_open or days > 0:
        return f"Due {short_day(due)}" + (f", in {count_words(days, 'day', 'days')}" if is_open else "")
    return "Due today" if days == 0 else f"Due {short_day(due)}, {count_words(-days, 'day', 'days')} late"


def _told(half: Supervision) -> list[str]:
    told = []
    if half.reviewed_on or half.initials:
        by = f" by {half.initials}" if half.initials else ""
        on = f" on {day_words(half.reviewed_on)}" if half.reviewed_on else ""
        told.append(f"Reviewed{on}{by}.")
    if half.completed:
        told.append(half.completed)
    if half.progress is Progress.NOT_NEEDED:
        told.append(f"Not needed any more: {half.reason} Approved by {half.approved_by}.")
    elif half.done_on:
        told.append(f"Done on {day_words(half.done_on)}.")
    if half.impact:
        told.append(f"What has changed: {half.impact}")
    if half.checked_on:
        told.append(f"Checked by {half.checked_by} on {day_words(half.checked_on)}.")
    return told


def _date(task: Task, today: date) -> FollowedDate:
    late = not task.is_done and task.on < today
    if task.is_done:
        state = f"Done on {day_words(task.done_on)}" if task.done_on else "Done"
    elif task.is_about_actions:
        state = count_words(task.open_actions, "action to do", "actions to do")
    else:
        state = "Late" if late else "To do"
    return FollowedDate(task, f"{day_words(task.on)} · {task.rule.owner}", state, late, not task.is_about_actions)

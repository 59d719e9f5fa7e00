"""Tells which of the two forms of a case carries what is done once for both, and what was written on either of them.

Each form is followed up where its own actions are; the talk in supervision and the dates belong to the case (R-042).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qa_desktop.domain import follow_up, pairs
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.pairs import Seat
from qa_desktop.domain.work_due import SUPERVISION, done_path, work_due


@dataclass(frozen=True, slots=True)
class CommonFollowUp:
    """What a form has in common with the other one, once both are signed."""

    other: Audit
    keys: frozenset[str]
    """What both forms ask for and is done once, by the keys of due work."""
    is_here: bool
    """Whether it is kept with this form: the lead's."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a form says of something that is done once for the case."""

    what: str
    on: date | None
    words: str
    paths: tuple[str, str]
    """Where the day and the words stand."""


def common_follow_up(audit: Audit, other: Audit | None) -> CommonFollowUp | None:
    """Return what two forms have in common; None where they are not those of lead and peer, both signed."""
    if other is None or not (audit.is_signed and other.is_signed):
        return None
    seat = pairs.seat_of(audit)
    if seat is None or pairs.seat_of(other) is not seat.other:
        return None
    return CommonFollowUp(other, _once(audit) & _once(other), seat is Seat.LEAD)


def written(audit: Audit, keys: frozenset[str]) -> tuple[Written, ...]:
    """Return what a form says of these tasks: the talk first, then the dates as they follow."""
    found = [
        Written(task.rule.label, task.done_on, task.note, _paths(task.rule.id))
        for task in follow_up.tasks(audit)
        if deadline_key(task.rule.id) in keys
    ]
    if SUPERVISION in keys:
        on, words = audit.day(follow_up.DISCUSSED_ON), audit.text(follow_up.DISCUSSED)
        stand = (follow_up.DISCUSSED_ON, follow_up.DISCUSSED)
        talk = Written("Talked through in supervision", on, words, stand)
        found.insert(0, talk)
    return tuple(one for one in found if one.on or one.words)


def done_on(audit: Audit, deadline: str) -> date | None:
    """Return on which day a form says that what a date asks for was done."""
    return audit.day(done_path(deadline_key(deadline)))


def deadline_key(deadline: str) -> str:
    """Return the key of due work of a date that follows."""
    return f"deadline.{deadline}"


def _paths(deadline: str) -> tuple[str, str]:
    return follow_up.of_deadline(deadline, "done_on"), follow_up.of_deadline(deadline, "note")


def _once(audit: Audit) -> frozenset[str]:
    return frozenset(task.key for task in work_due(audit) if task.is_once_a_case)

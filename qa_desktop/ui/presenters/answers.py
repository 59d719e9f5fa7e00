"""Turns allocations and what people answer to them into words, and a filled-in answer into a service call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time

from qa_desktop.domain.allocation_answer import Answer, AnswerKind
from qa_desktop.domain.directory import Directory
from qa_desktop.domain.ids import PersonId
from qa_desktop.services.answer_allocations import AnswerAllocations
from qa_desktop.ui.presenters.times import short_day

NOT_ANSWERED = "Not answered yet"
Names = Callable[[PersonId], str]


@dataclass(frozen=True, slots=True)
class AnswerWish:
    """What somebody filled in."""

    kind: AnswerKind
    day: date | None = None
    at: time | None = None
    minutes: int = 60
    colleague: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ColleagueChoice:
    """Somebody who could take an audit instead."""

    id: PersonId
    name: str
    """With the team, where that is known."""


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What the dialog shows of an allocation."""

    allocation: str
    title: str
    told: str
    """Due day, worker and note in one line."""
    answer: Answer | None
    colleagues: tuple[ColleagueChoice, ...]


def say(answers: AnswerAllocations, allocation_id: str, wish: AnswerWish) -> Answer:
    """Write an answer; raises as the services do."""
    match wish.kind:
        case AnswerKind.TAKEN:
            return answers.take(allocation_id)
        case AnswerKind.BOOKED if wish.day is not None:
            return answers.book(allocation_id, wish.day, wish.at, wish.minutes)
        case AnswerKind.SWAP:
            return answers.swap(allocation_id, wish.colleague, wish.reason)
        case _:
            return answers.decline(allocation_id, wish.reason)


def answer_words(answer: Answer | None, today: date, name_of: Names) -> str:
    """Return what somebody said to an allocation."""
    match answer:
        case None:
            return NOT_ANSWERED
        case Answer(kind=AnswerKind.TAKEN):
            return "Taken"
        case Answer(kind=AnswerKind.BOOKED, day=date() as day):
            return f"Meeting booked for {short_day(day, today)}{f', {answer.time}' if answer.time else ''}"
        case Answer(kind=AnswerKind.SWAP, colleague=str() as colleague):
            return f"Asks that {name_of(colleague)} does it"
        case _:
            return "Declined"


def names_of(directory: Directory) -> Names:
    """Return what says how people are called; those who left are told as such."""
    known: Mapping[PersonId, str] = {one.id: one.name for one in directory.people}
    return lambda person: known.get(person, "somebody who has left")


def colleagues_of(directory: Directory, owner: PersonId) -> tuple[ColleagueChoice, ...]:
    """Return everybody else who could audit, by name."""
    teams = {one.id: one.name for one in directory.teams if one.until is None}
    able = [one for one in directory.present if one.id != owner and one.role not in ("admin", "practitioner")]
    return tuple(
        ColleagueChoice(one.id, f"{one.name} · {teams[one.team]}" if teams.get(one.team) else one.name) for one in able
    )

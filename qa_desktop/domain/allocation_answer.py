"""What people answer to what was allocated to them: taken, declined, to swap, booked. Each writes their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.operation import Change, Operation, OperationKind, Stream, Value, unpack_body
from qa_desktop.domain.organisation import ALLOCATIONS
from qa_desktop.domain.projection import head, is_known
from qa_desktop.domain.read_entries import as_day

STREAM = "answers"


class AnswerKind(Enum):
    """What somebody says to an allocation."""

    TAKEN = "taken"
    BOOKED = "booked"
    DECLINED = "declined"
    SWAP = "swap"

    @property
    def is_accepting(self) -> bool:
        """Whether the audit stays with them."""
        return self in (AnswerKind.TAKEN, AnswerKind.BOOKED)


@dataclass(frozen=True, slots=True)
class Answer:
    """The latest word of a person on one of their allocations."""

    allocation: str
    person: PersonId
    kind: AnswerKind
    at: datetime
    day: date | None = None
    """For which day the meeting is booked."""
    time: str = ""
    """When on that day, as 14:00; empty where that is not said."""
    minutes: int = 0
    colleague: PersonId | None = None
    """Who would take it instead."""
    reason: str = ""


def answers_of(person: PersonId) -> Stream:
    """Return where a person's answers stand."""
    return Stream(AuditId(f"{ALLOCATIONS}{person}"), STREAM)


def answer_change(answer: Answer) -> Change:
    """Return the change that says an answer: codes and dates in clear, the reason in its body."""
    facts: dict[str, Value] = {"allocation": answer.allocation, "answer": answer.kind.value}
    if answer.day is not None:
        facts |= {"day": answer.day.isoformat(), "time": answer.time, "minutes": answer.minutes}
    if answer.colleague is not None:
        facts["colleague"] = answer.colleague
    words: dict[str, Value] = {"reason": answer.reason}
    path = f"answer/{answer.allocation}"
    return Change(answers_of(answer.person), path, None, facts=facts, words=words)


def answers(operations: Iterable[Operation]) -> dict[str, Answer]:
    """Return the answers as they stand, by allocation."""
    groups: defaultdict[tuple[Stream, str], list[Operation]] = defaultdict(list)
    for one in operations:
        if one.stream.name == STREAM and one.kind == OperationKind.SET.value and is_known(one):
            groups[one.stream, one.path].append(one)
    latest = (head(group) for group in groups.values())
    found = [read for one in latest if one is not None and (read := _read(one)) is not None]
    return {one.allocation: one for one in found}


def _read(operation: Operation) -> Answer | None:
    facts = operation.facts
    allocation, colleague, minutes = (facts.get(name) for name in ("allocation", "colleague", "minutes"))
    kind = next((one for one in AnswerKind if one.value == facts.get("answer")), None)
    person = PersonId(operation.stream.audit.removeprefix(ALLOCATIONS))
    if not isinstance(allocation, str) or kind is None or operation.author != person:
        return None
    return Answer(
        allocation=allocation,
        person=person,
        kind=kind,
        at=operation.client_time,
        day=as_day(facts.get("day")),
        time=str(facts.get("time") or ""),
        minutes=minutes if isinstance(minutes, int) else 0,
        colleague=PersonId(colleague) if isinstance(colleague, str) else None,
        reason=str(unpack_body(operation.body).get("reason") or ""),
    )

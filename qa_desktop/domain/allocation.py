"""Audits that QA officers allocate to people: what to audit, with which tool, by when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from qa_desktop.clock import local_day
from qa_desktop.domain.ids import AuditId, PersonId, ToolId
from qa_desktop.domain.operation import Change, Operation, OperationKind, Stream, Value, unpack_body
from qa_desktop.domain.organisation import ALLOCATIONS
from qa_desktop.domain.projection import head

OPEN, WITHDRAWN = "open", "withdrawn"
STREAM = "allocations"
_GIVEN = "given/"


@dataclass(frozen=True, slots=True)
class Allocation:
    """One audit that somebody is asked to carry out."""

    id: str
    person: PersonId
    tool_id: ToolId
    subject: str
    due: date | None
    practitioner: str = ""
    note: str = ""
    tool_title: str = ""
    state: str = OPEN
    by: PersonId | None = None
    """Who wrote it last."""
    pair: str = ""
    """What the allocations of two people who audit the same case, each on a form of their own, have in common."""
    part: str = ""
    """Which of the two it is, as `domain.pairs` names them; `moderation` for the moderator of their audits."""
    other: PersonId | None = None
    """Who has the other part."""
    on: date | None = None
    """The day on which it was first allocated."""
    given: tuple[tuple[str, Value], ...] = ()
    """Values with which the audit begins, by path."""

    @property
    def is_open(self) -> bool:
        """Whether it stands: it was not taken back."""
        return self.state == OPEN


def allocations_of(person: PersonId) -> Stream:
    """Return where a person's allocations stand."""
    return Stream(AuditId(f"{ALLOCATIONS}{person}"), STREAM)


def allocate_change(allocation: Allocation) -> Change:
    """Return the change that says the whole of an allocation: codes and dates in clear, the rest in its body."""
    facts: dict[str, Value] = {"allocation": allocation.id, "tool": allocation.tool_id, "state": allocation.state}
    if allocation.due is not None:
        facts["due"] = allocation.due.isoformat()
    if allocation.pair:
        facts |= {"pair": allocation.pair, "part": allocation.part, "other": allocation.other or ""}
    words: dict[str, Value] = {
        "subject": allocation.subject,
        "practitioner": allocation.practitioner,
        "note": allocation.note,
        "tool_title": allocation.tool_title,
        **{f"{_GIVEN}{path}": value for path, value in allocation.given},
    }
    path = f"allocation/{allocation.id}"
    return Change(allocations_of(allocation.person), path, None, facts=facts, words=words)


def allocations(operations: Iterable[Operation]) -> tuple[Allocation, ...]:
    """Return the allocations as they stand, the next due first; those without a date last."""
    groups: defaultdict[tuple[Stream, str], list[Operation]] = defaultdict(list)
    for one in operations:
        if one.stream.audit.startswith(ALLOCATIONS) and one.kind == OperationKind.SET.value:
            groups[one.stream, one.path].append(one)
    found = []
    for group in groups.values():
        latest = head(group)
        read = _read(latest) if latest is not None else None
        if read is not None:
            found.append(replace(read, on=local_day(min(one.client_time for one in group))))
    return tuple(sorted(found, key=lambda one: (one.due or date.max, one.id)))


def _read(operation: Operation) -> Allocation | None:
    facts, words = operation.facts, unpack_body(operation.body)
    tool, identity = facts.get("tool"), facts.get("allocation")
    if not isinstance(tool, str) or not isinstance(identity, str):
        return None
    return Allocation(
        id=identity,
        person=PersonId(operation.stream.audit.removeprefix(ALLOCATIONS)),
        tool_id=ToolId(tool),
        subject=str(words.get("subject") or ""),
        due=_day(facts.get("due")),
        practitioner=str(words.get("practitioner") or ""),
        note=str(words.get("note") or ""),
        tool_title=str(words.get("tool_title") or tool),
        state=str(facts.get("state", OPEN)),
        by=operation.author,
        pair=str(facts.get("pair") or ""),
        part=str(facts.get("part") or ""),
        other=PersonId(str(facts["other"])) if facts.get("other") else None,
        given=tuple((key.removeprefix(_GIVEN), one) for key, one in sorted(words.items()) if key.startswith(_GIVEN)),
    )


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None

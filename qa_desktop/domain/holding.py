"""Holds on audits: after a death, a serious incident, a complaint or for a court nothing may be changed or deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from qa_desktop.domain.exchange import Placed
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Change, Operation, OperationKind, Stream, Value, can_unpack, unpack_body
from qa_desktop.domain.retention import PEOPLE_NEEDED, RETENTION

REASON, REVIEW, PEOPLE = "reason", "review", "people"
"""The facts of a `hold`: why, as a code; when it is to be looked at again; who may look besides."""
HOLDS = "holds"
"""The fact of a `release`: every hold that it is to end."""
WHY = "why"
"""What a hold says in words, in its body."""
MOST_NAMED = 50


class HoldReason(Enum):
    """Why an audit is put on hold: a code, because it stays."""

    CHILD_DEATH = "child_death"
    SERIOUS_INCIDENT = "serious_incident"
    COMPLAINT = "complaint"
    COURT = "court"
    OTHER = "other"

    @property
    def title(self) -> str:
        """The reason as people say it."""
        return {
            "child_death": "The death of a child",
            "serious_incident": "A serious incident",
            "complaint": "A complaint",
            "court": "A court asks for it",
            "other": "Another reason",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Terms:
    """What whoever places a hold decides."""

    reason: HoldReason
    why: str = ""
    review: date | None = None
    """When somebody is to look at it again. It ends nothing by itself."""
    people: tuple[PersonId, ...] = ()
    """Who may look besides the auditor, QA officers and the head of service."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold that two people have not released."""

    op_id: OperationId
    audit: AuditId
    placed_by: PersonId
    at: datetime
    terms: Terms
    released_by: tuple[PersonId, ...]
    """Who has said that it is to end, where a second person has to confirm it."""


def hold_change(audit: AuditId, terms: Terms) -> Change:
    """Return the order that an audit be put on hold."""
    facts: dict[str, Value] = {REASON: terms.reason.value, PEOPLE: terms.people}
    if terms.review is not None:
        facts[REVIEW] = terms.review.isoformat()
    words = {WHY: terms.why} if terms.why else None
    return Change(Stream(audit, RETENTION), "", None, kind=OperationKind.HOLD, facts=facts, words=words)


def release_change(audit: AuditId, holds: Iterable[OperationId]) -> Change:
    """Return one person's order that these holds end."""
    facts: dict[str, Value] = {HOLDS: tuple(holds)}
    return Change(Stream(audit, RETENTION), "", None, kind=OperationKind.RELEASE, facts=facts)


def holds_in_force(operations: Iterable[Operation]) -> tuple[Hold, ...]:
    """Return the holds, in the order given, that two people have not released.

    Each stands by itself: whoever releases one does not release another of which they did not know.
    """
    kept = [one for one in operations if one.stream.name == RETENTION]
    released: defaultdict[str, dict[PersonId, None]] = defaultdict(dict)
    for one in kept:
        named = one.facts.get(HOLDS) if one.kind == OperationKind.RELEASE.value else None
        for op_id in named if isinstance(named, tuple) else ():
            released[op_id][one.author] = None
    found = ((one, tuple(released[one.op_id])) for one in kept if one.kind == OperationKind.HOLD.value)
    return tuple(_hold(one, people) for one, people in found if len(people) < PEOPLE_NEEDED)


def written_on_hold(placed: Sequence[Placed], log: Iterable[Operation]) -> frozenset[OperationId]:
    """Return what came to the server while the audit was on hold, and what has yet to come to it.

    The server's receipt decides, no laptop's clock: laptops that had not heard of the hold went on writing.
    """
    spans = _spans([one for one in placed if one.operation.stream.name == RETENTION])
    if not spans:
        return frozenset()
    received = {one.operation.op_id: one.received_at for one in placed}
    is_held = any(end is None for _, end in spans)
    return frozenset(
        one.op_id
        for one in log
        if one.stream.name != RETENTION and not one.stream.is_private and _is_within(received, one, spans, held=is_held)
    )


def _spans(placed: Sequence[Placed]) -> list[tuple[datetime, datetime | None]]:
    ends: defaultdict[str, dict[PersonId, datetime]] = defaultdict(dict)
    for one in placed:
        named = one.operation.facts.get(HOLDS) if one.operation.kind == OperationKind.RELEASE.value else None
        for op_id in named if isinstance(named, tuple) else ():
            ends[op_id].setdefault(one.operation.author, one.received_at)
    spans: list[tuple[datetime, datetime | None]] = []
    for one in placed:
        if one.operation.kind == OperationKind.HOLD.value:
            said = sorted(ends[one.operation.op_id].values())
            spans.append((one.received_at, said[PEOPLE_NEEDED - 1] if len(said) >= PEOPLE_NEEDED else None))
    return spans


def _is_within(
    received: dict[OperationId, datetime],
    operation: Operation,
    spans: Iterable[tuple[datetime, datetime | None]],
    *,
    held: bool,
) -> bool:
    at = received.get(operation.op_id)
    if at is None:
        return held
    return any(start < at and (end is None or at < end) for start, end in spans)


def _hold(operation: Operation, released_by: tuple[PersonId, ...]) -> Hold:
    people, review = operation.facts.get(PEOPLE), operation.facts.get(REVIEW)
    code = operation.facts.get(REASON)
    reason = next((one for one in HoldReason if one.value == code), HoldReason.OTHER)
    words = unpack_body(operation.body).get(WHY) if can_unpack(operation.body) else None
    terms = Terms(
        reason,
        words if isinstance(words, str) else "",
        _day(review),
        tuple(PersonId(one) for one in people) if isinstance(people, tuple) else (),
    )
    return Hold(operation.op_id, operation.stream.audit, operation.author, operation.client_time, terms, released_by)


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None

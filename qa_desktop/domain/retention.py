"""What becomes of audits in the end: who ordered that one be disposed of, and what stays to show for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from qa_desktop.domain.exchange import Placed
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Change, Operation, OperationKind, Stream, Value
from qa_desktop.domain.record import Role

RETENTION = "retention"
"""The stream of an audit that says who ordered its disposal; all that stays of it."""

NOTES = frozenset({"filing_note", "archive_note"})
"""The kinds of documents that show what an audit says."""

AFTER_DELETION = "after_deletion"
AFTER_MODERATION = "after_moderation"
"""The fact of a note that knows what moderation came to: the id of the moderator's record."""
"""The fact of a note that was sealed by somebody who knew that something of its audit had been deleted."""

PEOPLE_NEEDED = 2
MAY_ORDER = frozenset({Role.QA_OFFICER.value, Role.HEAD_OF_SERVICE.value})
"""The roles that order something to be deleted."""
ORDERS = frozenset(
    one.value for one in (OperationKind.REDACT, OperationKind.DISPOSE, OperationKind.HOLD, OperationKind.RELEASE)
)
"""The kinds that decide what becomes of words that are there; they are never deleted themselves."""


class Reason(Enum):
    """Why words are deleted: a code, because it stays."""

    THIRD_PARTY = "third_party"
    WRONG_CASE = "wrong_case"
    NOT_NEEDED = "not_needed"
    COURT_ORDER = "court_order"
    RIGHT_TO_ERASURE = "right_to_erasure"
    RETENTION_ENDED = "retention_ended"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What stays of an audit that was disposed of; before the second person has ordered it, what is asked."""

    audit: AuditId
    ordered_by: tuple[PersonId, ...]
    ordered_at: tuple[datetime, ...]
    reasons: tuple[str, ...]
    operations: int
    heads: tuple[str, ...]
    """The last revision of each stream with its hash, as "record 12 3fa9..."."""

    @property
    def is_complete(self) -> bool:
        """Whether two people have ordered it."""
        return len(self.ordered_by) >= PEOPLE_NEEDED


def redact_change(target: Operation, reason: Reason) -> Change:
    """Return one person's order that an operation's words be deleted."""
    facts: dict[str, Value] = {"target": target.op_id, "reason": reason.value}
    return Change(target.stream, "", None, kind=OperationKind.REDACT, facts=facts)


def dispose_change(audit: AuditId, reason: Reason, placed: Sequence[Placed]) -> Change:
    """Return one person's order that an audit be disposed of, with what is known of its chains."""
    last = {one.operation.stream.name: one for one in placed if one.operation.stream.name != RETENTION}
    heads = tuple(f"{name} {one.rev} {one.head.hex()}" for name, one in sorted(last.items()))
    count = sum(one.rev for one in last.values())
    facts: dict[str, Value] = {"reason": reason.value, "operations": count, "heads": heads}
    return Change(Stream(audit, RETENTION), "", None, kind=OperationKind.DISPOSE, facts=facts)


def redactions(operations: Iterable[Operation]) -> dict[OperationId, dict[PersonId, Operation]]:
    """Return who ordered which operations' words to be deleted; an order counts in the target's own stream."""
    asked: defaultdict[OperationId, dict[PersonId, Operation]] = defaultdict(dict)
    for one in operations:
        target = one.facts.get("target")
        if one.kind == OperationKind.REDACT.value and isinstance(target, str):
            asked[OperationId(target)].setdefault(one.author, one)
    return dict(asked)


def knows_of_deletion(operations: Iterable[Operation]) -> bool:
    """Tell whether something of an audit was deleted, as far as is known here: what is sealed now is without it."""
    return any(one.is_redacted for one in operations)


def stale_notes(operations: Iterable[Operation]) -> tuple[Operation, ...]:
    """Return sealed notes that may show deleted words: whoever sealed them had not heard that anything was deleted."""
    known = tuple(operations)
    if not knows_of_deletion(known):
        return ()
    return tuple(
        one
        for one in known
        if one.kind == OperationKind.DOCUMENT.value
        and one.facts.get("kind") in NOTES
        and not one.is_redacted
        and one.facts.get(AFTER_DELETION) is not True
    )


def certificate(audit: AuditId, operations: Iterable[Operation]) -> Certificate | None:
    """Return what the orders for an audit's disposal amount to; None where nobody has ordered it."""
    orders: dict[PersonId, Operation] = {}
    for one in operations:
        if one.kind == OperationKind.DISPOSE.value and one.stream == Stream(audit, RETENTION):
            orders.setdefault(one.author, one)
    if not orders:
        return None
    fullest = max(orders.values(), key=_count)
    heads = fullest.facts.get("heads")
    return Certificate(
        audit=audit,
        ordered_by=tuple(orders),
        ordered_at=tuple(one.client_time for one in orders.values()),
        reasons=tuple(sorted({str(one.facts.get("reason", "")) for one in orders.values()})),
        operations=_count(fullest),
        heads=heads if isinstance(heads, tuple) else (),
    )


def _count(operation: Operation) -> int:
    count = operation.facts.get("operations")
    return count if isinstance(count, int) else 0

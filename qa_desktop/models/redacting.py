"""Deletes words for good where two people asked for it; signature and chain still verify."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Operation, OperationKind, Stream
from qa_desktop.models.rows import OPERATION_COLUMNS, operation_from
from qa_desktop.models.statement import Run

PEOPLE_NEEDED = 2
_REDACTIONS = (
    f"SELECT {OPERATION_COLUMNS} FROM operation "  # noqa: S608 - constants of ours
    "WHERE audit = ? AND kind = ? AND stream NOT LIKE 'private:%'"
)
_REDACT = (
    "UPDATE operation SET body = NULL, salt = x'' "
    "WHERE op_id = ? AND audit = ? AND stream = ? AND kind <> ? AND salt <> x''"
)


def redact(run: Run, audit_id: AuditId) -> None:
    """Delete salt and body of every operation of the audit that two people have named."""
    redactions = [operation_from(row) for row in run(_REDACTIONS, (audit_id, OperationKind.REDACT.value))]
    for target, stream in named_by_two(redactions).items():
        run(_REDACT, (target, stream.audit, stream.name, OperationKind.REDACT.value))


def named_by_two(operations: Iterable[Operation]) -> dict[OperationId, Stream]:
    """Return what two people asked to delete for good, with the stream in which they did."""
    asked: defaultdict[tuple[OperationId, Stream], set[PersonId]] = defaultdict(set)
    for one in operations:
        target = one.facts.get("target") if one.kind == OperationKind.REDACT.value else None
        if isinstance(target, str):
            asked[OperationId(target), one.stream].add(one.author)
    return {target: stream for (target, stream), people in asked.items() if len(people) >= PEOPLE_NEEDED}

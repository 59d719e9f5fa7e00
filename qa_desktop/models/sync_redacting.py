"""Deletes words for good where two people asked for it; signature and chain still verify."""

from __future__ import annotations

from collections import defaultdict

from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.operation import OperationKind
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
    asked: defaultdict[tuple[str, str], set[PersonId]] = defaultdict(set)
    for row in run(_REDACTIONS, (audit_id, OperationKind.REDACT.value)):
        redaction = operation_from(row)
        target = redaction.facts.get("target")
        if isinstance(target, str):
            asked[redaction.stream.name, target].add(redaction.author)
    for (name, target), people in asked.items():
        if len(people) >= PEOPLE_NEEDED:
            run(_REDACT, (target, audit_id, name, OperationKind.REDACT.value))

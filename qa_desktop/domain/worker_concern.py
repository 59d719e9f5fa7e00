"""A restricted concern about a worker: apart from the audit, for its owner, QA officers and heads of service (P-22)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from qa_desktop.domain import paths
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Change, Operation, Stream, Value
from qa_desktop.domain.projection import head

RESTRICTED = "restricted"
"""The stream: never in the audit, its note, its bundles or what teams see."""
WORKER = "worker_concern"
"""The group of the fields."""
FIELDS = ("what", "about", "told", "outcome")


@dataclass(frozen=True, slots=True)
class WorkerConcern:
    """One concern as it stands."""

    id: str
    audit: AuditId
    author: PersonId
    at: datetime
    """When it was begun."""
    what: str = ""
    about: str = ""
    """About whom."""
    told: str = ""
    """Who was told of it, when, and how."""
    outcome: str = ""
    operations: tuple[OperationId, ...] = ()
    """Every operation that is part of it, for an order to delete words."""


def changes(audit: AuditId, concern: str, words: dict[str, str]) -> list[Change]:
    """Return the changes that write words of a concern; none of them stands in clear."""
    stream = Stream(audit, RESTRICTED)
    return [Change(stream, paths.entry(WORKER, concern, field), words[field]) for field in FIELDS if field in words]


def worker_concerns(operations: Iterable[Operation]) -> tuple[WorkerConcern, ...]:
    """Return the concerns in the restricted operations of any audits, the newest first."""
    found: defaultdict[tuple[AuditId, str], defaultdict[str, list[Operation]]] = defaultdict(lambda: defaultdict(list))
    for one in operations:
        parsed = paths.Path.parse(one.path)
        if one.stream.name == RESTRICTED and parsed.group == WORKER and parsed.field in FIELDS:
            found[one.stream.audit, parsed.key][parsed.field].append(one)
    made = [_read(audit, key, fields) for (audit, key), fields in found.items()]
    return tuple(sorted(made, key=lambda one: (one.at, one.id), reverse=True))


def _read(audit: AuditId, key: str, fields: dict[str, list[Operation]]) -> WorkerConcern:
    everything = [one for group in fields.values() for one in group]
    first = min(everything, key=lambda one: (one.client_time, one.op_id))
    heads = {field: head(group) for field, group in fields.items()}
    words: dict[str, Value] = {field: one.value for field, one in heads.items() if one is not None}
    said = {field: str(words.get(field) or "") for field in FIELDS}
    return WorkerConcern(
        key, audit, first.author, first.client_time, **said, operations=tuple(sorted(one.op_id for one in everything))
    )

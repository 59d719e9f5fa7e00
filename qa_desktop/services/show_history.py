"""The history of a field or of a whole audit, told as people read it: who wrote what, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.ports import LocalStore


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One earlier or current value of a field."""

    author: str
    at: datetime
    value: Value
    sent: bool


class ShowHistory:
    """Reads the log of a field."""

    def __init__(self, store: LocalStore) -> None:
        self._store = store

    def __call__(self, audit_id: AuditId, path: str) -> tuple[HistoryEntry, ...]:
        """Return the values that a field has had, oldest first. Unsent edits of one field are one entry."""
        names = {person.id: person.name for person in self._store.people()}
        return tuple(
            HistoryEntry(names.get(op.author, "Unknown"), op.client_time, op.value, op.author != self._store.owner.id)
            for op in self._store.history(audit_id, path)
        )


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One operation of an audit. `digest` is the SHA-256 in hex that chains and signatures name."""

    id: str
    author: str
    at: datetime
    what: str
    value: Value
    digest: str


class ShowLog:
    """Reads the whole log of an audit, private streams left out."""

    def __init__(self, store: LocalStore) -> None:
        self._store = store

    def __call__(self, audit_id: AuditId) -> tuple[LogEntry, ...]:
        """Return every operation of the audit, in the order of the log."""
        names = {person.id: person.name for person in self._store.people()}
        return tuple(
            LogEntry(
                op.op_id,
                names.get(op.author, "Unknown"),
                op.client_time,
                f"{op.kind} {op.path}",
                op.value if op.kind == "set" else None,
                op.digest().hex(),
            )
            for op in self._store.operations(audit_id)
        )

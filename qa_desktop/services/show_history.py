"""The history of a field or of a whole audit, told as people read it: who wrote what, when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from qa_desktop.domain.chain import ChainProof, walk
from qa_desktop.domain.exchange import Placed
from qa_desktop.domain.holding import REASON, written_on_hold
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import VALUE_KINDS, OperationKind, Value
from qa_desktop.domain.ports import LocalStore

SAYING = VALUE_KINDS | {OperationKind.GO_ON.value}
"""The kinds whose value is told: what was written, and with which versions of the tool."""


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
    """Of a field; of an order about the audit the code of its reason."""
    digest: str
    on_hold: bool = False
    """Whether it came to the server while the audit was on hold, or has yet to come to it while it is."""


class ShowLog:
    """Reads the whole log of an audit, private streams left out."""

    def __init__(self, store: LocalStore, places: Callable[[AuditId], tuple[Placed, ...]]) -> None:
        self._store = store
        self._places = places

    def verify(self, audit_id: AuditId) -> tuple[ChainProof, ...]:
        """Walk the hash chain of every stream of the audit, as far as the server has placed it."""
        by_stream = groupby(self._places(audit_id), key=lambda one: one.operation.stream)
        return tuple(walk(stream, tuple(placed)) for stream, placed in by_stream)

    def __call__(self, audit_id: AuditId) -> tuple[LogEntry, ...]:
        """Return every operation of the audit, in the order of the log."""
        names = {person.id: person.name for person in self._store.people()}
        log = self._store.operations(audit_id)
        late = written_on_hold(self._places(audit_id), log)
        return tuple(
            LogEntry(
                op.op_id,
                names.get(op.author, "Unknown"),
                op.client_time,
                f"{op.kind} {op.path}",
                op.value if op.kind in SAYING else op.facts.get(REASON),
                op.digest().hex(),
                op.op_id in late,
            )
            for op in log
        )

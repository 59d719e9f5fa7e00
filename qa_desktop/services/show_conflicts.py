"""Show the fields of an audit that several people wrote without knowing of each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from qa_desktop.domain.conflict import Conflict, conflicts
from qa_desktop.domain.field_words import field_title, value_words
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Operation, Value
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.tool import Tool
from qa_desktop.services.open_audit import OpenAudit

InServerOrder = Callable[[AuditId], tuple[Operation, ...]]


@dataclass(frozen=True, slots=True)
class Written:
    """What one person wrote into the field."""

    op_id: OperationId
    author: str
    is_mine: bool
    at: datetime
    value: Value
    words: str
    """The value as people read it."""


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that several people wrote without knowing of each other."""

    audit_id: AuditId
    audit_title: str
    stream: str
    path: str
    field: str
    """What people call it."""
    base: Written | None
    heads: tuple[Written, ...]
    is_text: bool
    both: str
    """Every text, one under the other; empty for choices."""


class ShowConflicts:
    """Reads conflicts from the log."""

    def __init__(self, store: LocalStore, in_server_order: InServerOrder, open_audit: OpenAudit) -> None:
        self._store = store
        self._in_server_order = in_server_order
        self._open = open_audit

    def __call__(self, audit_id: AuditId) -> tuple[FieldConflict, ...]:
        """Return what is to settle in an audit; raise NotFound."""
        found = conflicts(self._in_server_order(audit_id))
        if not found:
            return ()
        audit = self._open(audit_id)
        title = f"{audit.subject} · {audit.tool.title}" if audit.subject else audit.tool.title
        names = {person.id: person.name for person in self._store.people()}
        return tuple(self._told(one, title, audit.tool, names) for one in found)

    def _told(self, conflict: Conflict, title: str, tool: Tool, names: Mapping[PersonId, str]) -> FieldConflict:
        def written(operation: Operation) -> Written:
            return Written(
                op_id=operation.op_id,
                author=names.get(operation.author, "Unknown"),
                is_mine=operation.author == self._store.owner.id,
                at=operation.client_time,
                value=operation.value,
                words=value_words(tool, operation.path, operation.value),
            )

        return FieldConflict(
            audit_id=conflict.stream.audit,
            audit_title=title,
            stream=conflict.stream.name,
            path=conflict.path,
            field=field_title(tool, conflict.path),
            base=None if conflict.base is None else written(conflict.base),
            heads=tuple(written(head) for head in conflict.heads),
            is_text=conflict.is_text,
            both=conflict.both_texts if conflict.is_text else "",
        )

"""Show what somebody wrote who has no part in an audit any more, and say that it is to be taken in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.notice_ports import NoticeStore
from qa_desktop.errors import NotFound
from qa_desktop.services.open_audit import OpenAudit

NOT_HERE = "A draft of somebody else"


@dataclass(frozen=True, slots=True)
class LateWork:
    """The changes of one author in one audit that wait on the server."""

    audit_id: AuditId
    title: str
    author: str
    op_ids: tuple[OperationId, ...]
    since: datetime
    has_signature: bool
    wanted: bool
    """Whether all of it is taken in with the next sync already."""


class TakeIn:
    """Reads what waits; what is wanted is taken in by the next sync, and comes back by its feed."""

    def __init__(self, store: NoticeStore, open_audit: OpenAudit) -> None:
        self._store = store
        self._open = open_audit

    def waiting(self) -> tuple[LateWork, ...]:
        """Return what waits, by audit and author."""
        groups: dict[tuple[AuditId, str], list[int]] = {}
        lines = self._store.aside()
        for number, one in enumerate(lines):
            groups.setdefault((one.audit, one.name), []).append(number)
        return tuple(
            LateWork(
                audit_id=audit_id,
                title=self._title(audit_id),
                author=name,
                op_ids=tuple(lines[number].op_id for number in numbers),
                since=min(lines[number].at for number in numbers),
                has_signature=any(lines[number].kind == "sign" for number in numbers),
                wanted=all(lines[number].wanted for number in numbers),
            )
            for (audit_id, name), numbers in groups.items()
        )

    def __call__(self, op_ids: Collection[OperationId]) -> None:
        """Take these in with the next sync."""
        self._store.want(op_ids)

    def _title(self, audit_id: AuditId) -> str:
        try:
            audit = self._open(audit_id)
        except NotFound:
            return NOT_HERE
        return " · ".join(part for part in (audit.subject, audit.tool.title) if part)

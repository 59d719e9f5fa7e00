"""Show what somebody wrote who has no part in an audit any more; say that it is to be taken in, or left waiting."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.exchange import Aside
from qa_desktop.domain.field_words import field_title
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.notice_ports import NoticeStore, left_waiting
from qa_desktop.domain.operation import OperationKind
from qa_desktop.domain.ports import LocalStore
from qa_desktop.errors import NotFound
from qa_desktop.services.open_audit import OpenAudit

NOT_HERE = "A draft of somebody else"
NOT_FIELDS = {
    OperationKind.SIGN.value: "A signature",
    OperationKind.DOCUMENT.value: "A document",
    OperationKind.GO_ON.value: "Going on with a newer version of the tool",
}
UNNAMED = "A field of the audit"


@dataclass(frozen=True, slots=True)
class WaitingChange:
    """One change that waits: which field, and when it came to the server. Its words stay there until it is taken in."""

    field: str
    at: datetime


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
    left: bool = False
    """Whether the owner of this profile saw all of it and left it waiting."""
    changes: tuple[WaitingChange, ...] = ()


class TakeIn:
    """Reads what waits; what is wanted is taken in by the next sync, and comes back by its feed."""

    def __init__(self, notices: NoticeStore, store: LocalStore, open_audit: OpenAudit) -> None:
        self._notices = notices
        self._store = store
        self._open = open_audit

    def waiting(self, only: AuditId | None = None) -> tuple[LateWork, ...]:
        """Return what waits, by audit and author; of one audit alone where it is named."""
        groups: dict[tuple[AuditId, PersonId], list[Aside]] = {}
        for one in self._notices.aside():
            if only in (None, one.audit):
                groups.setdefault((one.audit, one.author), []).append(one)
        audits = {audit_id: self._audit(audit_id) for audit_id, _ in groups}
        return tuple(self._work(audits[audit_id], lines) for (audit_id, _), lines in groups.items())

    def __call__(self, op_ids: Collection[OperationId]) -> None:
        """Take these in with the next sync."""
        self._notices.want(op_ids)

    def leave(self, audit_id: AuditId, op_ids: Collection[OperationId]) -> None:
        """Remember that these were seen and left waiting: they stay on the server, and nobody is asked again."""
        left = self._left(audit_id).union(op_ids)
        self._store.set_setting(left_waiting(audit_id), " ".join(sorted(left)))

    def _work(self, audit: Audit | None, lines: list[Aside]) -> LateWork:
        first = lines[0]
        left = self._left(first.audit)
        return LateWork(
            audit_id=first.audit,
            title=NOT_HERE if audit is None else " · ".join(one for one in (audit.subject, audit.tool.title) if one),
            author=first.name,
            op_ids=tuple(one.op_id for one in lines),
            since=min(one.at for one in lines),
            has_signature=any(one.kind == OperationKind.SIGN.value for one in lines),
            wanted=all(one.wanted for one in lines),
            left=all(one.op_id in left for one in lines),
            changes=tuple(WaitingChange(_field(audit, one), one.at) for one in lines),
        )

    def _left(self, audit_id: AuditId) -> frozenset[str]:
        return frozenset(self._store.setting(left_waiting(audit_id)).split())

    def _audit(self, audit_id: AuditId) -> Audit | None:
        try:
            return self._open(audit_id)
        except NotFound:
            return None


def _field(audit: Audit | None, one: Aside) -> str:
    if one.kind in NOT_FIELDS:
        return NOT_FIELDS[one.kind]
    return UNNAMED if audit is None or not one.path else field_title(audit.tool, one.path)

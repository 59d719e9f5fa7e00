"""Open an audit to be looked at: of a case that one audits too, not before one’s own first grades are locked."""

from __future__ import annotations

from typing_extensions import override

from qa_desktop.domain import pairs
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.pairs import AuditPair
from qa_desktop.domain.tool import Tool
from qa_desktop.errors import NotAllowed
from qa_desktop.services.open_audit import OpenAudit

NOT_YET = "You audit this case too. Lock your own first grades, then you can open the other form."


class OpenUnseen(OpenAudit):
    """Opens as `OpenAudit` does. Who reads signed audits by their role is held back here too (PRACTICE P-20)."""

    def __init__(self, inner: OpenAudit, owner: PersonId) -> None:
        self._inner = inner
        self._owner = owner

    @override
    def __call__(self, audit_id: AuditId) -> Audit:
        audit = self._inner(audit_id)
        if pairs.seat_of(audit) is not None and audit.record.owner != self._owner:
            pair = self._inner.pair(audit.text(pairs.PAIR))
            own = (one for one in (pair.lead, pair.peer) if one is not None and one.record.owner == self._owner)
            if any(not (pairs.is_locked(one) or one.is_signed) for one in own):
                raise NotAllowed(NOT_YET)
        return audit

    @override
    def pair(self, name: str) -> AuditPair:
        return self._inner.pair(name)

    @override
    def pinned_tool(self, content_hash: str) -> Tool:
        return self._inner.pinned_tool(content_hash)

"""Open an audit with the very tool version that it was started with."""

from __future__ import annotations

from collections.abc import Callable

from qa_desktop.domain.audit import Audit, read_audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.tool import Tool


class OpenAudit:
    """Reads audits. Keeps the tool versions that it has read, since they never change."""

    def __init__(self, store: LocalStore, read_tool: Callable[[bytes], Tool]) -> None:
        self._store = store
        self._read_tool = read_tool
        self._tools: dict[str, Tool] = {}

    def __call__(self, audit_id: AuditId) -> Audit:
        """Return the audit; raise NotFound."""
        record = self._store.load(audit_id)
        return read_audit(record, self.pinned_tool(record.tool_hash))

    def pinned_tool(self, content_hash: str) -> Tool:
        """Return a tool version by the hash of its content; raise NotFound."""
        tool = self._tools.get(content_hash)
        if tool is None:
            tool = self._tools[content_hash] = self._read_tool(self._store.tool_definition(content_hash))
        return tool

"""Made-up tools as they are written, and audits of them with what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qa_desktop.domain.audit import Audit, read_audit
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.operation import Stream, Value
from qa_desktop.domain.record import AuditRecord, AuditState, FieldState
from qa_desktop.domain.tool import Tool
from qa_desktop.toolkit.checker import read_tool
from tests.sample_audits import MOMENT, OWNER


def tool_written(text: str, replaced: Iterable[tuple[str, str]]) -> Tool:
    """Return the tool with some of its words replaced; each of them has to be there."""
    for before, after in replaced:
        assert before in text
        text = text.replace(before, after)
    return read_tool(text.encode(), {})


def audit_of(tool: Tool, values: Mapping[str, Value]) -> Audit:
    """Return a draft that was begun with the tool, with these values by path."""
    audit_id = AuditId("audit-1")
    fields = {
        path: FieldState(path, value, OperationId(f"op-{number}"), OWNER, MOMENT, Stream(audit_id))
        for number, (path, value) in enumerate({"subject": "48-2207", "sitting/s/day": "2026-11-21", **values}.items())
    }
    record = AuditRecord(audit_id, tool.id, tool.version, tool.content_hash, AuditState.DRAFT, MOMENT, OWNER, fields)
    return read_audit(record, tool)

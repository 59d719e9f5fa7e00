"""Audits for tests: the shipped tools with made-up answers, read through the same code as real ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit, read_audit
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Stream, Value
from qa_desktop.domain.record import AuditRecord, AuditState, FieldState
from qa_desktop.domain.tool import Tool
from qa_desktop.settings import resources_dir
from qa_desktop.toolkit.library import ToolLibrary

MOMENT = datetime(2026, 11, 21, 14, 32, tzinfo=UTC)
OWNER = PersonId("auditor-1")


@cache
def _shipped() -> ToolLibrary:
    return ToolLibrary((resources_dir() / "tools",), (resources_dir() / "guidance",))


@cache
def shipped_tool(tool_id: str) -> Tool:
    return _shipped().get(tool_id)


@cache
def shipped_ids() -> tuple[str, ...]:
    return tuple(one.id for one in _shipped().summaries())


def audit_of(tool_id: str, values: Mapping[str, Value], state: AuditState = AuditState.DRAFT) -> Audit:
    tool = shipped_tool(tool_id)
    audit_id = AuditId("audit-1")
    fields = {
        path: FieldState(path, value, OperationId(f"op-{number}"), OWNER, MOMENT, Stream(audit_id))
        for number, (path, value) in enumerate(values.items())
    }
    record = AuditRecord(audit_id, tool.id, tool.version, tool.content_hash, state, MOMENT, OWNER, fields)
    return read_audit(record, tool)


STARTED: dict[str, Value] = {paths.SUBJECT: "48-2207", "sitting/s1/day": "2026-11-21"}

COMPLETE_BRA: dict[str, Value] = {
    **STARTED,
    paths.about("practitioner"): "A. Practitioner",
    paths.answer("bra-live.3"): "good",
    paths.answer("bra-live.3", "comment"): "The plan follows the assessment.",
    paths.seen("W-BRA.3.1"): True,
    "evidence/e1/item": "bra-live.3",
    "evidence/e1/text": "Goal 2 is in the child's own words.",
    "evidence/e1/kind": "childs_voice",
    "evidence/e1/source": "seen_on_record",
    "evidence/e1/where": "case note",
    "evidence/e1/on": "2026-08-12",
    paths.answer("bra-live.10"): "yes",
    paths.answer("bra-live.10", "comment"): "The mother wrote in September.",
    paths.OVERALL_GRADE: "requires_improvement",
    paths.OVERALL_REASON: "Safe, and recording lags behind.",
    "action/a1/what": "Chronology brought up to date to 1 November and read back in supervision",
    "action/a1/who": "Social worker",
    "action/a1/due": "2026-11-27",
    "action/a1/measure": "Seen on the file",
    "action/a1/immediate": True,
    "action/a2/what": "Danger statement rewritten with the parents in behaviour they recognise",
    "action/a2/who": "Social worker, parents",
    "action/a2/due": "2026-12-21",
    "action/a2/measure": "Parents can say it back",
}

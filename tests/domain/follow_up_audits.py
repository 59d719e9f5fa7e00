"""Signed audits with what became of them since, for the tests of following up and closing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit, read_audit
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Stream, Value
from qa_desktop.domain.record import AuditState, FieldState
from tests.sample_audits import STARTED, audit_of, shipped_tool

SIGNED_AT = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)
INADEQUATE: dict[str, Value] = {
    **STARTED,
    paths.OVERALL_GRADE: "inadequate",
    paths.OVERALL_REASON: "The child was not seen alone.",
}


def action(entry: str, due: str | None = "2026-12-21", **more: Value) -> dict[str, Value]:
    """The fields of an action of the plan."""
    told: dict[str, Value] = {"what": f"Do {entry}", "who": "P. Worker", "due": due, **more}
    return {paths.entry("action", entry, field): value for field, value in told.items()}


def later(entry: str, **said: Value) -> dict[str, Value]:
    """What was filled in for an action since."""
    return {paths.entry("followup", entry, field): value for field, value in said.items()}


def signed(tool_id: str, *values: Mapping[str, Value], name: str = "audit-1") -> Audit:
    """A signed audit of that name, with those fields."""
    return found(tool_id, *values, name=name, is_signed=True)


def found(tool_id: str, *values: Mapping[str, Value], name: str, is_signed: bool) -> Audit:
    """An audit of that name, with those fields."""
    told = {path: value for one in values for path, value in one.items()}
    told |= {paths.SIGNED: ("op:hash",)} if is_signed else {}
    made = audit_of(tool_id, {**STARTED, **told}, AuditState.SIGNED if is_signed else AuditState.DRAFT)
    return read_audit(replace(made.record, id=AuditId(name)), shipped_tool(tool_id))


def written_by(audit: Audit, author: str, values: Mapping[str, Value]) -> Audit:
    """The audit with more later entries, by that person."""
    fields = {
        path: FieldState(path, value, OperationId(f"late-{path}"), PersonId(author), SIGNED_AT, Stream(audit.id))
        for path, value in values.items()
    }
    return read_audit(replace(audit.record, fields={**audit.record.fields, **fields}), audit.original)

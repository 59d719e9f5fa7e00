"""A small tool that uses conditions of applying, computed values and a section asked once for each child."""

from __future__ import annotations

from collections.abc import Mapping

from qa_desktop.domain.audit import Audit, read_audit
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.operation import Stream, Value
from qa_desktop.domain.record import AuditRecord, AuditState, FieldState
from qa_desktop.domain.tool import Tool
from qa_desktop.toolkit.checker import read_tool
from tests.sample_audits import MOMENT, OWNER

TEXT = """
tool: t-format
version: "1"
title: Family visit check
authority: {code: T, name: Test Authority}
subject: case
purpose: To see how each child of the family is.
source: {document: D, section: S, status: printed}
guidance: [{id: ALL.1, text: The record is kind.}]
header:
  - {id: begun, label: Begun on, type: date}
  - {id: ended, label: Ended on, type: date, shown_when: {question: begun, answered: true}}
  - {id: took, label: It took, type: computed, computed: {formula: working_days_between, from: [begun, ended]}}
sections:
  - id: file
    title: The file
    questions:
      - {id: closed, label: Is the case closed?, type: yes_no}
      - id: why
        label: Was the end of the help planned?
        type: yes_no
        need: mandatory
        not_applicable_unless: {question: closed, is: "yes"}
        comment: {label: What shows it, need: mandatory}
        where_to_look: [The last review]
  - id: kids
    title: The children
    repeat: {of: child, least: 1, most: 3}
    guidance: [{id: K.1, text: Each child is seen.}]
    questions:
      - {id: born, label: Date of birth, type: date}
      - {id: age, label: Age, type: computed, computed: {formula: age, from: [born]}}
      - {id: seen, label: Was the child seen alone?, type: yes_no, need: mandatory, evidence: true}
      - {id: reason, label: Why not?, type: text, shown_when: {question: seen, is: "no"}}
      - {id: ticks, label: What was there, type: checklist, guidance: [{id: C.1, text: A drawing}]}
  - id: all
    title: The family
    questions:
      - {id: any, label: What would help?, type: text, shown_when: {question: seen, is: "no"}}
signatures: [{role: auditor, label: Auditor, statement: I did this., seals: true}]
"""


def format_tool(*replaced: tuple[str, str]) -> Tool:
    text = TEXT
    for before, after in replaced:
        assert before in text
        text = text.replace(before, after)
    return read_tool(text.encode(), {})


def format_audit(values: Mapping[str, Value], *replaced: tuple[str, str]) -> Audit:
    tool = format_tool(*replaced)
    audit_id = AuditId("audit-1")
    fields = {
        path: FieldState(path, value, OperationId(f"op-{number}"), OWNER, MOMENT, Stream(audit_id))
        for number, (path, value) in enumerate({"subject": "48-2207", "sitting/s/day": "2026-11-21", **values}.items())
    }
    record = AuditRecord(audit_id, tool.id, tool.version, tool.content_hash, AuditState.DRAFT, MOMENT, OWNER, fields)
    return read_audit(record, tool)

"""A made-up audit and a made-up record about it."""

from __future__ import annotations

from collections.abc import Mapping

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from tests.domain.written_tools import audit_of, tool_written

HEAD = """
version: "1"
authority: {code: T, name: Test Authority}
subject: case
purpose: To see what is done.
source: {document: D, section: S, status: printed}
"""
SCALE = """
scales:
  - id: grade
    title: Grade
    points:
      - {code: %s, label: Good, rank: 1}
      - {code: %s, label: Poor, rank: 2}
"""
SIGNED = """
signatures: [{role: auditor, label: Auditor, statement: I did this., seals: true}]
"""
AUDIT = (
    "tool: t-audit\ntitle: Visit audit"
    + HEAD
    + SCALE % ("g", "p")
    + """
sections:
  - id: visits
    title: Visits
    questions:
      - {id: v.1, label: How good are the visits?, type: scale, scale: grade}
      - {id: v.2, label: What was done?, type: text, comment: {label: By whom}}
overall: {id: v.J, label: Overall, scale: grade, question: Which grade?, reason_label: Why?, reason_compulsory: false}
"""
    + SIGNED
)
RECORD = (
    "tool: t-record\ntitle: Moderation"
    + HEAD
    + SCALE % ("good", "poor")
    + """
header:
  - {id: audited, label: The audit, type: audit, audits_of: [t-audit]}
  - {id: day, label: Date of the audit, type: date, taken_from: {link: audited, field: date}}
  - {id: by, label: Auditor, type: person, taken_from: {link: audited, field: auditor}}
  - {id: in_all, label: Overall grade, type: scale, scale: grade, taken_from: {link: audited, field: overall_grade}}
sections:
  - id: grades
    title: Grades
    questions:
      - {id: m.1, label: Visits, type: scale, scale: grade, taken_from: {link: audited, question: v.1}}
      - {id: m.2, label: Ours, type: scale, scale: grade}
      - {id: m.3, label: Where it differs, type: computed, computed: {formula: differences, from: [m.1, m.2]}}
      - id: m.4
        label: What is done now?
        type: text
        comment: {label: By whom}
        taken_from: {link: audited, question: v.2, as_start: true}
  - id: more
    title: More audits
    layout: table
    repeat: {of: audit, least: 0}
    questions:
      - {id: n.1, label: Audit, type: audit}
      - {id: n.2, label: Date, type: date, taken_from: {link: n.1, field: date}}
"""
    + SIGNED
)


def signed_audit(values: Mapping[str, Value]) -> Audit:
    """Return an audit as it is pointed to."""
    return audit_of(tool_written(AUDIT, ()), {"about/auditor": "Ada Auditor", **values})


def record_with(values: Mapping[str, Value], *replaced: tuple[str, str]) -> Audit:
    """Return a record about an audit."""
    return audit_of(tool_written(RECORD, replaced), values)

"""A small tool that uses conditions of applying, computed values and a section asked once for each child."""

from __future__ import annotations

from collections.abc import Mapping

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool import Tool
from tests.domain.written_tools import audit_of, tool_written

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

_TYPES = """look_back: {months: 12, text: A year., by_audit_type: {themed: 6, flash: 1}}
header:
  - id: audit_type
    label: Audit type
    type: choice
    choices: [{code: full, label: Full}, {code: themed, label: Themed}, {code: flash, label: Flash}]
"""
BY_TYPE = ("header:\n", _TYPES)
"""Gives the tool types of audit, each with a period of its own."""


def format_tool(*replaced: tuple[str, str]) -> Tool:
    return tool_written(TEXT, replaced)


def format_audit(values: Mapping[str, Value], *replaced: tuple[str, str]) -> Audit:
    return audit_of(format_tool(*replaced), values)

"""A small tool with results, several respondents, stages that wait for a reader, limits and a translation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool import Tool
from tests.domain.written_tools import audit_of, tool_written

TEXT = """
tool: t-judged
version: "1"
title: Visit review
authority: {code: T, name: Test Authority}
subject: case
purpose: To see with two pairs of eyes how visits help.
source: {document: D, section: S, status: printed}
words: {section: Part, section_plural: Parts}
scales:
  - id: mark
    title: Mark
    points:
      - {code: good, label: Good, rank: 1, value: 2, shape: circle, tone: good}
      - {code: fair, label: Fair, rank: 2, value: 1, shape: triangle, tone: requires_improvement}
      - {code: poor, label: Poor, rank: 3, value: 0, shape: square, tone: inadequate}
      - {code: support, label: Needs support}
stages:
  - {id: seen, title: Seen, done_by: [lead, peer]}
  - {id: talk, title: Talk, opens_after: seen, after_reading_by: [practitioner], done_by: [practitioner]}
sections:
  - id: views
    number: "1"
    title: Two views
    stage: seen
    weight: 0
    questions:
      - id: v.1
        number: "1.1"
        label: How did the visit go?
        type: scale
        scale: mark
        need: mandatory
        answered_by: [lead, peer]
        side_by_side: true
        evidence: true
        comment: {label: What did you see?, compulsory_for: [poor, not_applicable], word_limit: 5}
        not_applicable: true
      - id: v.2
        number: "1.2"
        label: What would help?
        type: text
        limits: {words: 4}
        answered_by: [lead, peer]
        side_by_side: true
        shown_when: {question: v.1, is: poor}
  - id: counted
    number: "2"
    title: The visits
    weight: 100
    roll_up:
      method: weighted
      rounding: none
      bands: [{code: weak, label: Weak, least: 0, most: 0.99}, {code: strong, label: Strong, least: 1, most: 2}]
    every_question: {type: scale, scale: mark, not_applicable: true}
    questions:
      - {id: c.1, label: Are visits on time?, weight: 50}
      - {id: c.2, label: Is the child seen alone?, weight: 30}
      - {id: c.3, label: Are visits written up?, weight: 20}
  - id: checks
    number: "3"
    title: Checks
    weight: 0
    roll_up: {method: percent_of_applicable}
    questions:
      - {id: k.1, label: Is the file dated?, type: yes_no, yes_is_concern: true}
      - {id: k.2, label: Is it signed?, type: yes_no, not_applicable: true}
      - {id: k.3, label: How full is it?, type: percent, limits: {least: 0, most: 100, step: 5}, help: As you see it.}
      - id: k.4
        label: Which apply?
        type: multiple_choice
        choices: [{code: a, label: A letter}, {code: b, label: A call}]
        comment: {label: Which letter?, compulsory_for: [a]}
      - {id: k.5, label: Marks, type: computed, computed: {formula: counts, from: [c.1, c.2, c.3]}}
  - id: talk
    number: "4"
    title: The talk
    stage: talk
    weight: 0
    questions:
      - {id: t.1, label: What does the worker say?, type: text, answered_by: [practitioner]}
overall:
  id: j
  label: Overall mark
  scale: mark
  question: Which mark do you agree on?
  reason_label: Why?
  reason_compulsory: false
  roll_up:
    method: weighted
    rounding: none
    bands:
      - {code: poor, label: Poor, least: 0, most: 0.66}
      - {code: fair, label: Fair, least: 0.67, most: 1.32}
      - {code: good, label: Good, least: 1.33, most: 100}
signatures: [{role: auditor, label: Auditor, statement: I did this., seals: true}]
translations:
  cy:
    title: Adolygiad ymweliad
    words/section: Rhan
    words/yes: Ie
    labels/not_answered: Heb ei ateb
    labels/signatures: Llofnodion
    labels/follow_up: i'w ddilyn
    labels/result: Canlyniad
    labels/does_not_apply: Ddim yn berthnasol
    labels/optional: dewisol
    sections/counted/title: Yr ymweliadau
    sections/counted/bands/strong: Cryf
    questions/c.1/label: A yw ymweliadau ar amser?
    scales/mark/good/label: Da
    overall/label: Marc cyffredinol
  pl: {title: Przegląd wizyty}
"""


@cache
def judged_tool(*replaced: tuple[str, str]) -> Tool:
    return tool_written(TEXT, replaced)


def judged_audit(values: Mapping[str, Value], *replaced: tuple[str, str]) -> Audit:
    return audit_of(judged_tool(*replaced), values)

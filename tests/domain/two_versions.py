"""Three versions of a small tool: the second asks some of it otherwise, the third asks again what it left out."""

from __future__ import annotations

from qa_desktop.domain import paths
from qa_desktop.domain.operation import Value

FIRST = """
tool: t-steps
version: "1.0"
title: Steps check
authority: {code: ZZ, name: Test Authority}
purpose: To see what was done.
subject: case
source: {document: Our own tool, section: All of it, status: printed}
scales:
  - id: mark
    title: Mark
    points:
      - {code: good, label: Good, rank: 1, shape: circle, tone: good}
      - {code: fair, label: Fair, rank: 2, shape: triangle, tone: requires_improvement}
      - {code: poor, label: Poor, rank: 3, shape: square, tone: inadequate}
sections:
  - id: work
    title: The work
    questions:
      - {id: plan, label: Is the plan clear?, type: scale, scale: mark, evidence: true, comment: {label: Why?}}
      - {id: visits, label: How were visits?, type: scale, scale: mark}
      - {id: gone, label: Is the form filled in?, type: yes_no, comment: {label: Note}}
      - {id: told, label: Who was told?, type: choice, choices: [{code: m, label: Manager}, {code: n, label: Nobody}]}
      - {id: words, label: What stands out?, type: text, need: mandatory}
signatures:
  - {role: auditor, label: Auditor, statement: I looked., seals: true}
  - {role: practitioner, label: Practitioner, statement: I took part., optional: true}
"""

SECOND = (
    FIRST.replace('version: "1.0"', 'version: "2.0"')
    .replace("      - {id: gone, label: Is the form filled in?, type: yes_no, comment: {label: Note}}\n", "")
    .replace("label: Is the plan clear?", "label: Is the plan clear to the family?")
    .replace("label: How were visits?, type: scale, scale: mark", "label: How were visits?, type: scale, scale: pair")
    .replace(
        "type: choice, choices: [{code: m, label: Manager}, {code: n, label: Nobody}]", "type: text, need: mandatory"
    )
    .replace(
        "sections:\n",
        """  - id: pair
    title: Pair
    points:
      - {code: good, label: Good, rank: 1, shape: circle, tone: good}
      - {code: weak, label: Weak, rank: 2, shape: square, tone: inadequate}
sections:
""",
    )
    .replace("signatures:\n", "      - {id: voice, label: What did the child say?, type: text}\nsignatures:\n")
)

THIRD = SECOND.replace('version: "2.0"', 'version: "3.0"').replace(
    "      - {id: words,", "      - {id: gone, label: Is the form filled in?, type: yes_no}\n      - {id: words,"
)

ANSWERED: dict[str, Value] = {
    paths.answer("plan"): "fair",
    paths.answer("plan", "comment"): "Goal 2 has no date.",
    "evidence/e1/item": "plan",
    "evidence/e1/text": "Plan of 3 May.",
    "evidence/e1/kind": "fact",
    "evidence/e1/source": "seen_on_record",
    paths.answer("visits"): "poor",
    paths.answer("gone"): "no",
    paths.answer("gone", "comment"): "The form is empty.",
    paths.answer("told"): "m",
    paths.answer("words"): "The boy was seen alone.",
}
"""Answers to the first version: with the second one falls away, one is no grade any more, one becomes free text."""

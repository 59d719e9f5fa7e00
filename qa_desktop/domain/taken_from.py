"""What a question takes over from the audit that a record points to."""

from __future__ import annotations

from dataclasses import dataclass

LINKED_FIELDS = (
    "subject",
    "date",
    "auditor",
    "practitioner",
    "team",
    "service",
    "overall_grade",
    "overall_reason",
    "strengths",
    "development",
)
"""What every audit has, whatever its tool asks; `date` is the day of its last meeting."""


@dataclass(frozen=True, slots=True)
class TakenFrom:
    """Where an answer comes from: a field that every audit has, or a question of the other audit's tool."""

    link: str
    """The question in which the other audit is chosen."""
    field: str = ""
    question: str = ""
    as_start: bool = False
    """Whether it only begins with that and is changed as people like; otherwise it stays as it was taken over."""

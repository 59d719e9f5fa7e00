"""Gathers what plans the year's audits, so that the desk has one place for it."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.services.answer_allocations import AnswerAllocations


@dataclass(frozen=True, slots=True)
class Planning:
    """The services that plan the year's audits, and that follow what becomes of the plan."""

    answers: AnswerAllocations
    """What people say to what was allocated to them."""

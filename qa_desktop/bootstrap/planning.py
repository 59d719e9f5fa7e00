"""Wires what plans the year's audits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa_desktop.clock import Clock
    from qa_desktop.models.store import SqlStore
    from qa_desktop.services.planning import Planning


def planning_for(store: SqlStore, clock: Clock) -> Planning:
    """Return what plans audits for the owner of a store."""
    from qa_desktop.services.answer_allocations import AnswerAllocations, AnswerReads
    from qa_desktop.services.planning import Planning

    reads = AnswerReads(store.allocations, store.answers, store.directory)
    return Planning(answers=AnswerAllocations(store, reads, clock))

"""Reads what was allocated and answered, from the log itself: there is little of it."""

from __future__ import annotations

from collections.abc import Iterator

from qa_desktop.domain.allocation import Allocation, allocations
from qa_desktop.domain.allocation_answer import Answer, answers
from qa_desktop.domain.operation import Operation
from qa_desktop.models.rows import OPERATION_COLUMNS, data, operation_from, value_from
from qa_desktop.models.statement import Ask

_ALL = (
    f"SELECT {OPERATION_COLUMNS} FROM operation "  # noqa: S608 - constants of ours
    "WHERE audit >= 'allocations:' AND audit < 'allocations;' AND stream = ? ORDER BY pos"
)
_STARTED = "SELECT value FROM field WHERE path = 'about/allocation'"


def read(run: Ask) -> tuple[Allocation, ...]:
    """Return the allocations that no audit here was started for."""
    found = allocations(_operations(run, "allocations"))
    if not found:
        return ()
    started = {value_from(data(row[0])) for row in run(_STARTED)}
    return tuple(one for one in found if one.id not in started)


def read_all(run: Ask) -> tuple[Allocation, ...]:
    """Return every allocation, those for which an audit was started among them."""
    return allocations(_operations(run, "allocations"))


def read_answers(run: Ask) -> dict[str, Answer]:
    """Return what people said to their allocations, by allocation."""
    return answers(_operations(run, "answers"))


def answer_operations(run: Ask) -> tuple[Operation, ...]:
    """Return everything that people ever said to their allocations, in the order of the log."""
    return tuple(_operations(run, "answers"))


def _operations(run: Ask, stream: str) -> Iterator[Operation]:
    return (operation_from(row) for row in run(_ALL, (stream,)))

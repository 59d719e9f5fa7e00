"""Reads what was allocated and answered, from the log itself: there is little of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from qa_desktop.domain.allocation import Allocation, allocations
from qa_desktop.domain.allocation_answer import Answer, answers
from qa_desktop.domain.operation import Operation
from qa_desktop.models.rows import OPERATION_COLUMNS, moment_text, operation_from
from qa_desktop.models.statement import Ask

_ALL = (
    f"SELECT {OPERATION_COLUMNS} FROM operation "  # noqa: S608 - constants of ours
    "WHERE audit >= 'allocations:' AND audit < 'allocations;' AND stream = ?"
)
_OF_ONE = f"SELECT {OPERATION_COLUMNS} FROM operation WHERE audit = 'allocations:' || ? AND stream = ?"  # noqa: S608 - as above
# Those for which an audit was begun are by far the most after some years, and reading each costs.
_NOT_BEGUN = (
    " AND NOT EXISTS (SELECT 1 FROM field WHERE field.path = 'about/allocation' "
    """AND field.value = CAST('"' || substr(operation.path, instr(operation.path, '/') + 1) || '"' AS BLOB))"""
)
_ABOUT = (
    " AND path IN (SELECT path FROM operation WHERE audit >= 'allocations:' AND audit < 'allocations;' "
    "AND stream = 'allocations' AND client_time >= ? AND client_time < ?)"
)
_IN_ORDER = " ORDER BY pos"
DAY = timedelta(days=1)
MOST_DAYS = 31
"""Of the longest month."""


def read(run: Ask, person: str = "") -> tuple[Allocation, ...]:
    """Return the allocations that no audit here was started for, of one person or of everybody."""
    return allocations(_operations(run, "allocations", person, _NOT_BEGUN))


def read_all(run: Ask) -> tuple[Allocation, ...]:
    """Return every allocation, those for which an audit was started among them."""
    return allocations(_operations(run, "allocations"))


def read_about(run: Ask, day: date) -> tuple[Allocation, ...]:
    """Return what was written of in the month of a day, or a day before or after it, with all that was written of it.

    Moments are kept in UTC, and a month is one of London's.
    """
    first = datetime.combine(day.replace(day=1), time(), UTC)
    span = (moment_text(first - DAY), moment_text(first + timedelta(days=MOST_DAYS) + DAY))
    return allocations(operation_from(row) for row in run(_ALL + _ABOUT + _IN_ORDER, ("allocations", *span)))


def read_answers(run: Ask, person: str = "") -> dict[str, Answer]:
    """Return what people said to the allocations that no audit here was started for, by allocation."""
    return answers(_operations(run, "answers", person, _NOT_BEGUN))


def answer_operations(run: Ask) -> tuple[Operation, ...]:
    """Return everything that people ever said to their allocations, in the order of the log."""
    return tuple(_operations(run, "answers"))


def _operations(run: Ask, stream: str, person: str = "", only: str = "") -> Iterator[Operation]:
    chosen, cells = (_OF_ONE, (person, stream)) if person else (_ALL, (stream,))
    return (operation_from(row) for row in run(chosen + only + _IN_ORDER, cells))

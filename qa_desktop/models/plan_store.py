"""Reads what plans the year's audits: allocations with their answers, the programme, and who has signed what."""

from __future__ import annotations

from datetime import date, datetime

from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.allocation_answer import Answer
from qa_desktop.domain.done_audit import DoneAudit
from qa_desktop.domain.operation import Operation, Stream
from qa_desktop.models import allocation_rows, done_rows, reading
from qa_desktop.models.statement import Transactions


class SqlPlanStore:
    """Nothing of it is kept twice: all is read from the log and from what is worked out of it."""

    def __init__(self, read: Transactions) -> None:
        self._read = read

    def every_allocation(self) -> tuple[Allocation, ...]:
        """Return what is allocated, to anybody that this laptop knows of, begun or not."""
        with self._read() as run:
            return allocation_rows.read_all(run)

    def allocated_about(self, day: date) -> tuple[Allocation, ...]:
        """Return what was allocated in the month of a day, a day before or after it included."""
        with self._read() as run:
            return allocation_rows.read_about(run, day)

    def answers(self) -> dict[str, Answer]:
        """Return what people said to their allocations, by allocation."""
        with self._read() as run:
            return allocation_rows.read_answers(run)

    def answered(self) -> tuple[Operation, ...]:
        """Return everything that people ever said to their allocations."""
        with self._read() as run:
            return allocation_rows.answer_operations(run)

    def signed_since(self, day: date) -> tuple[DoneAudit, ...]:
        """Return the audits that were signed on a day or later, by whom and when they were last talked over."""
        with self._read() as run:
            return done_rows.signed_since(run, day)

    def first_entry(self) -> datetime | None:
        """Return when the first audit was begun, or something was first said to everybody; None where nothing was."""
        with self._read() as run:
            return done_rows.first_entry(run)

    def in_stream(self, stream: Stream) -> tuple[Operation, ...]:
        """Return the operations of one stream, in the order of the log."""
        with self._read() as run:
            return reading.in_stream(run, stream)

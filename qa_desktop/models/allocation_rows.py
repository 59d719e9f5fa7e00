"""Reads what was allocated, from the log itself: there is little of it, and nothing else to keep in step."""

from __future__ import annotations

from qa_desktop.domain.allocation import Allocation, allocations
from qa_desktop.models.rows import OPERATION_COLUMNS, data, operation_from, value_from
from qa_desktop.models.statement import Ask

_ALL = (
    f"SELECT {OPERATION_COLUMNS} FROM operation "  # noqa: S608 - constants of ours
    "WHERE audit >= 'allocations:' AND audit < 'allocations;' ORDER BY pos"
)
_STARTED = "SELECT value FROM field WHERE path = 'about/allocation'"


def read(run: Ask) -> tuple[Allocation, ...]:
    """Return the allocations that no audit here was started for."""
    found = allocations(operation_from(row) for row in run(_ALL))
    if not found:
        return ()
    started = {value_from(data(row[0])) for row in run(_STARTED)}
    return tuple(one for one in found if one.id not in started)

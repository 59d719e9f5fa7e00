"""Reads from the log which audits are on hold; what is shown of an audit follows from it."""

from __future__ import annotations

from collections.abc import Iterable

from qa_desktop.domain.holding import Hold, holds_in_force
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Operation, OperationKind
from qa_desktop.models.rows import OPERATION_COLUMNS, operation_from
from qa_desktop.models.statement import Run
from qa_desktop.models.who_orders import JUDGED, may_order

HOLDING = frozenset({OperationKind.HOLD.value, OperationKind.RELEASE.value})
_COLUMNS = ", ".join(f"operation.{column.strip()}" for column in OPERATION_COLUMNS.split(","))
# A hold counts from the moment when it is placed here; a release as two do who order that something be deleted.
_ORDERS = (
    f"SELECT {_COLUMNS} FROM operation LEFT JOIN received r ON r.op_id = operation.op_id "  # noqa: S608 - constants of ours
    "WHERE operation.stream = 'retention' AND operation.path = '' "
    "AND NOT EXISTS (SELECT 1 FROM refused WHERE refused.pos = operation.pos) "
    f"AND (operation.kind = 'hold' OR operation.kind = 'release' AND {JUDGED}) "
)
_OF_AUDIT = f"{_ORDERS} AND operation.audit = ? ORDER BY r.rev IS NULL, r.rev, operation.pos"
_ALL = f"{_ORDERS} ORDER BY operation.audit, r.rev IS NULL, r.rev, operation.pos"


def is_held(run: Run, audit_id: AuditId) -> bool:
    """Tell whether the audit is on hold."""
    return bool(_counted(run, (operation_from(row) for row in run(_OF_AUDIT, (audit_id,)))))


def in_force(run: Run) -> tuple[Hold, ...]:
    """Return every hold that stands, audit by audit, in the order of the server."""
    return _counted(run, (operation_from(row) for row in run(_ALL)))


def _counted(run: Run, orders: Iterable[Operation]) -> tuple[Hold, ...]:
    return holds_in_force(one for one in orders if may_order(run, one.author))

"""Reads from the log which audits are on hold; what is shown of an audit follows from it."""

from __future__ import annotations

from collections.abc import Iterable

from qa_desktop.domain.holding import Hold, holds_in_force
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Operation, OperationKind
from qa_desktop.models.rows import OPERATION_COLUMNS, operation_from
from qa_desktop.models.statement import Run
from qa_desktop.models.who_orders import may_order

HOLDING = frozenset({OperationKind.HOLD.value, OperationKind.RELEASE.value})
_O_COLUMNS = ", ".join(f"o.{column.strip()}" for column in OPERATION_COLUMNS.split(","))
# A hold counts from the moment when it is placed here, a release once the server has it: two are needed, and it judges.
_ORDERS = (
    f"SELECT {_O_COLUMNS} FROM operation o LEFT JOIN received r ON r.op_id = o.op_id "  # noqa: S608 - constants of ours
    "WHERE o.stream = 'retention' AND o.path = '' AND NOT EXISTS (SELECT 1 FROM refused f WHERE f.pos = o.pos) "
    "AND (o.kind = 'hold' OR o.kind = 'release' AND NOT EXISTS (SELECT 1 FROM outbox w WHERE w.pos = o.pos)) "
)
_BY_PLACE = "ORDER BY r.rev IS NULL, r.rev, o.pos"


def is_held(run: Run, audit_id: AuditId) -> bool:
    """Tell whether the audit is on hold."""
    return bool(
        _counted(run, (operation_from(row) for row in run(f"{_ORDERS} AND o.audit = ? {_BY_PLACE}", (audit_id,))))
    )


def in_force(run: Run) -> tuple[Hold, ...]:
    """Return every hold that stands, audit by audit, in the order of the server."""
    return _counted(
        run, (operation_from(row) for row in run(f"{_ORDERS} ORDER BY o.audit, r.rev IS NULL, r.rev, o.pos"))
    )


def _counted(run: Run, orders: Iterable[Operation]) -> tuple[Hold, ...]:
    return holds_in_force(one for one in orders if may_order(run, one.author))

"""Keeps who has what part in an audit, as its log says in the order of the server."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.operation import Operation, OperationKind
from qa_desktop.domain.parts import HANDED_OVER, READS_ONLY, Part, Relation, owners_ever, parts
from qa_desktop.models import work_rows
from qa_desktop.models.rows import OPERATION_COLUMNS, Cell, moment, moment_text, operation_from, text
from qa_desktop.models.statement import Run, the_one

_O_COLUMNS = ", ".join(f"o.{column.strip()}" for column in OPERATION_COLUMNS.split(","))
_GIVING = (
    f"SELECT {_O_COLUMNS} FROM operation o LEFT JOIN received r ON r.op_id = o.op_id "  # noqa: S608 - constants of ours
    "WHERE o.audit = ? AND o.kind IN ('create', 'grant', 'withdraw') ORDER BY r.rev IS NULL, r.rev, o.pos"
)
CHANGING = frozenset({OperationKind.GRANT.value, OperationKind.WITHDRAW.value})
_PARTS = "SELECT person, relation, given_by, at FROM part WHERE audit = ? ORDER BY relation, person"
_CLEAR = "DELETE FROM part WHERE audit = ?"
_ADD = "INSERT INTO part (audit, person, relation, given_by, at) VALUES (?, ?, ?, ?, ?)"
_IS_OWNER = "SELECT 1 FROM part WHERE audit = ? AND person = ? AND relation = 'owner'"
_READ_ONLY = "UPDATE audit SET read_only_reason = ? WHERE id = ? AND read_only_reason = ''"


def project(run: Run, audit_id: AuditId, operations: Sequence[Operation] | None = None) -> None:
    """Work out anew who has what part in an audit; its operations need not be read again where they are given."""
    told = operations is not None and not any(one.kind in CHANGING for one in operations)
    rows = _rows(operations or ()) if told else expected(run, audit_id)
    run(_CLEAR, (audit_id,))
    for row in rows:
        run(_ADD, (audit_id, *row))
    if not told:
        work_rows.place(run, audit_id)


def expected(run: Run, audit_id: AuditId) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows that the log amounts to; none while the audit's beginning has not arrived."""
    giving = [operation_from(row) for row in run(_GIVING, (audit_id,))]
    if not any(one.kind == OperationKind.CREATE.value for one in giving):
        return ()
    return _rows(giving)


def _rows(giving: Iterable[Operation]) -> tuple[tuple[Cell, ...], ...]:
    return tuple((one.person, one.relation.value, one.given_by, moment_text(one.at)) for one in parts(giving))


def differ(run: Run, audit_id: AuditId) -> bool:
    """Tell whether the rows are not what the log amounts to."""
    return {tuple(row) for row in run(_PARTS, (audit_id,))} != set(expected(run, audit_id))


def of_audit(run: Run, audit_id: AuditId) -> tuple[Part, ...]:
    """Return who has what part in an audit."""
    return tuple(
        Part(PersonId(text(row[0])), Relation(text(row[1])), PersonId(text(row[2])), moment(row[3]))
        for row in run(_PARTS, (audit_id,))
    )


def is_owner(run: Run, audit_id: AuditId, person: PersonId) -> bool:
    """Tell whether the audit is this person's."""
    return run(_IS_OWNER, (audit_id, person)).fetchone() is not None


def read_only_reason(run: Run, audit_id: AuditId) -> str:
    """Return why the draft is not for this profile's owner to write any more; empty where it is.

    Before the server calls it back, so that nothing more is written into an audit that was given out of hand.
    """
    (owner,) = the_one(run("SELECT owner FROM device"))
    held = of_audit(run, audit_id)
    own = {one.relation for one in held if one.person == owner}
    if own == {Relation.READER}:
        return READS_ONLY
    if not held or own:
        return ""
    giving = (operation_from(row) for row in run(_GIVING, (audit_id,)))
    return HANDED_OVER if owner in owners_ever(giving) else ""


def close_if_handed_over(run: Run, audit_id: AuditId) -> None:
    """Let a draft that was just given out of hand only be read."""
    run(_READ_ONLY, (read_only_reason(run, audit_id), audit_id))

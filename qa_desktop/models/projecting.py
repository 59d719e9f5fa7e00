"""Writes what an audit's log amounts to into the tables that are read."""

from __future__ import annotations

from collections.abc import Sequence

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.paths import SUBJECT
from qa_desktop.domain.projection import Projection, by_path, project
from qa_desktop.domain.record import HELD, AuditState
from qa_desktop.models import figure_rows, hold_rows, part_rows, reading, summary_rows
from qa_desktop.models.rows import FIELD_COLUMNS, Cell, field_row, moment_text, shown, text
from qa_desktop.models.statement import Run
from qa_desktop.models.statements import SET_FIELD

_FIELDS = f"SELECT {FIELD_COLUMNS} FROM field WHERE audit = ?"  # noqa: S608 - constants of ours
_CLEAR_FIELD = "DELETE FROM field WHERE audit = ? AND stream = ? AND path = ?"
PLACE_COLUMNS = 3
"""How many of FIELD_COLUMNS name the field: audit, stream, path."""
_SETTLE = (
    "UPDATE audit SET tool_id = ?, tool_version = ?, tool_hash = ?, state = ?, created_at = ?, created_by = ?, "
    "signed_at = ?, read_only_reason = ?, subject = CASE subject WHEN '' THEN ? ELSE subject END WHERE id = ?"
)
_CHANGED = "UPDATE audit SET changed_at = max(changed_at, ?) WHERE id = ?"


def reproject(run: Run, audit_id: AuditId) -> None:
    """Work the audit out anew from its whole log."""
    show(run, audit_id, reading.operations(run, audit_id, with_private=True))


def show(run: Run, audit_id: AuditId, operations: Sequence[Operation]) -> None:
    """Write what the audit's whole log amounts to. Nothing is shown while its beginning has not arrived."""
    projection = project(operations)
    if projection is None:
        return
    if run("SELECT 1 FROM audit WHERE id = ?", (audit_id,)).fetchone() is None:
        summary_rows.begin(run, projection.created)
    part_rows.project(run, audit_id, operations)
    held = _is_held(run, audit_id, operations)
    run(_SETTLE, (*header_of(run, projection, held=held), _subject(projection), audit_id))
    if projection.state is AuditState.DRAFT:
        figure_rows.forget(run, audit_id)
    _set_fields(run, audit_id, {field_row(state) for state in projection.fields.values()})
    latest = max(operation.client_time for operation in operations)
    run(_CHANGED, (moment_text(latest), audit_id))


def _set_fields(run: Run, audit_id: AuditId, wanted: set[tuple[Cell, ...]]) -> None:
    """Replace the audit's fields, where they are others than before."""
    there = set(run(_FIELDS, (audit_id,)))
    run.many(_CLEAR_FIELD, [row[:PLACE_COLUMNS] for row in there - wanted])
    run.many(SET_FIELD, sorted(wanted - there, key=lambda row: row[:PLACE_COLUMNS]))


def header_of(run: Run, projection: Projection, *, held: bool) -> tuple[str | None, ...]:
    """Return what the audit's row holds of its log, as stored."""
    audit_id = projection.created.stream.audit
    is_draft = projection.state is AuditState.DRAFT
    facts = projection.pinned.facts
    reason = HELD if held else projection.read_only_reason
    return (
        *(shown(str(facts.get(name, ""))) for name in ("tool_id", "tool_version", "tool_hash")),
        projection.state.value,
        moment_text(projection.created.client_time),
        projection.created.author,
        None if projection.signed_at is None else moment_text(projection.signed_at),
        reason or (part_rows.read_only_reason(run, audit_id) if is_draft else ""),
    )


def differs(run: Run, audit_id: AuditId) -> bool:
    """Tell whether what is shown of an audit is not what its log amounts to."""
    operations = reading.operations(run, audit_id, with_private=True)
    projection = project(operations)
    header = run(
        "SELECT tool_id, tool_version, tool_hash, state, created_at, created_by, signed_at, read_only_reason "
        "FROM audit WHERE id = ?",
        (audit_id,),
    ).fetchone()
    fields = {tuple(row) for row in run(_FIELDS, (audit_id,))}
    if projection is None or header is None:
        return not (projection is None and header is None and not fields)
    expected = {field_row(state) for state in projection.fields.values()}
    held = _is_held(run, audit_id, operations)
    wrong_parts = part_rows.differ(run, audit_id)
    return wrong_parts or tuple(header) != header_of(run, projection, held=held) or fields != expected


def rebuild_projections(run: Run) -> int:
    """Work out every audit whose rows differ from its log; return how many there were."""
    wrong = [audit_id for audit_id in audits_in_log(run) if differs(run, audit_id)]
    for audit_id in wrong:
        reproject(run, audit_id)
    return len(wrong)


def audits_in_log(run: Run) -> tuple[AuditId, ...]:
    """Return every audit that has operations."""
    return tuple(AuditId(text(row[0])) for row in run("SELECT DISTINCT audit FROM operation"))


def _is_held(run: Run, audit_id: AuditId, operations: Sequence[Operation]) -> bool:
    """Ask the log only where anything in it speaks of a hold: most audits never see one."""
    return any(one.kind in hold_rows.HOLDING for one in operations) and hold_rows.is_held(run, audit_id)


def _subject(projection: Projection) -> str:
    """Return the subject for lists until the services, which know the tool, say more."""
    state = by_path(projection.fields).get(SUBJECT)
    return shown(state.value) if state is not None and isinstance(state.value, str) else ""

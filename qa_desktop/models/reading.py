"""Reads audits, operations and lists from the store."""

from __future__ import annotations

from qa_desktop.domain.ids import AuditId, PersonId, ToolId
from qa_desktop.domain.operation import Operation, Stream
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.domain.projection import by_path
from qa_desktop.domain.record import AuditRecord, AuditState, AuditSummary, Person
from qa_desktop.domain.worker_concern import RESTRICTED
from qa_desktop.errors import NotFound
from qa_desktop.models.rows import (
    FIELD_COLUMNS,
    OPERATION_COLUMNS,
    PERSON_COLUMNS,
    SUMMARY_COLUMNS,
    Cell,
    data,
    field_from,
    moment,
    moment_text,
    number,
    operation_from,
    person_from,
    shown,
    summary_from,
    text,
)
from qa_desktop.models.statement import Run

_AUDIT = (
    "SELECT tool_id, tool_version, tool_hash, state, created_at, created_by, read_only_reason, "
    "(SELECT count FROM conflicted WHERE audit = audit.id), "
    "(SELECT person FROM part WHERE audit = audit.id AND relation = 'owner') FROM audit WHERE id = ?"
)
_FIELDS = f"SELECT {FIELD_COLUMNS} FROM field WHERE audit = ?"  # noqa: S608 - constants of ours
_OPERATIONS = f"SELECT {OPERATION_COLUMNS} FROM operation WHERE audit = ?"  # noqa: S608 - as above
_RESTRICTED = f"SELECT {OPERATION_COLUMNS} FROM operation WHERE stream = ? ORDER BY pos"  # noqa: S608 - as above
_PEOPLE = f"SELECT {PERSON_COLUMNS} FROM person ORDER BY id <> (SELECT owner FROM device), name, id"  # noqa: S608 - as above
_NOT_PRIVATE = " AND stream NOT LIKE 'private:%'"


def audit(run: Run, audit_id: AuditId) -> AuditRecord:
    """Return an audit with its fields; raise NotFound."""
    row = run(_AUDIT, (audit_id,)).fetchone()
    if row is None:
        raise NotFound(f"There is no audit {audit_id} in this profile.")
    states = [state for one in run(_FIELDS, (audit_id,)) if (state := field_from(one)).stream.name != RESTRICTED]
    return AuditRecord(
        id=audit_id,
        tool_id=ToolId(text(row[0])),
        tool_version=text(row[1]),
        tool_hash=text(row[2]),
        state=AuditState(text(row[3])),
        created_at=moment(row[4]),
        created_by=PersonId(text(row[5])),
        fields=by_path({(state.stream, state.path): state for state in states}),
        read_only_reason=text(row[6]),
        to_settle=number(row[7] or 0),
        owner=PersonId(text(row[8] or row[5])),
    )


def operations(run: Run, audit_id: AuditId, *, with_private: bool) -> tuple[Operation, ...]:
    """Return an audit's operations in log order."""
    statement = _OPERATIONS + ("" if with_private else _NOT_PRIVATE) + " ORDER BY pos"
    return tuple(operation_from(row) for row in run(statement, (audit_id,)))


def in_stream(run: Run, stream: Stream) -> tuple[Operation, ...]:
    """Return the operations of one stream in log order."""
    rows = run(f"{_OPERATIONS} AND stream = ? ORDER BY pos", (stream.audit, stream.name))
    return tuple(operation_from(row) for row in rows)


def told_operations(run: Run, audit_id: AuditId, *, with_private: bool) -> tuple[Operation, ...]:
    """Return an audit's operations in log order, without what is apart from it unless private ones are wanted too."""
    found = operations(run, audit_id, with_private=with_private)
    return found if with_private else tuple(one for one in found if one.stream.name != RESTRICTED)


def restricted(run: Run) -> tuple[Operation, ...]:
    """Return the operations of every restricted stream, in log order."""
    return tuple(operation_from(row) for row in run(_RESTRICTED, (RESTRICTED,)))


def history(run: Run, audit_id: AuditId, path: str) -> tuple[Operation, ...]:
    """Return the operations of one field, oldest first."""
    rows = run(f"{_OPERATIONS} AND path = ? ORDER BY pos", (audit_id, path))
    return tuple(operation_from(row) for row in rows)


def people(run: Run) -> tuple[Person, ...]:
    """Return the owner first, then every author known here by name."""
    return tuple(person_from(row) for row in run(_PEOPLE))


def summaries(run: Run, wanted: SummaryFilter) -> tuple[AuditSummary, ...]:
    """Return a page of audits, most recently changed first."""
    states = tuple(AuditState) if wanted.state is None else (wanted.state,)
    found = [summary for state in states for summary in _summaries_in(run, state, wanted)]
    found.sort(key=lambda summary: (summary.changed_at, summary.id), reverse=True)
    return tuple(found[: wanted.limit])


def _summaries_in(run: Run, state: AuditState, wanted: SummaryFilter) -> list[AuditSummary]:
    """Read a page of one state: one index serves every list, so that a save keeps one and not two."""
    conditions, values = ["state = ?"], list[Cell]([state.value])
    if wanted.tool_id:
        conditions.append("tool_id = ?")
        values.append(wanted.tool_id)
    for word in wanted.text.casefold().split():
        conditions.append("instr(search, ?) > 0")
        values.append(shown(word))
    if wanted.after is not None:
        conditions.append("(changed_at, id) < (?, ?)")
        values += [moment_text(wanted.after.changed_at), wanted.after.id]
    statement = (
        f"SELECT {SUMMARY_COLUMNS} FROM audit WHERE {' AND '.join(conditions)} "  # noqa: S608 - constants of ours
        "ORDER BY changed_at DESC, id DESC LIMIT ?"
    )
    return [summary_from(row) for row in run(statement, (*values, wanted.limit))]


def tool_definition(run: Run, content_hash: str) -> bytes:
    """Return the canonical bytes of a pinned tool version; raise NotFound."""
    statement = "SELECT canonical FROM tool_definition WHERE hash = ?"
    row = run(statement, (content_hash,)).fetchone()
    if row is None:
        raise NotFound(
            f"The version of the tool with which this is worked on ({content_hash[:12]}) has not arrived yet. It comes "
            "with one of the next syncs. Without a server, ask for the audit as a bundle, which brings it."
        )
    return data(row[0])


def setting(run: Run, name: str) -> str:
    """Return a local setting; empty where it was never set."""
    row = run("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return "" if row is None else text(row[0])


def place(run: Run, audit_id: AuditId) -> str:
    """Return where the work on an audit stopped; raise NotFound."""
    row = run("SELECT place FROM audit WHERE id = ?", (audit_id,)).fetchone()
    if row is None:
        raise NotFound(f"There is no audit {audit_id} in this profile.")
    return text(row[0])

"""Turns operations, people and documents into rows and back; no row leaves `models`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from qa_desktop.domain.ids import AuditId, DocumentId, OperationId, PersonId, ToolId
from qa_desktop.domain.operation import Operation, Stream, Value, as_value, canonical_json
from qa_desktop.domain.record import HELD, AuditState, AuditSummary, FieldState, Person, Role, StoredDocument
from qa_desktop.domain.whose_form import whose_form

Cell: TypeAlias = str | int | bytes | None
NO_FACTS = b"{}"
Row: TypeAlias = Sequence[Cell]

OPERATION_COLUMNS = (
    "op_id, audit, stream, kind, path, base, author, incarnation, seq, schema, client_time, facts, body, salt, "
    "commitment, signature"
)
PERSON_COLUMNS = "id, name, role, team, device_key, certificate, address"
FIELD_COLUMNS = "audit, stream, path, value, op_id, author, at"
DOCUMENT_COLUMNS = "id, audit, kind, media_type, data, made_at"


def whose_form_columns(audit: str) -> str:
    """Return two columns: which part an audit has in a case that two people audit, and the name of its auditor.

    Each is one look at the place where an audit's fields stand; `audit` is what its table is called in the statement.
    """
    at = "(SELECT value FROM field WHERE field.audit = {}.id AND stream = 'record' AND path = 'about/{}')"
    return ", ".join(at.format(audit, field) for field in ("pair_part", "auditor"))


SUMMARY_COLUMNS = (
    "id, tool_id, tool_title, authority, subject, practitioner, state, overall, complete_sections, all_sections, "
    f"place_title, changed_at, unsent, read_only_reason, tool_version, {whose_form_columns('audit')}"
)


def operation_row(operation: Operation) -> tuple[Cell, ...]:
    """Return the operation in the order of OPERATION_COLUMNS."""
    return (
        operation.op_id,
        operation.stream.audit,
        operation.stream.name,
        operation.kind,
        operation.path,
        operation.base,
        operation.author,
        operation.incarnation,
        operation.seq,
        operation.schema,
        moment_text(operation.client_time),
        canonical_json(dict(operation.facts)) if operation.facts else NO_FACTS,
        operation.body,
        operation.salt,
        operation.commit,
        operation.signature,
    )


def operation_from(row: Row) -> Operation:
    """Return the operation of a row that begins with OPERATION_COLUMNS."""
    return Operation(
        op_id=OperationId(text(row[0])),
        stream=Stream(AuditId(text(row[1])), text(row[2])),
        kind=text(row[3]),
        path=text(row[4]),
        base=None if row[5] is None else OperationId(text(row[5])),
        author=PersonId(text(row[6])),
        incarnation=text(row[7]),
        seq=number(row[8]),
        schema=number(row[9]),
        client_time=moment(row[10]),
        facts=_facts(data(row[11])),
        body=None if row[12] is None else data(row[12]),
        salt=data(row[13]),
        commit=data(row[14]),
        signature=data(row[15]),
    )


def field_row(state: FieldState) -> tuple[Cell, ...]:
    """Return the field in the order of FIELD_COLUMNS."""
    return (
        state.stream.audit,
        state.stream.name,
        state.path,
        canonical_json(state.value),
        state.op_id,
        state.author,
        moment_text(state.at),
    )


def field_from(row: Row) -> FieldState:
    """Return the field of a row in the order of FIELD_COLUMNS."""
    return FieldState(
        path=text(row[2]),
        value=value_from(data(row[3])),
        op_id=OperationId(text(row[4])),
        author=PersonId(text(row[5])),
        at=moment(row[6]),
        stream=Stream(AuditId(text(row[0])), text(row[1])),
    )


def person_row(person: Person) -> tuple[Cell, ...]:
    """Return the person in the order of PERSON_COLUMNS."""
    return (
        person.id,
        shown(person.name),
        person.role.value,
        shown(person.team),
        person.device_key,
        person.certificate,
        person.address,
    )


def person_from(row: Row) -> Person:
    """Return the person of a row in the order of PERSON_COLUMNS."""
    return Person(
        id=PersonId(text(row[0])),
        name=text(row[1]),
        role=Role(text(row[2])),
        team=text(row[3]),
        device_key=data(row[4]),
        certificate=data(row[5]),
        address=text(row[6]),
    )


def document_from(row: Row) -> StoredDocument:
    """Return the document of a row in the order of DOCUMENT_COLUMNS."""
    return StoredDocument(
        id=DocumentId(text(row[0])),
        audit_id=AuditId(text(row[1])),
        kind=text(row[2]),
        media_type=text(row[3]),
        data=data(row[4]),
        made_at=moment(row[5]),
    )


def summary_from(row: Row) -> AuditSummary:
    """Return the summary of a row in the order of SUMMARY_COLUMNS."""
    return AuditSummary(
        id=AuditId(text(row[0])),
        tool_id=ToolId(text(row[1])),
        tool_title=text(row[2]),
        authority=text(row[3]),
        subject=text(row[4]),
        practitioner=text(row[5]),
        state=AuditState(text(row[6])),
        overall=text(row[7]),
        complete_sections=number(row[8]),
        all_sections=number(row[9]),
        place=text(row[10]),
        changed_at=moment(row[11]),
        unsent=number(row[12]),
        is_held=text(row[13]) == HELD,
        tool_version=text(row[14]),
        form=whose_form_from(row[15], row[16]),
    )


def whose_form_from(part: Cell, auditor: Cell) -> str:
    """Return whose form an audit is from the columns of `whose_form_columns`; empty where it is the only one."""
    given = "" if part is None else str(value_from(data(part)) or "")
    return whose_form(given, str(value_from(data(auditor)) or "") if auditor is not None else "") if given else ""


def value_from(stored: bytes) -> Value:
    """Return a field's value from its stored form."""
    return as_value(json.loads(stored.decode("utf-8", "surrogatepass")))


def moment_text(moment: datetime) -> str:
    """Return a moment as stored: UTC with milliseconds, so that texts sort as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def moment(cell: Cell) -> datetime:
    """Return the moment of a cell."""
    return datetime.fromisoformat(text(cell))


def shown(words: str) -> str:
    """Return text as lists show it: what no text column holds (a lone surrogate) becomes a visible mark."""
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def text(cell: Cell) -> str:
    """Return a text cell."""
    if not isinstance(cell, str):
        raise TypeError("the cell holds no text")
    return cell


def number(cell: Cell) -> int:
    """Return a number cell."""
    if not isinstance(cell, int):
        raise TypeError("the cell holds no number")
    return cell


def data(cell: Cell) -> bytes:
    """Return a cell of bytes."""
    if not isinstance(cell, bytes):
        raise TypeError("the cell holds no bytes")
    return cell


def _facts(stored: bytes) -> Mapping[str, Value]:
    if stored == NO_FACTS:
        return {}
    loaded = json.loads(stored.decode("utf-8", "surrogatepass"))
    return {str(name): as_value(value) for name, value in loaded.items()}

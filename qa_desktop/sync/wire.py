"""Operations, people and documents as JSON, read back strictly: whatever arrives may be hostile."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import datetime

from qa_desktop.domain.ids import OperationId, PersonId
from qa_desktop.domain.operation import Operation, Stream, as_value, canonical_json
from qa_desktop.domain.record import Person, Role
from qa_desktop.errors import InputProblem


class Malformed(InputProblem):
    """What arrived is not what an operation, person or document looks like."""


def operation_as_line(operation: Operation) -> bytes:
    """Return an operation as one line of canonical JSON, without the line end."""
    return canonical_json(
        {
            "op_id": operation.op_id,
            "stream": str(operation.stream),
            "kind": operation.kind,
            "path": operation.path,
            "base": operation.base,
            "author": operation.author,
            "incarnation": operation.incarnation,
            "seq": operation.seq,
            "schema": operation.schema,
            "client_time": operation.client_time.isoformat(),
            "facts": dict(operation.facts),
            "body": None if operation.body is None else _text(operation.body),
            "salt": _text(operation.salt),
            "commit": _text(operation.commit),
            "signature": _text(operation.signature),
        }
    )


def operation_from_line(line: bytes) -> Operation:
    """Read an operation; raise Malformed where a part is missing or of the wrong kind."""
    raw = _mapping(line)
    try:
        moment = datetime.fromisoformat(_string(raw, "client_time"))
        facts = raw["facts"]
        if not isinstance(facts, dict) or moment.tzinfo is None:
            raise Malformed("An operation in this file is damaged: its facts or its time cannot be read.")
        base, body = raw["base"], raw["body"]
        return Operation(
            op_id=OperationId(_string(raw, "op_id")),
            stream=Stream.parse(_string(raw, "stream")),
            kind=_string(raw, "kind"),
            path=_string(raw, "path"),
            base=None if base is None else OperationId(_string(raw, "base")),
            author=PersonId(_string(raw, "author")),
            incarnation=_string(raw, "incarnation"),
            seq=_whole(raw, "seq"),
            schema=_whole(raw, "schema"),
            client_time=moment,
            facts={str(name): as_value(value) for name, value in facts.items()},
            body=None if body is None else _bytes(raw, "body"),
            salt=_bytes(raw, "salt"),
            commit=_bytes(raw, "commit"),
            signature=_bytes(raw, "signature"),
        )
    except (KeyError, ValueError) as error:
        raise Malformed("An operation in this file is damaged, so nothing was imported. Ask for a new file.") from error


def person_as_json(person: Person) -> dict[str, str]:
    """Return what others may know of a person: no secret is among it."""
    return {
        "id": person.id,
        "name": person.name,
        "role": person.role.value,
        "team": person.team,
        "device_key": _text(person.device_key),
        "certificate": _text(person.certificate),
        "address": person.address,
    }


def person_from_json(raw: object) -> Person:
    """Read a person; raise Malformed where a part is missing or of the wrong kind."""
    if not isinstance(raw, dict):
        raise Malformed("A person in this file cannot be read, so nothing was imported. Ask for a new file.")
    try:
        return Person(
            PersonId(_string(raw, "id")),
            _string(raw, "name"),
            Role(_string(raw, "role")),
            _string(raw, "team"),
            _bytes(raw, "device_key"),
            _bytes(raw, "certificate"),
            _string(raw, "address"),
        )
    except (KeyError, ValueError) as error:
        raise Malformed("A person in this file cannot be read, so nothing was imported. Ask for a new file.") from error


def _mapping(line: bytes) -> dict[str, object]:
    try:
        raw = json.loads(line.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise Malformed("A line of this file cannot be read, so nothing was imported. Ask for a new file.") from error
    if not isinstance(raw, dict):
        raise Malformed("A line of this file holds no operation, so nothing was imported. Ask for a new file.")
    return raw


def _string(raw: Mapping[str, object], name: str) -> str:
    value = raw[name]
    if not isinstance(value, str):
        raise Malformed(f"“{name}” is not a text, so nothing was imported. Ask for a new file.")
    return value


def _whole(raw: Mapping[str, object], name: str) -> int:
    value = raw[name]
    if not isinstance(value, int) or isinstance(value, bool):
        raise Malformed(f"“{name}” is not a whole number, so nothing was imported. Ask for a new file.")
    return value


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(raw: Mapping[str, object], name: str) -> bytes:
    return base64.b64decode(_string(raw, name), validate=True)

"""Calls the functions of docs/sync-protocol.md that look after laptops, on one open line."""

from __future__ import annotations

import json
from typing import LiteralString

import psycopg
from psycopg.rows import tuple_row

from qa_desktop.domain.enrolment import Device, EnrolAnswer
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.record import Person
from qa_desktop.sync.client.columns import device_from
from qa_desktop.sync.client.postgres_transport import plain_sentences
from qa_desktop.sync.client.transport import PROTOCOL
from qa_desktop.sync.client.under_way import Row
from qa_desktop.sync.wire import person_as_json

_KNOWN_AS = "SELECT me ->> 'id' FROM qa.hello(%s::int, null, null)"
_ENROL = "SELECT qa.enrol(%s::text, %s::jsonb, %b::bytea, %b::bytea)"
_DEVICES = (
    "SELECT login, id, name, role, team, device_key, proof, code_hash, certificate, address, asked_at, approved_at, "
    "approved_by, revoked_at, own FROM qa.devices()"
)
_APPROVE = "SELECT qa.approve(%s::text, %b::bytea)"
_REVOKE = "SELECT qa.revoke_device(%s::text, %b::bytea)"


class PostgresDevices:
    """One connection in autocommit: one function a transaction, none left open."""

    def __init__(self, connection: psycopg.Connection[Row]) -> None:
        self._connection = connection

    def known_identity(self) -> PersonId:
        """Return whom the server knows this sign-in as; empty where it never saw a laptop of theirs."""
        (row,) = self._ask(_KNOWN_AS, PROTOCOL)
        return PersonId(str(row[0] or ""))

    def enrol(self, code: str, person: Person, proof: bytes) -> EnrolAnswer:
        """Offer this laptop's key with the one-time code."""
        (row,) = self._ask(_ENROL, code, json.dumps(person_as_json(person)), person.device_key, proof)
        return EnrolAnswer(str(row[0]))

    def devices(self) -> tuple[Device, ...]:
        """Return the laptops that this person may look after."""
        return tuple(device_from(row) for row in self._ask(_DEVICES))

    def approve(self, person: PersonId, device_key: bytes) -> bool:
        """Approve as the second person; tell whether it was done."""
        (row,) = self._ask(_APPROVE, person, device_key)
        return row[0] == "approved"

    def revoke(self, person: PersonId, device_key: bytes) -> bool:
        """Lock a laptop out; tell whether it was done."""
        (row,) = self._ask(_REVOKE, person, device_key)
        return row[0] == "revoked"

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _ask(self, question: LiteralString, *values: object) -> list[Row]:
        with plain_sentences(), self._connection.cursor(binary=True, row_factory=tuple_row) as cursor:
            cursor.execute(question, values)
            return cursor.fetchall()

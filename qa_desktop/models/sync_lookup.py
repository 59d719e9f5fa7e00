"""Asks the store in a few statements what a whole page of the feed has to be compared with."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from qa_desktop.domain.exchange import Head
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.operation import Operation, Stream
from qa_desktop.models.rows import OPERATION_COLUMNS, Cell, data, number, operation_from, text
from qa_desktop.models.statement import Run

WIDTH = len(OPERATION_COLUMNS.split(","))
_O_COLUMNS = ", ".join(f"o.{column.strip()}" for column in OPERATION_COLUMNS.split(","))

# CROSS JOIN keeps the order: from the few that are asked after to the many that are here.
_KNOWN = "SELECT o.op_id FROM json_each(?) j CROSS JOIN operation o ON o.op_id = j.value"
_STANDING = (
    f"SELECT {_O_COLUMNS}, o.pos, o.frozen AND o.sent_at IS NOT NULL, "  # noqa: S608 - constants of ours
    "EXISTS (SELECT 1 FROM outbox w WHERE w.pos = o.pos), EXISTS (SELECT 1 FROM refused r WHERE r.pos = o.pos), "
    "EXISTS (SELECT 1 FROM to_ask t WHERE t.pos = o.pos), EXISTS (SELECT 1 FROM handed h WHERE h.pos = o.pos) "
    "FROM json_each(?) j CROSS JOIN operation o ON o.op_id = j.value"
)
_OPERATIONS = f"SELECT {_O_COLUMNS} FROM json_each(?) j CROSS JOIN operation o ON o.op_id = j.value"  # noqa: S608 - as above
_PLACES = (
    "SELECT r.op_id, r.audit, r.stream, r.rev, r.head FROM json_each(?) j CROSS JOIN received r ON r.op_id = j.value"
)
_HELD = "SELECT h.op_id FROM json_each(?) j CROSS JOIN held h ON h.op_id = j.value"
_HEADS = (
    "SELECT h.audit, h.stream, h.rev, h.head FROM json_each(?) j "
    "CROSS JOIN stream_head h ON h.audit = j.value ->> 0 AND h.stream = j.value ->> 1"
)
_WAITED_FOR = (
    "SELECT DISTINCT h.audit, h.stream FROM json_each(?) j "
    "CROSS JOIN held h ON h.audit = j.value ->> 0 AND h.stream = j.value ->> 1 WHERE h.reason <> 'unproved'"
)
_IN_LOG = "SELECT j.value FROM json_each(?) j WHERE EXISTS (SELECT 1 FROM operation o WHERE o.audit = j.value)"
_BEGUN = (
    "SELECT j.value FROM json_each(?) j "
    "WHERE EXISTS (SELECT 1 FROM operation o WHERE o.audit = j.value AND o.kind = 'create')"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """An operation that is in the log, and where else it stands."""

    row: tuple[Cell, ...]
    pos: int
    is_sent: bool
    is_in_outbox: bool
    is_refused: bool
    is_to_ask: bool
    is_handed: bool


Place = tuple[str, str, int, bytes]
"""Audit, stream, revision and head."""

NOWHERE: Place = ("", "", 0, b"")
"""The place of what has none."""


def known_among(run: Run, op_ids: Collection[OperationId]) -> set[OperationId]:
    """Return those that are in the log."""
    return {OperationId(text(row[0])) for row in run(_KNOWN, (json.dumps(tuple(op_ids)),))}


def operations(run: Run, op_ids: Collection[OperationId]) -> dict[OperationId, Operation]:
    """Return those that are in the log."""
    found = (operation_from(row) for row in run(_OPERATIONS, (json.dumps(tuple(op_ids)),)))
    return {one.op_id: one for one in found}


def standing(run: Run, op_ids: Collection[OperationId]) -> dict[OperationId, Standing]:
    """Return those that are in the log, as they stand."""
    return {
        OperationId(text(row[0])): Standing(row[:WIDTH], number(row[WIDTH]), *(bool(flag) for flag in row[WIDTH + 1 :]))
        for row in run(_STANDING, (json.dumps(tuple(op_ids)),))
    }


def places(run: Run, op_ids: Collection[OperationId]) -> dict[OperationId, Place]:
    """Return where those of them are that have a place on the server."""
    return {
        OperationId(text(row[0])): (text(row[1]), text(row[2]), number(row[3]), data(row[4]))
        for row in run(_PLACES, (json.dumps(tuple(op_ids)),))
    }


def held_among(run: Run, op_ids: Collection[OperationId]) -> set[OperationId]:
    """Return those that are held back."""
    return {OperationId(text(row[0])) for row in run(_HELD, (json.dumps(tuple(op_ids)),))}


def heads(run: Run, streams: Collection[Stream]) -> dict[Stream, Head]:
    """Return the heads of those streams of which anything is here."""
    return {
        Stream(AuditId(text(row[0])), text(row[1])): Head(number(row[2]), data(row[3]))
        for row in run(_HEADS, (_named(streams),))
    }


def waited_for(run: Run, streams: Collection[Stream]) -> set[Stream]:
    """Return those streams of which something waits behind a gap or a broken chain."""
    return {Stream(AuditId(text(row[0])), text(row[1])) for row in run(_WAITED_FOR, (_named(streams),))}


def in_log(run: Run, audits: Collection[AuditId]) -> set[AuditId]:
    """Return those audits of which the log holds anything."""
    return {AuditId(text(row[0])) for row in run(_IN_LOG, (json.dumps(tuple(audits)),))}


def begun(run: Run, audits: Collection[AuditId]) -> set[AuditId]:
    """Return those audits whose beginning is here."""
    return {AuditId(text(row[0])) for row in run(_BEGUN, (json.dumps(tuple(audits)),))}


def _named(streams: Collection[Stream]) -> str:
    return json.dumps([(stream.audit, stream.name) for stream in streams])

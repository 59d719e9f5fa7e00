"""Turns changes into signed operations, with everything that follows from them, inside one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from qa_desktop.clock import Clock
from qa_desktop.domain.after_signing import COVERED, Coverage, coverage, is_sign, may_follow
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import (
    ENVELOPE_SCHEMA,
    VALUE_KINDS,
    Change,
    Operation,
    OperationKind,
    Value,
    canonical_json,
    commitment,
    pack_body,
)
from qa_desktop.domain.organisation import is_standing
from qa_desktop.domain.parts import GIVING
from qa_desktop.domain.ports import NewDocument, NewIds, SummaryUpdate
from qa_desktop.domain.projection import closed_at_signing
from qa_desktop.domain.record import HELD, AuditState
from qa_desktop.errors import NotAllowed, NotFound
from qa_desktop.models import document_rows, part_rows, statements, summary_rows
from qa_desktop.models.projecting import reproject
from qa_desktop.models.rows import (
    OPERATION_COLUMNS,
    Cell,
    data,
    moment_text,
    number,
    operation_from,
    operation_row,
    text,
)
from qa_desktop.models.statement import Run, the_one

SALT_BYTES = 16
STANDING_EXTRA = len(OPERATION_COLUMNS.split(","))
"""Where the columns begin that stand behind an operation's own."""

HOLDING = frozenset({OperationKind.HOLD, OperationKind.RELEASE})
DECIDING = HOLDING | {OperationKind.GRANT, OperationKind.DISPOSE}
REPROJECTED = frozenset(one.value for one in (*HOLDING, OperationKind.SETTLE, OperationKind.GO_ON))
"""The kinds after which an audit is worked out anew."""

DISPOSED = "This audit was disposed of: two people ordered it, and nothing of it is left."
OWNER_GOES_ON = "Only the person whose audit this is goes on with a newer version of its tool."
SIGNED = "This audit is signed and stays as it was signed. To correct it, start an amendment."


class Signer(Protocol):
    """Signs operations with this device's key."""

    def sign(self, envelope: bytes) -> bytes:
        """Return the Ed25519 signature, 64 bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes, and what the writer needs."""

    author: PersonId
    signer: Signer
    clock: Clock
    new_id: NewIds


@dataclass(frozen=True, slots=True)
class Counter:
    """This device's life, the number of its last operation, and how often anything was written."""

    incarnation: str
    seq: int
    writes: int
    """Counts edits of unsent operations too: a copy that lacks one of them is an older copy."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """The operation that a field shows now."""

    operation: Operation
    pos: int
    open: bool
    value: bytes


@dataclass(frozen=True, slots=True)
class _Header:
    """What decides whether an audit may be written."""

    state: AuditState
    read_only_reason: str


class Transaction:
    """One unit of writing: opened on a run, finished once."""

    def __init__(self, run: Run, pen: Pen, *, knows_of_hold: bool = True) -> None:
        self._run = run
        self._pen = pen
        self._knows_of_hold = knows_of_hold
        self._now = _to_milliseconds(pen.clock.now())
        self._counter = counter_of(run)
        self._wrote = False
        self._headers: dict[AuditId, _Header | None] = {}
        self._touched: dict[AuditId, None] = {}

    def put(self, change: Change) -> Operation:
        """Write one change: as a new operation, or into the unsent one that it continues."""
        if is_standing(change.stream.audit):
            return self._add(change, self._latest(change))
        self._admit(change)
        return self.put_late(change)

    def put_late(self, change: Change) -> Operation:
        """Write a change that was typed before it was known that the audit is closed: its words stay in the log."""
        standing = self._standing(change) if change.path else None
        if standing is not None and change.kind is OperationKind.SET:
            if standing.value == canonical_json(change.value) and standing.operation.kind == change.kind.value:
                return standing.operation
            if standing.open:
                return self._continue(standing, change)
        return self._add(change, standing.operation.op_id if standing else None)

    def keep(self, document: NewDocument) -> None:
        """Keep a document that an operation of the audit names."""
        document_rows.keep(self._run, document, self._now)

    def summarise(self, summaries: Mapping[AuditId, SummaryUpdate]) -> None:
        """Store what lists show."""
        for audit_id, update in summaries.items():
            summary_rows.update(self._run, audit_id, update, self._now)
            self._touched.pop(audit_id, None)

    def finish(self) -> Counter:
        """Write the counter and the moments of change; return the counter to mirror."""
        for audit_id in self._touched:
            self._run(statements.TOUCH, (moment_text(self._now), audit_id))
        if self._wrote:
            self._counter = replace(self._counter, writes=self._counter.writes + 1)
            self._run(statements.SET_COUNTER, (self._counter.seq, self._counter.writes))
        return self._counter

    def _admit(self, change: Change) -> None:
        """Refuse what the state of the audit does not allow."""
        audit_id = change.stream.audit
        header = self._header(audit_id)
        if change.kind is OperationKind.CREATE:
            if header is not None:
                raise NotAllowed("This audit exists already. Start a new one.")
            return
        if header is None:
            self._admit_unseen(change)
            return
        if change.kind in HOLDING:
            return
        if header.read_only_reason and (self._knows_of_hold or header.read_only_reason != HELD):
            raise NotAllowed(header.read_only_reason)
        if change.stream.is_private and change.stream.name != f"private:{self._pen.author}":
            raise NotAllowed("These notes belong to somebody else.")
        if change.kind is OperationKind.SIGN and not part_rows.is_owner(self._run, audit_id, self._pen.author):
            raise NotAllowed("Only the person whose audit this is can sign it off.")
        if change.kind is OperationKind.GO_ON:
            self._admit_going_on(audit_id, header)
        if change.kind.value in VALUE_KINDS and header.state is AuditState.SIGNED:
            self._admit_after_signing(change)

    def _admit_unseen(self, change: Change) -> None:
        """Let an officer decide about a draft that they may not read; the server judges whether they may."""
        from qa_desktop.models.disposing import disposed  # noqa: PLC0415 - not at start-up

        audit_id = change.stream.audit
        if audit_id in disposed(self._run):
            raise NotAllowed(DISPOSED)
        if change.kind not in DECIDING:
            raise NotFound(f"There is no audit {audit_id} in this profile.")

    def _admit_going_on(self, audit_id: AuditId, header: _Header) -> None:
        if header.state is AuditState.SIGNED:
            raise NotAllowed(SIGNED)
        if not part_rows.is_owner(self._run, audit_id, self._pen.author):
            raise NotAllowed(OWNER_GOES_ON)

    def _admit_after_signing(self, change: Change) -> None:
        rows = self._run(statements.SIGNING, (change.stream.audit,))
        signing = [operation_from(row) for row in rows]
        closed = closed_at_signing(signing, Coverage(one for one in signing if is_sign(one)))
        if not may_follow(change.stream, change.path, closed):
            raise NotAllowed(SIGNED)

    def _header(self, audit_id: AuditId) -> _Header | None:
        if audit_id not in self._headers:
            row = self._run(statements.HEADER, (audit_id,)).fetchone()
            self._headers[audit_id] = None if row is None else _Header(AuditState(row[0]), text(row[1]))
        return self._headers[audit_id]

    def _standing(self, change: Change) -> _Standing | None:
        place = (change.stream.audit, change.stream.name, change.path)
        row = self._run(statements.STANDING, place).fetchone()
        if row is None:
            return None
        operation = operation_from(row)
        pos, frozen, sent_at, value = row[STANDING_EXTRA:]
        return _Standing(
            operation=operation,
            pos=number(pos),
            open=not frozen
            and sent_at is None
            and operation.kind == OperationKind.SET.value
            and operation.author == self._pen.author,
            value=data(value),
        )

    def _latest(self, change: Change) -> OperationId | None:
        """Return the last operation on the path of one of the authority's streams: nothing there is edited in place."""
        stream = change.stream
        row = self._run(statements.LATEST, (stream.audit, stream.name, change.path)).fetchone()
        return None if row is None else OperationId(text(row[0]))

    def _continue(self, standing: _Standing, change: Change) -> Operation:
        """Write the change into the unsent operation: it keeps its identity, base and number."""
        salt, body = secrets.token_bytes(SALT_BYTES), _body(change)
        operation = self._signed(
            replace(
                standing.operation,
                facts=self._facts(change),
                body=body,
                client_time=self._now,
                salt=salt,
                commit=commitment(salt, body),
                signature=b"",
            )
        )
        self._run(statements.REWRITE, (*operation_row(operation)[10:], standing.pos))
        self._project(operation, change.value)
        return operation

    def _add(self, change: Change, base: OperationId | None) -> Operation:
        self._counter = replace(self._counter, seq=self._counter.seq + 1)
        salt, body = secrets.token_bytes(SALT_BYTES), _body(change)
        operation = self._signed(
            Operation(
                op_id=OperationId(self._pen.new_id()),
                stream=change.stream,
                kind=change.kind.value,
                path=change.path,
                base=base,
                author=self._pen.author,
                incarnation=self._counter.incarnation,
                seq=self._counter.seq,
                schema=ENVELOPE_SCHEMA,
                client_time=self._now,
                facts=self._facts(change),
                body=body,
                salt=salt,
                commit=commitment(salt, body),
            )
        )
        cursor = self._run(statements.ADD_OPERATION, (*operation_row(operation), 0, None))
        if change.kind is not OperationKind.SET:
            self._take_note(operation)
        if not change.stream.is_private:
            since = moment_text(self._now)
            self._run(statements.INTO_OUTBOX, (cursor.lastrowid, change.stream.audit, since))
        if operation.kind in REPROJECTED:
            reproject(self._run, change.stream.audit)
        self._project(operation, change.value)
        return operation

    def _facts(self, change: Change) -> dict[str, Value]:
        facts = dict(change.facts or {})
        if "v" in facts:
            raise ValueError("the name v belongs to the value itself")
        if change.fact:
            facts["v"] = change.value
        if change.kind is OperationKind.SIGN:
            devices = self._run(statements.DEVICES, (change.stream.audit,))
            facts[COVERED] = coverage((text(author), text(life), number(seq)) for author, life, seq in devices)
        return facts

    def _signed(self, operation: Operation) -> Operation:
        operation.complete(self._pen.signer.sign(operation.envelope()))
        return operation

    def _take_note(self, operation: Operation) -> None:
        """Do what the kinds other than `set` do beside their field."""
        audit_id = operation.stream.audit
        if operation.kind == OperationKind.CREATE.value:
            summary_rows.begin(self._run, operation)
        if operation.kind == OperationKind.SIGN.value:
            self._run(statements.FREEZE_AUDIT, (audit_id,))
            self._run(statements.SIGN, (moment_text(operation.client_time), audit_id))
        if operation.kind == OperationKind.GO_ON.value:
            # What was answered for the earlier version stays in the log: it is never written over.
            self._run(statements.FREEZE_ALL, (audit_id,))
        if operation.kind in GIVING:
            part_rows.project(self._run, audit_id)
            part_rows.close_if_handed_over(self._run, audit_id)
        self._headers.pop(audit_id, None)

    def _project(self, operation: Operation, value: Value) -> None:
        self._wrote = True
        audit_id = operation.stream.audit
        if is_standing(audit_id):
            return
        if operation.path:
            told = (operation.op_id, operation.author, moment_text(operation.client_time))
            place: tuple[Cell, ...] = (audit_id, operation.stream.name, operation.path)
            self._run(statements.SET_FIELD, (*place, canonical_json(value), *told))
        self._touched[audit_id] = None


def counter_of(run: Run) -> Counter:
    """Return this life's counter as the store knows it."""
    incarnation, seq, writes = the_one(run(statements.COUNTER))
    return Counter(text(incarnation), number(seq), number(writes))


def _body(change: Change) -> bytes | None:
    """Return the packed value; none for a fact, and none where a kind other than `set` carries no value."""
    words = change.words or {}
    if not words and (change.fact or (change.value is None and change.kind.value not in VALUE_KINDS)):
        return None
    return pack_body({**words, "v": change.value})


def _to_milliseconds(moment: datetime) -> datetime:
    """Return the moment as it is stored and signed."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

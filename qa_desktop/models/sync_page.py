"""Takes in a page at once where it goes on as expected, and one operation after the other where it does not."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from qa_desktop.domain.exchange import NO_HEAD, Head, Placed, Received
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Operation, OperationKind, Stream
from qa_desktop.domain.retention import ORDERS
from qa_desktop.models import sync_lookup, sync_rows
from qa_desktop.models.rows import Cell, moment_text, operation_row
from qa_desktop.models.statement import Run
from qa_desktop.models.statements import ADD_OPERATION
from qa_desktop.models.sync_intake import ADD_PLACE, SET_HEAD, Intake, work_out
from qa_desktop.models.sync_lookup import NOWHERE, Place, Standing
from qa_desktop.models.writing import Pen, counter_of

_SENT = "UPDATE operation SET frozen = 1, sent_at = coalesce(sent_at, ?) WHERE pos = ?"
_OUT = "DELETE FROM outbox WHERE pos = ?"
_NOT_REFUSED = "DELETE FROM refused WHERE pos = ?"
_NOT_ASKED = "DELETE FROM to_ask WHERE pos = ?"
_NOT_HANDED = "DELETE FROM handed WHERE pos = ?"

CREATE = OperationKind.CREATE.value
NAMING = sync_rows.PINNING | {OperationKind.DOCUMENT.value}
"""The kinds that name something that travels beside the operations."""


@dataclass(slots=True)
class _Unwritten:
    """What was taken in and is not in the store yet."""

    operations: list[tuple[Cell, ...]] = field(default_factory=list)
    places: list[tuple[Cell, ...]] = field(default_factory=list)
    heads: set[Stream] = field(default_factory=set)
    sent: list[tuple[Cell, ...]] = field(default_factory=list)
    left_outbox: list[tuple[Cell, ...]] = field(default_factory=list)
    not_refused: list[tuple[Cell, ...]] = field(default_factory=list)
    not_asked: list[tuple[Cell, ...]] = field(default_factory=list)
    not_handed: list[tuple[Cell, ...]] = field(default_factory=list)
    naming: list[tuple[Operation, bool]] = field(default_factory=list)
    """With whether it is new here."""


class PageIntake:
    """One page's taking in.

    Whatever is in its place behind the head of its stream, and proved or known to the last byte, is gathered and
    written in a few statements. Anything else is left to `Intake`, once what was gathered is written: so the outcome is
    always that of taking one after the other.
    """

    def __init__(self, run: Run, pen: Pen, page: Sequence[Placed]) -> None:
        self._run = run
        self._pen = pen
        self._slowly = Intake(run, pen)
        op_ids = {one.operation.op_id for one in page}
        streams = {one.operation.stream for one in page}
        audits = {stream.audit for stream in streams}
        self._standing = sync_lookup.standing(run, op_ids)
        self._places = sync_lookup.places(run, op_ids)
        self._held = sync_lookup.held_among(run, op_ids)
        self._heads = sync_lookup.heads(run, streams)
        self._waited_for = sync_lookup.waited_for(run, streams)
        starting = {one.operation.stream.audit for one in page if one.operation.kind == OperationKind.CREATE.value}
        self._begun = sync_lookup.begun(run, starting)
        self._whole: dict[AuditId, list[Operation]] = {one: [] for one in audits - sync_lookup.in_log(run, audits)}
        self._life = counter_of(run).incarnation
        self._unwritten = _Unwritten()
        self._new = self._known = 0

    def take(self, placed: Placed, digest: bytes | None) -> None:
        """Take one operation in its place; `digest` is its own where it was proved."""
        if not self._take_in_passing(placed, digest):
            self._write()
            self._slowly.take(placed)
            self._look_again(placed.operation)

    def finish(self) -> Received:
        """Write what was gathered, and work out anew what changed."""
        self._write()
        work_out(self._run, self._slowly.touched, self._whole)
        done = self._slowly.end()
        return Received(done.new + self._new, done.known + self._known, done.held, done.broken)

    def _take_in_passing(self, placed: Placed, digest: bytes | None) -> bool:
        """Take the operation where nothing is unusual about it; tell whether it was taken."""
        operation = placed.operation
        stream, op_id = operation.stream, operation.op_id
        if stream in self._waited_for or op_id in self._held or op_id in self._slowly.admitted:
            return False
        head = self._heads.get(stream, NO_HEAD)
        if placed.rev <= head.rev:
            place = (stream.audit, stream.name, placed.rev)
            *known, known_head = self._places.get(op_id, NOWHERE)
            is_known = tuple(known) == place and placed.head in (b"", known_head)
            self._known += is_known
            return is_known
        if placed.rev != head.rev + 1 or op_id in self._places:
            return False
        standing = self._standing.get(op_id)
        row = operation_row(operation)
        if standing is not None:
            if standing.row != row:
                return False
            digest = operation.digest()
        elif digest is None or not self._is_ordinary(operation):
            return False
        reached = hashlib.sha256(head.digest + digest).digest()
        if placed.head not in (b"", reached):
            return False
        self._gather(placed, reached, row, standing)
        return True

    def _is_ordinary(self, operation: Operation) -> bool:
        """Tell whether a new operation neither begins an audit again nor shows that this store is an older copy."""
        if operation.author == self._pen.author and operation.incarnation == self._life:
            return False
        return operation.kind != CREATE or operation.stream.audit not in self._begun

    def _gather(self, placed: Placed, head: bytes, row: tuple[Cell, ...], standing: Standing | None) -> None:
        operation, unwritten = placed.operation, self._unwritten
        at = moment_text(placed.received_at)
        place: Place = (operation.stream.audit, operation.stream.name, placed.rev, head)
        self._heads[operation.stream] = Head(placed.rev, head)
        self._places[operation.op_id] = place
        unwritten.heads.add(operation.stream)
        unwritten.places.append((*place[:3], operation.op_id, head, placed.relayer, at))
        if standing is None:
            self._add(operation, row, at)
        else:
            self._known += 1
            self._deliver(standing, at)
            if operation.kind in ORDERS:
                self._slowly.touched[operation.stream.audit] = None
        if operation.kind in NAMING:
            unwritten.naming.append((operation, standing is None))

    def _add(self, operation: Operation, row: tuple[Cell, ...], at: str) -> None:
        audit_id = operation.stream.audit
        self._new += 1
        self._unwritten.operations.append((*row, 1, at))
        self._slowly.touched[audit_id] = None
        if operation.kind == CREATE:
            self._begun.add(audit_id)
        if audit_id in self._whole:
            self._whole[audit_id].append(operation)

    def _deliver(self, standing: Standing, at: str) -> None:
        pos = (standing.pos,)
        if not standing.is_sent:
            self._unwritten.sent.append((at, standing.pos))
        if standing.is_in_outbox:
            self._unwritten.left_outbox.append(pos)
        if standing.is_refused:
            self._unwritten.not_refused.append(pos)
        if standing.is_to_ask:
            self._unwritten.not_asked.append(pos)
        if standing.is_handed:
            self._unwritten.not_handed.append(pos)

    def _write(self) -> None:
        """Write what was gathered."""
        unwritten, self._unwritten = self._unwritten, _Unwritten()
        many = self._run.many
        many(ADD_OPERATION, unwritten.operations)
        many(ADD_PLACE, unwritten.places)
        heads = ((stream, self._heads[stream]) for stream in unwritten.heads)
        many(SET_HEAD, [(stream.audit, stream.name, head.rev, head.digest) for stream, head in heads])
        many(_SENT, unwritten.sent)
        many(_OUT, unwritten.left_outbox)
        many(_NOT_REFUSED, unwritten.not_refused)
        many(_NOT_ASKED, unwritten.not_asked)
        many(_NOT_HANDED, unwritten.not_handed)
        for operation, is_new in unwritten.naming:
            if is_new:
                sync_rows.want_what_is_named(self._run, operation)
            sync_rows.send_what_is_named(self._run, operation)

    def _look_again(self, operation: Operation) -> None:
        """Read anew what taking an operation by itself may have changed beside it."""
        stream = operation.stream
        self._whole.pop(stream.audit, None)
        self._heads.pop(stream, None)
        self._heads |= sync_lookup.heads(self._run, [stream])
        self._waited_for.discard(stream)
        self._waited_for |= sync_lookup.waited_for(self._run, [stream])
        self._begun |= sync_lookup.begun(self._run, [stream.audit])
        self._held |= sync_lookup.held_among(self._run, [operation.op_id])
        self._life = counter_of(self._run).incarnation

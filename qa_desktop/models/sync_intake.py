"""Takes in one operation after the other: proved, in the order of its stream, and what waited behind it."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from qa_desktop.domain.exchange import NO_HEAD, Head, Placed, Received
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.operation import Operation, OperationKind, Stream
from qa_desktop.domain.organisation import is_standing
from qa_desktop.domain.retention import ORDERS
from qa_desktop.errors import InputProblem
from qa_desktop.models import bringing, reading, redacting, sync_rows
from qa_desktop.models.bringing import KeyRing, Met
from qa_desktop.models.disposing import dispose_if_ordered
from qa_desktop.models.projecting import show
from qa_desktop.models.rows import (
    OPERATION_COLUMNS,
    data,
    moment,
    moment_text,
    number,
    operation_from,
    operation_row,
    text,
)
from qa_desktop.models.statement import Run
from qa_desktop.models.statements import COUNT_WRITE
from qa_desktop.models.writing import Pen

logger = logging.getLogger(__name__)

GAP = "gap"
"""An earlier revision has not arrived yet."""
CHAIN = "chain"
"""The chain that is held here is another one than the server's."""
UNPROVED = "unproved"
"""It is in its place of the chain, and its author, form or signature cannot be proved."""

HELD_COLUMNS = f"{OPERATION_COLUMNS}, rev, head, relayer, received_at"
_WIDTH = len(OPERATION_COLUMNS.split(","))
_MARKS = ", ".join("?" for _ in range(_WIDTH + 5))

_PLACE = "SELECT op_id, head FROM received WHERE audit = ? AND stream = ? AND rev = ?"
ADD_PLACE = (
    "INSERT OR REPLACE INTO received (audit, stream, rev, op_id, head, relayer, received_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_HEAD = "SELECT rev, head FROM stream_head WHERE audit = ? AND stream = ?"
SET_HEAD = (
    "INSERT INTO stream_head (audit, stream, rev, head, checked) VALUES (?, ?, ?, ?, 0) "
    "ON CONFLICT (audit, stream) DO UPDATE SET rev = excluded.rev, head = excluded.head"
)
_HOLD = f"INSERT OR REPLACE INTO held ({HELD_COLUMNS}, reason) VALUES ({_MARKS})"  # noqa: S608 - constants of ours
_HELD_NEXT = f"SELECT {HELD_COLUMNS} FROM held WHERE audit = ? AND stream = ? AND rev = ? AND reason <> 'unproved'"  # noqa: S608 - as above
_HAS_PLACE = "SELECT 1 FROM received WHERE op_id = ?"
_LET_GO = "DELETE FROM held WHERE op_id = ?"


def work_out(run: Run, touched: Iterable[AuditId], whole: Mapping[AuditId, Sequence[Operation]]) -> None:
    """Work out anew the audits that changed. `whole` gives the log of those whose every operation is at hand."""
    left: list[AuditId] = []
    for audit_id in (one for one in touched if not is_standing(one)):
        operations = whole.get(audit_id) or reading.operations(run, audit_id, with_private=True)
        kinds = {one.kind for one in operations}
        if OperationKind.DISPOSE.value in kinds and dispose_if_ordered(run, audit_id):
            continue
        left.append(audit_id)
        if OperationKind.REDACT.value in kinds:
            redacting.redact(run, audit_id)
            operations = reading.operations(run, audit_id, with_private=True)
        show(run, audit_id, operations)
    run.many("INSERT INTO to_summarise (audit) VALUES (?) ON CONFLICT DO NOTHING", [(one,) for one in left])
    run(COUNT_WRITE)


class Intake:
    """One transaction's taking in: remembers what has to be worked out anew at its end."""

    def __init__(self, run: Run, pen: Pen) -> None:
        self._run = run
        self._pen = pen
        self._keys = KeyRing(run)
        self._overtaken: list[Met] = []
        self.touched: dict[AuditId, None] = {}
        self.admitted: set[OperationId] = set()
        self._broken: dict[Stream, None] = {}
        self._new = self._known = self._held = 0

    def take(self, placed: Placed) -> None:
        """Take one operation in its place, and what waited behind it."""
        stream = placed.operation.stream
        head = self._head(stream)
        if placed.rev <= head.rev:
            self._compare(placed)
        elif placed.rev > head.rev + 1:
            self._hold(placed, GAP)
        else:
            following: Placed | None = placed
            while following is not None and self._extend(following):
                following = self._waiting(stream, following.rev + 1)

    def prove_again(self, placed: Placed) -> None:
        """Take an operation into the log that has its place already, or had one before the server was restored."""
        if self._admit(placed):
            self._run(_LET_GO, (placed.operation.op_id,))
            if self._run(_HAS_PLACE, (placed.operation.op_id,)).fetchone() is None:
                sync_rows.ask_after(self._run, [placed.operation.op_id])

    def rescue(self, placed: Placed) -> None:
        """Take an operation into the log whose place is forgotten."""
        if self._admit(placed):
            self._run(_LET_GO, (placed.operation.op_id,))
        else:
            self._hold(placed, UNPROVED)

    def finish(self) -> Received:
        """Work out anew what changed."""
        work_out(self._run, self.touched, {})
        return self.end()

    def end(self) -> Received:
        """Write again what was overtaken; tell what was done."""
        bringing.write_again(self._run, self._overtaken, self._pen)
        return Received(self._new, self._known, self._held, tuple(self._broken))

    def _compare(self, placed: Placed) -> None:
        row = self._run(_PLACE, (*_names(placed.operation.stream), placed.rev)).fetchone()
        if row is not None and row[0] == placed.operation.op_id and placed.head in (b"", row[1]):
            self._known += 1
        else:
            self._broken[placed.operation.stream] = None

    def _extend(self, placed: Placed) -> bool:
        """Put the operation behind the head of its stream; False where the chain says otherwise."""
        operation = placed.operation
        head = self._head(operation.stream)
        digest = hashlib.sha256(head.digest + operation.digest()).digest()
        if placed.head not in (b"", digest):
            self._broken[operation.stream] = None
            self._hold(placed, CHAIN)
            return False
        placed = replace(placed, head=digest)
        names = _names(operation.stream)
        at = moment_text(placed.received_at)
        self._run(ADD_PLACE, (*names, placed.rev, operation.op_id, placed.head, placed.relayer, at))
        self._run(SET_HEAD, (*names, placed.rev, placed.head))
        if self._admit(placed):
            self._run(_LET_GO, (operation.op_id,))
            sync_rows.delivered(self._run, operation.op_id, at)
        else:
            self._hold(placed, UNPROVED)
        return True

    def _admit(self, placed: Placed) -> bool:
        """Take an operation into the log; False where it cannot be proved."""
        operation, at = placed.operation, placed.received_at
        try:
            met = bringing.meet(self._run, operation, self._keys, self._pen, may_be_redacted=True, received_at=at)
            if met.standing is None:
                bringing.add(self._run, operation, self._pen)
        except InputProblem:
            logger.warning("operation %s cannot be proved and is held back", operation.op_id)
            return False
        if met.is_overtaken:
            bringing.adopt(self._run, met)
            self._overtaken.append(met)
        is_given_back = False
        if met.standing is not None and met.standing.is_redacted and not operation.is_redacted:
            # Its words may have waited in the store to be taken in.
            redacting.note_erased(self._run)
            is_given_back = redacting.give_back(self._run, operation)
        self.admitted.add(operation.op_id)
        if met.standing is None or met.is_overtaken or is_given_back:
            self._new += 1
            self.touched[operation.stream.audit] = None
            sync_rows.want_what_is_named(self._run, operation)
        else:
            self._known += 1
            if operation.kind in ORDERS:
                self.touched[operation.stream.audit] = None
        return True

    def _waiting(self, stream: Stream, rev: int) -> Placed | None:
        row = self._run(_HELD_NEXT, (*_names(stream), rev)).fetchone()
        return None if row is None else placed_from(row)

    def _hold(self, placed: Placed, reason: str) -> None:
        self._held += 1
        at = moment_text(placed.received_at)
        place = (placed.rev, placed.head, placed.relayer, at, reason)
        self._run(_HOLD, tuple(chain(operation_row(placed.operation), place)))

    def _head(self, stream: Stream) -> Head:
        row = self._run(_HEAD, _names(stream)).fetchone()
        return NO_HEAD if row is None else Head(number(row[0]), data(row[1]))


def placed_from(row: Sequence[str | int | bytes | None]) -> Placed:
    """Return the operation of a row of HELD_COLUMNS in its place."""
    rev, head, relayer, at = row[_WIDTH : _WIDTH + 4]
    return Placed(operation_from(row), number(rev), data(head), text(relayer), moment(at))


def _names(stream: Stream) -> tuple[str, str]:
    return stream.audit, stream.name

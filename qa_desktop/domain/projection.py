"""Works out an audit's current state from its operations, the same whatever the order in which they arrived."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from qa_desktop.domain.after_signing import Coverage, closed_roles, is_sign, may_follow
from qa_desktop.domain.ids import OperationId
from qa_desktop.domain.operation import ENVELOPE_SCHEMA, VALUE_KINDS, Operation, OperationKind, Stream, can_unpack
from qa_desktop.domain.parts import owners_ever
from qa_desktop.domain.paths import TOOL
from qa_desktop.domain.record import AuditState, FieldState

Place = tuple[Stream, str]
"""A field: its stream and its path."""

CREATE, SETTLE, GO_ON = (one.value for one in (OperationKind.CREATE, OperationKind.SETTLE, OperationKind.GO_ON))
KNOWN_KINDS = frozenset(kind.value for kind in OperationKind)
NEWER_CHANGES = (
    "This audit holds changes made with a newer QA Desktop. Update QA Desktop to work on it; until then it can only "
    "be read."
)


@dataclass(frozen=True, slots=True)
class Projection:
    """What the operations of one audit amount to."""

    created: Operation
    pinned: Operation
    """What says with which version of the tool the audit is worked on: its beginning, or a `go_on`."""
    state: AuditState
    signed_at: datetime | None
    read_only_reason: str
    fields: Mapping[Place, FieldState]


def project(operations: Sequence[Operation]) -> Projection | None:
    """Return the state that the operations of one audit amount to; None while its beginning has not arrived."""
    known = [operation for operation in operations if is_known(operation)]
    created = next((one for one in known if one.kind == CREATE), None)
    if created is None:
        return None
    signs = _holding(known)
    return Projection(
        created=created,
        pinned=head(_pins(known, signs)) or created,
        state=AuditState.SIGNED if signs else AuditState.DRAFT,
        signed_at=min((sign.client_time for sign in signs), default=None),
        read_only_reason="" if len(known) == len(operations) else NEWER_CHANGES,
        fields=_fields(_without_late(known, signs)),
    )


def standing(operations: Sequence[Operation]) -> list[Operation]:
    """Return what counts of an audit's operations: known ones, without what was written past a signature."""
    known = [operation for operation in operations if is_known(operation)]
    return _without_late(known, _holding(known))


def signatures(operations: Iterable[Operation]) -> tuple[Operation, ...]:
    """Return every signing of an audit by somebody whose audit it was; none while its beginning has not arrived."""
    return _signatures([operation for operation in operations if is_known(operation)])


def settled(operations: Iterable[Operation]) -> Operation | None:
    """Return the operation that says which of several signatures holds."""
    return _settled([operation for operation in operations if is_known(operation)])


def holding(operations: Sequence[Operation]) -> tuple[Operation, ...]:
    """Return the signatures that count: the one that an officer settled on, otherwise every one."""
    return _holding([operation for operation in operations if is_known(operation)])


def _signatures(known: Sequence[Operation]) -> tuple[Operation, ...]:
    owners = owners_ever(known)
    return tuple(one for one in known if is_sign(one) and one.author in owners)


def _settled(known: Sequence[Operation]) -> Operation | None:
    said = [one for one in known if one.kind == SETTLE]
    return head(said) if said else None


def _holding(known: Sequence[Operation]) -> tuple[Operation, ...]:
    signs, said = _signatures(known), _settled(known)
    chosen = tuple(one for one in signs if said is not None and one.op_id == said.value)
    return chosen or signs


def pins(operations: Iterable[Operation]) -> tuple[Operation, ...]:
    """Return what says with which versions of the tool the audit was worked on, in the order of the log."""
    known = [operation for operation in operations if is_known(operation)]
    created = [one for one in known if one.kind == CREATE]
    return (*created, *_pins(known, _holding(known)))


def late_entries(operations: Sequence[Operation]) -> tuple[Operation, ...]:
    """Return what was written past the signature: kept, shown to author and manager, and no part of what was signed."""
    counted = {one.op_id for one in standing(operations)}
    return tuple(one for one in operations if is_known(one) and one.op_id not in counted)


def closed_at_signing(operations: Iterable[Operation], coverage: Coverage) -> frozenset[str]:
    """Return the roles whose signature line had ended when the audit was signed."""
    signatures = [one for one in operations if one.path.startswith("signature/") and coverage.covers(one)]
    return closed_roles((path, state.value) for (_, path), state in _fields(signatures).items())


def is_known(operation: Operation) -> bool:
    """Tell whether this version can fully show the operation."""
    return operation.kind in KNOWN_KINDS and operation.schema <= ENVELOPE_SCHEMA and can_unpack(operation.body)


def field_state(operation: Operation) -> FieldState:
    """Return the field as this operation leaves it."""
    return FieldState(
        path=operation.path,
        value=operation.value,
        op_id=operation.op_id,
        author=operation.author,
        at=operation.client_time,
        stream=operation.stream,
    )


def by_path(fields: Mapping[Place, FieldState]) -> dict[str, FieldState]:
    """Return the fields by path. Where several streams hold one path, the record comes first."""
    ordered = sorted(fields.values(), key=lambda one: (one.stream.name != "record", one.stream.name), reverse=True)
    return {one.path: one for one in ordered}


def head(operations: Sequence[Operation]) -> Operation | None:
    """Return the operation that a field shows, of all operations of that field.

    Where two replace the same one, the longer line of edits shows; of equally long ones a fixed, meaningless choice,
    because no clock may decide. Both stay in the log.
    """
    if len(operations) == 1:
        return operations[0]
    depths = _depths(operations)
    candidates = [one for one in operations if one.op_id in depths]
    return max(candidates, key=lambda one: (depths[one.op_id], _lot(one.op_id)), default=None)


def _fields(operations: Iterable[Operation]) -> dict[Place, FieldState]:
    groups: defaultdict[Place, list[Operation]] = defaultdict(list)
    for operation in operations:
        if operation.path:
            groups[operation.stream, operation.path].append(operation)
    heads = ((place, head(group)) for place, group in groups.items())
    return {place: field_state(shown) for place, shown in heads if shown is not None}


def _without_late(operations: Sequence[Operation], signs: Sequence[Operation]) -> list[Operation]:
    """Leave out what was written past the signature: it stays in the log and never changes what was signed."""
    counted = _pins(operations, signs)
    standing_ones = [one for one in operations if not _is_pin(one) or one in counted]
    if not signs:
        return standing_ones
    coverage = Coverage(signs)
    closed = closed_at_signing(operations, coverage)
    return [
        one
        for one in standing_ones
        if one.kind not in VALUE_KINDS or coverage.covers(one) or may_follow(one.stream, one.path, closed)
    ]


def _pins(operations: Sequence[Operation], signs: Sequence[Operation]) -> list[Operation]:
    """Return the goings on that count: with the same tool, by somebody whose audit it was, none past a signature."""
    found = [one for one in operations if one.kind == GO_ON and one.path == TOOL]
    created = next((one for one in operations if one.kind == CREATE), None) if found else None
    if created is None:
        return []
    owners, coverage = owners_ever(operations), Coverage(signs)
    tool = created.facts.get("tool_id")
    return [
        one
        for one in found
        if one.stream == created.stream
        and one.author in owners
        and one.facts.get("tool_id") == tool
        and isinstance(one.facts.get("tool_hash"), str)
        and (not signs or coverage.covers(one))
    ]


def _is_pin(operation: Operation) -> bool:
    return operation.kind == GO_ON or operation.path == TOOL


def _depths(operations: Sequence[Operation]) -> dict[OperationId, int]:
    """Return how many edits stand before each operation; those that name each other in a circle are left out."""
    here = {one.op_id for one in operations}
    followers: defaultdict[OperationId, list[OperationId]] = defaultdict(list)
    open_ends: dict[OperationId, int] = {}
    for one in operations:
        before = one.replaces & here
        open_ends[one.op_id] = len(before)
        for earlier in before:
            followers[earlier].append(one.op_id)
    level = [op_id for op_id, ends in open_ends.items() if not ends]
    depths: dict[OperationId, int] = {}
    depth = 0
    while level:
        depths.update(dict.fromkeys(level, depth))
        reached = [follower for parent in level for follower in followers[parent]]
        for follower in reached:
            open_ends[follower] -= 1
        level = [follower for follower in dict.fromkeys(reached) if not open_ends[follower]]
        depth += 1
    return depths


def _lot(op_id: OperationId) -> bytes:
    """Return a number drawn by the identity; hashed, because identities themselves begin with a time."""
    return hashlib.sha256(op_id.encode()).digest()

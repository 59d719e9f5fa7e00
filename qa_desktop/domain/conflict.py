"""Where two people wrote the same field without knowing of each other: worked out from the log alone, no clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa_desktop.domain.ids import OperationId
from qa_desktop.domain.operation import VALUE_KINDS, Operation, Stream, canonical_json
from qa_desktop.domain.projection import Place, standing

NOBODY_SETTLES = ("worked/", "check/")
"""Values that each laptop works out again from what was settled, and what was left as it is before signing."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with several heads: operations that nothing replaces and that say different things."""

    stream: Stream
    path: str
    base: Operation | None
    """The last operation that all heads were written on top of; None where they share none."""
    heads: tuple[Operation, ...]
    """In the order of the log that was given: the server's first, then what it has not got yet."""

    @property
    def is_text(self) -> bool:
        """Whether all heads are free text: both are kept. Choices, dates and numbers wait for a person."""
        return all("v" not in head.facts and isinstance(head.value, str) for head in self.heads)

    @property
    def both_texts(self) -> str:
        """Every text, one under the other in the order of the log; one that another holds whole is not repeated."""
        texts = list(dict.fromkeys(str(head.value) for head in self.heads))
        whole = [one for one in texts if not any(one != other and one in other for other in texts)]
        return "\n\n".join(whole)


def conflicts(operations: Sequence[Operation]) -> tuple[Conflict, ...]:
    """Return every open conflict of one audit, from its operations in server order.

    Two operations with the same base on one path conflict until a `resolve` names every head. Where all heads say the
    same there is nothing to settle; what was written past a signature is a late entry and no conflict.
    """
    groups: defaultdict[Place, list[Operation]] = defaultdict(list)
    for one in standing(operations):
        if one.path and one.kind in VALUE_KINDS and not one.path.startswith(NOBODY_SETTLES):
            groups[one.stream, one.path].append(one)
    found = (_conflict(place, group) for place, group in groups.items() if len(group) > 1)
    return tuple(one for one in found if one is not None)


def _conflict(place: Place, group: Sequence[Operation]) -> Conflict | None:
    replaced = {earlier for one in group for earlier in one.replaces}
    heads = tuple(one for one in group if one.op_id not in replaced)
    if len({canonical_json(head.value) for head in heads}) < 2:  # noqa: PLR2004 - one value is no conflict
        return None
    by_id = {one.op_id: one for one in group}
    return Conflict(*place, _shared_base(heads, by_id), heads)


def _shared_base(heads: Sequence[Operation], by_id: Mapping[OperationId, Operation]) -> Operation | None:
    """Return the nearest operation that stands before every head."""
    before = [_before(head, by_id) for head in heads]
    shared = set(before[0]).intersection(*before[1:])
    return next((by_id[op_id] for op_id in before[0] if op_id in shared), None)


def _before(head: Operation, by_id: Mapping[OperationId, Operation]) -> list[OperationId]:
    """Return the operations before a head, the nearest first."""
    found: dict[OperationId, None] = {}
    level = [head]
    while level:
        reached = [earlier for one in level for earlier in sorted(one.replaces) if earlier in by_id]
        level = [by_id[earlier] for earlier in dict.fromkeys(reached) if earlier not in found]
        found.update(dict.fromkeys(reached))
    return list(found)

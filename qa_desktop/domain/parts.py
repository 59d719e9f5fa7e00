"""Who has what part in an audit, worked out from the signed operations that give parts and take them back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.operation import Operation, OperationKind

PERSON, RELATION, PAIR = "person", "relation", "pair"
"""The facts of a `grant` and of a `withdraw`; `pair` where the form opens only when the other of two gives theirs."""

CREATE, WITHDRAW = OperationKind.CREATE.value, OperationKind.WITHDRAW.value
GIVING = frozenset({CREATE, OperationKind.GRANT.value, WITHDRAW})
"""The kinds that decide who has a part."""

READS_ONLY = "This is the other auditor’s form. You read it here; only they write in it."

HANDED_OVER = "You handed this audit to somebody else, so it can only be read here. Ask them to hand it back."


class Relation(Enum):
    """What a person is to an audit because somebody gave them that part."""

    OWNER = "owner"
    PEER = "peer"
    MODERATOR = "moderator"
    PRACTITIONER = "practitioner"
    READER = "reader"
    """Reads it once it is signed, and writes nothing."""

    @property
    def title(self) -> str:
        """The part as people say it."""
        return {
            "owner": "Auditor",
            "peer": "Peer auditor",
            "moderator": "Moderator",
            "practitioner": "Practitioner",
            "reader": "Reader",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Part:
    """A part that somebody has now. Who began an audit has given it to themselves."""

    person: PersonId
    relation: Relation
    given_by: PersonId
    at: datetime


def parts(operations: Iterable[Operation]) -> tuple[Part, ...]:
    """Return who has what part, from an audit's operations in server order: the latest word on each part counts.

    An audit has one owner: with a new one the part of the old one ends.
    """
    found: dict[tuple[PersonId, Relation], Part] = {}
    for one in operations:
        given = _given(one)
        if given is None:
            continue
        key = given.person, given.relation
        if one.kind == WITHDRAW:
            if given.relation is not Relation.OWNER:
                found.pop(key, None)
            continue
        if given.relation is Relation.OWNER:
            found = {other: part for other, part in found.items() if other[1] is not Relation.OWNER}
        found[key] = given
    return tuple(found.values())


def owners_ever(operations: Iterable[Operation]) -> frozenset[PersonId]:
    """Return everybody whose audit it was at some time: their signatures count, whatever arrived first."""
    given = (_given(one) for one in operations if one.kind in GIVING and one.kind != WITHDRAW)
    return frozenset(one.person for one in given if one is not None and one.relation is Relation.OWNER)


def _given(operation: Operation) -> Part | None:
    """Return the part of which the operation speaks; None where it speaks of none that is known."""
    if operation.kind == CREATE:
        return Part(operation.author, Relation.OWNER, operation.author, operation.client_time)
    if operation.kind not in GIVING or operation.stream.name != "record":
        return None
    person, relation = operation.facts.get(PERSON), operation.facts.get(RELATION)
    if not isinstance(person, str) or not person:
        return None
    named = next((one for one in Relation if one.value == relation), None)
    return None if named is None else Part(PersonId(person), named, operation.author, operation.client_time)

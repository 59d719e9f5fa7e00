"""Give parts in an audit, take them back, hand an audit over: signed operations, which work without a network too."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from qa_desktop.domain.audit import stays_here
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.operation import Change, OperationKind, Stream
from qa_desktop.domain.parts import PERSON, RELATION, Part, Relation
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.record import AuditState, Person, Role
from qa_desktop.errors import InputProblem, NotAllowed, NotFound

_IDENTITY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

NOT_YOURS = "Only the person whose audit this is can do that."
STAYS_HERE = "This audit is yours alone. It stays on this laptop."
UNKNOWN = "Nobody is known here as {}. Give the name as it stands in your list of people, or the person's number."
SEVERAL = "{} is the name of several people. Give the person's number instead."
ROLE_CANNOT = "{} is {} and cannot have this part."


@dataclass(frozen=True, slots=True)
class HeldPart:
    """A part that somebody has, with the names by which people know them."""

    person: PersonId
    name: str
    relation: Relation
    given_by: str
    at: datetime


class GiveParts:
    """Writes `grant` and `withdraw`. The server judges them again when they arrive."""

    def __init__(self, store: LocalStore, parts_of: Callable[[AuditId], tuple[Part, ...]]) -> None:
        self._store = store
        self._parts_of = parts_of

    @property
    def owner(self) -> PersonId:
        """The owner of this profile."""
        return self._store.owner.id

    def held(self, audit_id: AuditId) -> tuple[HeldPart, ...]:
        """Return who has what part in an audit, the owner first."""
        names = {person.id: person.name for person in self._store.people()}
        found = [
            HeldPart(
                one.person, names.get(one.person, "Unknown"), one.relation, names.get(one.given_by, "Unknown"), one.at
            )
            for one in self._parts_of(audit_id)
        ]
        return tuple(sorted(found, key=lambda one: (list(Relation).index(one.relation), one.name)))

    def may_give(self, audit_id: AuditId) -> bool:
        """Tell whether the owner of this profile may give parts in an audit that is here."""
        record = self._store.load(audit_id)
        if stays_here(record):
            return False
        me = self._store.owner
        signed = record.state is AuditState.SIGNED
        return not record.read_only_reason and (record.owner == me.id or (signed and me.role is Role.QA_OFFICER))

    def candidates(self, relation: Relation) -> tuple[Person, ...]:
        """Return everybody known here who can have a part; nobody gives themselves one."""
        return tuple(
            one for one in self._store.people() if one.id != self._store.owner.id and can_have(one.role, relation)
        )

    def person(self, named: str) -> PersonId:
        """Return whom a name or a number means; raise InputProblem. A number need not be known here."""
        people = self._store.people()
        found = [one.id for one in people if one.id == named or one.name.casefold() == named.strip().casefold()]
        if len(found) > 1:
            raise InputProblem(SEVERAL.format(named))
        if found:
            return found[0]
        if _IDENTITY.fullmatch(named):
            return PersonId(named)
        raise InputProblem(UNKNOWN.format(named))

    def hand_over(self, audit_id: AuditId, person: PersonId) -> None:
        """Make the audit another person's; it can only be read here from then on.

        An officer hands a draft over that is not on this laptop. Raise NotAllowed or InputProblem.
        """
        try:
            self.give(audit_id, person, Relation.OWNER)
        except NotFound:
            if self._store.owner.role is not Role.QA_OFFICER:
                raise
            self._refuse(person, Relation.OWNER)
            self._write(OperationKind.GRANT, audit_id, person, Relation.OWNER)

    def give(self, audit_id: AuditId, person: PersonId, relation: Relation) -> None:
        """Give somebody a part; raise NotAllowed, NotFound or InputProblem."""
        self._refuse_giving(audit_id)
        self._refuse(person, relation)
        if not self._has(audit_id, person, relation):
            self._write(OperationKind.GRANT, audit_id, person, relation)

    def take_back(self, audit_id: AuditId, person: PersonId, relation: Relation) -> None:
        """End somebody's part; raise NotAllowed, NotFound or InputProblem."""
        self._refuse_giving(audit_id)
        if relation is Relation.OWNER:
            raise InputProblem("An audit is always somebody's. Hand it over to another person instead.")
        if not self._has(audit_id, person, relation):
            raise InputProblem("This person has no such part in the audit.")
        self._write(OperationKind.WITHDRAW, audit_id, person, relation)

    def _refuse_giving(self, audit_id: AuditId) -> None:
        if not self.may_give(audit_id):
            record = self._store.load(audit_id)
            raise NotAllowed(STAYS_HERE if stays_here(record) else record.read_only_reason or NOT_YOURS)

    def _has(self, audit_id: AuditId, person: PersonId, relation: Relation) -> bool:
        return any((one.person, one.relation) == (person, relation) for one in self._parts_of(audit_id))

    def _refuse(self, person: PersonId, relation: Relation) -> None:
        if person == self._store.owner.id:
            raise InputProblem("You cannot give a part to yourself. Choose somebody else.")
        known = next((one for one in self._store.people() if one.id == person), None)
        if known is not None and not can_have(known.role, relation):
            raise InputProblem(ROLE_CANNOT.format(known.name, known.role.title.lower()))

    def _write(self, kind: OperationKind, audit_id: AuditId, person: PersonId, relation: Relation) -> None:
        facts = {PERSON: person, RELATION: relation.value}
        self._store.append([Change(Stream(audit_id), "", None, kind=kind, facts=facts)])


def can_have(role: Role, relation: Relation) -> bool:
    """Tell whether people of a role can have a part."""
    if role is Role.PRACTITIONER:
        return relation is Relation.PRACTITIONER
    return role is not Role.ADMIN

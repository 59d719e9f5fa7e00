"""Says whose an audit is, who else has a part in it, to whom it can be given, and what came too late for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from qa_desktop.clock import Clock
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.directory import Directory
from qa_desktop.domain.exchange import Lease
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.parts import HANDED_OVER, Relation
from qa_desktop.domain.record import Person, Role
from qa_desktop.services.give_parts import HeldPart, can_have
from qa_desktop.services.sharing import Sharing
from qa_desktop.ui.presenters.holds import held_words
from qa_desktop.ui.presenters.late_work import LateLine, Waiting, late_line, waiting_view
from qa_desktop.ui.presenters.times import moment_words, when

UNKNOWN = "Unknown"
SHOWN = (Relation.PEER, Relation.MODERATOR)
"""Parts that are shown by name. The practitioner stands there anyway, as the audit itself names them."""
GIVEN_AWAY = "You handed this audit over to {}. It can only be read here."

WAYS = (
    (Relation.OWNER, "Hand it over: they become the auditor"),
    (Relation.PEER, "Share it with a peer auditor"),
    (Relation.MODERATOR, "Share it with a moderator"),
    (Relation.PRACTITIONER, "Share it with the practitioner"),
)
"""What can be given, the farthest-reaching first."""
_ONCE_SIGNED = {False: "once it is signed, with the sync after that", True: "with the next sync of both laptops"}


class SharingDesk(Protocol):
    """The services that tell about parts."""

    @property
    def owner(self) -> Person:
        """Who sits at this laptop."""
        ...

    @property
    def directory(self) -> Callable[[], Directory]:
        """Return who is who."""
        ...

    @property
    def sharing(self) -> Sharing:
        """Parts, and what came late."""
        ...

    @property
    def clock(self) -> Clock:
        """The time."""
        ...


@dataclass(frozen=True, slots=True)
class SharingView:
    """What an open audit shows of its people."""

    auditor: str
    """Whose audit it is; empty where nobody here knows their name."""
    others: tuple[tuple[str, str], ...] = ()
    """Name and part of everybody else who has one."""
    may_give: bool = False
    read_only: str = ""
    """Why the audit can only be read here; empty where it can be written."""
    waiting: tuple[Waiting, ...] = ()
    """What others wrote late and the owner of this profile may take in."""
    late: tuple[LateLine, ...] = ()
    """What no signature covers."""


@dataclass(frozen=True, slots=True)
class Held:
    """A part that can be taken back."""

    person: PersonId
    name: str
    relation: Relation
    caption: str
    """Which part it is, since when and from whom."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to whom an audit can be given."""

    id: PersonId
    name: str
    role: str
    relations: frozenset[Relation]


def read_sharing(desk: SharingDesk, audit: Audit) -> SharingView:
    """Return what to show; on the database worker."""
    parts = desk.sharing.parts
    held = parts.held(audit.id)
    directory = desk.directory() if any(one.name == UNKNOWN for one in held) else Directory()
    auditor = next((_name(one, directory) for one in held if one.relation is Relation.OWNER), "")
    others = tuple((_name(one, directory) or UNKNOWN, one.relation.title) for one in held if one.relation in SHOWN)
    return SharingView(
        auditor,
        others,
        parts.may_give(audit.id),
        held_words(desk.sharing.holds, audit.id) if audit.record.is_held else read_only_words(audit, auditor),
        _waiting(desk, audit),
        _late(desk, audit),
    )


def held_parts(desk: SharingDesk, audit_id: AuditId) -> tuple[Held, ...]:
    """Return every part that can be taken back; on the database worker."""
    directory, now = desk.directory(), desk.clock.now()
    return tuple(
        Held(
            one.person,
            _name(one, directory) or UNKNOWN,
            one.relation,
            f"{one.relation.title}, since {when(one.at, now)}{_giver_words(one, desk.owner)}",
        )
        for one in desk.sharing.parts.held(audit_id)
        if one.relation is not Relation.OWNER and one.person != desk.owner.id
    )


def read_only_words(audit: Audit, auditor: str) -> str:
    """Say why the audit can only be read here; empty where it can be written."""
    reason = audit.record.read_only_reason
    return GIVEN_AWAY.format(auditor) if reason == HANDED_OVER and auditor else reason


def candidates(desk: SharingDesk, audit_id: AuditId) -> tuple[Candidate, ...]:
    """Return everybody known here who can have a part that they do not have; on the database worker."""
    directory = desk.directory()
    gone = {one.id for one in directory.people} - {one.id for one in directory.present}
    known = {one.id: (one.name, one.role) for relation in Relation for one in desk.sharing.parts.candidates(relation)}
    roles = {role.value: role for role in Role}
    known |= {one.id: (one.name, roles[one.role]) for one in directory.present if one.role in roles}
    held: dict[PersonId, set[Relation]] = {}
    for part in desk.sharing.parts.held(audit_id):
        held.setdefault(part.person, set()).add(part.relation)
    found = (
        Candidate(person, name, role.title, _can_be(role) - held.get(person, set()))
        for person, (name, role) in known.items()
        if person not in gone and person != desk.owner.id
    )
    return tuple(sorted((one for one in found if one.relations), key=lambda one: one.name.casefold()))


def consequence(relation: Relation, name: str, *, is_signed: bool) -> str:
    """Say what somebody will see and may do, and from when on."""
    match relation:
        case Relation.OWNER:
            return (
                f"With the next sync of both laptops the audit is {name}'s: they see all of it but your preparation "
                "notes. You can no longer write in it, and it leaves this laptop once everything of yours has arrived."
            )
        case Relation.PEER:
            return (
                f"With the next sync of both laptops {name} can read and write in the audit. They see all of it but "
                "your preparation notes."
            )
        case _:
            return f"{name} can read the audit and its note {_ONCE_SIGNED[is_signed]}. They cannot change anything."


def done_words(relation: Relation, name: str) -> str:
    """Say that it was done."""
    if relation is Relation.OWNER:
        return f"Handed over to {name}. It is theirs when both laptops have synced."
    return f"Shared with {name}. They see it when both laptops have synced."


def taken_back_words(name: str) -> str:
    """Say that a part was taken back, and what becomes of their laptop."""
    return f"Taken back from {name}. The audit leaves their laptop when both laptops have synced."


def elsewhere_words(lease: Lease | None, now: datetime) -> str:
    """Say who else has the audit open; empty where nobody does or nobody knows."""
    if lease is None:
        return ""
    since = moment_words(lease.since, now)
    return f"{lease.name} has this audit open since {since}. What you both write is kept and settled later."


def give(desk: SharingDesk, audit_id: AuditId, person: PersonId, relation: Relation) -> None:
    """Give the part; on the database worker. Raise NotAllowed or InputProblem."""
    desk.sharing.parts.give(audit_id, person, relation)


def take_back(desk: SharingDesk, audit_id: AuditId, part: Held) -> None:
    """Take the part back; on the database worker. Raise NotAllowed or InputProblem."""
    desk.sharing.parts.take_back(audit_id, part.person, part.relation)


def _waiting(desk: SharingDesk, audit: Audit) -> tuple[Waiting, ...]:
    now, signed = desk.clock.now(), audit.is_signed
    return tuple(waiting_view(one, now, is_signed=signed) for one in desk.sharing.take_in.waiting(audit.id))


def _late(desk: SharingDesk, audit: Audit) -> tuple[LateLine, ...]:
    """Return what came after the signature: for author and managers, never for the practitioner."""
    if not audit.is_signed or desk.owner.role is Role.PRACTITIONER:
        return ()
    now = desk.clock.now()
    return tuple(late_line(one, now) for one in desk.sharing.late(audit.id))


def _giver_words(part: HeldPart, owner: Person) -> str:
    return {UNKNOWN: "", owner.name: ", given by you"}.get(part.given_by, f", given by {part.given_by}")


def _can_be(role: Role) -> frozenset[Relation]:
    return frozenset(one for one in Relation if can_have(role, one))


def _name(part: HeldPart, directory: Directory) -> str:
    if part.name != UNKNOWN:
        return part.name
    found = directory.person(part.person)
    return found.name if found is not None else ""

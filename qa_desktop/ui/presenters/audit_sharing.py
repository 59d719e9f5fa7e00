"""Says whose an audit is, who else has a part in it, and whether it can be given away from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from qa_desktop.domain.directory import Directory
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.parts import Relation
from qa_desktop.domain.record import Person
from qa_desktop.services.give_parts import HeldPart
from qa_desktop.services.sharing import Sharing

UNKNOWN = "Unknown"
SHOWN = (Relation.PEER, Relation.MODERATOR)
"""Parts that are shown by name. The practitioner stands there anyway, as the audit itself names them."""


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
        """Parts."""
        ...


@dataclass(frozen=True, slots=True)
class SharingView:
    """What an open audit shows of its people."""

    auditor: str
    """Whose audit it is; empty where nobody here knows their name."""
    others: tuple[tuple[str, str], ...] = ()
    """Name and part of everybody else who has one."""


def read_sharing(desk: SharingDesk, audit_id: AuditId) -> SharingView:
    """Return what to show; on the database worker."""
    held = desk.sharing.parts.held(audit_id)
    directory = desk.directory() if any(one.name == UNKNOWN for one in held) else Directory()
    auditor = next((_name(one, directory) for one in held if one.relation is Relation.OWNER), "")
    others = tuple((_name(one, directory) or UNKNOWN, one.relation.title) for one in held if one.relation in SHOWN)
    return SharingView(auditor, others)


def _name(part: HeldPart, directory: Directory) -> str:
    return part.name if part.name != UNKNOWN else _name_in(directory, part.person)


def _name_in(directory: Directory, person: PersonId) -> str:
    found = directory.person(person)
    return found.name if found is not None else ""

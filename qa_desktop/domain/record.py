"""An audit as the store holds it: fields with their operations, and what goes with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from qa_desktop.domain.home_work import HomeWork
from qa_desktop.domain.ids import AuditId, DocumentId, OperationId, PersonId, ToolId
from qa_desktop.domain.operation import Stream, Value

if TYPE_CHECKING:
    from qa_desktop.domain.allocation import Allocation
    from qa_desktop.domain.allocation_answer import Answer

NOBODY = PersonId("")
HELD = (
    "This audit is on hold. Nothing in it can be changed or deleted until two QA officers or heads of service have "
    "released the hold."
)
"""Why an audit on hold can only be read."""


class AuditState(Enum):
    """Where an audit stands."""

    DRAFT = "draft"
    SIGNED = "signed"


class Role(Enum):
    """What a person is in the authority's quality assurance."""

    AUDITOR = "auditor"
    MANAGER = "manager"
    QA_OFFICER = "qa_officer"
    ADMIN = "admin"
    MODERATOR = "moderator"
    HEAD_OF_SERVICE = "head_of_service"
    PRACTITIONER = "practitioner"

    @property
    def title(self) -> str:
        """The role as people say it."""
        return {
            "auditor": "Auditor",
            "manager": "Manager",
            "qa_officer": "QA officer",
            "admin": "Administrator",
            "moderator": "Moderator",
            "head_of_service": "Head of service",
            "practitioner": "Practitioner",
        }[self.value]


REPORT_MAKERS = frozenset({Role.QA_OFFICER, Role.HEAD_OF_SERVICE, Role.MANAGER})
"""Who makes reports of what the audits say."""


@dataclass(frozen=True, slots=True)
class FieldState:
    """The current value of one field, with the operation that set it."""

    path: str
    value: Value
    op_id: OperationId
    author: PersonId
    at: datetime
    stream: Stream


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """Everything that the store knows of one audit, in its current state."""

    id: AuditId
    tool_id: ToolId
    tool_version: str
    tool_hash: str
    state: AuditState
    created_at: datetime
    created_by: PersonId
    fields: Mapping[str, FieldState]
    read_only_reason: str = ""
    """Set where the audit holds an operation that this version cannot fully show."""
    to_settle: int = 0
    """How many fields two people wrote without knowing of each other."""
    owner: PersonId = NOBODY
    """Whose audit it is now: who began it, or to whom it was handed over."""

    @property
    def is_held(self) -> bool:
        """Whether the audit is on hold."""
        return self.read_only_reason == HELD


@dataclass(frozen=True, slots=True)
class SignedAudit:
    """What is known of a signed audit without opening it."""

    id: AuditId
    subject: str
    tool_title: str
    tool_hash: str
    signed_at: datetime
    """Of several signatures that count, the first."""


@dataclass(frozen=True, slots=True)
class AuditSummary:
    """One row of the home page and of lists."""

    id: AuditId
    tool_id: ToolId
    tool_title: str
    authority: str
    subject: str
    practitioner: str
    state: AuditState
    overall: str
    """The overall grade's code; empty where none is given."""
    complete_sections: int
    all_sections: int
    place: str
    """Title of the page where the work stopped."""
    changed_at: datetime
    unsent: int
    is_held: bool = False
    """Whether the audit is on hold."""
    tool_version: str = ""
    """With which version of its tool it is worked on."""
    form: str = ""
    """Whose form it is, where two people audit the case: "Lead auditor: A. Auditor"."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """What is only on this laptop."""

    count: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class GivenPart:
    """A part that somebody gave to the owner of this profile."""

    relation: str
    giver: str
    """Their name; empty where it is not known here."""
    at: datetime


@dataclass(frozen=True, slots=True)
class HomeData:
    """What the home page shows, read in one go."""

    person_name: str
    drafts: tuple[AuditSummary, ...]
    signed: tuple[AuditSummary, ...]
    unsent: Unsent
    signed_this_month: int
    allocated: tuple[Allocation, ...] = ()
    """What QA officers allocated to the owner and was not begun, the next due first."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """What the owner said to them, by allocation."""
    given: Mapping[AuditId, GivenPart] = field(default_factory=dict)
    """What others gave the owner of this profile."""
    work: HomeWork = field(default_factory=HomeWork)
    """What there is to do because of audits."""
    waiting: Mapping[AuditId, int] = field(default_factory=dict)
    """How many changes of others wait to be taken in, and were not left waiting."""


@dataclass(frozen=True, slots=True)
class Person:
    """The owner of a profile, or the author of operations that came from elsewhere."""

    id: PersonId
    name: str
    role: Role
    team: str
    device_key: bytes
    """Ed25519 public key, 32 bytes: verifies this person's operations."""
    certificate: bytes
    """X.509 DER of the P-256 key that seals documents."""
    address: str
    """age recipient ("age1...") to which bundles for this person are encrypted."""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document kept with an audit, by the hash of its bytes."""

    id: DocumentId
    audit_id: AuditId
    kind: str
    """archive_note, filing_note, scan."""
    media_type: str
    data: bytes
    made_at: datetime

"""What a laptop and the shared server tell each other: places in the feed, answers, and who is who."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from qa_desktop.domain.authority import USUAL_DATABASE
from qa_desktop.domain.ids import AuditId, DocumentId, OperationId, PersonId
from qa_desktop.domain.operation import Operation, Stream
from qa_desktop.domain.ports import SummaryUpdate
from qa_desktop.domain.record import Person


@dataclass(frozen=True, slots=True)
class Position:
    """How far this laptop has read the server's feed. Comparable within one epoch only."""

    epoch: str
    xid: int
    seq: int


class Verdict(Enum):
    """What the server did with one operation."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    BUSY = "busy"
    REFUSED = "refused"

    @property
    def is_delivered(self) -> bool:
        """Whether the server holds the operation in its place for good."""
        return self in (Verdict.APPLIED, Verdict.DUPLICATE)


@dataclass(frozen=True, slots=True)
class Deleted:
    """What the server says was deleted for good."""

    audits: frozenset[AuditId] = frozenset()
    entries: frozenset[OperationId] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """The server's answer to one operation. `reason` is a code of the protocol; empty where there is none to give."""

    op_id: OperationId
    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The last revision of a stream and the hash of its chain up to there."""

    rev: int
    digest: bytes


NO_HEAD = Head(0, b"")
"""The head of a stream of which nothing is held."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An operation in its place on the server: `head` is the hash of the stream's chain with it.

    It is empty where the server left it to be worked out: it says it of the last of several that come together.
    """

    operation: Operation
    rev: int
    head: bytes
    relayer: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class OwnPlaced:
    """The place on the server of an operation that this very store wrote: the line brings its name, the log has it."""

    op_id: OperationId
    author: PersonId
    incarnation: str
    rev: int
    head: bytes
    """Always said: it tells whether what the log has is what the server has."""
    relayer: str
    received_at: datetime


class FeedEvent(Enum):
    """What an entry of the feed says."""

    OPERATION = "op"
    REVOKE = "revoke"
    UNKNOWN = ""
    """What a newer server says and this version does not know: only its place in the feed counts."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of the feed. A revocation speaks of a whole stream and carries no operation; others carry one."""

    event: FeedEvent
    stream: Stream
    at: Position
    placed: Placed | None = None
    own: OwnPlaced | None = None


@dataclass(frozen=True, slots=True)
class Me:
    """Who the server says is signed in."""

    id: PersonId
    role: str
    team: str
    state: str
    """new, pending, enrolled or revoked: of this very laptop where it named its key."""
    directory: str = ""
    """What to compare with the directory that is held; empty where the server keeps none."""
    keys: str = ""
    """Another text once keys of people were approved or revoked; empty where the server does not say."""
    under_way: str = ""
    """Changes whenever the list of drafts may have; empty where this person sees none."""
    aside: str = ""
    """Changes whenever what waits to be taken in does; empty where the server does not say."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A change by somebody who has no part in the audit any more: it waits on the server to be taken in."""

    op_id: OperationId
    audit: AuditId
    author: PersonId
    name: str
    stream: str
    kind: str
    path: str
    at: datetime
    wanted: bool = False
    """Whether the owner of this profile said that it is to be taken in."""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A draft of somebody else, by its state alone (P-20)."""

    audit: AuditId
    tool: str
    owner: PersonId
    name: str
    state: str
    """draft or revealed."""
    begun: datetime
    changed: datetime
    """When anything of it last came to the server."""
    version: str = ""
    """With which version of its tool it is worked on; empty where the server does not say."""
    concern: str = ""
    """Its most pressing safety concern as the server tells it, JSON with raised, state, on and time; empty for none."""


@dataclass(frozen=True, slots=True)
class AccessRecord:
    """That the owner of this profile looked at an audit or took something of it away, as this laptop says of itself."""

    id: str
    audit: AuditId
    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Lease:
    """Who has an audit open. It tells, and refuses nobody."""

    holder: PersonId
    name: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Greeting:
    """What the server says first."""

    server_protocol: int
    epoch: str
    position_known: bool
    me: Me
    server_time: datetime
    mismatched: tuple[Stream, ...]
    """Streams whose revision has another head there."""
    unknown: tuple[Stream, ...]
    """Streams that the server does not hold or does not show to this person."""
    restored: bool
    """Whether the server begins a new epoch since the position was given."""
    oldest_protocol: int = 1
    """The oldest version that the server still speaks."""


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """A person as the server knows them. Somebody with several laptops has several device keys."""

    person: Person
    device_keys: tuple[bytes, ...]
    revoked: Mapping[bytes, datetime] = field(default_factory=dict)
    """From when on, by the server's clock, nothing that the key signed is believed."""


class BlobKind(Enum):
    """What a blob is on the laptop."""

    DOCUMENT = "document"
    TOOL = "tool"


@dataclass(frozen=True, slots=True)
class BlobName:
    """A blob under its stream: a document that an operation names, or the tool with which the audit was begun."""

    stream: Stream
    id: DocumentId
    kind: BlobKind


@dataclass(frozen=True, slots=True)
class Received:
    """What keeping a page did. Streams in `broken` have another chain than the server says: they need repair."""

    new: int
    known: int
    held: int
    broken: tuple[Stream, ...]


class PartAnswer(Enum):
    """What the server did with a part of a document."""

    KEPT = "kept"
    COMPLETE = "complete"
    REFUSED = "refused"
    BUSY = "busy"


class Outcome(Enum):
    """How a run ended."""

    DONE = "done"
    UNREACHABLE = "unreachable"
    CROWDED = "crowded"
    """The server was there and had no place for this laptop at the moment."""
    NOT_ADMITTED = "not_admitted"
    SUSPENDED = "suspended"
    BROKEN_OFF = "broken_off"


@dataclass(frozen=True, slots=True)
class RunReport:
    """One run of sync, as the history keeps it."""

    started_at: datetime
    ended_at: datetime
    outcome: Outcome
    sent: int = 0
    received: int = 0
    refused: int = 0
    waiting: int = 0
    busy: int = 0
    """How many of those that wait met an audit that was busy; the history does not keep it."""
    documents: int = 0
    words: str = ""
    """A sentence for a person where something stood in the way."""
    drift: timedelta | None = None
    """How far this laptop's clock was ahead of the server's; None where the server did not say."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An operation that the server will not take; it stays in the log of this laptop."""

    op_id: OperationId
    audit: AuditId
    path: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """An operation that arrived and cannot be taken into the log: not proved, or an earlier one is missing."""

    op_id: OperationId
    stream: Stream
    rev: int
    reason: str


@dataclass(frozen=True, slots=True)
class AuditSync:
    """How one audit stands towards the server."""

    audit: AuditId
    unsent: int
    oldest: datetime | None
    """When the oldest unsent change was made."""
    refused: int
    held: int
    conflicts: int
    documents_to_send: int
    quarantined: int = 0
    """What the server keeps in quarantine until the audit, or a part in it, is there."""
    handed: int = 0
    """Changes that are safe with somebody by file and not known to be on the server."""


@dataclass(frozen=True, slots=True)
class Unsummarised:
    """An audit whose line in lists is to be worked out, as it stood when that was asked."""

    audit: AuditId
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Summarised:
    """What lists show of an audit, worked out from how it stood."""

    of: Unsummarised
    summary: SummaryUpdate
    conflicts: int


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where the shared server is and who signs in; no secret is among it."""

    host: str
    user: str
    port: int = 5432
    database: str = USUAL_DATABASE
    authority: str = ""
    """File with the certificate of who vouches for the server; empty for those that this computer trusts."""
    certificate: str = ""
    """File with the person's own certificate, its key beside it as `.key`; empty where they sign in otherwise."""

    @property
    def sign_in(self) -> str:
        """What the password is kept under in the keyring."""
        return f"{self.user}@{self.host}:{self.port}/{self.database}"

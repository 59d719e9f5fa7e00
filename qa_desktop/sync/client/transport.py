"""The calls of docs/sync-protocol.md as the engine sees them: a real server or the tests' one stands behind."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from qa_desktop.domain.arrivals import RawPage
from qa_desktop.domain.directory import DirectoryNews
from qa_desktop.domain.exchange import (
    AccessRecord,
    Acquaintance,
    Answer,
    Aside,
    Deleted,
    Greeting,
    Head,
    Lease,
    PartAnswer,
    Placed,
    Position,
    UnderWay,
)
from qa_desktop.domain.ids import AuditId, DocumentId, OperationId, PersonId
from qa_desktop.domain.operation import Operation, Stream
from qa_desktop.domain.trouble import Trouble
from qa_desktop.errors import NetworkProblem

PROTOCOL = 1
"""The version of the protocol that this client speaks."""

MOST_A_PULL = 1000
"""How many operations a page of the feed holds at most."""

PART_BYTES = 256 * 1024
"""The size of one part of a document on the wire."""


class LineProblem(NetworkProblem):
    """Something stands between this laptop and the server."""

    def __init__(self, sentence: str, trouble: Trouble = Trouble.BROKE) -> None:
        super().__init__(sentence)
        self.trouble = trouble


class LineBroke(LineProblem):
    """The line to the server broke. What was under way may have arrived or not; the next run finds out."""


class Stopped(LineBroke):
    """A person wants the run to end here."""


class NotAdmitted(LineProblem):
    """The server is there and does not let this person, this laptop or this version in."""


class Crowded(LineProblem):
    """The server is there and has no place for this laptop at the moment."""


STOPPED = "Stopped. What was left goes with the next sync."
NOT_UNDERSTOOD = "The server answered something that QA Desktop does not understand. Tell your QA team."
SET_BACK = (
    "The server was set back to an earlier state and its administrator has been told. Nothing was sent or changed. "
    "Everything stays safe on this laptop; it is sent once the administrator has dealt with it."
)


class Suspended(LineProblem):
    """The server does not stand where it stood: nothing is exchanged until its administrator says what holds."""


@dataclass(frozen=True, slots=True)
class BlobPart:
    """One part of a document, and how many there are."""

    data: bytes
    parts: int


class NoticeLine(Protocol):
    """What goes over the line beside the operations."""

    def quarantined(self) -> Mapping[OperationId, bool]:
        """Return what the server keeps of this person in quarantine, and whether it was taken in."""
        ...

    def aside(self) -> tuple[Aside, ...]:
        """Return what others wrote and waits for this person to take it in."""
        ...

    def take_in(self, op_ids: Sequence[OperationId]) -> None:
        """Take in what waits; whatever cannot be taken in stays where it is."""
        ...

    def under_way(self) -> tuple[UnderWay, ...]:
        """Return the drafts of which this person may know."""
        ...

    def report_access(self, records: Sequence[AccessRecord]) -> None:
        """Report what was looked at; a record that comes twice is kept once."""
        ...

    def lease(self, audit: AuditId, minutes: int) -> Lease | None:
        """Say that an audit is open here, or with 0 minutes that it is not any more; return who has it open."""
        ...


class Transport(NoticeLine, Protocol):
    """One open line to the server. Every call raises LineBroke where the line breaks, NotAdmitted where refused."""

    def hello(self, protocol: int, position: Position | None, heads: Mapping[Stream, Head], mine: str = "") -> Greeting:
        """Say who calls and compare position and heads. `mine` is the incarnation with which the feed is read then."""
        ...

    def have(self, op_ids: Sequence[OperationId]) -> frozenset[OperationId]:
        """Return those that the server holds and this person may know of."""
        ...

    def offer(self, operations: Sequence[Operation]) -> None:
        """Offer operations without waiting for what becomes of them. Until all is answered nothing else is asked."""
        ...

    def answers(self) -> tuple[Answer, ...]:
        """Return what became of the oldest offer: one answer for each operation, in order."""
        ...

    def pull(self, position: Position | None, most: int, mine: str = "") -> RawPage | None:
        """Return the next page of the feed, as it comes; None where it was read to its end.

        What this person wrote in the incarnation that is `mine` comes as its name alone.
        """
        ...

    def stream(self, stream: Stream, from_rev: int, most: int) -> tuple[Placed, ...]:
        """Return operations of one stream from a revision on."""
        ...

    def ask_wanted(self, stream: Stream, blobs: Sequence[DocumentId]) -> None:
        """Ask which of them the server lacks."""
        ...

    def wanted(self) -> Mapping[DocumentId, frozenset[int]]:
        """Return the answer to the oldest such question: what is lacking, with the parts of it that are there."""
        ...

    def offer_part(self, stream: Stream, blob: DocumentId, part: int, part_of: BlobPart) -> None:
        """Send one part, counted from 0."""
        ...

    def part_answer(self) -> PartAnswer:
        """Return what the server did with the oldest part that was sent."""
        ...

    def ask_part(self, stream: Stream, blob: DocumentId, part: int) -> None:
        """Ask for one part, counted from 0."""
        ...

    def part(self) -> BlobPart | None:
        """Return the oldest part that was asked for; None where it is not there yet, or not for this person."""
        ...

    def backed_up(self) -> datetime | None:
        """Return the moment of the server before which everything is in a backup that was tried; None without one."""
        ...

    def deleted(self, audits: Collection[AuditId]) -> Deleted:
        """Return what of these audits was deleted for good; who disposed of one stands in its stream `retention`."""
        ...

    def people(self, ids: Collection[PersonId]) -> tuple[Acquaintance, ...]:
        """Return what verifies the operations of these people; those that are unknown there are left out."""
        ...

    def directory(self, since: str) -> DirectoryNews:
        """Return who is who, as far as it changed since a state and may be seen."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...

    def hang_up(self) -> None:
        """End the line at once, on any thread; a call under way raises LineBroke."""
        ...

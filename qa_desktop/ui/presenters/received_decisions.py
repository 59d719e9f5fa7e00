"""Says what somebody has to decide about an audit that came in: late work to take in, and which signature holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.services.erase_entries import EraseEntries
from qa_desktop.services.sharing import Sharing
from qa_desktop.ui.presenters.late_work import Waiting, waiting_view
from qa_desktop.ui.presenters.times import when

STALE = (
    "Words of this audit were deleted. A note was sealed by somebody who had not heard of it, and may still show them. "
    "Two people have to order that it be deleted too; then the note can be made anew."
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing to decide; where it is decided already it only says so."""

    words: str
    action: str = ""
    details: tuple[str, ...] = ()
    take_in: tuple[OperationId, ...] = ()
    holds: OperationId | None = None
    deletes: bool = False
    """Whether sealed notes that may show deleted words are to be deleted."""


def decisions(sharing: Sharing, audit_id: AuditId, now: datetime, *, is_signed_twice: bool) -> tuple[Decision, ...]:
    """Return what is to decide; nothing that this person may not."""
    late = (_take_in(waiting_view(one, now, is_signed=True)) for one in sharing.take_in.waiting(audit_id))
    settle = _settle(sharing, audit_id, now) if is_signed_twice and sharing.signatures.may_settle else ()
    return (*late, *settle)


def stale_note(erase: EraseEntries, audit_id: AuditId) -> tuple[Decision, ...]:
    """Return what is to decide of notes that were sealed by somebody who had not heard of a deletion."""
    if not erase.stale(audit_id):
        return ()
    return (Decision(STALE, "Ask for its deletion", deletes=True),)


def decide(sharing: Sharing, audit_id: AuditId, decision: Decision) -> None:
    """Do what was decided; on the database worker."""
    if decision.holds is not None:
        sharing.signatures(audit_id, decision.holds)
    else:
        sharing.take_in(decision.take_in)


def _take_in(waiting: Waiting) -> Decision:
    words = f"{waiting.title}. {waiting.words}".strip()
    if waiting.wanted:
        return Decision(words, details=waiting.changes)
    return Decision(words, f"Take in what {waiting.author} wrote", waiting.changes, take_in=waiting.op_ids)


def _settle(sharing: Sharing, audit_id: AuditId, now: datetime) -> Iterator[Decision]:
    for one in sharing.signatures.signatures(audit_id):
        signed = when(one.signed_at, now)
        received = f", received {when(one.received_at, now)}" if one.received_at else ""
        words = f"Signed by {one.signer}, {signed}{received}."
        yield Decision(words, f"{one.signer}'s signature holds", holds=one.op_id)

"""Says what somebody has to decide about an audit that came in: late work to take in, and which signature holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.services.sharing import Sharing
from qa_desktop.services.take_in import LateWork
from qa_desktop.ui.presenters.times import counted, when


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing to decide; where it is decided already it only says so."""

    words: str
    action: str = ""
    take_in: tuple[OperationId, ...] = ()
    holds: OperationId | None = None


def decisions(sharing: Sharing, audit_id: AuditId, now: datetime, *, is_signed_twice: bool) -> tuple[Decision, ...]:
    """Return what is to decide; nothing that this person may not."""
    late = (_take_in(one, now) for one in sharing.take_in.waiting() if one.audit_id == audit_id)
    settle = _settle(sharing, audit_id, now) if is_signed_twice and sharing.signatures.may_settle else ()
    return (*late, *settle)


def decide(sharing: Sharing, audit_id: AuditId, decision: Decision) -> None:
    """Do what was decided; on the database worker."""
    if decision.holds is not None:
        sharing.signatures(audit_id, decision.holds)
    else:
        sharing.take_in(decision.take_in)


def _take_in(work: LateWork, now: datetime) -> Decision:
    changes = counted(len(work.op_ids), "change")
    if work.wanted:
        return Decision(f"What {work.author} wrote late ({changes}) is taken in with the next sync.")
    signature = ", a signature among them" if work.has_signature else ""
    words = (
        f"{work.author} wrote {changes}{signature} without having a part in this audit any more, since "
        f"{when(work.since, now)}. They wait on the server and are not in the audit yet. Nothing is lost if they wait."
    )
    return Decision(words, f"Take in what {work.author} wrote", work.op_ids)


def _settle(sharing: Sharing, audit_id: AuditId, now: datetime) -> Iterator[Decision]:
    for one in sharing.signatures.signatures(audit_id):
        signed = when(one.signed_at, now)
        received = f", received {when(one.received_at, now)}" if one.received_at else ""
        words = f"Signed by {one.signer}, {signed}{received}."
        yield Decision(words, f"{one.signer}'s signature holds", holds=one.op_id)

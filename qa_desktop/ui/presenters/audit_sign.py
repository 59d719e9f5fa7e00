"""What signing shows: who signs in turn, what each says, what is still to settle, and what comes after the seal."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, date, datetime

from qa_desktop.domain import consequences, flow, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.calendar_file import CalendarDay, calendar_file
from qa_desktop.domain.entries import SignatureMark, SignatureMethod
from qa_desktop.domain.flow import Blocker
from qa_desktop.domain.note import SignatureState
from qa_desktop.domain.operation import Value
from qa_desktop.domain.provisional import is_provisional
from qa_desktop.domain.tool_outcome import SignatureBlock
from qa_desktop.services.prepare_email import draft, subject_of
from qa_desktop.services.sign_audit import signature_needs
from qa_desktop.ui.presenters.audit_words import day_words, time_words

WORKERS = frozenset({"practitioner", "supervisee"})


@dataclass(frozen=True, slots=True)
class SignatoryView:
    """One signatory."""

    number: int
    block: SignatureBlock
    mark: SignatureMark
    name: str
    """The name that the line carries, or the one that is expected."""
    words: str
    """ "Signed 15:57", "Declined", "Not present", "To sign by ..." or "Not signed yet"."""
    detail: str
    may_change: bool
    """Whether the line can still be answered or taken back: after signing only where it was left for later."""

    @property
    def is_open(self) -> bool:
        """Whether nothing was said yet."""
        return self.mark.state is SignatureState.OPEN


@dataclass(frozen=True, slots=True)
class SignView:
    """The whole page."""

    jotter: str
    blockers: tuple[Blocker, ...]
    """Everything but the signatures themselves."""
    signature_blockers: tuple[Blocker, ...]
    signatories: tuple[SignatoryView, ...]
    provisional: bool
    signed: bool

    @property
    def ready(self) -> bool:
        """Whether the note can be sealed."""
        return not (self.blockers or self.signature_blockers or self.jotter)

    @property
    def every_blocker(self) -> tuple[Blocker, ...]:
        """What stands in the way, in reading order."""
        return (*self.blockers, *self.signature_blockers)

    def first_open(self) -> str:
        """Return the role of the next one to sign; the first where all have been asked."""
        waiting = (one.block.role for one in self.signatories if one.is_open)
        return next(waiting, self.signatories[0].block.role if self.signatories else "")


def sign_view(audit: Audit, owner: str) -> SignView:
    """Return what the page shows; `owner` is the name of the person at the keyboard."""
    needs = [Blocker(message, flow.SIGN, path) for message, path in signature_needs(audit)]
    return SignView(
        audit.text(paths.JOTTER).strip(),
        flow.blockers(audit),
        tuple(needs),
        tuple(_signatory(audit, number, block, owner) for number, block in enumerate(audit.signatories(), start=1)),
        is_provisional(audit),
        audit.is_signed,
    )


def signed_by(role: str, name: str, ink: bytes, attestation: str, at: datetime) -> dict[str, Value]:
    """Return the fields of a signature: drawn where there is ink (a PNG), else typed."""
    method = SignatureMethod.DRAWN if ink else SignatureMethod.TYPED
    return _line(
        role,
        state=SignatureState.SIGNED,
        name=name.strip(),
        method=method.value,
        ink=base64.b64encode(ink).decode("ascii") if ink else None,
        at=at.astimezone(UTC).isoformat(),
        attestation=attestation.strip() or None,
    )


def declined_by(role: str, name: str, reason: str, at: datetime) -> dict[str, Value]:
    """Return the fields of a signatory who declines, in their own words."""
    moment = at.astimezone(UTC).isoformat()
    return _line(role, state=SignatureState.DECLINED, name=name.strip(), reason=reason.strip(), at=moment)


def absent(role: str, name: str, reason: str) -> dict[str, Value]:
    """Return the fields of a signatory who is not present."""
    return _line(role, state=SignatureState.ABSENT, name=name.strip(), reason=reason.strip())


def later_by(role: str, name: str, by: date) -> dict[str, Value]:
    """Return the fields of a signatory who will sign by a day."""
    return _line(role, state=SignatureState.LATER, name=name.strip(), by_date=by.isoformat())


def opened_again(role: str) -> dict[str, Value]:
    """Return the fields of a line that is taken back before the note is sealed."""
    return _line(role, state=None)


def attestation(view: SignView, role: str, owner: str, *, drawn: bool) -> str:
    """Return the usual attestation: how it was signed, who was there, who operated the laptop."""
    others = [one.name for one in view.signatories if one.block.role != role and one.name]
    there = owner if owner not in others else others[0]
    how = "Drawn on this laptop" if drawn else "Name typed on this laptop"
    return f"{how} in the presence of {there}. {owner} operated the laptop."


def email_draft(audit: Audit, pdf: bytes, file_name: str) -> bytes:
    """Return an e-mail draft (.eml) with the note attached; the subject carries no grade and no name (P-43)."""
    words = ("The audit case note and action plan is attached.", "Please file it as the note says.")
    return draft((), subject_of(audit), words, (file_name, pdf))


def calendar(audit: Audit, at: datetime) -> str:
    """Return a calendar file (.ics) of the dates that follow; entries carry no grade and no name (P-43)."""
    days = [(f"action-{action.id}", "Audit action due", action.due) for action in audit.actions if action.due]
    days += [
        (f"check-{one.id}", "Check whether an audit action can start", one.review_on)
        for one in audit.actions
        if one.review_on and not one.due
    ]
    days += [(f"rule-{one.rule.id}", "Audit follow-up due", one.on) for one in consequences.deadlines(audit)]
    return calendar_file((CalendarDay(f"{audit.id}-{key}", subject, day) for key, subject, day in days), at)


def _signatory(audit: Audit, number: int, block: SignatureBlock, owner: str) -> SignatoryView:
    mark = audit.signatures.get(block.role) or SignatureMark(block.role)
    worker = audit.text(paths.about("practitioner")) if block.role in WORKERS else ""
    expected = owner if block.seals else worker
    may_change = not audit.is_signed or mark.state in (SignatureState.OPEN, SignatureState.LATER)
    return SignatoryView(number, block, mark, mark.name or expected, *_state_words(mark), may_change)


def _state_words(mark: SignatureMark) -> tuple[str, str]:
    match mark.state:
        case SignatureState.SIGNED:
            how = "by pen, finger or mouse" if mark.method is SignatureMethod.DRAWN else "by typed name"
            return (f"Signed {time_words(mark.at)}" if mark.at else "Signed"), how
        case SignatureState.DECLINED:
            return "Declined", mark.reason
        case SignatureState.ABSENT:
            return "Not present", mark.reason
        case SignatureState.LATER:
            return "To sign later", f"by {day_words(mark.by_date)}" if mark.by_date else ""
        case _:
            return "Not signed yet", ""


def _line(role: str, state: SignatureState | None, **said: Value) -> dict[str, Value]:
    fields = ("name", "method", "ink", "reason", "by_date", "at", "attestation")
    values: dict[str, Value] = {paths.signature(role, field): said.get(field) for field in fields}
    values[paths.signature(role, "state")] = state.value if state else None
    return values

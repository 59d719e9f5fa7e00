"""Lists the signed audits of others on this laptop, with what is new in them and what needs the officer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.closing import Closing
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.operation import SETTLES, Operation
from qa_desktop.domain.ports import LocalStore, SummaryFilter
from qa_desktop.domain.projection import NEWER_CHANGES, late_entries, settled, signatures
from qa_desktop.domain.provisional import advice_is_open, awaits_moderation
from qa_desktop.domain.record import AuditState, AuditSummary
from qa_desktop.domain.retention import stale_notes
from qa_desktop.domain.scale import Tone
from qa_desktop.errors import NotFound
from qa_desktop.services.open_audit import OpenAudit

PAGE = 50
MOST_READ = 400
"""So many audits are looked at for one page of the list, however few of them match."""


class InboxNeed(Enum):
    """Why an audit needs the officer."""

    INADEQUATE = "inadequate"
    REQUIRES_IMPROVEMENT = "requires_improvement"
    DISAGREEMENT = "disagreement"
    MODERATION = "moderation"
    LATE_ENTRIES = "late_entries"
    SEVERAL_SIGNATURES = "several_signatures"
    NEWER_CHANGES = "newer_changes"
    NOT_WHOLE = "not_whole"
    ON_HOLD = "on_hold"
    DELETED_WORDS = "deleted_words"


class InboxOnly(Enum):
    """Which audits to list."""

    ALL = "all"
    NEW = "new"
    NEEDS = "needs"


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """One audit that came in."""

    summary: AuditSummary
    author: str
    needs: tuple[InboxNeed, ...]
    is_new: bool
    """Whether it holds anything that was not looked at on this laptop."""


@dataclass(frozen=True, slots=True)
class InboxQuestion:
    """What to list; `after` is where the page before ended."""

    only: InboxOnly = InboxOnly.ALL
    text: str = ""
    after: AuditSummary | None = None


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A page of the list, and where to go on; None at the end."""

    entries: tuple[InboxEntry, ...]
    go_on: AuditSummary | None


class ReadInbox:
    """Reads the inbox from what is on this laptop; what was looked at is remembered here alone."""

    def __init__(self, store: LocalStore, open_audit: OpenAudit, closing: Callable[[Audit], Closing]) -> None:
        self._store = store
        self._open_audit = open_audit
        self._closing = closing

    def __call__(self, question: InboxQuestion) -> InboxPage:
        """Return the next page, most recently changed first."""
        names = {person.id: person.name for person in self._store.people()}
        found: list[InboxEntry] = []
        last = question.after
        for number, summary in enumerate(self._signed(question), start=1):
            entry = self._entry(summary, names)
            last = summary
            if entry is not None and _is_wanted(entry, question.only):
                found.append(entry)
            if len(found) == PAGE or number == MOST_READ:
                return InboxPage(tuple(found), last)
        return InboxPage(tuple(found), None)

    def needs(self, audit_id: AuditId) -> tuple[InboxNeed, ...]:
        """Return why an audit needs the officer."""
        return self._needs(audit_id, self._store.operations(audit_id))

    def mark_seen(self, audit_id: AuditId) -> None:
        """Remember that everything of the audit as it is now was looked at."""
        self._store.set_setting(_seen(audit_id), _state_of(self._store.operations(audit_id)))

    def _signed(self, question: InboxQuestion) -> Iterator[AuditSummary]:
        after = question.after
        while True:
            wanted = SummaryFilter(state=AuditState.SIGNED, text=question.text, after=after, limit=PAGE)
            page = self._store.summaries(wanted)
            yield from page
            if len(page) < PAGE:
                return
            after = page[-1]

    def _entry(self, summary: AuditSummary, names: Mapping[PersonId, str]) -> InboxEntry | None:
        """Return the entry, or None where the audit is the owner's own."""
        operations = self._store.operations(summary.id)
        owner = self._store.load(summary.id).owner
        if owner == self._store.owner.id:
            return None
        is_new = self._store.setting(_seen(summary.id)) != _state_of(operations)
        return InboxEntry(summary, names.get(owner, "Unknown"), self._needs(summary.id, operations), is_new)

    def _needs(self, audit_id: AuditId, operations: tuple[Operation, ...]) -> tuple[InboxNeed, ...]:
        try:
            audit = self._open_audit(audit_id)
        except NotFound:  # the tool with which it was made has not arrived yet
            return (InboxNeed.NOT_WHOLE,)
        needs = [InboxNeed.ON_HOLD if audit.record.is_held else None, self._grade_need(audit)]
        needs.append(InboxNeed.DISAGREEMENT if advice_is_open(audit) else None)
        needs.append(InboxNeed.MODERATION if awaits_moderation(audit) else None)
        needs.append(InboxNeed.LATE_ENTRIES if late_entries(operations) else None)
        needs.append(InboxNeed.SEVERAL_SIGNATURES if _is_signed_twice(operations) else None)
        needs.append(InboxNeed.DELETED_WORDS if stale_notes(operations) else None)
        needs.append(InboxNeed.NEWER_CHANGES if audit.record.read_only_reason == NEWER_CHANGES else None)
        return tuple(need for need in needs if need is not None)

    def _grade_need(self, audit: Audit) -> InboxNeed | None:
        """Return what a poor grade asks for, until what follows from it is closed (R-083, R-097)."""
        need = _grade_need(audit)
        return None if need is None or self._closing(audit).is_closed else need


def _is_signed_twice(operations: tuple[Operation, ...]) -> bool:
    """Tell whether there are several signatures, of which one at least was not there when somebody settled."""
    signs, said = signatures(operations), settled(operations)
    named = said.facts.get(SETTLES) if said is not None else None
    known = frozenset(named if isinstance(named, tuple) else ())
    return len(signs) > 1 and any(one.op_id not in known for one in signs)


def _is_wanted(entry: InboxEntry, only: InboxOnly) -> bool:
    return {InboxOnly.ALL: True, InboxOnly.NEW: entry.is_new, InboxOnly.NEEDS: bool(entry.needs)}[only]


def _grade_need(audit: Audit) -> InboxNeed | None:
    overall = audit.tool.overall
    scale = audit.tool.scale(overall.scale) if overall else None
    point = scale.point(audit.overall_grade) if scale else None
    tones = {Tone.INADEQUATE: InboxNeed.INADEQUATE, Tone.REQUIRES_IMPROVEMENT: InboxNeed.REQUIRES_IMPROVEMENT}
    return tones.get(point.tone) if point else None


def _state_of(operations: tuple[Operation, ...]) -> str:
    """Return something that changes with every operation that arrives, in whatever order."""
    return f"{len(operations)}|{max((one.op_id for one in operations), default='')}"


def _seen(audit_id: AuditId) -> str:
    return f"seen/{audit_id}"

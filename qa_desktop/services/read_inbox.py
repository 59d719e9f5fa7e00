"""Lists the signed audits of others on this laptop, with what is new in them and what needs the officer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.closing import Closing
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.inbox import InboxLine, InboxNeed, InboxQuestion
from qa_desktop.domain.operation import SETTLES, Operation
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.projection import NEWER_CHANGES, late_entries, settled, signatures
from qa_desktop.domain.provisional import advice_is_open, awaits_moderation
from qa_desktop.domain.record import AuditSummary
from qa_desktop.domain.retention import stale_notes
from qa_desktop.domain.scale import Tone
from qa_desktop.errors import InputProblem
from qa_desktop.services.open_audit import OpenAudit

PAGE = 50
AT_ONCE = 8
"""Of so many audits it is worked out at once why they need somebody, while somebody waits for the list."""
IN_A_ROUND = 50
"""Of so many, while nobody does."""


class InboxStore(Protocol):
    """Keeps the lines of the inbox."""

    def note(self) -> None:
        """Give every signed audit that arrived or changed its line."""

    def waiting(self, most: int) -> tuple[AuditId, ...]:
        """Return audits of which it is to be worked out why they need somebody, most recently changed first."""

    def behind(self) -> int:
        """Return of how many that is to be worked out."""

    def settle(self, needs: Sequence[tuple[AuditId, tuple[str, ...]]]) -> None:
        """Keep why audits need somebody."""

    def mark_seen(self, audit: AuditId) -> None:
        """Remember that everything of the audit as it is now was looked at."""

    def page(self, question: InboxQuestion, most: int) -> tuple[InboxLine, ...]:
        """Return the next page, most recently changed first."""


@dataclass(frozen=True, slots=True)
class InboxEntry:
    """One audit that came in."""

    summary: AuditSummary
    author: str
    needs: tuple[InboxNeed, ...]
    is_new: bool
    """Whether it holds anything that was not looked at on this laptop."""


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A page of the list, and where to go on; None at the end."""

    entries: tuple[InboxEntry, ...]
    go_on: AuditSummary | None
    behind: int = 0
    """Of how many audits it is still to be worked out why they need somebody."""


class ReadInbox:
    """Reads the inbox from what is on this laptop; what was looked at is remembered here alone."""

    def __init__(
        self,
        store: LocalStore,
        rows: Callable[[], InboxStore],
        open_audit: OpenAudit,
        closing: Callable[[Audit], Closing],
    ) -> None:
        self._store = store
        self._rows = rows
        self._open_audit = open_audit
        self._closing = closing

    def __call__(self, question: InboxQuestion) -> InboxPage:
        """Return the next page, most recently changed first."""
        rows = self._rows()
        rows.note()
        if question.after is None:
            self.catch_up(AT_ONCE)
        names = {person.id: person.name for person in self._store.people()}
        lines = rows.page(question, PAGE)
        return InboxPage(
            tuple(_entry(line, names) for line in lines),
            lines[-1].summary if len(lines) == PAGE else None,
            rows.behind(),
        )

    def catch_up(self, most: int = IN_A_ROUND) -> int:
        """Work out why audits need somebody, of so many at most; return of how many that is still to be done."""
        rows = self._rows()
        rows.note()
        waiting = rows.waiting(most)
        if waiting:
            rows.settle([(one, tuple(need.value for need in self.needs(one))) for one in waiting])
        return rows.behind()

    def needs(self, audit_id: AuditId) -> tuple[InboxNeed, ...]:
        """Return why an audit needs the officer."""
        return self._needs(audit_id, self._store.operations(audit_id))

    def mark_seen(self, audit_id: AuditId) -> None:
        """Remember that everything of the audit as it is now was looked at."""
        self._rows().mark_seen(audit_id)

    def _needs(self, audit_id: AuditId, operations: tuple[Operation, ...]) -> tuple[InboxNeed, ...]:
        try:
            audit = self._open_audit(audit_id)
        except InputProblem:  # the tool with which it was made has not arrived yet, or is newer than QA Desktop
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


def _grade_need(audit: Audit) -> InboxNeed | None:
    overall = audit.tool.overall
    scale = audit.tool.scale(overall.scale) if overall else None
    point = scale.point(audit.overall_grade) if scale else None
    tones = {Tone.INADEQUATE: InboxNeed.INADEQUATE, Tone.REQUIRES_IMPROVEMENT: InboxNeed.REQUIRES_IMPROVEMENT}
    return tones.get(point.tone) if point else None


def _entry(line: InboxLine, names: Mapping[PersonId, str]) -> InboxEntry:
    needs = tuple(InboxNeed(word) for word in line.needs)
    return InboxEntry(line.summary, names.get(line.owner, "Unknown"), needs, line.is_new)

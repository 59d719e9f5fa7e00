"""Have a signed audit read a second time by somebody who does not see what the first one gave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from qa_desktop.domain import paths
from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.directory import Colleague, Directory
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import Role
from qa_desktop.errors import NotAllowed
from qa_desktop.services.allocate import Allocate, AllocationRequest
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.reallocate import DO_NOT_AUDIT

SECOND = "second"
"""The part of a second reader; what their audit has in common with the first is its id."""
SEES_IT = frozenset({Role.QA_OFFICER.value, Role.HEAD_OF_SERVICE.value})
"""Roles to which signed audits come anyway."""


class SecondReading:
    """Allocates the case again, with the tool of the first audit and nothing of what it says."""

    def __init__(self, directory: Callable[[], Directory], open_audit: OpenAudit, allocate: Allocate) -> None:
        self._directory = directory
        self._open = open_audit
        self._allocate = allocate

    def __call__(self, audit_id: AuditId, person: str, due: date | None = None) -> Allocation:
        """Give a signed audit to a second reader.

        Raises:
            NotAllowed: the owner is no QA officer, the audit is a draft or private, or that person made it or sees it.
            NotFound: the audit, or the person, is not known here.
        """
        first = self._first(audit_id)
        chosen = self._directory().named(person)
        if chosen.id == first.record.owner:
            raise NotAllowed(f"{chosen.name} made this audit. Name somebody else.")
        if chosen.role in SEES_IT:
            raise NotAllowed(f"{chosen.name} reads signed audits anyway, so the reading would not be blind.")
        worker = first.text(paths.about("practitioner"))
        wanted = AllocationRequest(
            chosen.id, str(first.tool.id), first.subject, due, worker, pair=first.id, part=SECOND
        )
        return self._allocate(wanted)

    def readers(self, audit_id: AuditId) -> tuple[Colleague, ...]:
        """Return who could read a signed audit again without seeing what it says, by name; raise as above."""
        first = self._first(audit_id)
        able = (one for one in self._directory().present if one.role not in (*SEES_IT, *DO_NOT_AUDIT))
        return tuple(sorted((one for one in able if one.id != first.record.owner), key=lambda one: one.name.casefold()))

    def _first(self, audit_id: AuditId) -> Audit:
        first = self._open(audit_id)
        if not first.is_signed or first.is_private:
            raise NotAllowed("Only a signed audit that is shared can be read a second time.")
        return first

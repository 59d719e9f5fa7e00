"""Tell the server of which team an audited case is, so that its managers and head of service see the audit (part C)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from qa_desktop.domain.case_team import CaseToName, case_team_changes, team_of_case
from qa_desktop.domain.directory import Directory
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.tool import SubjectKind
from qa_desktop.errors import NotFound
from qa_desktop.services.open_audit import OpenAudit


class CasesToName(Protocol):
    """What is kept of how far was looked."""

    def to_name(self) -> tuple[tuple[CaseToName, ...], str]:
        """Return own audits to look at, and the mark to keep afterwards; no mark before anything can be told."""
        ...

    def looked(self, mark: str) -> None:
        """Keep how far was looked."""
        ...


class NameCaseTeam:
    """Writes a `grant` to the team of the case, before a sync and before a signature: it stays as it was then (P-23).

    Of drafts it is told as well: they see the state alone (P-20). Records of staff have readers of their own (P-03),
    and what stays on this laptop has none.
    """

    def __init__(
        self, store: LocalStore, cases: CasesToName, directory: Callable[[], Directory], open_audit: OpenAudit
    ) -> None:
        self._store = store
        self._cases = cases
        self._directory = directory
        self._open = open_audit

    def __call__(self) -> None:
        """Tell what is not told yet. It blocks."""
        cases, mark = self._cases.to_name()
        if not mark:
            return
        directory = self._directory()
        try:
            for case in cases:
                self._name(case, team_of_case(directory, case))
        except NotFound:
            # The tool of an audit that was handed over here is still under way: the next sync looks again.
            return
        self._cases.looked(mark)

    def _name(self, case: CaseToName, team: str) -> None:
        changes = case_team_changes(case, team)
        if not changes:
            return
        audit = self._open(case.audit)
        if audit.subject_kind is SubjectKind.CASE and not audit.is_private:
            self._store.append(changes)

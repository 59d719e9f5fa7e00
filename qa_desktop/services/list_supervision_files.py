"""List the supervision files of each manager's staff: how many were looked at, when last, and what is overdue."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain.authority_settings import AuthoritySettings, Quota
from qa_desktop.domain.directory import Directory
from qa_desktop.domain.overseen import is_overseen
from qa_desktop.domain.record import Person, Role
from qa_desktop.domain.signed_record import SignedRecord
from qa_desktop.domain.supervision_files import (
    FileRule,
    ManagerFiles,
    expected_of_files,
    file_rules,
    files_by_manager,
)
from qa_desktop.domain.tool import SubjectKind, Tool
from qa_desktop.services.tool_library import ToolSummary


@dataclass(frozen=True, slots=True)
class FilesRead:
    """What is read."""

    signed: Callable[[str, Collection[str]], tuple[SignedRecord, ...]]
    """Returns the signed records with a tool, with their answers to these questions."""
    directory: Callable[[], Directory]
    settings: Callable[[], AuthoritySettings | None]
    tools: Callable[[], tuple[ToolSummary, ...]]
    """Returns the library, the authority's own tools marked."""
    tool: Callable[[str], Tool]


class ListSupervisionFiles:
    """Reads what this laptop holds: what a role may not see is not in its store."""

    def __init__(self, reads: FilesRead, owner: Person, clock: Clock) -> None:
        self._reads = reads
        self._owner = owner
        self._clock = clock

    @property
    def today(self) -> date:
        """Today."""
        return local_day(self._clock.now())

    def is_kept(self) -> bool:
        """Tell whether the authority has a form with which supervision files are looked at."""
        return bool(self._rules())

    def __call__(self) -> tuple[ManagerFiles, ...]:
        """Return every manager for whom the owner answers, and whoever a record here names, the overdue first."""
        rules = self._rules()
        if not rules:
            return ()
        records = [one for rule in rules for one in self._reads.signed(rule.tool, rule.questions)]
        return files_by_manager(rules, records, self._known(), self._expected(rules), self.today)

    def _known(self) -> tuple[str, ...]:
        """Return the managers whose staff's files the owner sees, whether any was looked at or not."""
        directory = self._reads.directory()
        managers = (one for one in directory.present if one.role == Role.MANAGER.value)
        return tuple(one.name for one in managers if is_overseen(self._owner, one, directory))

    def _expected(self, rules: tuple[FileRule, ...]) -> Quota | None:
        settings = self._reads.settings()
        return expected_of_files(settings.quotas if settings else (), rules)

    def _rules(self) -> tuple[FileRule, ...]:
        tools = self._reads.tools()
        has_own = any(one.is_own for one in tools)
        about = (
            one for one in tools if one.subject == SubjectKind.SUPERVISION_FILE.value and (one.is_own or not has_own)
        )
        return file_rules(self._reads.tool(str(one.id)) for one in about)

"""Wires the lists of due work."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from qa_desktop.clock import Clock
    from qa_desktop.domain.tool import Tool
    from qa_desktop.models.store import SqlStore
    from qa_desktop.services.authority_settings import WorkAsAuthority
    from qa_desktop.services.authority_tools import AuthorityTools
    from qa_desktop.services.list_observed import ListObserved
    from qa_desktop.services.list_supervision_files import ListSupervisionFiles
    from qa_desktop.services.list_work import ListWork
    from qa_desktop.services.open_audit import OpenAudit
    from qa_desktop.services.record_answer import RecordAnswer
    from qa_desktop.services.sync_later import SyncLater


def work_for(
    store: SqlStore, open_audit: OpenAudit, record: RecordAnswer, sync_later: SyncLater, clock: Clock
) -> ListWork:
    """Return what lists due work."""
    from qa_desktop.services.list_work import ListWork, WorkStore

    reads = WorkStore(
        page=store.work,
        counts=store.work_counts,
        poor_words=store.poor_words,
        directory=store.directory,
        bring_up_to_date=sync_later.bring_lists_up_to_date,
        allocated=lambda: store.allocations(store.owner.id),
    )
    return ListWork(store, reads, open_audit, record, clock)


def observed_for(store: SqlStore, ways: WorkAsAuthority, tool: Callable[[str], Tool], clock: Clock) -> ListObserved:
    """Return what tells how often practitioners were observed."""
    from qa_desktop.services.list_observed import ListObserved, ObservedStore

    reads = ObservedStore(store.registers.signed, store.directory, lambda: ways.here().settings, tool)
    return ListObserved(reads, clock)


def supervision_files_for(
    store: SqlStore, ways: WorkAsAuthority, tools: AuthorityTools, clock: Clock
) -> ListSupervisionFiles:
    """Return what tells whose supervision files were looked at."""
    from qa_desktop.services.list_supervision_files import FilesRead, ListSupervisionFiles

    reads = FilesRead(
        store.registers.signed,
        store.directory,
        lambda: ways.here().settings,
        lambda: ways.own_first(tools.summaries()),
        tools.get,
    )
    return ListSupervisionFiles(reads, store.owner, clock)


def submission_for(ways: WorkAsAuthority, clock: Clock) -> Callable[[Tool], date | None]:
    """Return what tells by when an audit is due that is allocated today."""
    from qa_desktop.clock import local_day
    from qa_desktop.domain.work_list import submission_day

    def due(tool: Tool) -> date | None:
        return submission_day(ways.as_used(tool), ways.here().settings, local_day(clock.now()))

    return due

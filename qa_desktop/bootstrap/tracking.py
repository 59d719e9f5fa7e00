"""Wires what follows a signed audit: its supervision half, the tracker of actions over all audits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qa_desktop.clock import Clock
    from qa_desktop.domain.letter import Letter
    from qa_desktop.domain.tool import Tool
    from qa_desktop.models.store import SqlStore
    from qa_desktop.services.allocate import Allocate
    from qa_desktop.services.authority_settings import WorkAsAuthority
    from qa_desktop.services.authority_tools import AuthorityTools
    from qa_desktop.services.begin_record import BeginRecord
    from qa_desktop.services.chase_actions import ChaseActions
    from qa_desktop.services.follow_up_audit import FollowUp
    from qa_desktop.services.import_entries import ImportEntries
    from qa_desktop.services.list_actions import ListActions
    from qa_desktop.services.list_registers import ListRegisters
    from qa_desktop.services.open_audit import OpenAudit
    from qa_desktop.services.prepare_email import PrepareEmail
    from qa_desktop.services.re_audit import ReAudit
    from qa_desktop.services.record_answer import RecordAnswer
    from qa_desktop.services.start_audit import StartAudit
    from qa_desktop.services.tool_library import ToolSummary


def follow_up_for(store: SqlStore, open_audit: OpenAudit, record: RecordAnswer, clock: Clock) -> FollowUp:
    """Return what fills in what becomes of a signed audit."""
    from qa_desktop.services.follow_up_audit import FollowStore, FollowUp

    reads = FollowStore(store.owner, store.actions.pointing_to, store.directory)
    return FollowUp(reads, open_audit, record, clock)


def actions_for(store: SqlStore, open_audit: OpenAudit, clock: Clock) -> ListActions:
    """Return what lists the actions of all audits."""
    from qa_desktop.services.list_actions import ListActions

    def bring_up_to_date() -> None:
        from qa_desktop.services.take_in_arrived import TakeInArrived

        TakeInArrived(store.sync, open_audit).bring_lists_up_to_date()

    return ListActions(lambda: store.actions, store.directory, bring_up_to_date, clock)


def registers_for(
    store: SqlStore, tools: AuthorityTools, ways: WorkAsAuthority, open_audit: OpenAudit, clock: Clock
) -> ListRegisters:
    """Return what lists registers."""
    from qa_desktop.services.list_registers import ListRegisters

    def bring_up_to_date() -> None:
        from qa_desktop.services.take_in_arrived import TakeInArrived

        TakeInArrived(store.sync, open_audit).bring_lists_up_to_date()

    def own_first() -> tuple[ToolSummary, ...]:
        return ways.own_first(tools.summaries())

    return ListRegisters(lambda: store.registers, own_first, tools.get, bring_up_to_date, clock)


def importing_for(
    registers: ListRegisters, tools: AuthorityTools, ways: WorkAsAuthority, start: StartAudit, allocate: Allocate
) -> ImportEntries:
    """Return what begins the records of a register from a list."""
    from qa_desktop.services.import_entries import ImportEntries

    return ImportEntries(registers, lambda tool_id: ways.as_used(tools.get(tool_id)), start, allocate)


def re_audit_for(open_audit: OpenAudit, start: StartAudit, clock: Clock) -> ReAudit:
    """Return what starts an audit of the same case."""
    from qa_desktop.services.re_audit import ReAudit

    return ReAudit(open_audit, start, clock)


def begin_record_for(
    store: SqlStore, tools: AuthorityTools, followed: FollowUp, audits: tuple[OpenAudit, StartAudit, RecordAnswer]
) -> BeginRecord:
    """Return what begins the record of an audit that is followed until the service is better."""
    from qa_desktop.services.begin_record import BeginRecord, RecordServices

    def tools_of(authority: str) -> Iterator[Tool]:
        return (tools.get(one.id) for one in tools.summaries() if one.authority_code == authority)

    return BeginRecord(store.owner.role, tools_of, RecordServices(*audits, followed))


def chasing_for(store: SqlStore, emails: PrepareEmail, clock: Clock) -> ChaseActions:
    """Return what drafts messages about actions, in the owner's name."""
    from qa_desktop.services.chase_actions import ChaseActions

    return ChaseActions(store.owner.name, emails.address_of, printing_letters(clock))


def printing_letters(clock: Clock) -> Callable[[Letter], bytes]:
    """Return what prints a letter; the PDF libraries and fonts are loaded with the first one."""

    def print_letter(letter: Letter) -> bytes:
        from qa_desktop.documents.letter import build_letter
        from qa_desktop.settings import resources_dir

        return build_letter(letter, resources_dir() / "fonts", made_at=clock.now())

    return print_letter

"""Wires the improvement actions of a service: their list, what became of them, the next plan from the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qa_desktop.clock import Clock
    from qa_desktop.domain.ids import AuditId
    from qa_desktop.domain.ports import NewIds
    from qa_desktop.domain.tool import Tool
    from qa_desktop.models.store import SqlStore
    from qa_desktop.services.authority_settings import WorkAsAuthority
    from qa_desktop.services.authority_tools import AuthorityTools
    from qa_desktop.services.carry_plan import CarryPlan, PlanStore
    from qa_desktop.services.follow_up_audit import FollowUp
    from qa_desktop.services.improvements import Improvements
    from qa_desktop.services.open_audit import OpenAudit
    from qa_desktop.services.record_answer import RecordAnswer
    from qa_desktop.services.start_audit import StartAudit
    from qa_desktop.services.sync_later import SyncLater


def carrying_for(store: SqlStore, open_audit: OpenAudit, new_id: NewIds) -> CarryPlan:
    """Return what finds what a new plan takes over from the last."""
    from qa_desktop.services.carry_plan import CarryPlan

    return CarryPlan(_plans(store), open_audit, new_id)


def improvements_for(
    store: SqlStore,
    tools: tuple[AuthorityTools, WorkAsAuthority],
    audits: tuple[OpenAudit, RecordAnswer, FollowUp],
    start: StartAudit,
    made_by: tuple[SyncLater, Clock, NewIds],
) -> Improvements:
    """Return what is done with improvement actions."""
    from qa_desktop.services.carry_plan import BeginNextPlan
    from qa_desktop.services.improvements import Improvements
    from qa_desktop.services.list_improvements import ListImprovements
    from qa_desktop.services.raise_improvement import RaiseImprovement, RaiseServices, RaiseStore
    from qa_desktop.services.record_improvement import PlanWriting, RecordImprovement

    sync_later, clock, new_id = made_by
    open_audit, record, _ = audits
    lines = store.improvements
    begin_next = BeginNextPlan(_plans(store), open_audit, start)
    reads = RaiseStore(store.owner, _plan_tools(*tools), lines.open_plans, lines.last_plans)
    services = RaiseServices(open_audit, start, record, begin_next)
    return Improvements(
        list=ListImprovements(lambda: lines, sync_later.bring_lists_up_to_date, clock),
        record=RecordImprovement(lines.newer, PlanWriting(*audits)),
        begin_next=begin_next,
        raise_from=RaiseImprovement(reads, services, new_id),
    )


def _plans(store: SqlStore) -> PlanStore:
    from qa_desktop.services.carry_plan import PlanStore

    def last(tool_id: str, about: str) -> AuditId | None:
        return store.improvements.last_plan(tool_id, about)

    def begun(plan: AuditId) -> AuditId | None:
        return store.improvements.begun_from(plan)

    return PlanStore(last, begun)


def _plan_tools(tools: AuthorityTools, ways: WorkAsAuthority) -> Callable[[], Iterator[Tool]]:
    def plans() -> Iterator[Tool]:
        every = ways.own_first(tools.summaries())
        has_own = any(one.is_own for one in every)
        named = (one for one in every if one.is_plan and (one.is_own or not has_own))
        return (tools.get(one.id) for one in named)

    return plans

"""Wires what plans the year's audits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa_desktop.bootstrap.drawing import draw_page
from qa_desktop.bootstrap.work import observed_for
from qa_desktop.clock import local_day
from qa_desktop.domain.organisation import DESK, PROGRAMME, TOOLS, retired_tools, review_days

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from qa_desktop.clock import Clock
    from qa_desktop.domain.operation import Operation
    from qa_desktop.domain.ports import NewIds
    from qa_desktop.domain.tool import Tool
    from qa_desktop.models.store import SqlStore
    from qa_desktop.services.allocate import Allocate
    from qa_desktop.services.authority_settings import WorkAsAuthority
    from qa_desktop.services.gather_held import PlannedReads
    from qa_desktop.services.keep_draws import KeepDraws
    from qa_desktop.services.keep_exemplars import KeepExemplars
    from qa_desktop.services.open_audit import OpenAudit
    from qa_desktop.services.planning import Planning
    from qa_desktop.services.reallocate import Reallocate


def planning_for(
    store: SqlStore, ways: WorkAsAuthority, allocate: Allocate, tool: Callable[[str], Tool], means: tuple[Clock, NewIds]
) -> Planning:
    """Return what plans audits for the owner of a store."""
    from qa_desktop.services.answer_allocations import AnswerAllocations, AnswerReads
    from qa_desktop.services.count_quotas import CountQuotas, QuotaReads
    from qa_desktop.services.invite import Invite
    from qa_desktop.services.list_checks import ChecksRead, ListChecks
    from qa_desktop.services.plan_programme import PlanProgramme, ProgrammeReads
    from qa_desktop.services.planning import Planning
    from qa_desktop.toolkit.whole_file import replace_whole

    plans = store.plans
    clock, new_id = means
    counted = QuotaReads(
        settings=lambda: ways.here().settings,
        directory=store.directory,
        programme=lambda: plans.in_stream(PROGRAMME),
        done_since=plans.signed_since,
        allocated_about=plans.allocated_about,
        observed=observed_for(store, ways, tool, clock),
    )
    quotas = CountQuotas(store, counted, clock)
    programme = PlanProgramme(
        store,
        ProgrammeReads(
            programme=counted.programme,
            reviews=lambda: _reviews(plans.in_stream(TOOLS), tool),
            settings=counted.settings,
            done_since=plans.signed_since,
            in_use_since=lambda: local_day(plans.first_entry() or clock.now()),
            checks_done=lambda found: checks.whole_done(found),  # noqa: PLW0108 - each reads the other
        ),
        new_id,
    )
    signed = store.registers.signed
    read = ChecksRead(programme.planned, counted.programme, plans.answered, counted.settings, quotas.members, signed)
    checks = ListChecks(store, read, clock)
    answers = AnswerAllocations(store, AnswerReads(store.allocations, plans.answers, store.directory), clock)
    return Planning(
        answers=answers,
        invite=Invite(answers, lambda tool_id: ways.as_used(tool(tool_id)), counted.settings, store.owner.name, clock),
        print_draw=lambda record: draw_page(record, clock.now()),
        save=replace_whole,
        programme=programme,
        checks=checks,
        quotas=quotas,
        reallocate=lambda: _reallocate(store, clock, new_id),
        draws=lambda: _draws(store, allocate, new_id),
    )


def exemplars_for(store: SqlStore, open_audit: OpenAudit, means: tuple[Clock, NewIds]) -> KeepExemplars:
    """Return what keeps the library of good practice."""
    from qa_desktop.services.keep_exemplars import KeepExemplars

    def unredacted() -> tuple[str, ...]:
        return store.figures.unredacted()

    return KeepExemplars(store, lambda: store.plans.in_stream(PROGRAMME), open_audit, unredacted, means)


def planned_reads(store: SqlStore) -> PlannedReads:
    """Return what is held of plans: allocations and answers, the programme, draws."""
    from qa_desktop.services.gather_held import PlannedReads

    plans = store.plans
    return PlannedReads(
        plans.every_allocation,
        lambda: (*plans.answered(), *plans.in_stream(PROGRAMME), *plans.in_stream(DESK)),
    )


def _reviews(tools: tuple[Operation, ...], tool: Callable[[str], Tool]) -> dict[str, tuple[str, date]]:
    """Return which tool versions are to be looked through by when; those out of use are not."""
    from qa_desktop.errors import QaDesktopError

    def title(tool_id: str) -> str:
        try:
            return tool(tool_id).title
        except QaDesktopError:  # of somebody else's library: its day is told all the same
            return tool_id

    retired = retired_tools(tools)
    days = review_days(tools)
    return {
        f"{tool_id}:{version}": (f"{title(tool_id)}, version {version}", day)
        for (tool_id, version), day in days.items()
        if (tool_id, version) not in retired
    }


def _reallocate(store: SqlStore, clock: Clock, new_id: NewIds) -> Reallocate:
    from qa_desktop.services.reallocate import LoadReads, Reallocate

    plans = store.plans
    return Reallocate(store, LoadReads(store.allocations, store.directory, plans.signed_since), clock, new_id)


def _draws(store: SqlStore, allocate: Allocate, new_id: NewIds) -> KeepDraws:
    from qa_desktop.services.keep_draws import KeepDraws

    return KeepDraws(store, lambda: store.plans.in_stream(DESK), allocate, new_id)

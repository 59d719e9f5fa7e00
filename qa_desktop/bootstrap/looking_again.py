"""Wires what looks at audits again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from qa_desktop.domain.authority_settings import AuthoritySettings
    from qa_desktop.domain.ports import NewIds
    from qa_desktop.domain.tool import Tool
    from qa_desktop.models.store import SqlStore
    from qa_desktop.services.allocate import Allocate
    from qa_desktop.services.authority_settings import WorkAsAuthority
    from qa_desktop.services.authority_tools import AuthorityTools
    from qa_desktop.services.looking_again import LookingAgain
    from qa_desktop.services.moderate import ModerationServices
    from qa_desktop.services.start_audit import StartAudit


def allocate_for(
    store: SqlStore,
    tools: AuthorityTools,
    submission: Callable[[Tool], date | None],
    start: StartAudit,
    new_id: NewIds,
) -> Allocate:
    """Return what allocates audits; `submission` tells by when one is due that is allocated today."""
    from qa_desktop.services.allocate import Allocate, AllocationStore

    return Allocate(store, AllocationStore(store.allocations, store.directory, tools.get, submission), start, new_id)


def looking_again_for(
    store: SqlStore, tools: AuthorityTools, ways: WorkAsAuthority, services: ModerationServices
) -> LookingAgain:
    """Return what looks at audits again for the owner of a store."""
    from qa_desktop.domain.pairs import MODERATION
    from qa_desktop.services.looking_again import LookingAgain
    from qa_desktop.services.measure_agreement import MeasureAgreement
    from qa_desktop.services.moderate import Moderate, ModerationReads

    def tools_of(authority: str) -> Iterator[Tool]:
        return (tools.get(one.id) for one in tools.summaries() if one.authority_code == authority)

    def settings() -> AuthoritySettings | None:
        return ways.here().settings

    reads = ModerationReads(store.signed_pairs, store.allocations, tools_of, settings, store.directory)
    moderate = Moderate(reads, services)
    services.allocate.prepared[MODERATION] = moderate.prepare
    return LookingAgain(moderate, MeasureAgreement(store.owner.role, store.pairs_signed_between, services.open_audit))

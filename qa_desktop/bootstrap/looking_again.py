"""Wires what looks at audits again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from qa_desktop.domain.authority_settings import AuthoritySettings, Moderation
    from qa_desktop.domain.ports import NewIds
    from qa_desktop.domain.tool import Tool
    from qa_desktop.models.store import SqlStore
    from qa_desktop.services.allocate import Allocate
    from qa_desktop.services.authority_settings import WorkAsAuthority
    from qa_desktop.services.authority_tools import AuthorityTools
    from qa_desktop.services.looking_again import LookingAgain
    from qa_desktop.services.moderate import ModerationServices
    from qa_desktop.services.open_audit import OpenAudit
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


def open_unseen(open_audit: OpenAudit, store: SqlStore) -> OpenAudit:
    """Return what opens audits for the owner of a store to look at."""
    from qa_desktop.services.open_unseen import OpenUnseen

    return OpenUnseen(open_audit, store.owner.id)


def looking_again_for(
    store: SqlStore, tools: AuthorityTools, ways: WorkAsAuthority, services: ModerationServices, new_id: NewIds
) -> LookingAgain:
    """Return what looks at audits again for the owner of a store."""
    import secrets

    from qa_desktop.bootstrap.drawing import SEED_BYTES
    from qa_desktop.domain.pairs import MODERATION
    from qa_desktop.services.allocate import PreparedPart
    from qa_desktop.services.link_audit import LinkAudit
    from qa_desktop.services.look_again import LookAgain, LookAgainReads, LookAgainServices
    from qa_desktop.services.looking_again import LookingAgain
    from qa_desktop.services.measure_agreement import AgreementReads, MeasureAgreement
    from qa_desktop.services.moderate import Moderate, ModerationReads
    from qa_desktop.services.second_reading import SecondReading

    def tools_of(authority: str) -> Iterator[Tool]:
        return (tools.get(one.id) for one in tools.summaries() if one.authority_code == authority)

    def settings() -> AuthoritySettings | None:
        return ways.here().settings

    def rules() -> tuple[Moderation, ...]:
        """Return the rules that hold, or those of every authority that the program knows where none was chosen."""
        here = settings()
        known = (here,) if here else ways.offered()
        return tuple(rule for one in known for rule in one.moderation)

    pairs = ModerationReads(
        store.pairs.to_moderate, store.pairs.moderated, store.allocations, tools_of, settings, store.directory
    )
    moderate = Moderate(pairs, services)
    services.allocate.parts[MODERATION] = PreparedPart(moderate.demand, moderate.prepare)
    again = LookAgain(
        LookAgainReads(store.signed_between, tools.get, lambda: secrets.token_hex(SEED_BYTES), rules),
        LookAgainServices(services.start, services.record, LinkAudit(store, services.open_audit), new_id),
    )
    reads = AgreementReads(store.pairs.signed_between, store.pairs.second_readings)
    agreement = MeasureAgreement(store.owner.role, reads, services.open_audit)
    second = SecondReading(store.directory, services.open_audit, services.allocate)
    return LookingAgain(moderate, agreement, second, again)

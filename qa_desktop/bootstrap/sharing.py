"""Wires the services of working together on one audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from qa_desktop.clock import Clock
    from qa_desktop.domain.ports import NewIds
    from qa_desktop.models.store import SqlStore
    from qa_desktop.services.list_under_way import Titles
    from qa_desktop.services.note_access import NoteAccess
    from qa_desktop.services.open_audit import OpenAudit
    from qa_desktop.services.sharing import Sharing
    from qa_desktop.services.sync_later import SyncLater


def note_access_for(store: SqlStore, clock: Clock, new_id: NewIds) -> NoteAccess:
    """Return what records who looked at and took away what."""
    from qa_desktop.services.note_access import NoteAccess

    return NoteAccess(store.sync, store, clock, new_id)


def naming_case_teams(store: SqlStore, open_audit: OpenAudit) -> Callable[[], None]:
    """Return what tells the server of which team an audited case is; loaded with the first sync."""

    def name() -> None:
        from qa_desktop.services.name_case_team import NameCaseTeam

        NameCaseTeam(store, store.case_teams, store.directory, open_audit)()

    return name


def sharing_for(
    store: SqlStore,
    open_audit: OpenAudit,
    sync: SyncLater,
    titles: Titles,
    note_access: NoteAccess,
) -> Sharing:
    """Return the services over an open store."""
    from qa_desktop.services.give_parts import GiveParts
    from qa_desktop.services.hold_audits import HoldAudits, HoldStore
    from qa_desktop.services.list_under_way import ListUnderWay
    from qa_desktop.services.lock_grade import LockGrade
    from qa_desktop.services.settle_signature import SettleSignature
    from qa_desktop.services.sharing import Sharing
    from qa_desktop.services.show_late import ShowLate
    from qa_desktop.services.take_in import TakeIn
    from qa_desktop.services.tell_open import TellOpen

    sync_store = store.sync
    under_way = ListUnderWay(sync_store, titles, store.owner.id)
    return Sharing(
        parts=GiveParts(store, store.parts),
        late=ShowLate(store, sync_store.places, open_audit),
        signatures=SettleSignature(store, sync_store.places, open_audit),
        take_in=TakeIn(sync_store, store, open_audit),
        holds=HoldAudits(store, HoldStore(store.holds, store.directory, under_way)),
        under_way=under_way,
        lock_grade=LockGrade(store, store.parts, open_audit),
        note_access=note_access,
        tell_open=TellOpen(sync.server.address, sync.connect_at_once, store.owner.id),
        keep_in_sight=sync.keep_in_sight,
    )

"""Wires what goes from hand to hand as files."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa_desktop.clock import Clock
    from qa_desktop.domain.authority import AuthorityProfile, Officer
    from qa_desktop.models.store import SqlStore
    from qa_desktop.services.export_bundle import ExportBundle
    from qa_desktop.services.file_exchange import FileExchange
    from qa_desktop.services.import_bundle import ImportBundle
    from qa_desktop.services.note_access import NoteAccess
    from qa_desktop.services.open_audit import OpenAudit

RECOVERY_ADDRESS = "recovery_address"
"""The setting that holds the authority's recovery key: inside the encrypted store nobody can put another there."""


def export_for(
    store: SqlStore, held: Callable[[], AuthorityProfile | None], means: tuple[Clock, NoteAccess]
) -> ExportBundle:
    """Return what writes bundles; `held` gives what the authority signed."""
    from qa_desktop.services.export_bundle import BundleKeys, ExportBundle

    def recovery() -> str:
        profile = held()
        return store.setting(RECOVERY_ADDRESS) if profile is None else profile.recovery_key

    return ExportBundle(store, store.handovers, BundleKeys(store.bundle_keys.sign, recovery), *means)


def files_for(
    store: SqlStore,
    open_audit: OpenAudit,
    officers: Callable[[], tuple[Officer, ...]],
    means: tuple[Clock, NoteAccess],
) -> tuple[FileExchange, ImportBundle]:
    """Return what looks into files, takes them in and confirms them."""
    from qa_desktop.services.file_exchange import FileExchange
    from qa_desktop.services.import_bundle import ImportBundle
    from qa_desktop.services.look_into_file import LookIntoFile
    from qa_desktop.services.note_conflicts import NoteConflicts
    from qa_desktop.services.receipts import GiveReceipt, TakeReceipt
    from qa_desktop.toolkit.canonical import read_canonical

    def addresses() -> frozenset[str]:
        return frozenset(one.address for one in officers())

    handovers = store.handovers
    clock, note_access = means
    look_into = LookIntoFile(store, handovers, open_audit, store.bundle_keys.identity, read_canonical, clock)
    note_conflicts = NoteConflicts(store.sync.in_server_order, store.sync.note_conflicts)
    importer = ImportBundle(store, open_audit, look_into, note_conflicts, note_access)
    exchange = FileExchange(
        look_into=look_into,
        take_in=importer.take,
        give_receipt=GiveReceipt(store, handovers, store.bundle_keys.sign, clock),
        take_receipt=TakeReceipt(store, handovers, addresses, clock),
        handovers=handovers.handovers,
    )
    return exchange, importer

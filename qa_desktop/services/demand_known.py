"""Refuse orders about what is no audit: one with a wrong number would do nothing, and nobody would notice."""

from __future__ import annotations

from collections.abc import Callable

from qa_desktop.domain import paths
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import LocalStore
from qa_desktop.errors import NotAllowed, NotFound
from qa_desktop.services.give_parts import STAYS_HERE
from qa_desktop.services.list_under_way import DraftLine

NOT_KNOWN = (
    "The audit {} is neither on this laptop nor in the list of drafts under way. Sync, then look its number up with "
    "“qa-desktop audit list” or “qa-desktop audit under-way”."
)


def demand_known(store: LocalStore, audit_id: AuditId, under_way: Callable[[], tuple[DraftLine, ...]]) -> None:
    """Raise NotFound where nothing is known of such an audit, NotAllowed for a sample. A draft need not be here."""
    try:
        marked = store.load(audit_id).fields.get(paths.SAMPLE)
    except NotFound:
        if not any(one.audit_id == audit_id for one in under_way()):
            raise NotFound(NOT_KNOWN.format(audit_id)) from None
        return
    if marked is not None and marked.value is True:
        raise NotAllowed(STAYS_HERE)

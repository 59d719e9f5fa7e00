"""Wires what exports audits as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qa_desktop.clock import Clock
    from qa_desktop.models.store import SqlStore
    from qa_desktop.services.export_audits import ExportAudits
    from qa_desktop.services.note_access import NoteAccess
    from qa_desktop.services.open_audit import OpenAudit
    from qa_desktop.services.show_figures import ShowFigures


def exports_for(
    store: SqlStore,
    open_audit: OpenAudit,
    figures: ShowFigures,
    merged: Mapping[str, str],
    means: tuple[NoteAccess, Clock],
) -> ExportAudits:
    """Return what exports audits; `merged` says what themes have become, by their names."""
    from qa_desktop.documents.exports import open_sink
    from qa_desktop.domain.organisation import DESK
    from qa_desktop.services.export_audits import ExportAudits, ExportReads

    note_access, clock = means
    rows = store.exports.merging(merged)
    reads = ExportReads(rows, open_audit.pinned_tool, open_audit, lambda: store.plans.in_stream(DESK), clock.now)
    return ExportAudits(store, figures, reads, note_access, open_sink)

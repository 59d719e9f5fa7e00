"""Wires what exports audits as tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa_desktop.settings import resources_dir

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from qa_desktop.clock import Clock
    from qa_desktop.documents.exports.room import RoomPages
    from qa_desktop.domain.audit import Audit
    from qa_desktop.domain.exports.export_ports import ExportStore, OpenSink
    from qa_desktop.domain.exports.room import Level, RoomWish
    from qa_desktop.models.store import SqlStore
    from qa_desktop.services.case_note import CaseNoteFile
    from qa_desktop.services.export_audits import ExportAudits, ExportReads
    from qa_desktop.services.inspection_room import MakeRoom
    from qa_desktop.services.note_access import NoteAccess
    from qa_desktop.services.open_audit import OpenAudit
    from qa_desktop.services.show_figures import ShowFigures
    from qa_desktop.services.sign_audit import SealPdf


@dataclass(frozen=True, slots=True)
class RoomExports:
    """What the exports of inspection rooms are made with."""

    store: SqlStore
    open_audit: OpenAudit
    figures: ShowFigures
    merged: Mapping[str, str]
    """What themes have become, by their names."""
    note_access: NoteAccess
    clock: Clock


def exports_for(
    store: SqlStore,
    open_audit: OpenAudit,
    figures: ShowFigures,
    merged: Mapping[str, str],
    means: tuple[NoteAccess, Clock],
) -> ExportAudits:
    """Return what exports audits; `merged` says what themes have become, by their names."""
    from qa_desktop.documents.exports import open_sink
    from qa_desktop.services.export_audits import ExportAudits

    note_access, clock = means
    rows = store.exports.merging(merged)
    return ExportAudits(store, figures, _reads(store, rows, open_audit, clock), note_access, open_sink)


def room_for(exports: RoomExports, notes: CaseNoteFile, seal_pdf: SealPdf) -> MakeRoom:
    """Return what makes inspection rooms."""
    from qa_desktop.documents.exports.room import RoomPages
    from qa_desktop.documents.exports.room_cover import build_cover
    from qa_desktop.documents.exports.whole import whole_folder
    from qa_desktop.domain.exports.room import room_told
    from qa_desktop.services.chosen_rows import ChosenStore
    from qa_desktop.services.export_audits import ExportAudits
    from qa_desktop.services.inspection_room import MakeRoom, RoomMeans
    from qa_desktop.services.write_report import SEAL

    store, figures, clock = exports.store, exports.figures, exports.clock

    def exporting(sink: OpenSink, chosen: frozenset[str]) -> ExportAudits:
        every = store.exports.merging(exports.merged)
        reads = _reads(store, ChosenStore(every, chosen) if chosen else every, exports.open_audit, clock)
        return ExportAudits(store, figures, reads, exports.note_access, sink)

    def cover(level: Level, counted: str, manifest: bytes) -> bytes:
        told = room_told(level, counted, manifest, store.owner.name, clock.now())
        return build_cover(told, manifest, resources_dir() / "fonts", made_at=clock.now())

    def pages(folder: Path, wish: RoomWish) -> RoomPages:
        def labels(tool: str) -> dict[str, str]:
            return {one.key: one.label for one in figures.graded(tool)}

        return RoomPages(folder, wish.level, labels, chosen=bool(wish.audits))

    def filed(audit: Audit) -> bytes:
        return notes(audit, filing_copy=True)

    means = RoomMeans(
        exporting,
        whole_folder,
        pages,
        exports.open_audit,
        filed,
        cover,
        seal_pdf,
        SEAL,
        store.sealing.open_sealer,
        store.owner.name,
        clock,
    )
    return MakeRoom(means)


def _reads(store: SqlStore, rows: ExportStore, open_audit: OpenAudit, clock: Clock) -> ExportReads:
    from qa_desktop.domain.organisation import DESK
    from qa_desktop.services.export_audits import ExportReads

    return ExportReads(rows, open_audit.pinned_tool, open_audit, lambda: store.plans.in_stream(DESK), clock.now)

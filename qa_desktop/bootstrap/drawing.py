"""Wires what draws cases; checking a draw needs no profile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qa_desktop.settings import resources_dir

if TYPE_CHECKING:
    from datetime import datetime

    from qa_desktop.clock import Clock
    from qa_desktop.domain.sampling.record import DrawRecord
    from qa_desktop.models.store import SqlStore
    from qa_desktop.services.authority_settings import WorkAsAuthority
    from qa_desktop.services.draw_cases import DrawCases
    from qa_desktop.services.open_audit import OpenAudit

SEED_BYTES = 16


def drawing_for(store: SqlStore, open_audit: OpenAudit, ways: WorkAsAuthority, clock: Clock) -> DrawCases:
    """Return what draws cases for the owner of a store."""
    import secrets

    from qa_desktop.services.draw_cases import DrawCases, DrawReads

    reads = DrawReads(
        store.directory, store.allocations, lambda: ways.here().settings, lambda: secrets.token_hex(SEED_BYTES)
    )
    return DrawCases(store, open_audit, reads, clock)


def draw_page(record: DrawRecord, made_at: datetime) -> bytes:
    """Return the printed page of a draw as a PDF."""
    from qa_desktop.documents.draw_page import build_draw_page

    return build_draw_page(record, resources_dir() / "fonts", made_at=made_at)


def keep_record(file: Path, record: DrawRecord, *, is_new: bool) -> None:
    """Write a record: a new file, or in the place of the record as it was."""
    from qa_desktop.domain.sampling.record_json import record_bytes
    from qa_desktop.toolkit.whole_file import replace_whole, write_whole

    (write_whole if is_new else replace_whole)(file, record_bytes(record))

"""Keeps tools that are being written: whole, after each change, so that a killed process loses nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

from qa_desktop.domain.tool_edit.draft import DraftSummary, ToolDraft, title_of
from qa_desktop.domain.tool_edit.tree import text_at
from qa_desktop.errors import NotFound, StoreDamaged
from qa_desktop.models.rows import moment, moment_text, shown, text
from qa_desktop.models.statement import Transactions

_KEEP = (
    "INSERT INTO tool_draft (id, title, version, based_on, changed_at, keys) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (id) DO UPDATE SET title = excluded.title, version = excluded.version, "
    "changed_at = excluded.changed_at, keys = excluded.keys"
)


class SqlDraftStore:
    """Implements `DraftStore` on SQLCipher."""

    def __init__(self, read: Transactions, write: Transactions, now: Callable[[], datetime]) -> None:
        self._read = read
        self._write = write
        self._now = now

    def keep(self, draft: ToolDraft) -> None:
        """Keep a draft as it is now."""
        keys = json.dumps(draft.keys, separators=(",", ":")).encode("ascii")
        title, version = shown(title_of(draft.keys)), shown(text_at(draft.keys, ("version",)))
        with self._write() as run:
            run(_KEEP, (draft.id, title, version, shown(draft.based_on), moment_text(self._now()), keys))

    def draft(self, draft_id: str) -> ToolDraft:
        """Return a draft; raise NotFound."""
        with self._read() as run:
            row = run("SELECT keys, based_on FROM tool_draft WHERE id = ?", (draft_id,)).fetchone()
        if row is None:
            raise NotFound("This draft is not there any more.")
        keys = json.loads(row[0]) if isinstance(row[0], bytes) else None
        if not isinstance(keys, dict):
            raise StoreDamaged("This draft cannot be read. Restore the latest backup with: qa-desktop restore")
        return ToolDraft(draft_id, keys, text(row[1]))

    def drafts(self) -> tuple[DraftSummary, ...]:
        """Return every draft, the one changed last first."""
        statement = "SELECT id, title, version, based_on, changed_at FROM tool_draft ORDER BY changed_at DESC, id"
        with self._read() as run:
            return tuple(
                DraftSummary(text(row[0]), text(row[1]), text(row[2]), text(row[3]), moment(row[4]))
                for row in run(statement)
            )

    def discard(self, draft_id: str) -> None:
        """Throw a draft away."""
        with self._write() as run:
            run("DELETE FROM tool_draft WHERE id = ?", (draft_id,))

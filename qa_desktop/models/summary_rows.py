"""Keeps what lists show of an audit beside what its log amounts to."""

from __future__ import annotations

from datetime import datetime

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.ports import SummaryUpdate
from qa_desktop.domain.record import AuditState
from qa_desktop.models.rows import moment_text, shown
from qa_desktop.models.statement import Run

_BEGIN = (
    "INSERT INTO audit (id, tool_id, tool_version, tool_hash, state, created_at, created_by, signed_at, "
    "read_only_reason, tool_title, authority, subject, practitioner, overall, complete_sections, all_sections, "
    "search, place, place_title, changed_at, unsent) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL, '', ?2, '', '', '', '', 0, 0, '', '', '', ?6, "
    "(SELECT count(*) FROM outbox WHERE audit = ?1))"
)
_UPDATE = (
    "UPDATE audit SET tool_title = ?, authority = ?, subject = ?, practitioner = ?, overall = ?, "
    "complete_sections = ?, all_sections = ?, search = ?, changed_at = ? WHERE id = ?"
)
_CLEAR_ACTIONS = "DELETE FROM action WHERE audit = ?"
_ADD_ACTION = "INSERT OR REPLACE INTO action (audit, id, what, who, due, done) VALUES (?, ?, ?, ?, ?, ?)"


def begin(run: Run, created: Operation) -> None:
    """Add the audit's row, from the operation that created it."""
    tool_id, tool_version, tool_hash = (
        str(created.facts.get(name, "")) for name in ("tool_id", "tool_version", "tool_hash")
    )
    run(
        _BEGIN,
        (
            created.stream.audit,
            shown(tool_id),
            shown(tool_version),
            shown(tool_hash),
            AuditState.DRAFT.value,
            moment_text(created.client_time),
            created.author,
        ),
    )


def update(run: Run, audit_id: AuditId, wanted: SummaryUpdate, changed_at: datetime) -> None:
    """Store what lists show of the audit; its action rows are replaced."""
    words = tuple(shown(one) for one in (wanted.tool_title, wanted.authority, wanted.subject, wanted.practitioner))
    run(
        _UPDATE,
        (
            *words,
            shown(wanted.overall),
            wanted.complete_sections,
            wanted.all_sections,
            search_words(*words),
            moment_text(changed_at),
            audit_id,
        ),
    )
    stored = run("SELECT 1 FROM action WHERE audit = ? LIMIT 1", (audit_id,)).fetchone()
    if stored is not None:
        run(_CLEAR_ACTIONS, (audit_id,))
    for action in wanted.actions:
        row = (audit_id, shown(action.id), shown(action.what), shown(action.who), shown(action.due), action.done)
        run(_ADD_ACTION, row)


def search_words(*words: str) -> str:
    """Return the words in the form in which they are searched: no difference between capital and small letters."""
    return "\n".join(words).casefold()

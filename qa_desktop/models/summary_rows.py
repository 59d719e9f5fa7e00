"""Keeps what lists show of an audit beside what its log amounts to."""

from __future__ import annotations

from datetime import datetime

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.ports import SummaryUpdate
from qa_desktop.domain.record import AuditState
from qa_desktop.models import action_rows, entry_rows, figure_rows, improvement_rows, work_rows
from qa_desktop.models.rows import Cell, moment_text, shown
from qa_desktop.models.statement import Run

_BEGIN = (
    "INSERT INTO audit (id, tool_id, tool_version, tool_hash, state, created_at, created_by, signed_at, "
    "read_only_reason, tool_title, authority, subject, practitioner, overall, complete_sections, all_sections, "
    "search, place, place_title, changed_at, unsent) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL, '', ?2, '', '', '', '', 0, 0, '', '', '', ?6, "
    # From the audit's own operations: reading through an outbox of years would make each new audit slower.
    "(SELECT count(*) FROM operation o CROSS JOIN outbox w ON w.pos = o.pos WHERE o.audit = ?1))"
)
_SET = (
    "UPDATE audit SET tool_title = ?, authority = ?, subject = ?, practitioner = ?, overall = ?, "
    "complete_sections = ?, all_sections = ?, search = ?, team = ?, service = ?, meeting = ?"
)
_UPDATE = f"{_SET}, changed_at = ? WHERE id = ?"
_HOW_FAR = "UPDATE audit SET complete_sections = ?, all_sections = ?, changed_at = ? WHERE id = ?"
_UPDATE_AS_OF = f"{_SET} WHERE id = ? AND changed_at = ?"


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
    if wanted.rows_stay:
        run(_HOW_FAR, (wanted.complete_sections, wanted.all_sections, moment_text(changed_at), audit_id))
        return
    run(_UPDATE, (*_cells(wanted), moment_text(changed_at), audit_id))
    action_rows.replace(run, audit_id, wanted)
    improvement_rows.replace(run, audit_id, wanted)
    work_rows.replace(run, audit_id, wanted)
    entry_rows.replace(run, audit_id, wanted)
    figure_rows.replace(run, audit_id, wanted)


def update_as_of(run: Run, audit_id: AuditId, wanted: SummaryUpdate, changed_at: datetime) -> bool:
    """Store what lists show of the audit, where nothing was written in it since; tell whether it was stored."""
    if not run(_UPDATE_AS_OF, (*_cells(wanted), audit_id, moment_text(changed_at))).rowcount:
        return False
    action_rows.replace(run, audit_id, wanted)
    improvement_rows.replace(run, audit_id, wanted)
    work_rows.replace(run, audit_id, wanted)
    entry_rows.replace(run, audit_id, wanted)
    figure_rows.replace(run, audit_id, wanted)
    return True


def _cells(wanted: SummaryUpdate) -> tuple[Cell, ...]:
    words = tuple(shown(one) for one in (wanted.tool_title, wanted.authority, wanted.subject, wanted.practitioner))
    place = tuple(shown(one) for one in (wanted.team, wanted.service, wanted.meeting))
    counts = (wanted.complete_sections, wanted.all_sections)
    return (*words, shown(wanted.overall), *counts, search_words(*words), *place)


def search_words(*words: str) -> str:
    """Return the words in the form in which they are searched: no difference between capital and small letters."""
    return "\n".join(words).casefold()

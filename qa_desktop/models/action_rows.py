"""Keeps the actions of each audit beside what its log amounts to."""

from __future__ import annotations

from collections.abc import Sequence

from qa_desktop.domain.follow_up_rules import NOBODYS
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import ActionRow, SummaryUpdate
from qa_desktop.domain.record import AuditState
from qa_desktop.models.rows import Cell, shown
from qa_desktop.models.statement import Run

NO_DAY = "9999-12-31"
"""Behind every real day."""
COLUMNS = (
    "id, what, who, due, done, person, owner, owner_key, team, service, state, stage, by_when, reviewed_on, "
    "checked_on, search"
)
_SIGNED = "SELECT state, subject, tool_title FROM audit WHERE id = ?"
_ACTIONS = f"SELECT {COLUMNS} FROM action WHERE audit = ?"  # noqa: S608 - constants of ours
_CLEAR = "DELETE FROM action WHERE audit = ?"
_ADD = f"INSERT INTO action (audit, {COLUMNS}) VALUES ({', '.join('?' * (len(COLUMNS.split(',')) + 1))})"  # noqa: S608 - as above


def replace(run: Run, audit_id: AuditId, wanted: SummaryUpdate) -> None:
    """Replace the rows of the audit, where they are others than before."""
    if wanted.actions or run("SELECT 1 FROM action WHERE audit = ? LIMIT 1", (audit_id,)).fetchone():
        _replace_actions(run, audit_id, wanted.actions)


def key_of(name: str) -> str:
    """Return a name in the form in which names are compared."""
    return " ".join(name.split()).casefold()


def _replace_actions(run: Run, audit_id: AuditId, actions: Sequence[ActionRow]) -> None:
    standing = run(_SIGNED, (audit_id,)).fetchone()
    is_signed = standing is not None and standing[0] == AuditState.SIGNED.value
    named = [str(cell) for cell in standing[1:]] if standing else []
    rows = {one.id: _row(one, named, is_signed=is_signed) for one in actions}
    if set(run(_ACTIONS, (audit_id,))) == set(rows.values()):
        return
    run(_CLEAR, (audit_id,))
    run.many(_ADD, [(audit_id, *row) for row in rows.values()])


def _row(action: ActionRow, named: Sequence[str], *, is_signed: bool) -> tuple[Cell, ...]:
    words = [shown(one) for one in (*named, action.what, action.who, action.owner, action.team)]
    return (
        shown(action.id),
        shown(action.what),
        shown(action.who),
        shown(action.due),
        int(action.done),
        shown(action.person),
        shown(action.owner),
        key_of(shown(action.owner)),
        shown(action.team),
        shown(action.service),
        action.state,
        action.stage if is_signed else NOBODYS,
        shown(action.due) or NO_DAY,
        action.reviewed_on,
        action.checked_on,
        "\n".join(words).casefold(),
    )

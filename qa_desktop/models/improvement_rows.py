"""Keeps the lines of each plan of the service, and which plan has each of them now."""

from __future__ import annotations

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import ImprovementRow, SummaryUpdate
from qa_desktop.models import work_rows
from qa_desktop.models.action_rows import NO_DAY, key_of
from qa_desktop.models.rows import Cell, shown
from qa_desktop.models.statement import Run

COLUMNS = (
    "id, what, who, owner, owner_key, person, board, source, due, by_when, state, stage, impact, done_on, since, mark, "
    "place, team, service, from_audit, from_id, amends, search"
)
_SUBJECT = "SELECT subject, tool_title FROM audit WHERE id = ?"
_ROWS = f"SELECT {COLUMNS} FROM improvement WHERE audit = ?"  # noqa: S608 - constants of ours
_ADD = f"INSERT INTO improvement (audit, newer, {COLUMNS}) VALUES (?, '', {', '.join('?' * len(COLUMNS.split(',')))})"  # noqa: S608 - as above
_CLEAR = "DELETE FROM improvement WHERE audit = ?"
# The plan that begins from another has its open lines; the correction of a plan has all of them.
_TAKE_OVER = (
    "UPDATE improvement SET newer = ?1 WHERE audit <> ?1 AND newer = '' AND ("
    "(audit, id) IN (SELECT from_audit, from_id FROM improvement WHERE audit = ?1 AND from_audit <> '') "
    "OR audit IN (SELECT d.audit FROM improvement me CROSS JOIN document d ON d.id = me.amends "
    "WHERE me.audit = ?1 AND me.amends <> ''))"
)
_HAS_IT = (
    "coalesce("
    "(SELECT n.audit FROM improvement n WHERE n.from_audit = improvement.audit AND n.from_id = improvement.id "
    "AND n.from_audit <> '' AND n.audit <> improvement.audit LIMIT 1), "
    "(SELECT n.audit FROM document d CROSS JOIN improvement n ON n.amends = d.id AND n.amends <> '' "
    "WHERE d.audit = improvement.audit AND n.audit <> improvement.audit LIMIT 1), '')"
)
_OLDER = "SELECT DISTINCT audit FROM improvement WHERE newer = ?"
_SETTLE = f"UPDATE improvement SET newer = {_HAS_IT} WHERE audit = ?"  # noqa: S608 - as above
_GIVE_BACK = f"UPDATE improvement SET newer = {_HAS_IT} WHERE newer = ?"  # noqa: S608 - as above


def replace(run: Run, audit_id: AuditId, wanted: SummaryUpdate) -> None:
    """Replace the rows of the plan, where they are others than before, and tell the plans before which it has now."""
    if (
        not wanted.improvements
        and run("SELECT 1 FROM improvement WHERE audit = ? LIMIT 1", (audit_id,)).fetchone() is None
    ):
        return
    named = run(_SUBJECT, (audit_id,)).fetchone()
    words = [str(cell) for cell in named] if named else []
    rows = {one.id: _row(one, words) for one in wanted.improvements}
    if set(run(_ROWS, (audit_id,))) == set(rows.values()):
        return
    before = _taken_over(run, audit_id)
    run(_CLEAR, (audit_id,))
    run(_GIVE_BACK, (audit_id,))
    run.many(_ADD, [(audit_id, *row) for row in rows.values()])
    run(_TAKE_OVER, (audit_id,))
    run(_SETTLE, (audit_id,))
    work_rows.settle(run, before | _taken_over(run, audit_id))


def forget(run: Run, audit_id: AuditId) -> None:
    """Take the plan's lines away; those of the plan before that it had taken over count there again."""
    before = _taken_over(run, audit_id)
    run(_CLEAR, (audit_id,))
    run(_GIVE_BACK, (audit_id,))
    work_rows.settle(run, before)


def _taken_over(run: Run, audit_id: AuditId) -> set[AuditId]:
    return {AuditId(str(row[0])) for row in run(_OLDER, (audit_id,))}


def _row(line: ImprovementRow, named: list[str]) -> tuple[Cell, ...]:
    searched = (*named, line.what, line.who, line.owner, line.board, line.source, line.impact, line.service)
    return (
        shown(line.id),
        shown(line.what),
        shown(line.who),
        shown(line.owner),
        key_of(shown(line.owner)),
        shown(line.person),
        shown(line.board),
        shown(line.source),
        shown(line.due),
        shown(line.due) or NO_DAY,
        line.state,
        line.stage,
        shown(line.impact),
        line.done_on,
        line.since,
        shown(line.mark),
        shown(line.place),
        shown(line.team),
        shown(line.service),
        shown(line.from_audit),
        shown(line.from_id),
        shown(line.amends),
        "\n".join(shown(one) for one in searched).casefold(),
    )

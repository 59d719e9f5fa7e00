"""Keeps what is to be done because of each audit, in the transaction that changes the audit."""

from __future__ import annotations

from qa_desktop.domain.home_work import NO_DAY
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import SummaryUpdate, WorkRow
from qa_desktop.models.rows import Cell, shown
from qa_desktop.models.statement import Run

ROUND = "round"
"""The kind of a date that comes round again."""

_ROWS = "SELECT task, kind, what, whose, due, closing, step, closed FROM work WHERE audit = ?"
_CLEAR = "DELETE FROM work WHERE audit = ? AND task = ?"
_ADD = (
    "INSERT INTO work (audit, task, kind, what, whose, due, closing, step, closed, done, person, team) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, '', '')"
)
_LINKS = "SELECT other FROM linked WHERE audit = ?"
_UNLINK = "DELETE FROM linked WHERE audit = ?"
_LINK = "INSERT INTO linked (audit, other) VALUES (?, ?)"
_LEAD, _PEER = (f"CAST('\"{seat}\"' AS BLOB)" for seat in ("lead", "peer"))
# A round is over once the next of its kind is signed; a date, once a record that points to the audit has it too, or to
# the other form of a case that two people audited.
_NEXT = (
    "(kind = 'round' AND EXISTS (SELECT 1 FROM audit me JOIN audit later ON later.tool_id = me.tool_id "
    "AND later.subject = me.subject JOIN work w ON w.audit = later.id AND w.task = work.task "
    "WHERE me.id = work.audit AND me.subject <> '' AND later.state = 'signed' AND w.due > work.due))"
)
_FORMS = (
    "SELECT {0} UNION SELECT other.audit FROM field me JOIN field other ON other.path = 'about/pair' "
    "AND other.value = me.value WHERE me.audit = {0} AND me.path = 'about/pair'"
)
_TAKEN_OVER = (
    "(kind = 'date' AND EXISTS (SELECT 1 FROM linked l JOIN work w ON w.audit = l.audit AND w.task = work.task "  # noqa: S608 - constants of ours
    f"WHERE l.audit <> work.audit AND l.other IN ({_FORMS.format('work.audit')})))"
)
_ALL_FORMS = _FORMS.format("?1")
# Whether the other form needs somebody in the inbox follows from the same record.
_ASK_ANEW = (
    "INSERT INTO inbox_waiting (audit, noted) VALUES (?, 0) "
    "ON CONFLICT (audit) DO UPDATE SET noted = 0 WHERE noted <> 0"
)
# What waits for a moderator is over once the record of the same pair is signed.
_MODERATED = (
    "(closing = 'moderation' AND EXISTS (SELECT 1 FROM field mine "
    "JOIN field theirs ON theirs.path = 'about/pair' AND theirs.value = mine.value "
    "JOIN field part ON part.audit = theirs.audit AND part.stream = theirs.stream AND part.path = 'about/pair_part' "
    "AND part.value = CAST('\"moderation\"' AS BLOB) JOIN audit record ON record.id = theirs.audit "
    "WHERE mine.audit = work.audit AND mine.path = 'about/pair' AND record.state = 'signed'))"
)
# What is done once for a case that two people audited stands at the lead's form, as soon as both are signed; wherever
# it is written down that it was done, it is done for both.
_AT_THE_OTHER_FORM = (
    "((kind = 'supervision' OR closing = 'moderation' OR (kind = 'date' AND closing = 'mark')) AND EXISTS ("  # noqa: S608 - constants of ours
    "SELECT 1 FROM field mine JOIN field seat ON seat.audit = mine.audit AND seat.stream = mine.stream "
    "AND seat.path = 'about/pair_part' "
    "JOIN field theirs ON theirs.path = 'about/pair' AND theirs.value = mine.value "
    "JOIN field other ON other.audit = theirs.audit AND other.stream = theirs.stream "
    "AND other.path = 'about/pair_part' "
    "JOIN audit me ON me.id = mine.audit JOIN audit form ON form.id = theirs.audit "
    "JOIN work w ON w.audit = theirs.audit AND w.task = work.task "
    "WHERE mine.audit = work.audit AND mine.path = 'about/pair' AND me.state = 'signed' AND form.state = 'signed' "
    f"AND (seat.value, other.value) IN (VALUES ({_PEER}, {_LEAD}), ({_LEAD}, {_PEER})) "
    f"AND (w.closed OR seat.value = {_PEER})))"
)
# A line of a plan is over here once a newer plan has it.
_IN_NEWER_PLAN = (
    "(kind = 'improvement' AND EXISTS (SELECT 1 FROM improvement i WHERE i.audit = work.audit AND i.newer <> '' "
    "AND 'improvement.' || i.id = work.task))"
)
_IS_DONE = f"(closed OR {_NEXT} OR {_TAKEN_OVER} OR {_MODERATED} OR {_AT_THE_OTHER_FORM} OR {_IN_NEWER_PLAN})"
_SETTLE = f"UPDATE work SET done = {_IS_DONE} WHERE audit = ? AND done <> {_IS_DONE}"  # noqa: S608 - constants of ours
_SAME_KIND = (
    "SELECT other.id FROM audit me JOIN audit other ON other.tool_id = me.tool_id AND other.subject = me.subject "
    "WHERE me.id = ? AND me.subject <> ''"
)
_PERSON = "SELECT person FROM part WHERE audit = ? AND relation = 'owner'"
_TEAM = """
    SELECT coalesce(
        (SELECT nullif(team, '') FROM audit WHERE id = ?1),
        (SELECT nullif(team, '') FROM directory_person WHERE person = ?2 AND until IS NULL),
        (SELECT nullif(team, '') FROM person WHERE id = ?2),
        ''
    )
"""
_PLACE = "UPDATE work SET person = ?2, team = ?3 WHERE audit = ?1 AND (person <> ?2 OR team <> ?3)"


def replace(run: Run, audit_id: AuditId, wanted: SummaryUpdate) -> None:
    """Replace the audit's rows where they are others than before; settle what that closes elsewhere, or opens."""
    before = {tuple(row) for row in run(_ROWS, (audit_id,))}
    after = {_cells(one) for one in wanted.work}
    pointed = _relink(run, audit_id, wanted.links)
    if before == after and not pointed:
        if after:
            place(run, audit_id)
        return
    run.many(_CLEAR, [(audit_id, row[0]) for row in before - after])
    run.many(_ADD, [(audit_id, *row) for row in sorted(after - before, key=lambda row: str(row[0]))])
    place(run, audit_id)
    touched = {audit_id, *pointed}
    if any(row[1] == ROUND for row in before | after):
        touched |= _same_kind(run, audit_id)
    settle(run, touched)


def place(run: Run, audit_id: AuditId) -> None:
    """Note whose audit it is, and of which team: the one that was entered, else that of its owner."""
    person = next((row[0] for row in run(_PERSON, (audit_id,))), "")
    (team,) = next(iter(run(_TEAM, (audit_id, person))))
    run(_PLACE, (audit_id, person, str(team).casefold()))


def forget(run: Run, audit_id: AuditId) -> None:
    """Delete the audit's rows before it goes, and open again what it closed elsewhere."""
    touched = {*(AuditId(str(row[0])) for row in run(_LINKS, (audit_id,))), *_same_kind(run, audit_id)}
    touched |= {AuditId(str(row[0])) for row in run(_ALL_FORMS, (audit_id,))}
    run("DELETE FROM work WHERE audit = ?", (audit_id,))
    run(_UNLINK, (audit_id,))
    settle(run, touched - {audit_id})


def settle(run: Run, audits: set[AuditId]) -> None:
    """Say of the tasks of these audits, and of the other forms of their cases, whether something else closed them."""
    forms = {AuditId(str(row[0])) for one in audits for row in run(_ALL_FORMS, (one,))}
    for audit_id in sorted(forms):
        run(_SETTLE, (audit_id,))
    run.many(_ASK_ANEW, [(one,) for one in sorted(forms - audits)])


def _relink(run: Run, audit_id: AuditId, links: tuple[str, ...]) -> set[AuditId]:
    """Keep to which audits the audit points; return all to which it does or did."""
    before = {str(row[0]) for row in run(_LINKS, (audit_id,))}
    if before != set(links):
        run(_UNLINK, (audit_id,))
        run.many(_LINK, [(audit_id, other) for other in links])
    return {AuditId(other) for other in before | set(links)}


def _same_kind(run: Run, audit_id: AuditId) -> set[AuditId]:
    return {AuditId(str(row[0])) for row in run(_SAME_KIND, (audit_id,))}


def _cells(one: WorkRow) -> tuple[Cell, ...]:
    words = tuple(shown(part) for part in (one.key, one.kind, one.what, one.whose, one.due or NO_DAY))
    return (*words, one.closing, one.step, int(one.done))

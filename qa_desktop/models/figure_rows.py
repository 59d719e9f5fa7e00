"""Keeps what figures are read from, in the transaction that signs, changes or removes an audit.

A draft has no row, so that saving an answer costs nothing here. The counts are changed by what became more or fewer.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date

from qa_desktop.clock import local_day
from qa_desktop.domain.figures.graded import GivenGrade, GradedAudit
from qa_desktop.domain.figures.question import month_of
from qa_desktop.domain.figures.standing import Form, counted
from qa_desktop.domain.figures.theme import Theme
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.pairs import MODERATION
from qa_desktop.domain.ports import SummaryUpdate
from qa_desktop.models.rows import Cell, moment, number, shown, text
from qa_desktop.models.statement import Run, the_one

_HEAD = "SELECT tool_id, signed_at FROM audit WHERE id = ? AND state = 'signed'"
_NUMBER = "SELECT number FROM figure_audit WHERE audit = ?"
_COLUMNS = "day, month, tool, authority, service, team, practitioner, category, pair, seat, amends"
_ADD = (
    f"INSERT INTO figure_audit (audit, {_COLUMNS}, replaced, counts) "  # noqa: S608 - constants of ours
    f"VALUES ({', '.join('?' * 12)}, 0, 0) ON CONFLICT (audit) DO UPDATE SET "
    f"({_COLUMNS}) = ({', '.join(f'excluded.{one.strip()}' for one in _COLUMNS.split(','))})"
)
_KEEP_SCALE = (
    "INSERT INTO figure_scale (id, points) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET points = excluded.points "
    "WHERE points <> excluded.points"
)
_KEEP_KEY = (
    "INSERT INTO figure_key (tool, item, label, section, position) VALUES (?, ?, ?, ?, ?) ON CONFLICT (tool, item) "
    "DO UPDATE SET (label, section, position) = (excluded.label, excluded.section, excluded.position) "
    "WHERE (label, section, position) <> (excluded.label, excluded.section, excluded.position)"
)
_TOOL = 2
"""The place of the tool among these columns."""
_OWN = "SELECT item, part, scale, grade FROM figure_grade WHERE number = ? AND settled_by = ''"
_CLEAR_OWN = "DELETE FROM figure_grade WHERE number = ? AND settled_by = ''"
_GIVE = "INSERT INTO figure_grade (number, item, part, settled_by, scale, grade, final) VALUES (?, ?, ?, '', ?, ?, 0)"
_THEMES = "SELECT id, kind, name, quote, public, item FROM figure_theme WHERE number = ?"
_ADD_THEME = "INSERT INTO figure_theme (number, id, kind, name, quote, public, item) VALUES (?, ?, ?, ?, ?, ?, ?)"
_NOTES = (
    "SELECT facts FROM operation WHERE audit = ? AND (path = 'signed' OR path >= 'document/' AND path < 'document0')"
)
_AMENDING = "SELECT 1 FROM figure_audit WHERE amends IN (SELECT value FROM json_each(?)) AND audit <> ? LIMIT 1"
_HAS_NOTE = "SELECT audit FROM document WHERE id = ?"
_LIKE_IT = (
    "SELECT other.id FROM audit me JOIN audit other ON other.tool_id = me.tool_id AND other.subject = me.subject "
    "WHERE me.id = ?1 AND other.id <> ?1 AND other.state = 'signed'"
)
_REPLACE = "UPDATE figure_audit SET replaced = ?2 WHERE audit = ?1"
_PAIR_OF = "SELECT pair FROM figure_audit WHERE number = ?"
_IN_PAIR = "SELECT number FROM figure_audit WHERE pair = ? AND pair <> ''"
_FORMS = (
    "SELECT number, pair, seat, replaced FROM figure_audit WHERE number IN (SELECT value FROM json_each(?)) "
    "ORDER BY number"
)
_CELLS = (
    "SELECT g.item, a.tool, a.month, a.service, a.team, a.category, g.scale, g.grade, a.authority FROM json_each(?1) j "
    "CROSS JOIN figure_audit a ON a.number = j.value CROSS JOIN figure_grade g ON g.number = a.number "
    "WHERE a.counts = 1 AND g.final = 1 UNION ALL "
    "SELECT '', a.tool, a.month, a.service, a.team, a.category, '', '', a.authority FROM json_each(?1) j "
    "CROSS JOIN figure_audit a ON a.number = j.value WHERE a.counts = 1"
)
_TALLIES = (("figure_tally", "team", 5), ("figure_category_tally", "category", 4))
"""Each table of counts with the column of its own, and which part of a cell it leaves out."""
_COUNT = (
    "INSERT INTO {} (item, tool, month, service, {}, scale, grade, authority, number) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET number = number + excluded.number"
)
_NONE_LEFT = (
    "DELETE FROM {} WHERE item = ? AND tool = ? AND month = ? AND service = ? AND {} = ? AND scale = ? "
    "AND grade = ? AND authority = ? AND number = 0"
)
_NOT_COUNTED = (
    "UPDATE figure_audit SET counts = 0 WHERE number = ?",
    "DELETE FROM figure_grade WHERE number = ? AND settled_by <> ''",
    "UPDATE figure_grade SET final = 0 WHERE number = ?",
)
_COUNTED = (
    "UPDATE figure_audit SET counts = 1 WHERE number = ?",
    "UPDATE figure_grade SET final = 1 WHERE number = ?",
)
# What the moderator was not asked for stays as the form has it.
_GIVE_WAY = (
    "UPDATE figure_grade SET final = 0 WHERE number = ?1 AND item IN "
    "(SELECT item FROM figure_grade WHERE number = ?2 AND settled_by = '')"
)
_SETTLE = (
    f"INSERT INTO figure_grade SELECT ?1, m.item, m.part, '{MODERATION}', m.scale, m.grade, 1 FROM figure_grade m "  # noqa: S608 - a constant of ours
    "WHERE m.number = ?2 AND m.settled_by = '' AND (m.item = 'overall' OR EXISTS "
    "(SELECT 1 FROM figure_grade own WHERE own.number = ?1 AND own.item = m.item))"
)


def replace(run: Run, audit_id: AuditId, wanted: SummaryUpdate) -> None:
    """Keep what figures know of a signed audit, and count anew what that changes."""
    if wanted.graded is None:
        return
    head = run(_HEAD, (audit_id,)).fetchone()
    if head is None:
        return
    row, grades = _audit_row(wanted, wanted.graded, head), {_grade_row(one) for one in wanted.graded.grades}
    _tag(run, audit_id, wanted.graded.themes)
    if _stands(run, audit_id, row, grades):
        return
    touched = _touched(run, audit_id)
    before = _cells(run, touched)
    _keep(run, audit_id, row, grades)
    _name_all(run, row[_TOOL], wanted.graded.grades)
    _tag(run, audit_id, wanted.graded.themes)
    joined = _touched(run, audit_id) - touched
    before.update(_cells(run, joined))
    _note_amending(run, audit_id, wanted.graded.amends, is_there=True)
    _count_anew(run, touched | joined, before)


def forget(run: Run, audit_id: AuditId) -> None:
    """Take an audit out of all figures: it goes, or is a draft again. What it stood for counts again."""
    row = run("SELECT number, amends FROM figure_audit WHERE audit = ?", (audit_id,)).fetchone()
    if row is None:
        return
    touched = _touched(run, audit_id)
    before = _cells(run, touched)
    run("DELETE FROM figure_grade WHERE number = ?", (row[0],))
    run("DELETE FROM figure_theme WHERE number = ?", (row[0],))
    run("DELETE FROM figure_audit WHERE number = ?", (row[0],))
    _note_amending(run, audit_id, text(row[1]), is_there=False)
    _count_anew(run, touched - {number(row[0])}, before)


def _stands(run: Run, audit_id: AuditId, row: tuple[Cell, ...], grades: set[tuple[str, ...]]) -> bool:
    """Tell whether nothing would change: most of what is written after a signature changes no grade."""
    there = run(f"SELECT number, replaced, {_COLUMNS} FROM figure_audit WHERE audit = ?", (audit_id,)).fetchone()  # noqa: S608 - constants of ours
    if there is None or tuple(there[2:]) != row or {tuple(one) for one in run(_OWN, (there[0],))} != grades:
        return False
    return bool(there[1]) == _is_amended(run, audit_id)


def _audit_row(wanted: SummaryUpdate, graded: GradedAudit, head: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return the columns of an audit, by the day of its last meeting, else of its signature (PRACTICE P-40)."""
    tool, signed_at = head
    day = date.fromisoformat(wanted.meeting) if wanted.meeting else local_day(moment(signed_at))
    whose = (wanted.service or graded.service, wanted.team or graded.team, wanted.practitioner, graded.category)
    named = (_name(one) for one in whose)
    places = (shown(one) for one in (graded.pair, graded.seat, graded.amends))
    return (day.isoformat(), month_of(day), tool, graded.authority, *named, *places)


def _keep(run: Run, audit_id: AuditId, row: tuple[Cell, ...], grades: set[tuple[str, ...]]) -> None:
    run(_ADD, (audit_id, *row))
    (key,) = the_one(run(_NUMBER, (audit_id,)))
    run(_CLEAR_OWN, (key,))
    run.many(_GIVE, [(key, *one) for one in sorted(grades)])


def _tag(run: Run, audit_id: AuditId, themes: Iterable[Theme]) -> None:
    """Replace the themes of an audit, where they are others than before."""
    number_of = run(_NUMBER, (audit_id,)).fetchone()
    if number_of is None:
        return
    wanted = {tuple(shown(one) for one in (t.id, t.kind.value, t.name, t.quote, t.public, t.item)) for t in themes}
    if {tuple(row) for row in run(_THEMES, number_of)} != wanted:
        run("DELETE FROM figure_theme WHERE number = ?", number_of)
        run.many(_ADD_THEME, [(*number_of, *row) for row in sorted(wanted)])


def _name_all(run: Run, tool: Cell, grades: Iterable[GivenGrade]) -> None:
    """Keep what the scales and questions are called, so that no tool has to be opened for a figure."""
    run.many(_KEEP_SCALE, sorted({(one.scale.id, one.scale.packed) for one in grades}))
    keys = {(one.of.key, shown(one.of.label), shown(one.of.section), one.of.position) for one in grades}
    run.many(_KEEP_KEY, [(tool, *one) for one in sorted(keys)])


def _grade_row(one: GivenGrade) -> tuple[str, ...]:
    return one.of.key, shown(one.part), one.scale.id, one.grade


def _name(written: str) -> str:
    return " ".join(shown(written).split())


def _touched(run: Run, audit_id: AuditId) -> set[int]:
    """Return the audit's number with those whose standing hangs on it: the other forms of its case, what it amends."""
    row = run("SELECT number, pair, amends FROM figure_audit WHERE audit = ?", (audit_id,)).fetchone()
    if row is None:
        return set()
    found = {number(row[0])}
    amended = _amended(run, audit_id, text(row[2]))
    found |= {number(one[0]) for one in run(_NUMBER, (amended,))} if amended else set()
    pairs = {text(row[1])} | {text(one[0]) for key in found for one in run(_PAIR_OF, (key,))}
    return found | {number(one[0]) for pair in pairs for one in run(_IN_PAIR, (pair,))}


def _note_amending(run: Run, audit_id: AuditId, amends: str, *, is_there: bool) -> None:
    """Note which audits a signed amendment stands for: this one, where one is here, and the one that this amends."""
    if is_there:
        run(_REPLACE, (audit_id, int(_is_amended(run, audit_id))))
    amended = _amended(run, audit_id, amends)
    if amended:
        run(_REPLACE, (amended, int(is_there or _is_amended(run, amended))))


def _is_amended(run: Run, audit_id: AuditId) -> bool:
    return run(_AMENDING, (json.dumps(sorted(_notes(run, audit_id))), audit_id)).fetchone() is not None


def _amended(run: Run, audit_id: AuditId, note: str) -> AuditId | None:
    """Return the audit that has a note: by the document where it is here, else by what those of the case name."""
    if not note:
        return None
    found = run(_HAS_NOTE, (note,)).fetchone()
    if found is not None:
        return AuditId(text(found[0]))
    like_it = [AuditId(text(row[0])) for row in run(_LIKE_IT, (audit_id,))]
    return next((one for one in like_it if note in _notes(run, one)), None)


def _notes(run: Run, audit_id: AuditId) -> set[str]:
    facts = [json.loads(row[0]) for row in run(_NOTES, (audit_id,)) if isinstance(row[0], bytes | str)]
    named = (one.get(name) for one in facts for name in ("document", "filing_document"))
    return {one for one in named if isinstance(one, str)}


def _count_anew(run: Run, touched: Iterable[int], before: Counter[tuple[str, ...]]) -> None:
    numbers = sorted(touched)
    listed = json.dumps(numbers)
    rows = run(_FORMS, (listed,))
    forms = [Form(number(row[0]), text(row[1]), text(row[2]), bool(row[3])) for row in rows]
    for statement in _NOT_COUNTED:
        run.many(statement, [(one,) for one in numbers])
    for one in counted(forms):
        for statement in _COUNTED:
            run(statement, (one.number,))
        if one.moderated_by is not None:
            for statement in (_GIVE_WAY, _SETTLE):
                run(statement, (one.number, one.moderated_by))
    after = _cells(run, numbers)
    after.subtract(before)
    for table, own, left_out in _TALLIES:
        changed: Counter[tuple[str, ...]] = Counter()
        for cell, by in after.items():
            changed[(*cell[:left_out], *cell[left_out + 1 :])] += by
        differing = sorted((cell, by) for cell, by in changed.items() if by)
        run.many(_COUNT.format(table, own), [(*cell, by) for cell, by in differing])
        run.many(_NONE_LEFT.format(table, own), [cell for cell, by in differing if by < 0])


def _cells(run: Run, numbers: Iterable[int]) -> Counter[tuple[str, ...]]:
    rows = run(_CELLS, (json.dumps(sorted(numbers)),))
    return Counter(tuple(text(cell) for cell in row) for row in rows)

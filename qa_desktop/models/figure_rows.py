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
from qa_desktop.models import figure_counts
from qa_desktop.models.rows import Cell, moment, number, shown, text
from qa_desktop.models.statement import Run, the_one

_HEAD = "SELECT tool_id, signed_at, created_by FROM audit WHERE id = ? AND state = 'signed'"
_NUMBER = "SELECT number FROM figure_audit WHERE audit = ?"
_COLUMNS = "day, month, tool, authority, service, team, practitioner, category, auditor, pair, seat, amends"
_ADD = (
    f"INSERT INTO figure_audit (audit, {_COLUMNS}, replaced, counts) "  # noqa: S608 - constants of ours
    f"VALUES ({', '.join('?' * 13)}, 0, 0) ON CONFLICT (audit) DO UPDATE SET "
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
_DAY, _TOOL, _PAIR = 0, 2, 9
"""The places of some of these columns."""
_OWN = "SELECT item, part, scale, grade FROM figure_grade WHERE number = ? AND settled_by = ''"
_CLEAR_OWN = "DELETE FROM figure_grade WHERE number = ? AND settled_by = ''"
_GIVE = "INSERT INTO figure_grade (number, item, part, settled_by, scale, grade, final) VALUES (?, ?, ?, '', ?, ?, 0)"
_THEMES = (
    "SELECT h.id, h.kind, h.name, h.quote, h.public, h.item, h.day, h.pair FROM figure_audit a "
    "CROSS JOIN figure_theme h ON h.number = a.number WHERE a.audit = ?"
)
_COUNTED_OPEN = (
    "SELECT o.by_when, o.many FROM figure_audit a CROSS JOIN figure_open o ON o.number = a.number WHERE a.audit = ?"
)
_ADD_THEME = (
    "INSERT INTO figure_theme (number, id, kind, name, quote, public, item, day, pair) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
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
# A second reading names the audit that it reads, and that may be a form of a pair of its own.
_IN_PAIR = (
    "SELECT number FROM figure_audit WHERE pair = ?1 AND pair <> '' "
    "UNION ALL SELECT number FROM figure_audit WHERE audit = ?1 "
    "UNION ALL SELECT o.number FROM figure_audit f CROSS JOIN figure_audit o ON o.pair = f.pair "
    "WHERE f.audit = ?1 AND f.pair <> ''"
)
_FORMS = (
    "SELECT number, pair, seat, replaced FROM figure_audit WHERE number IN (SELECT value FROM json_each(?)) "
    "ORDER BY number"
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
    of = (text(row[_DAY]), text(row[_PAIR]))
    themes = {(*_theme_row(one), *of) for one in wanted.graded.themes}
    due = _due(run, audit_id)
    if _stands(run, audit_id, row, grades) and _themes(run, audit_id) == themes and _open(run, audit_id) == due:
        return
    touched = _touched(run, audit_id) | _related(run, audit_id, wanted.graded.pair, wanted.graded.amends)
    before = figure_counts.counts_of(run, touched)
    touched.add(_keep(run, audit_id, row, grades))
    _name_all(run, row[_TOOL], wanted.graded.grades)
    _tag(run, audit_id, themes)
    _keep_open(run, audit_id, due)
    _note_amending(run, audit_id, wanted.graded.amends, is_there=True)
    _count_anew(run, touched, before)


def forget(run: Run, audit_id: AuditId) -> None:
    """Take an audit out of all figures: it goes, or is a draft again. What it stood for counts again."""
    row = run("SELECT number, amends FROM figure_audit WHERE audit = ?", (audit_id,)).fetchone()
    if row is None:
        return
    touched = _touched(run, audit_id)
    before = figure_counts.counts_of(run, touched)
    run("DELETE FROM figure_grade WHERE number = ?", (row[0],))
    run("DELETE FROM figure_theme WHERE number = ?", (row[0],))
    run("DELETE FROM figure_open WHERE number = ?", (row[0],))
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
    tool, signed_at, auditor = head
    day = date.fromisoformat(wanted.meeting) if wanted.meeting else local_day(moment(signed_at))
    whose = (wanted.service or graded.service, wanted.team or graded.team, wanted.practitioner, graded.category)
    named = (_name(one) for one in whose)
    places = (shown(one) for one in (graded.pair, graded.seat, graded.amends))
    return (day.isoformat(), month_of(day), tool, graded.authority, *named, auditor, *places)


def _keep(run: Run, audit_id: AuditId, row: tuple[Cell, ...], grades: set[tuple[str, ...]]) -> int:
    """Keep an audit with its own grades, and return its number."""
    run(_ADD, (audit_id, *row))
    (key,) = the_one(run(_NUMBER, (audit_id,)))
    run(_CLEAR_OWN, (key,))
    run.many(_GIVE, [(key, *one) for one in sorted(grades)])
    return number(key)


def _themes(run: Run, audit_id: AuditId) -> set[tuple[str, ...]]:
    return {tuple(text(cell) for cell in row) for row in run(_THEMES, (audit_id,))}


def _tag(run: Run, audit_id: AuditId, wanted: set[tuple[str, ...]]) -> None:
    """Replace the themes of an audit, where they are others than before."""
    if _themes(run, audit_id) != wanted:
        (key,) = the_one(run(_NUMBER, (audit_id,)))
        run("DELETE FROM figure_theme WHERE number = ?", (key,))
        run.many(_ADD_THEME, [(key, *row) for row in sorted(wanted)])


def _due(run: Run, audit_id: AuditId) -> set[tuple[Cell, ...]]:
    """Return how many actions are open by the day on which they are due, as lists show them."""
    return set(run("SELECT by_when, count(*) FROM action WHERE audit = ? AND stage = 'open' GROUP BY 1", (audit_id,)))


def _open(run: Run, audit_id: AuditId) -> set[tuple[Cell, ...]]:
    return set(run(_COUNTED_OPEN, (audit_id,)))


def _keep_open(run: Run, audit_id: AuditId, wanted: set[tuple[Cell, ...]]) -> None:
    (key,) = the_one(run(_NUMBER, (audit_id,)))
    run("DELETE FROM figure_open WHERE number = ?", (key,))
    run.many("INSERT INTO figure_open (number, by_when, many) VALUES (?, ?, ?)", [(key, *row) for row in wanted])


def _theme_row(one: Theme) -> tuple[str, ...]:
    return tuple(shown(cell) for cell in (one.id, one.kind.value, one.name, one.quote, one.public, one.item))


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
    """Return the audit's number with those whose standing hangs on it."""
    row = run("SELECT number, pair, amends FROM figure_audit WHERE audit = ?", (audit_id,)).fetchone()
    return set() if row is None else {number(row[0])} | _related(run, audit_id, text(row[1]), text(row[2]))


def _related(run: Run, audit_id: AuditId, pair: str, amends: str) -> set[int]:
    """Return the other forms of a case, what an audit amends, and the first audit that it reads again."""
    amended = _amended(run, audit_id, amends)
    found = {number(one[0]) for one in run(_NUMBER, (amended,))} if amended else set()
    pairs = {pair} | {text(one[0]) for key in found for one in run(_PAIR_OF, (key,))}
    return found | {number(row[0]) for one in pairs for row in run(_IN_PAIR, (one,))}


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


def _count_anew(run: Run, touched: Iterable[int], before: Counter[figure_counts.Key]) -> None:
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
    after = figure_counts.counts_of(run, numbers)
    after.subtract(before)
    figure_counts.add(run, after)

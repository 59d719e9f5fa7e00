"""Reads lists of due work: a page by its last row, from the index that fits what is asked."""

from __future__ import annotations

from datetime import date

from qa_desktop.domain.home_work import NO_DAY, POOR
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.work_due import WorkKind
from qa_desktop.domain.work_list import WEEK, Scope, WorkCounts, WorkFilter, WorkLine, place_in_list
from qa_desktop.models.home_work_rows import own_lines
from qa_desktop.models.rows import Cell, Row, number, text, whose_form_columns, whose_form_from
from qa_desktop.models.statement import Ask, the_one

_COLUMNS = (
    "w.audit, w.task, w.kind, w.what, w.whose, w.due, w.step, w.closing, a.subject, a.tool_title, a.team, a.overall, "
    f"{whose_form_columns('a')}"
)
# CROSS JOIN keeps the order: from the next due to its audit.
_PAGE = f"SELECT {_COLUMNS} FROM work w {{index}} CROSS JOIN audit a ON a.id = w.audit WHERE w.done = 0"  # noqa: S608 - constants of ours
_ORDER = " ORDER BY w.due, w.audit, w.task LIMIT ?"
_COUNT = "SELECT count(*) FROM work w {index} WHERE w.done = 0"
_OWNER = "SELECT p.id, p.name FROM device d JOIN person p ON p.id = d.owner"


def page(run: Ask, wanted: WorkFilter, teams: frozenset[str]) -> tuple[WorkLine, ...]:
    """Return a page of what is open, the next due first and what has no day last; `teams` as they are folded."""
    found = [line for places in _places(run, wanted.scope, teams) for line in _page_of(run, wanted, *places)]
    found.sort(key=place_in_list)
    return tuple(found[: wanted.limit])


def counts(run: Ask, scope: Scope, teams: frozenset[str], today: date) -> WorkCounts:
    """Return how much is overdue, and due within a week."""
    places = _places(run, scope, teams)

    def count(condition: str, *values: Cell) -> int:
        return sum(
            number(the_one(run(f"{_COUNT.format(index=index)}{own} AND {condition}", (*given, *values)))[0])
            for index, own, given in places
        )

    soon = (today + WEEK).isoformat()
    return WorkCounts(count("w.due < ?", today.isoformat()), count("w.due BETWEEN ? AND ?", today.isoformat(), soon))


_Place = tuple[str, str, tuple[Cell, ...]]


def _places(run: Ask, scope: Scope, teams: frozenset[str]) -> list[_Place]:
    """Return (index, condition, values) for each part of the list: a team each, since each has an order of its own."""
    if scope is Scope.ALL:
        return [("", "", ())]
    owner, name = (text(cell) for cell in the_one(run(_OWNER)))
    own = own_lines(scope.value, owner, name, sorted(teams))
    if scope is Scope.MINE:
        return [("INDEXED BY work_by_person", " AND w.person = ?", (owner,)), *own]
    return [*(("INDEXED BY work_by_team", " AND w.team = ?", (team,)) for team in sorted(teams)), *own]


def _page_of(run: Ask, wanted: WorkFilter, index: str, own: str, given: tuple[Cell, ...]) -> list[WorkLine]:
    statement, values = _PAGE.format(index=index) + own, list(given)
    if wanted.kind is not None:
        statement += " AND w.kind = ?"
        values.append(wanted.kind.value)
    if wanted.before is not None:
        statement += " AND w.due < ?"
        values.append(wanted.before.isoformat())
    if wanted.since is not None:
        statement += " AND w.due >= ?"
        values.append(wanted.since.isoformat())
    if wanted.poor_only:
        statement += f" AND a.overall IN ({', '.join('?' for _ in POOR)})"
        values += POOR
    if wanted.after is not None:
        statement += " AND (w.due, w.audit, w.task) > (?, ?, ?)"
        values += place_in_list(wanted.after)
    return [_line(row) for row in run(statement + _ORDER, (*values, wanted.limit))]


def _line(row: Row) -> WorkLine:
    *told, part, auditor = row
    audit, key, kind, what, whose, due, step, closing, subject, title, team, overall = (text(cell) for cell in told)
    return WorkLine(
        audit=AuditId(audit),
        key=key,
        kind=WorkKind(kind),
        what=what,
        whose=whose,
        due=None if due == NO_DAY else date.fromisoformat(due),
        step=step,
        closing=closing,
        subject=subject,
        tool_title=title,
        team=team,
        overall=overall,
        form=whose_form_from(part, auditor),
    )

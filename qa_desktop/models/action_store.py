"""Reads the tracker of actions and the links between audits, as plain SQL by keyset."""

from __future__ import annotations

import json
from datetime import date, timedelta

from qa_desktop.domain.follow_up import Stage
from qa_desktop.domain.follow_up_rules import NOBODYS
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.record import HELD
from qa_desktop.domain.tracker import ActionQuestion, ActionsShown, Leavers, TrackedAction
from qa_desktop.models.action_rows import NO_DAY, key_of
from qa_desktop.models.rows import Cell, Row, number, text
from qa_desktop.models.statement import Run, Transactions

_COLUMNS = (
    "a.audit, a.id, u.subject, u.tool_title, a.what, a.who, a.owner, a.person, a.team, a.service, a.due, a.state, "
    "a.stage, a.reviewed_on, a.checked_on, u.read_only_reason"
)
_FROM = f"SELECT {_COLUMNS} FROM action a CROSS JOIN audit u ON u.id = a.audit WHERE a.stage = ?"  # noqa: S608 - constants of ours
# By the names and people first: asking each of 100,000 open actions for its owner takes a hundred times as long.
_LEFT = (
    "SELECT audit, id FROM action INDEXED BY action_by_owner "
    "WHERE owner_key IN (SELECT value FROM json_each(?)) AND stage = 'open' AND person = '' UNION ALL "
    "SELECT audit, id FROM action INDEXED BY action_by_person "
    "WHERE person IN (SELECT value FROM json_each(?)) AND stage = 'open'"
)
_FROM_LEFT = (
    f"SELECT {_COLUMNS} FROM ({_LEFT}) l CROSS JOIN action a ON a.audit = l.audit AND a.id = l.id "  # noqa: S608 - as above
    "CROSS JOIN audit u ON u.id = a.audit WHERE a.stage = ?"
)
_ORDER = " ORDER BY a.by_when, a.audit, a.id LIMIT ?"
_AFTER = " AND (a.by_when, a.audit, a.id) > (?, ?, ?)"
_COUNT = "SELECT stage, count(*) FROM action WHERE stage <> ? GROUP BY stage"
_LATE = "SELECT count(*) FROM action WHERE stage = ? AND by_when < ?"
_NOBODY = f"SELECT count(*) FROM ({_LEFT})"  # noqa: S608 - as above
_TEAMS = "SELECT DISTINCT team FROM action WHERE stage <> ? AND team <> '' ORDER BY team"
_ONE = f"SELECT {_COLUMNS} FROM action a CROSS JOIN audit u ON u.id = a.audit WHERE a.audit = ? AND a.id = ?"  # noqa: S608 - as above
_POINTING = "SELECT audit FROM linked WHERE other = ? ORDER BY audit"


class SqlActionStore:
    """Reads what lists of actions show."""

    def __init__(self, read: Transactions) -> None:
        self._read = read

    def page(self, question: ActionQuestion, leavers: Leavers, today: date) -> tuple[TrackedAction, ...]:
        """Return the next page."""
        statement, cells = _asked(question, leavers, today)
        with self._read() as run:
            return tuple(_action(row) for row in run(statement, cells))

    def one(self, audit: AuditId, action: str) -> TrackedAction | None:
        """Return one action, or None where it is not here."""
        with self._read() as run:
            row = run(_ONE, (audit, action)).fetchone()
        return None if row is None else _action(row)

    def counts(self, leavers: Leavers, today: date) -> dict[ActionsShown, int]:
        """Return how many there are of each."""
        with self._read() as run:
            stages = {text(row[0]): number(row[1]) for row in run(_COUNT, (NOBODYS,))}
            found = {shown: stages.get(_stage(shown), 0) for shown in ActionsShown}
            for shown in ActionsShown:
                if shown.days is not None:
                    found[shown] = _number(run, _LATE, (Stage.OPEN.value, _before(today, shown.days)))
            found[ActionsShown.NOBODY] = _number(run, _NOBODY, tuple(_left(leavers)))
        return found

    def teams(self) -> tuple[str, ...]:
        """Return the teams that have actions, by name."""
        with self._read() as run:
            return tuple(text(row[0]) for row in run(_TEAMS, (NOBODYS,)))

    def pointing_to(self, audit: AuditId) -> tuple[AuditId, ...]:
        """Return the audits and records on this laptop that point to an audit."""
        with self._read() as run:
            return tuple(AuditId(text(row[0])) for row in run(_POINTING, (audit,)))


def _asked(question: ActionQuestion, leavers: Leavers, today: date) -> tuple[str, tuple[Cell, ...]]:
    statement: str = _FROM
    cells: list[Cell] = [_stage(question.shown)]
    if question.shown is ActionsShown.NOBODY:
        statement, cells = _FROM_LEFT, [*_left(leavers), *cells]
    if question.shown.days is not None:
        statement += " AND a.by_when < ?"
        cells.append(_before(today, question.shown.days))
    if question.team:
        statement += " AND a.team = ?"
        cells.append(question.team)
    if question.owner:
        statement += " AND a.owner_key = ?"
        cells.append(key_of(question.owner))
    for word in question.text.casefold().split():
        statement += " AND instr(a.search, ?) > 0"
        cells.append(word)
    if question.after is not None:
        statement += _AFTER
        cells += [question.after.due or NO_DAY, question.after.audit, question.after.id]
    return statement + _ORDER, (*cells, question.limit)


def _stage(shown: ActionsShown) -> str:
    return {ActionsShown.CHECK: Stage.CHECK, ActionsShown.CLOSED: Stage.CLOSED}.get(shown, Stage.OPEN).value


def _before(today: date, days: int) -> str:
    """Return the day before which an action was due that is overdue for so many days at least."""
    return (today - timedelta(days=days - 1)).isoformat()


def _left(leavers: Leavers) -> list[Cell]:
    return [json.dumps(sorted(leavers.names)), json.dumps(sorted(leavers.people))]


def _number(run: Run, statement: str, cells: tuple[Cell, ...]) -> int:
    row = run(statement, cells).fetchone()
    return 0 if row is None else number(row[0])


def _action(row: Row) -> TrackedAction:
    cells = [text(cell) for cell in row]
    return TrackedAction(
        audit=AuditId(cells[0]),
        id=cells[1],
        subject=cells[2],
        tool_title=cells[3],
        what=cells[4],
        who=cells[5],
        owner=cells[6],
        person=PersonId(cells[7]),
        team=cells[8],
        service=cells[9],
        due=cells[10],
        state=cells[11],
        stage=cells[12],
        reviewed_on=cells[13],
        checked_on=cells[14],
        is_held=cells[15] == HELD,
    )

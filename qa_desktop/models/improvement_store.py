"""Reads the list of improvement actions, as plain SQL by keyset."""

from __future__ import annotations

from datetime import date

from qa_desktop.domain.follow_up import Stage
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.improvement_list import ImprovementQuestion, ImprovementsShown, TrackedImprovement
from qa_desktop.domain.record import HELD, AuditState
from qa_desktop.models.action_rows import NO_DAY, key_of
from qa_desktop.models.rows import Cell, Row, number, text
from qa_desktop.models.statement import Run, Transactions

_COLUMNS = (
    "i.audit, i.id, u.subject, u.tool_title, i.what, i.who, i.owner, i.person, i.board, i.source, i.team, i.service, "
    "i.due, i.state, i.stage, i.impact, i.done_on, i.since, i.mark, i.place, u.state, u.read_only_reason"
)
_JOINED = "CROSS JOIN audit u ON u.id = i.audit"
_PAGE = f"SELECT {_COLUMNS} FROM improvement i {_JOINED} WHERE i.newer = '' AND i.stage = ?"  # noqa: S608 - constants of ours
_ORDER = " ORDER BY i.by_when, i.audit, i.id LIMIT ?"
_AFTER = " AND (i.by_when, i.audit, i.id) > (?, ?, ?)"
_COUNT = "SELECT stage, count(*) FROM improvement WHERE newer = '' GROUP BY stage"
_LATE = "SELECT count(*) FROM improvement WHERE newer = '' AND stage = 'open' AND by_when < ?"
_NAMES = "SELECT DISTINCT {column} FROM improvement WHERE newer = '' AND {column} <> '' ORDER BY {column}"
_ONE = f"SELECT {_COLUMNS} FROM improvement i {_JOINED} WHERE i.audit = ? AND i.id = ?"  # noqa: S608 - as above
_NEWER = "SELECT newer FROM improvement WHERE audit = ? AND id = ?"
_BEGUN = (
    "SELECT l.audit FROM linked l JOIN audit later ON later.id = l.audit JOIN audit plan ON plan.id = l.other "
    "WHERE l.other = ? AND later.tool_id = plan.tool_id ORDER BY later.state = 'draft' DESC, later.id DESC LIMIT 1"
)
# The last plan about the same: the newest meeting first, a correction before what it corrects.
_LAST = (
    "SELECT id FROM audit WHERE tool_id = ? AND subject = ? AND state = 'signed' AND read_only_reason <> ? "
    "ORDER BY meeting DESC, signed_at DESC, id DESC LIMIT 1"
)
_LAST_OF_EACH = (
    "SELECT id FROM (SELECT id, meeting, row_number() OVER "
    "(PARTITION BY subject ORDER BY meeting DESC, signed_at DESC, id DESC) AS place "
    "FROM audit WHERE tool_id = ? AND state = 'signed' AND read_only_reason <> ?) "
    "WHERE place = 1 ORDER BY meeting DESC, id LIMIT 20"
)
_OPEN = "SELECT id FROM audit WHERE tool_id = ? AND state = 'draft' AND read_only_reason = '' ORDER BY changed_at DESC"


class SqlImprovementStore:
    """Reads what the list shows, and which plan is the last one."""

    def __init__(self, read: Transactions) -> None:
        self._read = read

    def page(self, question: ImprovementQuestion, today: date) -> tuple[TrackedImprovement, ...]:
        """Return the next page."""
        statement, cells = _asked(question, today)
        with self._read() as run:
            return tuple(_line(row) for row in run(statement, cells))

    def one(self, audit: AuditId, line: str) -> TrackedImprovement | None:
        """Return one line, or None where it is not here."""
        with self._read() as run:
            row = run(_ONE, (audit, line)).fetchone()
        return None if row is None else _line(row)

    def newer(self, audit: AuditId, line: str) -> AuditId | None:
        """Return the plan that has the line now; None where it is this one."""
        with self._read() as run:
            row = run(_NEWER, (audit, line)).fetchone()
        return AuditId(text(row[0])) if row is not None and row[0] else None

    def begun_from(self, audit: AuditId) -> AuditId | None:
        """Return the plan that goes on from one; None where none here was begun from it."""
        with self._read() as run:
            row = run(_BEGUN, (audit,)).fetchone()
        return None if row is None else AuditId(text(row[0]))

    def counts(self, today: date) -> dict[ImprovementsShown, int]:
        """Return how many there are of each."""
        with self._read() as run:
            stages = {text(row[0]): number(row[1]) for row in run(_COUNT)}
            late = next(iter(run(_LATE, (today.isoformat(),))))
        return {
            ImprovementsShown.OPEN: stages.get(Stage.OPEN.value, 0),
            ImprovementsShown.OVERDUE: number(late[0]),
            ImprovementsShown.CLOSED: stages.get(Stage.CLOSED.value, 0),
        }

    def boards(self) -> tuple[str, ...]:
        """Return the boards that have plans here, by name."""
        return self._names("board")

    def services(self) -> tuple[str, ...]:
        """Return the services that plans here are about, by name."""
        return self._names("service")

    def last_plan(self, tool_id: str, subject: str) -> AuditId | None:
        """Return the last signed plan with a tool about the same; None where there is none here."""
        with self._read() as run:
            row = run(_LAST, (tool_id, subject, HELD)).fetchone()
        return None if row is None else AuditId(text(row[0]))

    def open_plans(self, tool_id: str) -> tuple[AuditId, ...]:
        """Return the plans with a tool that are not signed, the one changed last first."""
        with self._read() as run:
            return tuple(AuditId(text(row[0])) for row in run(_OPEN, (tool_id,)))

    def last_plans(self, tool_id: str) -> tuple[AuditId, ...]:
        """Return the last signed plan with a tool about each thing, the newest first."""
        with self._read() as run:
            return tuple(AuditId(text(row[0])) for row in run(_LAST_OF_EACH, (tool_id, HELD)))

    def _names(self, column: str) -> tuple[str, ...]:
        with self._read() as run:
            return _distinct(run, column)


def _distinct(run: Run, column: str) -> tuple[str, ...]:
    return tuple(text(row[0]) for row in run(_NAMES.format(column=column)))


def _asked(question: ImprovementQuestion, today: date) -> tuple[str, tuple[Cell, ...]]:
    statement: str = _PAGE
    stage = Stage.CLOSED if question.shown is ImprovementsShown.CLOSED else Stage.OPEN
    cells: list[Cell] = [stage.value]
    if question.shown is ImprovementsShown.OVERDUE:
        statement += " AND i.by_when < ?"
        cells.append(today.isoformat())
    for column, wanted in (("board", question.board), ("service", question.service)):
        if wanted:
            statement += f" AND i.{column} = ?"
            cells.append(wanted)
    if question.owner:
        statement += " AND i.owner_key = ?"
        cells.append(key_of(question.owner))
    for word in question.text.casefold().split():
        statement += " AND instr(i.search, ?) > 0"
        cells.append(word)
    if question.after is not None:
        statement += _AFTER
        cells += [question.after.due or NO_DAY, question.after.audit, question.after.id]
    return statement + _ORDER, (*cells, question.limit)


def _line(row: Row) -> TrackedImprovement:
    cells = [text(cell) for cell in row]
    return TrackedImprovement(
        audit=AuditId(cells[0]),
        id=cells[1],
        plan=cells[2],
        tool_title=cells[3],
        what=cells[4],
        who=cells[5],
        owner=cells[6],
        person=PersonId(cells[7]),
        board=cells[8],
        source=cells[9],
        team=cells[10],
        service=cells[11],
        due=cells[12],
        state=cells[13],
        stage=cells[14],
        impact=cells[15],
        done_on=cells[16],
        since=cells[17],
        mark=cells[18],
        place=cells[19],
        is_signed=cells[20] == AuditState.SIGNED.value,
        is_held=cells[21] == HELD,
    )

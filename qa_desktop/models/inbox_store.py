"""Keeps the lines of the inbox, so that a page of it is one statement however many audits there are."""

from __future__ import annotations

from collections.abc import Sequence

from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.inbox import InboxLine, InboxOnly, InboxQuestion
from qa_desktop.models.rows import SUMMARY_COLUMNS, Cell, Row, moment_text, number, shown, summary_from, text
from qa_desktop.models.statement import Run, Transactions

_MARK = (
    "(SELECT count(*) || '|' || coalesce(max(o.op_id), '') FROM operation o "
    "WHERE o.audit = {} AND o.stream NOT LIKE 'private:%' AND o.stream <> 'restricted')"
)
_OWNER = "coalesce((SELECT person FROM part WHERE audit = a.id AND relation = 'owner'), a.created_by)"
_NOTE = (
    "INSERT INTO inbox (audit, at, owner, mine, needs, needed, mark, seen, fresh) "  # noqa: S608 - constants of ours
    "SELECT id, changed_at, owner, owner = (SELECT owner FROM device), '', 0, mark, '', 1 FROM "
    f"(SELECT a.id, a.changed_at, {_OWNER} AS owner, {_MARK.format('a.id')} AS mark "
    "FROM inbox_waiting w CROSS JOIN audit a ON a.id = w.audit WHERE w.noted = 0 AND a.state = 'signed') WHERE true "
    "ON CONFLICT (audit) DO UPDATE SET at = excluded.at, owner = excluded.owner, mine = excluded.mine, "
    "mark = excluded.mark, fresh = seen <> excluded.mark"
)
_NOT_SIGNED = "DELETE FROM inbox_waiting WHERE NOT EXISTS (SELECT 1 FROM audit WHERE id = audit AND state = 'signed')"
_NOTED = "UPDATE inbox_waiting SET noted = 1 WHERE noted = 0"
_WAITS = "SELECT EXISTS (SELECT 1 FROM inbox_waiting WHERE noted = 0)"
_WAITING = (
    "SELECT w.audit FROM inbox_waiting w CROSS JOIN inbox i ON i.audit = w.audit WHERE w.noted = 1 "
    "ORDER BY i.at DESC, w.audit DESC LIMIT ?"
)
_BEHIND = "SELECT count(*) FROM inbox_waiting"
_SETTLE = "UPDATE inbox SET needs = ?2, needed = ?2 <> '' WHERE audit = ?1"
_SETTLED = "DELETE FROM inbox_waiting WHERE audit = ? AND noted = 1"
_SEEN = f"UPDATE inbox SET mark = {_MARK.format('?1')}, seen = {_MARK.format('?1')}, fresh = 0 WHERE audit = ?1"  # noqa: S608 - as above
_PAGE = (
    f"SELECT {SUMMARY_COLUMNS}, i.owner, i.needs, i.fresh FROM inbox i CROSS JOIN audit ON audit.id = i.audit "  # noqa: S608 - as above
    "WHERE i.mine = 0 AND audit.state = 'signed'"
)
_ONLY = {InboxOnly.ALL: "", InboxOnly.NEW: " AND i.fresh = 1", InboxOnly.NEEDS: " AND i.needed = 1"}


class SqlInboxStore:
    """Reads and keeps the lines."""

    def __init__(self, read: Transactions, write: Transactions) -> None:
        self._read = read
        self._write = write

    def note(self) -> None:
        """Give every signed audit that arrived or changed its line; why it needs somebody is worked out later."""
        with self._read() as run:
            waits = bool(_number(run, _WAITS))
        if waits:
            with self._write() as run:
                for statement in (_NOT_SIGNED, _NOTE, _NOTED):
                    run(statement)

    def waiting(self, most: int) -> tuple[AuditId, ...]:
        """Return audits of which it is to be worked out why they need somebody, most recently changed first."""
        with self._read() as run:
            return tuple(AuditId(text(row[0])) for row in run(_WAITING, (most,)))

    def behind(self) -> int:
        """Return of how many that is to be worked out."""
        with self._read() as run:
            return _number(run, _BEHIND)

    def settle(self, needs: Sequence[tuple[AuditId, tuple[str, ...]]]) -> None:
        """Keep why audits need somebody; one that changed meanwhile waits again."""
        with self._write() as run:
            run.many(_SETTLE, [(audit, shown(" ".join(words))) for audit, words in needs])
            run.many(_SETTLED, [(audit,) for audit, _ in needs])

    def mark_seen(self, audit: AuditId) -> None:
        """Remember that everything of the audit as it is now was looked at."""
        self.note()
        with self._write() as run:
            run(_SEEN, (audit,))

    def page(self, question: InboxQuestion, most: int) -> tuple[InboxLine, ...]:
        """Return the next page, most recently changed first."""
        statement, cells = _PAGE + _ONLY[question.only], list[Cell]()
        for word in question.text.casefold().split():
            statement += " AND instr(search, ?) > 0"
            cells.append(shown(word))
        if question.after is not None:
            statement += " AND (i.at, i.audit) < (?, ?)"
            cells += [moment_text(question.after.changed_at), question.after.id]
        with self._read() as run:
            rows = run(f"{statement} ORDER BY i.at DESC, i.audit DESC LIMIT ?", (*cells, most))
            return tuple(_line(row) for row in rows)


def _line(row: Row) -> InboxLine:
    owner, needs, fresh = row[-3:]
    return InboxLine(summary_from(row), PersonId(text(owner)), tuple(text(needs).split()), bool(number(fresh)))


def _number(run: Run, statement: str) -> int:
    return number(next(iter(run(statement)))[0])

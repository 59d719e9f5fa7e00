"""Keeps how each record stands in registers, in the transaction that changes the record."""

from __future__ import annotations

from collections.abc import Sequence

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import EntryRow, SummaryUpdate
from qa_desktop.domain.record import AuditState
from qa_desktop.models.rows import Cell, shown
from qa_desktop.models.statement import Run

COLUMNS = "register, day, signed, of_whom, words, search, amends"
_STANDING = "SELECT state, subject FROM audit WHERE id = ?"
_ROWS = f"SELECT {COLUMNS} FROM entry WHERE audit = ?"  # noqa: S608 - constants of ours
_ADD = f"INSERT INTO entry (audit, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - as above
_COUNTS = "SELECT register, question, code, label, amount FROM entry_count WHERE audit = ?"
_ADD_COUNT = "INSERT INTO entry_count (audit, register, question, code, label, amount) VALUES (?, ?, ?, ?, ?, ?)"
_CLEAR = ("DELETE FROM entry WHERE audit = ?", "DELETE FROM entry_count WHERE audit = ?")


def replace(run: Run, audit_id: AuditId, wanted: SummaryUpdate) -> None:
    """Replace the rows of the record, where they are others than before."""
    if wanted.entries is None:
        return
    standing = run(_STANDING, (audit_id,)).fetchone()
    is_signed = standing is not None and standing[0] == AuditState.SIGNED.value
    subject = str(standing[1]) if standing else ""
    rows = {_row(one, subject, is_signed=is_signed) for one in wanted.entries}
    counts = {_counted(one.register, each) for one in wanted.entries for each in one.counted}
    if set(run(_ROWS, (audit_id,))) == rows and set(run(_COUNTS, (audit_id,))) == counts:
        return
    forget(run, audit_id)
    run.many(_ADD, [(audit_id, *row) for row in rows])
    run.many(_ADD_COUNT, [(audit_id, *row) for row in counts])


def forget(run: Run, audit_id: AuditId) -> None:
    """Take the record out of every register."""
    for statement in _CLEAR:
        run(statement, (audit_id,))


def _row(entry: EntryRow, subject: str, *, is_signed: bool) -> tuple[Cell, ...]:
    whom, words = shown(entry.of_whom), shown(entry.words)
    search = f"{subject}\n{whom}\n{words}".casefold()
    return (shown(entry.register), shown(entry.day), int(is_signed), whom, words, search, shown(entry.amends))


def _counted(register: str, counted: Sequence[str | int]) -> tuple[Cell, ...]:
    question, code, label, amount = counted
    return (shown(register), shown(str(question)), shown(str(code)), shown(str(label)), int(amount))

"""Reads registers: their entries by keyset, newest first, and how many there are by period."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.register import (
    Counted,
    EntriesShown,
    Entry,
    EntryQuestion,
    RegisterCounts,
    Span,
    bounds,
)
from qa_desktop.domain.signed_record import SignedRecord
from qa_desktop.models import signed_rows
from qa_desktop.models.rows import Cell, Row, number, text
from qa_desktop.models.statement import Run, Transactions

_LISTED = (
    "SELECT e.audit, e.day, a.subject, e.of_whom, e.words, a.tool_title, e.signed, "
    "(SELECT group_concat(c.label, char(10)) FROM entry_count c "
    "WHERE c.audit = e.audit AND c.register = e.register AND c.code <> ''), "
    "(SELECT count(*) FROM work w WHERE w.audit = e.audit AND w.done = 0), "
    "(SELECT count(*) FROM work w WHERE w.audit = e.audit AND w.done = 0 AND w.due < ?) "
    # What narrows the list is asked of the entries alone: only those of the page are looked up elsewhere.
    "FROM (SELECT * FROM entry e WHERE e.register = ?{narrowed} ORDER BY e.day DESC, e.audit DESC LIMIT ?) e "
    "CROSS JOIN audit a ON a.id = e.audit ORDER BY e.day DESC, e.audit DESC"
)
_AFTER = " AND (e.day, e.audit) < (?, ?)"
_SHOWN = {
    EntriesShown.ALL: "",
    EntriesShown.OPEN: " AND e.audit IN (SELECT audit FROM work WHERE done = 0)",
    EntriesShown.OVERDUE: " AND e.audit IN (SELECT audit FROM work INDEXED BY work_by_due WHERE done = 0 AND due < ?)",
    EntriesShown.DRAFT: " AND e.signed = 0",
}
_PERIODS = {
    Span.MONTH: "month",
    Span.QUARTER: "substr(month, 1, 4) || '-Q' || ((substr(month, 6, 2) + 2) / 3)",
    Span.YEAR: "substr(month, 1, 4)",
}
_COUNTS = "SELECT {period}, sum(many) FROM entry_sum WHERE register = ? AND question = '' GROUP BY 1 ORDER BY 1 DESC"
_ANSWERS = (
    "SELECT {period}, question, code, max(label), sum(amount) FROM entry_sum "
    "WHERE register = ? AND question <> '' GROUP BY 1, 2, 3"
)
# No sums are kept of weeks, which reports and the command ask for and no page: they are added up from the entries.
_DAYS = (
    "SELECT e.day, '', '', '', count(*) FROM entry_standing s JOIN entry e ON e.audit = s.audit "
    "AND e.register = s.register WHERE s.register = ?1 GROUP BY e.day UNION ALL "
    "SELECT e.day, c.question, c.code, max(c.label), sum(c.amount) FROM entry_standing s JOIN entry e "
    "ON e.audit = s.audit AND e.register = s.register JOIN entry_count c ON c.audit = s.audit "
    "AND c.register = s.register WHERE s.register = ?1 GROUP BY e.day, c.question, c.code"
)
_KNOWN = "SELECT DISTINCT register FROM entry"


class SqlEntryStore:
    """Reads what lists and counts of registers show."""

    def __init__(self, read: Transactions) -> None:
        self._read = read

    def page(self, question: EntryQuestion, today: date) -> tuple[Entry, ...]:
        """Return the next page."""
        statement, cells = _asked(question, today)
        with self._read() as run:
            return tuple(_entry(row) for row in run(statement, cells))

    def counts(self, register: str, span: Span) -> RegisterCounts:
        """Return how many signed entries there are by period, and what was answered in them."""
        with self._read() as run:
            if span is Span.WEEK:
                return _by_week(run, register)
            told = _periods(run, register, span)
            return RegisterCounts(tuple(told), tuple(told.values()), _answers(run, register, span, tuple(told)))

    def signed(self, tool: str, questions: Collection[str], since: date | None = None) -> tuple[SignedRecord, ...]:
        """Return the signed records with a tool, with their answers to these questions; all, or since a day."""
        with self._read() as run:
            return signed_rows.signed_records(run, tool, questions, since)

    def known(self) -> frozenset[str]:
        """Return the registers in which a record on this laptop stands."""
        with self._read() as run:
            return frozenset(text(row[0]) for row in run(_KNOWN))


def _asked(question: EntryQuestion, today: date) -> tuple[str, tuple[Cell, ...]]:
    narrowed = _SHOWN[question.shown]
    cells: list[Cell] = [today.isoformat(), question.register]
    if question.shown is EntriesShown.OVERDUE:
        cells.append(today.isoformat())
    if question.period:
        narrowed += " AND e.day >= ? AND e.day < ?"
        cells += bounds(question.period)
    for word in question.text.casefold().split():
        narrowed += " AND instr(e.search, ?) > 0"
        cells.append(word)
    if question.after is not None:
        narrowed += _AFTER
        cells += [question.after.day, question.after.audit]
    return _LISTED.format(narrowed=narrowed), (*cells, question.limit)


def _periods(run: Run, register: str, span: Span) -> dict[str, int]:
    statement = _COUNTS.format(period=_PERIODS[span])
    return {text(row[0]): number(row[1]) for row in run(statement, (register,))}


def _by_week(run: Run, register: str) -> RegisterCounts:
    entries: Counter[str] = Counter()
    answers: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    labels: dict[tuple[str, str], str] = {}
    for row in run(_DAYS, (register,)):
        day, question, code, label = (text(cell) for cell in row[:4])
        if not day:
            continue
        year, week, _ = date.fromisoformat(day).isocalendar()
        name = f"{year:04}-W{week:02}"
        if question:
            answers[question, code][name] += number(row[4])
            labels[question, code] = label
        else:
            entries[name] += number(row[4])
    weeks = tuple(sorted(entries, reverse=True))
    counted = (Counted(*key, labels[key], tuple(of[one] for one in weeks)) for key, of in answers.items())
    return RegisterCounts(weeks, tuple(entries[one] for one in weeks), tuple(counted))


def _answers(run: Run, register: str, span: Span, periods: tuple[str, ...]) -> tuple[Counted, ...]:
    found: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    labels: dict[tuple[str, str], str] = {}
    for row in run(_ANSWERS.format(period=_PERIODS[span]), (register,)):
        key = text(row[1]), text(row[2])
        found[key][text(row[0])] = number(row[4])
        labels[key] = text(row[3])
    return tuple(
        Counted(*key, labels[key], tuple(by_period.get(one, 0) for one in periods)) for key, by_period in found.items()
    )


def _entry(row: Row) -> Entry:
    audit, day, subject, whom, words, title = (text(cell) for cell in row[:6])
    labels = text(row[7]).split("\n") if row[7] else []
    return Entry(
        audit=AuditId(audit),
        day=day,
        subject=subject,
        of_whom=whom,
        words=words,
        tool_title=title,
        is_signed=bool(row[6]),
        counted=tuple(dict.fromkeys(labels)),
        open=number(row[8]),
        overdue=number(row[9]),
    )

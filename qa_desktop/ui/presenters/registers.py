"""Fetches registers: which there are, their entries page by page, and their counts as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject

from qa_desktop.domain.register import Entry, EntryQuestion, Register, RegisterCounts, Span, period_words
from qa_desktop.services.list_registers import ListRegisters
from qa_desktop.ui.background import Job, Worker
from qa_desktop.ui.item_models.counts import CountsTable
from qa_desktop.ui.presenters.times import counted, short_day
from qa_desktop.ui.widgets.two_line_list import TwoLines

PAGE = 100


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line of the list."""

    entry: Entry
    title: str
    caption: str
    right: str

    @property
    def spoken(self) -> str:
        """Everything in one line."""
        return ", ".join(part for part in (self.title, self.caption, self.right) if part)

    @property
    def lines(self) -> TwoLines:
        """What the list paints."""
        return TwoLines(self.title, self.caption, self.right)


class RegistersDesk(Protocol):
    """The services that the page needs."""

    @property
    def registers(self) -> ListRegisters:
        """Registers."""
        ...


class RegistersPresenter:
    """Asks for the next page after the last row; an answer to an older question, or for a page gone, is dropped."""

    def __init__(self, desk: RegistersDesk, worker: Worker, page: QObject) -> None:
        self._desk = desk
        self._worker = worker
        self._page = page
        self._wanted = EntryQuestion("")
        self._show: Callable[[tuple[EntryLine, ...], bool], None] = lambda _rows, _more: None
        self._job: Job[tuple[Entry, ...]] | None = None
        self._counting: Job[CountsTable] | None = None

    def load(self, show: Callable[[tuple[Register, ...]], None]) -> None:
        """Look up which registers there are."""
        self._worker.submit(self._desk.registers.all, show, page=self._page)

    def ask(self, question: EntryQuestion, show: Callable[[tuple[EntryLine, ...], bool], None]) -> None:
        """Ask from the beginning."""
        self._wanted, self._show = replace(question, after=None, limit=PAGE), show
        self.more()

    def more(self) -> None:
        """Ask for the page after the last row."""
        if self._job is not None:
            self._job.cancel()
        wanted = self._wanted
        self._job = self._worker.submit(lambda: self._desk.registers(wanted), self._take, page=self._page)

    def count(self, register: str, span: Span, show: Callable[[CountsTable], None]) -> None:
        """Count the entries of a register."""
        if self._counting is not None:
            self._counting.cancel()
        registers = self._desk.registers
        self._counting = self._worker.submit(
            lambda: table_of(registers.counts(register, span), span), show, page=self._page
        )

    def _take(self, entries: tuple[Entry, ...]) -> None:
        if entries:
            self._wanted = replace(self._wanted, after=entries[-1])
        today = self._desk.registers.today
        self._show(tuple(line_of(one, today) for one in entries), len(entries) == PAGE)


def line_of(one: Entry, today: date) -> EntryLine:
    """Return an entry as the list shows it."""
    day = short_day(date.fromisoformat(one.day), today) if one.day else "no date"
    told = " · ".join(part for part in (day, one.of_whom, ", ".join(one.counted), one.words) if part)
    return EntryLine(one, one.subject, told, standing_words(one))


def standing_words(one: Entry) -> str:
    """Return how an entry stands, in little room."""
    left = f"{counted(one.open, 'thing')} to do" if one.open else ""
    if one.overdue:
        left = f"■ {one.overdue} of {counted(one.open, 'thing')} overdue"
    return " · ".join(part for part in ("" if one.is_signed else "Not signed yet", left) if part)


def table_of(counts: RegisterCounts, span: Span) -> CountsTable:
    """Return counts as a table, what was answered below how many entries there are."""
    periods = tuple((one, _short(one, span), period_words(one)) for one in counts.periods)
    rows = [("Entries", counts.entries)] if periods else []
    rows += [(one.label, one.by_period) for one in counts.counted]
    return CountsTable(periods, tuple(rows))


def _short(period: str, span: Span) -> str:
    """Return a period in the width of a column: "Nov 2026", "Q4 2026", "2026"."""
    if span is Span.YEAR:
        return period
    if span is Span.QUARTER:
        year, _, quarter = period.partition("-")
        return f"{quarter} {year}"
    month, year = period_words(period).split(" ")
    return f"{month[:3]} {year}"
